"""M20, M60, said back: with what score people begin, how it moves, and which grades it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.reading import Where
from demerit.mechanisms.scores.language import AnyLedger, RiskScore
from demerit.mechanisms.scores.language_grades import Band
from demerit.regime.saying import quoted
from demerit.regime.sentences import SCORED, Reads, Said, Sentence, points, say

LEDGER, MEAN, RISK = "ledger", "rolling-mean", "risk-score"
_TRAITS = {
    "age": "year of age",
    "away": "person registered elsewhere than they live",
    "fifth": "income fifth (1 is the poorest, 5 the richest)",
    "group": "person outside group A",
}


_KINDS = {
    LEDGER: "is a sum of points: what was there at the start, and what records have brought and cost.",
    MEAN: "is the mean of ratings.",
    RISK: "is worked out from what is known of a person, as a measure of risk.",
}


def scored(form: Any) -> Iterator[Sentence]:
    """Say what the scores are."""
    if not form.scores:
        yield Said().sentence(("score",), "No score is kept.")
        return
    for name, score in form.scores.items():
        at = form.score_path(name)
        yield from _one(form, score, at, "score" if len(at) == 1 else f"score {quoted(name)}")


def _one(form: Any, score: Any, at: Where, called: str) -> Iterator[Sentence]:
    """Say what one score is; `called` is `score`, with its name where it has one."""
    yield Said().sentence(at, f"The {called} {_KINDS[score.kind]}", score)
    if score.said_worse is not None:
        yield Said().sentence((*at, "worse"), f"A {score.said_worse} {called} is worse for people.")
    yield Said().sentence((*at, "start"), f"Everybody begins with a {called} of {score.start:,}.")
    if score.floor is not None or score.cap is not None:
        ends = [f"below {score.floor:,}"] if score.floor is not None else []
        ends += [f"above {score.cap:,}"] if score.cap is not None else []
        yield Said().sentence(
            (*at, "floor"),
            f"No {called} falls {' or rises '.join(ends)}."
            if score.floor is not None
            else f"No {called} rises {ends[0]}.",
        )
    if score.kind == LEDGER:
        yield from _ledger(form, score, at, called)
    elif score.kind == MEAN:
        low, high = score.scale
        yield Said().sentence((*at, "window"), f"The last {score.window:,} ratings count.")
        yield Said().sentence((*at, "scale"), f"A rating lies between {low:,} and {high:,}.")
    else:
        yield from _risk(score, at)
    for name, band in score.grades.items():
        yield Said().sentence((*at, "grades", name), f"Grade {name} is a {called} of {_band(band)}.")


def _ledger(form: Any, score: AnyLedger, at: Where, called: str) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence((*at, "expiry"), _lasting(form, score, said))
    if score.most is not None:
        yield Said().sentence(
            (*at, "most_per_step"),
            f"In one step of a run a {called} moves by {points(score.most)} at most.",
        )
    if (back := score.comes_back) is not None:
        said = Said()
        whom = (
            "to everybody who is below it"
            if back.chance is None
            else f"to {said.number(back.chance)} of those who are below it"
        )
        yield said.sentence(
            (*at, "recovery"),
            f"Every {_every(said.number(back.every))} {points(back.points)}"
            f" {'comes' if back.points == 1 else 'come'} back, up to the score at the start, {whom}.",
        )
    else:
        yield Said().sentence((*at, "recovery"), "No points come back by time alone.")


def _lasting(form: Any, score: AnyLedger, said: Said) -> str:
    """Return how long what a record brought counts, if the score says it or no conduct does."""
    if (expiry := getattr(score, "expiry", None)) is not None:
        return f"What a record brought or cost counts for {said.number(expiry)}."
    if any(conduct.counts is not None for conduct in form.conducts.values()):
        return "What a record brought or cost counts for as long as is said of its conduct."
    return "What a record brought or cost counts for ever."


def _risk(score: RiskScore, at: Where) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence((*at, "every"), f"It is worked out anew every {_every(said.number(score.every))}.")
    for name, feature in score.features.items():
        said = Said()
        what = _TRAITS.get(name, f"record of {quoted(name)} in force")
        error = (
            f", measured with an error that is {said.number(feature.noise)} in its standard deviation"
            if feature.noise is not None
            else ""
        )
        yield said.sentence(
            (*at, "features", name),
            f"Each {what} {'adds' if feature.weight >= 0 else 'takes off'} {points(feature.weight)}{error}.",
        )
    if score.expiry is not None:
        yield say((*at, "expiry"), "A record counts for {}.", score.expiry)
    yield Said().sentence(
        (*at, "threshold"), f"Whoever has a score of {score.threshold:,} or more is flagged."
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
