"""Holdings, such as a licence, an account or a device, as a society declares them.

Who holds one when first there is a share by age, perhaps more or less by sex, tier, fifth or residence, and
never by group; from then on people come to hold it and cease to at constant rates. Nobody begins at an age of
which the share is 0.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, Text
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.mechanisms.members.counts import MOST_REASONS
from demerit.quantities import Duration, Factors, Rate, ShareTable
from demerit.society.limits import complete, top
from demerit.society.traits import AGE_BANDS, FIFTHS, RESIDENCES, SEXES, TIERS

MOST_HOLDINGS = 8
"""How many holdings a society may have."""
MOST_A_YEAR = 365
"""How often a year somebody may come to hold a thing, or cease to: once a day."""
LONGEST_HELD = 100
"""For how many years, at most, somebody may have held a thing when first there."""
PROFILES: dict[str, tuple[str, ...]] = {
    "by_sex": SEXES,
    "by_tier": TIERS,
    "by_fifth": FIFTHS,
    "by_residence": RESIDENCES,
}
"""Keys of tables of factors, with the categories that each needs."""


JOINING: dict[str, tuple[str, ...]] = {key: PROFILES[key] for key in ("by_fifth", "by_tier")}
"""The same of joining a regime that goes by consent."""


def personal(part: Part, key: str) -> None:
    """Refuse a rate that is not one of persons, or too high."""
    rate: Rate | None = getattr(part, key)
    if rate is not None:
        personal_rate(rate, (key,))


def personal_rate(rate: Rate, at: tuple[str, ...]) -> None:
    """Refuse a rate, found at `at` in its part, that is not one of persons, or too high."""
    if rate.subject not in ("person", ""):
        raise Complaint(
            f"this rate is per {rate.subject}, and these are persons'",
            found=rate.unit,
            allowed="per person-year and its like",
            next_step="mend the unit",
            at=at,
        )
    if rate.most > MOST_A_YEAR:
        raise Complaint(
            f"this rate could be {rate.most:,.0f} a year",
            found=str(rate),
            allowed=f"at most {MOST_A_YEAR} a year",
            next_step="check the unit, such as % per person-year",
            at=at,
        )


class Held(Part):
    """For how long those have held a thing who hold it when they are first there."""

    least: Duration
    """For so long at least."""
    most: Duration
    """For so long at most; all lengths between are equally likely. Nobody has held it since before the age
    from which anybody does."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        least, most = (replace(each, value=each.most).days for each in (self.least, self.most))
        if least > replace(self.most, value=self.most.least).days:
            raise Complaint(
                "the shortest time is longer than the longest",
                found=f"{self.least}, {self.most}",
                next_step="mend one of them, or its range",
                at=("most",),
            )
        if most > LONGEST_HELD * 366:
            raise Complaint(
                "nobody has held a thing for so long",
                found=str(self.most),
                allowed=f"at most {LONGEST_HELD} years",
                next_step="lower it, or its range",
                at=("most",),
            )
        return self


class Holding(Part):
    """Something that some people hold and others do not: a licence, an account, a device."""

    title: Annotated[Text, DecidesNothing("readers")]
    """What it is, in plain words."""
    protected: Flag
    """Whether it could stand for a protected trait; a regime then reads it with `protected_input` alone."""
    share: ShareTable
    """Share of people who hold it when they are first there, by age band; nobody comes to hold it at an age
    of which it is 0."""
    by_sex: OrNone[Factors] = None
    """Factors of the share by sex."""
    by_tier: OrNone[Factors] = None
    """Factors of the share by tier."""
    by_fifth: OrNone[Factors] = None
    """Factors of the share by income fifth."""
    by_residence: OrNone[Factors] = None
    """Factors of the share by residence."""
    held: Held
    """For how long those have held it who hold it when they are first there."""
    begins: OrNone[Rate] = None
    """How often somebody without it comes to hold it; none where nobody does."""
    ends: OrNone[Rate] = None
    """How often somebody who holds it ceases to; none where nobody does."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        complete(self.share, AGE_BANDS, "share")
        for key, names in PROFILES.items():
            complete(getattr(self, key), names, key)
        tables = [self.share, *(getattr(self, key) for key in PROFILES)]
        most = math.prod((top(each) for each in tables if each is not None), start=Decimal(1))
        if most > 1:
            raise Complaint(
                f"share and factors together could come to {100 * most:.1f} % of some people",
                found=", ".join(map(str, self.share.values)),
                allowed="at most 100 %",
                next_step="lower the share or the factors, or their ranges",
                at=("share", "values"),
            )
        if not any(self.share.values):
            raise Complaint(
                "nobody of any age holds this",
                found="0",
                allowed="above 0 at some age",
                next_step="give the ages at which people hold it a share, or remove the holding",
                at=("share", "values"),
            )
        for key in ("begins", "ends"):
            personal(self, key)
        return self


class Consent(Part):
    """How often people join a regime that goes by consent, and leave it."""

    join: Rate
    """How often somebody joins who may and is outside."""
    leave: Rate
    """How often a member leaves."""
    reasons: Annotated[dict[Name, Rate], Field(max_length=MOST_REASONS)] = Field(default_factory=dict)
    """How often a member leaves who has reason to, by what a regime calls it (`members.reasons`): of several
    that hold, and `leave`, the highest."""
    back_after: OrNone[Duration] = None
    """For how long nobody joins again who has left; none where they may the next step."""
    by_fifth: OrNone[Factors] = None
    """Factors of joining by income fifth."""
    by_tier: OrNone[Factors] = None
    """Factors of joining by tier."""

    @model_validator(mode="after")
    def _personal(self) -> Self:
        for key in ("join", "leave"):
            personal(self, key)
        for name, rate in self.reasons.items():
            personal_rate(rate, ("reasons", name))
        for key, names in JOINING.items():
            complete(getattr(self, key), names, key)
        tables = [each for key in JOINING if (each := getattr(self, key)) is not None]
        most = math.prod((top(each) for each in tables), start=self.join.most)
        if most > MOST_A_YEAR:
            raise Complaint(
                f"rate and factors together come to {most:,.0f} a year for one person",
                found=str(self.join),
                allowed=f"at most {MOST_A_YEAR} a year",
                next_step="lower the rate or the factors",
                at=("join",),
            )
        return self


class OfCatalogue(Part):
    """What a society says of holdings."""

    holdings: OrNone[Annotated[dict[Name, Holding], Field(min_length=1, max_length=MOST_HOLDINGS)]] = None
    """Holdings by name; a regime's `members` and conditions name them."""
