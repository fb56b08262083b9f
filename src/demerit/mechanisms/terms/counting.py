"""What conditions count and measure of somebody: records and entries on lists in a window, lengths since.

A record counts from the step in which it begins to, in every history in which it does, for each term that
counts its conduct; once, whatever else it leads to. It leaves a window when that is over, and all of them
when it is withdrawn. An offer counts from the step in which it was passed. An entry on a list counts from
the step after it; so does how long somebody is on one (`entries`).

Windows and lengths are of calendar time, and fall due in the first step that begins on or after their day.

Terms move with the records of a step, before scores and conditions. What asks a condition earlier in a step
finds them as the step before left them, as it finds scores; but periods begin and end as the step begins. The
plain engine counts everything of everybody anew in every step; the compiled one moves a number when something
happens, and has conditions asked again.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that chance
is read from, `i` slot, `n` place in a list from 0, `o` offer, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.counted.kinds import IN_CONDITIONS
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.queues import queue
from demerit.engine.slots import givers, queue_conditions
from demerit.engine.state import State
from demerit.engine.world import COUNTED, Case, Occupant, World
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists.words import RECORD_BEGINS, RECORD_CEASES
from demerit.mechanisms.records.cases import (
    CASE,
    ENTERED,
    ENTRY,
    OVER,
    TOLD,
    free_case,
    schedule,
)
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain, soonest_plain
from demerit.mechanisms.terms.lowering import (
    DURING,
    HOLDS,
    LISTINGS,
    OWES,
    PASSED,
    RECORDS,
    TENURE,
)
from demerit.mechanisms.terms.owing import owed_plain
from demerit.mechanisms.terms.sides import counts_in, counts_in_plain, counts_plain, in_term
from demerit.mechanisms.terms.windows import until, until_plain
from demerit.mechanisms.terms.withdrawal import withdraw, withdraw_plain
from demerit.mechanisms.triggers.state import NO_RECORD
from demerit.scenario.exits import EXPIRY
from demerit.scenario.histories import BLIND, HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

MECHANISM = Mechanism(name="terms", rows=("M20", "M22"), stage="scoring")


def enter_plain(w: World, who: Occupant, step: int) -> None:
    """Let somebody who enters the society begin with nothing counted."""
    who.entered, who.joined = step, int(w.tables.time.day[step])
    who.counted = [w.tables.terms.inside[:, step].tolist() for _ in range(HISTORIES)]


def begin_step_plain(w: World, step: int) -> None:
    """Work out for everybody what goes by the first day of a step: periods, holdings, time since joining."""
    t = w.tables
    for n in (n for n, what in enumerate(t.terms.what) if what in (TENURE, HOLDS, DURING)):
        for who in w.occupants.values():
            for history in range(HISTORIES):
                who.counted[history][n] = _number_plain(t, who, n, history, step)


def plain(w: World, step: int) -> None:
    """Count everything of everybody anew, after the records of the step have begun and ceased."""
    if len(w.tables.terms.what):
        for who in w.occupants.values():
            _recount_plain(w, who, step)


def turn_plain(w: World, who: Occupant, step: int) -> None:
    """Note which lists `who` has come on and off in this step, which is over."""
    if not len(w.tables.terms.what) and not w.tables.terms.measured[0]:
        return
    for history in range(HISTORIES):
        now, since = who.listed(history), who.listed_since[history]
        for number in now - who.was[history]:
            who.entries[history].append((number, step))
            since[number] = step
        for number in who.was[history] - now:
            del since[number]
    _recount_plain(w, who, step)


def begin_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a record begin to count in conditions, and settle when it ceases to."""
    case.begun = True
    if RECORDED in case.within:
        if not case.told:
            deterrence.learn_plain(w, who, case)
        happen_plain(w, step, who, RECORD_BEGINS.number, IN_CONDITIONS, case.conduct, h=case.hash)
    t = w.tables
    counted = counts_plain(t, case.conduct, case.points, case.rule)
    ends = {**found_wrong_plain(t, case, step), EXPIRY: max(until_plain(t, case, n) for n in counted)}
    case.ends, case.exit = soonest_plain(ends, step)


