"""Columns of a district: nothing where no condition counts or measures anything."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2, U16x2, U16x3
from demerit.chance.layouts import Cleared


class Counting(NamedTuple):
    """What conditions count and measure of whoever is in each slot."""

    number: Annotated[U16x3, "6, terms, slots", Cleared(0)]  # so many now; of a length 1 where it is reached
    since: Annotated[I32x2, "6 measured, slots"]  # step in which the present listing began, a row a list
    entry: Annotated[U16x2, "terms, pool"]  # of a spell in the pool by condition, `number` as it began
    joined: Annotated[I32x2, "tenured, slots", Cleared(0)]  # day since which the occupant has been there
