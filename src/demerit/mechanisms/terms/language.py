"""Which records are adverse: worse for whom they are about, by what they are worth to the score."""

from __future__ import annotations

from demerit.mechanisms.scores.language import Ledger, RiskScore, RollingMean, Score

LOWER, NEITHER, HIGHER = -1, 0, 1


def worse_side(score: Score) -> tuple[int, int]:
    """Return what is neither good nor bad, and which side of it is worse: LOWER, HIGHER or NEITHER.

    Points below 0 and ratings below the start are worse, and so is weight in a risk score.
    """
    match score:
        case Ledger():
            return 0, LOWER
        case RollingMean():
            return score.start, LOWER
        case RiskScore():
            return 0, HIGHER
    return 0, NEITHER
