"""M60, the risk score: a weighted sum of features that are measured with errors.

Worked out for everybody on fixed dates: start, plus weight x (feature + error) for each feature. Errors are
normal with the declared standard deviation, from a table of 4,096 equally likely values, and keyed by
person, feature and date: the same person is measured wrongly anew each time. Between two dates a score
stands still, whatever happens. Whoever comes in between has the start until the next.

What a feature comes to stands in `features`, in each history by itself. From the shadow on there is no
error and no false record, and the histories without protected conduct leave out protected traits as well.

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
from demerit.mechanisms.scores.features import units, units_plain
from demerit.mechanisms.scores.lowering_edges import OPEN
from demerit.mechanisms.scores.lowering_features import NO_TERM
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_FEATURES
from demerit.scenario.histories import AS_GIVEN, HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

_HALF, _S52 = 1 << 35, np.uint64(52)


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
        of.noise = (_error_plain(w, who, rows, step) + _HALF) >> 36
        for history in range(HISTORIES):
            score = int(t.scores.start[e, g])
            for row in rows:
                score += int(t.risk.weight[row]) * units_plain(w, who, row, history, step)
                if t.risk.counted[row] != NO_TERM:
                    who.looked[history][row] = who.counted[history][int(t.risk.counted[row])]
            if history <= AS_GIVEN:
                score += of.noise
            of.uncut[history] = score = min(max(score, -OPEN), OPEN)
            score = min(max(score, low), high)
            change = score - of.score[history]
            if change:
                of.score[history] = score
                tell_plain(w, step, who, row_plain(g, history), change, score, BY_FEATURES)


def _error_plain(w: World, who: Occupant, rows: range, step: int) -> int:
    """Return the errors of today's features of `who`, Q36 in points."""
    t, error = w.tables, 0
    for row in rows:
        if t.risk.spread[row]:
            k = chance.key(w.seed, int(t.risk.point[row]), step, w.district)
            h = chance.lane(k, who.slot + ALL_SLOTS * who.number)
            error += int(t.risk.spread[row]) * int(t.risk.normal[h >> 52])
    return error


@kernel
def _compute_one(t: Tables, s: State, e: int, g: int, i: int, step: int) -> None:
    """Work out score `g` of slot `i`; the keys of today's errors stand in `error_key`."""
    alike, error = t.scores.start[e, g], 0
    first = t.risk.start[e, g]
    for row in range(first, t.risk.end[e, g]):
        if t.risk.alike[row] != 0:
            alike += t.risk.weight[row] * units(t, s, row, i, RECORDED, step)
        if t.risk.spread[row] != 0:
            h = lane(s.scores.error_key[row - first], i + ALL_SLOTS * int(s.people.number[i]))
            error += t.risk.spread[row] * t.risk.normal[np.int64(h >> _S52)]
    noise = (error + _HALF) >> 36
    s.scores.noise[g, i] = noise
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        place = row_of(g, history)
        score = alike + _by_history(t, s, e, g, i, history, step)
        if history <= AS_GIVEN:
            score += noise
        score = min(max(score, -OPEN), OPEN)
        s.scores.uncut[place, i] = score
        score = min(max(score, t.scores.low[e, g]), t.scores.high[e, g])
        change = score - s.scores.score[place, i]
        if change != 0:
            s.scores.score[place, i] = score
            tell(t, s, step, i, place, change, score, BY_FEATURES)
            queue_conditions(s, i)


@kernel
def _by_history(t: Tables, s: State, e: int, g: int, i: int, history: int, step: int) -> int:
    """Return the points of slot `i` by what may differ by history, and remember what was counted."""
    points, features = 0, t.risk.asks.shape[0]
    remembers = s.scores.looked.shape[0] != 0
    for row in range(t.risk.start[e, g], t.risk.end[e, g]):
        if t.risk.alike[row] == 0:
            points += t.risk.weight[row] * units(t, s, row, i, history, step)
        if remembers and t.risk.counted[row] != NO_TERM:
            number = s.terms.number[history, t.risk.counted[row], i]
            s.scores.looked[history * features + row, i] = number
    return points


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
