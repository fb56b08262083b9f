"""Columns of a district: nothing where nothing is offered."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, I64x1, U8x2
from demerit.chance.layouts import Cleared


class Chosen(NamedTuple):
    """What whoever is in each slot has taken and neither passed nor failed yet."""

    under_way: Annotated[U8x2, "offers, slots", Cleared(0)]  # a bit for each history in which it is
    before: Annotated[U8x2, "offers, slots"]  # the same as the step `since` began
    since: Annotated[I32x2, "offers, slots", Cleared(-1)]  # the last step in which it was taken
    chosen: Annotated[I64x1, "offers"]  # of one choice: a bit for each history in which each is taken
