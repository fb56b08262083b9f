"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import U64x1


class AttemptKeys(NamedTuple):
    """This step's attempts."""

    key: Annotated[U64x1, "A"]  # this step's keys of the attempts
