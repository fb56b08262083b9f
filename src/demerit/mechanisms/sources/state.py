"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, I64x1, U64x1
from demerit.chance.layouts import Cleared

SEEN_ON, SEEN_CONDUCT, SEEN_SOURCE, SEEN_BASIS, SEEN_UNABLE = range(5)
"""Columns of `Sightings.row`: on whom it is put, of what, by whom, what it stands on, and 1 where they
could not pay."""


class Sightings(NamedTuple):
    """This step's sightings."""

    row: Annotated[I32x2, "sightings, 8"]  # this step's sightings, the columns SEEN_*
    hash: Annotated[U64x1, "sightings"]
    owed: Annotated[I64x1, "sightings"]  # the money that averaging worked out, else 0
    length: Annotated[I32x1, "1", Cleared(0)]  # how many sightings there are


class Covering(NamedTuple):
    """Who is covered."""

    cover_key: Annotated[U64x1, "S"]  # its keys of who is covered
