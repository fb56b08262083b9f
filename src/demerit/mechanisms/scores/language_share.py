"""A score that is a share: how many records of some conducts there are to those of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.documents import Name, OrNone, Whole
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language import Graded
from demerit.quantities import Duration
from demerit.regime.tokens import per_ten_thousand, share_text

MOST_SHARE = 10_000
"""The whole, per 10,000."""
WHOLE, BOTH, PART = 1, 3, 4
"""What a record adds to a share, in place of points: one of the whole, one of both, one of the part alone.

Odd is one of the whole; above EVEN is one of the part, which raises the share, below it one that lowers it.
"""
EVEN = 2


def adds(conduct: str, of: Sequence[str], among: Sequence[str]) -> int:
    """Return what a record of a conduct adds to a share of some conducts among others, or 0."""
    part, whole = conduct in of, conduct in among
    return (BOTH if part else WHOLE) if whole else PART * part


class PerTenThousand(int):
    """A share per 10,000, which a file writes with %."""

    def __str__(self) -> str:
        """Return it as a file writes it."""
        return share_text(self)

    @classmethod
    def read(cls, found: object) -> PerTenThousand:
        """Read `2 %` or `0.25 %`.

        Raises:
            Complaint: it is no share.
        """
        if isinstance(found, PerTenThousand):
            return found
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*%\s*", found) if isinstance(found, str) else None
        whole = per_ten_thousand(Decimal(match[1])) if match is not None else None
        if whole is None or whole > MOST_SHARE:
            raise Complaint(
                "this is no share",
                found=str(found),
                allowed="0 % to 100 %, to a hundredth of one",
                next_step="write it with %, such as 2 % or 0.25 %",
            )
        return cls(whole)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type read the written form."""
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        return {"type": "string", "examples": ["0 %", "2 %", "0.25 %"]}


class ShareScore(Graded):
    """How many records of some conducts there are to those of others: a share of them, within a time.

    In points it is per 10,000, so that 2 % is 200; files and conditions write it with %.
    """

    kind: Literal["share"]
    """The kind of score."""
    start: Annotated[PerTenThousand, STATED]
    """Score on entry, and until `least` records stand: a share, such as 0 %."""
    of: Annotated[list[Name], Field(min_length=1)]
    """The conducts whose records are a part, by name."""
    among: Annotated[list[Name], Field(min_length=1)]
    """The conducts of whose records they are a part."""
    within: Duration
    """How long a record counts at most, from when it begins to."""
    least: OrNone[Annotated[Whole, Field(ge=1), STATED]] = None
    """Until so many records of `among` stand the score is `start`; required."""

    @model_validator(mode="after")
    def _said(self) -> Self:
        for key, names in (("of", self.of), ("among", self.among)):
            if len(set(names)) < len(names):
                raise Complaint("a conduct stands here twice", at=(key,), next_step="name each once")
        if self.least is None:
            raise Complaint(
                "nothing says from how many records on this is a share",
                next_step="add `least: 5`: until so many of `among` stand, the score is `start`",
            )
        if wrong := next((name for name, band in self.grades.items() if not band.shares), None):
            raise Complaint(
                "a grade of a share is a range of shares",
                at=("grades", wrong),
                found=str(self.grades[wrong]),
                next_step='write it with %, such as "<= 2 %" or "2.01 %..5 %"',
            )
        return self

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The smallest and the largest possible score, or None: parts of nothing else end at the whole."""
        return 0, MOST_SHARE if set(self.of) <= set(self.among) else None

    @property
    def least_records(self) -> int | None:
        """How many records must stand before they are told from the start."""
        return self.least or 1

    def adds(self, conduct: str) -> int:
        """Return what a record of a conduct adds: WHOLE, BOTH, PART or 0."""
        return adds(conduct, self.of, self.among)
