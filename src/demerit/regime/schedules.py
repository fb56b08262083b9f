"""When a schedule falls due: on days of a year or month, or every so often, from a date or one's own day.

Every schedule has an anchor that stands in the rule, so that the first day of a run decides nothing. It falls
due in the first step that begins on or after its day; 29 February becomes 1 March in a year that has none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator

from demerit.errors import Complaint
from demerit.quantities import Calendar, Duration, add_term
from demerit.quantities.dates import DAYS_PER_UNIT
from demerit.regime.worded import Worded, day_of

JOINED, LAST_RECORD = "joined", "last record"
"""Days of one's own from which a schedule may run: since when somebody is a member, and since when no adverse
record of theirs has begun to count."""
MOST_UNITS = 1_200
"""Months of the longest schedule since a day of one's own; as many days, weeks and years are more."""

_EVERY = re.compile(r"\s*every\s+")
_UNIT = re.compile(
    r"(?P<unit>[a-z]+)(?:\s+(?:from\s+(?P<date>\d{4}-\d{2}-\d{2})|since\s+(?P<own>joined|last record)))?"
)
_DAY = re.compile(r"\s*(\d{2})-(\d{2})\s*")
_ALLOWED = (
    "yearly on MM-DD, monthly on DAY, every N UNITS from DATE, every N UNITS since joined,"
    " every N UNITS since last record"
)


@dataclass(frozen=True, slots=True)
class Every(Duration):
    """Every so often, from a day or since one of one's own: `every 2 weeks from 2020-01-06`.

    The unit says from when as well: `weeks from 2020-01-06`, `years since joined`.
    """

    dimension: ClassVar[str] = "schedule"
    units: ClassVar[str] = "days, weeks, months, years; with `from DATE`, `since joined`, `since last record`"
    example: ClassVar[str] = "every 2 weeks from 2020-01-06"
    lowest: ClassVar[Decimal] = Decimal(1)

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return 1 and the plural of the unit, with what follows it."""
        match = _UNIT.fullmatch(unit)
        if match is None:
            raise cls.wrong_unit(unit, tuple(DAYS_PER_UNIT))
        bare, date, own = match["unit"], match["date"], match["own"]
        plural = bare if bare.endswith("s") else f"{bare}s"
        if plural not in DAYS_PER_UNIT:
            raise cls.wrong_unit(bare, tuple(DAYS_PER_UNIT))
        if date is None and own is None:
            raise Complaint(
                "nothing says from which day on this recurs",
                found=f"every so many {plural}",
                allowed="from DATE, since joined, since last record",
                next_step=f"write the day of one turn, such as `{cls.example}`",
            )
        if date is not None:
            _date(date)
        return Decimal(1), f"{plural} from {date}" if date is not None else f"{plural} since {own}"

    @property
    def calendar_unit(self) -> str:
        """The unit alone: `days`, `weeks`, `months` or `years`."""
        return self.unit.split(" ", 1)[0]

    @property
    def days(self) -> Decimal:
        """Return the mean length in days (a year has 365.2425)."""
        return self.value * DAYS_PER_UNIT[self.calendar_unit]

    @property
    def anchor(self) -> dt.date | None:
        """The day from which it runs; None where that is one of one's own."""
        _, _, date = self.unit.partition(" from ")
        return _date(date) if date else None

    @property
    def own(self) -> str:
        """From which day of one's own it runs, JOINED or LAST_RECORD; empty where it runs from a date."""
        return self.unit.partition(" since ")[2]

    @property
    def text(self) -> str:
        """Return it as a file writes it, without the evidence."""
        return f"every {super(Every, self).text}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the one-line form, which begins with *every*."""
        match = _EVERY.match(text)
        return super(Every, cls).parse(text[match.end() :] if match is not None else text)


class _Words(Worded):
    """What a schedule is that has no number of its own."""

    examples = ("yearly on 01-01, 07-01", "monthly on 20")


