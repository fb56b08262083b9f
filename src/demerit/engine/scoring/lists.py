"""M22 (and the exits of M23 and M24): records come up, count on a list or in a score, and cease to.

A case that comes up either enters its list (or score) or ends there. On entering, everything that could end
it is drawn at once from the hash of its act: the term's end, payment, repair, a correction won on appeal or
found by the list's keeper; the earliest counts, and ties go in that order. Rules are those in force when the
case was seen. Entering comes before ending within a step, so a renewed listing is not interrupted.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance.compiling import kernel
from demerit.engine import events
from demerit.engine.cases import (
    CASE_CONDUCT,
    CASE_EPOCH,
    CASE_EXIT,
    CASE_FLAGS,
    CASE_LIST,
    CASE_NEXT,
    CASE_NUMBER,
    CASE_POINTS,
    CASE_SLOT,
    DEBT,
    ENTERED,
    FALSE,
    POINTS,
    TERM,
    UNABLE,
    free_case,
    schedule,
)
from demerit.engine.events import SCORE_RECORD, happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.response import deterrence
from demerit.engine.scoring import debts, score, worth
from demerit.engine.scoring.endings import found_wrong, found_wrong_plain, paid, paid_plain
from demerit.engine.scoring.listing import settle, settle_plain
from demerit.engine.state import CORRECTION, EXPIRY, PAYMENT, REPAIR, State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, World
from demerit.scenario.histories import RECORDED, SLIGHT
from demerit.scenario.tables import Tables

REPAIRED = point("list.repaired")

MECHANISM = Mechanism(
    name="lists",
    rows=("M22", "M23", "M24"),
    stage="scoring",
    points=("list.paid", "list.repaired", "list.corrected", "list.appealed", "list.appeal-succeeds"),
    tables=(
        "list_*",
        "points_end",
        "act_gravity",
        "act_protected",
        "appeal_*",
        "correction_*",
        "repair_*",
        "pay_listed",
    ),
    columns=(
        "on",
        "able",
        "unable",
        "unfounded",
        "protected",
        "slight",
        "own_since",
        "since",
        "gain",
        "kept",
    ),
    queues=("due",),
)

_REPAIRED = np.uint64(REPAIRED)


def _fate_plain(w: World, case: Case, step: int) -> tuple[int, int]:
    """Return in which step the case that enters now will end, and how."""
    t, e, h = w.tables, case.epoch, case.hash
    if case.points is not None:
        ends = {EXPIRY: int(t.points_end[e, step])}
    else:
        ends = {EXPIRY: int(t.list_term[e, case.list, step])}
        if t.list_payment[e, case.list] >= 0 and not case.without_act:
            pays = paid_plain(h, int(t.pay_listed[int(case.unable)]), step)
            ends[PAYMENT] = pays + int(t.list_payment[e, case.list])
        if happens_plain(h, REPAIRED, t.repair_chance[e]):
            ends[REPAIR] = step + int(t.repair_after[e] + t.repair_delay[e])
    wrong = found_wrong_plain(t, e, h, step, case.without_act, case.unable)
    if wrong < NEVER:
        ends[CORRECTION] = wrong
    last, kind = min((when, kind) for kind, when in ends.items())
    return max(last, step + 1), kind


def plain(w: World, step: int) -> None:
    """Let due cases enter and end."""
    due = w.due.pop(step, [])
    entering = [case for case in reversed(due) if not case.entered]
    ending = [case for case in due if case.entered]
    for case in entering:
        if _still_there(w, case):
            _enter_plain(w, case, step)
    for case in ending:
        if not _still_there(w, case):
            continue
        if case.term_of >= 0:
            score.term_plain(w, case, step)
        elif case.owed:
            debts.settle_plain(w, case, step)
        else:
            _cease_plain(w, case, step)


def _still_there(w: World, case: Case) -> bool:
    return w.occupants.get(case.occupant.slot) is case.occupant


def _enter_plain(w: World, case: Case, step: int) -> None:
    if case.owed:
        deterrence.learn_plain(w, case)
        debts.claim_plain(w, case, step)
        return
    who, conduct, h = case.occupant, case.conduct, case.hash
    if case.points is not None:
        happen_plain(w, step, who, events.RECORD_BEGINS, SCORE_RECORD, conduct, case.points, h)
        worth.count_plain(w, case, step, 1)
    else:
        if not holds_plain(w, int(w.tables.list_if[case.epoch, case.list]), who, step):
            happen_plain(w, step, who, events.RECORD_PASSES, case.list, conduct, h=h)
            return
        happen_plain(w, step, who, events.RECORD_BEGINS, case.list, conduct, h=h)
        _hold_plain(w, case, 1)
        settle_plain(w, case.occupant, case.list, step, EXPIRY)
    deterrence.learn_plain(w, case)
    when, case.exit = _fate_plain(w, case, step)
    case.entered = True
    w.schedule(case, when)


def _cease_plain(w: World, case: Case, step: int) -> None:
    place = case.list if case.points is None else SCORE_RECORD
    happen_plain(w, step, case.occupant, events.RECORD_CEASES, place, case.conduct, case.exit, case.hash)
    if case.points is not None:
        worth.count_plain(w, case, step, -1)
    else:
        _hold_plain(w, case, -1)
        settle_plain(w, case.occupant, case.list, step, case.exit)


def _hold_plain(w: World, case: Case, change: int) -> None:
    """Let a record keep its person on the list, or cease to."""
    t, who = w.tables, case.occupant
    who.records[case.list][case.kind] += change
    if not case.without_act:
        who.marks[case.list][0] += change * int(t.act_protected[case.conduct])
        who.marks[case.list][1] += change * int(t.act_gravity[case.conduct] <= SLIGHT)


@kernel
def _fate(t: Tables, s: State, p: int, step: int) -> tuple[int, int]:
    e, number, h = s.case[p, CASE_EPOCH], s.case[p, CASE_LIST], s.case_hash[p]
    wrong = (s.case[p, CASE_FLAGS] & FALSE) != 0
    unable = 1 if (s.case[p, CASE_FLAGS] & UNABLE) != 0 else 0
    last, kind = t.points_end[e, step], EXPIRY
    if s.case[p, CASE_FLAGS] & POINTS == 0:
        last = t.list_term[e, number, step]
        if t.list_payment[e, number] >= 0 and not wrong:
            when = paid(h, t.pay_listed[unable], step) + t.list_payment[e, number]
            if when < last:
                last, kind = when, PAYMENT
        if happens(h, _REPAIRED, t.repair_chance[e]):
            when = step + t.repair_after[e] + t.repair_delay[e]
            if when < last:
                last, kind = when, REPAIR
    when = found_wrong(t, e, h, step, wrong, unable)
    if when < last:
        last, kind = when, CORRECTION
    return max(last, step + 1), kind


@kernel
def _there(s: State, p: int) -> bool:
    i = s.case[p, CASE_SLOT]
    return bool(s.present[i] != 0 and s.number[i] == s.case[p, CASE_NUMBER])


@kernel
def _hold(t: Tables, s: State, p: int, change: int) -> None:
    """Let a record keep its person on the list, or cease to."""
    case = s.case[p]
    i, number, flags, conduct = case[CASE_SLOT], case[CASE_LIST], case[CASE_FLAGS], case[CASE_CONDUCT]
    if flags & FALSE:
        s.unfounded[number, i] += change
        return
    if flags & UNABLE:
        s.unable[number, i] += change
    else:
        s.able[number, i] += change
    if t.act_protected[conduct] != 0:
        s.protected[number, i] += change
    if t.act_gravity[conduct] <= SLIGHT:
        s.slight[number, i] += change


@kernel
def _enter(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    i, number = int(s.case[p, CASE_SLOT]), int(s.case[p, CASE_LIST])
    if not _there(s, p):
        free_case(s, p)
        return
    if s.case[p, CASE_FLAGS] & DEBT:
        deterrence.learn(t, s, p)
        debts.claim(t, s, out, p, step)
        return
    conduct, h = s.case[p, CASE_CONDUCT], np.int64(s.case_hash[p])
    if s.case[p, CASE_FLAGS] & POINTS:
        happen(s, step, i, events.RECORD_BEGINS, SCORE_RECORD, conduct, s.case[p, CASE_POINTS], h)
        worth.count(t, s, out, p, step, 1)
    else:
        if not holds(t, s, t.list_if[s.case[p, CASE_EPOCH], number], i, step, RECORDED):
            happen(s, step, i, events.RECORD_PASSES, number, conduct, 0, h)
            free_case(s, p)
            return
        happen(s, step, i, events.RECORD_BEGINS, number, conduct, 0, h)
        _hold(t, s, p, 1)
        settle(t, s, out, step, number, i, EXPIRY)
    deterrence.learn(t, s, p)
    when, kind = _fate(t, s, p, step)
    s.case[p, CASE_FLAGS] |= ENTERED
    s.case[p, CASE_EXIT] = kind
    schedule(s, p, when)


@kernel
def _leave(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    if _there(s, p):
        i, number = int(s.case[p, CASE_SLOT]), int(s.case[p, CASE_LIST])
        if s.case[p, CASE_FLAGS] & TERM:
            score.term(t, s, out, p, step)
        elif s.case[p, CASE_FLAGS] & DEBT:
            debts.settle(t, s, out, p, step)
        else:
            place = SCORE_RECORD if s.case[p, CASE_FLAGS] & POINTS else number
            conduct, h = s.case[p, CASE_CONDUCT], np.int64(s.case_hash[p])
            happen(s, step, i, events.RECORD_CEASES, place, conduct, s.case[p, CASE_EXIT], h)
            if s.case[p, CASE_FLAGS] & POINTS:
                worth.count(t, s, out, p, step, -1)
            else:
                _hold(t, s, p, -1)
                settle(t, s, out, step, number, i, s.case[p, CASE_EXIT])
    free_case(s, p)


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let due cases enter and end."""
    p, ending = s.due[step], -1
    while p >= 0:
        after = s.case[p, CASE_NEXT]
        if s.case[p, CASE_FLAGS] & ENTERED:
            s.case[p, CASE_NEXT] = ending
            ending = p
        else:
            _enter(t, s, out, p, step)
        p = after
    while ending >= 0:
        after = s.case[ending, CASE_NEXT]
        _leave(t, s, out, ending, step)
        ending = after
