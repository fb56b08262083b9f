"""One value from every assumed range, for each draw.

Draw k takes, on each path (such as `society.demography.births`), the k-th point of a van der Corput
sequence in base 2 with nested uniform (Owen) scrambling keyed by seed and path, and the order in which
the sequence is walked is scrambled in the same nested way under a key of its own. Any first 2^m draws
then fill the 2^m equal parts of every range once, different paths are paired at random, and draw k
does not depend on how many draws are made. Without the scrambled order every path would take its upper
half in the same draws as every other, or in exactly the others. Source: Owen 1995; Kollig and Keller
2002 (padded replications); Burley 2020 (nested shuffles of the order). Latin hypercubes were passed over
because adding draws would change the earlier ones.
"""

from __future__ import annotations

from demerit.chance import plain
from demerit.chance.points import point

_ORDERED_BITS = 16
"""Bits of a draw's number whose order is scrambled: a run has far fewer than 2^16 draws."""


def assumed_unit(seed: int, draw: int, path: str) -> int:
    """Return where in its range the assumption at `path` lies in draw `draw`, as Q32 in [0, 2^32)."""
    key = plain.key(seed, point("assumption:" + path), 0, 0)
    place, value = _place(seed, draw, path), 0
    for level in range(32):
        digit = (place >> level) & 1
        flip = plain.lane(key, (1 << level) | value) & 1
        value = (value << 1) | (digit ^ flip)
    return value


def _place(seed: int, draw: int, path: str) -> int:
    """Return which point of its sequence the path takes in a draw; aligned runs of draws stay together."""
    key = plain.key(seed, point("assumption-order:" + path), 0, 0)
    above = draw >> _ORDERED_BITS
    node, place = 1, above
    for level in reversed(range(_ORDERED_BITS)):
        digit = (draw >> level) & 1
        place = (place << 1) | (digit ^ (plain.lane(key, node) & 1))
        node = (node << 1) | digit
    return place
