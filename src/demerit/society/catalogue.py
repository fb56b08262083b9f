"""What the people of a society do and try, and how they answer: the catalogue that a regime picks from.

Rates are those of a person for whom every factor is 1, before any regime. `ceiling` is the highest multiple
of that rate which any person may ever reach: possible points are made at `rate x ceiling`, once and for all
regimes, so a file whose factors could pass its ceiling is refused when it is read, never clipped in a run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint, nearest_name
from demerit.mechanisms import extended
from demerit.quantities import Factor, Factors, Money, Rate, ShareTable
from demerit.society.contexts import Context
from demerit.society.kinds import Propensity, wrong_kinds
from demerit.society.limits import complete, top, within
from demerit.society.responses import Responses
from demerit.society.traits import AGE_BANDS, FIFTHS, RESIDENCES, SEXES, SIZES, TIERS

MOST_A_YEAR = {"person": 500, "organisation": 8_000}
"""How often a year one person or organisation may do or try a thing at most, at the ceiling.

Possible points of a district and step come from tables that hold means up to 40,000.
"""
MOST_FACTOR = 1_000_000
"""The most that factors by age and sex, or all others, may come to together."""

Entity = Literal["person", "organisation"]
ProtectedKind = Literal["belief", "speech", "intimate", "health", "status"]


PROFILES: dict[str, tuple[str, ...]] = {
    "by_age": AGE_BANDS,
    "by_sex": SEXES,
    "by_tier": TIERS,
    "by_fifth": FIFTHS,
    "by_residence": RESIDENCES,
    "by_size": SIZES,
}
"""Keys of tables of factors, with the categories that each needs."""
PERSONAL = tuple(PROFILES)[:-1]
"""Those of persons; the last is of organisations."""


class _Process(Part):
    """What conducts and attempts share: a rate and who has more or less of it."""

    title: Annotated[Text, DecidesNothing("readers")]
    """What it is, in plain words."""
    context: Annotated[Context, DecidesNothing("readers")]
    """Sphere of life."""
    by: Entity = "person"
    """Who does it."""
    rate: Rate
    """Events per year of somebody for whom every factor below is 1."""
    ceiling: Annotated[Whole, Field(ge=1)]
    """Highest multiple of `rate` that anybody may reach, with factors and propensity: a bound, no guess."""
    by_age: OrNone[Factors] = None
    """Factors by age band; persons only."""
    by_sex: OrNone[Factors] = None
    """Factors by sex; persons only."""
    by_tier: OrNone[Factors] = None
    """Factors by tier; persons only."""
    by_fifth: OrNone[Factors] = None
    """Factors by income fifth; persons only."""
    by_residence: OrNone[Factors] = None
    """Factors by residence; persons only."""
    by_size: OrNone[Factors] = None
    """Factors by size; organisations only."""

    @model_validator(mode="after")
    def _categories(self) -> _Process:
        who = "an organisation" if self.by == "organisation" else "a person"
        fitting = ("by_size",) if self.by == "organisation" else PERSONAL
        for key, names in PROFILES.items():
            table = getattr(self, key)
            complete(table, names, key)
            if table is not None and key not in fitting:
                raise Complaint(
                    f"{key!r} does not fit what {who} does",
                    found=key,
                    allowed=", ".join(fitting),
                    next_step="remove it, or mend `by`",
                    at=(key,),
                    on_key=True,
                )
        if self.rate.subject not in (self.by, ""):
            raise Complaint(
                f"this rate is per {self.rate.subject}, but done by {self.by}s",
                found=self.rate.unit,
                allowed=f"per {self.by}-year and its like",
                next_step="mend the unit or `by`",
                at=("rate",),
            )
        if (most := MOST_A_YEAR[self.by]) < (top := self.rate.most * self.ceiling):
            raise Complaint(
                f"rate and ceiling together come to {top:,.0f} a year for one {self.by}",
                found=str(self.rate),
                allowed=f"at most {most:,} a year, rate times ceiling",
                next_step="lower the rate or the ceiling, or let one event stand for several",
                at=("rate",),
            )
        self._moderate_factors()
        return self

    def _moderate_factors(self) -> None:
        """Refuse factors whose product is beyond all measure, although others bring it down."""
        for keys in (("by_age", "by_sex"), ("by_tier", "by_fifth", "by_residence"), ("by_size",)):
            tops = {key: self._top(key) for key in keys}
            if math.prod(tops.values()) > MOST_FACTOR:
                key = max(tops, key=lambda each: tops[each])
                raise Complaint(
                    f"factors can come to {math.prod(tops.values()):,.0f} together",
                    found=str(tops[key]),
                    allowed=f"at most {MOST_FACTOR:,}",
                    next_step="lower them, and raise the rate",
                    at=(key, "values"),
                )

    def top_factor(self) -> Decimal:
        """Return the product of the largest factors, over all draws, without propensity."""
        return math.prod(map(self._top, PROFILES), start=Decimal(1))

    def _top(self, key: str) -> Decimal:
        """Return the largest factor that a table can hold in any draw; 1 without a table."""
        table = getattr(self, key)
        return Decimal(1) if table is None else top(table)

    def above_ceiling(self, top: Decimal, at: tuple[str | int, ...]) -> Iterator[Complaint]:
        """Yield a complaint at `ceiling`, with the multiple that it must hold, if the factors could pass it.

        Args:
            top: the largest multiple of the rate that anybody reaches in any draw.
            at: where this conduct or attempt stands.
        """
        if top > self.ceiling:
            yield Complaint(
                f"factors and propensity can reach {top:.2f} times the rate, above the ceiling",
                found=str(self.ceiling),
                allowed=f"at least {math.ceil(top)}",
                next_step="raise the ceiling, or narrow the factors",
                at=(*at, "ceiling"),
            )


if TYPE_CHECKING:
    _OfConduct = _Process
else:
    _OfConduct = extended("society", "OfConduct", _Process)


class Conduct(_OfConduct):
    """A kind of behaviour; each instance, true in the model, is an act."""

    place: Annotated[
        Literal["public", "home", "none"],
        DecidesNothing("readers", "no source looks at where an act happens"),
    ] = "public"
    """Where it happens; `none` = on paper."""
    valence: Literal["harmful", "prosocial"] = "harmful"
    """Whether it harms or helps others."""
    protected: OrNone[ProtectedKind] = None
    """Which protected sphere it belongs to, or none."""
    gravity: Whole
    """How grave it is, 0 (trifling) to 5."""
    propensity: OrNone[Name] = None
    """Which propensity multiplies the rate, person by person."""
    by_kind: OrNone[Factors] = None
    """Factors by the kinds of people that the propensity has; none where it has no kinds."""
    unable: OrNone[ShareTable] = None
    """Share of acts, by income fifth, whose doer could not have paid; none where nothing is owed."""
    jobless: OrNone[Factor] = None
    """What being without one's job multiplies the rate by; none where it makes no difference."""
    amount: OrNone[Money] = None
    """What one act is worth, in the currency of incomes; none where no money is at stake."""

    @model_validator(mode="after")
    def _sound(self) -> Conduct:
        if not 0 <= self.gravity <= 5:
            raise Complaint(
                "gravity goes from 0 to 5",
                found=str(self.gravity),
                allowed="0, 1, 2, 3, 4, 5",
                next_step="choose one",
                at=("gravity",),
            )
        if self.jobless is not None and self.by == "organisation":
            raise Complaint(
                "'jobless' does not fit what an organisation does",
                found=str(self.jobless),
                allowed="none",
                next_step="remove it, or mend `by`",
                at=("jobless",),
                on_key=True,
            )
        complete(self.unable, FIFTHS, "unable")
        return self

    def top_factor(self) -> Decimal:
        """Return the product of the largest factors, that of people without their job among them."""
        jobless = max(self.jobless.most, Decimal(1)) if self.jobless else Decimal(1)
        return super().top_factor() * self._top("by_kind") * jobless


