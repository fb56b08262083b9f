"""Calendars: which real date a step begins on, and what a term of months means.

Steps are whole days, so no step ever starts at a fraction of a date. Terms in months and years are added by
the calendar (31 January plus one month is the last day of February), because that is how a law counts; only
averages use the mean Gregorian year of 365.2425 days, so that 52.1775 weeks make a year exactly in decimal.
"""

from __future__ import annotations

import calendar as month_lengths
import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

DAYS_PER_YEAR = Decimal("365.2425")
DAYS_PER_MONTH = DAYS_PER_YEAR / 12
DAYS_PER_UNIT: dict[str, Decimal] = {
    "days": Decimal(1),
    "weeks": Decimal(7),
    "months": DAYS_PER_MONTH,
    "years": DAYS_PER_YEAR,
}


def add_term(date: dt.date, amount: Decimal, unit: str) -> dt.date:
    """Return the date that lies a term after another, counted by the calendar.

    Args:
        date: where the term begins.
        amount: how many units; a fraction of a month or year becomes days of the mean month, rounded to even.
        unit: `days`, `weeks`, `months` or `years`.

    Returns:
        The date; the last one that Python knows (31 December 9999) where the term ends later.
    """
    try:
        return _add(date, amount, unit)
    except (OverflowError, ValueError):
        return dt.date.max


def _turn(amount: Decimal, unit: str, turn: int) -> dt.date:
    """Return the day of a turn of what recurs, counted from the anchor, before it below 0."""
    if unit in ("days", "weeks"):
        days = (amount * DAYS_PER_UNIT[unit] * turn).to_integral_value(ROUND_CEILING)
        return ANCHOR + dt.timedelta(days=int(days))
    months = amount * turn * (12 if unit == "years" else 1)
    return _add(ANCHOR, months, "months") if months >= 0 else _before(months)


def _before(months: Decimal) -> dt.date:
    """Return the day that lies `months` (below 0) from the anchor."""
    whole = int(months.to_integral_value(ROUND_FLOOR))
    rest = int(((months - whole) * DAYS_PER_MONTH).to_integral_value(ROUND_HALF_EVEN))
    year, month = divmod(ANCHOR.year * 12 + ANCHOR.month - 1 + whole, 12)
    return dt.date(year, month + 1, 1) + dt.timedelta(days=rest)


def _add(date: dt.date, amount: Decimal, unit: str) -> dt.date:
    if unit in ("days", "weeks"):
        days = amount * DAYS_PER_UNIT[unit]
        return date + dt.timedelta(days=int(days.to_integral_value(ROUND_CEILING)))
    months = amount * 12 if unit == "years" else amount
    whole = int(months)
    rest = int(((months - whole) * DAYS_PER_MONTH).to_integral_value(ROUND_HALF_EVEN))
    year, month = divmod(date.year * 12 + date.month - 1 + whole, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last)) + dt.timedelta(days=rest)


ANCHOR = dt.date(2001, 1, 1)
"""From which what recurs is counted: a Monday and the first day of a month, a quarter and a year."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The steps of a run, laid over real dates.

    Attributes:
        start: the first day of step 0.
        end: the first day that is no longer simulated.
        step_days: length of a step in days (7 = a week).
    """

    start: dt.date
    end: dt.date
    step_days: int = 7

    def __post_init__(self) -> None:
        """Refuse a calendar without a step."""
        if self.step_days < 1:
            raise ValueError(f"a step lasts at least one day, not {self.step_days}")
        if self.end <= self.start:
            raise ValueError(f"a run ends after it starts; {self.end} is not after {self.start}")

    @property
    def steps(self) -> int:
        """Return how many steps cover the days from start to end."""
        return -(-(self.end - self.start).days // self.step_days)

    def date(self, step: int) -> dt.date:
        """Return the first day of a step; `date(steps)` is the first day after the last step."""
        return self.start + dt.timedelta(days=step * self.step_days)

    def first_step_on_or_after(self, date: dt.date) -> int:
        """Return the first step that begins on or after a date; 0 for dates before the start."""
        return max(0, -(-(date - self.start).days // self.step_days))

    def due(self, step: int, amount: Decimal, unit: str) -> int:
        """Return the step in which a term falls due that begins with a step.

        Args:
            step: the step whose first day begins the term.
            amount: how many units.
            unit: `days`, `weeks`, `months` or `years`.
        """
        return self.first_step_on_or_after(add_term(self.date(step), amount, unit))

    def recurring(self, amount: Decimal, unit: str) -> list[int]:
        """Return the steps, ascending, in which what recurs by the calendar is due.

        What recurs every week does on Mondays, every month on its first day, every year on 1 January, and so
        often from `ANCHOR` on and back: the first day of a run decides nothing.

        Args:
            amount: how many units lie between two turns.
            unit: `days`, `weeks`, `months` or `years`.
        """
        length = amount * DAYS_PER_UNIT[unit]
        turn = int((self.start - ANCHOR).days / length) - 1
        found = []
        while (day := _turn(amount, unit, turn)) < self.end:
            step = self.first_step_on_or_after(day)
            if day >= self.start and step < self.steps:
                found.append(step)
            turn += 1
        return found

    def year(self, step: int) -> int:
        """Return the calendar year in which a step begins."""
        return self.date(step).year

    def quarter(self, step: int) -> str:
        """Return the calendar quarter in which a step begins, such as `2014-Q3`."""
        first = self.date(step)
        return f"{first.year}-Q{(first.month + 2) // 3}"
