"""A run and the run that it is paired with: the same people on the same luck under another regime.

The difference is worked out draw by draw before anything is summed up, so chance that both runs share
drops out and what is left is the regime's effect in this model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from demerit.audit.figures import OF_FLOW, OF_PAIR, OF_REFUSALS, OF_STOCK, PER, REFUSING, Figure, middle
from demerit.audit.intervals import interval
from demerit.audit.source import RunSource

Counts = Callable[[RunSource], list[int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that both runs count: its definition, unit, and formula, and the counts of each draw.

    `lived` is what the counts are divided by: people at the end, or weeks lived.
    """

    label: str
    name: str
    formula: str
    cannot: str
    counts: Counts
    at_the_end: bool = False


@dataclass(frozen=True, slots=True)
class Paired:
    """One measure in a run, in the run beside it, and the difference draw by draw (None if draws differ)."""

    label: str
    ours: Figure
    theirs: Figure
    difference: Figure | None


def paired(source: RunSource, other: RunSource) -> list[Paired]:
    """Return every measure in both runs and its paired difference."""
    return [_pair(measure, source, other) for measure in MEASURES]


def of_run(measure: Measure, source: RunSource, at: str = "") -> Figure:
    """Return one measure of one run, per 100,000 synthetic people (a year, for what is counted over time)."""
    counts = measure.counts(source)
    return _figure(measure, _rates(measure, source, counts), middle(counts), at)


def _pair(measure: Measure, source: RunSource, other: RunSource) -> Paired:
    ours, theirs = (of_run(measure, run, f"under {run.manifest.regime.name}") for run in (source, other))
    if source.draws != other.draws:
        return Paired(measure.label, ours, theirs, None)
    gap = [
        a - b
        for a, b in zip(*(_rates(measure, run, measure.counts(run)) for run in (source, other)), strict=True)
    ]
    difference = replace(
        _figure(measure, gap, max(ours.sampled or 0, theirs.sampled or 0), "difference"),
        formula=f"{measure.formula}, minus the same in the other run, draw by draw",
        cannot=OF_PAIR,
    )
    return Paired(measure.label, ours, theirs, difference)


def _figure(measure: Measure, values: Sequence[float], sampled: int, at: str) -> Figure:
    return Figure(
        name=measure.name,
        definition=measure.label,
        unit="per 100,000 people" if measure.at_the_end else "a year, per 100,000 people",
        denominator="people present at the end"
        if measure.at_the_end
        else "years lived by all people present",
        formula=measure.formula,
        value=interval(values),
        sampled=sampled,
        rests_on=REFUSING,
        at=at,
        cannot=measure.cannot,
    )


def _rates(measure: Measure, source: RunSource, counts: Sequence[int]) -> list[float]:
    present = source.present["person"]
    if measure.at_the_end:
        lived = [float(count) for count in present[:, -1]]
    else:
        lived = [int(weeks) / source.steps_per_year for weeks in present.sum(axis=1)]
    return [PER * count / years if years else 0.0 for count, years in zip(counts, lived, strict=True)]


def _listed(source: RunSource) -> list[int]:
    return source.by_step("lists", "stock", entity="person")[:, -1].tolist()  # type: ignore[no-any-return]


def _column(column: str) -> Counts:
    def counts(source: RunSource) -> list[int]:
        return source.by_step("attempts", column, entity="person").sum(axis=1).tolist()  # type: ignore[no-any-return]

    return counts


def _sum(column: str, table: str, where: str = "") -> Counts:
    def counts(source: RunSource) -> list[int]:
        query = (
            f"SELECT draw, sum({column})::BIGINT FROM {table} WHERE entity = 'person'{where} GROUP BY draw"
        )
        return source.per_draw(query)

    return counts


_A_YEAR: Final = "/ sum of people.present x steps a year x 100,000"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        "on a list at the end, per 100,000 synthetic people",
        "listed",
        "sum of lists.stock at the end / people.present x 100,000",
        OF_STOCK,
        _listed,
        at_the_end=True,
    ),
    Measure(
        "attempts refused, person-times a year per 100,000 people",
        "refusals",
        f"sum of attempts.refusals {_A_YEAR}",
        OF_REFUSALS,
        _column("refusals"),
    ),
    Measure(
        "attempts made, person-times a year per 100,000 people",
        "attempts",
        f"sum of attempts.attempts {_A_YEAR}",
        OF_REFUSALS,
        _column("attempts"),
    ),
    Measure(
        "acts of the society's catalogue, a year per 100,000 people",
        "acts",
        f"sum of acts.acts {_A_YEAR}",
        "who did what, or whether an act was right",
        _sum("acts", "acts"),
    ),
    Measure(
        "records made of people, a year per 100,000 people",
        "records",
        f"sum of records.records {_A_YEAR}",
        OF_FLOW,
        _sum("records", "records"),
    ),
    Measure(
        "records without the act, a year per 100,000 people",
        "records without the act",
        f"sum of records.records with truth none {_A_YEAR}",
        OF_FLOW,
        _sum("records", "records", " AND truth = 'none'"),
    ),
)
"""What is set side by side."""
