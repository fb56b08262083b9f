"""Several changes of a file's text at once: keys taken out, put in, replaced and moved, comments kept.

`splicing` replaces one value. Whoever carries a file from one form of its language to another changes many
keys and may lose none of the reasons that stand between them as comments. So each change is noted as a piece
of text in place of another, all against the text as it was, and written at the end in one go. A comment
within what is taken out stays, on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from demerit.documents.reading import Where
from demerit.documents.splicing import on_one_line

DEEPER = 2
"""Columns by which what stands below a key is indented."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")


@dataclass
class Place:
    """A value in a text, and the key before it.

    Attributes:
        key: where its key begins; where the value does, for the top and for entries of a list.
        named: where its key ends. start, end: of the value, without a comment behind it.
        block: whether it holds entries a line each, and not within brackets.
        below: places of its entries, in their order.
    """

    path: Where
    key: int
    named: int
    start: int
    end: int = 0
    block: bool = False
    mapping: bool = False
    below: list[Place] = field(default_factory=list)


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def _covers(wide: _Change, other: _Change) -> bool:
    """Return whether a change takes out what another is made in; at its edges, only moves to the right."""
    if wide is other:
        return False
    if other.start == other.end:
        at_edge = not other.text.strip(" ") and other.start == wide.start
        return at_edge or wide.start < other.start < wide.end
    inside = wide.start <= other.start and other.end <= wide.end
    return inside and (wide.start, wide.end) != (other.start, other.end)


def places(text: str) -> dict[Where, Place]:
    """Return the place of every value of a text by its path."""
    found: dict[Where, Place] = {}
    stack: list[Place] = []
    keys: list[tuple[str, int, int] | None] = []
    last = 0

    def placed(start: int) -> Place:
        if not stack:
            return Place((), start, start, start)
        name = keys[-1]
        step, key, named = name if name is not None else (len(stack[-1].below), start, start)
        keys[-1] = None
        made = Place((*stack[-1].path, step), key, named, start)
        stack[-1].below.append(made)
        return made

    for event in YAML(typ="safe", pure=True).parse(text):
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            ended = stack.pop()
            keys.pop()
            ended.end = last if ended.block else end
            last, found[ended.path] = ended.end, ended
        elif isinstance(event, ScalarEvent):
            if stack and stack[-1].mapping and keys[-1] is None:
                keys[-1] = (str(event.value), start, end)
                continue
            here = placed(start)
            if event.style in ("|", ">"):
                end = len(text[:end].rstrip())
            elif start == end and here.named != here.start:  # an empty value ends where its colon does
                here.start = end = text.index(":", here.named) + 1
            here.end = last = end
            found[here.path] = here
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            here = placed(start)
            here.block, here.mapping = not event.flow_style, isinstance(event, MappingStartEvent)
            stack.append(here)
            keys.append(None)
    return found


