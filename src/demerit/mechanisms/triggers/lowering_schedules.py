"""Schedules, lowered: how often each falls due in each step, or how it runs from a day of one's own.

A schedule from a date is a row of steps. One from a day of one's own is a number of days or months, which is
reckoned for each by the calendar: months and their lengths stand in a table, from long before a run on.
"""

from __future__ import annotations

import calendar as month_lengths
import datetime as dt
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.mechanisms.members.society import LONGEST_HELD
from demerit.mechanisms.triggers.counts import PLACES
from demerit.mechanisms.triggers.language import Trigger, triggers_of
from demerit.regime.schedules import JOINED, LAST_RECORD, Every, own, turns
from demerit.scenario.codes import Blocks, Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints

NOT_OWN, SINCE_JOINED, SINCE_RECORD = range(3)
"""From which day of one's own a schedule runs, if from any."""
DAYS, MONTHS, YEARS = range(3)
"""In what a schedule from a day of one's own is reckoned; of years 29 February becomes 1 March."""
TOGETHER = -1
"""In place of a row: a trigger acts on all at once, or at the end of a step."""

_OWN = {"": NOT_OWN, JOINED: SINCE_JOINED, LAST_RECORD: SINCE_RECORD}
_UNITS = {"days": (DAYS, 1), "weeks": (DAYS, 7), "months": (MONTHS, 1), "years": (YEARS, 12)}


class Schedules(NamedTuple):
    """When schedules fall due, in each span."""

    due: Annotated[Blocks, "E, triggers, T"]  # how often in the step, from a date
    own: Annotated[Rows, "E, triggers"]  # NOT_OWN, SINCE_JOINED or SINCE_RECORD
    unit: Annotated[Rows, "E, triggers"]  # of such: DAYS, MONTHS or YEARS
    every: Annotated[Rows, "E, triggers"]  # of such: so many days or months
    early: Annotated[Rows, "E, triggers"]  # 1 where it adds by a schedule, with the records of a step
    apart: Annotated[Ints, "triggers"]  # row of those early ones that act on some, or for a time; else -1
    late: Annotated[Ints, "1"]  # 1 where a trigger acts by a schedule at the end of a step
    owns: Annotated[Ints, "1"]  # 1 where one runs from a day of one's own
    streaks: Annotated[Ints, "1"]  # 1 where one runs since the last adverse record
    first: Annotated[Ints, "1"]  # first day of the run, as a proleptic ordinal
    before: Annotated[Ints, "1"]  # how many days before it `month` begins
    month: Annotated[Ints, "*"]  # of each day the month, counted from the first of the table
    day: Annotated[Ints, "*"]  # of each day its place in the month, from 1
    begins: Annotated[Ints, "*"]  # of each month the first day, from the first of the run
    length: Annotated[Ints, "*"]  # of each month the days

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the schedules of each span."""
        names = [name for (name,) in draw.names.others[PLACES]]
        steps = draw.calendar.steps

        def of(value: Any, absent: Any = 0) -> Any:
            rows = [
                [absent if (each := triggers_of(form).get(name)) is None else value(each) for name in names]
                for form in draw.forms
            ]
            return ints(rows).reshape(len(draw.forms), len(names), *np.shape(absent))

        none = [0] * steps
        own_days = of(lambda each: _OWN[own(each.schedule)])
        early, apart = of(lambda each: int(each.early)), of(lambda each: int(each.apart)).any(axis=0)
        scheduled = of(lambda each: int(each.schedule is not None))
        months = _Months.of(draw) if own_days.any() else _Months()
        return cls(
            due=of(lambda each: none if each.schedule is None else turns(each.schedule, draw.calendar), none),
            own=own_days,
            unit=of(lambda each: _length(each)[0]),
            every=of(lambda each: _length(each)[1]),
            early=early,
            apart=ints([int(apart[:n].sum()) if each else TOGETHER for n, each in enumerate(apart)]),
            late=ints([int(bool((scheduled > early).any()))]),
            owns=ints([int(bool(own_days.any()))]),
            streaks=ints([int(bool((own_days == SINCE_RECORD).any()))]),
            first=ints([draw.calendar.start.toordinal()]),
            before=ints([months.before]),
            month=ints(months.month),
            day=ints(months.day),
            begins=ints(months.begins),
            length=ints(months.length),
        )


def _length(trigger: Trigger) -> tuple[int, int]:
    """Return in what a schedule from a day of one's own is reckoned, and how many of it."""
    if not isinstance(trigger.schedule, Every) or not trigger.schedule.own:
        return DAYS, 1
    unit, times = _UNITS[trigger.schedule.calendar_unit]
    return unit, times * int(trigger.schedule.value)


class _Months(NamedTuple):
    """The months of a run and before: from when anybody there may have joined."""

    before: int = 0
    month: list[int] = []
    day: list[int] = []
    begins: list[int] = []
    length: list[int] = []

    @classmethod
    def of(cls, draw: Draw) -> Self:
        """Return them for a draw, from the first of a month on, with one to spare."""
        start, end = draw.calendar.start, draw.calendar.end
        first = dt.date(max(start.year - LONGEST_HELD - 2, 1), 1, 1)
        number = (end.year - first.year) * 12 + end.month + 1
        starts = [dt.date(first.year + n // 12, n % 12 + 1, 1) for n in range(number)]
        length = [month_lengths.monthrange(each.year, each.month)[1] for each in starts]
        return cls(
            (start - first).days,
            [n for n, days in enumerate(length) for _ in range(days)],
            [day for days in length for day in range(1, days + 1)],
            [(each - start).days for each in starts],
            length,
        )


def lengths(tables: Any) -> dict[str, int]:
    """Return how many triggers add by a schedule to some, and 1 where adverse records start any anew."""
    schedules: Schedules = tables.triggers.schedules
    return {"apart": int((schedules.apart >= 0).sum()), "streaks": int(schedules.streaks[0])}
