"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, U8x1, U64x1


class Jobs(NamedTuple):
    """Places of work and jobs."""

    employer: Annotated[I32x1, "slots"]  # slot of the place of work, whoever holds it, or -1
    employed: Annotated[I32x1, "slots"]  # room for a list of slots of persons with a place of work
    jobless: Annotated[U8x1, "slots"]  # 1 for somebody with a place of work who is without the job
    remembered_until: Annotated[
        I32x1, "slots"
    ]  # first step in which nobody knows any more of a published list one was on
    first_key: Annotated[U64x1, "1"]  # its key of who enters without the job
