"""Periods with a name, said back: which days they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.periods import Days
from demerit.regime.saying import quoted, series
from demerit.regime.sentences import RUNS, Reads, Said, Sentence, day


def periods(form: Any) -> Iterator[Sentence]:
    """Say which days each period is."""
    for name, days in form.periods.items():
        what = "these days:" if all(each.first == each.last for each in days) else "the time"
        said = series([_said(each, what != "the time") for each in days])
        yield Said().sentence(("periods", name), f"{quoted(name)} is {what} {said}.")


def _said(days: Days, alone: bool) -> str:
    """Return a span of days; the day alone where all spans are of one day."""
    if alone:
        return f"{days.first:%-d %B} of every year" if days.yearly else day(days.first)
    if days.yearly:
        return f"from {days.first:%-d %B} to {days.last:%-d %B} of every year"
    return f"from {day(days.first)} to {day(days.last)}"


READS = (Reads(RUNS, 1, periods),)
