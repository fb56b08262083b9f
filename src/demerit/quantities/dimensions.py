"""The dimensions: what units each kind of number has, and which canonical unit it is stored in.

A class each, so that a model says `chance: Share` and a rate can never be given where a share is meant.
Months and years of a `Duration` are kept as written, because adding them to a date is a matter of the
calendar; everything else is converted on reading.

Every dimension has bounds. They are far beyond what any rule or table says, and leave room for every product
that the tables of a run hold: what a file says can then never pass the 64 bits of a whole number.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from demerit.quantities.dates import DAYS_PER_UNIT, DAYS_PER_YEAR, add_term
from demerit.quantities.quantity import Quantity

_ONE = Decimal(1)
_SHARE_UNITS: dict[str, Decimal] = {
    "": _ONE,
    "share": _ONE,
    "%": Decimal("0.01"),
    "per 1000": Decimal("0.001"),
    "per 100000": Decimal("0.00001"),
    "per million": Decimal("0.000001"),
    "per comparison": _ONE,
}
_PER_YEAR: dict[str, Decimal] = {
    "day": DAYS_PER_YEAR,
    "week": DAYS_PER_YEAR / 7,
    "month": Decimal(12),
    "year": _ONE,
}
_SUBJECTS = ("person", "adult", "woman", "couple", "household", "organisation", "source", "camera")
_RATE = re.compile(
    r"^(?:(?P<percent>%)|(?P<noun>[a-z][a-z -]*?))?\s*per\s+(?:(?P<many>\d[\d_]*)\s+)?"
    r"(?:(?P<subject>[a-z]+)-)?(?P<period>[a-z]+)$"
)
_SCALES: dict[str, Decimal] = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
}
_WORDS = re.compile(r"^[A-Za-z][A-Za-z -]*$")


@dataclass(frozen=True, slots=True)
class Share(Quantity):
    """A part of a whole or a chance, 0 to 1."""

    dimension: ClassVar[str] = "share"
    units: ClassVar[str] = "none, %, per 1000, per 100000, per million, per comparison"
    example: ClassVar[str] = "5 %, assumed 2..10"
    highest: ClassVar[Decimal] = Decimal(1)

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return the factor to a plain share."""
        if unit not in _SHARE_UNITS:
            raise cls.wrong_unit(unit, tuple(_SHARE_UNITS))
        return _SHARE_UNITS[unit], ""


