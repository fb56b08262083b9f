"""Time and axes, lowered."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.scenario.codes import Ints
from demerit.scenario.draw import Draw
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

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return the steps of a run, by calendar."""
        calendar = draw.calendar
        days = [calendar.date(step) for step in range(calendar.steps)]
        first = days[0]
        quarter = ints(
            [(day.year - first.year) * 4 + (day.month - 1) // 3 - (first.month - 1) // 3 for day in days]
        )
        month = ints([(day.year - first.year) * 12 + day.month - first.month for day in days])
        return cls(
            epoch=draw.spans,
            year=ints([day.year - first.year for day in days]),
            quarter=quarter,
            quarter_left=_left(quarter),
            day=np.arange(calendar.steps, dtype=np.int64) * calendar.step_days,
            month=month,
            month_step=np.searchsorted(month, np.arange(int(month[-1]) + 1)).astype(np.int64),
        )


class AxisTables(NamedTuple):
    """Where the values of the axes of the cube begin."""

    starts: Annotated[Ints, "12"]
    stratum: Annotated[Ints, "*"]  # within which regions districts differ by chance alone: a number for those

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return where the values of each axis begin, as `draw.names` have them."""
        return cls(starts=ints(draw.names.axis_starts), stratum=ints(draw.names.stratum))


def _left(quarter: Ints) -> Ints:
    """Return, for each step, how many steps of its quarter are left, itself included."""
    ends = np.searchsorted(quarter, quarter, side="right")
    return (ends - np.arange(len(quarter))).astype(np.int64)