class Attempt(_Process):
    """Something that people or organisations try to do and that a regime may refuse."""

    severity: Annotated[Whole, Field(ge=0, le=5)] = 0
    """How hard being refused it is for whoever tries, 0 (none) to 5; a regime may state more for its own."""


class Ties(Part):
    """Whom people know beyond their household, inside the district."""

    acquaintances: Whole
    """Ties of each slot to others, drawn by key."""

    @model_validator(mode="after")
    def _bounded(self) -> Ties:
        within(self, "acquaintances", "0..16", "acquaintances go from 0 to 16", "choose one")
        return self


if TYPE_CHECKING:
    _OfCatalogue = Part
else:
    _OfCatalogue = extended("society", "OfCatalogue", Part)


class Catalogue(_OfCatalogue):
    """What people do, try and answer."""

    conducts: dict[Name, Conduct]
    """Kinds of behaviour by name."""
    propensities: dict[Name, Propensity]
    """Lasting differences between people, by name."""
    attempts: dict[Name, Attempt]
    """Kinds of attempt by name; a regime's consequences name them as `domain`."""
    ties: Ties
    responses: Responses


def misfits(parts: Catalogue) -> Iterator[Complaint]:
    """Yield a complaint wherever conducts and attempts do not fit what else people do and try.

    Args:
        parts: whose conducts, propensities, attempts and responses are sound by themselves.
    """
    for name, conduct in parts.conducts.items():
        yield from _misfits(parts, name, conduct)
    for name, attempt in parts.attempts.items():
        yield from attempt.above_ceiling(attempt.top_factor(), ("attempts", name))


def _misfits(parts: Catalogue, name: str, conduct: Conduct) -> Iterator[Complaint]:
    most, propensity = conduct.top_factor(), conduct.propensity
    if propensity is not None:
        place = ("conducts", name, "propensity")
        if propensity not in parts.propensities:
            yield Complaint(
                f"there is no propensity {propensity!r}",
                found=propensity,
                allowed=", ".join(parts.propensities) or "none",
                nearest=nearest_name(propensity, parts.propensities),
                next_step="mend the name or declare it under `propensities`",
                at=place,
            )
        elif conduct.by == "organisation":
            said = "organisations have no propensities in this model"
            step = "write `propensity: none`"
            yield Complaint(said, found=propensity, allowed="none", next_step=step, at=place)
        else:
            most *= parts.propensities[propensity].top()
    if propensity is None or propensity in parts.propensities:
        differs = parts.propensities[propensity] if propensity is not None else None
        yield from wrong_kinds(differs, conduct.by_kind, ("conducts", name))
    if conduct.jobless is not None and parts.responses.work is None:
        yield Complaint(
            "nobody in this society loses a job",
            found=str(conduct.jobless),
            allowed="none",
            next_step="declare `responses: {work: ...}`, or remove it",
            at=("conducts", name, "jobless"),
            on_key=True,
        )
    yield from conduct.above_ceiling(most, ("conducts", name))


__all__ = ["Attempt", "Catalogue", "Conduct", "Context", "Propensity", "Ties", "complete", "misfits"]
