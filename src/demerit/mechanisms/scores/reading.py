"""M20, M60, said back: with what score people begin, how it moves, and which grades it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.reading import Where
from demerit.mechanisms.scores.language import Ledger
from demerit.mechanisms.scores.language_grades import Band
from demerit.mechanisms.scores.reading_risk import risky
from demerit.regime.saying import quoted, series
from demerit.regime.sentences import SCORED, Reads, Said, Sentence, points, say
from demerit.regime.tokens import share_text

LEDGER, MEAN, RISK, SHARE = "ledger", "rolling-mean", "risk-score", "share"
_KINDS = {
    LEDGER: "is a sum of points: what was there at the start, and what records have brought and cost.",
    MEAN: "is the mean of ratings.",
    SHARE: "is a share of records.",
    RISK: "is worked out from what is known of a person, as a measure of risk.",
}


def scored(form: Any) -> Iterator[Sentence]:
    """Say what the scores are."""
    if not form.scores:
        yield Said().sentence(("scores",), "No score is kept.")
        return
    for name, score in form.scores.items():
        yield from _one(form, score, ("scores", name), f"score {quoted(name)}")


def _one(form: Any, score: Any, at: Where, called: str) -> Iterator[Sentence]:
    """Say what one score is; `called` is `score`, with its name where it has one."""
    yield Said().sentence(at, f"The {called} {_KINDS[score.kind]}", score)
    if score.worse is not None:
        yield Said().sentence((*at, "worse"), f"A {score.worse} {called} is worse for people.")
    start = share_text(score.start) if score.kind == SHARE else f"{score.start:,}"
    yield Said().sentence((*at, "start"), f"Everybody begins with a {called} of {start}.")
    if score.kind != SHARE:
        yield from _ends(score, at, called)
    if score.kind == LEDGER:
        yield from _ledger(form, score, at, called)
    elif score.kind == MEAN:
        low, high = score.scale
        yield Said().sentence((*at, "window"), f"The last {score.window:,} ratings count.")
        yield Said().sentence((*at, "scale"), f"A rating lies between {low:,} and {high:,}.")
        if score.least_records > 1:
            text = f"Until {score.least_records:,} ratings stand the {called} is that of the start."
            yield Said().sentence((*at, "least"), text)
    elif score.kind == SHARE:
        yield from _share(score, at, called)
    else:
        yield from risky(form, score, at)
    for name, band in score.grades.items():
        yield Said().sentence((*at, "grades", name), f"Grade {name} is a {called} of {_band(band)}.")


def _ends(score: Any, at: Where, called: str) -> Iterator[Sentence]:
    """Say where a score of points ends, if it does."""
    low, high = score.bounds
    ends = [f"below {low:,}"] if low is not None else []
    ends += [f"above {high:,}"] if high is not None else []
    if ends:
        falls = f"falls {' or rises '.join(ends)}" if low is not None else f"rises {ends[0]}"
        yield Said().sentence((*at, "floor"), f"No {called} {falls}.")


def _share(score: Any, at: Where, called: str) -> Iterator[Sentence]:
    """Say of what a share is one, within which time, and from how many records on."""
    part, whole = (series([quoted(name) for name in names]) for names in (score.of, score.among))
    text = f"It is how many records of {part} there are to those of {whole}"
    yield Said().sentence((*at, "of"), f"{text}.")
    yield say((*at, "within"), "A record counts in it for {} at most.", score.within)
    yield Said().sentence(
        (*at, "least"),
        f"Until {score.least:,} {'record' if score.least == 1 else 'records'} of {whole}"
        f" {'stands' if score.least == 1 else 'stand'} the {called} is that of the start.",
    )


def _ledger(form: Any, score: Ledger, at: Where, called: str) -> Iterator[Sentence]:
    yield Said().sentence((*at, "counts"), _lasting(form))
    if score.most_per_step is not None:
        yield Said().sentence(
            (*at, "most_per_step"),
            f"In one step of a run records move a {called} by {points(score.most_per_step)} at most.",
        )


def _lasting(form: Any) -> str:
    """Return how long what a record brought counts, if no conduct says it."""
    if any(conduct.counts is not None for conduct in form.conducts.values()):
        return "What a record brought or cost counts for as long as is said of its conduct."
    return "What a record brought or cost counts for ever."


def _band(band: Band) -> str:
    low, high = (
        "" if end is None else share_text(end) if band.shares else f"{end:,}" for end in (band.low, band.high)
    )
    if not low:
        return f"{high} or less"
    if not high:
        return f"{low} or more"
    return low if low == high else f"{low} to {high}"


READS = (Reads(SCORED, 0, scored),)
