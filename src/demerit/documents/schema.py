"""JSON Schemas of the files, so that editors complete and check while somebody writes.

They come from the models themselves: a field cannot be in one and not in the other.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from demerit.documents.meanings import meanings


class _Meaning(GenerateJsonSchema):
    """Adds to every key what it means."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of one model, with a description of each key."""
        made = super().model_schema(schema)
        model: Any = schema["cls"]
        for name, text in meanings(model).items():
            key = model.model_fields[name].alias or name
            if key in made.get("properties", {}):
                made["properties"][key]["description"] = text
        return made


def schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file.

    Args:
        model: the class of the file's top.
        title: how editors call it.
    """
    made = model.model_json_schema(by_alias=True, schema_generator=_Meaning)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": title}
