"""The society file, part by part: aggregates only, shares over at most two-way tables.

A society's file says how many, never who. Each part holds what a source publishes, or an assumption with its
range; what follows from other numbers (the rural rows of a two-way table whose total is published, the
rate of becoming registered elsewhere whose share is published) is not written twice but solved when the
society is lowered, so that published totals hold in every draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from demerit.documents import FilePart, Flag, Name, OrNone, Part, Prose, Text
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Count, Duration, Factor, Rate, Rates, Share, Shares, ShareTable
from demerit.society.bands import check_bands
from demerit.society.catalogue import Catalogue, complete
from demerit.society.homes import Ages, Couples, Households, Sexes
from demerit.society.limits import top, within
from demerit.society.livelihood import Incomes, Jobs, Kin
from demerit.society.traits import FIVE_YEAR_BANDS, SIZES

MOST_OWED = 1_000_000_000
"""The largest amount of money that one act may be worth, so that sums stay whole numbers of 64 bits."""
MOST_OF_A_LIFE = 365
"""The highest yearly rate of death or birth: once a day."""
FERTILE_BANDS = FIVE_YEAR_BANDS[3:10]
"""Five-year bands in which women give birth: 15-19 to 45-49."""


class Demography(Part):
    """How people come and go."""

    deaths_male: Rates
    """Rates of death of men by five-year band; the rate of joined bands holds for each."""
    deaths_female: Rates
    """The same of women."""
    births: Rates
    """Rates of giving birth by the woman's five-year band, 15-19 to 45-49; joined bands as above."""
    couples: Couples

    @model_validator(mode="after")
    def _bands(self) -> Demography:
        check_bands(self.deaths_male, "deaths_male", FIVE_YEAR_BANDS)
        check_bands(self.deaths_female, "deaths_female", FIVE_YEAR_BANDS)
        check_bands(self.births, "births", FERTILE_BANDS)
        for key in ("deaths_male", "deaths_female", "births"):
            table: Rates = getattr(self, key)
            if (most := top(table)) > MOST_OF_A_LIFE:
                raise Complaint(
                    f"a rate here could be {most:,.0f} a year",
                    found=", ".join(map(str, table.values)),
                    allowed=f"at most {MOST_OF_A_LIFE} a year",
                    next_step="check the unit, such as per 1000 person-years",
                    at=(key, "values"),
                )
        return self


def _nobody(names: tuple[str, ...]) -> Rates:
    return Rates(names, (Decimal(0),) * len(names), "per year", reference="")


def _never(subject: str) -> Rate:
    return Rate(Decimal(0), f"per {subject}-year", reference="")


STILL = Demography.model_construct(
    deaths_male=_nobody(FIVE_YEAR_BANDS),
    deaths_female=_nobody(FIVE_YEAR_BANDS),
    births=_nobody(FERTILE_BANDS),
    couples=Couples.model_construct(
        married=Share(Decimal(0), "", reference=""), marriage=_never("couple"), divorce=_never("couple")
    ),
)
"""Nobody is born, dies, marries or divorces; such numbers stand in no file, so they rest on nothing."""


class Regions(Part):
    """Regions: neutral names, `region 01` and so on."""

    people: Shares
    """Shares of people."""
    urban: ShareTable
    """Urban shares, scaled together so that the total below holds."""


class Residence(Part):
    """Where people live and where they are registered."""

    regions: Regions
    urban: Share
    """Share of people in urban blocks."""
    away: Share
    """Share of residents who are registered elsewhere."""
    away_rural: Share
    """The same among rural residents; the urban share is solved."""
    returns: Rate
    """How often somebody registered elsewhere stops being so; the way there is solved."""

    @model_validator(mode="after")
    def _sides(self) -> Residence:
        if self.urban.least <= 0 or self.urban.most >= 1:
            raise Complaint(
                "some people live in town and some do not",
                found=str(self.urban),
                allowed="above 0, below 1",
                next_step="mend the number; 0.0001 is next to nobody",
                at=("urban",),
            )
        people, urban = self.regions.people, self.regions.urban
        if people.names == urban.names and not any(
            p * u for p, u in zip(people.values, urban.values, strict=True)
        ):
            raise Complaint(
                f"no region has a town, and {self.urban.text} of people live in one",
                found=", ".join(map(str, urban.values)),
                next_step="give a region an urban share",
                at=("regions", "urban"),
            )
        return self


