"""What is told of scores."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.axes import Naming
from demerit.counted.kinds import (
    AFTER,
    AMOUNT,
    SCORED,
    Field,
    Form,
    Kind,
    Told,
    Where,
    path_of_score,
    scores_said,
)
from demerit.counted.table import Integers
from demerit.mechanisms.lists.words import RIGHTLY

CAUSES = ("start", "points", "schedule", "cap", "ratings", "features", "leaving", "rule", "share")
(
    BY_START,
    BY_POINTS,
    BY_SCHEDULE,
    BY_CAP,
    BY_RATINGS,
    BY_FEATURES,
    BY_LEAVING,
    BY_RULE,
    BY_SHARE,
) = range(len(CAUSES))
"""Why a score moved. `cap`: what the most a step may move it, or its bounds, kept from what was due.
`ratings`, `features` and `share`: worked out anew, by how much it differs. `rule`: a trigger set it, cleared
it or added to it. `schedule`: one added to everybody's at once."""
MOST_CAUSES = 16
"""A row has the cause, and this many times the number of the score above it."""


def _which(names: Naming, values: Integers) -> tuple[Sequence[str], Integers]:
    """Name the scores; one that is called `score` needs no name."""
    return ["" if text == SCORED else text for text in scores_said(names)], values // MOST_CAUSES


_CAUSE = Field("outcome", lambda names, values: (CAUSES, values % MOST_CAUSES))
_SCORE = Field("what", _which, said={"": SCORED}, at=2)


def _moved(entry: Told, form: Form) -> Sequence[Where]:
    path = path_of_score(entry.what)
    if entry.outcome == "rule":
        return [("triggers",)]
    if entry.outcome == "start":
        return [(*path, entry.outcome)]
    if entry.outcome == "schedule":
        return [each for each in [("triggers",)] if form.at(each) not in (None, "none")]
    bounds: Sequence[Where] = [(*path, key) for key in ("most_per_step", "floor", "cap")]
    return [each for each in bounds if form.at(each) not in (None, "none")] if entry.outcome == "cap" else []


SCORE = Kind(
    "score",
    "record",
    (AMOUNT, AFTER, _CAUSE, _SCORE),
    {
        "start": "the {what} begins at {after}",
        "points": "{points} points; the {what} is {after}",
        "schedule": "{points} points by schedule; the {what} is {after}",
        "rule": "a rule moves it by {points} points; the {what} is {after}",
        "leaving": "the {what} ends, as no longer a member",
        "cap": "a cap or bound keeps {points} points back; the {what} is {after}",
        "share": "{points} of 10,000; the {what} is {after}",
        "": "{points} points ({outcome}); the {what} is {after}",
    },
    regime=_moved,
)
SHADOW_SCORE = Kind(
    "shadow score",
    "shadow",
    (AMOUNT, AFTER, _CAUSE, _SCORE),
    {
        "start": f"{RIGHTLY}, the {{what}} begins at {{after}}",
        "leaving": f"{RIGHTLY}, the {{what}} ends, as no longer a member",
        "": f"{RIGHTLY}: {{points}} points ({{outcome}}), {{after}} after them",
    },
)
KINDS = (SCORE, SHADOW_SCORE)
