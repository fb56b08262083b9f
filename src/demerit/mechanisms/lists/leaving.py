"""M22 to M24: how a record ceases to keep somebody on a list, and what is left of a list that is no more.

Of several records of a list that end in one step the first exit in order is kept. What ends a spell by
coming true (`until`) is asked with the conditions of the step (`stays`), of each history by itself. A list
that the regime no longer has keeps nobody: whoever is on it leaves as its form begins. A list that a
condition may enter in the same step is brought in line only after that.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `p` place of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.slots import queue_conditions
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import pending, spells
from demerit.mechanisms.lists.listing import AS_NOTED, note_exit, settle, settle_plain
from demerit.mechanisms.lists.words import PUT_ON_NO_MORE, RECORD_CEASES, STATE_ENDS
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, FALSE, PENDING, UNABLE, free_case
from demerit.mechanisms.scores.worth import note_record
from demerit.mechanisms.terms import since
from demerit.scenario.exits import FULFILLED, HERE, REPAIR, STANDING
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS


def remove_plain(w: World, step: int) -> None:
    """Let everybody leave the lists that the regime ceases to have in this step."""
    t = w.tables
    over, before = (t.lists.over[int(t.time.epoch[max(at, 0)])] for at in (step, step - 1))
    for number in range(len(t.lists.entity)):
        if over[number] == HERE or before[number] != HERE:
            continue
        ways = {y for y in range(len(t.ways.by_list)) if int(t.ways.by_list[y]) == number}
        for who in w.occupants.values():
            who.cases = [case for case in who.cases if not (case.place == number and case.begun)]
            for y in sorted({spell.way for spell in who.stays[RECORDED]} & ways):
                what = PUT_ON_NO_MORE if t.ways.filled[y] else STATE_ENDS
                happen_plain(w, step, who, what.number, int(t.ways.by_list[y]))
            pending.remove_plain(who, number)
            for history in range(HISTORIES):
                who.stays[history] = [spell for spell in who.stays[history] if spell.number != number]
            who.mixed -= ways
            settle_plain(w, who, number, step, dict.fromkeys(range(HISTORIES), int(over[number])))


def end_plain(w: World, who: Occupant, step: int) -> None:
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
        if w.tables.ways.both[number]:
            who.leaving[number] = kinds
        else:
            settle_plain(w, who, number, step, kinds)


def fulfil_plain(w: World, who: Occupant, step: int) -> Iterator[tuple[int, int, int]]:
    """End spells by record that are repaired, or whose `until` has come true; yield (list, history, exit)."""
    t = w.tables
    for case in who.cases:
        if case.place < 0 or not case.begun or case.since >= step:
            continue
        earned, until = int(t.redress.earned[case.epoch, case.place]), int(t.ways.until[case.epoch, case.way])
        for kind in (REPAIR, FULFILLED):
            over: frozenset[int] = frozenset()
            if kind == REPAIR and case.repair <= step:
                over = frozenset(each for each in case.within if holds_plain(w, earned, who, step, each))
            elif kind == FULFILLED and until >= 0 and step >= case.least:
                if t.ways.asked[int(t.time.epoch[step]), case.way, step]:
                    begun = case.since
                    over = frozenset(
                        each for each in case.within if since.holds_plain(w, until, who, step, each, begun)
                    )
            if RECORDED in over:
                happen_plain(w, step, who, RECORD_CEASES.number, case.place, case.conduct, kind, case.hash)
            case.within -= over
            yield from ((case.place, history, kind) for history in sorted(over))


@kernel
def hold(t: Tables, s: State, p: int, histories: int, change: int) -> None:
    """Let a record keep its person on the list in some histories, or cease to."""
    case = s.cases.row[p]
    i, number = int(case[CASE.slot]), int(case[CASE.list])
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            s.records.held[history, number, i] += change
    if case[CASE.flags] & FALSE == 0:
        note_record(t, s, i, number, histories, 1 if case[CASE.flags] & UNABLE != 0 else 0, change)


@kernel
def _leaves(t: Tables, s: State, p: int, histories: int, kind: int) -> None:
    """Note by which exit a record ceases to keep its person on the list in some histories, first in order."""
    i, number = int(s.cases.row[p, CASE.slot]), int(s.cases.row[p, CASE.list])
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            note_exit(t, s, history, number, i, kind)


@kernel
def _cease(t: Tables, s: State, p: int, step: int, histories: int, kind: int) -> None:
    """Let a record cease to keep its person on the list in some histories, by the exit `kind`."""
    case = s.cases.row[p]
    if histories & (1 << RECORDED) != 0:
        i, number, conduct = int(case[CASE.slot]), int(case[CASE.list]), int(case[CASE.conduct])
        happen(s, step, i, RECORD_CEASES.number, number, conduct, kind, np.int64(s.cases.hash[p]))
    hold(t, s, p, histories, -1)
    _leaves(t, s, p, histories, kind)


@kernel
def end(t: Tables, s: State, p: int, step: int) -> None:
    """Let a record cease to keep its person on the list; of several the first exit in order is kept."""
    case = s.cases.row[p]
    if case[CASE.begun] < s.listing.removed[case[CASE.list]]:
        return
    if t.ways.chained[case[CASE.way]] != 0:
        spells.unlink(s, p, int(case[CASE.slot]))
    if case[CASE.histories] != 0:
        _cease(t, s, p, step, int(case[CASE.histories]), int(case[CASE.exit]))


@kernel
def fulfil(t: Tables, s: State, step: int, i: int) -> int:
    """End the spells by record of slot `i` that are repaired, or whose `until` has come true.

    Return their lists, as a bit set.
    """
    lists, p = 0, int(s.stays.first[i])
    while p >= 0:
        case = s.cases.row[p]
        after = int(case[CASE.chain])
        if case[CASE.flags] & (BY_CONDITION | PENDING) == 0 and case[CASE.begun] < step:
            for kind in (REPAIR, FULFILLED):
                over = _over(t, s, p, i, step, kind)
                if over != 0:
                    _cease(t, s, p, step, over, kind)
                    case[CASE.histories] &= ~over
                    lists |= 1 << case[CASE.list]
            if case[CASE.histories] == 0:
                spells.unlink(s, p, i)
                give_back(s, p)
        p = after
    return lists


@kernel
def _over(t: Tables, s: State, p: int, i: int, step: int, kind: int) -> int:
    """Return in which histories the spell by record at place `p` of slot `i` ends now by an exit: bits."""
    case, over = s.cases.row[p], 0
    e, y = int(case[CASE.epoch]), int(case[CASE.way])
    if kind == REPAIR:
        asked, condition = case[CASE.rule] <= step, int(t.redress.earned[e, case[CASE.list]])
    else:
        condition = int(t.ways.until[e, y])
        asked = condition >= 0 and case[CASE.least] <= step and t.ways.asked[t.time.epoch[step], y, step] != 0
    if asked:
        for history in range(HISTORIES):
            if (case[CASE.histories] >> history) & 1 == 0:
                continue
            if kind == REPAIR:
                holding = holds(t, s, condition, i, step, history)
            else:
                holding = since.holds(t, s, condition, p, i, step, history)
            over |= 1 << history if holding else 0
    return int(over)


@kernel
def give_back(s: State, p: int) -> None:
    """Give back the place of a record that keeps nobody any more, unless it still comes up."""
    if s.cases.row[p, CASE.ends] >= s.cases.due.shape[0]:
        free_case(s, p)


@kernel
def leave(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Bring the list of a record that has ended in line, and give its place back.

    A list that a condition may enter in this step too is looked at after its conditions are asked.
    """
    i, number = int(s.cases.row[p, CASE.slot]), int(s.cases.row[p, CASE.list])
    if t.ways.both[number] != 0:
        queue_conditions(s, i)
    else:
        settle(t, s, out, step, number, i, AS_NOTED)
    free_case(s, p)


