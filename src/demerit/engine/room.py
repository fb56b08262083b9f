"""Columns of a district that belong to no mechanism."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I64x1, I64x2, U8x1, U64x1
from demerit.chance.layouts import Cleared


class Panel(NamedTuple):
    """Who is followed, and what has happened to them."""

    followed: Annotated[U8x1, "slots"]  # 1 where what happens is written down
    following: Annotated[I64x1, "1"]  # 1 where anybody is followed
    row: Annotated[I64x2, "events, 8"]  # what happened to those, a row each; see `events`
    used: Annotated[I64x1, "1", Cleared(0)]  # rows used


class Room(NamedTuple):
    """Scratch space, and the error for which the district stopped."""

    found: Annotated[U64x1, "points"]  # hashes of the possible points of one key that happen
    stack: Annotated[I64x1, "32"]  # of the expression machine
    others: Annotated[I32x1, "slots"]  # room for a list of slots
    error: Annotated[I64x1, "4", Cleared(0)]  # code and what it is about
