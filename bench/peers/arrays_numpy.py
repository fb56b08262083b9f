"""R0d in NumPy: a column a trait, a pass a rule, single precision where it is enough."""

from __future__ import annotations

import law
import numpy as np


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    rng, people, f4 = np.random.default_rng(seed), districts * law.DISTRICT, np.float32
    group = np.repeat(rng.random(people // law.MEMBERS, f4) < law.GROUP_B, law.MEMBERS).astype(np.int8)
    rate = law.propensities(rng.standard_normal(people, f4)).astype(f4) * f4(law.TOTAL)
    false_rate = law.FALSE_RATES.astype(f4)[group]
    rates = rate + false_rate
    seen = law.SEEN.astype(f4)
    score = np.full(people, law.START, np.int16)
    left = np.zeros(people, np.int8)
    given_back = np.zeros(people, np.int16)
    listed = np.zeros(people, np.bool_)
    acts = entries = wrongful = 0
    for _ in range(weeks):
        recovers = (score < law.START) & (rng.random(people, f4) < law.RECOVERY)
        at_home = listed.reshape(-1, law.MEMBERS)
        others = (at_home.sum(1, keepdims=True, dtype=np.int8) - at_home).reshape(-1)
        reached = np.flatnonzero(others)
        reached = reached[rng.random(reached.size, f4) < law.HOUSEHOLD]
        feedback = 1 - law.FEEDBACK * listed.reshape(districts, -1).mean(1)
        who, count = law.points_of(rng.random(people, f4), rates)
        who = np.repeat(who, count)
        false = rng.random(who.size, f4) * rates[who] < false_rate[who]
        conduct = np.searchsorted(law.SHARES, rng.random(who.size), side="right")
        points = law.POINTS[conduct]
        happens = (points > 0) | (rng.random(who.size, f4) < feedback[who // law.DISTRICT])
        acts += int((happens & ~false).sum())
        points *= happens & (rng.random(who.size, f4) < seen[group[who]])
        points[false] = law.FALSE_POINTS
        np.subtract.at(given_back, who[false], law.FALSE_POINTS)
        score += recovers
        score[reached] += law.HOUSEHOLD_POINTS
        np.add.at(score, who, points.astype(np.int16))
        np.clip(score, 0, law.TOP, out=score)
        low = score < law.BOUND
        left -= listed
        left[(left == 1) & low] = law.TERM + 1
        new = np.flatnonzero(low & (left == 0))
        left[new] = law.TERM
        entries += new.size
        wrongful += int((score[new] + given_back[new] >= law.BOUND).sum())
        listed = left > 0
    return {
        "listed": listed.sum(),
        "score": score.mean(),
        "acts": acts,
        "entries": entries,
        "wrongful": wrongful,
    }


if __name__ == "__main__":
    law.main("NumPy", np.__version__, simulate)
