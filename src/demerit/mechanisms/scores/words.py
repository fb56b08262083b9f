"""What is told of scores."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.kinds import AFTER, AMOUNT, Form, Kind, Told, Where, fixed
from demerit.mechanisms.lists.words import RIGHTLY

CAUSES = ("start", "points", "recovery", "cap", "ratings", "features")
BY_START, BY_POINTS, BY_RECOVERY, BY_CAP, BY_RATINGS, BY_FEATURES = range(len(CAUSES))
"""Why a score moved. `cap`: what the most a step may move it, or its bounds, kept from what was due.
`ratings` and `features`: worked out anew, by how much it differs."""
_CAUSE = fixed("outcome", CAUSES)


def _moved(entry: Told, form: Form) -> Sequence[Where]:
    if entry.outcome in ("start", "recovery"):
        return [("score", entry.outcome)]
    bounds: Sequence[Where] = [("score", "cap_per_step"), ("score", "floor"), ("score", "cap")]
    return [path for path in bounds if form.at(path) not in (None, "none")] if entry.outcome == "cap" else []


SCORE = Kind(
    "score",
    "record",
    (AMOUNT, AFTER, _CAUSE),
    {
        "start": "the score begins at {after}",
        "points": "{points} points; the score is {after}",
        "recovery": "{points} points come back; the score is {after}",
        "cap": "a cap or bound keeps {points} points back; the score is {after}",
        "": "{points} points ({outcome}); the score is {after}",
    },
    regime=_moved,
)
SHADOW_SCORE = Kind(
    "shadow score",
    "shadow",
    (AMOUNT, AFTER, _CAUSE),
    {
        "start": f"{RIGHTLY}, the score begins at {{after}}",
        "": f"{RIGHTLY}: {{points}} points ({{outcome}}), {{after}} after them",
    },
)
KINDS = (SCORE, SHADOW_SCORE)
