"""Grades: ranges of scores by name, which cover every score once.

A gap would leave people without a grade, an overlap would give them two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from demerit.errors import Complaint, Complaints
from demerit.regime.tokens import per_ten_thousand, share_text

_BAND = re.compile(
    r"^\s*(?:(?P<sign><=|>=|<|>)\s*(?P<edge>-?\d{1,9})|(?P<low>-?\d{1,9})\s*\.\.\s*(?P<high>-?\d{1,9}))\s*$"
)
_PERCENT = re.compile(r"(?P<share>\d{1,5}(?:\.\d{1,2})?)\s*%")


def _whole(share: re.Match[str]) -> str:
    """Return a share that is written with % per 10,000."""
    return str(per_ten_thousand(Decimal(share["share"])))


@dataclass(frozen=True, slots=True)
class Band:
    """The scores of one grade, ends included; None is open.

    Attributes:
        low: smallest score, or None.
        high: largest score, or None.
        shares: whether its ends are shares per 10,000, which a file writes with %.
    """

    low: int | None
    high: int | None
    shares: bool = False

    def __str__(self) -> str:
        """Return the band as a file writes it."""
        low, high = (
            share_text(end) if self.shares and end is not None else end for end in (self.low, self.high)
        )
        if low is None:
            return f"<= {high}"
        return f">= {low}" if high is None else f"{low}..{high}"

    def __contains__(self, score: int) -> bool:
        """Return whether a score lies in the band."""
        return (self.low is None or score >= self.low) and (self.high is None or score <= self.high)

    @classmethod
    def read(cls, found: object) -> Band:
        """Read `>= 960`, `850..959` or `< 600`.

        Raises:
            Complaint: it is none of these, or holds no score.
        """
        if isinstance(found, Band):
            return found
        if isinstance(found, str) and "%" in found:
            return replace(cls.read(_PERCENT.sub(_whole, found)), shares=True)
        match = _BAND.match(found) if isinstance(found, str) else None
        if match is None:
            alone = (
                re.fullmatch(r"\s*=*\s*(-?\d{1,9})\s*", str(found)) if isinstance(found, (int, str)) else None
            )
            raise Complaint(
                "this is no range of scores",
                found=str(found),
                allowed=">= 960, 850..959, < 600; one score alone is 0..0",
                next_step=f'write "{alone[1]}..{alone[1]}"'
                if alone
                else 'write one range, such as "850..959"',
            )
        if match["edge"] is not None:
            edge = int(match["edge"])
            match match["sign"]:
                case ">=":
                    return cls(edge, None)
                case ">":
                    return cls(edge + 1, None)
                case "<=":
                    return cls(None, edge)
                case _:
                    return cls(None, edge - 1)
        low, high = int(match["low"]), int(match["high"])
        if low > high:
            raise Complaint(
                "this range of scores is empty", found=str(found), next_step="write the smaller first"
            )
        return cls(low, high)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a pydantic field of this type read the written form."""
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        return {"type": "string", "examples": [">= 960", "850..959", "< 600"]}


def grade_name(text: str) -> str:
    """Return the name of a grade, if it is one.

    Raises:
        Complaint: it is none.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", text):
        raise Complaint(
            f"{text!r} is no name of a grade",
            found=text,
            allowed="a letter, then letters and digits",
            next_step="write it like A or AAA",
            on_key=True,
        )
    return text


def tiled(grades: Mapping[str, Band], floor: int | None, cap: int | None) -> tuple[str, ...]:
    """Return the grades from the highest scores to the lowest, if every score has exactly one.

    Args:
        grades: bands by name.
        floor: smallest possible score, or None.
        cap: largest possible score, or None.

    Raises:
        Complaints: a gap or an overlap, with the two grades that it lies between.
    """
    low_end, high_end = -(2**62), 2**62
    order = sorted(
        grades,
        key=lambda name: (
            low_end if (band := grades[name]).low is None else band.low,
            high_end if band.high is None else band.high,
        ),
    )
    wrong: list[Complaint] = []

    def complain(name: str, message: str, next_step: str) -> None:
        wrong.append(Complaint(message, found=str(grades[name]), at=("grades", name), next_step=next_step))

    first, last = grades[order[0]], grades[order[-1]]
    if first.low is not None and (floor is None or first.low > floor):
        complain(
            order[0],
            f"scores below {first.low} have no grade",
            f'write "<= {first.high}" here, or set a floor',
        )
    if last.high is not None and (cap is None or last.high < cap):
        complain(
            order[-1], f"scores above {last.high} have no grade", f'write ">= {last.low}" here, or set a cap'
        )
    for below, above in zip(order, order[1:], strict=False):
        top, bottom = grades[below].high, grades[above].low
        if top is None or bottom is None or bottom <= top:
            shared = (
                f"{bottom}..{top}"
                if top is not None and bottom is not None and bottom < top
                else str(bottom or top)
            )
            complain(
                above,
                f"the grades {below} and {above} both hold the score {shared}",
                "let one of them end sooner",
            )
        elif bottom > top + 1:
            gap = f"{top + 1}..{bottom - 1}" if bottom > top + 2 else str(top + 1)
            complain(
                above, f"between the grades {below} and {above} the score {gap} has none", "close the gap"
            )
    if wrong:
        raise Complaints(wrong)
    return tuple(reversed(order))
