"""What sets off triggers in a step: records that begin to count, lists, offers passed, joining, schedules.

An entry is from off to on between two looks, in each history by itself, whatever carries it. Triggers look
after lists have moved, and what they do to lists themselves they see in the next step. Somebody whose slot
has an event waits in a queue to be acted on.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `r` number of a trigger, `n` place in a list from 0, `p` place of a case in
the pool.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE
from demerit.engine.queues import queue
from demerit.engine.slots import inside, listed_in
from demerit.engine.state import State
from demerit.engine.world import SETTING_OFF, Occupant, World
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists.state import EVENTS
from demerit.mechanisms.records.cases import CASE, TOLD, free_case
from demerit.mechanisms.terms.lowering import OF_ADVERSE
from demerit.mechanisms.terms.own_days import turns, turns_plain
from demerit.mechanisms.terms.sides import on_side, on_side_plain
from demerit.mechanisms.triggers.lowering import ANY_EXIT, ENTERS, JOINS, LEAVES, PERSONS, RECORD, SCHEDULE
from demerit.mechanisms.triggers.lowering_schedules import NOT_OWN
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

Events = dict[tuple[int, int], int]
"""How many events there are by trigger and history."""


def gather_plain(w: World, who: Occupant, step: int) -> Events:
    """Return what sets off triggers for `who` in this step."""
    found: Events = defaultdict(int)
    _records_plain(w, who, step, found)
    _lists_plain(w, who, step, found)
    _offers_plain(w, who, step, found)
    _joins_plain(w, who, step, found)
    _schedules_plain(w, who, step, found)
    return found


def _schedules_plain(w: World, who: Occupant, step: int, found: Events) -> None:
    """Note schedules that fall due, but for what they add, which has been added already."""
    t = w.tables
    e = int(t.time.epoch[step])
    for r in range(t.triggers.event.shape[1]):
        if t.triggers.event[e, r] != SCHEDULE or t.triggers.schedules.early[e, r] or who.membership != INSIDE:
            continue
        for history in range(HISTORIES):
            if times := turns_plain(t, who, e, r, history, step):
                found[r, history] += times


def _records_plain(w: World, who: Occupant, step: int, found: Events) -> None:
    t = w.tables
    e = int(t.time.epoch[step])
    for case in [each for each in who.cases if each.place == SETTING_OFF and each.begins == step]:
        who.cases.remove(case)
        if case.points or case.rule:
            for history in case.within:
                if on_side_plain(case, history) == OF_ADVERSE:
                    who.last_adverse[history] = int(t.time.day[step])
            continue
        if RECORDED in case.within and not case.told:
            deterrence.learn_plain(w, who, case)
        for r in range(t.triggers.event.shape[1]):
            if t.triggers.event[e, r] == RECORD and t.triggers.conduct[e, r, case.conduct]:
                for history in case.within:
                    found[r, history] += 1


def _lists_plain(w: World, who: Occupant, step: int, found: Events) -> None:
    t = w.tables
    e = int(t.time.epoch[step])
    for history in range(HISTORIES):
        now, before = who.listed(history), who.seen[history]
        who.seen[history] = now
        for r in range(t.triggers.event.shape[1]):
            came = {ENTERS: now - before, LEAVES: before - now}.get(int(t.triggers.event[e, r]), set())
            number, exits = int(t.triggers.listed[e, r]), int(t.triggers.exits[e, r])
            if number in came and (exits == ANY_EXIT or (exits >> who.exits[history][number]) & 1):
                found[r, history] += 1


def _offers_plain(w: World, who: Occupant, step: int, found: Events) -> None:
    t = w.tables
    e = int(t.time.epoch[step])
    for one in (one for one in who.taken if one.passes and one.ends == step):
        for r in range(t.triggers.event.shape[1]):
            if int(t.triggers.offer[e, r]) == one.offer:
                for history in one.within:
                    found[r, history] += 1


def _joins_plain(w: World, who: Occupant, step: int, found: Events) -> None:
    t = w.tables
    if step == 0 or not who.is_person or who.membership != INSIDE or who.joined != int(t.time.day[step]):
        return
    for r in range(t.triggers.event.shape[1]):
        if t.triggers.event[int(t.time.epoch[step]), r] == JOINS:
            for history in range(HISTORIES):
                found[r, history] += 1


@kernel
def _joins(t: Tables, s: State, step: int) -> None:
    """Let those who have joined as the step began set off triggers; in the first step nobody has."""
    if t.triggers.joins[0] == 0 or step == 0:
        return
    e, today = t.time.epoch[step], t.time.day[step]
    for i in range(SLOTS):
        if s.people.present[i] != 0 and s.terms.joined[0, i] == today and inside(t, s, i):
            for r in range(t.triggers.event.shape[1]):
                if t.triggers.event[e, r] == JOINS:
                    note(t, s, r, (1 << HISTORIES) - 1, i)


@kernel
def _schedules(t: Tables, s: State, step: int) -> None:
    """Note schedules that fall due, but for what they add, which has been added already."""
    e = t.time.epoch[step]
    for r in range(t.triggers.event.shape[1]):
        if t.triggers.event[e, r] != SCHEDULE or t.triggers.schedules.early[e, r] != 0:
            continue
        if t.triggers.schedules.own[e, r] == NOT_OWN and t.triggers.schedules.due[e, r, step] == 0:
            continue
        first, end = (0, SLOTS) if t.triggers.entity[e, r] == PERSONS else (SLOTS, ALL_SLOTS)
        for i in range(first, end):
            if s.people.present[i] == 0 or not inside(t, s, i):
                continue
            for place in range(t.histories.kept.shape[0]):
                history = int(t.histories.kept[place])
                times = turns(t, s, e, r, i, history, step)
                if times != 0:
                    s.triggers.number[history, r, i] += times
                    queue(s.triggers.due, i, 1)


@kernel
def _start_anew(t: Tables, s: State, p: int, step: int) -> None:
    """Note that an adverse record begins to count: what runs since the last one starts anew."""
    case = s.cases.row[p]
    for history in range(HISTORIES):
        if (case[CASE.histories] >> history) & 1 != 0 and on_side(s, p, history) == OF_ADVERSE:
            s.triggers.streak[history, case[CASE.slot]] = t.time.day[step]


@kernel
def gather(t: Tables, s: State, step: int) -> None:
    """Note what sets off triggers in this step, and whom they are to act on."""
    _records(t, s, step)
    _joins(t, s, step)
    if t.triggers.schedules.late[0] != 0:
        _schedules(t, s, step)
    if t.triggers.watches[0] == 0:
        return
    for n in range(s.triggers.moved.length[0]):
        i = int(s.triggers.moved.slots[n])
        s.triggers.moved.waits[i] = 0
        _look(t, s, step, i)
    s.triggers.moved.length[0] = 0
    for n in range(s.listing.changed.length[0]):
        _look(t, s, step, int(s.listing.changed.slots[n]))


@kernel
def note(t: Tables, s: State, r: int, histories: int, i: int) -> None:
    """Note an event of trigger `r` for slot `i` in some histories, a bit each."""
    for history in range(HISTORIES):
        s.triggers.number[history, r, i] += (histories >> history) & 1
    queue(s.triggers.due, i, 1)


@kernel
def _records(t: Tables, s: State, step: int) -> None:
    """Let records that begin to count set off triggers."""
    e, p = t.time.epoch[step], s.records.later[EVENTS]
    while p >= 0:
        case = s.cases.row[p]
        after, histories = int(case[CASE.next]), int(case[CASE.histories])
        if case[CASE.points] | case[CASE.rule] != 0:
            _start_anew(t, s, p, step)
            free_case(s, p)
            p = after
            continue
        if histories & (1 << RECORDED) != 0 and case[CASE.flags] & TOLD == 0:
            deterrence.learn(t, s, p)
        for r in range(t.triggers.event.shape[1]):
            if t.triggers.event[e, r] == RECORD and t.triggers.conduct[e, r, case[CASE.conduct]] != 0:
                note(t, s, r, histories, int(case[CASE.slot]))
        free_case(s, p)
        p = after


@kernel
def _look(t: Tables, s: State, step: int, i: int) -> None:
    """Let lists that slot `i` has come on or off since the last look set off triggers."""
    e = t.time.epoch[step]
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        now, before = np.int64(listed_in(t, s, history, i)), np.int64(s.triggers.seen[history, i])
        s.triggers.seen[history, i] = now
        if now == before or s.people.present[i] == 0:
            continue
        for r in range(t.triggers.event.shape[1]):
            what, number = t.triggers.event[e, r], t.triggers.listed[e, r]
            came = now & ~before if what == ENTERS else before & ~now if what == LEAVES else 0
            if number >= 0 and (came >> number) & 1 != 0 and _by_exit(t, s, e, r, history, i):
                note(t, s, r, 1 << history, i)


@kernel
def _by_exit(t: Tables, s: State, e: int, r: int, history: int, i: int) -> bool:
    """Return whether slot `i`, off the list of trigger `r` in a history, left it by an exit that counts."""
    exits = t.triggers.exits[e, r]
    if exits == ANY_EXIT:
        return True
    row = history * t.lists.entity.shape[0] + t.triggers.listed[e, r]
    return bool((exits >> s.listing.exits[row, i]) & 1 != 0)


@kernel
def acts_on(t: Tables, e: int, r: int, i: int) -> bool:
    """Return whether trigger `r` is of the entity of slot `i`."""
    return bool(t.triggers.entity[e, r] == (1 if i >= SLOTS else 0))