class Recasting:
    """Changes of a text, noted against the text as it was."""

    def __init__(self, text: str) -> None:
        """Begin with a text that was read before."""
        self.text = text
        self.places = places(text)
        self._changes: list[_Change] = []
        self._gone: set[Where] = set()
        self._added: dict[Where, list[str]] = {}
        self._wrapped: set[Where] = set()

    def source(self, path: Where, deeper: int = 0) -> str:
        """Return how a value is written, from its first sign on; lines after the first moved to the right."""
        place = self.places[path]
        text = self.text[place.start : place.end]
        if place.block:
            text = " " * self._column(place.start) + text
        moved = text.replace("\n", "\n" + " " * deeper)
        return "\n" + " " * deeper + moved if place.block else moved

    def replace(self, path: Where, value: Any) -> None:
        """Write a value in place of another, on its line."""
        place = self.places[path]
        gap = "" if self.text[place.start - 1 : place.start].isspace() or place.start == 0 else " "
        self._note(place.start, place.end, gap + on_one_line(value))

    def rename(self, path: Where, name: str) -> None:
        """Write another key before a value."""
        place = self.places[path]
        self._note(place.key, place.named, on_one_line(name))

    def substitute(self, path: Where, entries: Sequence[str]) -> None:
        """Write entries, each `KEY: VALUE` as a text, in place of a key with its value.

        Args:
            path: of the value.
            entries: one at least; lines after the first of one are indented as the key is.
        """
        place, holder = self.places[path], self.places[path[:-1]]
        if holder.block:
            column = self._column(place.key)
            lines = [*self._comments(place, entries), *entries]
            text = ("\n" + " " * column).join(each.replace("\n", "\n" + " " * column) for each in lines)
        else:
            text = ", ".join(entries)
        self._note(place.key, place.end, text)

    def remove(self, path: Where) -> None:
        """Take a key with its value out; comments in and behind it stay."""
        self._gone.add(path)

    def put(self, path: Where, entries: Sequence[str]) -> None:
        """Add entries, each `KEY: VALUE` as a text, behind the last of a mapping."""
        self._added.setdefault(path, []).extend(entries)

    def put_first(self, path: Where, entry: str) -> None:
        """Add an entry before the first of a mapping, above the comment that belongs to that."""
        place = self.places[path]
        if not place.block:
            self._note(place.start + 1, place.start + 1, entry + (", " if place.below else ""))
            return
        line = self._line_end(place.named)
        column = " " * self._column(place.below[0].key)
        self._note(line, line, "\n" + column + entry.replace("\n", "\n" + column))

    def wrap(self, path: Where, outer: str, inner: str, before: Sequence[str] = ()) -> None:
        """Write `OUTER:` and `INNER:` below it in place of a key; in a block its value moves to the right.

        Args:
            path: of the value.
            outer: the key in its place.
            inner: the key below that one.
            before: entries, each `KEY: VALUE` as a text, between the two.
        """
        place = self.places[path]
        if not self.places[path[:-1]].block:
            self._note(place.key, place.named, f"{outer}: {{{', '.join([*before, inner])}")
            self._note(place.end, place.end, "}")
            return
        column = self._column(place.key)
        self._wrapped.add(path)
        self._note(
            place.key, place.named, ("\n" + " " * (column + DEEPER)).join([f"{outer}:", *before, inner])
        )
        at = self.text.find("\n", place.named, place.end)
        while at >= 0:
            if self.text[at + 1 : at + 2] not in ("\n", ""):
                self._note(at + 1, at + 1, " " * DEEPER)
            at = self.text.find("\n", at + 1, place.end)

    def done(self) -> str:
        """Return the text with all changes."""
        holders = [self.places[path] for path in {path[:-1] for path in self._gone} | set(self._added)]
        for place in sorted(holders, key=lambda each: (-len(each.path), each.start)):  # within, then around
            if place.block:
                self._settle_block(place)
            else:
                self._settle_brackets(place)
        text, at = [], 0
        for change in sorted(self._outermost(), key=lambda each: (each.start, each.end)):
            text += [self.text[at : change.start], change.text]
            at = change.end
        made = "".join([*text, self.text[at:]])
        return made if self.text.endswith("\n\n") else re.sub(r"\n+\Z", "\n", made)

    def _note(self, start: int, end: int, text: str) -> None:
        self._changes.append(_Change(start, end, text))

    def _outermost(self) -> list[_Change]:
        """Return the changes without those within what another takes out or replaces."""
        wide = [each for each in self._changes if each.end > each.start]
        return [each for each in self._changes if not any(_covers(other, each) for other in wide)]

    def _settle_brackets(self, place: Place) -> None:
        """Note what is taken out of a mapping in brackets, and what is added to it."""
        kept = [each for each in place.below if each.path not in self._gone]
        before: Place | None = None
        for number, each in enumerate(place.below):
            if each.path in self._gone:
                if before is not None:
                    start = place.below[number - 1].end
                    gap = self.text[start : each.key]
                    self._note(start, each.end, gap.replace(",", "", 1).rstrip(" ") if "#" in gap else "")
                elif number + 1 < len(place.below):
                    self._note(each.key, place.below[number + 1].key, "")
                else:
                    self._note(each.key, each.end, "")
            else:
                before = each
        if added := self._added.get(place.path):
            at = place.below[-1].end if place.below else place.start + 1
            self._note(at, at, (", " if kept else "") + ", ".join(added))

    def _settle_block(self, place: Place) -> None:
        """Note which lines of a block are taken out, and what is added below it."""
        column = self._column(place.below[0].key)
        kept = [each for each in place.below if each.path not in self._gone]
        added = self._added.get(place.path, [])
        moved = column + DEEPER * any(place.path[: len(path)] == path for path in self._wrapped)
        for number, each in enumerate(place.below):
            if each.path not in self._gone:
                continue
            line, end = self.text.rfind("\n", 0, each.key) + 1, self._line_end(each.end)
            comments = list(self._comments(each, ()))
            if behind := _COMMENT.search(self.text[each.end : end]):
                comments = [*comments, behind[0]]
            if line != each.key and not self.text[line : each.key].isspace():
                self._note(each.key, *self._behind_dash(place, number, comments, " " * moved))
                continue
            kept_lines = "".join(f"{' ' * moved}{said}\n" for said in comments)
            end = min(end + 1, len(self.text))
            last = bool(added) and number + 1 == len(place.below)  # what is added begins where this ends
            if not kept_lines and not last and self._between_empty_lines(line, end):
                end += 1
            self._note(line, end, kept_lines)
        if added:
            at = min(self._line_end(place.end) + 1, len(self.text))
            lines = [each.replace("\n", "\n" + " " * moved) for each in added]
            begin = "" if self.text[at - 1 : at] == "\n" else "\n"
            self._note(at, at, begin + "".join(f"{' ' * moved}{each}\n" for each in lines))
        elif not kept and place.path:
            colon = self.text.index(":", place.named) + 1
            self._note(colon, colon, " {}")

    def _behind_dash(
        self, place: Place, number: int, comments: Sequence[str], indent: str
    ) -> tuple[int, str]:
        """Return up to where an entry behind a dash goes, and the comments in its place."""
        end = self._line_end(place.below[number].end)
        if number + 1 == len(place.below):
            return end, "".join(f"{each}\n{indent}" for each in comments)
        following = place.below[number + 1].key
        between = [found[0] for found in _COMMENT.finditer(self.text[end:following])]
        return following, "".join(f"{each}\n{indent}" for each in [*comments, *between])

    def _between_empty_lines(self, line: int, end: int) -> bool:
        """Return whether two empty lines would be left in place of what stands from a line to an end."""
        before, after = self.text[max(line - 2, 0) : line], self.text[end : end + 1]
        return before == "\n\n" and after in ("\n", "")

    def _comments(self, place: Place, beside: Sequence[str]) -> list[str]:
        """Return the comments behind the key of a block, or of brackets over several lines."""
        text = self.text[place.named : place.end]
        if "\n" not in text or "#" not in text or not (place.below or place.block):
            return []
        scalars = [(each.start, each.end) for each in self._scalars(place)]
        found = [
            each[0]
            for each in _COMMENT.finditer(self.text, place.named, place.end)
            if not any(start <= each.start() < end for start, end in scalars)
        ]
        return [each for each in found if not any(each in text for text in beside)]

    def _scalars(self, place: Place) -> list[Place]:
        return [each for inner in place.below for each in self._scalars(inner)] if place.below else [place]

    def _column(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end
