"""What every run counts of people, and how a run differs from the one that it is paired with.

A run and the run beside it have the same people on the same luck under another regime. The difference is
worked out draw by draw before anything is summed up, so chance that both runs share drops out and what is
left is the regime's effect in this model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from demerit.audit.figures import (
    OF_FLOW,
    OF_PAIR,
    OF_REFUSALS,
    OF_STOCK,
    OF_WEEKS,
    PER,
    REFUSING,
    Figure,
    at_a_time,
)
from demerit.audit.intervals import interval
from demerit.audit.source import RunSource

Counts = Callable[[RunSource], list[int] | None]
"""Counts of each draw of a run; None where the run has no such thing."""

OVER: Final[Mapping[str, tuple[str, str, str]]] = {
    "end": ("per 100,000 people", "people present at the end", "people.present at the end x 100,000"),
    "time": ("at a time, per 100,000 people", "weeks lived", "sum of people.present x 100,000"),
    "year": ("a year, per 100,000 people", "years lived", "sum of people.present x steps a year x 100,000"),
}
"""What counts are divided by: the unit, the denominator, and the end of the formula."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that every run counts of people.

    Attributes:
        label: what it is, for a row of a table; with its unit after it, a whole phrase.
        name: short name.
        counted: the sum above, as it stands in a formula.
        cannot: what it cannot show.
        counts: the counts of each draw.
        over: what they are divided by, a key of `OVER`.
    """

    label: str
    name: str
    counted: str
    cannot: str
    counts: Counts
    over: str = "year"

    @property
    def unit(self) -> str:
        """Unit of its figures."""
        return OVER[self.over][0]


@dataclass(frozen=True, slots=True)
class Paired:
    """One measure in a run, in the run beside it, and the difference draw by draw (None if draws differ)."""

    label: str
    ours: Figure
    theirs: Figure
    difference: Figure | None


def paired(source: RunSource, other: RunSource) -> list[Paired]:
    """Return every measure that both runs have, and its paired difference."""
    found = []
    for measure in MEASURES:
        here, there = _counted(measure, source), _counted(measure, other)
        if here is None or there is None:
            continue
        (one, ours), (two, theirs) = here, there
        gap = _gap(one, ours, two, theirs)
        found.append(Paired(f"{measure.label}, {measure.unit}", one, two, gap))
    return found


def difference(measure: Measure, source: RunSource, other: RunSource) -> Figure | None:
    """Return how a measure differs from the run beside, draw by draw; None where one has no such thing."""
    here, there = _counted(measure, source), _counted(measure, other)
    return _gap(*here, *there) if here and there else None


def _gap(one: Figure, ours: Sequence[float], two: Figure, theirs: Sequence[float]) -> Figure | None:
    """Return a difference draw by draw; None where the runs have not the same draws.

    At least so many cases are behind it as the one run has more than the other.
    """
    if len(ours) != len(theirs):
        return None
    return replace(
        one,
        formula=f"{one.formula}, minus the same in the other run, draw by draw",
        value=interval([a - b for a, b in zip(ours, theirs, strict=True)]),
        sampled=abs((one.sampled or 0) - (two.sampled or 0)),
        at="difference",
        cannot=OF_PAIR,
    )


def of_run(measure: Measure, source: RunSource) -> Figure | None:
    """Return one measure of one run; None where the run has no such thing."""
    found = _counted(measure, source)
    return found and found[0]


def _counted(measure: Measure, source: RunSource) -> tuple[Figure, list[float]] | None:
    """Return one measure of one run and its rate in each draw; None where the run has no such thing."""
    counts = measure.counts(source)
    if counts is None:
        return None
    rates = _rates(measure, source, counts)
    unit, denominator, end = OVER[measure.over]
    figure = Figure(
        name=measure.name,
        definition=measure.label,
        unit=unit,
        denominator=denominator,
        formula=f"{measure.counted} / {end}",
        value=interval(rates),
        sampled=at_a_time(counts, source.steps if measure.over == "time" else 1),
        rests_on=REFUSING,
        at=f"under {source.manifest.regime.name}",
        cannot=measure.cannot,
    )
    return figure, rates


def _rates(measure: Measure, source: RunSource, counts: Sequence[int]) -> list[float]:
    present = source.present["person"]
    lived = [float(n) for n in (present[:, -1] if measure.over == "end" else present.sum(axis=1))]
    factor = PER * (source.steps_per_year if measure.over == "year" else 1.0)
    return [factor * count / weeks if weeks else 0.0 for count, weeks in zip(counts, lived, strict=True)]


def _at_the_end(source: RunSource) -> list[int]:
    return source.by_step("lists", "stock", entity="person")[:, -1].tolist()  # type: ignore[no-any-return]


def _sum(table: str, column: str) -> Counts:
    """Return the sum of a column of a weekly table over the whole run, of persons."""
    return lambda source: source.by_step(table, column, entity="person").sum(axis=1).tolist()


def _weeks(column: str) -> Counts:
    """Return the sum of a column of the quarterly table, in which somebody on two lists counts once."""
    return lambda source: source.per_draw(f"SELECT draw, sum({column})::BIGINT FROM quarters GROUP BY draw")


def _rows(table: str, column: str, where: str = "") -> Counts:
    """Return the sum of a column of a table without steps, of persons."""
    people = f"FROM {table} WHERE entity = 'person'{where}"
    return lambda source: source.per_draw(f"SELECT draw, sum({column})::BIGINT {people} GROUP BY draw")


def _in_total(source: RunSource) -> list[int] | None:
    """Weeks listed beyond those on a true record."""
    if source.truthful is None:
        return None
    listed = _sum("lists", "stock")
    ours, true = listed(source) or [], listed(source.truthful) or []
    return [a - b for a, b in zip(ours, true, strict=True)]


REFUSED: Final = Measure(
    "attempts refused because of a list",
    "refusals",
    "sum of attempts.refusals",
    OF_REFUSALS,
    _sum("attempts", "refusals"),
)


def _chosen(gravity: int) -> Counts:
    """Return harmful, unprotected acts by choice of one gravity; None where the society has none such."""

    def counts(source: RunSource) -> list[int] | None:
        conducts = (
            "FROM conducts WHERE entity = 'person' AND valence = 'harmful' AND protected = 'none'"
            " AND gravity = ?"
        )
        if not source.rows(f"SELECT count(*) {conducts}", [gravity])[0][0]:
            return None
        return source.per_draw(
            "SELECT draw, sum(acts - unable)::BIGINT FROM acts_by_step WHERE entity = 'person' AND conduct IN"
            f" (SELECT conduct {conducts}) GROUP BY draw",
            [gravity],
        )

    return counts


ORDER: Final[tuple[Measure, ...]] = tuple(
    Measure(
        f"acts by choice of gravity {gravity}{', slight' if gravity <= 1 else ''} (answers assumed)",
        f"acts by choice, gravity {gravity}",
        "sum of acts_by_step (acts - unable) of harmful, unprotected conducts of this gravity",
        "who did what, or whether it harmed anybody; nor how people would answer: the society declares it",
        _chosen(gravity),
    )
    for gravity in range(5, -1, -1)
)
"""Harmful acts by choice, the gravest first; never as one sum."""
PERFORMED: Final = Measure(
    "people off a list by paying or performing",
    "debts performed",
    "sum of lists.out_payment",
    f"{OF_FLOW}; nor what they paid with, or who was paid without any list",
    _sum("lists", "out_payment"),
)
FAVOURED: Final = Measure(
    "attempts at which a favour or a lower price was used",
    "favours used",
    "sum of attempts.favoured",
    OF_REFUSALS,
    _sum("attempts", "favoured"),
)

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        "on lists at the end (whoever is on two counts twice)",
        "listed at the end",
        "sum of lists.stock at the end",
        OF_STOCK,
        _at_the_end,
        "end",
    ),
    REFUSED,
    Measure(
        "attempts made", "attempts", "sum of attempts.attempts", OF_REFUSALS, _sum("attempts", "attempts")
    ),
    *ORDER,
    Measure("records on people", "records", "sum of records.records", OF_FLOW, _rows("records", "records")),
    Measure(
        "records without the act",
        "records without the act",
        "sum of records.records with truth none",
        OF_FLOW,
        _rows("records", "records", " AND truth = 'none'"),
    ),
    PERFORMED,
)
"""What a run and the run beside it are compared by."""

LISTED: Final = Measure(
    "on a list", "listed", "sum of quarters.listed_weeks", OF_WEEKS, _weeks("listed_weeks"), "time"
)
WRONGFUL_IN_TOTAL: Final = Measure(
    "wrongfully on a list in total (beyond a true record)",
    "wrongful in total",
    "(sum of lists.stock - sum of truthful.lists.stock)",
    OF_PAIR,
    _in_total,
    "time",
)

KEY: Final[tuple[Measure, ...]] = (
    LISTED,
    Measure(
        "on a list with no act of their own on record",
        "listed without act",
        "sum of quarters.without_act_weeks",
        OF_WEEKS,
        _weeks("without_act_weeks"),
        "time",
    ),
    Measure(
        "on a list only through others",
        "listed through others",
        "sum of quarters.through_weeks",
        OF_WEEKS,
        _weeks("through_weeks"),
        "time",
    ),
    Measure(
        "wrongfully on a list (not in the shadow)",
        "wrongful",
        "sum of lists.wrongful",
        f"{OF_WEEKS}; nor what a false record makes somebody do afterwards",
        _sum("lists", "wrongful"),
        "time",
    ),
    WRONGFUL_IN_TOTAL,
    Measure("wrongly spared", "spared", "sum of lists.spared", OF_WEEKS, _sum("lists", "spared"), "time"),
    REFUSED,
    PERFORMED,
    *ORDER,
)
"""What two runs are set side by side by."""
