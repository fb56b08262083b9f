"""The society file, part by part: aggregates only, shares over at most two-way tables.

A society's file says how many, never who. Each part holds what a source publishes, or an assumption with its
range; what follows from other numbers (the rural rows of a two-way table whose total is published, the
rate of becoming registered elsewhere whose share is published) is not written twice but solved when the
society is lowered, so that published totals hold in every draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import model_validator

from demerit.documents import FilePart, Flag, Name, OrNone, Part, Prose, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint, Complaints, nearest_name
from demerit.quantities import Count, Duration, Factor, Rate, Rates, Share, Shares, ShareTable
from demerit.society.bands import check_bands
from demerit.society.catalogue import Catalogue, complete
from demerit.society.livelihood import Incomes, Jobs, Kin
from demerit.society.traits import BLOCK_SLOTS, FIVE_YEAR_BANDS, SIZES

MOST_OWED = 1_000_000_000
"""The largest amount of money that one act may be worth, so that sums stay whole numbers of 64 bits."""
MOST_GROWTH = 1
"""The most by which a year's births may exceed those of the year before, as a share."""
MOST_OF_A_LIFE = 365
"""The highest yearly rate of death or birth: once a day."""
MOST_VISITORS = Decimal("0.5")
"""The largest share of everybody present that visitors may be."""
FERTILE_BANDS = FIVE_YEAR_BANDS[3:10]
"""Five-year bands in which women give birth: 15-19 to 45-49."""


class AgeShare(Part):
    """A published share of people in a range of ages."""

    from_age: Whole
    """First age, in years."""
    below: Whole
    """First age that no longer counts; 200 for no limit."""
    share: Share
    """Share of all people, as published."""


class Ages(Part):
    """How old people are at the start."""

    bands: Shares
    """Shares by five-year band, `0-4` to `80-84` and `85+`; neighbours may be joined (`0-14`, `70+`)."""
    published: Annotated[list[AgeShare], DecidesNothing("check")]
    """Broad shares that a source gives; the bands must sum to them within 0.05 points."""
    growth: OrNone[Rate] = None
    """By how much each year's births exceed those of the year before: how the shares of joined bands are
    split, as in a population that has long grown so and died at the rates of `demography`; none where no band
    is joined."""
    oldest: Whole
    """Age that nobody is above when entering; within 85+ ages are spread evenly up to it."""

    @model_validator(mode="after")
    def _bands(self) -> Ages:
        check_bands(self.bands, "bands", FIVE_YEAR_BANDS)
        if not 86 <= self.oldest <= 110:
            raise Complaint(
                "the oldest age at entry lies in 86..110",
                found=str(self.oldest),
                allowed="86..110",
                next_step="choose one",
                at=("oldest",),
            )
        if self.growth is not None and self.growth.most > MOST_GROWTH:
            raise Complaint(
                "births double within a year at most",
                found=str(self.growth),
                allowed=f"0..{MOST_GROWTH} a year",
                next_step="check the unit (1 % per year is 0.01)",
                at=("growth",),
            )
        return self


class Sexes(Part):
    """Shares of the sexes."""

    male: Share
    """Of everybody at the start."""
    male_at_birth: Share
    """Of the newborn."""


def _counts(name: str) -> bool:
    """Return whether a name is a number of slots or members that a block may hold."""
    return bool(re.fullmatch("[1-9][0-9]?", name)) and int(name) <= BLOCK_SLOTS


class HouseholdType(Part):
    """Who lives in a type of household, as names of age shapes."""

    couples: list[Name] = []
    """Age shape of each couple: a man and a woman."""
    others: list[Name] = []
    """Age shape of each further member."""

    @property
    def size(self) -> int:
        """Return the number of members."""
        return 2 * len(self.couples) + len(self.others)


class AgeShape(Part):
    """A first guess of the ages of one kind of member; fitting makes it agree with the declared ages."""

    bands: Shares
    """Shares by band of ages, neighbours joined or not; ages that are left out are impossible."""
    apart: Share
    """How far members may lie from their household's place in the order of ages, as a share of that order."""

    @model_validator(mode="after")
    def _known(self) -> AgeShape:
        check_bands(self.bands, "bands")
        apart = self.apart.most
        if apart * 2 > 1:
            raise Complaint(
                "members may lie at most half of the order of ages apart",
                found=str(self.apart),
                allowed="0..0.5",
                next_step="lower it",
                at=("apart",),
            )
        return self


