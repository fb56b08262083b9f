"""Rows of the mechanisms that a regime names because nothing models them yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from demerit.documents import Part, Text


class NotModelled(Part):
    """A row of the mechanisms that the regime has and that nothing models yet."""

    row: Text
    """Its number, such as M35."""
    why: Text = ""
    """Why it is named although the check would not ask for it."""


def _not_modelled(found: Any) -> Any:
    if isinstance(found, str):
        return {"row": found}
    if isinstance(found, Mapping) and len(found) == 1 and "row" not in found:
        ((row, why),) = found.items()
        return {"row": row, "why": why}
    return found


Row = Annotated[NotModelled, BeforeValidator(_not_modelled, json_schema_input_type=str | dict[str, str])]
