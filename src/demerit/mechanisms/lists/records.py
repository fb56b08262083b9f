"""M22 (and the exits of M23 and M24): records enter lists, and cease to keep people there.

A record that comes up enters its list in each history in which it counts and the list's condition holds,
asked when the scores of the step have moved, so that it sees the record's own points. On entering,
everything that could end it is drawn at once from the hash of its act: a correction, a won appeal, payment,
repair, the term's end; the earliest counts, and ties go in that order. Rules are those in force when the
case was seen. Entering comes before ending within a step, so a renewed listing is not interrupted.

A list that the regime no longer has keeps nobody: whoever is on it leaves as its form begins.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import point
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists.due import soonest_plain
from demerit.mechanisms.lists.listing import settle, settle_plain
from demerit.mechanisms.lists.state import CLOSING, OPENING
from demerit.mechanisms.lists.words import RECORD_BEGINS, RECORD_CEASES, RECORD_PASSES, STATE_ENDS
from demerit.mechanisms.records.cases import CASE, ENTERED, FALSE, TOLD, UNABLE, free_case, schedule
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain, paid, paid_plain
from demerit.mechanisms.scores.worth import note_record
from demerit.scenario.exits import EXPIRY, HERE, PAYMENT, REPAIR, STANDING
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

REPAIRED = point("list.repaired")

MECHANISM = Mechanism(name="lists", rows=("M22", "M23", "M24"), stage="scoring")

_REPAIRED = np.uint64(REPAIRED)


def _fate_plain(w: World, case: Case, step: int) -> tuple[int, int]:
    """Return in which step the record that enters now will end, and how."""
    t, e, h = w.tables, case.epoch, case.hash
    ends = {EXPIRY: int(t.lists.term[e, case.place, step]), **found_wrong_plain(t, case, step)}
    if t.lists.payment[e, case.place] >= 0 and not case.without_act:
        pays = paid_plain(h, int(t.payment.listed[int(case.unable)]), step)
        ends[PAYMENT] = pays + int(t.lists.payment[e, case.place])
    if happens_plain(h, REPAIRED, t.redress.repair_chance[e]):
        ends[REPAIR] = step + int(t.redress.repair_after[e] + t.redress.repair_delay[e])
    return soonest_plain(ends, step)


def plain(w: World, step: int) -> None:
    """Let records enter lists and end there; a list that is no more loses everybody first."""
    _remove_plain(w, step)
    for who in [who for who in w.occupants.values() if who.cases]:
        for case in who.cases:
            if case.place >= 0 and case.begins == step and not case.begun:
                _enter_plain(w, who, case, step)
        _end_plain(w, who, step)
        who.cases = [
            case
            for case in who.cases
            if case.ends > step or case.refund > step or not case.begun and case.begins > step
        ]


def _remove_plain(w: World, step: int) -> None:
    """Let everybody leave the lists that the regime ceases to have in this step."""
    t = w.tables
    over, before = (t.lists.over[int(t.time.epoch[max(at, 0)])] for at in (step, step - 1))
    for number in range(len(t.lists.entity)):
        if over[number] == HERE or before[number] != HERE:
            continue
        for who in w.occupants.values():
            who.cases = [case for case in who.cases if not (case.place == number and case.begun)]
            for history in range(HISTORIES):
                if who.stays[history].pop(number, None) is not None and history == RECORDED:
                    happen_plain(w, step, who, STATE_ENDS.number, number)
            settle_plain(w, who, number, step, dict.fromkeys(range(HISTORIES), int(over[number])))


def _enter_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a record enter its list, in the histories in which the list's condition holds."""
    t, number = w.tables, case.place
    here = t.lists.over[int(t.time.epoch[step]), number] == HERE
    condition = int(t.lists.condition[case.epoch, number])
    entered = frozenset(
        history for history in case.within if here and holds_plain(w, condition, who, step, history)
    )
    if RECORDED in case.within and RECORDED not in entered:
        happen_plain(w, step, who, RECORD_PASSES.number, number, case.conduct, h=case.hash)
    case.within = entered
    if not entered:
        case.ends, case.begins = step, -1
        return
    if RECORDED in entered:
        happen_plain(w, step, who, RECORD_BEGINS.number, number, case.conduct, h=case.hash)
        if not case.told:
            deterrence.learn_plain(w, who, case)
    case.begun = True
    case.ends, case.exit = _fate_plain(w, case, step)
    settle_plain(w, who, number, step, {})


def _end_plain(w: World, who: Occupant, step: int) -> None:
    """Let the records of `who` that are due end; of several on a list the first exit in order is told."""
    exits: dict[int, dict[int, int]] = {}
    for case in who.cases:
        if case.place < 0 or not case.begun or case.ends != step:
            continue
        if RECORDED in case.within:
            happen_plain(w, step, who, RECORD_CEASES.number, case.place, case.conduct, case.exit, case.hash)
        case.begun, case.begins = False, -1
        first = exits.setdefault(case.place, {})
        for history in case.within:
            first[history] = min(first.get(history, STANDING), case.exit)
    for number, kinds in exits.items():
        settle_plain(w, who, number, step, kinds)


@kernel
def _fate(t: Tables, s: State, p: int, step: int) -> tuple[int, int]:
    """Return in which step the record that enters now will end, and how."""
    case, h = s.cases.row[p], s.cases.hash[p]
    e, number = case[CASE.epoch], case[CASE.list]
    when, kind = found_wrong(t, s, p, step)
    if t.lists.payment[e, number] >= 0 and case[CASE.flags] & FALSE == 0:
        unable = 1 if case[CASE.flags] & UNABLE != 0 else 0
        released = paid(h, t.payment.listed[unable], step) + t.lists.payment[e, number]
        if released < when:
            when, kind = released, PAYMENT
    if happens(h, _REPAIRED, t.redress.repair_chance[e]):
        mended = step + t.redress.repair_after[e] + t.redress.repair_delay[e]
        if mended < when:
            when, kind = mended, REPAIR
    if t.lists.term[e, number, step] < when:
        when, kind = t.lists.term[e, number, step], EXPIRY
    return max(when, step + 1), kind