@kernel
def remove(t: Tables, s: State, out: Totals, step: int) -> None:
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
            _remove_one(t, s, step, number, i)
            settle(t, s, out, step, number, i, kind)


@kernel
def _remove_one(t: Tables, s: State, step: int, number: int, i: int) -> None:
    """End all that keeps slot `i` on a list that is no more."""
    ways = t.ways.of_list[number]
    for y in range(t.ways.by_list.shape[0]):
        if (ways & s.stays.on[RECORDED, i]) >> y & 1 != 0:
            what = PUT_ON_NO_MORE.number if t.ways.filled[y] != 0 else STATE_ENDS.number
            happen(s, step, i, what, number, 0, 0, 0)
    for history in range(HISTORIES):
        s.records.held[history, number, i] = 0
        s.stays.on[history, i] &= ~ways
    s.records.able[number, i], s.records.unable[number, i] = 0, 0
    s.stays.mixed[i] &= ~ways
    p = int(s.stays.first[i])
    while p >= 0:
        after = int(s.cases.row[p, CASE.chain])
        if s.cases.row[p, CASE.list] == number:
            spells.unlink(s, p, i)
            if s.cases.row[p, CASE.flags] & BY_CONDITION != 0:
                free_case(s, p)
            else:
                give_back(s, p)
        p = after
