"""Columns of a district: nothing where no benefit can be claimed by an appeal."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, U16x2
from demerit.chance.layouts import Cleared


class Claims(NamedTuple):
    """Benefits that somebody is without in error, and those that an appeal gave them."""

    withheld: Annotated[U16x2, "6 claims, slots", Cleared(0)]  # a bit a list: so at the end of the last step
    due: Annotated[I32x2, "6 claimed, slots"]  # step in which an appeal of it is won, or NEVER, list by list
    granted: Annotated[U16x2, "6 claims, slots", Cleared(0)]  # a bit a list: given by an appeal
