"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x2
from demerit.chance.layouts import Cleared


class Slowed(NamedTuple):
    """Whose services were slower at the end of the step before."""

    whom: Annotated[I32x2, "D, slots", Cleared(0)]  # 1 + the number of the occupant for whom, 0 for nobody
