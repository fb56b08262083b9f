"""Change single values of a file and keep its comments, order and formatting.

Regimes are read by people, who put their reasons into comments; a tool that rewrites the file without them
would lose what matters most.
"""

from __future__ import annotations

import copy
import io
from contextlib import suppress
from typing import Any, cast

from ruamel.yaml import YAML

from demerit.documents.reading import Document, Where, dotted, parse
from demerit.documents.splicing import spliced
from demerit.errors import InvalidFile, WrongUse, nearest_name, shown


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dump(document: Document) -> str:
    """Return a document's text as it was written, comments included.

    A document without text of its own (merged from amendments, or made from data) is written out plainly.
    """
    return document.text or write(document.data)


def edited(document: Document, path: Where, value: Any) -> Document:
    """Return the document with one value replaced; everything else, comments included, stays as written.

    Args:
        document: as read from a file.
        path: the place of the value; what is above it must exist, and the last part may be new in a mapping.
        value: plain data, written on one line.

    Raises:
        WrongUse: there is no such place.
    """
    text = dump(document)
    data = copy.deepcopy(document.data)
    holder: Any = data
    for depth, part in enumerate(path, 1):
        above = path[: depth - 1]
        if not isinstance(holder, (dict, list)):
            raise WrongUse(
                f"{document.path}: {dotted(above)} holds a single value and no {part!r} below."
                f" Next: end the path at {dotted(above)}."
            )
        may_be_new = depth == len(path) and isinstance(holder, dict)
        if not (may_be_new or _has(holder, part)):
            raise _no_such_place(document, path[:depth], holder)
        if depth < len(path):
            holder = cast(Any, holder)[part]
    try:
        holder[path[-1]] = parse(write({"value": value})).data["value"]
    except InvalidFile as error:
        problem = error.problems[0]
        raise WrongUse(
            f"{dotted(path)} cannot be set so: {problem.message}. Next: {problem.next_step}."
        ) from None
    changed = spliced(text, path, value)
    if changed is not None:
        with suppress(InvalidFile):
            if (made := parse(changed, document.path)).data == data:
                return made
    return parse(_through_a_tree(text, path, value), document.path)


def _through_a_tree(text: str, path: Where, value: Any) -> str:
    """Return the text with one value replaced, where no splice can do it; most comments stay."""
    yaml = _round_trip()
    tree: Any = yaml.load(text)
    here = tree
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _has(holder: dict[Any, Any] | list[Any], part: str | int) -> bool:
    return part in holder if isinstance(holder, dict) else isinstance(part, int) and 0 <= part < len(holder)


def _no_such_place(document: Document, path: Where, holder: dict[Any, Any] | list[Any]) -> WrongUse:
    """Say what a file does not have, and what stands there instead."""
    if isinstance(holder, dict):
        names = [str(name) for name in holder]
        near = nearest_name(str(path[-1]), names)
        allowed = ", ".join(names) or "nothing stands there"
    else:
        near, allowed = None, f"0..{len(holder) - 1}" if holder else "the list is empty"
    return WrongUse(
        shown(
            f"{document.path} has no {dotted(path)}. Allowed: {allowed}."
            + (f" Did you mean {near}?" if near else "")
            + " Next: mend the path."
        )
    )


def write(data: Any) -> str:
    """Return plain data as YAML text; reading it gives equal data."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # ruamel types it as None
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()
