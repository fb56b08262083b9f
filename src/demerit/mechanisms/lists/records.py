"""M22 (and the exits of M23 and M24): records enter lists, and cease to keep people there.

A record that comes up enters its list, by each way that names its conduct, in each history in which it
counts and the way's condition holds: asked when the scores of the step have moved, so that it sees the
record's own points, or as the step began (`admit`). On entering, everything that could end it is drawn at
once from the hash of its act: a correction, a won appeal, payment, repair, the length's end; the earliest
counts, and ties go in that order (`leaving`). A way says what becomes of a spell that begins during another
of it: both run, one after the other, or none. Records of one step are one moment, so none of them is during
another. Rules are those in force when the case was seen. Entering comes before ending within a step, so a
renewed listing goes on.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `p` place of a case in
the pool, `y` way from 0.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists import pending_records, spells
from demerit.mechanisms.lists.leaving import end, end_plain, hold, leave, remove, remove_plain
from demerit.mechanisms.lists.listing import settle, settle_plain
from demerit.mechanisms.lists.lowering_ways import CONSECUTIVE, IGNORED
from demerit.mechanisms.lists.remedies import of_record, of_record_plain
from demerit.mechanisms.lists.spells import REPAIRED
from demerit.mechanisms.lists.state import CLOSING, OPENING
from demerit.mechanisms.lists.taking import spare_record, spare_record_plain
from demerit.mechanisms.lists.words import RECORD_BEGINS, RECORD_PASSES
from demerit.mechanisms.records.cases import (
    BY_CONDITION,
    CASE,
    DEFERRED,
    ENTERED,
    FALSE,
    PENDING,
    TOLD,
    UNABLE,
    UNGUARDED_LISTING,
    free_case,
    new_case,
    schedule,
)
from demerit.mechanisms.redress.classes import of_listing, theirs, theirs_plain
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain, paid, paid_plain, soonest_plain
from demerit.mechanisms.terms import withdrawal
from demerit.scenario.exits import EXPIRY, HERE, PAYMENT, REPAIR
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="lists", rows=("M22", "M23", "M24"), stage="scoring")

_REPAIRED = np.uint64(REPAIRED)


def _fate_plain(w: World, case: Case, step: int, over: int, entered: Collection[int]) -> tuple[int, int]:
    """Return in which step a record that enters now will end, and how; its length is over in `over`.

    `entered` are the histories in which it entered, `case.within` those whose spell this is.
    """
    t, e, h = w.tables, case.epoch, case.hash
    ends = {EXPIRY: over}
    if not t.ways.stands[e, case.way]:
        ends |= found_wrong_plain(t, case, case.since)
    if t.lists.payment[e, case.place] >= 0 and not case.without_act:
        pays = paid_plain(h, int(t.payment.listed[int(case.unable)]), step)
        ends[PAYMENT] = pays + int(t.lists.payment[e, case.place])
    b = 0 if case.unguarded_listing else int(t.redress.of_listing[e, case.place])
    for kind, when in of_record_plain(t, case.place, b, h, entered, min(case.within), step).items():
        ends[kind] = min(when, ends.get(kind, when))
    if happens_plain(h, REPAIRED, t.redress.repair_chance[b]):
        mended = step + int(t.redress.repair_after[b] + t.redress.repair_delay[b])
        if t.redress.earned[e, case.place] >= 0:
            case.repair = max(mended, step + 1)
        else:
            ends[REPAIR] = mended
    return soonest_plain(ends, step)


def plain(w: World, step: int) -> None:
    """Let records enter lists and end there; a list that is no more loses everybody first."""
    remove_plain(w, step)
    for who in [who for who in w.occupants.values() if who.cases]:
        for case in list(who.cases):
            if case.place >= 0 and case.begins == step and not case.begun:
                _enter_plain(w, who, case, step)
        end_plain(w, who, step)
        who.cases = [
            case
            for case in who.cases
            if case.ends > step or case.refund > step or not case.begun and case.begins > step
        ]


def admit_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Ask the condition of a record's way before the points of the step count, where the way says so."""
    if w.tables.ways.before[case.epoch, case.way]:
        _admit_plain(w, who, case, step)


