"""What a file says in words and not as a number: `ever`, `to 12-31 next year`, `monthly on 20`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class Worded:
    """What has no number of its own; it is read from its text and written back as it.

    Attributes:
        examples: of what a file may write.
    """

    examples: ClassVar[Sequence[str]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type hold one that is made already."""
        return core_schema.is_instance_schema(
            cls, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        return {"type": "string", "examples": list(cls.examples)}


def day_of(year: int, month: int, day: int) -> dt.date:
    """Return a day of a year; 29 February is 1 March where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, 3, 1)
