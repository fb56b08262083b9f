"""What is counted of scores, grades and points."""

from __future__ import annotations

import numpy as np

from demerit.counted.axes import ENTITY, QUARTER, TIER_OR_NONE, VALUE, Axis, Columns, Naming, coded
from demerit.counted.counted import Counted
from demerit.counted.table import Integers, count, number_key, text_key
from demerit.counted.values import MOST_GRADES, NO_TIER, SCORE_PLACES

SPREAD = 34
"""Bins of scores on either side of the start."""
PLACES = SCORE_PLACES
"""The length of what is counted by score."""
_SCORE_KEY = text_key("score", "a score of the regime by name; `none` where it keeps none")
SCORE = Axis(PLACES, (_SCORE_KEY,), lambda names, at: {"score": coded(_scores(names), at)})


def _scores(names: Naming) -> list[str]:
    return [name for name, *_ in names.others[PLACES]]


def _grades(names: Naming, at: Integers) -> Columns:
    texts: list[str] = []
    for _, *grades in names.others[PLACES]:
        named = grades or ["ungraded"]
        texts += [*named, *(f"grade {n + 1}" for n in range(len(named), MOST_GRADES))]
    return {"score": coded(_scores(names), at // MOST_GRADES), "grade": coded(texts, at)}


def _bins(names: Naming, at: Integers) -> Columns:
    """Return the ends of bins that double on either side of the start."""
    away = np.abs(at - SPREAD)
    near = np.where(away > 0, np.int64(1) << np.maximum(away - 1, 0), 0)
    far = (np.int64(1) << away) - 1
    below = at < SPREAD
    return {"from": np.where(below, -far, near), "to": np.where(below, -near, far)}


_GRADE = Axis(
    f"{MOST_GRADES} {PLACES}",
    (_SCORE_KEY, text_key("grade", "a grade of that score; `ungraded` where it has none")),
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
        count(
            "above",
            "points",
            "of those in the grade as recorded: how far their scores lie above the start, summed",
        ),
        count("below", "points", "the same below the start, as a number above zero"),
    ),
    keys=("entity", "quarter", "axis", "value", "score", "grade"),
)

SCORES = Counted(
    "scores",
    "everybody by how far their score is from the start, at the end of each quarter, where the regime keeps a"
    " score; the distances double from bin to bin",
    (QUARTER, SCORE, ENTITY, _BIN),
    (
        count("recorded", "entities", "in the bin, by the score as recorded"),
        count("shadow", "entities", "in the bin, by the score without false records"),
    ),
)

POINTS = Counted(
    "points",
    "records that begin and points given, by score and tier, each quarter; as recorded, without the shadow",
    (
        QUARTER,
        SCORE,
        TIER_OR_NONE.meaning(
            f"tier at the ruling or when points began to count; `{NO_TIER}` for organisations"
        ),
    ),
    (
        count(
            "gained",
            "points",
            "points by records that began to count, to the better side: gained, where a lower score is worse",
        ),
        count("lost", "points", "the same to its worse side, as a number above zero"),
        count(
            "returned",
            "points",
            "points that such records gave back to the better side as they ceased to count, not as they were"
            " withdrawn; before bounds, and without what was made good",
        ),
        count(
            "records",
            "records",
            "records that began to count, with points or without, true or false; under the first score alone",
        ),
    ),
)

COUNTED = (GRADES, SCORES, POINTS)
