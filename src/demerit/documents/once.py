"""Keys of a file that are written out before its parts are read, such as the source of a whole section.

They are fields of the models so that the schema, the reference and the messages know them. A value that
reaches a model all the same came past the door that writes files out, and would be accepted and ignored: it
is refused. What was written out is in the parts themselves, so these fields are no part of a model's plain
form or digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.documents.reading import Where
from demerit.errors import Complaint


class SaidOnce:
    """Beside a field: it is written out before its part is read, and holds nothing afterwards."""

    def __init__(
        self, words: str, schema: Mapping[str, Any], lifts: Mapping[str, Where] | None = None
    ) -> None:
        """Say what may stand there, for a reader and for an editor, and where each key of it belongs."""
        self.words, self.schema, self.lifts = words, schema, lifts or {}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Refuse whatever was not written out."""
        return core_schema.no_info_plain_validator_function(_not_written_out)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe to editors what may stand there."""
        return dict(self.schema)


def _not_written_out(found: Any) -> None:
    raise Complaint(
        "this is written out when a file is read, and these are the parts of one",
        found=str(found),
        next_step="read the file with `demerit.regime.load`, or write what it says into the entries",
    )


def once(metadata: list[Any]) -> SaidOnce | None:
    """Return what a field's metadata say of being written out, or None."""
    return next((each for each in metadata if isinstance(each, SaidOnce)), None)


def declaring(*words: str, below: Mapping[str, str] | None = None) -> SaidOnce:
    """Return the mark of a field `declared`: the words that decide nothing in its part.

    Args:
        words: each a key of the part.
        below: words that are keys of a part below, by the key of that part.
    """
    lifts: dict[str, Where] = {word: (word,) for word in words}
    lifts |= {word: (part, word) for word, part in (below or {}).items()}
    schema = {"type": "object", "properties": {word: {} for word in lifts}, "additionalProperties": False}
    return SaidOnce(f"a mapping with {', '.join(f'`{word}`' for word in lifts)}", schema, lifts)


SectionSource = Annotated[
    None, SaidOnce("a key of `references`, or `proposal`", {"type": "string"}), Field(alias="from")
]
"""`from` of a section or table: the source of the numbers below that a rule states and that name none."""
