"""M20, M60: one score a person, of whatever kind, its grades, and the lists that a score enters.

How a score moves is the kind's own: points of a ledger (`ledger`), the mean of ratings (`rolling`),
features on fixed dates (`risk`). What is common stands here. A list whose entry names no conduct is a
state: it is entered when its condition comes to hold and left when it no longer does, or, where it has a
term, looked at again when the term ends.

Beside the recorded score runs its shadow, without false records or errors; two more leave out protected
conduct, and slight conduct too. What a listing by score rests on is read off them, in that order (see
`classes`).
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.cases import (
    CASE_FLAGS,
    CASE_LIST,
    CASE_NUMBER,
    CASE_SLOT,
    ENTERED,
    OF_SHADOW,
    TERM,
    new_case,
    schedule,
)
from demerit.engine.events import (
    BY_START,
    SCORE,
    STATE_BEGINS,
    STATE_ENDS,
    happen,
    happen_plain,
)
from demerit.engine.expressions import holds, holds_plain, may_hold
from demerit.engine.mechanism import Mechanism
from demerit.engine.scoring import grades, spread
from demerit.engine.scoring.ledger import recover, recover_plain, settle_points, settle_points_plain
from demerit.engine.scoring.listing import settle, settle_plain
from demerit.engine.scoring.risk import compute, compute_plain
from demerit.engine.scoring.rolling import mean, mean_plain
from demerit.engine.slots import move
from demerit.engine.state import (
    EXPIRY,
    HISTORIES,
    MOVED,
    MOVES,
    NOBODY,
    REPAIR,
    State,
)
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import LEDGER, MAX_LISTS, RISK_SCORE, ROLLING_MEAN, Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

MECHANISM = Mechanism(
    name="score",
    rows=("M20", "M60"),
    stage="scoring",
    points=("score.error.<feature>", "score.recovery"),
    tables=("score_*", "points*", "feature_*", "normal", "grade_low", "state_if", "list_term", "code"),
    columns=("score", "gain", "back", "kept", "ratings", "state_on", "until", "moved"),
    queues=("due",),
)


def enter_plain(w: World, who: Occupant, step: int) -> None:
    """Give somebody who enters the society the score that everybody starts with."""
    e = int(w.tables.epoch[step])
    who.score = [int(w.tables.score_start[e])] * HISTORIES
    if w.tables.score_kind[e]:
        for history in (RECORDED, SHADOW):
            happen_plain(w, step, who, SCORE + history, who.score[history], who.score[history], BY_START)
    w.moved[who.slot] = None


def plain(w: World, step: int) -> None:
    """Move the scores of this step, then look at the lists that a score enters."""
    t = w.tables
    e = int(t.epoch[step])
    kind = int(t.score_kind[e])
    if kind == LEDGER:
        recover_plain(w, step)
    elif kind == RISK_SCORE and t.score_due[e, step]:
        compute_plain(w, step)
    moved = [w.occupants[slot] for slot in w.moved if slot in w.occupants]
    w.moved.clear()
    for who in moved:
        if kind == LEDGER:
            settle_points_plain(w, who, step)
        elif kind == ROLLING_MEAN:
            mean_plain(w, who, step)
        for number in range(len(t.list_entity)):
            if int(t.list_entity[number]) == int(not who.is_person):
                _look_plain(w, who, number, step)
    if kind and t.quarter_left[step] == 1:
        grades.count_plain(w, step)
        spread.count_plain(w, step)


def amend_plain(w: World, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it, and look at everybody again."""
    t = w.tables
    e, before = int(t.epoch[step]), int(t.epoch[max(step - 1, 0)])
    if e == before:
        return
    for slot in sorted(w.occupants):
        who, start = w.occupants[slot], int(t.score_start[e])
        if t.score_era[e] != t.score_era[before]:
            for history in (RECORDED, SHADOW):
                happen_plain(w, step, who, SCORE + history, start - who.score[history], start, BY_START)
            who.score = [start] * HISTORIES
            who.gain, who.held = [0] * HISTORIES, [0] * HISTORIES
            who.ratings = [[] for _ in range(HISTORIES)]
        w.moved[slot] = None