class Tiers(Part):
    """Tiers other than ordinary, as shares of people aged 18 to 64."""

    official: Share
    """Public officials."""
    owner: Share
    """Business owners and top managers."""

    @model_validator(mode="after")
    def _parts(self) -> Tiers:
        if (both := self.official.most + self.owner.most) > 1:
            raise Complaint(
                f"officials and owners together could be {100 * both:.1f} % of those aged 18 to 64",
                found=str(self.owner),
                allowed="at most 100 % together",
                next_step="lower one of them, or its range",
                at=("owner",),
            )
        return self


class Visitors(Part):
    """Short-stay visitors, beside the residents."""

    share: Share
    """Share of everybody present."""
    stay: Duration
    """Mean length of a stay."""
    ages: Shares
    """Shares by band of ages, neighbours joined or not; ages that are left out are impossible."""

    @model_validator(mode="after")
    def _known(self) -> Visitors:
        check_bands(self.ages, "ages")
        within(self, "share", "0..0.5", "visitors are fewer than residents", "lower it, or its range")
        return self


class Organisations(Part):
    """Organisations: companies and the self-employed who are registered."""

    number: OrNone[Count] = None
    """How many there are where `represents` people live; or `per_person` instead."""
    per_person: OrNone[Factor] = None
    """How many there are for each person, so that the number follows `represents`; or `number` instead."""
    sizes: Shares
    """Shares of the sizes micro, small, medium, large."""
    closing: Rate
    """How often one closes; the opening rate is solved so that the number stays."""

    @model_validator(mode="after")
    def _sizes(self) -> Organisations:
        complete(self.sizes, SIZES, "sizes")
        if (self.number is None) == (self.per_person is None):
            raise Complaint(
                "organisations are counted by `number` or by `per_person`",
                found="neither" if self.number is None else "both",
                allowed="one of the two",
                next_step="give one, such as `per_person: 0.07, assumed 0.06..0.08`",
                at=() if self.number is None else ("per_person",),
                on_key=True,
            )
        return self

    def density(self, represents: Count) -> Decimal:
        """Return how many there are for each person.

        Args:
            represents: how many people the society stands for.
        """
        if self.per_person is not None:
            return self.per_person.value
        assert self.number is not None, "one of the two is given"
        return self.number.value / represents.value


class Declared(FilePart, Catalogue):
    """A society as its file declares it, each part checked by itself."""

    society: Annotated[Name, DecidesNothing("readers")]
    """Name of the society."""
    title: Annotated[Text, DecidesNothing("readers")]
    """What it is, in a line."""
    story: Annotated[Prose, DecidesNothing("readers")]
    """What it stands for, what it leaves out."""
    represents: Count
    """How many people the society stands for."""
    teaching: Annotated[Flag, DecidesNothing("check")] = False
    """A packaged society for teaching: small entries are allowed, because they are nobody's."""
    ages: Ages
    sexes: Sexes
    households: Households
    demography_: OrNone[Demography] = Field(alias="demography")
    """How people come and go; none where nobody is born, dies, marries or divorces. That households dissolve
    and people come to be registered elsewhere is declared apart."""
    residence: Residence
    incomes: Incomes
    jobs: Jobs
    kin: Kin
    tiers: Tiers
    groups: Shares
    """Shares of stylised groups, independent of everything else: `group A`, `group B`, ..."""
    visitors: Visitors
    organisations: Organisations

    @property
    def demography(self) -> Demography:
        """How people come and go, with nothing but zeros where the file says none."""
        return self.demography_ or STILL

    @model_validator(mode="after")
    def _stands_for_people(self) -> Declared:
        if self.represents.least < 1:
            raise Complaint(
                "a society stands for people",
                found=str(self.represents),
                allowed="1 or more",
                next_step="write how many",
                at=("represents",),
            )
        return self


def amounts(parts: Declared) -> Iterator[Complaint]:
    """Yield a complaint for every amount of money in another currency than incomes, or out of bounds.

    Args:
        parts: whose conducts and incomes are sound by themselves.
    """
    for name, conduct in parts.conducts.items():
        if (amount := conduct.amount) is None:
            continue
        place = ("conducts", name, "amount")
        if amount.unit != parts.incomes.currency:
            yield Complaint(
                f"this amount is in {amount.unit}, the society counts in {parts.incomes.currency}",
                found=amount.unit,
                allowed=parts.incomes.currency,
                next_step="mend the unit",
                at=place,
            )
        elif amount.least < 0 or amount.most > MOST_OWED:
            yield Complaint(
                f"an amount lies between 0 and {MOST_OWED:,}",
                found=str(amount),
                allowed=f"0..{MOST_OWED:,}",
                next_step="mend it",
                at=place,
            )
