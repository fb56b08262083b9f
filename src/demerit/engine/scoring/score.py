"""M20: one score a person: points, recovery, expiry, caps, grades, and lists that a score enters.

Points of a step are summed, held to the most that a step may move a score, and added between floor and cap.
Points that come back with time come back up to the start. A list whose entry names no conduct is a state: it
is entered when its condition comes to hold and left when it no longer does, or, where it has a term, looked
at again when the term ends.

Beside the recorded score runs its shadow, without false records; two more leave out protected conduct, and
slight conduct too. What a listing by score rests on is read off them, in that order (see `classes`).
"""

from __future__ import annotations

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.events import (
    BY_CAP,
    BY_POINTS,
    BY_RECOVERY,
    BY_START,
    SCORE,
    STATE_BEGINS,
    STATE_ENDS,
    happen,
    happen_plain,
)
from demerit.engine.expressions import grade_of, grade_plain, holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.scoring.listing import settle, settle_plain
from demerit.engine.state import (
    ENTERED,
    EXPIRY,
    HISTORIES,
    OF_SHADOW,
    RECORDED,
    REPAIR,
    SHADOW,
    TERM,
    State,
    new_case,
    schedule,
)
from demerit.engine.totals import Totals, note
from demerit.engine.world import Case, Occupant, World
from demerit.scenario.tables import MAX_LISTS, Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

