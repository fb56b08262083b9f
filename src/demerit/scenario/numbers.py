"""Quantities of a file as the whole numbers of the tables: shares as Q53, durations as steps.

Everything is rounded here, once, in decimal arithmetic, so that every machine reads the same tables.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP

import numpy as np

from demerit.chance import probability
from demerit.quantities import Duration, Money, Share
from demerit.scenario.codes import Ints

Q20, Q30 = 1 << 20, 1 << 30


def chance_of(share: Share | None) -> int:
    """Return a share as Q53; none is 0."""
    return probability(share.value) if share is not None else 0


def steps_of(duration: Duration | None, step_days: int) -> int:
    """Return a duration in whole steps, rounded up; none is 0."""
    if duration is None:
        return 0
    return int((duration.days / step_days).to_integral_value(ROUND_CEILING))


def whole(amount: Money) -> int:
    """Return an amount of money in whole units of its currency."""
    return int(amount.value.to_integral_value(ROUND_HALF_UP))


def ints(rows: object) -> Ints:
    """Return nested rows of whole numbers as an int64 array of their shape."""
    return np.array(rows, np.int64)