@dataclass(frozen=True, slots=True)
class Yearly(_Words):
    """On some days of every year, each a month and a day."""

    on: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        """Return it as a file writes it."""
        return f"yearly on {', '.join(f'{month:02}-{day:02}' for month, day in self.on)}"

    def within(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        """Yield its days from one day to another."""
        days = (day_of(year, *on) for year in range(first.year, last.year + 1) for on in self.on)
        yield from (day for day in days if first <= day <= last)


@dataclass(frozen=True, slots=True)
class Monthly(_Words):
    """On one day of every month that all months have."""

    on: int

    def __str__(self) -> str:
        """Return it as a file writes it."""
        return f"monthly on {self.on}"

    def within(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        """Yield its days from one day to another."""
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = (dt.date(month // 12, month % 12 + 1, self.on) for month in months)
        yield from (day for day in days if first <= day <= last)


@dataclass(frozen=True, slots=True)
class ByCalendar(_Words):
    """Every so often by the calendar, on Mondays or first days of months, before and after any day.

    It is how version 1 says it (`Calendar.recurring`), and stands in no file of version 2.
    """

    every: Duration

    def __str__(self) -> str:
        """Return it as `Every` writes it."""
        return f"every {self.every.text}"


def after(anchor: dt.date, amount: Decimal, unit: str) -> dt.date:
    """Return the day that lies so long after an anchor; 29 February becomes 1 March after whole years."""
    day = add_term(anchor, amount, unit)
    leap = (anchor.month, anchor.day) == (2, 29)
    return day + dt.timedelta(days=1) if leap and unit == "years" and (day.month, day.day) == (2, 28) else day


def _read(found: Any) -> Any:
    if isinstance(found, Every | Yearly | Monthly | ByCalendar):
        return found
    if isinstance(found, Mapping):
        return _sound(Every.read(found))
    text = " ".join(found.split()) if isinstance(found, str) else ""
    if text.startswith("every "):
        return _sound(Every.read(found))
    if text.startswith("yearly on "):
        return _yearly(text)
    if text.startswith("monthly on "):
        return _monthly(text)
    raise Complaint(
        "this is no schedule", found=str(found), allowed=_ALLOWED, next_step="write it like `monthly on 20`"
    )


def _sound(every: Every) -> Every:
    """Refuse a schedule since a day of one's own that is of no whole number of units."""
    if every.own and (every.assumed or every.value % 1 or every.value > MOST_UNITS):
        raise Complaint(
            "a schedule since a day of one's own is of a whole number of units",
            found=str(every),
            allowed=f"1 to {MOST_UNITS}, and no range",
            next_step=f"write it like `every 2 years since {every.own}`",
        )
    return every


def _yearly(text: str) -> Yearly:
    found = []
    for each in text.removeprefix("yearly on ").split(","):
        match = _DAY.fullmatch(each)
        try:
            assert match is not None
            dt.date(2000, int(match[1]), int(match[2]))  # a year that has 29 February
        except (AssertionError, ValueError):
            raise Complaint(
                "this is no day of a year",
                found=each.strip(),
                allowed="MM-DD, with commas between several",
                next_step="write it like `yearly on 01-01, 07-01`",
            ) from None
        found.append((int(match[1]), int(match[2])))
    if len(set(found)) < len(found):
        raise Complaint("a day stands here twice", found=text, next_step="name each day once")
    return Yearly(tuple(sorted(found)))


def _monthly(text: str) -> Monthly:
    said = text.removeprefix("monthly on ")
    if not said.isdecimal() or not 1 <= int(said) <= 28:
        raise Complaint(
            "this is no day of every month",
            found=said,
            allowed="1 to 28, which all months have",
            next_step="write it like `monthly on 20`",
        )
    return Monthly(int(said))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Complaint(
            "this is no date", found=text, allowed="YYYY-MM-DD", next_step="write it like 2020-01-06"
        ) from None


Schedule = Annotated[
    Every | Yearly | Monthly | ByCalendar, BeforeValidator(_read, json_schema_input_type=Every | str)
]
"""On days of a year, on one of a month, or every so often, from a date or since a day of one's own."""


def own(schedule: Schedule | None) -> str:
    """Return from which day of one's own a schedule runs, JOINED or LAST_RECORD; empty where from a date."""
    return schedule.own if isinstance(schedule, Every) else ""


def turns(schedule: Schedule, calendar: Calendar) -> list[int]:
    """Return how often a schedule falls due in each step; never where it runs from a day of one's own."""
    due = [0] * calendar.steps
    if isinstance(schedule, ByCalendar):
        steps = calendar.recurring(schedule.every.value, schedule.every.unit)
    else:
        days = _days(schedule, calendar)
        steps = [calendar.first_step_on_or_after(day) for day in days if day >= calendar.start]
    for step in steps:
        if step < calendar.steps:
            due[step] += 1
    return due


def _days(schedule: Every | Yearly | Monthly, calendar: Calendar) -> Iterator[dt.date]:
    """Yield the days of a schedule until a run ends, none missing from its start on."""
    if not isinstance(schedule, Every):
        yield from schedule.within(calendar.start, calendar.end - dt.timedelta(days=1))
        return
    anchor = schedule.anchor
    if anchor is None:
        return
    passed = (calendar.start - anchor).days / schedule.days
    turn = max(0, int(passed.to_integral_value(ROUND_FLOOR)) - 1)
    while (day := after(anchor, schedule.value * turn, schedule.calendar_unit)) < calendar.end:
        yield day
        turn += 1
