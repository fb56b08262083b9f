"""Change single values of a file and keep its comments, order and formatting.

Regimes are read by people, who put their reasons into comments; a tool that rewrites the file without them
would lose what matters most.
"""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML

from demerit.documents.reading import Document, Where, dotted, parse
from demerit.errors import WrongUse


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
        path: the place of the value; what is above it must exist.
        value: plain data.

    Raises:
        WrongUse: there is no such place.
    """
    yaml = _round_trip()
    tree = yaml.load(document.text)
    here = tree
    for depth, part in enumerate(path[:-1]):
        if not (part in here if isinstance(here, dict) else isinstance(part, int) and part < len(here)):
            raise WrongUse(f"{document.path} has no {dotted(path[: depth + 1])}")
        here = here[part]
        if not isinstance(here, (dict, list)):
            raise WrongUse(f"{document.path}: {dotted(path[: depth + 1])} holds no further keys")
    here[path[-1]] = value
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return parse(stream.getvalue(), document.path)


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