def _admit_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Keep a record in the histories in which the condition of its way holds now."""
    condition = int(w.tables.ways.condition[case.epoch, case.way])
    entered = frozenset(history for history in case.within if holds_plain(w, condition, who, step, history))
    if RECORDED in case.within and RECORDED not in entered:
        happen_plain(w, step, who, RECORD_PASSES.number, case.place, case.conduct, h=case.hash)
    case.within = entered


def _enter_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a record enter its list, in the histories in which its way's condition holds."""
    t = w.tables
    if case.pending < 0:
        b = int(t.redress.of_listing[case.epoch, case.place])
        case.unguarded_listing = not theirs_plain(w, who, b, step)
    if t.lists.over[int(t.time.epoch[step]), case.place] != HERE:
        if RECORDED in case.within:
            happen_plain(w, step, who, RECORD_PASSES.number, case.place, case.conduct, h=case.hash)
        case.within = frozenset()
    elif case.pending >= 0:
        pending_records.turn_plain(w, who, case, step)
    elif not case.deferred:
        if not t.ways.before[case.epoch, case.way]:
            _admit_plain(w, who, case, step)
        spare_record_plain(w, who, case, step)
    if case.pending >= 0 or not t.ways.apart[case.epoch, case.way]:
        _put_plain(w, who, case, step, case.within if case.pending < 0 else case.entered)
        settle_plain(w, who, case.place, step, {})
        return
    who.cases = [each for each in who.cases if each is not case]
    for history in sorted(case.within):
        if t.ways.overlap[case.epoch, case.way] == IGNORED and _standing_plain(who, case, history, step):
            continue
        one = replace(case, within=frozenset({history}))
        who.cases.append(one)
        _put_plain(w, who, one, step, case.within)
    settle_plain(w, who, case.place, step, {})


def _standing_plain(who: Occupant, case: Case, history: int, step: int) -> list[int]:
    """Return when the earlier spells by the way of a record end, or begin, where they are pending."""
    pending = (
        each
        for each in who.cases
        if each.place >= 0 and each.pending >= 0 and not each.begun and each.way == case.way
    )
    begun = [each.ends for each in who.by_way(case.way, history) if each.since < step < each.ends]
    waits = (each for each in pending if history in each.within and each.pending < step < each.begins)
    return [*begun, *(each.begins for each in waits)]


def _put_plain(w: World, who: Occupant, case: Case, step: int, entered: frozenset[int]) -> None:
    """Let a record keep its person on the list, at once or after what comes before a listing."""
    t, starts = w.tables, step
    if not case.deferred and case.pending < 0 and pending_records.put_plain(w, who, case, entered, step):
        return
    if case.within and t.ways.overlap[case.epoch, case.way] == CONSECUTIVE:
        late = who.by_way(case.way, min(case.within))
        starts = max([step, *(each.ends for each in late if each.since < step < each.ends)])
    _hold_plain(w, who, case, step, starts, entered)


def _hold_plain(
    w: World, who: Occupant, case: Case, step: int, starts: int, entered: Collection[int]
) -> None:
    """Let a record keep its person on the list from now on; its length runs from step `starts` on."""
    if not case.within:
        case.ends, case.begins = step, -1
        return
    if RECORDED in case.within:
        happen_plain(w, step, who, RECORD_BEGINS.number, case.place, case.conduct, h=case.hash)
        if not case.told:
            deterrence.learn_plain(w, who, case)
    case.begun, case.since = True, case.pending if case.pending >= 0 else step
    case.least = max(spells.least_plain(w.tables, case.epoch, case.way, step), step + 1)
    over = spells.ends_plain(w, who, case.epoch, case.way, min(case.within), step, starts)
    case.ends, case.exit = _fate_plain(w, case, step, over, entered)


