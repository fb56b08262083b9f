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

from collections.abc import Sequence

import numpy as np

from demerit.chance import columns
from demerit.chance.columns import Words
from demerit.chance.points import point

_ORDERED_BITS = 16
"""Bits of a draw's number whose order is scrambled: a run has far fewer than 2^16 draws."""
_ONE = np.uint64(1)


def assumed_unit(seed: int, draw: int, path: str) -> int:
    """Return where in its range the assumption at `path` lies in draw `draw`, as Q32 in [0, 2^32)."""
    return assumed_units(seed, draw, [path])[0]


def assumed_units(seed: int, draw: int, paths: Sequence[str]) -> list[int]:
    """Return the same for many paths; what one gets does not depend on the others."""
    key = columns.keys(seed, _points("assumption:", paths))
    place, value = _places(seed, draw, paths), np.zeros(len(paths), np.uint64)
    for level in range(32):
        digit = (place >> np.uint64(level)) & _ONE
        flip = columns.lane(key, np.uint64(1 << level) | value) & _ONE
        value = (value << _ONE) | (digit ^ flip)
    return [int(each) for each in value]


def _points(prefix: str, paths: Sequence[str]) -> Words:
    return np.array([point(prefix + path) for path in paths], np.uint64)


def _places(seed: int, draw: int, paths: Sequence[str]) -> Words:
    """Return which point of its sequence each path takes in a draw; aligned runs of draws stay together."""
    key = columns.keys(seed, _points("assumption-order:", paths))
    place = np.full(len(paths), draw >> _ORDERED_BITS, np.uint64)
    node = 1
    for level in reversed(range(_ORDERED_BITS)):
        digit = (draw >> level) & 1
        flip = columns.lane(key, np.array([node], np.uint64)) & _ONE
        place = (place << _ONE) | (np.uint64(digit) ^ flip)
        node = (node << 1) | digit
    return place
