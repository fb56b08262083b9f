"""Who is listed, with and without an act of their own, and how long: figures by age, residence, tier.

Counted in person-weeks over a window of whole quarters, on any list, so that a category's figure does not
hang on one day and somebody on two lists counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from demerit.audit.figures import OF_RATIO, OF_STOCK, PER, STAYING, Figure, at_a_time, middle, ratios
from demerit.audit.intervals import Interval, interval
from demerit.audit.source import LEAST_DAYS, RunSource

AXES: Final[Mapping[str, str]] = {
    "age": "age",
    "residence": "residence and registration",
    "tier": "tier",
    "fifth": "income fifth",
    "group": "stylised group",
}
"""Axes of the `quarters` table with their words."""

MEASURES: Final[Mapping[str, str]] = {
    "listed": "on a list",
    "without_act": "on a list with no act of their own on record",
    "could_not_pay": "on a list only for acts that they could not pay",
    "through": "on a list only by somebody else's record",
}


NAMED: Final = (
    *("ordinary", "official", "owner"),
    *("urban local", "urban away", "rural local", "rural away"),
    "visitor",
)
"""Categories without a number, in the order in which people read them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One category of an axis: people listed per 100,000 by measure, over the same window.

    `rates` holds the rate of `listed` in each draw, so that categories can be compared on the same luck.
    """

    axis: str
    value: str
    figures: Mapping[str, Figure]
    rates: tuple[float, ...] = ()


def window(source: RunSource, quarters: int = 4) -> tuple[str, ...]:
    """Return the last whole quarters of the run, oldest first (all quarters if there are fewer)."""
    found = Counter(source.quarter(step) for step in range(source.steps))
    least = LEAST_DAYS // source.manifest.calendar.step_days
    whole = [name for name, steps in found.items() if steps >= least]
    return tuple((whole or list(found))[-quarters:])


def by_axis(source: RunSource, axis: str, quarters: tuple[str, ...]) -> list[Row]:
    """Return one row per category of `axis`, in the axis's own order, over the named quarters."""
    marks = ", ".join("?" * len(quarters))
    weeks = {measure: f"{measure}_weeks" for measure in MEASURES}
    found = source.sums(
        "quarters", axis, ("person_weeks", *weeks.values()), f"quarter IN ({marks})", list(quarters)
    )
    steps = _steps_in(source, quarters)
    return [
        Row(
            axis,
            value,
            {
                measure: Figure(
                    name=f"{measure} by {axis}",
                    definition=f"people {MEASURES[measure]}, mean of {quarters[0]} to {quarters[-1]}",
                    unit="per 100,000 people",
                    denominator=f"weeks lived by people of the same {AXES[axis]}",
                    formula=f"sum of quarters.{measure}_weeks / sum of quarters.person_weeks x 100,000",
                    value=ratios(found[value][column], found[value]["person_weeks"], PER),
                    sampled=at_a_time(found[value][column], steps),
                    rests_on=STAYING,
                    at=f"{axis} {value}",
                    cannot=OF_STOCK,
                )
                for measure, column in weeks.items()
            },
            tuple(
                PER * listed / lived if lived else 0.0
                for listed, lived in zip(
                    found[value]["listed_weeks"], found[value]["person_weeks"], strict=True
                )
            ),
        )
        for value in in_order(found)
    ]


def in_order(values: Iterable[str]) -> list[str]:
    """Return the categories of an axis in the order in which people read them."""
    return sorted(values, key=_order)


def _order(value: str) -> tuple[int, str]:
    """Ages and fifths sort by their number, named categories as the society lists them."""
    if value in NAMED:
        return NAMED.index(value), value
    head = value.split("-")[0].rstrip("+")
    return (int(head) if head.isdigit() else 0), value


def _steps_in(source: RunSource, quarters: tuple[str, ...]) -> int:
    return max(1, sum(source.quarter(step) in quarters for step in range(source.steps)))


@dataclass(frozen=True, slots=True)
class TimeOnList:
    """Time from entry to exit, in weeks: the median over all spells, and by exit over those that ended.

    `median` counts spells still standing at the end of the run for what is known of them (they lasted at
    least so long: product-limit estimate); without a value where fewer than half have ended at any length.
    The medians by exit are of ended spells only, and so lean to short ones.
    """

    median: Figure
    by_exit: Mapping[str, Figure]
    standing: Figure
    spells: int


