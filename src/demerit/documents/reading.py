"""YAML text to plain data with the line and column of every key and value.

Why not load and be done: an error without its line sends people searching, and a loader that takes the last
of two equal keys, or expands a chain of anchors, once froze a hundred parameters in a neighbour's project for
years. So the events of the parser are read one by one, which gives positions, counts depth and size as it
goes, and refuses what our files never need: anchors, custom tags, duplicate keys, a second document. This
module and `editing` are the only ones that know ruamel.yaml.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from demerit.documents.opening import text_of, whole
from demerit.errors import InvalidFile, Problem, steering

MAX_DEPTH = 32
MAX_VALUES = 20_000

Where = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain data, with positions.

    Attributes:
        path: the file as the user named it.
        data: mappings, lists, text, ints, floats, booleans, dates and None; keys are always text, as written.
        keys: line and column of every key, counted from 1, by path.
        values: line and column of every value, counted from 1, by path.
        text: the file's text, for edits that keep comments.
        origins: for a merged document, the path in the file that a path of `data` comes from.
    """

    path: str
    data: dict[str, Any]
    keys: Mapping[Where, Position] = field(repr=False, default_factory=dict)
    values: Mapping[Where, Position] = field(repr=False, default_factory=dict)
    text: str = field(repr=False, default="")
    origins: Mapping[Where, Where] = field(repr=False, default_factory=dict)

    def position(self, path: Where, key: bool = False) -> Position:
        """Return line and column of a path, or of the nearest place above it that the file holds.

        Args:
            path: keys and list positions from the top.
            key: True to point at the key rather than at what stands under it.
        """
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while path:
            if (found := first.get(path) or second.get(path)) is not None:
                return found
            path, first, second = path[:-1], self.keys, self.values
        return self.values.get((), (1, 1))

    def at(self, path: Where) -> Any:
        """Return the data at a path, or None if there is none."""
        here: Any = self.data
        for part in path:
            if isinstance(here, dict) and part in here:
                here = here[part]
            elif isinstance(here, list) and isinstance(part, int) and part < len(here):
                here = here[part]
            else:
                return None
        return here

    def problem(
        self,
        path: Where,
        message: str,
        *,
        found: str | None = None,
        allowed: str | None = None,
        nearest: str | None = None,
        next_step: str = "",
        key: bool = False,
        offset: int = 0,
    ) -> Problem:
        """Return a problem at a path of this document.

        Args:
            path: keys and list positions from the top.
            message: what is wrong.
            found: what stands there; by default the data's own text.
            allowed: what would be right.
            nearest: the closest allowed name.
            next_step: what to do.
            key: True to point at the key.
            offset: characters into the value's text; quotes are reckoned with.
        """
        line, column = self.position(path, key)
        if offset and not key:
            lines = self.text.splitlines()
            quoted = line <= len(lines) and lines[line - 1][column - 1 : column] in ("'", '"')
            column += offset + quoted
        if found is None:
            there = self.at(path)
            found = "" if isinstance(there, (dict, list)) else "nothing" if there is None else str(there)
        origin = self.origins.get(path, path)
        return Problem(self.path, line, column, dotted(origin), found, message, allowed, nearest, next_step)


@lru_cache(1 << 14)
def dotted(path: Where) -> str:
    """Return a path as `lists.black.enter[0].for` or `amendments[0].score`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def read(path: Path | str) -> Document:
    """Read a YAML 1.2 file.

    Args:
        path: the file; at most 1 MB of UTF-8.

    Returns:
        The document; its top is a mapping.

    Raises:
        InvalidFile: the file is absent, too large, not UTF-8 or not the YAML that we read; with line and
        column.
    """
    return parse(text_of(path), str(path))


def parse(text: str, name: str = "<text>") -> Document:
    """Read YAML 1.2 text; as `read`, for text that has no file.

    Raises:
        InvalidFile: as for `read`.
    """
    if (found := steering(text.replace("\r\n", "\n").removeprefix("\ufeff"))) is not None:
        raise _steered(name, text.replace("\r\n", "\n").removeprefix("\ufeff"), *found)
    reader = _Reader(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(str(error.problem or error.context or "unreadable").split())
        if (begun := _BEGUN.get(str(error.context))) and error.context_mark:
            what += f", in {begun} that begins on line {error.context_mark.line + 1}"
        seen, step = "", "check the indentation, colons and quotes on this line and the one before"
        if "\\t" in what or "'\t'" in what:
            seen, step = "a tab", "indent with spaces, never with tabs"
        said = f"this is not YAML: {what}"
        raise InvalidFile([Problem(name, line, column, "", seen, said, None, None, step)]) from None
    except YAMLError as error:
        raise whole(name, f"this is not YAML: {' '.join(str(error).split())}", "look for odd signs") from None
    if not isinstance(reader.top, dict):
        raise _no_keys(name, reader.top)
    return Document(name, reader.top, reader.keys, reader.values, text)


def _steered(name: str, text: str, at: int, what: str) -> InvalidFile:
    """Say where a sign stands that shows nothing, in a comment too, such as a zero byte."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    sign = f"U+{ord(text[at]):04X}"
    step = "remove it; if the whole file looks odd, it is no text file"
    message = f"{what} has no place in a file"
    return InvalidFile([Problem(name, line, column, "", sign, message, None, None, step)])


