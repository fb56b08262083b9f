"""A run beside the run that it is paired with: the same people on the same luck under another regime.

The difference is worked out draw by draw before anything is summed up, so chance that both runs share
drops out and what is left is the regime's effect in this model.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.audit import Interval, RunSource, interval
from demerit.audit.figures import PER
from demerit.report.numbers import plain, span


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


def beside(source: RunSource) -> Beside | None:
    """Compare a run with the run against which it was paired; None if there is none."""
    other = source.against
    if other is None:
        return None
    rows = []
    for label, values in (
        ("on a list at the end, per 100,000 synthetic people", _listed),
        ("attempts refused, person-times a year per 100,000 people", _refused),
        ("attempts made, person-times a year per 100,000 people", _attempts),
        ("acts of the society's catalogue, a year per 100,000 people", _acts),
        ("records made of people, a year per 100,000 people", _records),
        ("records without the act, a year per 100,000 people", _false),
    ):
        ours, theirs = values(source), values(other)
        gap = [a - b for a, b in zip(ours, theirs, strict=True)] if len(ours) == len(theirs) else []
        rows.append(
            BesideRow(
                label, span(interval(ours)), span(interval(theirs)), _signed(interval(gap)) if gap else ""
            )
        )
    return Beside(source.manifest.regime.name, other.manifest.regime.name, tuple(rows))


def _signed(value: Interval) -> str:
    if value.low == value.high == 0:
        return "0"

    def sign(number: float) -> str:
        return ("+" if number > 0 else "−" if number < 0 else "") + plain(abs(number))

    if value.low == value.high:
        return sign(value.mid)
    return f"{sign(value.mid)} ({sign(value.low)} to {sign(value.high)})"


def _years(source: RunSource) -> list[float]:
    """Person-years lived, per draw."""
    return [int(weeks) / source.steps_per_year for weeks in source.present["person"].sum(axis=1)]


def _per_year(source: RunSource, counts: list[int]) -> list[float]:
    return [
        PER * count / years if years else 0.0 for count, years in zip(counts, _years(source), strict=True)
    ]


def _listed(source: RunSource) -> list[float]:
    stock = source.by_step("lists", "stock", entity="person")[:, -1]
    present = source.present["person"][:, -1]
    return [PER * int(a) / int(b) if b else 0.0 for a, b in zip(stock, present, strict=True)]


def _refused(source: RunSource) -> list[float]:
    return _per_year(source, source.by_step("attempts", "refusals", entity="person").sum(axis=1).tolist())


def _attempts(source: RunSource) -> list[float]:
    return _per_year(source, source.by_step("attempts", "attempts", entity="person").sum(axis=1).tolist())


def _acts(source: RunSource) -> list[float]:
    query = "SELECT draw, sum(acts)::BIGINT FROM acts WHERE entity = 'person' GROUP BY draw"
    return _per_year(source, source.per_draw(query))


def _records(source: RunSource) -> list[float]:
    query = "SELECT draw, sum(records)::BIGINT FROM records WHERE entity = 'person' GROUP BY draw"
    return _per_year(source, source.per_draw(query))


def _false(source: RunSource) -> list[float]:
    query = (
        "SELECT draw, sum(records)::BIGINT FROM records"
        " WHERE entity = 'person' AND truth = 'none' GROUP BY draw"
    )
    return _per_year(source, source.per_draw(query))