class Households(Part):
    """Households, and the plots of slots that hold one at a time."""

    plots: dict[Text, Whole]
    """How many plots of each number of slots a block of 64 slots has."""
    sizes: Shares
    """Shares of households by number of members."""
    mean_size: Annotated[Factor, DecidesNothing("check")]
    """Published mean size; the sizes must agree within 0.02."""
    composition: dict[Text, Shares]
    """For each size, the shares of the types of household."""
    types: dict[Name, HouseholdType]
    """Types of household by name."""
    ages: dict[Name, AgeShape]
    """Age shapes by name."""
    dissolution: Rate
    """How often a household dissolves, all its members leave and another moves in."""

    @property
    def capacities(self) -> list[tuple[int, int]]:
        """Return (slots of a plot, number of such plots in a block), small plots first."""
        return sorted((int(name), number) for name, number in self.plots.items())

    @model_validator(mode="after")
    def _sound(self) -> Households:
        wrong: list[Complaint] = []
        for key, names in (("plots", tuple(self.plots)), ("sizes", self.sizes.names)):
            place = () if key == "plots" else ("values",)
            wrong += [
                Complaint(
                    f"{name!r} is no number of {'slots' if key == 'plots' else 'members'}",
                    found=name,
                    allowed=f"1..{BLOCK_SLOTS}",
                    next_step="write a whole number",
                    at=(key, *place, name),
                    on_key=True,
                )
                for name in names
                if not _counts(name)
            ]
        if wrong:
            raise Complaints(wrong)
        slots = sum(capacity * number for capacity, number in self.capacities)
        if slots != BLOCK_SLOTS or any(number < 1 for _, number in self.capacities):
            wrong.append(
                Complaint(
                    f"the plots hold {slots} slots, a block has {BLOCK_SLOTS}",
                    found=str(slots),
                    allowed=str(BLOCK_SLOTS),
                    next_step="change the number of plots of some size",
                    at=("plots",),
                )
            )
        for name in self.sizes.names:
            if name not in self.composition:
                wrong.append(
                    Complaint(
                        f"size {name!r} has no composition",
                        found=name,
                        allowed=", ".join(self.composition),
                        next_step="add its types under `composition`",
                        at=("sizes", "values", name),
                        on_key=True,
                    )
                )
        for size, types in self.composition.items():
            for name in types.names:
                if name not in self.types:
                    message, near = f"there is no type of household {name!r}", nearest_name(name, self.types)
                elif str(self.types[name].size) != size:
                    message, near = f"households of type {name!r} have {self.types[name].size} members", None
                else:
                    continue
                wrong.append(
                    Complaint(
                        message,
                        found=name,
                        allowed=", ".join(
                            other for other, kind in self.types.items() if str(kind.size) == size
                        ),
                        nearest=near,
                        next_step="mend the name, or declare the type under `types`",
                        at=("composition", size, "values", name),
                        on_key=True,
                    )
                )
        for name, kind in self.types.items():
            for key in ("couples", "others"):
                for i, shape in enumerate(getattr(kind, key)):
                    if shape not in self.ages:
                        wrong.append(
                            Complaint(
                                f"there is no age shape {shape!r}",
                                found=shape,
                                allowed=", ".join(self.ages),
                                nearest=nearest_name(shape, self.ages),
                                next_step="mend the name, or declare it under `ages`",
                                at=("types", name, key, i),
                            )
                        )
        if wrong:
            raise Complaints(wrong)
        return self


class Couples(Part):
    """Couples inside a household: married or not, each in turn."""

    married: Share
    """Share of couples that are married when they enter."""
    marriage: Rate
    """How often an unmarried couple marries."""
    divorce: Rate
    """How often a married couple divorces; in this model both stay in the household."""


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
            if (top := max(table.values) * (1 + (table.spread or 0))) > MOST_OF_A_LIFE:
                raise Complaint(
                    f"a rate here could be {top:,.0f} a year",
                    found=", ".join(map(str, table.values)),
                    allowed=f"at most {MOST_OF_A_LIFE} a year",
                    next_step="check the unit, such as per 1000 person-years",
                    at=(key, "values"),
                )
        return self


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
        if self.share.most > MOST_VISITORS:
            raise Complaint(
                "visitors are fewer than residents",
                found=str(self.share),
                allowed=f"0..{MOST_VISITORS}",
                next_step="lower it, or its range",
                at=("share",),
            )
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
    demography: Demography
    residence: Residence
    incomes: Incomes
    jobs: Jobs
    kin: Kin
    tiers: Tiers
    groups: Shares
    """Shares of stylised groups, independent of everything else: `group A`, `group B`, ..."""
    visitors: Visitors
    organisations: Organisations

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
