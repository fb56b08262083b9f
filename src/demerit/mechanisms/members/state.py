"""Columns of a district: nothing where a regime reads no holding."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, U8x2
from demerit.chance.layouts import Cleared

NEVER_LEFT = -(1 << 30)
"""In place of a day, from the first of the run: they have never left."""


class HoldingColumns(NamedTuple):
    """What the people of a district hold now: a row for each holding that the regime reads.

    All of it follows from seed and slot; it stands here so that it is worked out once.
    """

    whom: Annotated[I32x2, "holding, persons", Cleared(0)]  # occupant of whom the rest is, its number plus 1
    held: Annotated[U8x2, "holdings, persons", Cleared(0)]  # 1 for those who hold it
    since: Annotated[I32x2, "holdings, persons"]  # day on which the present holding began
    until: Annotated[I32x2, "holdings, persons"]  # step in which this changes next
    turn: Annotated[I32x2, "holdings, persons"]  # which of the person's waiting times that is


class MemberColumns(NamedTuple):
    """Who is a member: one row where the regime has members, none where it is about everybody."""

    whom: Annotated[I32x2, "schemes, persons", Cleared(0)]  # occupant of whom the rest is, its number plus 1
    standing: Annotated[U8x2, "schemes, persons", Cleared(0)]  # BARRED, OUTSIDE or INSIDE
    left: Annotated[
        I32x2, "schemes, persons", Cleared(NEVER_LEFT)
    ]  # day on which they last left, or NEVER_LEFT
    stint: Annotated[I32x2, "schemes, persons", Cleared(0)]  # how often somebody of the slot has left
