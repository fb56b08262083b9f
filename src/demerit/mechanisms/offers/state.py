"""Columns of a district: nothing where nothing is offered."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import U8x2
from demerit.chance.layouts import Cleared


class Chosen(NamedTuple):
    """What whoever is in each slot has taken and neither passed nor failed yet."""

    under_way: Annotated[U8x2, "offers, slots", Cleared(0)]  # a bit for each history in which it is
