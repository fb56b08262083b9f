"""How often something happens: a duration that is not none, or a schedule; a calendar comes to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Tag

from demerit.errors import Complaint
from demerit.quantities import Calendar, Duration
from demerit.regime.schedules import ByCalendar, Every, Monthly, Schedule, Yearly, own, turns


def _dated(every: Duration) -> Duration:
    if every.least < 1:
        raise Complaint(
            f"nothing happens every {every.with_value(every.least)}",
            found=str(every),
            allowed="at least 1 of its unit",
            next_step="write a longer time, or a higher low end of the range",
        )
    return every


Recurring = Annotated[Duration, AfterValidator(_dated)]
"""A duration between two dates, at least one of its unit."""


def _of_all(schedule: Schedule) -> Schedule:
    """Refuse a schedule from a day of one's own: what is looked at so, is of all at once."""
    if own(schedule):
        raise Complaint(
            "all are looked at on the same days, and this is a day of one's own",
            found=str(schedule),
            allowed="yearly on MM-DD, monthly on DAY, every N UNITS from DATE, or a length",
            next_step="write it from a date",
        )
    return schedule


def _kind(found: Any) -> str:
    """Return which of the two forms a file writes."""
    if isinstance(found, Mapping):
        scheduled = " " in str(found.get("unit", "")).strip()
    else:
        scheduled = str(found).lstrip().startswith(("every ", "yearly ", "monthly "))
    return "<schedule>" if scheduled or isinstance(found, Every | Yearly | Monthly) else "<length>"


Looks = Annotated[
    Annotated[Recurring, Tag("<length>")] | Annotated[Schedule, AfterValidator(_of_all), Tag("<schedule>")],
    Discriminator(_kind),
]
"""On which days something is looked at: by a schedule, or by the calendar with so long between two."""


def days_of(looks: Looks, calendar: Calendar) -> list[int]:
    """Return [T] how often it is due in each step."""
    if isinstance(looks, Duration) and not isinstance(looks, Every):
        return turns(ByCalendar(looks), calendar)
    return turns(looks, calendar)
