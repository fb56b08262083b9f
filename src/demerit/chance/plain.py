"""Keyed chance on Python integers: the readable twin.

Every function here has a twin of the same name in `compiled` that returns the same bits. A 64-bit hash
is called `h`; Q53 is a probability times 2^53, Q32 a real number times 2^32.

Names: `a` first word of Threefry, `b` second word, `r` round, `s` which time the key is added, `z` word being
mixed, `h` 64-bit hash, `x` number whose logarithm is taken, `n` its power of two, `f` its rest above that
power, `i` place in a table, `y` exponent, `k` whole powers of two in it, `t` its rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from demerit.chance.points import point
from demerit.chance.tables import EXP2_TABLE, LN2_Q32, LN2_Q40, LOG_TABLE, NEVER, PoissonTables

MASK = (1 << 64) - 1
_ROTATIONS = (16, 42, 12, 31, 16, 32, 24, 21)
_PARITY = 0x1BD11BDAA9FC1A22
GOLDEN, MUL1, MUL2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_FEISTEL = point("chance.feistel")


@lru_cache(1 << 14)  # the key of a point is asked for anew for every slot
def threefry(k0: int, k1: int, c0: int, c1: int) -> tuple[int, int]:
    """Return the two words of Threefry-2x64-20 for key (k0, k1) and counter (c0, c1).

    Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.

    >>> [hex(word) for word in threefry(0, 0, 0, 0)]
    ['0xc2b6e3a8c2c69865', '0x6f81ed42f350084d']
    """
    keys = (k0, k1, k0 ^ k1 ^ _PARITY)
    a, b = (c0 + k0) & MASK, (c1 + k1) & MASK
    for r in range(20):
        shift = _ROTATIONS[r % 8]
        a = (a + b) & MASK
        b = (((b << shift) | (b >> (64 - shift))) & MASK) ^ a
        if r % 4 == 3:
            s = r // 4 + 1
            a = (a + keys[s % 3]) & MASK
            b = (b + keys[(s + 1) % 3] + s) & MASK
    return a, b


def key(seed: int, point: int, step: int, district: int) -> int:
    """Return the strong 64-bit key of one decision point in one step of one district."""
    return threefry(seed & MASK, point, step & MASK, district & MASK)[0]


def mix(z: int) -> int:
    """Return the SplitMix64 finaliser of `z` (Steele, Lea, Flood 2014, Stafford's variant 13)."""
    z = ((z ^ (z >> 30)) * MUL1) & MASK
    z = ((z ^ (z >> 27)) * MUL2) & MASK
    return z ^ (z >> 31)


def lane(key: int, index: int) -> int:
    """Return the `index`-th 64-bit hash under `key`: SplitMix64 read as a function of its counter."""
    return mix((key + GOLDEN * (index + 1)) & MASK)


def detail(h: int, point: int) -> int:
    """Return a further hash of the thing that `h` stands for, at another decision point."""
    return mix((mix(h ^ point) + GOLDEN) & MASK)


def uniform53(h: int) -> int:
    """Return 53 bits of `h`: an event of probability p happens if this is below p in Q53."""
    return h >> 11


def index_below(h: int, count: int) -> int:
    """Return an index in [0, count) from the upper half of `h`; `count` is below 2^31."""
    return ((h >> 32) * count) >> 32


def _log_q40(x: int) -> int:
    """Return ln(x) in Q40 for a whole number 1 <= x < 2^40."""
    n = x.bit_length() - 1
    f = x << (40 - n)
    i = (f >> 28) & 4095
    rest = f & ((1 << 28) - 1)
    low, high = int(LOG_TABLE[i]), int(LOG_TABLE[i + 1])
    return n * LN2_Q40 + low + (((high - low) * rest) >> 28)


def neglog(h: int) -> int:
    """Return -ln(u) in Q32 for u = (upper half of h + 1/2) / 2^32; absolute error below 1e-8."""
    return (33 * LN2_Q40 - _log_q40(2 * (h >> 32) + 1)) >> 8


def log_q32(x: int) -> int:
    """Return ln of the Q32 number 1 <= x < 2^40 (that is, up to 256), in Q32; absolute error below 1e-8."""
    return (_log_q40(x) - 32 * LN2_Q40) >> 8


def exp_q32(y: int) -> int:
    """Return exp of the Q32 number y (|y| at most 20 in units of one), in Q32.

    The error is below 1e-8 of the value, or 2^-32 where that is more.
    """
    k = y // LN2_Q32
    t = ((y - k * LN2_Q32) << 30) // LN2_Q32
    i, rest = t >> 18, t & ((1 << 18) - 1)
    low, high = int(EXP2_TABLE[i]), int(EXP2_TABLE[i + 1])
    value = low + (((high - low) * rest) >> 18)
    return value << (k - 8) if k >= 8 else value >> (8 - k)


def waiting_steps(h: int, hazard: int) -> int:
    """Return how many whole steps pass before an event of `hazard` per step (Q32): geometric from 0."""
    if hazard <= 0:
        return NEVER
    return min(neglog(h) // hazard, NEVER)


def poisson(h: int, tables: PoissonTables, row: int) -> int:
    """Return the Poisson count that the 64 bits of `h` pick from distribution `row` of `tables`."""
    start, last = int(tables.start[row]), int(tables.start[row + 1]) - 1
    place = start + int(tables.guide[row, h >> 56])
    while place < last and h >= int(tables.cumulative[place]):
        place += 1
    return place - start


def permute12(key: int, number: int) -> int:
    """Return where the keyed permutation of 0..4095 sends `number`: six rounds of a Feistel network."""
    left, right = number >> 6, number & 63
    for r in range(6):
        left, right = right, left ^ (lane(key ^ _FEISTEL, r * 64 + right) >> 58)
    return (left << 6) | right


def unpermute12(key: int, number: int) -> int:
    """Return what `permute12` sends to `number`."""
    left, right = number >> 6, number & 63
    for r in range(5, -1, -1):
        left, right = right ^ (lane(key ^ _FEISTEL, r * 64 + left) >> 58), left
    return (left << 6) | right


def partner(key: int, number: int) -> int:
    """Return the other end of the keyed perfect matching of 0..4095 that `number` belongs to."""
    return unpermute12(key, permute12(key, number) ^ 1)


def gumbel_q32(h: int) -> int:
    """Return a standard Gumbel number in Q32."""
    return -log_q32(max(neglog(h), 1))


def choose(key: int, utilities: Sequence[int]) -> int:
    """Return the option with the largest utility (Q32) plus its kept noise; the first of equals.

    Each option keeps its own noise term under `key`, so a better option never sends anybody to a third.
    """
    best, best_value = 0, None
    for option, utility in enumerate(utilities):
        value = int(utility) + gumbel_q32(lane(key, option))
        if best_value is None or value > best_value:
            best, best_value = option, value
    return best