@dataclass(frozen=True, slots=True)
class Rate(Quantity):
    """Events per subject and time, stored per year; `unit` keeps the subject, as in `per person-year`."""

    dimension: ClassVar[str] = "rate"
    units: ClassVar[str] = (
        "per SUBJECT-PERIOD, % per SUBJECT-PERIOD, per 1000 SUBJECT-PERIOD, per PERIOD; "
        "subjects person, adult, woman, couple, household, organisation, source, camera; "
        "periods day, week, month, year"
    )
    example: ClassVar[str] = "0.3 % per person-year, assumed 0.1..0.6 log"
    highest: ClassVar[Decimal] = Decimal(100_000)

    @property
    def subject(self) -> str:
        """Return whom the rate is counted over, such as `person`; empty for `per year`."""
        return self.unit.removeprefix("per ").removesuffix("year").removesuffix("-")

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return the factor to events per subject-year."""
        match = _RATE.match(unit)
        if match is None:
            raise cls.wrong_unit(unit, ("per person-year", "% per person-year", "per week"))
        period = match["period"].removesuffix("s")
        subject = match["subject"] or ""
        if period not in _PER_YEAR or (subject and subject not in _SUBJECTS):
            raise cls.wrong_unit(
                unit, tuple(f"per {name}-{time}" for name in _SUBJECTS for time in _PER_YEAR)
            )
        if match["many"] and not Decimal(match["many"]):
            raise cls.wrong_unit(unit)
        factor = _PER_YEAR[period] / (Decimal(match["many"].replace("_", "")) if match["many"] else _ONE)
        if match["percent"]:
            factor /= 100
        return factor, f"per {subject}-year" if subject else "per year"


@dataclass(frozen=True, slots=True)
class Duration(Quantity):
    """A length of time, kept in the unit in which it was written."""

    dimension: ClassVar[str] = "duration"
    units: ClassVar[str] = "days, weeks, months, years"
    example: ClassVar[str] = "2 years, from KEY"
    stated: ClassVar[bool] = True
    highest: ClassVar[Decimal] = Decimal(100_000)

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return 1 and the plural of the unit."""
        plural = unit if unit.endswith("s") else f"{unit}s"
        if plural not in DAYS_PER_UNIT:
            raise cls.wrong_unit(unit, tuple(DAYS_PER_UNIT))
        return _ONE, plural

    @property
    def days(self) -> Decimal:
        """Return the mean length in days (a year has 365.2425)."""
        return self.value * DAYS_PER_UNIT[self.unit]

    def after(self, date: dt.date) -> dt.date:
        """Return the date that lies this long after another, by the calendar."""
        return add_term(date, self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Factor(Quantity):
    """What to multiply by, 0 or more."""

    dimension: ClassVar[str] = "factor"
    units: ClassVar[str] = "none, %, times"
    example: ClassVar[str] = "1.5, assumed 1.2..2"
    highest: ClassVar[Decimal] = Decimal(10_000)

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return the factor to a plain multiple."""
        if unit not in ("", "times", "%"):
            raise cls.wrong_unit(unit, ("times", "%"))
        return (Decimal("0.01") if unit == "%" else _ONE), ""


@dataclass(frozen=True, slots=True)
class Points(Quantity):
    """Points of a score: whole, with a sign."""

    dimension: ClassVar[str] = "number of points"
    units: ClassVar[str] = "points"
    example: ClassVar[str] = "5 points, from KEY"
    stated: ClassVar[bool] = True
    lowest: ClassVar[Decimal] = Decimal(-1_000_000)
    highest: ClassVar[Decimal] = Decimal(1_000_000)
    whole: ClassVar[bool] = True

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return 1; the unit must be `points`."""
        if unit not in ("point", "points"):
            raise cls.wrong_unit(unit, ("points",))
        return _ONE, "points"


@dataclass(frozen=True, slots=True)
class Count(Quantity):
    """How many of something that the unit may name: `1411.78 million people`, `3`."""

    dimension: ClassVar[str] = "count"
    units: ClassVar[str] = "none or a noun, with thousand, million or billion before it"
    example: ClassVar[str] = "1411.78 million people, from KEY"
    highest: ClassVar[Decimal] = Decimal(10**12)
    whole: ClassVar[bool] = True

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return the scale and the noun."""
        first, _, rest = unit.partition(" ")
        scale, noun = (_SCALES[first], rest) if first in _SCALES else (_ONE, unit)
        if noun and not _WORDS.match(noun):
            raise cls.wrong_unit(unit, tuple(_SCALES))
        return scale, noun


@dataclass(frozen=True, slots=True)
class Money(Quantity):
    """An amount in a named currency, which is required: `28_228 yuan per year`."""

    dimension: ClassVar[str] = "sum of money"
    units: ClassVar[str] = "a currency, with thousand, million or billion before it"
    example: ClassVar[str] = "28_228 yuan per year, from KEY"
    lowest: ClassVar[Decimal] = Decimal(-(10**15))
    highest: ClassVar[Decimal] = Decimal(10**15)

    @classmethod
    def read_unit(cls, unit: str) -> tuple[Decimal, str]:
        """Return the scale and the currency."""
        first, _, rest = unit.partition(" ")
        scale, currency = (_SCALES[first], rest) if first in _SCALES else (_ONE, unit)
        if not _WORDS.match(currency):
            raise cls.wrong_unit(unit, tuple(_SCALES))
        return scale, currency


DIMENSIONS: tuple[type[Quantity], ...] = (Share, Rate, Duration, Factor, Points, Count, Money)
