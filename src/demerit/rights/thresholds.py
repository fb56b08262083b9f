"""Every number that a rule compares with, in one table.

A law rarely says how many days are late or how few people heard are none. Where a text that was read or is
remembered gives the number, it is named; every other is a convention of ours. All have the range that one
could defend, and a finding says whether it holds over the whole of that range. The table is printed in
docs/reference/rights-rules.md and by `demerit lint --rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from demerit.quantities.numerals import number_text

NEAR = Decimal("0.1")
"""How far short of a threshold something is still shown, as a share of the threshold."""
OURS = "a convention of ours"
DAYS_PER_YEAR = Decimal("365.2425")
"""Mean length of a year, as durations have it."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule compares with, and the range that one could defend.

    Attributes:
        name: what is compared with it.
        rules: which rules do.
        value: the threshold, in `unit`.
        low: lower end of the assumed range.
        high: upper end.
        unit: `days`, `years`, `%` or empty.
        beyond: what fires: a value `above` it, one `below` it, or one that is `at least` it.
        source: the text that gives it; otherwise it is a convention of ours.
    """

    name: str
    rules: tuple[str, ...]
    value: Decimal | int
    low: Decimal | int
    high: Decimal | int
    unit: str
    beyond: Literal["above", "below", "at least"]
    source: str = OURS

    def __str__(self) -> str:
        """Return the threshold with its range and what it rests on."""
        return f"{self.name}: {self._amount(self.value)}, assumed {self.low}..{self.high}; {self.source}"

    def fires(self, found: Decimal | int, threshold: Decimal | int | None = None) -> bool:
        """Return whether a value passes it, or another value of it from its range."""
        limit = self.value if threshold is None else threshold
        if self.beyond == "below":
            return bool(found < limit)
        return bool(found > limit or (self.beyond == "at least" and found == limit))

    def near(self, found: Decimal | int) -> bool:
        """Return whether a value does not pass it, but lies within a tenth of it."""
        return not self.fires(found) and abs(Decimal(found) - self.value) <= NEAR * self.value

    def shown(self, found: Decimal | int) -> bool:
        """Return whether a value is reported: it passes, or comes near."""
        return self.fires(found) or self.near(found)

    @property
    def clear(self) -> str:
        """What is well within it, so that nothing is reported any more."""
        away = -NEAR if self.beyond != "below" else NEAR
        return self._amount(self.value + away * self.value)

    def says(self, found: Decimal | int) -> str:
        """Return how a value lies to the threshold and to its assumed range."""
        amount = self._amount(Decimal(found).quantize(Decimal("0.1")))
        beside = (
            f"{amount} beside an assumed threshold of {self._amount(self.value)} ({self.low}..{self.high})"
        )
        if self.near(found):
            return f"{beside}: not beyond it, shown because it is within 10 % of it"
        everywhere = self.fires(found, self.low) and self.fires(found, self.high)
        return f"{beside}: " + ("beyond all of that range" if everywhere else "not beyond all of that range")

    @property
    def amount(self) -> str:
        """The threshold with its unit."""
        return self._amount(self.value)

    def _amount(self, number: Decimal | int) -> str:
        unit = self.unit.removesuffix("s") if number == 1 else self.unit
        return f"{number_text(Decimal(number))} {unit}".rstrip()


def percent(share: Decimal) -> Decimal:
    """Return a share in percent."""
    return share * 100


SERIOUS = Threshold("severity of a serious consequence", ("R12",), 3, 2, 4, "", "at least")
IRREVERSIBLE = Threshold("severity of what an appeal should halt", ("R14",), 4, 3, 5, "", "at least")
SIGNIFICANT = Threshold("severity of a significant decision", ("R15",), 2, 1, 3, "", "at least")
STEPS = Threshold(
    "steps between the context of data and that of a consequence", ("R01", "R03"), 1, 0, 2, "steps", "above"
)
HARDER = Threshold(
    "grades by which a severity passes the gravity of its conduct", ("R02",), 1, 0, 2, "grades", "above"
)
STACKED = Threshold("disadvantages that one record leads to", ("R19",), 3, 2, 6, "", "at least")
APPEAL_DAYS = Threshold("days until an appeal is decided", ("R13",), 180, 90, 365, "days", "above")
MENDING_DAYS = Threshold(
    "days until wrong data are mended",
    ("R22",),
    30,
    14,
    90,
    "days",
    "above",
    "one month in GDPR 12(3), 30 days in the US Fair Credit Reporting Act, both from memory",
)
KEPT_YEARS = Threshold(
    "years on a list, or until lost points are back",
    ("R20",),
    3,
    2,
    10,
    "years",
    "above",
    "Chinese draft rules on credit repair: at most three years",
)
DATA_YEARS = Threshold("years for which a source keeps data", ("R20",), 5, 2, 10, "years", "above")
AUDIT_YEARS = Threshold(
    "years between two examinations of errors by group", ("R35",), 3, 1, 5, "years", "above"
)
SUNSET_YEARS = Threshold("years until it ends unless renewed", ("R35",), 10, 5, 20, "years", "above")
NOTICE_SHARE = Threshold("share of people whom a notice reaches", ("R10",), 50, 20, 90, "%", "below")
NOTICE_DAYS = Threshold("days of notice before the effect", ("R10",), 3, 1, 14, "days", "below")
REASONS_FACTOR = Threshold("appeals with reasons, of those without", ("R11",), 100, 90, 120, "%", "below")
HEARING_SHARE = Threshold("share of cases that are heard", ("R12",), 10, 5, 50, "%", "below")
HEARING_STOPS = Threshold("share of wrong records that a hearing stops", ("R12",), 10, 5, 30, "%", "below")
APPEAL_SHARE = Threshold(
    "share of listed people who appeal", ("R13", "R22"), 1, Decimal("0.5"), 5, "%", "below"
)
APPEAL_WON = Threshold(
    "share of appeals won where the record is wrong", ("R13", "R22"), 25, 10, 50, "%", "below"
)
REVIEW_SHARE = Threshold("share of rulings that a person looks at again", ("R15",), 10, 5, 50, "%", "below")
REVIEW_STOPS = Threshold("share of wrong records that a review stops", ("R15",), 10, 5, 30, "%", "below")
REPAIR_SHARE = Threshold("share of listed people who are let off early", ("R21",), 10, 5, 30, "%", "below")
MENDED_SHARE = Threshold("share of wrong records that correction finds", ("R22",), 10, 5, 30, "%", "below")
ABLE_SHARE = Threshold("share of the unable whom a test finds able", ("R32",), 50, 30, 80, "%", "above")
UPHELD_SHARE = Threshold("share of false reports that are upheld", ("R33",), 50, 20, 80, "%", "above")

THRESHOLDS: tuple[Threshold, ...] = (
    STEPS,
    HARDER,
    NOTICE_SHARE,
    NOTICE_DAYS,
    REASONS_FACTOR,
    SERIOUS,
    HEARING_SHARE,
    HEARING_STOPS,
    APPEAL_DAYS,
    APPEAL_SHARE,
    APPEAL_WON,
    IRREVERSIBLE,
    SIGNIFICANT,
    REVIEW_SHARE,
    REVIEW_STOPS,
    STACKED,
    KEPT_YEARS,
    DATA_YEARS,
    REPAIR_SHARE,
    MENDING_DAYS,
    MENDED_SHARE,
    ABLE_SHARE,
    UPHELD_SHARE,
    AUDIT_YEARS,
    SUNSET_YEARS,
)
"""All of them, in the order of their rules."""
