"""What a regime does: who is listed, what follows, who else bears it, when it begins where.

Apart from `parts`, because here stand the fields that the rights rules weigh: severity, publicity, whom it
falls on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Date, Flag, Name, OrNone, Part, ReferenceKey, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.mechanisms.sources.language import MOST_AMOUNT, Condition, Grade0to5
from demerit.quantities import Duration, Factor, Money, Share
from demerit.regime.axes import (
    Channel,
    Context,
    Entity,
    FallsOn,
    PublishedField,
)
from demerit.regime.given import MOST_POINTS
from demerit.regime.recurring import Recurring


class Entry(Part):
    """What puts somebody on a list: a record of certain conducts, a condition, or both together."""

    on: list[Name] = Field(default_factory=list)
    """Conducts of which one record is enough."""
    condition: OrNone[Condition] = Field(default=None, alias="if")
    """What must hold as well, such as `score < 600`."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.on and self.condition is None:
            raise Complaint(
                "nothing puts anybody on this list", next_step="add `on: [CONDUCT]`, `if: CONDITION`, or both"
            )
        return self


def _entry_from_text(found: Any) -> Any:
    return {"if": found} if isinstance(found, str) else found


class ListRule(Part):
    """A list of people or organisations: who enters, for how long, and who may read it."""

    entity: Entity = "person"
    """Who stands on it."""
    enter: Annotated[Entry, BeforeValidator(_entry_from_text, json_schema_input_type=Entry | str)]
    """What puts somebody on it; text alone is a condition."""
    term: OrNone[Duration]
    """How long; `none` means that it does not expire."""
    release_on_payment: OrNone[Duration] = None
    """How long after payment somebody is removed; `none` means that paying does not help."""
    publish: OrNone[Annotated[list[Channel], Field(min_length=1)]] = None
    """Where it is published."""
    publish_fields: Annotated[OrNone[list[PublishedField]], DecidesNothing("lint")] = None
    """What is published about each entry."""
    minors: Flag = False
    """Whether people under 18 are listed."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The rule that it rests on."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """Where it was read of."""

    @model_validator(mode="after")
    def _published(self) -> Self:
        if self.publish_fields and self.publish is None:
            raise Complaint(
                "fields are published nowhere",
                at=("publish_fields",),
                on_key=True,
                next_step="add `publish: [web]`",
            )
        return self


class Consequence(Part):
    """What a list or a grade does to somebody: an attempt refused, a price changed, a favour."""

    refuse: OrNone[Name] = None
    """The list whose members are refused."""
    factor: OrNone[Factor] = None
    """What the price or waiting time is multiplied by."""
    favour: OrNone[Condition] = None
    """Who is favoured."""
    uptake: OrNone[Share] = None
    """Share of the attempts at which a favour or factor open to the person is used; `none` is always."""
    domain: OrNone[Name] = None
    """The society's kind of attempt that it touches; by default the consequence's own name."""
    applies_if: OrNone[Condition] = Field(default=None, alias="for")
    """Whom it is for."""
    falls_on: FallsOn = "self"
    """Who bears it."""
    context: Annotated[Context, DecidesNothing("lint")]
    """Where in life it bites."""
    severity: Grade0to5
    """How hard it is, 0 to 5."""
    essential: Annotated[Flag, DecidesNothing("lint")] = False
    """Whether the service is one that a life needs."""
    auto: Annotated[Flag, DecidesNothing("lint")] = True
    """Whether it follows without a person deciding."""
    duration: Annotated[
        OrNone[Duration],
        DecidesNothing("readers", "it lasts as long as the listing or the condition that it follows"),
    ] = None
    """How long; `none` means as long as the listing or grade lasts."""
    notice_days: Annotated[
        OrNone[Annotated[Whole, Field(ge=0)]],
        DecidesNothing("lint", "it begins with the listing; safeguards.notice is modelled"),
    ] = None
    """Days of notice before it begins."""
    hearing: Annotated[
        Flag, DecidesNothing("lint", "nobody is heard before it; safeguards.hearing is modelled")
    ] = False
    """Whether the person is heard before it begins."""
    reasons: Annotated[Flag, DecidesNothing("lint", "nobody is told why; safeguards.reasons is modelled")] = (
        False
    )
    """Whether the person is told why."""
    suspensive: Annotated[
        Flag, DecidesNothing("lint", "no appeal halts it; safeguards.appeal.suspensive is modelled")
    ] = False
    """Whether an appeal halts it."""
    executor: Annotated[Literal["public", "private"], DecidesNothing("lint")] = "public"
    """Who carries it out."""
    compelled: Annotated[Flag, DecidesNothing("lint")] = False
    """Whether a private executor must."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The rule that it rests on."""
    fiscal_cost: OrNone[Money] = None
    """What a favour or factor costs the public each time it is used, in `CURRENCY per case`."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers")] = Field(default=None, alias="from")
    """Where it was read of."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [name for name in ("refuse", "factor", "favour") if getattr(self, name) is not None]
        if len(forms) != 1:
            raise Complaint(
                f"a consequence has one form, not {len(forms)}",
                found=", ".join(forms) or "none of them",
                allowed="refuse: LIST, factor: FACTOR, favour: CONDITION",
                next_step="write one of them; a second form is a second consequence",
            )
        if self.factor is not None and self.applies_if is None:
            raise Complaint(
                "a factor says whom it is for", at=("factor",), on_key=True, next_step="add `for: CONDITION`"
            )
        if self.refuse is not None and self.uptake is not None:
            raise Complaint("nobody takes up a refusal", at=("uptake",), on_key=True, next_step="remove it")
        if (cost := self.fiscal_cost) is not None:
            if cost.least < 0 or cost.most > MOST_AMOUNT:
                raise Complaint(
                    "a cost is 0 or more" if cost.least < 0 else "this cost is too large",
                    at=("fiscal_cost",),
                    found=str(cost),
                    allowed=f"0..{MOST_AMOUNT:,}",
                    next_step="mend the number, or count in a larger currency",
                )
        return self


