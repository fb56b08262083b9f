"""Drawing and thinning alone, by demerit's own pass: `engine/points.py`, `drawn`, over a district's people.

The people are a district of a scenario of the gallery, as the engine holds them; districts and weeks differ
by their keys, as in a run. Rates depend on age, sex and standing besides propensity, and conducts and
ceilings may be others than those of points.c: the cost of a point is what compares.

    python -m bench.peers.own_points SCENARIO DISTRICTS WEEKS SEED

prints one line of JSON as points.c does.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version

import numpy as np

from bench.peers import law
from demerit.chance.compiled import key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.packing import pack
from demerit.chance.wide import drawn
from demerit.engine.districts import Desk, open_state, open_tables
from demerit.lab.planning import resolved
from demerit.scenario.lower import lower

PERSON = 0


@kernel
def _alone(
    tables: I64x1, state: I64x1, seed: np.uint64, districts: int, weeks: int, told: I64x1
) -> np.uint64:
    """Draw for districts x weeks; `told` gets points and acts. Return the sum of the acts' hashes."""
    t, s = open_tables(tables), open_state(state)
    total = np.uint64(0)
    for d in range(districts):
        for w in range(weeks):
            for c in range(t.conduct.point.shape[0]):
                if t.conduct.entity[c] != PERSON:
                    continue
                k = key(seed, t.conduct.point[c], w, d)
                count = poisson(lane(k, 0), t.conduct.poisson, c)
                who = s.propensity[t.conduct.propensity[c]]
                n = drawn(k, count, s.place, t.conduct.rate[c], who, s.found)
                told[0] += count
                told[1] += n
                for i in range(n):
                    total += s.found[np.uint64(i)]
    return total


def run(scenario: str, districts: int, weeks: int, seed: int) -> dict[str, object]:
    """Return what was drawn and what it cost, the compiling left out."""
    asked = resolved(scenario, {"people": 4096, "draws": 1})
    tables = lower(asked, 0)
    desk = Desk(tables)
    desk.run(tables, seed, 0, 1)
    state = desk._state  # as a run holds it at its end
    t, s, told = pack(tables), pack(state), np.zeros(2, np.int64)
    _alone(t.words, s.words, np.uint64(seed), 0, weeks, told)
    wall, cpu = time.perf_counter(), time.process_time()
    total = _alone(t.words, s.words, np.uint64(seed), districts, weeks, told)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    points, acts = told.tolist()
    return {
        "name": f"demerit's own pass ({scenario})",
        "version": version("demerit"),
        "people": districts * int((state.people.present[:4096] > 0).sum()),
        "weeks": weeks,
        "threads": 1,
        "seed": seed,
        "cpu_s": cpu,
        "wall_s": wall,
        "rss_bytes": law.peak(),
        "points": points,
        "acts": acts,
        "checksum": f"{int(total) & (1 << 64) - 1:016x}",
    }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], *(int(word) for word in sys.argv[2:5]))))
