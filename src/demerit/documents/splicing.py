"""Replace the text of one value and touch no other sign of a file.

A round trip through a tree keeps the comments that stand behind and between lines, but not those within
brackets that run over several lines, nor the layout. So the place of the value is looked up in the text, and
only what stands there is written anew.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from demerit.documents.reading import Where

_COLON = re.compile(r"\s*:")
_WIDE = 10_000_000


@dataclass
class _Place:
    """Where a value stands in the text, from `start` to `end`; `last` is the end of its last entry."""

    start: int
    end: int
    last: int = 0
    column: int = 0
    flow: bool = False
    entries: int = 0


@dataclass
class _Open:
    """A collection that has begun."""

    path: Where
    mapping: bool
    place: _Place
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict)

    def below(self) -> Where:
        return (*self.path, self.key if self.key is not None else self.place.entries)


def spliced(text: str, path: Where, value: Any) -> str | None:
    """Return the text with one value replaced, or one key added to a mapping; None where it cannot be done.

    Args:
        text: YAML that was read before.
        path: the place; all but its last part exist.
        value: plain data; it is written on one line.
    """
    places = _places(text)
    made = on_one_line(value)
    if (place := places.get(path)) is not None:
        gap = " " if place.start == place.end else ""
        return text[: place.start] + gap + made + text[place.end :]
    holder = places.get(path[:-1])
    if holder is None or not isinstance(path[-1], str):
        return None
    entry = f"{on_one_line(path[-1])}: {made}"
    if holder.flow:
        return text[: holder.last] + (", " if holder.entries else "") + entry + text[holder.last :]
    line_end = text.find("\n", holder.end)
    line_end = len(text) if line_end < 0 else line_end
    return text[:line_end] + "\n" + " " * holder.column + entry + text[line_end:]


def _places(text: str) -> dict[Where, _Place]:
    """Return where every value of a text stands, by path."""
    found: dict[Where, _Place] = {}
    stack: list[_Open] = []
    last = 0

    def close(path: Where, place: _Place) -> None:
        nonlocal last
        found[path], last = place, place.end
        if stack:
            stack[-1].key = None
            stack[-1].place.entries += 1
            stack[-1].place.last = last

    for event in YAML(typ="safe", pure=True).parse(text):
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            ended = stack.pop()
            ended.place.end = end if ended.place.flow else last
            close(ended.path, ended.place)
            continue
        if not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        holder = stack[-1] if stack else None
        if holder is not None and holder.mapping and holder.key is None:
            holder.key = str(getattr(event, "value", ""))
            holder.keys[holder.key] = end
            continue
        path = holder.below() if holder is not None else ()
        if not isinstance(event, ScalarEvent):
            place = _Place(start, end, end, event.start_mark.column, bool(event.flow_style))
            stack.append(_Open(path, isinstance(event, MappingStartEvent), place))
            continue
        if event.style in ("|", ">"):
            end = len(text[:end].rstrip())
        elif start == end and holder is not None and holder.key is not None:  # an empty value
            colon = _COLON.match(text, holder.keys[holder.key])
            start = end = colon.end() if colon else end
        close(path, _Place(start, end))
    return found


def on_one_line(value: Any) -> str:
    """Return plain data in the form that may stand within brackets and on one line, text in double quotes."""
    return _dumped(_quoted(value))


def _quoted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_quoted(key): _quoted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_quoted(each) for each in value]
    if isinstance(value, str) and _dumped(value)[:1] in ("'", '"'):
        return DoubleQuotedScalarString(value)
    return value


def _dumped(value: Any) -> str:
    yaml = YAML()
    yaml.default_flow_style = True
    yaml.width = _WIDE
    stream = io.StringIO()
    yaml.dump({"v": value}, stream)
    return stream.getvalue().strip()[len("{v: ") : -1]