def _look_plain(w: World, who: Occupant, number: int, step: int) -> None:
    """See whether `who` enters or leaves a list that is a state."""
    t = w.tables
    e = int(t.epoch[step])
    condition = int(t.state_if[e, number])
    for history in range(SHADOW + 1):
        held = number in who.state[history]
        holding = condition >= 0 and holds_plain(w, condition, who, step, history)
        if holding and not held:
            who.state[history].add(number)
            if history == RECORDED:
                happen_plain(w, step, who, STATE_BEGINS, number)
            _until_plain(w, who, number, step, history)
        elif held and not holding and who.until[history][number] == NEVER:
            who.state[history].discard(number)
            if history == RECORDED:
                happen_plain(w, step, who, STATE_ENDS, number)
    settle_plain(w, who, number, step, REPAIR)


def _until_plain(w: World, who: Occupant, number: int, step: int, history: int) -> None:
    """Note when the listing is to be looked at again."""
    e = int(w.tables.epoch[step])
    until = max(int(w.tables.list_term[e, number, step]), step + 1)
    who.until[history][number] = min(until, NEVER)
    if until < NEVER:
        w.schedule(Case(who, number, 0, False, False, e, 0, term_of=history, entered=True), until)


def term_plain(w: World, case: Case, step: int) -> None:
    """Look again at a listing by score whose term ends."""
    t, who, number, history = w.tables, case.occupant, case.list, case.term_of
    if number not in who.state[history] or who.until[history][number] != step:
        return
    condition = int(t.state_if[int(t.epoch[step]), number])
    if condition >= 0 and holds_plain(w, condition, who, step, history):
        _until_plain(w, who, number, step, history)
    else:
        who.state[history].discard(number)
        if history == RECORDED:
            happen_plain(w, step, who, STATE_ENDS, number)
    settle_plain(w, who, number, step, EXPIRY)


@kernel
def _begin(t: Tables, s: State, e: int, i: int) -> None:
    """Give slot `i` the score that everybody starts with; what but a ledger remembers is empty."""
    for history in range(HISTORIES):
        s.score[history, i] = t.score_start[e]
        s.gain[i, history] = 0
    if t.score_kind[e] != LEDGER:
        for history in range(HISTORIES):
            s.kept[history, i, 0] = 0
            s.ratings[history, i] = 0


@kernel
def begin(t: Tables, s: State) -> None:
    """Give every slot, as the run begins, the score that everybody starts with; gains are cleared already."""
    s.score[:] = t.score_start[0]
    if t.score_kind[0] != LEDGER:
        s.ratings[:] = 0
        for history in range(HISTORIES):
            for i in range(ALL_SLOTS):
                s.kept[history, i, 0] = 0


@kernel
def announce(t: Tables, s: State, step: int, i: int) -> None:
    """Write down the score that the occupant of slot `i` starts with, if followed."""
    start = t.score_start[t.epoch[step]]
    if t.score_kind[t.epoch[step]] != 0:
        for history in range(SHADOW + 1):
            happen(s, step, i, SCORE + history, start, start, BY_START, 0)


@kernel
def enter(t: Tables, s: State, step: int, i: int) -> None:
    """Give the occupant of slot `i`, who enters the society, the score that everybody starts with."""
    _begin(t, s, t.epoch[step], i)
    announce(t, s, step, i)
    move(s, i)


@kernel
def amend(t: Tables, s: State, step: int) -> None:
    """Begin a score that an amendment brings before anything counts in it, and look at everybody again."""
    e, before = t.epoch[step], t.epoch[max(step - 1, 0)]
    if e == before:
        return
    for i in range(ALL_SLOTS):
        if s.present[i] != 0:
            if t.score_era[e] != t.score_era[before]:
                for history in range(SHADOW + 1):
                    change = t.score_start[e] - s.score[history, i]
                    happen(s, step, i, SCORE + history, change, t.score_start[e], BY_START, 0)
                _begin(t, s, e, i)
            move(s, i)


@kernel
def _until(t: Tables, s: State, step: int, number: int, i: int, history: int) -> None:
    e = t.epoch[step]
    until = max(t.list_term[e, number, step], step + 1)
    s.until[history * MAX_LISTS + number, i] = min(until, NEVER)
    if until < NEVER:
        p = new_case(s)
        if p >= 0:
            s.case[p, CASE_SLOT], s.case[p, CASE_NUMBER], s.case[p, CASE_LIST] = i, s.number[i], number
            s.case[p, CASE_FLAGS] = ENTERED | TERM | (OF_SHADOW if history == SHADOW else 0)
            schedule(s, p, until)


