"""R0d in idiomatic Numba: one parallel loop over people, keyed random numbers, no tricks."""

from __future__ import annotations

import math

import law
import numba
import numpy as np
from numba import njit, prange, uint64

SHARES, POINTS, SEEN, FALSE_RATES = law.SHARES, law.POINTS, law.SEEN, law.FALSE_RATES
TOTAL, DISTRICT, MEMBERS, START, TOP, BOUND, TERM = (
    law.TOTAL,
    law.DISTRICT,
    law.MEMBERS,
    law.START,
    law.TOP,
    law.BOUND,
    law.TERM,
)
RECOVERY, HOUSEHOLD, FALSE_POINTS, HOUSEHOLD_POINTS = (
    law.RECOVERY,
    law.HOUSEHOLD,
    law.FALSE_POINTS,
    law.HOUSEHOLD_POINTS,
)


@njit
def uniform(seed, i, week, purpose):
    """Return a number in [0, 1) that belongs to a person, a week and a purpose."""
    z = uint64(seed) * uint64(0x9E3779B97F4A7C15) + (uint64(i) << uint64(24)) + (uint64(week) << uint64(12))
    z += uint64(purpose)
    z = (z ^ (z >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
    z ^= z >> uint64(31)
    z = (z ^ (z >> uint64(33))) * uint64(0xFF51AFD7ED558CCD)
    z ^= z >> uint64(33)
    return float(z >> uint64(11)) * (1.0 / 9007199254740992.0)


@njit(parallel=True, cache=True)
def week(score, left, given_back, listed, group, propensity, feedback, seed, w, count):
    """Live one week; `count` gets acts, entries and wrongful entries."""
    acts = entries = wrongful = 0
    for i in prange(score.size):
        s = int(score[i])
        g = group[i]
        if s < START and uniform(seed, i, w, 0) < RECOVERY:
            s += 1
        home = i - i % MEMBERS
        other = False
        for j in range(home, home + MEMBERS):
            if j != i and listed[j]:
                other = True
        if other and uniform(seed, i, w, 1) < HOUSEHOLD:
            s += HOUSEHOLD_POINTS
        rate = propensity[i] * TOTAL + FALSE_RATES[g]
        u = uniform(seed, i, w, 2)
        if u < rate:  # else it is not below 1 - exp(-rate) either
            mass = math.exp(-rate)
            beyond = 1 - mass
            n = 0
            while u < beyond:
                n += 1
                mass *= rate / n
                beyond -= mass
                if uniform(seed, i, w, 4 * n) * rate < FALSE_RATES[g]:
                    s += FALSE_POINTS
                    given_back[i] -= FALSE_POINTS
                    continue
                r = uniform(seed, i, w, 4 * n + 1)
                k = 0
                while k < 7 and r >= SHARES[k]:
                    k += 1
                if POINTS[k] < 0 and uniform(seed, i, w, 4 * n + 2) >= feedback[i // DISTRICT]:
                    continue
                acts += 1
                if uniform(seed, i, w, 4 * n + 3) < SEEN[g]:
                    s += POINTS[k]
        s = min(max(s, 0), TOP)
        score[i] = s
        if left[i] > 0:
            left[i] -= 1
            if left[i] == 1 and s < BOUND:
                left[i] = TERM + 1
        if left[i] == 0 and s < BOUND:
            left[i] = TERM
            entries += 1
            if s + given_back[i] >= BOUND:
                wrongful += 1
    count[0] += acts
    count[1] += entries
    count[2] += wrongful


@njit(parallel=True, cache=True)
def close(left, listed, feedback, strength):
    """Note who is listed at the end of the week, and each district's feedback."""
    for d in prange(feedback.size):
        n = 0
        for i in range(d * DISTRICT, (d + 1) * DISTRICT):
            listed[i] = left[i] > 0
            n += listed[i]
        feedback[d] = 1 - strength * n / DISTRICT


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    rng, people = np.random.default_rng(seed), districts * law.DISTRICT
    group = np.repeat(rng.random(people // law.MEMBERS) < law.GROUP_B, law.MEMBERS).astype(np.int8)
    propensity = law.propensities(rng.standard_normal(people, np.float32)).astype(np.float32)
    score = np.full(people, law.START, np.int16)
    left = np.zeros(people, np.int8)
    given_back = np.zeros(people, np.int16)
    listed = np.zeros(people, np.bool_)
    feedback = np.ones(districts)
    count = np.zeros(3, np.int64)
    for w in range(weeks):
        week(score, left, given_back, listed, group, propensity, feedback, seed, w, count)
        close(left, listed, feedback, law.FEEDBACK)
    acts, entries, wrongful = count.tolist()
    return {
        "listed": listed.sum(),
        "score": score.mean(),
        "acts": acts,
        "entries": entries,
        "wrongful": wrongful,
    }


if __name__ == "__main__":
    simulate(1, 2, 1)  # compiles, or loads what is compiled
    law.main("Numba", numba.__version__, simulate)
