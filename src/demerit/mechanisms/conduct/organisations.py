"""M04: organisations as actors, what firms and other bodies do; M34 leans on it too.

An organisation is an occupant of one of the district's 256 organisation slots. It acts through possible
points of its own, at rates by size, and from there on walks the same way as a person: seen, ruled on,
listed, refused. Whether it can pay is not asked of it, and it has no group.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that chance
is read from, `i` slot, `j` number of a possible point, `k` key of a decision point, `c` conduct.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, organisation_rate, rate_plain, slot_of, slot_of_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Act, World
from demerit.mechanisms.conduct import acting
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.stops import stops
from demerit.mechanisms.stops.words import ACT_STOPPED
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(
    name="organisations",
    rows=("M04",),
    stage="conduct",
    points=("conduct.<name>",),
    ceilings=("society.conducts.<name>.ceiling",),
)

ORGANISATION = 1


def plain(w: World, step: int) -> None:
    """Let this step's acts of organisations happen."""
    t = w.tables
    for c, name in enumerate(t.conduct.point):
        if t.conduct.entity[c] != ORGANISATION:
            continue
        k, place = chance.key(w.seed, int(name), step, w.district), int(t.stops.of_conduct[c])
        place = stops.place_plain(t, place, step)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.conduct.poisson, c) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, ORGANISATION))
            if who is None:
                continue
            rate = rate_plain(who, t.conduct.age_sex[c], t.conduct.status[c])
            if mark_plain(h) >= rate:
                continue
            if lists := stops.stop_plain(w, who, place, False, step, rate, mark_plain(h)):
                how = stops.how_plain(t, place, step, lists)
                happen_plain(w, step, who, ACT_STOPPED.number, c, lists, how, h=h)
                continue
            happen_plain(w, step, who, ACT.number, c, h=h)
            w.acts.append(Act(who, c, h, False))
            w.totals.acts[c, 0, int(t.time.year[step]), ACTS.acts] += 1
            w.totals.acts_by_step[step, c, ACTS_BY_STEP.acts] += 1


@kernel
def _stopped(t: Tables, s: State, out: Totals, c: int, i: int, step: int, h: np.uint64) -> bool:
    """Return whether a list stops the act of hash `h` of the organisation in slot `i`; count it."""
    rate, place = organisation_rate(s, i, t.conduct.age_sex[c]), int(t.stops.of_conduct[c])
    if mark_of(h) < (rate * stops.share(t, s, place, i, 0, step, RECORDED)) >> 30:
        return False
    wrongful = mark_of(h) < (rate * stops.share(t, s, place, i, 0, step, SHADOW)) >> 30
    lists = stops.count(t, s, out, place, i, step, wrongful)
    happen(s, step, i, ACT_STOPPED.number, c, lists, stops.how(t, place, step, lists), np.int64(h))
    return True


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's acts of organisations happen."""
    year, end = t.time.year[step], int(s.acts.length[0])
    for c in range(t.conduct.point.shape[0]):
        if t.conduct.entity[c] != ORGANISATION:
            continue
        k, first = key(seed, t.conduct.point[c], step, district), end
        place = stops.place_of(t, t.stops.of_conduct[c], step)
        for j in range(1, poisson(lane(k, 0), t.conduct.poisson, c) + 1):
            h = lane(k, j)
            i = slot_of(h, ORGANISATION)
            if s.people.present[i] == 0 or mark_of(h) >= organisation_rate(s, i, t.conduct.age_sex[c]):
                continue
            if place >= 0 and _stopped(t, s, out, c, i, step, h):
                continue
            happen(s, step, i, ACT.number, c, 0, 0, np.int64(h))
            acting.write(s, end, h, 0)
            end += 1
        out.acts[c, 0, year, ACTS.acts] += end - first
        out.acts_by_step[step, c, ACTS_BY_STEP.acts] += end - first
        acting.close(s, c, first, end)
