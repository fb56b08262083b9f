"""What several rules give in the same way: bounded points and amounts, a grade of gravity, a condition."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from demerit.documents import Whole

MOST_POINTS = 1_000_000
"""The most points that one record, one listing near or one return may move a score; real rules use thousands.

A tier may multiply them by 100, a step may sum those of every record: all of it stays far within 64 bits, and
a score ends at its floor and cap, or at 2^30 on either side where it has none.
"""

GivenPoints = Annotated[Whole, Field(ge=-MOST_POINTS, le=MOST_POINTS)]
"""Points of one record, with a sign."""


class Condition(str):
    """The text of a condition; the regime checks it against its own names (see `expressions`)."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read text and keep the type, so that the regime finds every condition."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))


MOST_AMOUNT = 1_000_000_000
"""The largest amount of money that a rule may name, in whole units of the society's currency."""

Grade0to5 = Annotated[Whole, Field(ge=0, le=5)]
