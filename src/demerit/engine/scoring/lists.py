"""M22 (and the exits of M23 and M24): black lists of persons and organisations.

A case that comes up either enters its list or ends there. On entering, everything that could end it is
drawn at once from the hash of its act: the term's end, payment, repair, a correction won on appeal or
found by the list's keeper; the earliest counts, and ties go in that order. Rules are those in force when
the case was seen. Entering comes before ending within a step, so a renewed listing is not interrupted.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import detail, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.scoring.listing import begin, begin_plain, end, end_plain, rests_on, touch
from demerit.engine.state import (
    CORRECTION,
    ENTERED,
    EXPIRY,
    FALSE,
    PAYMENT,
    REPAIR,
    STANDING,
    UNABLE,
    State,
    cell_of,
    free_case,
    schedule,
)
from demerit.engine.totals import (
    LISTED_WEEKS,
    STOCK,
    STOCK_ROW,
    THROUGH,
    THROUGH_WEEKS,
    UNABLE_ONLY,
    UNABLE_ROW,
    UNABLE_WEEKS,
    WITHOUT_ACT,
    WITHOUT_ACT_ROW,
    WITHOUT_ACT_WEEKS,
    Totals,
    note,
)
from demerit.engine.world import Case, World
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

PAID, REPAIRED, CORRECTED = point("list.paid"), point("list.repaired"), point("list.corrected")
APPEALED, APPEAL_SUCCEEDS = point("list.appealed"), point("list.appeal-succeeds")

MECHANISM = Mechanism(
    name="lists",
    rows=("M22", "M23", "M24"),
    stage="scoring",
    points=("list.paid", "list.repaired", "list.corrected", "list.appealed", "list.appeal-succeeds"),
    tables=("list_*", "appeal_*", "correction_*", "repair_*", "pay_listed", "code"),
    columns=("on", "able", "unable", "unfounded", "own_since", "since"),
    queues=("due",),
)

_PAID, _REPAIRED, _CORRECTED = np.uint64(PAID), np.uint64(REPAIRED), np.uint64(CORRECTED)
_APPEALED, _APPEAL_SUCCEEDS = np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)


def _fate_plain(w: World, case: Case, step: int) -> tuple[int, int]:
    """Return in which step the case that enters now will end, and how."""
    t, e, h = w.tables, case.epoch, case.hash

    ends = {EXPIRY: int(t.list_term[e, case.list, step])}
    if t.list_payment[e, case.list] >= 0 and not case.without_act:
        wait = chance.waiting_steps(chance.detail(h, PAID), int(t.pay_listed[int(case.unable)]))
        ends[PAYMENT] = step + 1 + wait + int(t.list_payment[e, case.list])
    if happens_plain(h, REPAIRED, t.repair_chance[e]):
        ends[REPAIR] = step + int(t.repair_after[e] + t.repair_delay[e])
    if case.without_act and happens_plain(h, CORRECTED, t.correction_chance[e]):
        ends[CORRECTION] = step + int(t.correction_delay[e])
    if not t.appeal_suspends[e] and happens_plain(h, APPEALED, t.appeal_chance[e]):
        if happens_plain(h, APPEAL_SUCCEEDS, t.appeal_success[e, int(case.without_act or case.unable)]):
            ends[CORRECTION] = min(ends.get(CORRECTION, NEVER), step + int(t.appeal_delay[e]))
    last, kind = min((when, kind) for kind, when in ends.items())
    return max(last, step + 1), kind


def plain(w: World, step: int) -> None:
    """Let due cases enter and end, then count who is listed."""
    due = w.due.pop(step, [])
    entering = [case for case in reversed(due) if not case.entered]
    ending = [case for case in due if case.entered]
    for case in entering:
        _enter_plain(w, case, step)
    for case in ending:
        _leave_plain(w, case, step)
    _count_plain(w, step)


def _still_there(w: World, case: Case) -> bool:
    return w.occupants.get(case.occupant.slot) is case.occupant


def _enter_plain(w: World, case: Case, step: int) -> None:
    who, number = case.occupant, case.list
    condition = int(w.tables.list_if[case.epoch, number])
    if not _still_there(w, case) or not holds_plain(w, condition, who, step):
        return
    if number not in who.own:
        who.own_since[number] = step
        w.dirty.add(who.slot)
    if number not in who.listed:
        begin_plain(w, who, number, step)
    who.records[number][case.kind] += 1
    when, case.exit = _fate_plain(w, case, step)
    case.entered = True
    w.schedule(case, when)


def _leave_plain(w: World, case: Case, step: int) -> None:
    if not _still_there(w, case):
        return
    who, number = case.occupant, case.list
    who.records[number][case.kind] -= 1
    if number not in who.own:
        w.dirty.add(who.slot)
        if number not in who.through:
            end_plain(w, who, number, step, case.exit)


def _count_plain(w: World, step: int) -> None:
    """Count the stock of every list, and the person-weeks on any."""
    last = step == len(w.tables.epoch) - 1
    for who in w.occupants.values():
        for number in who.listed:
            without, unable = who.standing({number})
            parts = {STOCK: True, WITHOUT_ACT: without, UNABLE_ONLY: unable, THROUGH: number not in who.own}
            rows = {STOCK: STOCK_ROW, WITHOUT_ACT: WITHOUT_ACT_ROW, UNABLE_ONLY: UNABLE_ROW}
            for column, counts in parts.items():
                if counts:
                    if column in rows:
                        w.week[number, rows[column]] += 1
                    for v in w.axes(who):
                        w.totals.lists[step, number, v, column] += 1
            if last:
                w.totals.spells[number, STANDING, step + 1 - who.since[number]] += 1
        if who.is_person and who.listed:
            without, unable = who.standing(who.listed)
            weeks = {
                LISTED_WEEKS: True,
                WITHOUT_ACT_WEEKS: without,
                UNABLE_WEEKS: unable,
                THROUGH_WEEKS: not who.own,
            }
            for column, counts in weeks.items():
                w.totals.quarters[int(w.tables.quarter[step]), w.cell(who), column] += int(counts)


@kernel
def _fate(t: Tables, s: State, p: int, step: int) -> tuple[int, int]:
    e, number, h = s.case_epoch[p], s.case_list[p], s.case_hash[p]
    wrong = (s.case_flags[p] & FALSE) != 0
    unable = 1 if (s.case_flags[p] & UNABLE) != 0 else 0
    last, kind = t.list_term[e, number, step], EXPIRY
    if t.list_payment[e, number] >= 0 and not wrong:
        when = step + 1 + waiting_steps(detail(h, _PAID), t.pay_listed[unable]) + t.list_payment[e, number]
        if when < last:
            last, kind = when, PAYMENT
    if happens(h, _REPAIRED, t.repair_chance[e]):
        when = step + t.repair_after[e] + t.repair_delay[e]
        if when < last:
            last, kind = when, REPAIR
    if wrong and happens(h, _CORRECTED, t.correction_chance[e]):
        when = step + t.correction_delay[e]
        if when < last:
            last, kind = when, CORRECTION
    if t.appeal_suspends[e] == 0 and happens(h, _APPEALED, t.appeal_chance[e]):
        if happens(h, _APPEAL_SUCCEEDS, t.appeal_success[e, 1 if wrong or unable == 1 else 0]):
            when = step + t.appeal_delay[e]
            if when < last:
                last, kind = when, CORRECTION
    return max(last, step + 1), kind


@kernel
def _enter(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    i, number = int(s.case_slot[p]), int(s.case_list[p])
    condition = t.list_if[s.case_epoch[p], number]
    if s.present[i] == 0 or s.number[i] != s.case_number[p] or not holds(t, s, condition, i, step):
        free_case(s, p)
        return
    bit = 1 << number
    if s.on[i] & bit == 0:
        s.own_since[number, i] = step
        touch(s, i)
        if s.through[i] & bit == 0:
            begin(t, s, out, step, number, i)
    s.on[i] |= bit
    flags = s.case_flags[p]
    if flags & FALSE:
        s.unfounded[number, i] += 1
    elif flags & UNABLE:
        s.unable[number, i] += 1
    else:
        s.able[number, i] += 1
    when, kind = _fate(t, s, p, step)
    s.case_flags[p] |= ENTERED
    s.case_exit[p] = kind
    schedule(s, p, when)


@kernel
def _leave(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    i, number = int(s.case_slot[p]), int(s.case_list[p])
    if s.present[i] != 0 and s.number[i] == s.case_number[p]:
        flags = s.case_flags[p]
        if flags & FALSE:
            s.unfounded[number, i] -= 1
        elif flags & UNABLE:
            s.unable[number, i] -= 1
        else:
            s.able[number, i] -= 1
        if s.able[number, i] == 0 and s.unable[number, i] == 0 and s.unfounded[number, i] == 0:
            bit = 1 << number
            s.on[i] &= 255 - bit
            touch(s, i)
            if s.through[i] & bit == 0:
                end(t, s, out, step, number, i, s.case_exit[p])
    free_case(s, p)


@kernel
def _count_weeks(t: Tables, s: State, out: Totals, step: int, i: int, listed: int) -> None:
    """Count one person-week on any list, in the quarterly table."""
    row = out.quarters[t.quarter[step], cell_of(s, i)]
    basis = rests_on(s, listed, i)
    row[LISTED_WEEKS] += 1
    if basis == 0:
        row[WITHOUT_ACT_WEEKS] += 1
    if basis == 1:
        row[UNABLE_WEEKS] += 1
    if s.on[i] == 0:
        row[THROUGH_WEEKS] += 1


@kernel
def _count(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count the stock of every list, and the person-weeks on any."""
    last = step == t.epoch.shape[0] - 1
    for i in range(ALL_SLOTS):
        listed = int(s.on[i] | s.through[i])
        if listed == 0:
            continue
        for number in range(t.list_entity.shape[0]):
            if (listed >> number) & 1 == 0:
                continue
            counts = out.lists[step, number]
            note(t, s, counts, i, STOCK)
            s.week[number, STOCK_ROW] += 1
            basis = rests_on(s, 1 << number, i)
            if basis == 0:
                note(t, s, counts, i, WITHOUT_ACT)
                s.week[number, WITHOUT_ACT_ROW] += 1
            if basis == 1:
                note(t, s, counts, i, UNABLE_ONLY)
                s.week[number, UNABLE_ROW] += 1
            if (s.on[i] >> number) & 1 == 0:
                note(t, s, counts, i, THROUGH)
            if last:
                out.spells[number, STANDING, step + 1 - s.since[number, i]] += 1
        if i < SLOTS:
            _count_weeks(t, s, out, step, i, listed)


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let due cases enter and end, then count who is listed."""
    p, ending = s.due[step], -1
    while p >= 0:
        after = s.case_next[p]
        if s.case_flags[p] & ENTERED:
            s.case_next[p] = ending
            ending = p
        else:
            _enter(t, s, out, p, step)
        p = after
    while ending >= 0:
        after = s.case_next[ending]
        _leave(t, s, out, ending, step)
        ending = after
    _count(t, s, out, step)
