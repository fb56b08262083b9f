"""M60, the risk score: a weighted sum of features that are measured with errors.

Worked out for everybody on fixed dates: start, plus weight x (feature + error) for each feature. Errors are
normal with the declared standard deviation, from a table of 4,096 equally likely values, and keyed by
person, feature and date: the same person is measured wrongly anew each time. Between two dates a score
stands still, whatever happens. Whoever comes in between has the start until the next.

Records are a linear feature, so what a history holds of them is one sum, kept up as records begin to count
and cease to. From the shadow on there is no error and no false record, and the histories without protected
conduct leave out the protected trait as well.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `g` number of
a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE
from demerit.engine.slots import inside, queue_conditions
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.language import TRAITS
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_FEATURES
from demerit.scenario.histories import AS_GIVEN, BLIND, HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, RURAL_AWAY, SLOTS, URBAN_AWAY

AGE, AWAY, FIFTH, GROUP = (1 + TRAITS.index(name) for name in ("age", "away", "fifth", "group"))
_HALF, _S52 = 1 << 35, np.uint64(52)


def _trait_plain(w: World, who: Occupant, trait: int, step: int) -> int:
    """Return a trait of `who` as a feature; an organisation has none."""
    if not who.is_person:
        return 0
    values = {
        AGE: (int(w.tables.time.day[step]) - who.born) * 10_000 // 3_652_425,
        AWAY: int(who.residence in (URBAN_AWAY, RURAL_AWAY)),
        FIFTH: who.fifth + 1,
        GROUP: int(who.group != 0),
    }
    return values.get(trait, 0)


def compute_plain(w: World, g: int, step: int) -> None:
    """Work out everybody's score `g`."""
    t = w.tables
    e = int(t.time.epoch[step])
    rows = range(int(t.risk.start[e, g]), int(t.risk.end[e, g]))
    low, high = int(t.scores.low[e, g]), int(t.scores.high[e, g])
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        if who.membership != INSIDE:
            continue
        of = who.scores[g]
        open_part, protected, error = int(t.scores.start[e, g]), 0, 0
        for row in rows:
            trait = int(t.risk.trait[row])
            part = int(t.risk.weight[row]) * _trait_plain(w, who, trait, step)
            if trait == GROUP:
                protected += part
            else:
                open_part += part
            if t.risk.spread[row]:
                k = chance.key(w.seed, int(t.risk.point[row]), step, w.district)
                h = chance.lane(k, slot + ALL_SLOTS * who.number)
                error += int(t.risk.spread[row]) * int(t.risk.normal[h >> 52])
        of.noise = (error + _HALF) >> 36
        for history in range(HISTORIES):
            score = open_part + of.held[history]
            if history < BLIND:
                score += protected
            if history <= AS_GIVEN:
                score += of.noise
            of.uncut[history] = score
            score = min(max(score, low), high)
            change = score - of.score[history]
            if change:
                of.score[history] = score
                tell_plain(w, step, who, row_plain(g, history), change, score, BY_FEATURES)


@kernel
def _trait(t: Tables, s: State, trait: int, i: int, step: int) -> int:
    """Return a trait of the occupant of slot `i` as a feature; an organisation has none."""
    value = 0
    if i < SLOTS:
        if trait == AGE:
            value = (t.time.day[step] - s.people.born[i]) * 10_000 // 3_652_425
        elif trait == AWAY:
            value = int(s.people.residence[i] == URBAN_AWAY or s.people.residence[i] == RURAL_AWAY)
        elif trait == FIFTH:
            value = int(s.people.fifth[i]) + 1
        elif trait == GROUP:
            value = int(s.people.group[i] != 0)
    return value


@kernel
def _compute_one(t: Tables, s: State, e: int, g: int, i: int, step: int) -> None:
    """Work out score `g` of slot `i`; the keys of today's errors stand in `error_key`."""
    open_part, protected, error = t.scores.start[e, g], 0, 0
    first = t.risk.start[e, g]
    for row in range(first, t.risk.end[e, g]):
        trait = t.risk.trait[row]
        part = t.risk.weight[row] * _trait(t, s, trait, i, step)
        if trait == GROUP:
            protected += part
        else:
            open_part += part
        if t.risk.spread[row] != 0:
            h = lane(s.scores.error_key[row - first], i + ALL_SLOTS * int(s.people.number[i]))
            error += t.risk.spread[row] * t.risk.normal[np.int64(h >> _S52)]
    noise = (error + _HALF) >> 36
    s.scores.noise[g, i] = noise
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        place = row_of(g, history)
        score = open_part + s.scores.kept[place, i, 0]
        if history < BLIND:
            score += protected
        if history <= AS_GIVEN:
            score += noise
        s.scores.uncut[place, i] = score
        score = min(max(score, t.scores.low[e, g]), t.scores.high[e, g])
        change = score - s.scores.score[place, i]
        if change != 0:
            s.scores.score[place, i] = score
            tell(t, s, step, i, place, change, score, BY_FEATURES)
            queue_conditions(s, i)


@kernel
def compute(t: Tables, s: State, seed: np.uint64, district: int, g: int, step: int) -> None:
    """Work out everybody's score `g`."""
    e = t.time.epoch[step]
    first = t.risk.start[e, g]
    for row in range(first, t.risk.end[e, g]):
        s.scores.error_key[row - first] = key(seed, t.risk.point[row], step, district)
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0 and inside(t, s, i):
            _compute_one(t, s, e, g, i, step)
