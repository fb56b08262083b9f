"""Periods with a name: days on which a rule holds otherwise, such as holidays with double points.

A period is days, from one to another, once or every year; a year's may run over New Year. A step of more
than a day counts as inside if its first day is, as every condition reads the first day of its step.

Conditions read one as `during(NAME)`. An amendment may write other days under a name; a rule that reads it
finds those of its own day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.errors import Complaint
from demerit.quantities import Calendar
from demerit.regime.value_checks import WORDS

LEAP: Final = 2000
"""A year that has all days there are, so that 29 February can stand in one of every year."""
_ONCE = re.compile(r"^\s*(?P<first>\d{4}-\d{2}-\d{2})\s+to\s+(?P<last>\d{4}-\d{2}-\d{2})\s*$")
_YEARLY = re.compile(r"^\s*yearly\s+(?P<first>\d{2}-\d{2})\s+to\s+(?P<last>\d{2}-\d{2})\s*$")


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one to another, both inside: once, or every year.

    Attributes:
        first: the first day; of the year 2000 if yearly.
        last: the last day; as `first`, and before it where a yearly one runs over New Year.
        yearly: whether they come every year.
    """

    first: dt.date
    last: dt.date
    yearly: bool

    def __contains__(self, day: dt.date) -> bool:
        """Return whether a day is one of them; a yearly 29 February is no day of other years."""
        if not self.yearly:
            return self.first <= day <= self.last
        there, first, last = ((each.month, each.day) for each in (day, self.first, self.last))
        return first <= there <= last if first <= last else there >= first or there <= last

    def __str__(self) -> str:
        """Return them as a file writes them."""
        if self.yearly:
            return f"yearly {self.first:%m-%d} to {self.last:%m-%d}"
        return f"{self.first} to {self.last}"

    @classmethod
    def read(cls, found: object) -> Self:
        """Read `2024-12-20 to 2025-01-01` or `yearly 12-20 to 01-02`.

        Raises:
            Complaint: it is neither, names a day that no year has, or ends before it begins.
        """
        if isinstance(found, cls):
            return found
        text = str(found)
        yearly, once = _YEARLY.match(text), _ONCE.match(text)
        match = yearly or once
        if match is None:
            raise Complaint(
                "these are no days of a period",
                found=text,
                allowed="DATE to DATE, or yearly MM-DD to MM-DD",
                next_step="write it like 2024-12-20 to 2025-01-01, or yearly 12-20 to 01-02",
            )
        before = f"{LEAP}-" if yearly else ""
        first, last = (_day(f"{before}{match[end]}", match[end]) for end in ("first", "last"))
        if once and last < first:
            raise Complaint(
                "this period ends before it begins",
                found=text,
                next_step="write the earlier day first",
            )
        return cls(first, last, yearly is not None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type read the written form."""
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        return {"type": "string", "examples": ["2024-12-20 to 2025-01-01", "yearly 12-20 to 01-02"]}


Period = Annotated[list[Days], Field(min_length=1)]
"""Days with one name, in any order."""


def _day(text: str, written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Complaint(
            f"no calendar has the day {written}", found=written, next_step="mend the day"
        ) from None


def inside(period: Sequence[Days], day: dt.date) -> bool:
    """Return whether a day lies in a period.

    Args:
        period: its days, in any order; they may overlap.
        day: any day.
    """
    return any(day in days for days in period)


def steps_inside(period: Sequence[Days], calendar: Calendar) -> tuple[bool, ...]:
    """Return for each step of a run whether its first day lies in a period.

    Args:
        period: its days.
        calendar: of the run.
    """
    return tuple(inside(period, calendar.date(step)) for step in range(calendar.steps))


def wrong_names(periods: Mapping[str, object]) -> Iterator[Complaint]:
    """Yield a complaint for every period whose name is a word of the language.

    Args:
        periods: of one form, by name.
    """
    for name in periods:
        if name in WORDS:
            yield Complaint(
                f"{name!r} is a word of the language and no name of a period",
                found=name,
                allowed="any other name",
                at=("periods", name),
                on_key=True,
                next_step="choose another name",
            )
