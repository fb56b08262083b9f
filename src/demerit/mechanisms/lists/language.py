"""M22: lists, and how one enters and leaves them, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from demerit.documents import Derived, Flag, Name, OrNone, Part, ReferenceKey, Text
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.stating import STATED
from demerit.errors import Complaint, Complaints
from demerit.mechanisms import extended
from demerit.mechanisms.lists.language_ways import Case, OwnPoints, Way
from demerit.quantities import Duration
from demerit.regime.axes import Channel, Entity, PublishedField
from demerit.regime.given import Condition
from demerit.regime.lengths import Ever, longest_days
from demerit.regime.recurring import Looks
from demerit.regime.rule_text import RuleText

ListKind = Literal["burden", "benefit", "note"]


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


def _entry_form(found: Any) -> Any:
    """Read text alone as a condition."""
    return {"if": found} if isinstance(found, str) else found


def _entry_kind(found: Any) -> str:
    return "<ways>" if isinstance(found, list) else "<entry>"


Enter = Annotated[
    Annotated[
        Annotated[Entry, BeforeValidator(_entry_form, json_schema_input_type=Entry | str)], Tag("<entry>")
    ]
    | Annotated[list[Way], Field(min_length=1), Tag("<ways>")],
    Discriminator(_entry_kind),
]
"""The ways onto a list; or, as version 1 writes it, conducts, a condition or both, with the list's `term`."""


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

    kind: OrNone[ListKind] = None
    """What being on it is to somebody: a burden, a benefit, or neither, a note such as a warning. What is
    refused, slowed, dearer, published or stopped makes a burden, and nothing else may be said then."""
    entity: Entity = "person"
    """Who stands on it."""
    enter: Enter
    """The ways onto it, each with its lengths; text alone is a condition, with `term`."""
    term: OrNone[Duration] = None
    """How long, where `enter` is no list of ways; `none` means that it does not expire."""
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
        """Return its ways, those of version 1 in the words of version 2."""
        if isinstance(self.enter, list):
            return tuple(self.enter)
        return (_of_version_1(tuple(self.enter.on), self.enter.condition, self.term),)

    @property
    def conducts(self) -> tuple[str, ...]:
        """Return the conducts of which a record enters it."""
        return tuple(dict.fromkeys(name for way in self.ways for name in way.record))

    def place_of(self, way: int, key: str) -> tuple[str | int, ...]:
        """Return where, below the list, the file says what `key` of a way is: its path."""
        if isinstance(self.enter, list):
            return ("enter", way, key)
        if key == "record":
            return ("enter", "on")
        if key == "for":
            return ("term",)
        return ("enter", "if")

    @property
    def lasting(self) -> tuple[Lasting, ...]:
        """Return how long a listing can last at most, way by way; one by a tie lasts as long as that."""
        return tuple(
            Lasting(self.place_of(number, key), said, days)
            for number, way in enumerate(self.ways)
            for key, said, days in _lasting(way, "term" if isinstance(self.enter, Entry) else "for")
        )

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        wrong = []
        if isinstance(self.enter, Entry) and "term" not in self.model_fields_set:
            wrong.append(
                Complaint(
                    "'term' is missing here",
                    found="",
                    on_key=True,
                    next_step="add `term: ...`, how long; `none` means that it does not expire",
                )
            )
        if isinstance(self.enter, list) and self.term is not None:
            wrong.append(
                Complaint(
                    "each way says how long its spells last",
                    at=("term",),
                    on_key=True,
                    next_step="write `for: LENGTH` in each way, and remove `term`",
                )
            )
        if wrong:
            raise Complaints(wrong)
        return self

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


@lru_cache(1024)
def _of_version_1(on: tuple[str, ...], condition: Condition | None, term: Duration | None) -> Way:
    """Return the way that version 1 writes as conducts, a condition or both, and a term, made once."""
    cases = [Case.model_construct(condition=None, length=term or Ever())]
    if on:
        own: OwnPoints | None = "counted" if condition is not None else None
        return Way.model_construct(record=list(on), condition=condition, own_points=own, cases=cases)
    if term is None:
        return Way.model_construct(holds=condition)
    return Way.model_construct(once=condition, cases=cases, again="after-spell-ends")


def _lasting(way: Way, called: str) -> Iterator[tuple[str, str, Decimal | None]]:
    """Yield (key, how long as written, days at most or None) for what ends a spell by itself."""
    if way.holds is not None:
        yield ("for", "term: none", None) if called == "term" else ("while", "while", None)
    elif way.until is not None:
        most = way.at_most
        yield ("until", "until", None) if most is None else ("at_most", f"at_most: {most}", most.days)
    for case in way.lengths:
        days = longest_days(case.length)
        yield "for", f"{called}: {'none' if days is None and called == 'term' else case.length}", days


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
