"""M22: lists, and how one enters and leaves them, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, ReferenceKey, Text
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Duration
from demerit.regime.axes import Channel, Entity, PublishedField
from demerit.regime.given import Condition


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
