"""R0d in Starsim: one module with a state a trait and a named random stream a decision."""

from __future__ import annotations

import law
import numpy as np
import starsim as ss


class R0d(ss.Module):
    """The scoring regime and what people do, as one module."""

    def __init__(self) -> None:
        super().__init__()
        self.define_pars(
            luck=ss.random(),
            recovers=ss.bernoulli(p=law.RECOVERY),
            reached=ss.bernoulli(p=law.HOUSEHOLD),
            kind=ss.random(),
            sight=ss.random(),
            conduct=ss.random(),
            goes_on=ss.random(),
            homes=ss.random(),
        )
        self.define_states(
            ss.FloatArr("normal", default=ss.normal()),
            ss.FloatArr("rate", default=0),
            ss.FloatArr("score", default=law.START),
            ss.FloatArr("left", default=0),
            ss.FloatArr("given_back", default=0),
        )
        self.acts = self.entries = self.wrongful = 0

    def init_post(self) -> None:
        """Derive what is fixed for life."""
        super().init_post()
        self.rate[:] = law.propensities(self.normal.raw[self.sim.people.auids]) * law.TOTAL
        homes = len(self.sim.people) // law.MEMBERS
        self.group = np.repeat(self.pars.homes.rvs(homes) < law.GROUP_B, law.MEMBERS).astype(int)
        self.false_rate = law.FALSE_RATES[self.group]
        self.rate[:] = self.rate.raw[self.sim.people.auids] + self.false_rate

    def step(self) -> None:
        """Live one week."""
        everybody, p = self.sim.people.auids, self.pars
        listed = self.left.raw[everybody] > 0
        at_home = listed.reshape(-1, law.MEMBERS)
        others = (at_home.sum(1, keepdims=True) - at_home).reshape(-1)
        feedback = 1 - law.FEEDBACK * listed.reshape(-1, law.DISTRICT).mean(1)
        recovers = p.recovers.filter(ss.uids(np.flatnonzero(self.score.raw[everybody] < law.START)))
        reached = p.reached.filter(ss.uids(np.flatnonzero(others)))
        rates = self.rate.raw[everybody]
        who, count = law.points_of(p.luck.rvs(everybody), rates)
        who = np.repeat(who, count)
        false = p.kind.rvs(who.size) * rates[who] < self.false_rate[who]
        conduct = np.searchsorted(law.SHARES, p.conduct.rvs(who.size), side="right")
        points = law.POINTS[conduct]
        happens = (points > 0) | (p.goes_on.rvs(who.size) < feedback[who // law.DISTRICT])
        self.acts += int((happens & ~false).sum())
        points *= happens & (p.sight.rvs(who.size) < law.SEEN[self.group[who]])
        points[false] = law.FALSE_POINTS
        self.score[recovers] += 1
        self.score[reached] += law.HOUSEHOLD_POINTS
        hit, place = np.unique(who, return_inverse=True)
        self.score[ss.uids(hit)] += np.bincount(place, points, hit.size)
        self.given_back[ss.uids(hit)] -= law.FALSE_POINTS * np.bincount(place, false, hit.size)
        self.score[:] = np.clip(self.score.raw[everybody], 0, law.TOP)
        low = self.score.raw[everybody] < law.BOUND
        self.left[ss.uids(np.flatnonzero(listed))] -= 1
        left = self.left.raw[everybody]
        new = ss.uids(np.flatnonzero(low & (left == 0)))
        self.left[ss.uids(np.flatnonzero(low & (left == 1)))] = law.TERM + 1
        self.left[new] = law.TERM
        self.entries += len(new)
        self.wrongful += int((self.score[new] + self.given_back[new] >= law.BOUND).sum())


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    sim = ss.Sim(
        n_agents=districts * law.DISTRICT,
        modules=[R0d()],
        start=0,
        dur=weeks - 1,
        dt=1,
        rand_seed=seed,
        verbose=0,
    )
    sim.init()
    sim.run()
    module = next(each for each in sim.modules if isinstance(each, R0d))
    return {
        "listed": float((module.left > 0).sum()),
        "score": float(module.score.mean()),
        "acts": module.acts,
        "entries": module.entries,
        "wrongful": module.wrongful,
    }


if __name__ == "__main__":
    law.main("Starsim", ss.__version__, simulate)
