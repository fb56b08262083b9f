"""M22: lists, and how one enters and leaves them, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from demerit.documents import Derived, Flag, OrNone, Part, ReferenceKey, Text
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms import extended
from demerit.mechanisms.lists.language_ways import Way
from demerit.quantities import Duration
from demerit.regime.axes import Channel, Entity, PublishedField
from demerit.regime.lengths import longest_days
from demerit.regime.recurring import Looks
from demerit.regime.rule_text import RuleText

ListKind = Literal["burden", "benefit", "note"]


class Lasting(NamedTuple):
    """How long a listing can last.

    Attributes:
        place: below the list, of what says it.
        said: as the file writes it.
        days: at most; None for without an end of its own.
    """

    place: tuple[str | int, ...]
    said: str
    days: Decimal | None


if TYPE_CHECKING:
    Extended = Part
else:
    Extended = extended("language", "OfList", Part)


class ListRule(Extended):
    """A list of people or organisations: who enters, for how long, and who may read it."""

    kind: ListKind
    """What being on it is to somebody: a burden, a benefit, or neither, a note such as a warning. What is
    refused, slowed, dearer, published or stopped makes a burden, and nothing else may be said then."""
    entity: Entity = "person"
    """Who stands on it."""
    enter: Annotated[list[Way], Field(min_length=1)]
    """The ways onto it, each with its lengths."""
    looked_at: OrNone[Looks] = None
    """When the conditions of its ways are asked: by a schedule (`monthly on 20`), or with so long between two
    dates; `none` means whenever a term may have changed."""
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
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    declared: Annotated[None, declaring("legal_basis")] = None
    """Words about it that decide nothing."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where it was read of."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return its ways."""
        return tuple(self.enter)

    @property
    def conducts(self) -> tuple[str, ...]:
        """Return the conducts of which a record enters it."""
        return tuple(dict.fromkeys(name for way in self.ways for name in way.record))

    @property
    def lasting(self) -> tuple[Lasting, ...]:
        """Return how long a listing can last at most, way by way; one by a tie lasts as long as that."""
        return tuple(
            Lasting(("enter", number, key), said, days)
            for number, way in enumerate(self.ways)
            for key, said, days in _lasting(way)
        )

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


class OwnList(ListRule, Derived):
    """The list that a consequence makes of whoever it holds for, where these are on no other list."""


def _lasting(way: Way) -> Iterator[tuple[str, str, Decimal | None]]:
    """Yield (key, how long as written, days at most or None) for what ends a spell by itself."""
    if way.holds is not None:
        yield "while", "while", None
    elif way.until is not None:
        most = way.at_most
        yield ("until", "until", None) if most is None else ("at_most", f"at_most: {most}", most.days)
    for case in way.lengths:
        days = longest_days(case.length)
        yield "for", f"for: {case.length}", days


ROWS = ("M04", "M22", "M24", "M36")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, listed in form.lists.items():
        yield "M22", ("lists", name)
        if listed.entity == "organisation":
            yield "M04", ("lists", name, "entity")
        if listed.release_on_payment is not None:
            yield "M24", ("lists", name, "release_on_payment")
        for channel in listed.publish or ():
            yield "M35" if channel == "caller-tone" else "M36", ("lists", name, "publish")
