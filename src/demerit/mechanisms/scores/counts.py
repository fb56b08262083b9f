"""What is counted of scores, grades and points."""

from __future__ import annotations

import numpy as np

from demerit.counted.axes import ENTITY, QUARTER, TIER_OR_NONE, VALUE, Axis, Columns, Naming, coded
from demerit.counted.counted import Counted
from demerit.counted.table import Integers, count, number_key, text_key
from demerit.counted.values import MOST_GRADES, NO_TIER

SPREAD = 34
"""Bins of scores on either side of the start."""


def _grades(names: Naming, at: Integers) -> Columns:
    named = tuple(names.grades) or ("ungraded",)
    return {"grade": coded((*named, *(f"grade {n + 1}" for n in range(len(named), MOST_GRADES))), at)}


def _bins(names: Naming, at: Integers) -> Columns:
    """Return the ends of bins that double on either side of the start."""
    away = np.abs(at - SPREAD)
    near = np.where(away > 0, np.int64(1) << np.maximum(away - 1, 0), 0)
    far = (np.int64(1) << away) - 1
    below = at < SPREAD
    return {"from": np.where(below, -far, near), "to": np.where(below, -near, far)}


_GRADE = Axis(
    str(MOST_GRADES),
    (text_key("grade", "a grade of the regime; `ungraded` where it has a score and no grades"),),
    _grades,
)
_BIN = Axis(
    str(2 * SPREAD + 1),
    (
        number_key("from", "points", "lowest score of the bin, less the score of the start"),
        number_key("to", "points", "highest score of the bin, less the score of the start"),
    ),
    _bins,
)

GRADES = Counted(
    "grades",
    "everybody by grade at the end of each quarter, where the regime keeps a score",
    (QUARTER, _GRADE, VALUE),
    (
        count("recorded", "entities", "in the grade, by the score as recorded"),
        count("shadow", "entities", "in the grade, by the score without false records"),
    ),
    keys=("entity", "quarter", "axis", "value", "grade"),
)

SCORES = Counted(
    "scores",
    "everybody by how far their score is from the start, at the end of each quarter, where the regime keeps a"
    " score; the distances double from bin to bin",
    (QUARTER, ENTITY, _BIN),
    (
        count("recorded", "entities", "in the bin, by the score as recorded"),
        count("shadow", "entities", "in the bin, by the score without false records"),
    ),
)

POINTS = Counted(
    "points",
    "records that begin and points given, by tier, each quarter; as recorded, the shadow is not in it",
    (
        QUARTER,
        TIER_OR_NONE.meaning(
            f"tier at the ruling or when points began to count; `{NO_TIER}` for organisations"
        ),
    ),
    (
        count("gained", "points", "points gained by records that began to count"),
        count("lost", "points", "points lost by records that began to count, as a number above zero"),
        count("records", "records", "records that began to count, with points or without, true or false"),
    ),
)

COUNTED = (GRADES, SCORES, POINTS)