@kernel
def _fate(t: Tables, s: State, p: int, step: int, over: int, entered: int) -> tuple[int, int]:
    """Return in which step a record that enters now will end, and how; its length is over in `over`.

    `entered` has a bit for each row of histories in which it enters.
    """
    case, h = s.cases.row[p], s.cases.hash[p]
    e, number = case[CASE.epoch], case[CASE.list]
    when, kind = NEVER, EXPIRY
    if t.ways.stands[e, case[CASE.way]] == 0:
        when, kind = found_wrong(t, s, p, int(case[CASE.begun]))
    b = of_listing(t, e, number, case[CASE.flags])
    if b != 0:
        history = 0
        while (case[CASE.histories] >> history) & 1 == 0:
            history += 1
        released, how = of_record(t, number, b, h, entered, history, step)
        if released < when or (released == when and how < kind):
            when, kind = released, how
    if t.lists.payment[e, number] >= 0 and case[CASE.flags] & FALSE == 0:
        unable = 1 if case[CASE.flags] & UNABLE != 0 else 0
        released = paid(h, t.payment.listed[unable], step) + t.lists.payment[e, number]
        if released < when:
            when, kind = released, PAYMENT
    case[CASE.rule] = NEVER
    if happens(h, _REPAIRED, t.redress.repair_chance[b]):
        mended = step + t.redress.repair_after[b] + t.redress.repair_delay[b]
        if t.redress.earned[e, number] >= 0:
            case[CASE.rule] = min(max(mended, step + 1), NEVER)
        elif mended < when:
            when, kind = mended, REPAIR
    if over < when:
        when, kind = over, EXPIRY
    return max(when, step + 1), kind


@kernel
def _admitted(t: Tables, s: State, p: int, step: int) -> int:
    """Return the histories in which the condition of a record's way holds now, as a bit set."""
    case = s.cases.row[p]
    i, within, admitted = int(case[CASE.slot]), int(case[CASE.histories]), 0
    condition = t.ways.condition[case[CASE.epoch], case[CASE.way]]
    for history in range(HISTORIES):
        if (within >> history) & 1 != 0 and holds(t, s, condition, i, step, history):
            admitted |= 1 << history
    return admitted


@kernel
def _tell_passing(s: State, p: int, step: int, admitted: int) -> None:
    """Write down that the record at place `p` does not count on its list, if it was to as recorded."""
    case = s.cases.row[p]
    if case[CASE.histories] & ~admitted & (1 << RECORDED) != 0:
        i, number, conduct = int(case[CASE.slot]), int(case[CASE.list]), int(case[CASE.conduct])
        happen(s, step, i, RECORD_PASSES.number, number, conduct, 0, np.int64(s.cases.hash[p]))


@kernel
def admit(t: Tables, s: State, p: int, step: int) -> None:
    """Ask the condition of a record's way before the points of the step count, where the way says so."""
    case = s.cases.row[p]
    if t.ways.before[case[CASE.epoch], case[CASE.way]] != 0:
        admitted = _admitted(t, s, p, step)
        _tell_passing(s, p, step, admitted)
        case[CASE.histories] = admitted


