"""Screen the keyed hashes in the way the engine uses them: is what should be independent, independent?

The engine takes a strong key for each (seed, decision point, step, district) and a quick hash for each point
under it, reads the slot in its lowest bits and the mark in its highest, and asks further questions by
hashing again. So the screen looks at exactly these: neighbouring indices and slots under one key, the same
index in neighbouring steps, districts, seeds and other decision points, a hash and its details, and the bits
of one hash among each other. Every statistic comes out as a standard normal number if all is well.

Two weak hashes go through the same screen and must be caught: a multiplication xor a key, and one that
mixes the lower half of its counter alone. (A SplitMix64 that lacks its second round is not caught at this
size: the screen is necessary, not sufficient.)

    python -m bench.proofs.rng_screen [keys] [seed]

prints a table in Markdown; rng_screen.md beside this file holds a recorded one. A small screen is a test
(tests/statistical/test_chance_screen.py).
"""

from __future__ import annotations

import sys
import time

import numpy as np
from numpy.typing import NDArray

from demerit.chance.compiled import detail, key, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, I64x2
from demerit.chance.points import point

INDICES = 4096
SHARE = 0.08
ENGINE, MULTIPLY, UNMIXED = 0, 1, 2
KINDS = {
    ENGINE: "engine",
    MULTIPLY: "multiply, xor key (weak)",
    UNMIXED: "no mixing of the upper half (weak)",
}
PAIRS = (
    "index + 1",
    "index + 3",
    "index xor 1",
    "index xor 64",
    "next step",
    "next district",
    "next seed",
    "other point",
    "hash, detail",
    "detail, other detail",
    "detail, index + 1",
)

_GOLDEN, _MUL, _ONE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(1)
_S30, _S31, _S34, _S8 = np.uint64(30), np.uint64(31), np.uint64(34), np.uint64(8)
_BYTE, _LOW, _S32 = np.uint64(255), np.uint64(0xFFFFFFFF), np.uint64(32)
_A, _B = np.uint64(point("screen.a")), np.uint64(point("screen.b"))
_MARK = int(SHARE * (1 << 30))
_MARK53 = _MARK << 23


@kernel
def _hash(kind: int, k: np.uint64, i: int) -> np.uint64:
    """Return the `i`-th hash under `k`: the engine's, or a weak one."""
    if kind == 0:
        return lane(k, i)
    if kind == 1:
        return (np.uint64(i) + _ONE) * _GOLDEN ^ k
    z = k + _GOLDEN * (np.uint64(i) + _ONE)
    return ((z & _LOW) * _MUL ^ (z & _LOW) * _MUL >> _S31) ^ k << _S32


@kernel
def _detail(kind: int, h: np.uint64, at: np.uint64) -> np.uint64:
    if kind == 1:
        return (h ^ at) * _GOLDEN
    return detail(h, at)


@kernel
def _event(h: np.uint64) -> int:
    """Return 1 if the mark of `h` lies under the share."""
    return 1 if np.int64(h >> _S34) < _MARK else 0


@kernel
def _event53(h: np.uint64) -> int:
    return 1 if uniform53(h) < _MARK53 else 0


@kernel
def _walk(
    kind: int, seed: np.uint64, counts: I64x1, pairs: I64x2, per_index: I64x1, byte: I64x2, cells: I64x2
) -> None:
    """Go through all indices under each key; a key is a (step, district) pair of one decision point."""
    for q in range(counts.shape[0]):
        step, district = q % 313, q // 313
        k = key(seed, _A, step, district)
        k_step = key(seed, _A, step + 1, district)
        k_district = key(seed, _A, step, district + 1)
        k_seed = key(seed + _ONE, _A, step, district)
        k_point = key(seed, _B, step, district)
        for i in range(INDICES):
            h = _hash(kind, k, i)
            e = _event(h)
            d = _event53(_detail(kind, h, _A))
            after = _event(_hash(kind, k, i + 1))
            counts[q] += e
            per_index[i] += e
            pairs[q, 0] += e & after
            pairs[q, 1] += e & _event(_hash(kind, k, i + 3))
            pairs[q, 2] += e & _event(_hash(kind, k, i ^ 1))
            pairs[q, 3] += e & _event(_hash(kind, k, i ^ 64))
            pairs[q, 4] += e & _event(_hash(kind, k_step, i))
            pairs[q, 5] += e & _event(_hash(kind, k_district, i))
            pairs[q, 6] += e & _event(_hash(kind, k_seed, i))
            pairs[q, 7] += e & _event(_hash(kind, k_point, i))
            pairs[q, 8] += e & d
            pairs[q, 9] += d & _event53(_detail(kind, h, _B))
            pairs[q, 10] += d & after
            rest = h
            for b in range(8):
                byte[b, np.int64(rest & _BYTE)] += 1
                rest >>= _S8
            slot, mark = np.int64(h) & 4095, np.int64(h >> _S34)
            cells[0, (slot >> 8) * 16 + (mark >> 26)] += 1
            cells[1, (slot & 15) * 16 + (mark >> 26)] += 1
            other = np.int64(_hash(kind, k, i + 1)) & 4095
            cells[2, (slot & 15) * 16 + (other & 15)] += 1
            cells[3, (slot >> 8) * 16 + (other >> 8)] += 1


