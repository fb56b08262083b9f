"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, I64x1, U64x1
from demerit.chance.layouts import Cleared


class Hearing(NamedTuple):
    """What one has heard of records, and the risk perceived."""

    heard: Annotated[
        I32x2, "slots, 4", Cleared(0)
    ]  # what one has heard of records, side by side; columns as in `deterrence`
    last_record: Annotated[U64x1, "slots"]  # hash of the last record of one's own that did
    learned: Annotated[I32x1, "slots"]  # slots that learned of a record in this step
    learners: Annotated[I32x1, "1", Cleared(0)]  # how many they are
    let_go: Annotated[
        I64x1, "1", Cleared(0)
    ]  # Q30, share of acts that everybody lets go in this step for how many are listed