@kernel
def _look(t: Tables, s: State, out: Totals, step: int, number: int, i: int) -> None:
    """See whether the occupant of slot `i` enters or leaves a list that is a state."""
    condition = t.state_if[t.epoch[step], number]
    bit = 1 << number
    alike = s.score[RECORDED, i] == s.score[SHADOW, i] and (s.on[RECORDED, i] | s.through[RECORDED, i]) == (
        s.on[SHADOW, i] | s.through[SHADOW, i]
    )
    holding, changed = False, False
    for history in range(SHADOW + 1):
        held = s.state_on[history, i] & bit != 0
        if history == RECORDED or not alike:
            holding = condition >= 0 and holds(t, s, condition, i, step, history)
        if holding and not held:
            s.state_on[history, i] |= bit
            changed = True
            if history == RECORDED:
                happen(s, step, i, STATE_BEGINS, number, 0, 0, 0)
            _until(t, s, step, number, i, history)
        elif held and not holding and s.until[history * MAX_LISTS + number, i] == NEVER:
            s.state_on[history, i] &= 255 - bit
            changed = True
            if history == RECORDED:
                happen(s, step, i, STATE_ENDS, number, 0, 0, 0)
    if changed:
        settle(t, s, out, step, number, i, REPAIR)


@kernel
def term(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Look again at a listing by score whose term ends; the case is the caller's to free."""
    i, number = int(s.case[p, CASE_SLOT]), int(s.case[p, CASE_LIST])
    history = 1 if s.case[p, CASE_FLAGS] & OF_SHADOW != 0 else 0
    bit = 1 << number
    if s.state_on[history, i] & bit == 0 or s.until[history * MAX_LISTS + number, i] != step:
        return
    condition = t.state_if[t.epoch[step], number]
    if condition >= 0 and holds(t, s, condition, i, step, history):
        _until(t, s, step, number, i, history)
    else:
        s.state_on[history, i] &= 255 - bit
        if history == RECORDED:
            happen(s, step, i, STATE_ENDS, number, 0, 0, 0)
    settle(t, s, out, step, number, i, EXPIRY)


@kernel
def _entered(t: Tables, s: State, step: int, entity: int, i: int) -> int:
    """Return, as a bit set, the lists that a score or trait of such an entity may enter.

    Of whoever has the score of slot `i`, whatever their traits; of anybody, where that is NOBODY.
    """
    e, lists = t.epoch[step], 0
    for number in range(t.list_entity.shape[0]):
        condition = t.state_if[e, number]
        if condition >= 0 and t.list_entity[number] == entity:
            if i == NOBODY or may_hold(t, s, condition, i, step):
                lists |= 1 << number
    return lists


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Move the scores of this step, then look at the lists that a score enters."""
    e = t.epoch[step]
    kind = t.score_kind[e]
    if kind == LEDGER:
        recover(t, s, seed, district, step)
        settle_points(t, s, step)
    elif kind == RISK_SCORE and t.score_due[e, step] != 0:
        compute(t, s, seed, district, step)
    persons, organisations = _entered(t, s, step, 0, NOBODY), _entered(t, s, step, 1, NOBODY)
    level, of_level = 0, persons
    if step == 0 and s.counters[MOVES] > 0:  # everybody is looked at, and nearly all have the same score
        level = int(s.score[RECORDED, s.moved[0]])
        of_level = _entered(t, s, step, 0, int(s.moved[0]))
    for m in range(s.counters[MOVES]):
        i = int(s.moved[m])
        look = s.moved_bit[i] == MOVED
        s.moved_bit[i] = 0
        if s.present[i] == 0:
            continue
        if kind == ROLLING_MEAN:
            mean(t, s, step, i)
        if not look:
            continue
        lists = int(s.state_on[RECORDED, i] | s.state_on[SHADOW, i])
        if i >= SLOTS:
            lists |= organisations
        elif s.score[RECORDED, i] == level and s.score[SHADOW, i] == level:
            lists |= of_level
        else:
            lists |= persons
        number = 0
        while lists != 0:
            if lists & 1 != 0:
                _look(t, s, out, step, number, i)
            lists >>= 1
            number += 1
    s.counters[MOVES] = 0
    if kind != 0 and t.quarter_left[step] == 1:
        grades.count(t, s, out, step)
        spread.count(t, s, out, step)
