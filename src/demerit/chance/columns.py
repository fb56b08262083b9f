"""Keyed chance over columns: the twins of `plain` in NumPy, for tables that are made once a draw.

Lowering asks for thousands of hashes and exponentials at a time before any kernel runs; Python integers take
a microsecond and more for each, and a kernel would have to be compiled first. Same names, same bits: tests
compare.

Names: `a` first word of Threefry, `b` second word, `r` round, `s` which time the key is added, `z` words
being mixed, `y` exponents, `k` whole powers of two, `t` rest of the exponent, `i` place in the table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.chance.plain import _PARITY, _ROTATIONS, GOLDEN, MASK, MUL1, MUL2
from demerit.chance.tables import EXP2_TABLE, LN2_Q32

Words = NDArray[np.uint64]
Whole = NDArray[np.int64]

_MUL1, _MUL2 = np.uint64(MUL1), np.uint64(MUL2)
_GOLDEN = np.uint64(GOLDEN)
_S27, _S30, _S31, _S64 = (np.uint64(n) for n in (27, 30, 31, 64))


def keys(seed: int, points: Words) -> Words:
    """Return `plain.key(seed, point, 0, 0)` for each of many decision points."""
    k0, k1 = np.full(points.shape, seed & MASK, np.uint64), points
    k2 = k0 ^ k1 ^ np.uint64(_PARITY)
    held = (k0, k1, k2)
    a, b = k0.copy(), k1.copy()
    for r in range(20):
        shift = np.uint64(_ROTATIONS[r % 8])
        a = a + b
        b = ((b << shift) | (b >> (_S64 - shift))) ^ a
        if r % 4 == 3:
            s = r // 4 + 1
            a = a + held[s % 3]
            b = b + held[(s + 1) % 3] + np.uint64(s)
    return a


def lane(key: Words, index: Words) -> Words:
    """Return the `index`-th hash under each key, element by element."""
    z = key + _GOLDEN * (index + np.uint64(1))
    z = (z ^ (z >> _S30)) * _MUL1
    z = (z ^ (z >> _S27)) * _MUL2
    made: Words = z ^ (z >> _S31)
    return made


def exp_q32(y: Whole) -> Whole:
    """Return exp of Q32 numbers in Q32."""
    k = y // LN2_Q32
    t = ((y - k * LN2_Q32) << 30) // LN2_Q32
    i, rest = t >> 18, t & ((1 << 18) - 1)
    low, high = EXP2_TABLE[i], EXP2_TABLE[i + 1]
    value = low + (((high - low) * rest) >> 18)
    made: Whole = np.where(k >= 8, value << np.maximum(k - 8, 0), value >> np.clip(8 - k, 0, 63))
    return made
