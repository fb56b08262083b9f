"""M20, M60, said back: with what score people begin, how it moves, and which grades it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.scores.language import Band, Graded, Ledger, RiskScore, RollingMean
from demerit.regime.saying import quoted
from demerit.regime.sentences import SCORED, Reads, Said, Sentence, points, say

_TRAITS = {
    "age": "year of age",
    "away": "person registered elsewhere than they live",
    "fifth": "income fifth (1 is the poorest, 5 the richest)",
    "group": "person outside group A",
}
_TIERS = {"ordinary": "ordinary people", "official": "officials", "owner": "owners", "visitor": "visitors"}


def scored(form: Any) -> Iterator[Sentence]:
    """Say what the score is."""
    score = form.score
    if not isinstance(score, Graded):
        yield Said().sentence(("score",), "No score is kept.")
        return
    kind = {
        Ledger: "The score is a sum of points: what was there at the start, and what records have"
        " brought and cost.",
        RollingMean: "The score is the mean of ratings.",
        RiskScore: "The score is worked out from what is known of a person, as a measure of risk.",
    }
    yield Said().sentence(("score",), kind[type(score)], score)
    yield Said().sentence(("score", "start"), f"Everybody begins with a score of {score.start:,}.")
    if score.floor is not None or score.cap is not None:
        ends = [f"below {score.floor:,}"] if score.floor is not None else []
        ends += [f"above {score.cap:,}"] if score.cap is not None else []
        yield Said().sentence(
            ("score", "floor"),
            f"No score falls {' or rises '.join(ends)}."
            if score.floor is not None
            else f"No score rises {ends[0]}.",
        )
    if isinstance(score, Ledger):
        yield from _ledger(score)
    elif isinstance(score, RollingMean):
        low, high = score.scale
        yield Said().sentence(("score", "window"), f"The last {score.window:,} ratings count.")
        yield Said().sentence(("score", "scale"), f"A rating lies between {low:,} and {high:,}.")
    elif isinstance(score, RiskScore):
        yield from _risk(score)
    for name, band in score.grades.items():
        yield Said().sentence(("score", "grades", name), f"Grade {name} is a score of {_band(band)}.")
    for name, rule in (form.tiers or {}).items():
        said = Said()
        yield said.sentence(
            ("tiers", name),
            f"Points that {_TIERS[name]} lose are multiplied by {said.number(rule.deductions)}, to"
            " whole points.",
        )


def _ledger(score: Ledger) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        ("score", "expiry"),
        f"What a record brought or cost counts for {said.number(score.expiry)}."
        if score.expiry is not None
        else "What a record brought or cost counts for ever.",
    )
    if score.cap_per_step is not None:
        yield Said().sentence(
            ("score", "cap_per_step"),
            f"In one step of a run a score moves by {points(score.cap_per_step)} at most.",
        )
    if score.recovery is not None:
        said = Said()
        chance = score.recovery.chance
        whom = (
            "to everybody who is below it"
            if chance is None
            else f"to {said.number(chance)} of those who are below it"
        )
        yield said.sentence(
            ("score", "recovery"),
            f"Every {_every(said.number(score.recovery.every))} {points(score.recovery.points)}"
            f" {'comes' if score.recovery.points == 1 else 'come'} back, up to the score at the start,"
            f" {whom}.",
        )
    else:
        yield Said().sentence(("score", "recovery"), "No points come back by time alone.")


def _risk(score: RiskScore) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        ("score", "every"), f"It is worked out anew every {_every(said.number(score.every))}."
    )
    for name, feature in score.features.items():
        said = Said()
        what = _TRAITS.get(name, f"record of {quoted(name)} in force")
        error = (
            f", measured with an error that is {said.number(feature.noise)} in its standard deviation"
            if feature.noise is not None
            else ""
        )
        yield said.sentence(
            ("score", "features", name),
            f"Each {what} {'adds' if feature.weight >= 0 else 'takes off'} {points(feature.weight)}{error}.",
        )
    if score.expiry is not None:
        yield say(("score", "expiry"), "A record counts for {}.", score.expiry)
    yield Said().sentence(
        ("score", "threshold"), f"Whoever has a score of {score.threshold:,} or more is flagged."
    )


def _every(length: str) -> str:
    return length.removeprefix("1 ")


def _band(band: Band) -> str:
    if band.low is None:
        return f"{band.high:,} or less"
    if band.high is None:
        return f"{band.low:,} or more"
    return f"{band.low:,}" if band.low == band.high else f"{band.low:,} to {band.high:,}"


READS = (Reads(SCORED, 0, scored),)