def _spread(counts: NDArray[np.int64], variance: float) -> float:
    """Return how far a sample variance is from what it should be, in standard deviations."""
    return float((counts.var(ddof=1) / variance - 1) / np.sqrt(2 / (counts.size - 1)))


def _even(counts: NDArray[np.int64]) -> float:
    """Return how uneven counts over equal classes are, as a standard normal number (Wilson-Hilferty)."""
    expected, free = counts.sum() / counts.size, counts.size - 1
    chi = float(((counts - expected) ** 2).sum() / expected)
    return float(((chi / free) ** (1 / 3) - (1 - 2 / (9 * free))) / np.sqrt(2 / (9 * free)))


def screen(keys: int, seed: int, kind: int = ENGINE) -> dict[str, float]:
    """Return every statistic by name; each is standard normal if the hashes are independent and even.

    Args:
        keys: how many (step, district) keys, 4,096 hashes under each.
        seed: of the keys.
        kind: ENGINE, or a weak hash.
    """
    counts, per_index = np.zeros(keys, np.int64), np.zeros(INDICES, np.int64)
    pairs = np.zeros((keys, len(PAIRS)), np.int64)
    byte, cells = np.zeros((8, 256), np.int64), np.zeros((4, 256), np.int64)
    _walk(kind, np.uint64(seed), counts, pairs, per_index, byte, cells)
    p = _MARK / (1 << 30)
    n = keys * INDICES
    found = {
        "events": float((counts.sum() - n * p) / np.sqrt(n * p * (1 - p))),
        "events, spread over keys": _spread(counts, INDICES * p * (1 - p)),
        "events, spread over indices": _spread(per_index, keys * p * (1 - p)),
    }
    apart, chained = p * p * (1 - p * p), 2 * (p**3 - p**4)
    for column, name in enumerate(PAIRS):
        one = 2 * apart if " xor " in name else apart + chained if column < 2 else apart
        found[f"pairs: {name}"] = float((pairs[:, column].sum() - n * p * p) / np.sqrt(n * one))
        found[f"pairs: {name}, spread over keys"] = _spread(pairs[:, column], INDICES * one)
    for b in range(8):
        found[f"byte {b} even"] = _even(byte[b])
    for row, name in enumerate(
        ("slot high, mark", "slot low, mark", "slot, next slot", "slot high, next slot high")
    ):
        found[f"cells: {name}"] = _even(cells[row])
    return found


def main(keys: int, seed: int) -> None:
    """Print the screen of the engine's hash and of the weak ones."""
    start = time.perf_counter()
    found = {kind: screen(keys, seed, kind) for kind in KINDS}
    seconds = time.perf_counter() - start
    print(f"`python -m bench.proofs.rng_screen {keys} {seed}`: {keys:,} keys x {INDICES:,} hashes, ", end="")
    print(f"share {SHARE}, {seconds:.0f} s. Every number is standard normal if all is well.\n")
    print("| statistic | " + " | ".join(KINDS.values()) + " |")
    print("|---|" + "---|" * len(KINDS))
    for name in found[ENGINE]:
        print(f"| {name} | " + " | ".join(f"{found[kind][name]:+.1f}" for kind in KINDS) + " |")
    worst = ", ".join(f"{KINDS[kind]} {max(map(abs, row.values())):.1f}" for kind, row in found.items())
    print(f"\nLargest distance from 0: {worst}.")


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["20000", "1"])[:2]))