@kernel
def _enter(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record enter its list, in the histories in which its way's condition holds."""
    case = s.cases.row[p]
    i, number, e, y, entered = (
        int(case[CASE.slot]),
        int(case[CASE.list]),
        int(case[CASE.epoch]),
        int(case[CASE.way]),
        0,
    )
    was_pending, deferred = case[CASE.flags] & PENDING != 0, case[CASE.flags] & DEFERRED != 0
    if was_pending:
        entered = pending_records.turn(t, s, out, p, step)
    else:
        if t.lists.over[t.time.epoch[step], number] == HERE:
            asked = not deferred and t.ways.before[e, y] == 0
            entered = _admitted(t, s, p, step) if asked else int(case[CASE.histories])
        _tell_passing(s, p, step, entered)
        if not deferred and t.offers.spares[0] != 0:
            entered = spare_record(t, s, p, step, entered)
        case[CASE.histories], case[CASE.begun] = entered, step
        if theirs(t, s, t.redress.of_listing[e, number], i, step) == 0:
            case[CASE.flags] |= UNGUARDED_LISTING
    if case[CASE.histories] == 0:
        free_case(s, p)
        return
    if was_pending:
        _keep(t, s, p, step, _starts(t, s, p, step), entered)
    elif t.ways.apart[e, y] == 0:
        if deferred or not pending_records.put(t, s, out, p, step, entered):
            _keep(t, s, p, step, step, entered)
    else:
        _enter_apart(t, s, out, p, step)
    settle(t, s, out, step, number, i, EXPIRY)


@kernel
def _enter_apart(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record enter its list in each history by itself, as what stands there allows."""
    e, y = int(s.cases.row[p, CASE.epoch]), int(s.cases.row[p, CASE.way])
    i, within, free = int(s.cases.row[p, CASE.slot]), int(s.cases.row[p, CASE.histories]), True
    for history in range(HISTORIES):
        if (within >> history) & 1 == 0:
            continue
        if t.ways.overlap[e, y] == IGNORED and _last(s, y, i, history, step, PENDING) >= 0:
            continue
        other = p
        if not free:
            other = new_case(s)
            if other < 0:
                return
            for column in range(s.cases.row.shape[1]):
                s.cases.row[other, column] = s.cases.row[p, column]
            s.cases.hash[other] = s.cases.hash[p]
            s.cases.row[other, CASE.flags] &= ~(ENTERED | PENDING)
        free = False
        s.cases.row[other, CASE.histories] = 1 << history
        deferred = s.cases.row[other, CASE.flags] & DEFERRED != 0
        if deferred or not pending_records.put(t, s, out, other, step, within):
            _keep(t, s, other, step, _starts(t, s, other, step), within)
    if free:
        free_case(s, p)


@kernel
def _starts(t: Tables, s: State, p: int, step: int) -> int:
    """Return from which step on the length of the spell at place `p` runs, which stands in one history."""
    case, history = s.cases.row[p], 0
    if t.ways.overlap[case[CASE.epoch], case[CASE.way]] != CONSECUTIVE:
        return step
    while (case[CASE.histories] >> history) & 1 == 0:
        history += 1
    return max(_last(s, int(case[CASE.way]), int(case[CASE.slot]), history, step, 0), step)


@kernel
def _last(s: State, y: int, i: int, history: int, step: int, pending: int) -> int:
    """Return the step in which the last earlier spell by way `y` of slot `i` ends, or -1 if none stands.

    With PENDING as `pending` those that are so are among them, and end as they begin; with 0 they are not.
    """
    found, p = -1, int(s.stays.first[i])
    while p >= 0:
        case = s.cases.row[p]
        if case[CASE.flags] & (BY_CONDITION | (PENDING & ~pending)) == 0 and case[CASE.way] == y:
            if (case[CASE.histories] >> history) & 1 != 0 and case[CASE.begun] < step < case[CASE.ends]:
                found = max(found, int(case[CASE.ends]))
        p = int(case[CASE.chain])
    return found


@kernel
def _keep(t: Tables, s: State, p: int, step: int, starts: int, entered: int) -> None:
    """Let the record at place `p` keep its person on the list; its length runs from step `starts` on."""
    case = s.cases.row[p]
    i, number, e, y = int(case[CASE.slot]), int(case[CASE.list]), int(case[CASE.epoch]), int(case[CASE.way])
    histories, history = int(case[CASE.histories]), 0
    while (histories >> history) & 1 == 0:
        history += 1
    if history == RECORDED:
        h = np.int64(s.cases.hash[p])
        happen(s, step, i, RECORD_BEGINS.number, number, int(case[CASE.conduct]), 0, h)
        if case[CASE.flags] & TOLD == 0:
            deterrence.learn(t, s, p)
    hold(t, s, p, histories, 1)
    when, kind = _fate(t, s, p, step, spells.ends(t, s, e, y, i, history, step, starts), entered)
    case[CASE.flags] |= ENTERED
    case[CASE.exit], case[CASE.ends] = kind, when
    if t.ways.chained[y] != 0:
        if case[CASE.begun] == step:
            withdrawal.enter(t, s, history, p, i)
        case[CASE.least] = max(spells.least(t, e, y, step), step + 1)
        spells.link(s, p, i)
        if t.ways.until[e, y] >= 0:
            spells.wake(s, i, int(case[CASE.least]))
        if case[CASE.rule] < when:
            spells.wake(s, i, int(case[CASE.rule]))
    if t.ways.chained[y] == 0 or when < s.cases.due.shape[0]:  # one in a chain keeps its place to the end
        schedule(s, p, when)


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let records enter lists and end there; a list that is no more loses everybody first."""
    remove(t, s, out, step)
    p = s.records.later[OPENING]
    while p >= 0:
        after = s.cases.row[p, CASE.next]
        _enter(t, s, out, int(p), step)
        p = after
    p = s.records.later[CLOSING]
    while p >= 0:
        end(t, s, int(p), step)
        p = s.cases.row[p, CASE.next]
    p = s.records.later[CLOSING]
    while p >= 0:
        after = s.cases.row[p, CASE.next]
        leave(t, s, out, int(p), step)
        p = after