def _no_keys(name: str, top: Any) -> InvalidFile:
    found = "an empty file" if top is None else "a list" if isinstance(top, list) else "text without a key"
    begin = "begin with `demerit: 2` and `regime: NAME`, `society: NAME` or `scenario: NAME`, one key a line"
    step = f"{begin}; `demerit gallery NAME` prints a whole file to start from"
    return InvalidFile([Problem(name, 1, 1, "", found, "the file holds no keys", "`key: value`", None, step)])


_BEGUN = {
    "while parsing a flow sequence": "the list [...]",
    "while parsing a flow mapping": "the mapping {...}",
    "while scanning a quoted scalar": "the quoted text",
    "while parsing a block mapping": "the keys",
    "while parsing a block collection": "the list",
}
"""What the parser was in the middle of, in plain words; a bracket or quote that never ends begins there."""
_NOTHING = object()
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class _Reader:
    """Builds plain data from parser events; one instance a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.top: Any = None
        self.keys: dict[Where, Position] = {}
        self.values: dict[Where, Position] = {}
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.path: list[str | int] = []
        self.key: Any = _NOTHING
        self.waiting: list[Any] = []
        self.documents = 0
        self.resolver = VersionedResolver()

    def refuse(self, event: Any, message: str, next_step: str, where: Where | None = None) -> InvalidFile:
        mark = event.start_mark
        place = dotted(tuple(self.path) if where is None else where)
        return InvalidFile(
            [Problem(self.name, mark.line + 1, mark.column + 1, place, "", message, None, None, next_step)]
        )

    def take(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refuse(
                    event, "a second document begins here", "keep one document a file; remove `---`"
                )
            return
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, AliasEvent) else "&"
            raise self.refuse(
                event,
                f"anchors and aliases are not read, and this is {sign}{event.anchor}",
                "write the value out in both places; text that begins with & or * stands in quotes",
            )
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.stack.pop()
            self.key = self.waiting.pop()
            if self.path:
                self.path.pop()
            return
        if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            self.value(event)

    def value(self, event: Any) -> None:
        if isinstance(event, ScalarEvent):
            event.value = _whole(event.value)
        if isinstance(event, ScalarEvent) and (found := steering(event.value)) is not None:
            half = "half" in found[1]
            raise self.refuse(
                event,
                "this text holds half a sign (\\uD800 to \\uDFFF)" if half else f"this text holds {found[1]}",
                "write the sign itself, not its code"
                if half
                else "remove its code; it shows nothing to a reader",
            )
        position = (event.start_mark.line + 1, event.start_mark.column + 1)
        holder = self.stack[-1] if self.stack else None
        if isinstance(holder, dict) and self.key is _NOTHING:
            self.begin_key(event, holder, position)
            return
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in ("!", "None"):
            raise self.refuse(
                event,
                f"the tag {str(tag).replace('tag:yaml.org,2002:', '!!')} is not read",
                "remove the tag; text that begins with ! stands in quotes",
            )
        if isinstance(event, ScalarEvent):
            made: Any = self.scalar(event)
        else:
            made = {} if isinstance(event, MappingStartEvent) else []
        if holder is None:
            self.top = made
            here: Where = ()
        else:
            step: str | int = self.key if isinstance(holder, dict) else len(holder)
            here = (*self.path, step)
            if isinstance(holder, dict):
                holder[self.key] = made
                self.key = _NOTHING
            else:
                holder.append(made)
        begins_below = made is None or (not isinstance(event, ScalarEvent) and not event.flow_style)
        self.values[here] = self.keys.get(here, position) if begins_below else position
        if len(self.values) > MAX_VALUES:
            raise self.refuse(
                event,
                f"the file holds more than {MAX_VALUES:,} values",
                "give aggregates; rows about people have no place in a file",
            )
        if not isinstance(event, ScalarEvent):
            if len(self.stack) >= MAX_DEPTH:
                raise self.refuse(
                    event,
                    f"values are nested deeper than {MAX_DEPTH} levels",
                    "look for a bracket or an indentation that should have ended earlier",
                )
            self.stack.append(made)
            self.waiting.append(_NOTHING)
            if holder is not None:
                self.path.append(here[-1])
            self.key = _NOTHING

    def begin_key(self, event: Any, holder: dict[str, Any], position: Position) -> None:
        if not isinstance(event, ScalarEvent):
            raise self.refuse(
                event,
                "a key is plain text, and here a list or mapping begins",
                "write `name: value`; put quotes around a name with special signs",
            )
        key = str(event.value)
        here: Where = (*self.path, key)
        if key == "<<":
            raise self.refuse(event, "merge keys are not read", "write the values out in both places", here)
        if key in holder:
            first = self.keys[here][0]
            raise self.refuse(
                event,
                f"the key {key!r} stands here a second time (first on line {first})",
                "keep one of them",
                here,
            )
        self.keys[here] = position
        self.key = key

    def scalar(self, event: Any) -> Any:
        text = str(event.value)
        if not event.implicit[0]:
            return text
        kind = str(self.resolver.resolve(ScalarNode, event.value, (True, False))).rpartition(":")[2]
        try:
            if kind == "int":
                plain = text.replace("_", "")
                return int(plain, 0) if plain.lstrip("+-")[:2].lower() in ("0x", "0o", "0b") else int(plain)
            if kind == "float":
                return float(text.replace("_", ""))
            if kind == "timestamp":
                return dt.date.fromisoformat(text)
        except ValueError:
            return text
        if kind == "bool":
            return text.lower() == "true"
        return None if kind == "null" else text


def _whole(text: str) -> str:
    """Return text with the two halves of a sign joined, as JSON writes a sign beyond the first plane."""
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
