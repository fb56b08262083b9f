"""What a society declares about money, work and relatives outside the household.

Incomes are declared by what sources publish: a mean and a median each for town and country, and how unequal
the whole is. Shares of fifths are not declared beside them, because they follow.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Factor, Factors, Money, Share, ShareTable
from demerit.society.catalogue import complete
from demerit.society.incomes import Centre, NoIncomes, Solved, Tail, solve
from demerit.society.limits import top, within
from demerit.society.traits import AGE_BANDS, SIZES

MOST_PAID = 1_000_000
"""The highest pay of a month that a society may declare."""
MOST_STAFF = 10_000
"""Mean staff of the largest organisations that a society may declare."""


class IncomeCentre(Part):
    """Incomes of town or country: disposable income per head of a household, a year."""

    mean: Money
    """The mean, in `CURRENCY per year`."""
    median: Money
    """The median, in `CURRENCY per year`."""


class IncomeTail(Part):
    """The top incomes of town and of country, which follow Pareto's law."""

    share: Share
    """Share of people in the tail."""
    exponent: Factor
    """Pareto's exponent, above 1; the smaller, the heavier."""


class Pay(Part):
    """What people of a tier earn by spells of work, month by month, where a match looks at months."""

    paid: Money
    """Pay of a month of work, in `CURRENCY per month`; a month without work pays nothing."""
    in_work: Share
    """Share of them who are in work in the first month of a run."""
    begins: Share
    """Chance a month that somebody out of work begins."""
    ends: Share
    """Chance a month that somebody in work ceases."""


class PublishedGini(Part):
    """The lowest and the highest Gini coefficient of all incomes that a source gives."""

    low: Share
    """The lowest, 0 to 1."""
    high: Share
    """The highest, 0 to 1."""


class Incomes(Part):
    """Incomes of everybody: a mixture of town and country, lognormal on either side of the median, with tail.

    How widely they spread below and above the median is solved from the means and the Gini coefficient.
    """

    currency: Annotated[Name, DecidesNothing("check")]
    """What money is counted in; amounts are in `CURRENCY per year`."""
    urban: IncomeCentre
    rural: IncomeCentre
    tail: IncomeTail
    gini: Share
    """Gini coefficient of the incomes of all residents."""
    published_gini: Annotated[OrNone[PublishedGini], DecidesNothing("check")] = None
    """Between what the Gini coefficient has to lie in every draw; none where nothing is published."""
    volatility: Factor
    """Standard deviation of the logarithm of a month's income about a twelfth of the year's."""
    pay: OrNone[Annotated[dict[Literal["ordinary", "official", "owner"], Pay], Field(min_length=1)]] = None
    """Tiers whose months go by spells of work instead; their yearly incomes and fifths stay as they are."""

    @model_validator(mode="after")
    def _sound(self) -> Incomes:
        unit = f"{self.currency} per year"
        for key, centre in (("urban", self.urban), ("rural", self.rural)):
            for part, amount in (("mean", centre.mean), ("median", centre.median)):
                if amount.unit != unit:
                    raise Complaint(
                        f"this amount is in {amount.unit}, incomes are in {unit}",
                        found=amount.unit,
                        allowed=unit,
                        next_step="mend the unit, or `currency`",
                        at=(key, part),
                    )
                if amount.least < 100 or amount.most > 1_000_000:
                    raise Complaint(
                        "mean and median incomes lie in 100..1,000,000",
                        found=amount.text,
                        allowed="100..1000000",
                        next_step="choose a currency in which they do",
                        at=(key, part),
                    )
        if self.published_gini is not None:
            low, high = self.published_gini.low.value, self.published_gini.high.value
            if self.gini.least < low or self.gini.most > high:
                raise Complaint(
                    f"a Gini coefficient of {self.gini.least}..{self.gini.most} leaves what is published",
                    found=str(self.gini),
                    allowed=f"{low}..{high}",
                    next_step="narrow its range, or give the source that goes further",
                    at=("gini",),
                )
        if self.tail.exponent.least < Decimal("1.2"):
            raise Complaint(
                "the tail is too heavy to have a steady mean",
                found=str(self.tail.exponent),
                allowed="an exponent of at least 1.2",
                next_step="raise it",
                at=("tail", "exponent"),
            )
        self._paid()
        within(self, "volatility", "0..1.5", "a volatility is at most 1.5", "lower it")
        return self

    def _paid(self) -> None:
        """Refuse pay in another unit than the currency a month, and beyond what incomes may be."""
        unit = f"{self.currency} per month"
        for tier, of in (self.pay or {}).items():
            if of.paid.unit != unit or of.paid.least < 0 or of.paid.most > MOST_PAID:
                raise Complaint(
                    f"pay is in {unit}, from 0 to {MOST_PAID:,}",
                    found=of.paid.text,
                    allowed=f"0..{MOST_PAID:,} {unit}",
                    next_step="mend the number or its unit",
                    at=("pay", tier, "paid"),
                )

    def solved(self, urban: Decimal) -> Solved:
        """Return the incomes of one draw.

        Args:
            urban: share of residents in town.

        Raises:
            NoIncomes: no such incomes have these means, medians, tail and Gini coefficient.
        """
        return solve(
            Centre(self.rural.mean.value, self.rural.median.value),
            Centre(self.urban.mean.value, self.urban.median.value),
            Tail(self.tail.share.value, self.tail.exponent.value),
            self.gini.value,
            urban,
        )


class Jobs(Part):
    """Who works for an organisation of the district; other work is left out of this model."""

    employed_male: ShareTable
    """Share of men who work for an organisation, by age band."""
    employed_female: ShareTable
    """The same of women."""
    staff: Factors
    """Mean staff of an organisation by size; only their ratios count."""

    @model_validator(mode="after")
    def _categories(self) -> Jobs:
        complete(self.employed_male, AGE_BANDS, "employed_male")
        complete(self.employed_female, AGE_BANDS, "employed_female")
        complete(self.staff, SIZES, "staff")
        if not 0 < min(self.staff.values) or top(self.staff) > MOST_STAFF:
            raise Complaint(
                "the mean staff of a size is above 0 and at most 10,000",
                found=", ".join(map(str, self.staff.values)),
                allowed=f"above 0, at most {MOST_STAFF}",
                next_step="mend it",
                at=("staff", "values"),
            )
        return self


class Kin(Part):
    """Relatives of an adult in other households of the district, mean numbers at the start."""

    parents_and_children: Factor
    """Parents and adult children together."""
    siblings: Factor
    """Adult siblings."""


__all__ = ["IncomeCentre", "IncomeTail", "Incomes", "Jobs", "Kin", "NoIncomes", "PublishedGini"]
