"""JSON Schemas of the files, so that editors complete and check while somebody writes.

They come from the models themselves: a field cannot be in one and not in the other.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file.

    Args:
        model: the class of the file's top.
        title: how editors call it.
    """
    made = model.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": title}
