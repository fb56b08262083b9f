"""`from: KEY` at the top of a file or in a section: the source of what the rules below it state.

Points and their factors, limits, lengths and dates stand in a rule's text, so one source serves all that name
none; the nearest `from` wins, be it of the number, of the entry, of the section or of the file. What is
measured or guessed (coverage, chances, errors, delays, money) stands in no rule, and names its own source or
range as ever. A file that says `from` of itself or of a section leaves no number of a rule without evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import BaseModel

from demerit.documents.evidence import undeclared
from demerit.documents.models import ReferenceKey
from demerit.documents.once import once
from demerit.documents.reading import Document, Where
from demerit.documents.rewriting import Rewriting
from demerit.documents.shapes import below, fields_under, fitting, flat, is_model
from demerit.documents.stating import PROPOSAL, stated
from demerit.errors import Problem
from demerit.quantities import Quantity
from demerit.regime.by_axis import ByAxis
from demerit.regime.merging import merged

FROM = "from"
_NUMBER = re.compile(r"^\s*(?:every\s+)?[+-]?\.?\d")
_NAMED = re.compile(r",\s*from\s+(?P<key>[A-Za-z0-9][A-Za-z0-9-]*)\s*(?:,|$)")
_RANGE = re.compile(r"\.\.|,\s*(?:from|assumed)\b")


class _Source(NamedTuple):
    """A `from` that reaches what stands below it: its key, and where it is written."""

    key: str
    where: Where


@dataclass(frozen=True)
class _Reach:
    """What reaches a place: the nearest `from` written here, and, in an amendment, the nearest before it.

    Attributes:
        here: written in this part of the file.
        before: written in what the amendment is laid over; None outside of amendments.
        table: of a table by an axis, whose numbers are all its own; None outside of one.
    """

    here: _Source | None = None
    before: _Source | None = None
    table: _Source | None = None

    @property
    def nearest(self) -> _Source | None:
        """Return the `from` that holds here."""
        return self.here or self.before


def lent(document: Document, model: type[BaseModel]) -> tuple[Document, list[Problem]]:
    """Return a regime's document in which every number of a rule names its source, and what is wrong.

    Args:
        document: as read, with its amendments, its defaults filled in.
        model: the class of its top.
    """
    lending = _Lending(document, strict=_says_from(document))
    lending.part([model], document.data, (), _Reach(), {})
    standing = {key: value for key, value in document.data.items() if key != "amendments"}
    amendments = document.data.get("amendments")
    for index, change in enumerate(amendments if isinstance(amendments, list) else []):
        if isinstance(change, Mapping):
            change = {key: value for key, value in change.items() if key != FROM}
            lending.part([model], change, ("amendments", index), _Reach(), standing)
            standing = merged(standing, change)
    return lending.written.document(), [*lending.problems, *lending.unused()]


def _says_from(document: Document) -> bool:
    """Return whether a file says `from` of itself, or of a section in any of its parts."""
    amendments = document.data.get("amendments")
    parts = [document.data, *(amendments if isinstance(amendments, list) else [])]
    return document.data.get(FROM, "none") != "none" or any(
        section.get(FROM, "none") != "none"
        for part in parts
        if isinstance(part, Mapping)
        for section in _mappings(part)
    )


def _mappings(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in part.values() if isinstance(each, Mapping)]


class _Lending:
    """A document while sources are given to the numbers below them."""

    def __init__(self, document: Document, *, strict: bool) -> None:
        self.written, self.strict = Rewriting(document), strict
        self.document = document
        self.problems: list[Problem] = []
        self.found: dict[Where, str] = {}
        self.lending: set[Where] = set()

    def part(self, kinds: list[Any], data: Any, at: Where, reach: _Reach, standing: Any) -> None:
        """Go through a mapping of a file, with what may stand there and what reaches it."""
        reach = self._source(kinds, data, at, reach, standing)
        for key, value in data.items():
            if key in (FROM, "amendments", "references"):
                continue
            fields = [field for kind in kinds if is_model(kind) for field in fields_under(kind, key)]
            marks = [mark for field in fields if (mark := stated(field.metadata)) is not None]
            inner = standing.get(key) if isinstance(standing, Mapping) else None
            inside = [each for kind in kinds for each in below(kind, key)]
            self._value(inside, value, (*at, key), reach, inner, marks[0] if marks else None)

    def _value(
        self, kinds: list[Any], value: Any, at: Where, reach: _Reach, standing: Any, mark: bool | None
    ) -> None:
        numbers = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Quantity)]
        if isinstance(value, Mapping):
            if numbers and "value" in value:
                self._number(numbers, value, at, reach, mark)
            else:
                other = (
                    isinstance(standing, Mapping)
                    and "kind" in value
                    and standing.get("kind") != value["kind"]
                )
                self.part(fitting(kinds, value), value, at, reach, None if other else standing)
        elif isinstance(value, list):
            if mark and not numbers and all(map(_whole, value)):
                self._whole(value, at, reach)
                return
            for place, each in enumerate(value):
                inside = [kind for one in kinds for kind in below(one, place)]
                self._value(inside, each, (*at, place), reach, None, mark)
        elif numbers:
            self._number(numbers, value, at, reach, mark)
        elif mark and _whole(value):
            self._whole(value, at, reach)

    def _source(
        self, kinds: list[Any], data: Mapping[str, Any], at: Where, reach: _Reach, standing: Any
    ) -> _Reach:
        """Return what reaches below a mapping; give its own `from` to an entry that names none."""
        models = [kind for kind in kinds if is_model(kind)]
        fields = [field for model in models for field in fields_under(model, FROM)]
        named = any(ReferenceKey in flat(field.annotation) for field in fields)
        given, section = data.get(FROM), len(at) == (3 if at[:1] == ("amendments",) else 1)
        before = standing.get(FROM) if isinstance(standing, Mapping) else None
        table = any(issubclass(model, ByAxis) for model in models)
        if isinstance(before, str) and before != "none" and (named or section or table):
            earlier = _Source(before, (*at[2:], FROM))
            reach = replace(reach, table=earlier) if table else replace(reach, before=earlier)
        if isinstance(given, str) and given != "none":
            if reach.nearest is not None and reach.nearest.key == given:
                self.lending.add(reach.nearest.where)
            own = _Source(given, (*at, FROM))
            if table:
                self.written.remove(own.where)
                return replace(reach, table=self._begins(own))
            if named or any(once(field.metadata) for field in fields) or (section and not fields):
                if not named:
                    self.written.remove(own.where)
                if not named or at == ():
                    self._begins(own)
                return replace(reach, here=own)
        takes = named and any(stated(field.metadata) for field in fields)
        near = reach.nearest if not isinstance(standing, Mapping) else reach.here
        if takes and near is not None and data.get(FROM, "none") == "none":
            self.written.put((*at, FROM), near.key, near.where)
            self.lending.add(near.where)
        return reach

    def _begins(self, source: _Source) -> _Source:
        """Note a `from` that must reach something; refuse a key that no reference has, once for all below."""
        self.found[source.where] = source.key
        known = self.document.data.get("references")
        if isinstance(known, Mapping) and source.key not in known and source.key != PROPOSAL:
            self.problems.append(undeclared(self.document, source.where, source.key, known))
        return source

    def _number(
        self, kinds: list[type[Quantity]], value: Any, at: Where, reach: _Reach, mark: bool | None
    ) -> None:
        """Give a number that names no source the one that reaches it, if a rule's text states it."""
        ruled = mark if mark is not None else any(kind.stated for kind in kinds)
        source = reach.table or (reach.nearest if ruled else None)
        named = _evidence(value)
        if not ruled and (named == PROPOSAL or (named is None and source and source.key == PROPOSAL)):
            self._not_proposed(value, at)
        if named is not None:
            if source is not None and source.key == named:
                self.lending.add(source.where)
        elif source is not None:
            self.lending.add(source.where)
            if isinstance(value, Mapping):
                self.written.put((*at, FROM), source.key, source.where)
            else:
                self.written.reword(at, f"{value}, from {source.key}")
        elif ruled and self.strict:
            self._without(value, at)

    def _whole(self, value: Any, at: Where, reach: _Reach) -> None:
        """Ask for evidence of whole numbers, which rest on what their entry rests on."""
        if reach.nearest is not None:
            self.lending.add(reach.nearest.where)
        elif self.strict:
            self._without(value, at)

    def _without(self, value: Any, at: Where) -> None:
        shown = value.get("value") if isinstance(value, Mapping) else value
        self.problems.append(
            self.document.problem(
                at,
                f"`{at[-1]}: {shown}` has no evidence",
                found=str(shown),
                next_step="write `from: KEY` at the top of the file, or `from: proposal` if it is yours",
            )
        )

    def _not_proposed(self, value: Any, at: Where) -> None:
        self.problems.append(
            self.document.problem(
                at,
                f"`from {PROPOSAL}` is for what a rule's text states, and no rule states this number",
                found=str(value) if not isinstance(value, Mapping) else None,
                allowed="from KEY, assumed LOW..HIGH",
                next_step="name a source, or write `assumed LOW..HIGH` with the range you would defend",
            )
        )

    def unused(self) -> list[Problem]:
        """Return where a `from` reaches no number that needs it, and what must not be declared."""
        found = [
            self.document.problem(
                where,
                f"nothing below rests on `from: {key}`: each number names its own source, or is in no rule",
                found=key,
                key=True,
                next_step="remove it, or remove the sources that it makes needless",
            )
            for where, key in self.found.items()
            if where not in self.lending
        ]
        references = self.document.data.get("references")
        if isinstance(references, Mapping) and PROPOSAL in references:
            found.append(
                self.document.problem(
                    ("references", PROPOSAL),
                    f"{PROPOSAL!r} is a word of the language: a rule that the author of the file proposes",
                    found=PROPOSAL,
                    allowed="any other key",
                    key=True,
                    next_step="choose another key for this source",
                )
            )
        return found


def _evidence(value: Any) -> str | None:
    """Return the source that a number names, empty for a range or for what is no number; None for neither."""
    if isinstance(value, Mapping):
        named = value.get(FROM)
        return str(named) if named is not None else None if value.get("assumed") is None else ""
    if isinstance(value, bool) or not _NUMBER.match(str(value)):
        return ""
    if found := _NAMED.search(str(value)):
        return found["key"]
    return "" if _RANGE.search(str(value)) else None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