def product_limit_median(ended: Mapping[int, int], standing: Mapping[int, int]) -> int | None:
    """Median length by the product-limit (Kaplan-Meier) estimate; None if it is never reached.

    Both arguments map a length in weeks to a number of spells. Exact: the estimate is a product of
    fractions of whole numbers.

    >>> product_limit_median({10: 1, 20: 1}, {15: 1})
    20
    """
    at_risk = sum(ended.values()) + sum(standing.values())
    surviving = Fraction(1)
    for weeks in sorted({*ended, *standing}):
        leaving = ended.get(weeks, 0)
        if leaving:
            surviving *= Fraction(at_risk - leaving, at_risk)
            if surviving <= Fraction(1, 2):
                return weeks
        at_risk -= leaving + standing.get(weeks, 0)
    return None


def time_on_list(source: RunSource, entity: str, name: str) -> TimeOnList:
    """Return how long entries to a list last, over all draws."""
    rows = source.connection.execute(
        "SELECT draw, exit, weeks, sum(count)::BIGINT FROM spells WHERE entity = ? AND list = ?"
        " GROUP BY draw, exit, weeks ORDER BY draw, exit, weeks",
        [entity, name],
    ).fetchall()
    weeks_of_year = source.manifest.calendar.step_days / 7
    ended: list[dict[int, int]] = [{} for _ in range(source.draws)]
    standing: list[dict[int, int]] = [{} for _ in range(source.draws)]
    kinds: dict[str, list[dict[int, int]]] = {}
    for draw, exit_, weeks, count in rows:
        into = standing if exit_ == "standing" else ended
        into[draw][weeks] = into[draw].get(weeks, 0) + count
        if exit_ != "standing":
            kinds.setdefault(exit_, [{} for _ in range(source.draws)])[draw][weeks] = count
    medians = [product_limit_median(e, s) for e, s in zip(ended, standing, strict=True)]
    whole = [median for median in medians if median is not None]
    totals = [sum(e.values()) + sum(s.values()) for e, s in zip(ended, standing, strict=True)]
    by_exit = {}
    for kind, draws in sorted(kinds.items()):
        found = [product_limit_median(draw, {}) for draw in draws]
        known = [median for median in found if median is not None]
        if len(known) == source.draws:
            by_exit[kind] = _time(
                "time on the list, by way out",
                "median time from entry to exit of spells that ended",
                interval(known).times(weeks_of_year),
                [sum(draw.values()) for draw in draws],
                at=kind,
            )
    return TimeOnList(
        median=_time(
            "time on the list",
            "median time from entry to exit, spells still standing counted for what is known of them",
            interval(whole).times(weeks_of_year) if len(whole) == source.draws else None,
            totals,
        ),
        by_exit=by_exit,
        standing=Figure(
            name="spells still standing",
            definition="spells that had not ended with the run",
            unit="share",
            denominator="all spells",
            formula="spells.count with exit standing / sum of spells.count",
            value=ratios([sum(s.values()) for s in standing], totals),
            sampled=middle([sum(s.values()) for s in standing]),
            rests_on=STAYING,
            cannot="how long they will last",
        ),
        spells=middle(totals),
    )


def _time(name: str, definition: str, value: Interval | None, spells: Sequence[int], at: str = "") -> Figure:
    return Figure(
        name=name,
        definition=definition,
        unit="weeks",
        denominator="spells on the list",
        formula="product-limit median of spells.weeks, weighted by spells.count",
        value=value,
        sampled=middle(spells),
        rests_on=STAYING,
        at=at,
        cannot="how long somebody is listed in all: whoever enters twice has two spells",
    )


def times_as_often(rows: Sequence[Row], axis: str) -> tuple[Row, Row, Figure] | None:
    """Return the least and the most listed category of an axis, and how many times as often; None if too few.

    Categories of fewer than 20 sampled people are left out; the two are compared draw by draw.
    """
    known = [row for row in rows if row.figures["listed"].value and not row.figures["listed"].greyed]
    known.sort(key=lambda row: row.figures["listed"].mid)
    if len(known) < 2 or any(rate == 0 for rate in known[0].rates):
        return None
    least, most = known[0], known[-1]
    ratio = interval([a / b for a, b in zip(most.rates, least.rates, strict=True)])
    which, sampled = f"{most.value} over {least.value}", least.figures["listed"].sampled
    return least, most, ratio_of(f"listed by {axis}, most over least", ratio, which, sampled)


def ratio_of(name: str, value: Interval, at: str, sampled: int | None) -> Figure:
    """Return how many times as large one figure is as another, compared draw by draw."""
    return Figure(
        name=name,
        definition="one rate over another, each on the same people and luck",
        unit="times",
        denominator="the smaller rate",
        formula="rate of one / rate of the other, draw by draw",
        value=value,
        sampled=sampled,
        rests_on=STAYING,
        at=at,
        cannot=OF_RATIO,
    )
