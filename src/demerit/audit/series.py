"""Figures over time: one interval for each date, ready to draw as a band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from demerit.audit.figures import PER
from demerit.audit.intervals import Interval, interval
from demerit.audit.source import LEAST_DAYS, Counts, RunSource


@dataclass(frozen=True, slots=True)
class Series:
    """A named line: dates, one interval for each, and the unit of both ends."""

    name: str
    unit: str
    dates: tuple[dt.date, ...]
    values: tuple[Interval, ...]

    @property
    def last(self) -> Interval:
        """Interval at the last date."""
        return self.values[-1]


def stock(source: RunSource, entity: str, name: str, column: str = "stock") -> Series:
    """People on a list at the end of each step, per 100,000 present."""
    counts = source.by_step("lists", column, entity=entity, list=name)
    return _series(source, column, counts, source.present[entity], entity)


def _series(source: RunSource, name: str, above: Counts, below: Counts, entity: str) -> Series:
    steps = [step for step in range(source.steps) if (below[:, step] > 0).all()]
    noun = "people" if entity == "person" else "organisations"
    return Series(
        name,
        f"per 100,000 {noun}",
        tuple(source.end_of(step) for step in steps),
        tuple(
            interval([PER * int(a) / int(b) for a, b in zip(above[:, step], below[:, step], strict=True)])
            for step in steps
        ),
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
    first, *rest = (source.by_step("lists", column, entity=entity, list=name) for column in columns)
    for more in rest:
        first = first + more
    return _quarterly(source, first, source.present[entity], label, entity)


def quarterly_refusals(source: RunSource, entity: str, domain: str) -> Series:
    """Refused attempts of each whole quarter, as person-times per 100,000 person-years."""
    counts = source.by_step("attempts", "refusals", entity=entity, domain=domain)
    return _quarterly(source, counts, source.present[entity], domain, entity)


def _quarterly(source: RunSource, flow: Counts, present: Counts, label: str, entity: str) -> Series:
    noun = "people" if entity == "person" else "organisations"
    dates, values = [], []
    for day, first, last in quarters(source):
        counted = flow[:, first : last + 1].sum(axis=1)
        weeks = present[:, first : last + 1].sum(axis=1)
        if (weeks > 0).all():
            factor = PER * source.steps_per_year
            dates.append(day + dt.timedelta(days=45))
            values.append(interval([factor * int(a) / int(b) for a, b in zip(counted, weeks, strict=True)]))
    return Series(label, f"per 100,000 {noun} a year", tuple(dates), tuple(values))


def cumulative(source: RunSource, entity: str, name: str | None, column: str = "inflow") -> Series:
    """Entries to a list since the run began, scaled by the run's weight to the nation it stands for."""
    where = {"entity": entity} | ({"list": name} if name else {})
    counts = source.by_step("lists", column, **where).cumsum(axis=1)
    return Series(
        "entries since the start",
        "entries, scaled to the nation",
        tuple(source.end_of(step) for step in range(source.steps)),
        tuple(interval([source.weight * int(c) for c in counts[:, step]]) for step in range(source.steps)),
    )
