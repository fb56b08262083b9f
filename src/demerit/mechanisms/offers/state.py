"""Columns of a district: nothing where nothing is offered."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, I64x1, U8x2, U64x1
from demerit.chance.layouts import Cleared


class Chosen(NamedTuple):
    """What whoever is in each slot has taken and neither passed nor failed yet."""

    under_way: Annotated[U8x2, "offers, slots", Cleared(0)]  # a bit for each history in which it is
    before: Annotated[U8x2, "offers, slots"]  # the same as the step `since` began
    since: Annotated[I32x2, "offers, slots", Cleared(-1)]  # the last step in which it was taken
    offered: Annotated[U8x2, "offers, slots", Cleared(0)]  # 1 where it is made in this step, and not counted
    choosing: Annotated[
        U8x2, "offers, slots", Cleared(0)
    ]  # a bit for each history in which it is taken in this step instead of entering a list
    key: Annotated[U64x1, "1"]  # this step's key of such choices
    chosen: Annotated[I64x1, "offers"]  # of one choice: a bit for each history in which each is taken
    made: Annotated[I64x1, "offers"]  # of one attempt: 1 where each is made for being taken for another
