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
        said = series([_said(each) for each in days])
        yield Said().sentence(("periods", name), f"{quoted(name)} is the time {said}.")


def _said(days: Days) -> str:
    if days.yearly:
        return f"from {days.first:%-d %B} to {days.last:%-d %B} of every year"
    return f"from {day(days.first)} to {day(days.last)}"


READS = (Reads(RUNS, 1, periods),)