def cease_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a record cease to count in conditions, or be withdrawn, maybe long after that."""
    if case.begun and RECORDED in case.within:
        what = (IN_CONDITIONS, case.conduct, case.exit, case.hash)
        happen_plain(w, step, who, RECORD_CEASES.number, *what)
    wrong = found_wrong_plain(w.tables, case, case.begins)
    if case.exit != EXPIRY:
        withdraw_plain(w.tables, who, case)
    elif (
        wrong and w.tables.stays.reexamined[0]
    ):  # a stay that it helped to begin may last longer than it counts
        case.begun = False
        case.ends, case.exit = min((when, kind) for kind, when in wrong.items())
        return
    who.cases.remove(case)


def _recount_plain(w: World, who: Occupant, step: int) -> None:
    """Count everything of `who` anew."""
    for history in range(HISTORIES):
        who.counted[history] = [
            _number_plain(w.tables, who, n, history, step) for n in range(len(w.tables.terms.what))
        ]


def _number_plain(t: Tables, who: Occupant, n: int, history: int, step: int) -> int:
    """Return how many a term counts of `who` in a history; of a length, 1 if it is reached."""
    ends, number, what = t.terms.until[n], t.terms.list[n], t.terms.what[n]
    if what == HOLDS:
        held = who.is_person and who.holds(int(number), step)
        return int(held and not (history >= BLIND and t.holdings.protected[number]))
    if what == TENURE:
        return int(who.joined <= t.terms.latest[n, step])
    if what == DURING:
        return int(t.terms.inside[n, step])
    if what == OWES:
        return owed_plain(t, who, n, history, step)
    if what == RECORDS:
        return sum(
            until_plain(t, case, n) > step and counts_in_plain(t, case, n, history)
            for case in who.in_force(COUNTED, history)
        )
    if what == LISTINGS:
        return sum(of == number and ends[begun] > step for of, begun in who.entries[history])
    if what == PASSED:
        first = len(t.conduct.point) + len(t.lists.entity)
        passes = [one for one in who.taken if one.passes and one.ends <= step and history in one.within]
        return sum(bool(t.terms.match[n, first + one.offer]) and ends[one.ends] > step for one in passes)
    since = who.listed_since[history].get(number)
    return int(since is not None and ends[since] <= step)


@kernel
def enter(t: Tables, s: State, step: int, i: int) -> None:
    """Let the occupant of slot `i`, who enters the society, begin with nothing counted."""
    for n in range(t.terms.what.shape[0]):
        for history in range(HISTORIES):
            s.terms.number[history, n, i] = t.terms.inside[n, step]
    for o in range(s.offers.under_way.shape[0]):
        s.offers.under_way[o, i], s.offers.since[o, i], s.offers.choosing[o, i] = 0, -1, 0
    if s.terms.joined.shape[0] != 0:
        s.terms.joined[0, i] = t.time.day[step]
    for history in range(s.triggers.streak.shape[0]):
        s.triggers.streak[history, i] = NO_RECORD


@kernel
def join(t: Tables, s: State, step: int, i: int, joined: int) -> None:
    """Let the occupant of slot `i`, who becomes a member since a day, begin with nothing counted."""
    enter(t, s, step, i)
    if s.terms.joined.shape[0] == 0:
        return
    s.terms.joined[0, i] = joined
    for n in range(t.terms.what.shape[0]):
        if t.terms.what[n] == TENURE and joined <= t.terms.latest[n, step]:
            set_of_first_day(t, s, n, i, 1, HISTORIES)


@kernel
def set_of_first_day(t: Tables, s: State, n: int, i: int, number: int, histories: int) -> None:
    """Set a term of slot `i` that goes by the first day of the step in so many histories; in others it is 0.

    Conditions that read it are asked again, of those near too where they pass listings on.
    """
    for history in range(HISTORIES):
        s.terms.number[history, n, i] = number if history < histories else 0
    queue_conditions(s, i)
    if givers(t, s, i) != 0:
        queue(s.ties.changed, i, 1)


@kernel
def _reach(t: Tables, s: State, step: int) -> None:
    """Let those reach a length of being there since whose day it is reached now."""
    if t.terms.tenures[0] == 0:
        return
    for n in range(t.terms.what.shape[0]):
        before = t.terms.latest[n, step - 1] if step > 0 else -NEVER
        now = t.terms.latest[n, step]
        if t.terms.what[n] != TENURE or before == now:
            continue
        for i in range(ALL_SLOTS):
            if before < s.terms.joined[0, i] <= now and s.people.present[i] != 0:
                set_of_first_day(t, s, n, i, 1, HISTORIES)


@kernel
def begin_step(t: Tables, s: State, step: int) -> None:
    """Let periods begin and end, and those reach a length of being there whose day it is reached now.

    Before anything of the step is asked.
    """
    _reach(t, s, step)
    if t.terms.turns[step] == 0:
        return
    for i in range(ALL_SLOTS):
        for n in range(t.terms.what.shape[0]):
            if t.terms.what[n] == DURING:
                for history in range(HISTORIES):
                    s.terms.number[history, n, i] = t.terms.inside[n, step]
        if s.people.present[i] != 0:
            queue_conditions(s, i)
            if givers(t, s, i) != 0:
                queue(s.ties.changed, i, 1)


@kernel
def differ(t: Tables, s: State, one: int, other: int, i: int) -> bool:
    """Return whether something else is counted of slot `i` in one history than in another."""
    for n in range(t.terms.what.shape[0]):
        if s.terms.number[one, n, i] != s.terms.number[other, n, i]:
            return True
    return False


@kernel
def _move(t: Tables, s: State, p: int, n: int, change: int) -> None:
    """Let what case `p` is of count in a term (`change` 1), or no longer (-1)."""
    case = s.cases.row[p]
    for history in range(HISTORIES):
        if (case[CASE.histories] >> history) & 1 != 0 and counts_in(t, s, p, n, history):
            s.terms.number[history, n, case[CASE.slot]] += change


@kernel
def _withdrawn(t: Tables, s: State, p: int) -> int:
    """Return the step in which the record of case `p` is withdrawn, or NEVER; its exit says by what."""
    case = s.cases.row[p]
    if case[CASE.flags] & ENTRY != 0:
        return NEVER
    when, kind = found_wrong(t, s, p, case[CASE.begun])
    s.cases.row[p, CASE.exit] = kind
    return max(when, int(case[CASE.begun]) + 1)


@kernel
def _wait(t: Tables, s: State, p: int, step: int) -> None:
    """Let case `p` come up when the next of its windows is over, or its record is withdrawn."""
    when = _withdrawn(t, s, p)
    for n in range(t.terms.what.shape[0]):
        if in_term(t, s, p, n) and until(t, s, p, n) > step:
            when = min(when, until(t, s, p, n))
    schedule(s, p, when)


@kernel
def count(t: Tables, s: State, p: int, step: int) -> None:
    """Let what case `p` is of count from now on."""
    s.cases.row[p, CASE.begun] = step
    s.cases.row[p, CASE.flags] |= ENTERED
    for n in range(t.terms.what.shape[0]):
        if in_term(t, s, p, n) and until(t, s, p, n) > step:
            _move(t, s, p, n, 1)
    queue_conditions(s, s.cases.row[p, CASE.slot])
    _wait(t, s, p, step)


@kernel
def begin(t: Tables, s: State, p: int, step: int) -> None:
    """Let the record of case `p` begin to count in conditions."""
    case, h = s.cases.row[p], np.int64(s.cases.hash[p])
    if case[CASE.histories] & (1 << RECORDED) != 0:
        if case[CASE.flags] & TOLD == 0:
            deterrence.learn(t, s, p)
        i, conduct = int(case[CASE.slot]), int(case[CASE.conduct])
        happen(s, step, i, RECORD_BEGINS.number, IN_CONDITIONS, conduct, 0, h)
    count(t, s, p, step)


@kernel
def go_on(t: Tables, s: State, p: int, step: int) -> bool:
    """Let what case `p` is of leave the windows that are over; return whether it has ceased to count now."""
    flags, counts_on = s.cases.row[p, CASE.flags], False
    wrong = _withdrawn(t, s, p)
    for n in range(t.terms.what.shape[0]):
        over = until(t, s, p, n) if in_term(t, s, p, n) else -1
        if over >= step:
            counts_on |= over > step and wrong != step
            if over == step or wrong == step:
                _move(t, s, p, n, -1)
    queue_conditions(s, s.cases.row[p, CASE.slot])
    if counts_on:
        _wait(t, s, p, step)
        return False
    case, h = s.cases.row[p], np.int64(s.cases.hash[p])
    if flags & (ENTRY | OVER) == 0 and case[CASE.histories] & (1 << RECORDED) != 0:
        kind = int(case[CASE.exit]) if wrong == step else EXPIRY
        happen(s, step, case[CASE.slot], RECORD_CEASES.number, IN_CONDITIONS, case[CASE.conduct], kind, h)
    if wrong == step:
        withdraw(t, s, p)
    if wrong > step and wrong < NEVER and t.stays.reexamined[0] != 0:
        s.cases.row[p, CASE.flags] |= OVER
        schedule(s, p, wrong)
    else:
        free_case(s, p)
    return bool(flags & (ENTRY | OVER) == 0)
