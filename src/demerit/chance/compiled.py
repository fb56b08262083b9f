"""Keyed chance in Numba: the quick twin of `plain`, function by function and bit by bit.

Constants are wrapped as uint64 because Numba would turn int64 with uint64 into floating point.

Names: `a` first word of Threefry, `b` second word, `s` which time the key is added, `z` word being mixed, `h`
64-bit hash, `x` number whose logarithm is taken, `n` its power of two, `f` its rest above that power, `i`
place in a table, `y` exponent, `k` whole powers of two in it, `t` its rest, `r` round of the permutation.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, U8x1, U64x1
from demerit.chance.plain import _FEISTEL, _PARITY, GOLDEN, MUL1, MUL2
from demerit.chance.tables import EXP2_TABLE, LN2_Q32, LN2_Q40, LOG_TABLE, NEVER, PoissonTables

_U = np.uint64
_GOLDEN, _MUL1, _MUL2 = _U(GOLDEN), _U(MUL1), _U(MUL2)
_PARITY64, _FEISTEL64 = _U(_PARITY), _U(_FEISTEL)
_ONE, _S27, _S30, _S31, _S32, _S11, _S56, _S58, _S63, _S64 = (
    _U(n) for n in (1, 27, 30, 31, 32, 11, 56, 58, 63, 64)
)
_R0, _R1, _R2, _R3, _R4, _R5, _R6, _R7 = (_U(n) for n in (16, 42, 12, 31, 16, 32, 24, 21))

ROUNDS = 6 * 64
"""Entries of the table that `fill_rounds` writes."""


@kernel
def _turn(word: np.uint64, shift: np.uint64) -> np.uint64:
    return (word << shift) | (word >> (_S64 - shift))


@kernel
def threefry(k0: np.uint64, k1: np.uint64, c0: np.uint64, c1: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Return the two words of Threefry-2x64-20; see `plain.threefry`."""
    k2 = k0 ^ k1 ^ _PARITY64
    a, b = c0 + k0, c1 + k1
    for s in range(1, 6):
        if s % 2 == 1:
            r0, r1, r2, r3 = _R0, _R1, _R2, _R3
        else:
            r0, r1, r2, r3 = _R4, _R5, _R6, _R7
        a += b
        b = _turn(b, r0) ^ a
        a += b
        b = _turn(b, r1) ^ a
        a += b
        b = _turn(b, r2) ^ a
        a += b
        b = _turn(b, r3) ^ a
        which = s % 3
        if which == 0:
            a, b = a + k0, b + k1 + _U(s)
        elif which == 1:
            a, b = a + k1, b + k2 + _U(s)
        else:
            a, b = a + k2, b + k0 + _U(s)
    return a, b


@kernel
def key(seed: np.uint64, point: np.uint64, step: int, district: int) -> np.uint64:
    """Return the strong 64-bit key of one decision point in one step of one district."""
    return threefry(_U(seed), _U(point), _U(step), _U(district))[0]


@kernel
def fill_keys(seed: np.uint64, points: U64x1, step: int, district: int, keys: U64x1) -> None:
    """Write the key of each of many decision points into `keys`, several at a time."""
    for place in range(points.shape[0]):
        keys[place] = key(seed, points[place], step, district)


@kernel
def mix(z: np.uint64) -> np.uint64:
    """Return the SplitMix64 finaliser of `z`."""
    z = (z ^ (z >> _S30)) * _MUL1
    z = (z ^ (z >> _S27)) * _MUL2
    return z ^ (z >> _S31)


@kernel
def lane(key: np.uint64, index: int) -> np.uint64:
    """Return the `index`-th 64-bit hash under `key`."""
    return mix(key + _GOLDEN * (_U(index) + _ONE))


@kernel
def detail(h: np.uint64, point: np.uint64) -> np.uint64:
    """Return a further hash of the thing that `h` stands for, at another decision point."""
    return mix(mix(h ^ point) + _GOLDEN)


@kernel
def uniform53(h: np.uint64) -> int:
    """Return 53 bits of `h` as int64."""
    return int(np.int64(h >> _S11))


@kernel
def below(number: int, bound: int) -> int:
    """Return 1 where `number` is below `bound`, else 0, for numbers of at most 62 bits.

    It is the sign of their difference. A comparison gives the same, but the compiler may make a branch of it;
    where the processor cannot guess the outcome, a branch costs more than ten such differences.
    """
    return int(np.int64(_U(number - bound) >> _S63))


@kernel
def index_below(h: np.uint64, count: int) -> int:
    """Return an index in [0, count) from the upper half of `h`."""
    return int(np.int64(((h >> _S32) * _U(count)) >> _S32))


@kernel
def _log_q40(x: int) -> int:
    n = 0
    left = x
    if left >= 1 << 32:
        left >>= 32
        n += 32
    if left >= 1 << 16:
        left >>= 16
        n += 16
    if left >= 1 << 8:
        left >>= 8
        n += 8
    if left >= 1 << 4:
        left >>= 4
        n += 4
    if left >= 1 << 2:
        left >>= 2
        n += 2
    if left >= 1 << 1:
        n += 1
    f = x << (40 - n)
    i = (f >> 28) & 4095
    rest = f & ((1 << 28) - 1)
    low, high = LOG_TABLE[i], LOG_TABLE[i + 1]
    return int(n * LN2_Q40 + low + (((high - low) * rest) >> 28))


