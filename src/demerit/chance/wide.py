"""Possible points eight at a time, as kernels ask for them; `vectors` says how, where there is a compiler.

Names: `k` key of a decision point.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from demerit.chance.kinds import I32x1, U64x1


class _Drawn:
    """Which possible points happen, eight looked at together."""

    def __call__(
        self, k: np.uint64, count: int, places: I32x1, rates: I32x1, weights: I32x1, found: U64x1
    ) -> int:
        """Write which of points 1 .. `count` under key `k` happen into `found`; return how many.

        Point j has the hash h = `lane(k, j)`, its slot i is the lowest bits of h and its mark the highest. It
        happens if the mark lies under rates[places[i]] x weights[i] (Q30 x Q20 >> 20). `places`, `rates` and
        `weights` are int32 and not negative; `found` is uint64 with room for `LANES` beyond `count`.
        """
        raise NotImplementedError("points are drawn in compiled functions only")

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes this for where compiled code names it."""
        from demerit.chance.vectors import drawing

        return drawing(self)


drawn = _Drawn()
