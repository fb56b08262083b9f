"""The law of the reference task R0d, and how every peer in Python says what it measured.

A district has 4,032 people in households of three (0, 1, 2), (3, 4, 5) and so on. Nobody is born, dies,
moves or ages. 15 % of households are of group B, the others of group A. The propensity of a person is
lognormal (sigma 1) with mean 1, flat beyond 2.5 standard deviations, the same for all conducts and fixed
for life. A week has, at once:

- *acts*: of each of eight conducts a Poisson count, the conduct's rate times the propensity; for those five
  that cost points also times the district's feedback, 1 - 0.3 x the share listed at the end of the week
  before. An act is seen with a chance of 0.80 (group A) or 0.95 (B) and has its points;
- *false records*: a Poisson count with a rate of 5e-4 (A) or 1.5e-3 (B), each minus 20 points;
- *household*: who had another member of the household on the list at the end of the week before loses 5
  points with a chance of 26/256;
- *recovery*: who stood below 1000 at the end of the week before gets a point with a chance of 77/256.

A score starts at 1000; the week's points are summed, added, and then held to 0..1300. *List*: who stands
below 800 at the end of the week enters it for 52 weeks; in the last of them the score decides whether
another 52 follow.

*Wrongful*, here, is the cheap form: an entry that would not be one if the points of the person's own false
records were given back (demerit walks a whole second history for it). Peers report it; only what
`agreement.MATTERS` names is compared.

A peer is a file run by its own environment's Python: FILE DISTRICTS WEEKS SEED. It prints one line of JSON.
What it times is all that is proportional to people: making them and their weeks. Imports and compiling are
not in it.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

RATES = np.array([2e-2, 1e-2, 1e-2, 5e-3, 5e-3, 2e-3, 1e-3, 1e-4])
POINTS = np.array([-5, 3, -20, -30, 5, -40, -50, 1])
SEEN = np.array([0.80, 0.95])
FALSE_RATES = np.array([5e-4, 1.5e-3])
FALSE_POINTS = -20
GROUP_B = 0.15
RECOVERY = 77 / 256
HOUSEHOLD = 26 / 256
HOUSEHOLD_POINTS = -5
FEEDBACK = 0.3
START, TOP, BOUND, TERM = 1000, 1300, 800, 52
DISTRICT, MEMBERS = 4032, 3

TOTAL = float(RATES.sum())
SHARES = np.cumsum(RATES) / TOTAL
"""Of the conducts in the sum of their rates, cumulated."""
FLAT_BEYOND = 2.5


def _below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


FACTOR_MEAN = math.exp(0.5) * (_below(FLAT_BEYOND - 1) - _below(-FLAT_BEYOND - 1)) + (
    math.exp(FLAT_BEYOND) + math.exp(-FLAT_BEYOND)
) * _below(-FLAT_BEYOND)
"""Mean of exp(z) for a standard normal z held within 2.5: what makes the mean propensity 1."""


def propensities(normal: Any) -> Any:
    """Return propensities of mean 1 from standard normal numbers."""
    return np.exp(np.clip(normal, -FLAT_BEYOND, FLAT_BEYOND)) / FACTOR_MEAN


def points_of(uniform: Any, rate: Any) -> tuple[Any, Any]:
    """Return who has points of a Poisson process this week and how many, exactly.

    By inversion, `uniform` being one number in [0, 1) for everybody: a count of at least one needs uniform
    < 1 - exp(-rate), which is below the rate, so exponentials are taken of the few that pass that. Numbers
    of single precision lie on a grid of 2**-24 that holds 0 and not 1: half a step more makes it even.
    """
    who = np.flatnonzero(uniform < rate)
    left, lam = uniform[who].astype(np.float64) + 2.0**-25, rate[who].astype(np.float64)
    mass = np.exp(-lam)
    beyond = 1 - mass
    keep = left < beyond
    who, left, lam, mass, beyond = who[keep], left[keep], lam[keep], mass[keep], beyond[keep]
    count = np.zeros(who.size, np.int64)
    n, more = 1, np.arange(who.size)
    while more.size:
        count[more] = n
        mass[more] *= lam[more] / n
        beyond[more] -= mass[more]
        n, more = n + 1, more[left[more] < beyond[more]]
    return who, count


def peak() -> int:
    """Return the most memory that this process has held, in bytes.

    Linux's count of a process begins anew with its program; what `getrusage` says may be its parent's.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(name: str, version: str, simulate: Callable[[int, int, int], dict[str, float]]) -> None:
    """Run a peer as the command line asks and print what it measured.

    `simulate(districts, weeks, seed)` returns the share listed and the mean score at the end, acts in all,
    entries to the list and how many of them were wrongful.
    """
    districts, weeks, seed = (int(word) for word in sys.argv[1:4])
    wall, cpu = time.perf_counter(), time.process_time()
    found = simulate(districts, weeks, seed)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    people = districts * DISTRICT
    said = {
        "name": name,
        "version": version,
        "people": people,
        "weeks": weeks,
        "seed": seed,
        "cpu_s": cpu,
        "wall_s": wall,
        "rss_bytes": peak(),
        "listed_share": float(found["listed"]) / people,
        "mean_score": float(found["score"]),
        "acts_per_person_week": float(found["acts"]) / people / weeks,
        "wrongful_share": float(found["wrongful"]) / float(found["entries"]) if found["entries"] else 0.0,
        "entries": int(found["entries"]),
    }
    print(json.dumps(said))
