"""Which side of a score is worse for people: the one place that is asked about points, ratings and weights.

Points below 0 are no harm where a higher score is worse, and a rating is good or bad beside the start. So
nobody else compares them with 0.
"""

from __future__ import annotations

from demerit.mechanisms.scores.language import Graded
from demerit.mechanisms.scores.language_share import EVEN

LOWER, NEITHER, HIGHER = -1, 0, 1

_WORD = {"lower": LOWER, "higher": HIGHER}


def worse_side(score: Graded | None) -> tuple[int, int]:
    """Return what is neither good nor bad, and which side of it is worse: LOWER, HIGHER or NEITHER.

    That is the side that the score says; of a mean what lies beside the start, of a share beside EVEN.
    """
    if score is None:
        return 0, NEITHER
    return worse_of(str(getattr(score, "kind", "")), score.worse, score.start)


def worse_of(kind: str, said: str | None, start: int) -> tuple[int, int]:
    """Return the same of a score by its kind, the word of its `worse` if it has one, and its start."""
    even = {"rolling-mean": start, "share": EVEN}.get(kind, 0)
    return even, _WORD.get(said or "", HIGHER if kind == "risk-score" else LOWER)


def against(sides: tuple[int, int], points: int) -> int:
    """Return how far points, or a rating, lie on the worse side; below 0 on the better one, 0 on neither.

    Args:
        sides: what `worse_side` gives.
        points: what a record is worth; 0 is nothing, also under a mean.
    """
    even, worse = sides
    return (points - even) * worse if points else 0