MECHANISM = Mechanism(
    name="score",
    rows=("M20",),
    stage="scoring",
    points=(),
    tables=("score_*", "points", "points_end", "grade_low", "state_if", "list_term", "code"),
    columns=("score", "gain", "state_on", "until", "moved"),
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
    if step > 0 and e != int(t.epoch[step - 1]):
        _amended_plain(w, step)
    _recover_plain(w, step)
    moved = [w.occupants[slot] for slot in w.moved if slot in w.occupants]
    w.moved.clear()
    most, low, high = int(t.score_most[e]), int(t.score_low[e]), int(t.score_high[e])
    for who in moved:
        for history in range(HISTORIES):
            before = who.score[history]
            change = min(max(who.gain[history], -most), most)
            if change:
                who.score[history] = min(max(before + change, low), high)
            if history <= SHADOW:
                _tell_plain(w, who, step, history, before)
            who.gain[history] = 0
        for number in range(len(t.list_entity)):
            if int(t.list_entity[number]) == int(not who.is_person):
                _look_plain(w, who, number, step)
    if t.score_kind[e] and t.quarter_left[step] == 1:
        for who in w.occupants.values():
            for history in (RECORDED, SHADOW):
                place = history * t.grade_low.shape[1] + grade_plain(w, who.score[history], step)
                for v in w.axes(who):
                    w.totals.grades[int(t.quarter[step]), v, place] += 1


def _tell_plain(w: World, who: Occupant, step: int, history: int, before: int) -> None:
    """Write down by how much a score moved, and what of it a cap or bound kept back."""
    due, after = who.gain[history], who.score[history]
    if due:
        happen_plain(w, step, who, SCORE + history, due, before + due, BY_POINTS)
    if after != before + due:
        happen_plain(w, step, who, SCORE + history, after - before - due, after, BY_CAP)


def _amended_plain(w: World, step: int) -> None:
    """Begin a score that an amendment brings, and look at everybody again."""
    t = w.tables
    e, before = int(t.epoch[step]), int(t.epoch[step - 1])
    for slot in sorted(w.occupants):
        who, start = w.occupants[slot], int(t.score_start[e])
        if t.score_kind[e] != t.score_kind[before]:
            for history in (RECORDED, SHADOW):
                happen_plain(w, step, who, SCORE + history, start - who.score[history], start, BY_START)
            who.score = [start] * HISTORIES
        w.moved[slot] = None


def _recover_plain(w: World, step: int) -> None:
    """Let points come back that are due."""
    t = w.tables
    e = int(t.epoch[step])
    points, start = int(t.score_recovers[e, step]), int(t.score_start[e])
    if points == 0:
        return
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        for history in range(HISTORIES):
            if who.score[history] < start:
                change = min(points, start - who.score[history])
                who.score[history] += change
                if history <= SHADOW:
                    happen_plain(w, step, who, SCORE + history, change, who.score[history], BY_RECOVERY)
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
def move(s: State, i: int) -> None:
    """Remember that the score or a trait of slot `i` changed in this step."""
    if s.moved_bit[i] == 0:
        s.moved_bit[i] = 1
        s.moved[s.counters[2]] = i
        s.counters[2] += 1


@kernel
def enter(t: Tables, s: State, step: int, i: int) -> None:
    """Give the occupant of slot `i`, who enters the society, the score that everybody starts with."""
    start = t.score_start[t.epoch[step]]
    for history in range(HISTORIES):
        s.score[history, i] = start
    if t.score_kind[t.epoch[step]] != 0:
        for history in range(SHADOW + 1):
            happen(s, step, i, SCORE + history, start, start, BY_START, 0)
    move(s, i)


@kernel
def _tell(s: State, step: int, i: int, history: int, before: int) -> None:
    """Write down by how much a score moved, and what of it a cap or bound kept back."""
    due, after = s.gain[history, i], s.score[history, i]
    if due != 0:
        happen(s, step, i, SCORE + history, due, before + due, BY_POINTS, 0)
    if after != before + due:
        happen(s, step, i, SCORE + history, after - before - due, after, BY_CAP, 0)


@kernel
def _amended(t: Tables, s: State, step: int) -> None:
    e, before = t.epoch[step], t.epoch[step - 1]
    for i in range(ALL_SLOTS):
        if s.present[i] != 0:
            if t.score_kind[e] != t.score_kind[before]:
                for history in range(HISTORIES):
                    if history <= SHADOW:
                        change = t.score_start[e] - s.score[history, i]
                        happen(s, step, i, SCORE + history, change, t.score_start[e], BY_START, 0)
                    s.score[history, i] = t.score_start[e]
            move(s, i)


@kernel
def _recover(t: Tables, s: State, step: int) -> None:
    e = t.epoch[step]
    points, start = t.score_recovers[e, step], t.score_start[e]
    if points == 0:
        return
    for i in range(ALL_SLOTS):
        if s.present[i] == 0:
            continue
        for history in range(HISTORIES):
            if s.score[history, i] < start:
                change = min(points, start - s.score[history, i])
                s.score[history, i] += change
                if history <= SHADOW:
                    happen(s, step, i, SCORE + history, change, s.score[history, i], BY_RECOVERY, 0)
                move(s, i)


@kernel
def _until(t: Tables, s: State, step: int, number: int, i: int, history: int) -> None:
    e = t.epoch[step]
    until = max(t.list_term[e, number, step], step + 1)
    s.until[history * MAX_LISTS + number, i] = min(until, NEVER)
    if until < NEVER:
        p = new_case(s)
        if p >= 0:
            s.case_slot[p], s.case_number[p], s.case_list[p] = i, s.number[i], number
            s.case_flags[p] = ENTERED | TERM | (OF_SHADOW if history == SHADOW else 0)
            schedule(s, p, until)


@kernel
def _look(t: Tables, s: State, out: Totals, step: int, number: int, i: int) -> None:
    """See whether the occupant of slot `i` enters or leaves a list that is a state."""
    condition = t.state_if[t.epoch[step], number]
    bit = 1 << number
    for history in range(SHADOW + 1):
        held = s.state_on[history, i] & bit != 0
        holding = condition >= 0 and holds(t, s, condition, i, step, history)
        if holding and not held:
            s.state_on[history, i] |= bit
            if history == RECORDED:
                happen(s, step, i, STATE_BEGINS, number, 0, 0, 0)
            _until(t, s, step, number, i, history)
        elif held and not holding and s.until[history * MAX_LISTS + number, i] == NEVER:
            s.state_on[history, i] &= 255 - bit
            if history == RECORDED:
                happen(s, step, i, STATE_ENDS, number, 0, 0, 0)
    settle(t, s, out, step, number, i, REPAIR)


@kernel
def term(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Look again at a listing by score whose term ends; the case is the caller's to free."""
    i, number = int(s.case_slot[p]), int(s.case_list[p])
    history = 1 if s.case_flags[p] & OF_SHADOW != 0 else 0
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
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Move the scores of this step, then look at the lists that a score enters."""
    e = t.epoch[step]
    if step > 0 and e != t.epoch[step - 1]:
        _amended(t, s, step)
    _recover(t, s, step)
    most, low, high = t.score_most[e], t.score_low[e], t.score_high[e]
    for m in range(s.counters[2]):
        i = int(s.moved[m])
        s.moved_bit[i] = 0
        if s.present[i] == 0:
            continue
        for history in range(HISTORIES):
            before = s.score[history, i]
            change = min(max(s.gain[history, i], -most), most)
            if change != 0:
                s.score[history, i] = min(max(before + change, low), high)
            if history <= SHADOW and s.followed[i] != 0:
                _tell(s, step, i, history, before)
            s.gain[history, i] = 0
        entity = 1 if i >= SLOTS else 0
        for number in range(t.list_entity.shape[0]):
            if t.list_entity[number] == entity:
                _look(t, s, out, step, number, i)
    s.counters[2] = 0
    if t.score_kind[e] != 0 and t.quarter_left[step] == 1:
        _count(t, s, out, step)


@kernel
def _count(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count everybody by grade, as recorded and in the shadow."""
    counts = out.grades[t.quarter[step]]
    for i in range(ALL_SLOTS):
        if s.present[i] != 0:
            for history in range(SHADOW + 1):
                grade = grade_of(t, int(s.score[history, i]), step)
                note(t, s, counts, i, history * t.grade_low.shape[1] + grade)
