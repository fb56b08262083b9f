"""Who lives with whom at the start, as a society's file says it: ages, sexes, households, couples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from demerit.documents import Name, OrNone, Part, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint, Complaints, nearest_name
from demerit.quantities import Factor, Rate, Share, Shares
from demerit.society.bands import check_bands
from demerit.society.limits import within
from demerit.society.traits import BLOCK_SLOTS, FIVE_YEAR_BANDS


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
        within(self, "oldest", "86..110", "the oldest age at entry lies in 86..110", "choose one")
        doubled, unit = "births double within a year at most", "check the unit (1 % per year is 0.01)"
        within(self, "growth", "0..1 a year", doubled, unit)
        return self


class Sexes(Part):
    """Shares of the sexes."""

    male: Share
    """Of everybody at the start."""
    male_at_birth: Share
    """Of the newborn."""


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
        within(self, "apart", "0..0.5", "members may lie at most half of the order of ages apart", "lower it")
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
        if wrong := list(self._no_numbers()):
            raise Complaints(wrong)
        checks = (self._plots_that_fill_no_block, self._sizes_without_types, self._wrong_types)
        if wrong := [each for check in (*checks, self._unknown_shapes) for each in check()]:
            raise Complaints(wrong)
        return self

    def _no_numbers(self) -> Iterator[Complaint]:
        """Complain of sizes of plots and households that are no numbers."""
        for place, what, names in (
            (("plots",), "slots", tuple(self.plots)),
            (("sizes", "values"), "members", self.sizes.names),
        ):
            for name in names:
                if not (re.fullmatch("[1-9][0-9]?", name) and int(name) <= BLOCK_SLOTS):
                    yield Complaint(
                        f"{name!r} is no number of {what}",
                        found=name,
                        allowed=f"1..{BLOCK_SLOTS}",
                        next_step="write a whole number",
                        at=(*place, name),
                        on_key=True,
                    )

    def _plots_that_fill_no_block(self) -> Iterator[Complaint]:
        slots = sum(capacity * number for capacity, number in self.capacities)
        if slots != BLOCK_SLOTS or any(number < 1 for _, number in self.capacities):
            yield Complaint(
                f"the plots hold {slots} slots, a block has {BLOCK_SLOTS}",
                found=str(slots),
                allowed=str(BLOCK_SLOTS),
                next_step="change the number of plots of some size",
                at=("plots",),
            )

    def _sizes_without_types(self) -> Iterator[Complaint]:
        for name in self.sizes.names:
            if name not in self.composition:
                yield Complaint(
                    f"size {name!r} has no composition",
                    found=name,
                    allowed=", ".join(self.composition),
                    next_step="add its types under `composition`",
                    at=("sizes", "values", name),
                    on_key=True,
                )

    def _wrong_types(self) -> Iterator[Complaint]:
        """Complain of types of household that are not declared, or of another size."""
        for size, types in self.composition.items():
            for name in types.names:
                if name not in self.types:
                    message, near = f"there is no type of household {name!r}", nearest_name(name, self.types)
                elif str(self.types[name].size) != size:
                    message, near = f"households of type {name!r} have {self.types[name].size} members", None
                else:
                    continue
                yield Complaint(
                    message,
                    found=name,
                    allowed=", ".join(other for other, kind in self.types.items() if str(kind.size) == size),
                    nearest=near,
                    next_step="mend the name, or declare the type under `types`",
                    at=("composition", size, "values", name),
                    on_key=True,
                )

    def _unknown_shapes(self) -> Iterator[Complaint]:
        """Complain of age shapes that a type names and nobody declares."""
        for name, kind in self.types.items():
            for key in ("couples", "others"):
                for place, shape in enumerate(getattr(kind, key)):
                    if shape not in self.ages:
                        yield Complaint(
                            f"there is no age shape {shape!r}",
                            found=shape,
                            allowed=", ".join(self.ages),
                            nearest=nearest_name(shape, self.ages),
                            next_step="mend the name, or declare it under `ages`",
                            at=("types", name, key, place),
                        )


class Couples(Part):
    """Couples inside a household: married or not, each in turn."""

    married: Share
    """Share of couples that are married when they enter."""
    marriage: Rate
    """How often an unmarried couple marries."""
    divorce: Rate
    """How often a married couple divorces; in this model both stay in the household."""
