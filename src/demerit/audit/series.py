"""Figures over time: one interval for each date, ready to draw as a band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from demerit.audit.figures import (
    NOUN,
    OF_FLOW,
    OF_RATIO,
    OF_REFUSALS,
    OF_STOCK,
    PER,
    REFUSING,
    STAYING,
    Figure,
    middle,
    on,
    ratios,
)
from demerit.audit.intervals import Interval, interval
from demerit.audit.source import LEAST_DAYS, Counts, RunSource


@dataclass(frozen=True, slots=True)
class Series:
    """A named line: dates, one interval for each, and the unit of both ends.

    `of` says what each value is; `at` and `sampled` go with the dates.
    """

    name: str
    unit: str
    dates: tuple[dt.date, ...]
    values: tuple[Interval, ...]
    of: Figure
    at: tuple[str, ...]
    sampled: tuple[int, ...]

    @property
    def last(self) -> Interval:
        """Interval at the last date."""
        return self.values[-1]

    def figure(self, place: int) -> Figure:
        """Return one value of the line as a figure."""
        return replace(self.of, value=self.values[place], at=self.at[place], sampled=self.sampled[place])


def stock(source: RunSource, entity: str, name: str, column: str = "stock") -> Series:
    """People on a list at the end of each step, per 100,000 present."""
    counts = source.by_step("lists", column, entity=entity, list=name)
    present = source.present[entity]
    steps = [step for step in range(source.steps) if (present[:, step] > 0).all()]
    noun = NOUN[entity]
    of = Figure(
        name="listed" if column == "stock" else f"listed, {column.replace('_', ' ')}",
        definition=f"{noun} on the list at the end of the step"
        + {
            "stock": "",
            "without_act": ", with no act of their own on record",
            "could_not_pay": ", only for acts that they could not pay",
        }[column],
        unit=f"per 100,000 {noun}",
        denominator=f"{noun} present at the end of the step",
        formula=f"lists.{column} / people.present x 100,000",
        value=None,
        sampled=0,
        rests_on=STAYING,
        cannot=OF_STOCK,
    )
    values = (
        interval([PER * int(a) / int(b) for a, b in zip(counts[:, step], present[:, step], strict=True)])
        for step in steps
    )
    return _stepwise(source, column, of, steps, values, counts)


def _stepwise(
    source: RunSource, name: str, of: Figure, steps: Sequence[int], values: Iterable[Interval], counts: Counts
) -> Series:
    """Return a line with a value at the end of each of some steps, sampled by the counts of that step."""
    return Series(
        name,
        of.unit,
        tuple(source.end_of(step) for step in steps),
        tuple(values),
        of,
        tuple(on(source, step) for step in steps),
        tuple(middle(counts[:, step].tolist()) for step in steps),
    )


def change(source: RunSource, entity: str, name: str) -> Figure | None:
    """Return how many times as large the stock of a list is at the end as a year before; None if unknown."""
    step = source.steps - 1
    before = step - round(source.steps_per_year)
    if before < 0:
        return None
    counts = source.by_step("lists", "stock", entity=entity, list=name)
    present = source.present[entity]
    then = (counts[:, before] * present[:, step]).tolist()
    value = ratios((counts[:, step] * present[:, before]).tolist(), then)
    return Figure(
        name="change of the stock in a year",
        definition="share listed at the end over the share listed a year before",
        unit="times",
        denominator="share listed a year before",
        formula="(lists.stock / people.present) at the end / the same a year before",
        value=value,
        sampled=min(middle(counts[:, place].tolist()) for place in (before, step)),
        rests_on=STAYING,
        at=on(source, step),
        cannot=OF_RATIO,
    )


def quarters(source: RunSource) -> list[tuple[dt.date, int, int]]:
    """Return (first day, first step, last step) of each calendar quarter that the run covers whole."""
    calendar = source.manifest.calendar
    spans: dict[tuple[int, int], list[int]] = {}
    for step in range(source.steps):
        day = calendar.date(step)
        spans.setdefault((day.year, (day.month - 1) // 3), []).append(step)
    least = LEAST_DAYS // calendar.step_days
    return [
        (dt.date(year, quarter * 3 + 1, 1), steps[0], steps[-1])
        for (year, quarter), steps in spans.items()
        if len(steps) >= least
    ]


def quarterly_flow(source: RunSource, entity: str, name: str, columns: Sequence[str], label: str) -> Series:
    """Entries or exits of each whole quarter, per 100,000 person-years."""
    of = _flow(entity, columns, label, "of the quarter")
    return _quarterly(source, _counted(source, entity, name, columns), source.present[entity], label, of)


def last_year(source: RunSource, entity: str, name: str, columns: Sequence[str], label: str) -> Figure | None:
    """Entries or exits of the last four whole quarters, per 100,000 person-years; None if there are fewer."""
    whole = quarters(source)
    if len(whole) < 4:
        return None
    first, last = whole[-4][1], whole[-1][2] + 1
    counted = _counted(source, entity, name, columns)[:, first:last].sum(axis=1).tolist()
    lived = source.present[entity][:, first:last].sum(axis=1).tolist()
    return replace(
        _flow(entity, columns, label, "of the last four whole quarters"),
        value=ratios(counted, lived, PER * source.steps_per_year),
        sampled=middle(counted),
        at=f"{source.quarter(first)} to {source.quarter(last - 1)}",
    )


def ever(source: RunSource, entity: str, name: str, columns: Sequence[str]) -> bool:
    """Return whether anybody enters or leaves a list so, in any draw."""
    return bool(_counted(source, entity, name, columns).any())


def _counted(source: RunSource, entity: str, name: str, columns: Sequence[str]) -> Counts:
    counts = [source.by_step("lists", column, entity=entity, list=name) for column in columns]
    summed: Counts = np.sum(counts, axis=0, dtype=np.int64)
    return summed


def _flow(entity: str, columns: Sequence[str], label: str, when: str) -> Figure:
    noun = NOUN[entity]
    summed = f"lists.{columns[0]}" if len(columns) == 1 else "all lists.out_*"
    return Figure(
        name=f"{noun} who {label} the list",
        definition=f"entries to the list {when}" if label == "enter" else f"exits from the list {when}",
        unit=f"per 100,000 {noun} a year",
        denominator=f"years lived by all {noun} present",
        formula=f"sum of {summed} / sum of people.present x steps a year x 100,000",
        value=None,
        sampled=0,
        rests_on=STAYING,
        cannot=OF_FLOW,
    )


def quarterly_refusals(source: RunSource, entity: str, domain: str) -> Series:
    """Refused attempts of each whole quarter, as person-times per 100,000 person-years."""
    counts = source.by_step("attempts", "refusals", entity=entity, domain=domain)
    noun = NOUN[entity]
    of = Figure(
        name=f"refusals, {domain}",
        definition=f"attempts refused because of a list ({domain}), of the quarter",
        unit=f"person-times per 100,000 {noun} a year",
        denominator=f"years lived by all {noun} present",
        formula="sum of attempts.refusals / sum of people.present x steps a year x 100,000",
        value=None,
        sampled=0,
        rests_on=REFUSING,
        cannot=OF_REFUSALS,
    )
    return _quarterly(source, counts, source.present[entity], domain, of)


def _quarterly(source: RunSource, flow: Counts, present: Counts, label: str, of: Figure) -> Series:
    dates, values, at, sampled = [], [], [], []
    for day, first, last in quarters(source):
        counted = flow[:, first : last + 1].sum(axis=1).tolist()
        value = ratios(
            counted, present[:, first : last + 1].sum(axis=1).tolist(), PER * source.steps_per_year
        )
        if value is not None:
            dates.append(day + dt.timedelta(days=45))
            values.append(value)
            at.append(source.quarter(first))
            sampled.append(middle(counted))
    return Series(label, of.unit, tuple(dates), tuple(values), of, tuple(at), tuple(sampled))


def cumulative(source: RunSource, entity: str, name: str | None, column: str = "inflow") -> Series:
    """Entries to a list since the run began, scaled by the run's weight to the people it stands for."""
    where = {"entity": entity} | ({"list": name} if name else {})
    counts = source.by_step("lists", column, **where).cumsum(axis=1)
    of = Figure(
        name="entries since the start",
        definition="entries to the list since the run began, scaled to all whom they stand for",
        unit="entries, scaled to all whom they stand for",
        denominator="none",
        formula=f"sum of lists.{column} x people for each synthetic person",
        value=None,
        sampled=0,
        rests_on=(*STAYING, "society.represents"),
        cannot=OF_FLOW,
    )
    steps = range(source.steps)
    values = (interval([source.weight * int(count) for count in counts[:, step]]) for step in steps)
    return _stepwise(source, of.name, of, steps, values, counts)
