"""Drawing and thinning the possible points of acts, alone: the twin of points.c, and the tables of both.

The same law, and the same functions of chance, as engine/conduct/acts.py: for each conduct, district and
week a keyed Poisson count of possible points at the ceiling, each hashed to a slot and a mark, and an act
if the mark lies under the propensity of who has the slot. Acts are written to a list; nothing rules on
them.

    python -m bench.peers.points DISTRICTS WEEKS THREADS SEED

prints one line of JSON as points.c does. C and Numba give the same bits (the checksum of all acts).
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from bench.peers import law
from demerit.chance import PoissonTables, point, poisson_tables
from demerit.chance.compiled import key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, I64x1, U64x1
from demerit.society.propensities import highest, propensity_table

SLOTS = 4096
SPREAD = Decimal(1)
TRAITS = point("bench.traits")
POINTS = np.array([point(f"bench.conduct-{k}") for k in range(len(law.RATES))], np.uint64)


def tables() -> tuple[PoissonTables, NDArray[np.int32]]:
    """Return the counts of possible points a district and week, and 4,096 rates over the ceiling, Q30."""
    ceiling = highest(SPREAD)
    means = [Decimal(str(rate)) * ceiling * SLOTS for rate in law.RATES]
    factors = propensity_table(SPREAD)
    return poisson_tables(means), ((factors << 30) // int(ceiling * (1 << 20))).astype(np.int32)


def write_tables(path: Path) -> None:
    """Write the tables as points.c reads them: 64-bit numbers, one part after another."""
    counts, share = tables()
    head = np.array([POINTS.size, counts.cumulative.size, np.uint64(TRAITS).astype(np.int64)], np.int64)
    parts = (
        head,
        POINTS,
        counts.start,
        counts.cumulative,
        counts.guide.astype(np.int64),
        share.astype(np.int64),
    )
    path.write_bytes(b"".join(part.tobytes() for part in parts))


@kernel
def draw(
    seed: np.uint64,
    names: U64x1,
    traits: np.uint64,
    counts: PoissonTables,
    share: I32x1,
    first: int,
    last: int,
    weeks: int,
    under: I32x1,
    acts: U64x1,
    told: I64x1,
) -> None:
    """Draw and thin for districts first..last; `told` gets points, acts and the sum of the acts' hashes."""
    total = np.uint64(0)
    for d in range(first, last):
        k = key(seed, traits, 0, d)
        for i in range(SLOTS):
            under[i] = share[np.int64(lane(k, i)) & (SLOTS - 1)]
        for w in range(weeks):
            m = 0
            for c in range(names.shape[0]):
                k = key(seed, names[c], w, d)
                n = poisson(lane(k, 0), counts, c)
                told[0] += n
                for j in range(1, n + 1):
                    h = lane(k, j)
                    acts[m] = h
                    m += np.int32(h >> np.uint64(34)) < under[np.int64(h) & (SLOTS - 1)]
            told[1] += m
            for i in range(m):
                total += acts[i]
    told[2] = np.int64(total)


def run(districts: int, weeks: int, threads: int, seed: int) -> dict[str, object]:
    """Return what was drawn and what it cost, the compiling left out."""
    counts, share = tables()
    names, traits = POINTS, np.uint64(TRAITS)

    def work(first: int, last: int) -> NDArray[np.int64]:
        told = np.zeros(3, np.int64)
        under, acts = np.empty(SLOTS, np.int32), np.empty(1 << 16, np.uint64)
        draw(np.uint64(seed), names, traits, counts, share, first, last, weeks, under, acts, told)
        return told

    work(0, 0)
    wall, cpu = time.perf_counter(), time.process_time()
    edges = np.linspace(0, districts, threads * 8 + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, edges[:-1], edges[1:]))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    points, acts, checksum = np.sum(parts, axis=0).tolist()
    return {
        "name": "points in Numba",
        "version": numba.__version__,
        "people": districts * SLOTS,
        "weeks": weeks,
        "threads": threads,
        "seed": seed,
        "cpu_s": cpu,
        "wall_s": wall,
        "rss_bytes": law.peak(),
        "points": points,
        "acts": acts,
        "checksum": f"{checksum & (1 << 64) - 1:016x}",
    }


if __name__ == "__main__":
    print(json.dumps(run(*(int(word) for word in sys.argv[1:5]))))