@kernel
def neglog(h: np.uint64) -> int:
    """Return -ln(u) in Q32 for the u of the upper half of `h`."""
    return (33 * LN2_Q40 - _log_q40(2 * int(np.int64(h >> _S32)) + 1)) >> 8


@kernel
def least(h: np.uint64) -> int:
    """Return a lower bound of `neglog(h)` that needs no logarithm: -ln(u) >= 1 - u.

    Two units stand for rounding: `neglog` rounds down once, its constants and table are off by a small part
    of a unit, and lines between the table's values lie below the logarithm, hence above -ln(u). Where hardly
    anything ever happens, this alone tells that nothing does.
    """
    return (1 << 32) - 2 - int(np.int64(h >> _S32))


@kernel
def log_q32(x: int) -> int:
    """Return ln of the Q32 number x, in Q32."""
    return (_log_q40(x) - 32 * LN2_Q40) >> 8


@kernel
def exp_q32(y: int) -> int:
    """Return exp of the Q32 number y, in Q32."""
    k = y // LN2_Q32
    t = ((y - k * LN2_Q32) << 30) // LN2_Q32
    i, rest = t >> 18, t & ((1 << 18) - 1)
    low, high = EXP2_TABLE[i], EXP2_TABLE[i + 1]
    value = low + (((high - low) * rest) >> 18)
    if k >= 8:
        return int(value << (k - 8))
    return int(value >> min(8 - k, 63))


@kernel
def waiting_steps(h: np.uint64, hazard: int) -> int:
    """Return how many whole steps pass before an event of `hazard` per step (Q32)."""
    if hazard <= 0:
        return NEVER
    return min(neglog(h) // hazard, NEVER)


@kernel
def waiting_within(h: np.uint64, hazard: int, room: int) -> int:
    """Return `waiting_steps`, but at most `room`; most waits are longer and then need no logarithm."""
    if hazard <= 0 or room <= 0:
        return max(room, 0)
    if least(h) >= hazard * room:
        return room
    spent = neglog(h)
    return spent // hazard if spent < hazard * room else room


@kernel
def poisson(h: np.uint64, tables: PoissonTables, row: int) -> int:
    """Return the Poisson count that `h` picks from distribution `row`."""
    start, last = tables.start[row], tables.start[row + 1] - 1
    place = start + tables.guide[row, np.int64(h >> _S56)]
    while place < last and h >= tables.cumulative[place]:
        place += 1
    return int(place - start)


@kernel
def permute12(key: np.uint64, number: int) -> int:
    """Return where the keyed permutation of 0..4095 sends `number`."""
    left, right = number >> 6, number & 63
    for r in range(6):
        left, right = right, left ^ int(np.int64(lane(key ^ _FEISTEL64, r * 64 + right) >> _S58))
    return (left << 6) | right


@kernel
def unpermute12(key: np.uint64, number: int) -> int:
    """Return what `permute12` sends to `number`."""
    left, right = number >> 6, number & 63
    for back in range(6):
        r = 5 - back
        left, right = right ^ int(np.int64(lane(key ^ _FEISTEL64, r * 64 + left) >> _S58)), left
    return (left << 6) | right


@kernel
def fill_rounds(key: np.uint64, rounds: U8x1) -> None:
    """Write what each round of `permute12` under `key` does to each half into `rounds` [ROUNDS].

    That takes 384 hashes; `partner_by` then takes none, which pays where many partners are asked for.
    """
    for place in range(ROUNDS):
        rounds[place] = np.int64(lane(key ^ _FEISTEL64, place) >> _S58)


@kernel
def partner_by(rounds: U8x1, number: int) -> int:
    """Return `partner` under the key that `rounds` was filled for."""
    left, right = number >> 6, number & 63
    for r in range(6):
        left, right = right, left ^ int(rounds[r * 64 + right])
    right ^= 1
    for r in range(5, -1, -1):
        left, right = right ^ int(rounds[r * 64 + left]), left
    return (left << 6) | right


@kernel
def partner(key: np.uint64, number: int) -> int:
    """Return the other end of the keyed perfect matching that `number` belongs to."""
    return unpermute12(key, permute12(key, number) ^ 1)


@kernel
def gumbel_q32(h: np.uint64) -> int:
    """Return a standard Gumbel number in Q32."""
    return -log_q32(max(neglog(h), 1))


@kernel
def choose(key: np.uint64, utilities: I64x1) -> int:
    """Return the option with the largest utility (Q32) plus its kept noise; the first of equals."""
    best = 0
    best_value = utilities[0] + gumbel_q32(lane(key, 0))
    for option in range(1, utilities.shape[0]):
        value = utilities[option] + gumbel_q32(lane(key, option))
        if value > best_value:
            best, best_value = option, value
    return best