class Debts(Part):
    """Records that carry a debt: money claimed, paid or withheld, cancelled, refunded."""

    conducts: Annotated[list[Name], Field(min_length=1)]
    """Conducts whose records claim money; how much is the society's to say."""
    penalty: OrNone[Factor] = None
    """What is claimed beyond the amount, as a multiple of it."""
    withheld_after: OrNone[Duration] = None
    """How long after the claim it is taken from payments to the person; `none` means never."""
    refunds: Flag
    """Whether what was paid is given back when the record is found wrong afterwards."""


class Spill(Part):
    """What passes to somebody's relations: a listing, points for a listing, or a share of points."""

    lists: OrNone[Name] = None
    """The list that relations enter as well."""
    of: OrNone[Name] = None
    """The list whose members pass it on; `none` means the same list."""
    chance: OrNone[Share] = None
    """Chance that a relation enters it, or is given the points when they are due; `none` means always."""
    points: OrNone[Whole] = None
    """Points that a relation gains, or loses if below 0, for as long as the person is on the list `of`."""
    every: OrNone[Recurring] = None
    """How often those points are due."""
    share_of_points: Annotated[OrNone[Share], DecidesNothing("lint", "points are not shared (row M17)")] = (
        None
    )
    """Share of each gain and loss that a relation bears too."""
    applies_to: OrNone[Condition] = None
    """Who passes it on; `none` means what the spillover says of persons, and every organisation."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = ("lists", "points", "share_of_points")
        if sum(getattr(self, name) is not None for name in forms) != 1:
            raise Complaint(
                "a relation is listed, is given points or shares them",
                allowed="lists: LIST [, of: LIST] [, chance: SHARE], "
                "points: POINTS, of: LIST, every: DURATION [, chance: SHARE], share_of_points: SHARE",
                next_step="write exactly one of `lists`, `points` and `share_of_points`",
            )
        for name in ("of", "chance"):
            if getattr(self, name) is not None and self.share_of_points is not None:
                raise Complaint(
                    f"`{name}` belongs to `lists` or `points`", at=(name,), on_key=True, next_step="remove it"
                )
        if self.every is not None and self.points is None:
            raise Complaint("`every` belongs to `points`", at=("every",), on_key=True, next_step="remove it")
        if self.points is not None:
            self._complete_points(self.points)
        return self

    def _complete_points(self, points: int) -> None:
        """Refuse points of which it is not said for whose listing, or how often."""
        if not 1 <= abs(points) <= MOST_POINTS:
            raise Complaint(
                "these points move no score, or too much",
                found=str(points),
                at=("points",),
                allowed=f"-{MOST_POINTS:,}..-1, 1..{MOST_POINTS:,}",
                next_step="mend the number",
            )
        for name, next_step in (("of", "add `of: LIST`"), ("every", "add `every: DURATION`")):
            if getattr(self, name) is None:
                raise Complaint(
                    "points for a listing near say for which list, and how often",
                    at=("points",),
                    on_key=True,
                    next_step=next_step,
                )


BETWEEN: Mapping[str, tuple[Entity, Entity]] = MappingProxyType(
    {"leader": ("organisation", "person"), "organisation": ("person", "organisation")}
)
"""From which entity to which a relation passes, where it is not from person to person."""


def passes(relation: str) -> tuple[Entity, Entity]:
    """Return the entities that a relation of a spillover passes from and to."""
    return BETWEEN.get(relation, ("person", "person"))


class Spillover(Part):
    """Who bears the consequences beside the person; one hop a step, and onward only with `chain`."""

    household: OrNone[Spill] = None
    """People who live together."""
    adult_child: OrNone[Spill] = None
    """Grown children in other households."""
    parent: OrNone[Spill] = None
    """Parents in other households."""
    sibling: OrNone[Spill] = None
    """Grown brothers and sisters in other households."""
    spouse: OrNone[Spill] = None
    """The spouse."""
    former_spouse: OrNone[Spill] = None
    """A divorced spouse."""
    acquaintance: OrNone[Spill] = None
    """People with a tie to the person."""
    workplace: Annotated[
        OrNone[Spill], DecidesNothing("lint", "groups that answer together are not modelled (row M17)")
    ] = None
    """Colleagues."""
    group: Annotated[
        OrNone[Spill], DecidesNothing("lint", "groups that answer together are not modelled (row M17)")
    ] = None
    """Members of a mutual-watch group."""
    leader: OrNone[Spill] = None
    """People who lead a listed organisation."""
    organisation: OrNone[Spill] = None
    """Organisations that a listed person leads."""
    chain: Annotated[Flag, DecidesNothing("lint", "what passes on does not pass further (row M17)")] = False
    """Whether it passes on from relation to relation."""
    applies_to: OrNone[Condition] = None
    """Whose relations bear it."""

    @property
    def relations(self) -> dict[str, Spill]:
        """Return what passes, by relation, for the relations that bear something."""
        found = {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name not in ("chain", "applies_to")
        }
        return {name: spill for name, spill in found.items() if spill is not None}

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.relations:
            raise Complaint(
                "no relation bears anything", next_step="name a relation, or write `spillover: none`"
            )
        return self


class Surveillance(Part):
    """Powers of watching beyond the sources' ordinary working."""

    realtime_biometric: Flag = False
    """Whether people are identified remotely while they move."""
    geofence_m: OrNone[Annotated[Whole, Field(ge=1)]] = None
    """Distance in metres beyond which an alert is raised."""
    purpose: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """What it is for."""
    authorisation: OrNone[Literal["court", "independent", "operator"]] = None
    """Who must allow it beforehand."""


class Monitoring(Part):
    """How the regime watches itself."""

    stats_published: Flag
    """Whether it publishes statistics about itself."""
    bias_audit: OrNone[Duration]
    """How often errors by group are examined."""
    impact_assessment: Flag
    """Whether effects on rights were assessed beforehand."""
    compensation: Flag
    """Whether people are compensated for its errors."""


class Pilot(Part):
    """Where the regime begins before it is nationwide."""

    share: OrNone[Share] = None
    """Share of regions, chosen by key."""
    cities: OrNone[Annotated[Whole, Field(ge=1)]] = None
    """Number of cities, as a source gives it."""
    begins: Date = Field(alias="from")
    """From when."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (self.cities is None):
            raise Complaint("a pilot has `share` or `cities`", next_step="write exactly one of them")
        return self


class Rollout(Part):
    """When the regime begins where."""

    pilot: OrNone[Pilot] = None
    """Where it begins first."""
    nationwide: Date
    """From when it is everywhere."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.pilot is not None and self.pilot.begins >= self.nationwide:
            raise Complaint(
                "the pilot begins before the nationwide date", at=("pilot", "from"), next_step="mend a date"
            )
        return self
