"""Which records are adverse: worse for whom they are about, by what they are worth to a score."""

from __future__ import annotations

from demerit.mechanisms.scores.language import AnyLedger, Graded, RiskScore, RollingMean

LOWER, NEITHER, HIGHER = -1, 0, 1


def worse_side(score: Graded | None) -> tuple[int, int]:
    """Return what is neither good nor bad, and which side of it is worse: LOWER, HIGHER or NEITHER.

    That is the side that the score says. Of `score`, which has no word for it, points below 0 and ratings
    below the start are worse, and so is weight in a risk score.
    """
    match score:
        case AnyLedger():
            return 0, _said(score)
        case RollingMean():
            return score.start, _said(score)
        case RiskScore():
            return 0, HIGHER
    return 0, NEITHER


def _said(score: Graded) -> int:
    return LOWER if score.lower_is_worse else HIGHER