@kernel
def _hold(t: Tables, s: State, p: int, change: int) -> None:
    """Let a record keep its person on the list, or cease to."""
    case = s.cases.row[p]
    i, number, histories = int(case[CASE.slot]), int(case[CASE.list]), int(case[CASE.histories])
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            s.records.held[history, number, i] += change
    if case[CASE.flags] & FALSE == 0:
        note_record(t, s, i, number, histories, 1 if case[CASE.flags] & UNABLE != 0 else 0, change)


@kernel
def _enter(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record enter its list, in the histories in which the list's condition holds."""
    i, number, e = (
        int(s.cases.row[p, CASE.slot]),
        int(s.cases.row[p, CASE.list]),
        int(s.cases.row[p, CASE.epoch]),
    )
    conduct, h = int(s.cases.row[p, CASE.conduct]), np.int64(s.cases.hash[p])
    within, condition, entered = int(s.cases.row[p, CASE.histories]), t.lists.condition[e, number], 0
    if t.lists.over[t.time.epoch[step], number] == HERE:
        for history in range(HISTORIES):
            if (within >> history) & 1 != 0 and holds(t, s, condition, i, step, history):
                entered |= 1 << history
    if within & ~entered & (1 << RECORDED) != 0:
        happen(s, step, i, RECORD_PASSES.number, number, conduct, 0, h)
    if entered == 0:
        free_case(s, p)
        return
    s.cases.row[p, CASE.histories] = entered
    if entered & (1 << RECORDED) != 0:
        happen(s, step, i, RECORD_BEGINS.number, number, conduct, 0, h)
        if s.cases.row[p, CASE.flags] & TOLD == 0:
            deterrence.learn(t, s, p)
    _hold(t, s, p, 1)
    settle(t, s, out, step, number, i, EXPIRY, EXPIRY)
    when, kind = _fate(t, s, p, step)
    s.cases.row[p, CASE.flags] |= ENTERED
    s.cases.row[p, CASE.exit], s.cases.row[p, CASE.begun] = kind, step
    schedule(s, p, when)


@kernel
def _end(t: Tables, s: State, p: int, step: int) -> None:
    """Let a record cease to keep its person on the list; of several the first exit in order is kept."""
    i, number, kind = (
        int(s.cases.row[p, CASE.slot]),
        int(s.cases.row[p, CASE.list]),
        int(s.cases.row[p, CASE.exit]),
    )
    if s.cases.row[p, CASE.begun] < s.listing.removed[number]:
        return
    if s.cases.row[p, CASE.histories] & (1 << RECORDED) != 0:
        conduct, h = int(s.cases.row[p, CASE.conduct]), np.int64(s.cases.hash[p])
        happen(s, step, i, RECORD_CEASES.number, number, conduct, kind, h)
    _hold(t, s, p, -1)
    for tied in range(2):
        history = RECORDED if tied == TIED_RECORDED else t.histories.row[SHADOW]
        place = tied * t.lists.entity.shape[0] + number
        if (s.cases.row[p, CASE.histories] >> history) & 1 != 0:
            s.listing.leaving[place, i] = min(s.listing.leaving[place, i], kind)


@kernel
def _leave(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Bring the list of a record that has ended in line, and give its place back."""
    i, number, lists = int(s.cases.row[p, CASE.slot]), int(s.cases.row[p, CASE.list]), t.lists.entity.shape[0]
    recorded, shadow = number, TIED_SHADOW * lists + number
    settle(t, s, out, step, number, i, int(s.listing.leaving[recorded, i]), int(s.listing.leaving[shadow, i]))
    s.listing.leaving[recorded, i], s.listing.leaving[shadow, i] = STANDING, STANDING
    free_case(s, p)


@kernel
def _remove(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let everybody leave the lists that the regime ceases to have in this step."""
    e, before = t.time.epoch[step], t.time.epoch[max(step - 1, 0)]
    if e == before:
        return
    for number in range(t.lists.entity.shape[0]):
        kind = int(t.lists.over[e, number])
        if kind == HERE or t.lists.over[before, number] != HERE:
            continue
        s.listing.removed[number] = step
        for i in range(ALL_SLOTS):
            if s.people.present[i] == 0:
                continue
            if (s.stays.on[RECORDED, i] >> number) & 1 != 0:
                happen(s, step, i, STATE_ENDS.number, number, 0, 0, 0)
            for history in range(HISTORIES):
                s.records.held[history, number, i] = 0
                s.stays.on[history, i] &= ~(1 << number)
            s.records.able[number, i], s.records.unable[number, i] = 0, 0
            s.stays.mixed[i] &= ~(1 << number)
            settle(t, s, out, step, number, i, kind, kind)


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let records enter lists and end there; a list that is no more loses everybody first."""
    _remove(t, s, out, step)
    p = s.records.later[OPENING]
    while p >= 0:
        after = s.cases.row[p, CASE.next]
        _enter(t, s, out, int(p), step)
        p = after
    p = s.records.later[CLOSING]
    while p >= 0:
        _end(t, s, int(p), step)
        p = s.cases.row[p, CASE.next]
    p = s.records.later[CLOSING]
    while p >= 0:
        after = s.cases.row[p, CASE.next]
        _leave(t, s, out, int(p), step)
        p = after
