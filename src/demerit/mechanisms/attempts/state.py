"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, U64x1
from demerit.chance.layouts import Cleared


class AttemptKeys(NamedTuple):
    """Keys of attempts, and when somebody was last refused."""

    key: Annotated[U64x1, "A"]  # this step's keys of the attempts
    refused: Annotated[I32x1, "refusable", Cleared(0)]  # year of the last refusal from 1, or 0
    whom: Annotated[I32x1, "refusable"]  # number of the occupant who was
    lasting_key: Annotated[U64x1, "gates"]  # keys of who is taken for others for life, by row of refusals
