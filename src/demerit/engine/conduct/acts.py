"""M10: what people do, in the world of possible acts that the seed lays down.

For each conduct, district and step one keyed count of possible points at the ceiling rate that the society
declares; then one hash a point gives slot and mark. A point becomes an act if its mark lies under the
occupant's present rate over the ceiling. That is exact, the same under every regime, and indifferent to
who else lives there: an empty slot lets the point pass, and so does somebody who is deterred.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, fill_keys, lane, poisson, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1
from demerit.chance.wide import drawn
from demerit.engine import events
from demerit.engine.detection.sources import watch, watch_plain
from demerit.engine.events import ACT, happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, rate_plain, slot_of, slot_of_plain
from demerit.engine.response import deterrence
from demerit.engine.state import State
from demerit.engine.totals import ACTS, LET_GO, RECORDED_ACTS, Totals
from demerit.engine.world import World
from demerit.scenario.tables import Tables

ABILITY = point("conduct.ability")

MECHANISM = Mechanism(
    name="acts",
    rows=("M10",),
    stage="conduct",
    points=("conduct.<name>", "conduct.ability"),
    tables=("act_*", "deter_conduct"),
    ceilings=("society.conducts.<name>.ceiling",),
)

_ABILITY = np.uint64(ABILITY)
PERSON = 0


def plain(w: World, step: int) -> None:
    """Let this step's acts happen, and each be seen or not."""
    t = w.tables
    for c, name in enumerate(t.act_point):
        if t.act_entity[c] != PERSON:
            continue
        k = chance.key(w.seed, int(name), step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.act_poisson, c) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, PERSON))
            if who is None:
                continue
            rate = rate_plain(who, t.act_age_sex[c], t.act_status[c])
            rate = (rate * who.propensity[t.act_propensity[c]]) >> 20
            if mark_plain(h) >= rate:
                continue
            cannot_pay = chance.uniform53(chance.detail(h, ABILITY)) < int(t.act_unable[c, who.fifth])
            year = int(t.year[step])
            if t.deter_conduct[int(t.epoch[step]), c] and not cannot_pay:
                if mark_plain(h) >= deterrence.willing_plain(w, who, rate, step):
                    happen_plain(
                        w, step, who, events.LET_GO, c, deterrence.perceived_plain(t, who, step), h=h
                    )
                    w.totals.acts[c, who.group, year, LET_GO] += 1
                    w.totals.acts_by_step[step, c, 1] += 1
                    continue
            happen_plain(w, step, who, ACT, c, int(cannot_pay), h=h)
            recorded = watch_plain(w, step, who, c, h, cannot_pay)
            w.totals.acts[c, who.group, year, ACTS] += 1
            w.totals.acts[c, who.group, year, RECORDED_ACTS] += int(recorded)
            w.totals.acts_by_step[step, c, 0] += 1


@kernel
def _lets_go(t: Tables, s: State, i: int, h: np.uint64, rates: I32x1, propensity: I32x1, step: int) -> bool:
    """Return whether the person in slot `i` lets the act `h` be for the risk of a record."""
    rate = (np.int64(rates[s.place[i]]) * propensity[i]) >> 20
    return mark_of(h) >= deterrence.willing(t, s, i, rate, step)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's acts happen, and each be seen or not."""
    year = t.year[step]
    fill_keys(seed, t.act_point, step, district, s.act_key)
    for c in range(t.act_point.shape[0]):
        if t.act_entity[c] != PERSON:
            continue
        k = s.act_key[c]
        rates, propensity = t.act_rate[c], s.propensity[t.act_propensity[c]]
        counted = t.deter_conduct[t.epoch[step], c] != 0
        done, let_go = 0, 0
        count = poisson(lane(k, 0), t.act_poisson, c)
        for n in range(drawn(k, count, s.place, rates, propensity, s.found)):
            h = s.found[n]
            i = slot_of(h, PERSON)
            unable = 0
            if t.act_unable[c, s.fifth[i]] > 0:
                unable = 1 if uniform53(detail(h, _ABILITY)) < t.act_unable[c, s.fifth[i]] else 0
            if counted and unable == 0 and _lets_go(t, s, i, h, rates, propensity, step):
                happen(s, step, i, events.LET_GO, c, deterrence.perceived(t, s, i, step), 0, np.int64(h))
                out.acts[c, s.group[i], year, LET_GO] += 1
                let_go += 1
                continue
            happen(s, step, i, ACT, c, unable, 0, np.int64(h))
            recorded = watch(t, s, out, step, i, c, h, unable)
            out.acts[c, s.group[i], year, ACTS] += 1
            done += 1
            if recorded:
                out.acts[c, s.group[i], year, RECORDED_ACTS] += 1
        out.acts_by_step[step, c, 0] += done
        out.acts_by_step[step, c, 1] += let_go
