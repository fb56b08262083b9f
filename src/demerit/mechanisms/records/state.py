"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, U64x1
from demerit.chance.layouts import Cleared

CASE_COLUMNS = 16
"""Room for one case in the pool: 64 bytes, of which `cases` uses the first thirteen numbers."""


class Cases(NamedTuple):
    """Records on their way to, or in, a list."""

    row: Annotated[I32x2, "pool, 16"]  # a case's numbers in one line of the cache, columns as in `cases`
    hash: Annotated[U64x1, "pool"]
    due: Annotated[I32x1, "T", Cleared(-1)]  # first case of each step, or -1
    free: Annotated[I32x1, "1", Cleared(-1)]  # first free place, or -1
    used: Annotated[I32x1, "1", Cleared(0)]  # how many places were ever used
