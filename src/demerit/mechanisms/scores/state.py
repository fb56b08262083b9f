"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import I32x1, I32x2, I64x2, I64x3, U8x2, U16x2, U64x1
from demerit.chance.layouts import Cleared
from demerit.engine.queues import Queue


class ScoreColumns(NamedTuple):
    """Scores, and what of them is to move in this step; six rows a score, one a history (`row_of`)."""

    score: Annotated[I32x2, "6 scores, slots"]
    uncut: Annotated[
        I32x2, "6 scores, slots"
    ]  # the score as it would stand had no bound cut the last change by points
    gain: Annotated[
        I64x2, "slots, 6 scores", Cleared(0)
    ]  # points of this step; touched for few, so side by side
    returned: Annotated[
        I64x2, "slots, 6 scores", Cleared(0)
    ]  # points of this step that come back up to the start only
    held: Annotated[I64x2, "6 scores, slots"]  # of a share, how many of its part stand
    kept: Annotated[I64x3, "6 means, slots, W"]  # the last ratings; memory that no rating has touched is none
    ratings: Annotated[I32x2, "6 scores, slots"]  # how many ratings of these
    rated: Annotated[I32x2, "6 scores, slots"]  # how many ratings there ever were
    absorbed: Annotated[
        I32x2, "6 absorbed, slots", Cleared(-1)
    ]  # step in which the score was last set or cleared, or -1; nothing where none ever is
    made_good: Annotated[
        I32x2, "6 banked, slots", Cleared(0)
    ]  # points that records which cease to count give back less; nothing where nothing makes good
    noise: Annotated[I32x2, "scores, slots"]  # points of error in a risk score when it was last worked out
    looked: Annotated[
        U16x2, "6 remembered, slots", Cleared(0)
    ]  # records that each feature counted when it was last worked out, a row a history and feature
    looked_at: Annotated[U16x2, "remembered, pool"]  # the same of a spell, as it stood when the spell began
    error_key: Annotated[U64x1, "features"]  # keys of today's errors in the features
    back: Annotated[I32x1, "slots"]  # points that come back in this step, up to the start
    due: Queue  # slots whose score or traits changed in this step: FOR_SCORE or FOR_CONDITIONS
    graded: Annotated[
        I64x2, "grades, V"
    ]  # how many have each grade, by axis value, while a district is counted
    grade: Annotated[U8x2, "2, slots"]  # the grade of each slot's score, as recorded and in the shadow
