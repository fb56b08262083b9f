"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import U64x1


class AttemptKeys(NamedTuple):
    """Keys of attempts."""

    key: Annotated[U64x1, "A"]  # this step's keys of the attempts
    lasting_key: Annotated[U64x1, "gates"]  # keys of who is taken for others for life, by row of refusals
