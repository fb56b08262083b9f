"""M20, M60: the scores of a person, of whatever kind, in each history, and their grades.

How a score moves is the kind's own: points of a ledger (`ledger`), a mean of ratings or a share (`rolling`),
features on fixed dates (`risk`). What is common stands here: where it begins, and what an amendment makes
of it. What it leads to stands in `stays` and `lists`, which come after it in a step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import inside, queue_conditions
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, Standing, World
from demerit.mechanisms.scores import grades, scheduled, spread
from demerit.mechanisms.scores.ledger import settle_points, settle_points_plain
from demerit.mechanisms.scores.risk import compute, compute_plain
from demerit.mechanisms.scores.rolling import mean, mean_plain
from demerit.mechanisms.scores.rows import row_of, row_plain, score_of
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_LEAVING, BY_START
from demerit.scenario.codes import LEDGER, RISK_SCORE, ROLLING_MEAN, SHARE
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

MECHANISM = Mechanism(name="score", rows=("M20", "M60"), stage="scoring", points=("score.error.<feature>",))


def scores_of(t: Tables) -> int:
    """Return how many scores a regime keeps, at most in any span; 1 for one that keeps none."""
    return int(t.scores.kind.shape[1])


def come_plain(w: World, who: Occupant, step: int) -> None:
    """Let somebody enter the society; who may be no member has no score before being one."""
    if w.tables.members.some[0] and who.is_person:
        _fresh_plain(w, who, step)
    else:
        enter_plain(w, who, step)


def _fresh_plain(w: World, who: Occupant, step: int) -> None:
    e = int(w.tables.time.epoch[step])
    who.scores = [_start_plain(w, e, g) for g in range(scores_of(w.tables))]


def leave_plain(w: World, who: Occupant, step: int) -> None:
    """Let the scores of `who`, who is a member no more, end."""
    e = int(w.tables.time.epoch[step])
    for g, of in enumerate(who.scores):
        if w.tables.scores.kind[e, g]:
            for history in range(HISTORIES):
                tell_plain(w, step, who, row_plain(g, history), -of.score[history], 0, BY_LEAVING)
    _fresh_plain(w, who, step)


def enter_plain(w: World, who: Occupant, step: int) -> None:
    """Give somebody who enters the society, or becomes a member, the score that everybody starts with."""
    e = int(w.tables.time.epoch[step])
    _fresh_plain(w, who, step)
    for g, of in enumerate(who.scores):
        if w.tables.scores.kind[e, g]:
            for history in range(HISTORIES):
                tell_plain(
                    w, step, who, row_plain(g, history), of.score[history], of.score[history], BY_START
                )


def _start_plain(w: World, e: int, g: int) -> Standing:
    """Return where everybody starts under score `g` in span `e`."""
    start = int(w.tables.scores.start[e, g])
    return Standing([start] * HISTORIES, [start] * HISTORIES)


def plain(w: World, step: int) -> None:
    """Move the scores of this step, those last that may read the others."""
    t = w.tables
    e = int(t.time.epoch[step])
    for g in sorted(range(scores_of(t)), key=lambda g: int(t.scores.kind[e, g]) == RISK_SCORE):
        kind = int(t.scores.kind[e, g])
        if kind == LEDGER:
            scheduled.add_plain(w, g, step)
        elif kind == RISK_SCORE and t.risk.due[e, g, step]:
            compute_plain(w, g, step)
        for who in w.occupants.values():
            if who.membership != INSIDE:
                continue
            if kind == LEDGER:
                settle_points_plain(w, who, g, step)
            elif kind in (ROLLING_MEAN, SHARE):
                mean_plain(w, who, g, step)
        if kind and t.time.quarter_left[step] == 1:
            grades.count_plain(w, g, step)
            spread.count_plain(w, g, step)


def amend_plain(w: World, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it."""
    t = w.tables
    e, before = int(t.time.epoch[step]), int(t.time.epoch[max(step - 1, 0)])
    for g in range(scores_of(t)):
        if t.scores.era[e, g] == t.scores.era[before, g]:
            continue
        for who in w.occupants.values():
            old, who.scores[g] = who.scores[g], _start_plain(w, e, g)
            if who.membership != INSIDE:
                continue
            who.scores[g].rated = old.rated
            for history in range(HISTORIES):
                start = who.scores[g].score[history]
                tell_plain(w, step, who, row_plain(g, history), start - old.score[history], start, BY_START)


@kernel
def _begin(t: Tables, s: State, e: int, g: int, i: int) -> None:
    """Give slot `i` the score `g` that everybody starts with; what but a ledger remembers is empty."""
    first = row_of(g, 0)
    for row in range(first, first + HISTORIES):
        s.scores.score[row, i] = t.scores.start[e, g]
        s.scores.uncut[row, i] = t.scores.start[e, g]
        s.scores.gain[i, row] = 0
        s.scores.returned[i, row] = 0
        if t.triggers.absorbs[0] != 0:
            s.scores.absorbed[row, i] = -1
        if t.triggers.banks[0] != 0:
            s.scores.made_good[row, i] = 0
    if t.scores.kind[e, g] != LEDGER:
        for row in range(first, first + HISTORIES):
            s.scores.held[row, i] = 0
            s.scores.ratings[row, i] = 0


