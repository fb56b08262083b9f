"""One value from every assumed range, for each draw.

Draw k takes, on each path (such as `society.demography.births`), the k-th point of a van der Corput
sequence in base 2 with nested uniform (Owen) scrambling keyed by seed and path. Any first 2^m draws
then fill the 2^m equal parts of every range once, different paths are paired at random, and draw k
does not depend on how many draws are made. Source: Owen 1995; Kollig and Keller 2002 (padded
replications). Latin hypercubes were passed over because adding draws would change the earlier ones.
"""

from __future__ import annotations

from demerit.chance import plain
from demerit.chance.points import point


def assumed_unit(seed: int, draw: int, path: str) -> int:
    """Return where in its range the assumption at `path` lies in draw `draw`, as Q32 in [0, 2^32)."""
    key = plain.key(seed, point("assumption:" + path), 0, 0)
    value = 0
    for level in range(32):
        digit = (draw >> level) & 1
        flip = plain.lane(key, (1 << level) | value) & 1
        value = (value << 1) | (digit ^ flip)
    return value
