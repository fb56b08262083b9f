"""M04, M33: what passes to those near somebody listed, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import model_validator

from demerit.documents import Flag, Name, OrNone, Part, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import SectionSource
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.quantities import Share
from demerit.regime.axes import Entity
from demerit.regime.given import MOST_POINTS, Condition
from demerit.regime.recurring import Recurring


class Spill(Part):
    """What passes to somebody's relations: a listing, points for a listing, or a share of points."""

    lists: OrNone[Name] = None
    """The list that relations enter as well."""
    of: OrNone[Name] = None
    """The list whose members pass it on; `none` means the same list."""
    chance: OrNone[Share] = None
    """Chance that a relation enters it, or is given the points when they are due; `none` means always."""
    points: Annotated[OrNone[Whole], STATED] = None
    """Points that a relation gains, or loses if below 0, for as long as the person is on the list `of`."""
    every: OrNone[Recurring] = None
    """How often those points are due."""
    share_of_points: Annotated[
        OrNone[Share], DecidesNothing("lint", "points are not shared (row M17)"), STATED
    ] = None
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
    section_from: SectionSource = None
    """Where the rules of this section were read whose numbers name nothing else."""

    @property
    def relations(self) -> dict[str, Spill]:
        """Return what passes, by relation, for the relations that bear something."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: spill for name, spill in found.items() if isinstance(spill, Spill)}

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.relations:
            raise Complaint(
                "no relation bears anything", next_step="name a relation, or write `spillover: none`"
            )
        return self


ROWS = ("M04", "M33")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    if form.spillover is None:
        return
    for relation, spill in form.spillover.relations.items():
        if relation in ("group", "workplace"):
            yield "M17", ("spillover", relation)
        elif spill.share_of_points is not None:
            yield "M17", ("spillover", relation, "share_of_points")
        else:
            yield "M04" if relation in BETWEEN else "M33", ("spillover", relation)
    if form.spillover.chain:
        yield "M17", ("spillover", "chain")
