"""A run beside the run that it is paired with, as a table: the same people on the same luck."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.audit import Interval, RunSource
from demerit.audit.pair import paired
from demerit.report.facts import Facts
from demerit.report.numbers import plain


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One figure in both runs, and its paired difference."""

    label: str
    ours: str
    theirs: str
    difference: str


@dataclass(frozen=True)
class Beside:
    """A table of figures in a run and in the run beside it."""

    name: str
    other: str
    rows: tuple[BesideRow, ...]


def beside(source: RunSource, facts: Facts) -> Beside | None:
    """Compare a run with the run against which it was paired; None if there is none."""
    other = source.against
    if other is None:
        return None
    rows = tuple(
        BesideRow(
            row.label,
            facts.cell(row.ours),
            facts.cell(row.theirs),
            facts.cell_of(row.difference, signed(row.difference.value))
            if row.difference and row.difference.value
            else "",
        )
        for row in paired(source, other)
    )
    return Beside(source.manifest.regime.name, other.manifest.regime.name, rows)


def signed(value: Interval) -> str:
    """Return a difference with its range, each with its sign."""
    if value.low == value.high == 0:
        return "0"

    def sign(number: float) -> str:
        return ("+" if number > 0 else "−" if number < 0 else "") + plain(abs(number))

    if value.low == value.high:
        return sign(value.mid)
    return f"{sign(value.mid)} ({sign(value.low)} to {sign(value.high)})"
