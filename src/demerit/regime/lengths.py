"""How long something lasts that a rule fixes: a duration, for ever, or to a day of the year.

A length falls due at the first step that begins on or after its day, counted by the calendar; 29 February
becomes 1 March in a year that has none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from demerit.chance import NEVER
from demerit.errors import Complaint
from demerit.quantities import Calendar, Duration
from demerit.regime.worded import Worded, day_of

_TO_DAY = re.compile(r"\s*to\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<year>this|next)\s+year)?\s*")


class _Words(Worded):
    """What a length is that is no duration."""

    examples = ("ever", "to 12-31 next year")


@dataclass(frozen=True, slots=True)
class Ever(_Words):
    """Without an end of its own."""

    def __str__(self) -> str:
        """Return the word."""
        return "ever"


@dataclass(frozen=True, slots=True)
class ToDay(_Words):
    """To a day of a year: that day's first coming after the length begins, or the one a year later.

    Attributes:
        month: of the day, 1 to 12. day: of the month. years: 0 for the day in the year in which it begins
        (the next year's if that is over), 1 for the day in
            the year after.
    """

    month: int
    day: int
    years: int

    def __str__(self) -> str:
        """Return it as a file writes it."""
        return f"to {self.month:02}-{self.day:02} {'next' if self.years else 'this'} year"

    def after(self, date: dt.date) -> dt.date:
        """Return the day on which what begins on `date` ends."""
        end = day_of(date.year + self.years, self.month, self.day)
        return end if end > date else day_of(date.year + self.years + 1, self.month, self.day)


def _read(found: Any) -> Any:
    if isinstance(found, Duration | Ever | ToDay):
        return found
    if isinstance(found, str):
        text = " ".join(found.split())
        if text == "ever":
            return Ever()
        if text.startswith("to "):
            return _to_day(found)
    if isinstance(found, str | Mapping):
        return Duration.read(found)
    raise Complaint(
        "this is no length",
        found=str(found),
        allowed="a duration with its evidence, `ever`, `to MM-DD this year`, `to MM-DD next year`",
        next_step="write it like `6 months, from KEY`",
    )


def _to_day(text: str) -> ToDay:
    match = _TO_DAY.fullmatch(text)
    if match is not None:
        month, day = int(match["month"]), int(match["day"])
        try:
            dt.date(2000, month, day)  # a year that has 29 February
        except ValueError:
            match = None
    if match is None:
        raise Complaint(
            "this is no day of a year",
            found=text,
            allowed="to MM-DD this year, to MM-DD next year",
            next_step="write it like `to 12-31 next year`",
        )
    return ToDay(month, day, int(match["year"] == "next"))


Length = Annotated[Duration | Ever | ToDay, BeforeValidator(_read, json_schema_input_type=Duration | str)]
"""A duration, `ever`, or `to MM-DD this year` and `to MM-DD next year`."""


def due(length: Duration | Ever | ToDay, calendar: Calendar, step: int) -> int:
    """Return the step in which a length falls due that begins with a step; NEVER for `ever`."""
    match length:
        case Ever():
            return NEVER
        case ToDay():
            return calendar.first_step_on_or_after(length.after(calendar.date(step)))
        case _:
            return calendar.due(step, length.value, length.unit)


def longest_days(length: Duration | Ever | ToDay) -> Decimal | None:
    """Return the most days that a length can take; None for `ever`."""
    match length:
        case Ever():
            return None
        case ToDay(years=years):
            return Decimal(366) * (years + 1)
        case _:
            return length.days