@kernel
def begin(t: Tables, s: State) -> None:
    """Give every slot, as the run begins, the score that everybody starts with; gains are cleared already."""
    s.scores.rated[:] = 0
    for row in range(s.scores.score.shape[0]):
        g = score_of(row)
        s.scores.score[row, :] = t.scores.start[0, g]
        s.scores.uncut[row, :] = t.scores.start[0, g]
        if t.scores.kind[0, g] != LEDGER:
            s.scores.ratings[row, :] = 0
            s.scores.held[row, :] = 0


@kernel
def announce(t: Tables, s: State, step: int, i: int) -> None:
    """Write down the scores that the occupant of slot `i` starts with, if followed."""
    e = t.time.epoch[step]
    for g in range(t.scores.kind.shape[1]):
        start = t.scores.start[e, g]
        if t.scores.kind[e, g] != 0:
            for history in range(HISTORIES):
                if t.histories.row[history] == history:
                    tell(t, s, step, i, row_of(g, history), start, start, BY_START)


@kernel
def come(t: Tables, s: State, step: int, i: int) -> None:
    """Let the occupant of slot `i` enter the society; who may be no member has no score before being one."""
    if t.members.some[0] == 0 or i >= SLOTS:
        enter(t, s, step, i)
        return
    for g in range(t.scores.kind.shape[1]):
        _begin(t, s, t.time.epoch[step], g, i)
    queue_conditions(s, i)


@kernel
def leave(t: Tables, s: State, step: int, i: int) -> None:
    """Let the scores of slot `i`, whose occupant is a member no more, end."""
    e = t.time.epoch[step]
    for g in range(t.scores.kind.shape[1]):
        if t.scores.kind[e, g] != 0:
            for history in range(HISTORIES):
                if t.histories.row[history] == history:
                    row = row_of(g, history)
                    tell(t, s, step, i, row, -int(s.scores.score[row, i]), 0, BY_LEAVING)
        _begin(t, s, e, g, i)


@kernel
def enter(t: Tables, s: State, step: int, i: int) -> None:
    """Give the occupant of slot `i`, who enters the society, the scores that everybody starts with."""
    for g in range(t.scores.kind.shape[1]):
        _begin(t, s, t.time.epoch[step], g, i)
    announce(t, s, step, i)
    queue_conditions(s, i)


@kernel
def _begin_anew(t: Tables, s: State, e: int, g: int, i: int, step: int) -> None:
    """Begin score `g` of slot `i`, whose kind an amendment has changed, and write down that it did."""
    start = t.scores.start[e, g]
    for history in range(HISTORIES):
        if t.histories.row[history] == history:
            row = row_of(g, history)
            tell(t, s, step, i, row, start - s.scores.score[row, i], start, BY_START)
    _begin(t, s, e, g, i)


@kernel
def amend(t: Tables, s: State, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it, and look at everybody again."""
    e, before = t.time.epoch[step], t.time.epoch[max(step - 1, 0)]
    if e == before:
        return
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0:
            for g in range(t.scores.kind.shape[1]):
                if t.scores.era[e, g] != t.scores.era[before, g]:
                    if inside(t, s, i):
                        _begin_anew(t, s, e, g, i, step)
                    else:
                        _begin(t, s, e, g, i)
            queue_conditions(s, i)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Move the scores of this step, those last that may read the others."""
    e, scores = t.time.epoch[step], t.scores.kind.shape[1]
    for place in range(2 * scores):
        g = place % scores
        if (t.scores.kind[e, g] == RISK_SCORE) == (place >= scores):
            _move(t, s, out, seed, district, g, step)
            if t.scores.kind[e, g] != 0 and t.time.quarter_left[step] == 1:
                grades.count(t, s, out, g, step)
                spread.count(t, s, out, g, step)


@kernel
def _move(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, g: int, step: int) -> None:
    """Move score `g`."""
    e = t.time.epoch[step]
    kind = t.scores.kind[e, g]
    if kind == LEDGER:
        scheduled.add(t, s, out, seed, district, g, step)
        settle_points(t, s, g, step)
    elif kind == RISK_SCORE and t.risk.due[e, g, step] != 0:
        compute(t, s, seed, district, g, step)
    elif kind == ROLLING_MEAN or kind == SHARE:
        for place in range(s.scores.due.length[0]):
            i = int(s.scores.due.slots[place])
            if s.people.present[i] != 0 and inside(t, s, i):
                mean(t, s, g, step, i)
