"""M20, M60: one score a person, of whatever kind, in each history, and its grades.

How a score moves is the kind's own: points of a ledger (`ledger`), the mean of ratings (`rolling`),
features on fixed dates (`risk`). What is common stands here: where it begins, and what an amendment makes
of it. What it leads to stands in `stays` and `lists`, which come after it in a step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import queue_conditions
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores import grades, spread
from demerit.mechanisms.scores.ledger import recover, recover_plain, settle_points, settle_points_plain
from demerit.mechanisms.scores.risk import compute, compute_plain
from demerit.mechanisms.scores.rolling import mean, mean_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_START
from demerit.scenario.codes import LEDGER, RISK_SCORE, ROLLING_MEAN
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

MECHANISM = Mechanism(name="score", rows=("M20", "M60"), stage="scoring", points=("score.error.<feature>",))


def enter_plain(w: World, who: Occupant, step: int) -> None:
    """Give somebody who enters the society the score that everybody starts with."""
    e = int(w.tables.time.epoch[step])
    start = int(w.tables.scores.start[e])
    who.score, who.uncut = [start] * HISTORIES, [start] * HISTORIES
    if w.tables.scores.kind[e]:
        for history in range(HISTORIES):
            tell_plain(w, step, who, history, start, start, BY_START)


def plain(w: World, step: int) -> None:
    """Move the scores of this step."""
    t = w.tables
    kind = int(t.scores.kind[int(t.time.epoch[step])])
    if kind == LEDGER:
        recover_plain(w, step)
    elif kind == RISK_SCORE and t.risk.due[int(t.time.epoch[step]), step]:
        compute_plain(w, step)
    for who in w.occupants.values():
        if kind == LEDGER:
            settle_points_plain(w, who, step)
        elif kind == ROLLING_MEAN:
            mean_plain(w, who, step)
    if kind and t.time.quarter_left[step] == 1:
        grades.count_plain(w, step)
        spread.count_plain(w, step)


def amend_plain(w: World, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it."""
    t = w.tables
    e, before = int(t.time.epoch[step]), int(t.time.epoch[max(step - 1, 0)])
    if t.scores.era[e] == t.scores.era[before]:
        return
    for who in w.occupants.values():
        start = int(t.scores.start[e])
        for history in range(HISTORIES):
            tell_plain(w, step, who, history, start - who.score[history], start, BY_START)
        who.score, who.uncut = [start] * HISTORIES, [start] * HISTORIES
        who.gain, who.returned, who.held = [0] * HISTORIES, [0] * HISTORIES, [0] * HISTORIES
        who.ratings = [[] for _ in range(HISTORIES)]


@kernel
def _begin(t: Tables, s: State, e: int, i: int) -> None:
    """Give slot `i` the score that everybody starts with; what but a ledger remembers is empty."""
    for history in range(HISTORIES):
        s.scores.score[history, i] = t.scores.start[e]
        s.scores.uncut[history, i] = t.scores.start[e]
        s.scores.gain[i, history] = 0
        s.scores.returned[i, history] = 0
    if t.scores.kind[e] != LEDGER:
        for history in range(HISTORIES):
            s.scores.kept[history, i, 0] = 0
            s.scores.ratings[history, i] = 0


@kernel
def begin(t: Tables, s: State) -> None:
    """Give every slot, as the run begins, the score that everybody starts with; gains are cleared already."""
    s.scores.score[:] = t.scores.start[0]
    s.scores.uncut[:] = t.scores.start[0]
    s.scores.rated[:] = 0
    if t.scores.kind[0] != LEDGER:
        s.scores.ratings[:] = 0
        for history in range(HISTORIES):
            for i in range(ALL_SLOTS):
                s.scores.kept[history, i, 0] = 0


@kernel
def announce(t: Tables, s: State, step: int, i: int) -> None:
    """Write down the score that the occupant of slot `i` starts with, if followed."""
    start = t.scores.start[t.time.epoch[step]]
    if t.scores.kind[t.time.epoch[step]] != 0:
        for history in range(HISTORIES):
            if t.histories.row[history] == history:
                tell(t, s, step, i, history, start, start, BY_START)


@kernel
def enter(t: Tables, s: State, step: int, i: int) -> None:
    """Give the occupant of slot `i`, who enters the society, the score that everybody starts with."""
    _begin(t, s, t.time.epoch[step], i)
    announce(t, s, step, i)
    queue_conditions(s, i)


@kernel
def amend(t: Tables, s: State, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it, and look at everybody again."""
    e, before = t.time.epoch[step], t.time.epoch[max(step - 1, 0)]
    if e == before:
        return
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0:
            if t.scores.era[e] != t.scores.era[before]:
                for history in range(HISTORIES):
                    if t.histories.row[history] == history:
                        change = t.scores.start[e] - s.scores.score[history, i]
                        tell(t, s, step, i, history, change, t.scores.start[e], BY_START)
                _begin(t, s, e, i)
            queue_conditions(s, i)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Move the scores of this step."""
    kind = t.scores.kind[t.time.epoch[step]]
    if kind == LEDGER:
        recover(t, s, seed, district, step)
        settle_points(t, s, step)
    elif kind == RISK_SCORE and t.risk.due[t.time.epoch[step], step] != 0:
        compute(t, s, seed, district, step)
    elif kind == ROLLING_MEAN:
        for place in range(s.scores.due.length[0]):
            if s.people.present[s.scores.due.slots[place]] != 0:
                mean(t, s, step, int(s.scores.due.slots[place]))
    if kind != 0 and t.time.quarter_left[step] == 1:
        grades.count(t, s, out, step)
        spread.count(t, s, out, step)
