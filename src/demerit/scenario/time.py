"""Time, axes and histories, lowered."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.quantities import Calendar
from demerit.scenario.codes import Ints
from demerit.scenario.numbers import ints


class Time(NamedTuple):
    """The steps of a run and their calendar."""

    epoch: Annotated[Ints, "T"]  # which span between amendments
    year: Annotated[Ints, "T"]  # years since the first, by calendar
    quarter: Annotated[Ints, "T"]  # quarters since the first, by calendar
    quarter_left: Annotated[Ints, "T"]  # steps of the quarter from this one to its end, in the run
    day: Annotated[Ints, "T"]  # first day of the step, counted from the first day of the run
    month: Annotated[Ints, "T"]  # months since the first, by calendar
    month_step: Annotated[Ints, "*"]  # first step that begins in each month


class AxisTables(NamedTuple):
    """Where the values of the axes of the cube begin."""

    starts: Annotated[Ints, "12"]
    stratum: Annotated[Ints, "*"]  # within which regions districts differ by chance alone: a number for those


class Histories(NamedTuple):
    """Which histories are kept."""

    kept: Annotated[Ints, "H"]  # the rows that are kept, ascending: those that serve some history
    row: Annotated[Ints, "6"]  # the row of each history; of those that cannot differ, of the first


def time(calendar: Calendar, epoch: Ints) -> Time:
    """Return the steps of a run, by calendar; `epoch` says which span of the regime each is in."""
    days = [calendar.date(step) for step in range(calendar.steps)]
    first = days[0]
    quarter = ints(
        [(day.year - first.year) * 4 + (day.month - 1) // 3 - (first.month - 1) // 3 for day in days]
    )
    month = ints([(day.year - first.year) * 12 + day.month - first.month for day in days])
    return Time(
        epoch=epoch,
        year=ints([day.year - first.year for day in days]),
        quarter=quarter,
        quarter_left=_left(quarter),
        day=np.arange(calendar.steps, dtype=np.int64) * calendar.step_days,
        month=month,
        month_step=np.searchsorted(month, np.arange(int(month[-1]) + 1)).astype(np.int64),
    )


def histories(rows: Ints) -> Histories:
    """Return which rows of histories are kept, from the row of each history."""
    return Histories(kept=np.unique(rows), row=rows)


def _left(quarter: Ints) -> Ints:
    """Return, for each step, how many steps of its quarter are left, itself included."""
    ends = np.searchsorted(quarter, quarter, side="right")
    return (ends - np.arange(len(quarter))).astype(np.int64)
