"""Entries on lists, and how long somebody is on one, as conditions count and measure them.

An entry counts from the step after it: whoever is listed as a step ends was listed as the next begins. Each
opens a case in the pool, which is looked at again when a window is over, or a length reached. What somebody
chose and may pass (`offers`) opens one too.

Names: `t` tables of the draw, `s` state of the district, `i` slot, `n` place in a list from 0, `p` place of a
case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.slots import listed_in, queue_conditions, stint
from demerit.engine.state import State
from demerit.mechanisms.records.cases import CASE, ENTRY, MARK, TALLY, free_case, new_case, schedule
from demerit.mechanisms.terms.counting import count
from demerit.mechanisms.terms.lowering import LISTED_FOR, OF_NEITHER
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


@kernel
def reach(t: Tables, s: State, p: int, step: int) -> None:
    """Let a length be reached, in the histories in which the listing of case `p` still goes on."""
    case, lists = s.cases.row[p], t.lists.entity.shape[0]
    i, number, n = int(case[CASE.slot]), int(case[CASE.list]), int(case[CASE.rule])
    for history in range(HISTORIES):
        if (case[CASE.histories] >> history) & 1 != 0 and (s.listing.was[history, i] >> number) & 1 != 0:
            if s.terms.since[history * lists + number, i] == case[CASE.begun]:
                s.terms.number[history, n, i] = 1
    queue_conditions(s, i)
    free_case(s, p)


@kernel
def turn(t: Tables, s: State, step: int, i: int) -> bool:
    """Note which lists slot `i` has come on and off in this step, which is over; return if it matters.

    Called before it is written down who is listed as the next step begins.
    """
    asked, changed = t.terms.listings[0] | t.terms.measured[0], False
    if asked == 0 or s.people.present[i] == 0:
        return False
    for number in range(t.lists.entity.shape[0]):
        begins, ends = 0, 0
        if (asked >> number) & 1 == 0:
            continue
        for history in range(HISTORIES):
            if t.histories.row[history] == history:
                now = (listed_in(t, s, history, i) >> number) & 1
                before = (int(s.listing.was[history, i]) >> number) & 1
                begins |= (now & ~before & 1) << history
                ends |= (before & ~now & 1) << history
        if begins != 0:
            _comes_on(t, s, step, number, i, begins)
        if ends != 0:
            _comes_off(t, s, number, i, ends)
        changed |= begins != 0 or ends != 0
    return changed


@kernel
def _comes_on(t: Tables, s: State, step: int, number: int, i: int, histories: int) -> None:
    """Count an entry of slot `i` on list `number`, and have lengths looked at when they are reached."""
    if (t.terms.listings[0] >> number) & 1 != 0:
        p = opened(t, s, number, i, histories)
        if p >= 0:
            count(t, s, p, step)
    if (t.terms.measured[0] >> number) & 1 == 0:
        return
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            s.terms.since[history * t.lists.entity.shape[0] + number, i] = step
    for n in range(t.terms.what.shape[0]):
        if t.terms.what[n] == LISTED_FOR and t.terms.list[n] == number:
            p = opened(t, s, number, i, histories)
            if p >= 0:
                s.cases.row[p, CASE.rule], s.cases.row[p, CASE.begun] = n, step
                s.cases.row[p, CASE.flags] |= MARK
                schedule(s, p, t.terms.until[n, step])


@kernel
def opened(t: Tables, s: State, number: int, i: int, histories: int) -> int:
    """Open a case for an entry of slot `i` on list `number`; return its place, or -1 if there is none.

    Numbers after the last list are those of offers.
    """
    p = new_case(s)
    if p >= 0:
        case = s.cases.row[p]
        case[CASE.slot], case[CASE.number], case[CASE.list] = i, stint(s, i), number
        case[CASE.conduct] = t.conduct.point.shape[0] + number
        case[CASE.flags], case[CASE.histories], case[CASE.epoch] = TALLY | ENTRY, histories, 0
        case[CASE.points], case[CASE.rule] = OF_NEITHER, OF_NEITHER
    return p


@kernel
def _comes_off(t: Tables, s: State, number: int, i: int, histories: int) -> None:
    """Let no length of being on list `number` be reached by slot `i`, who is no longer there."""
    for n in range(t.terms.what.shape[0]):
        if t.terms.what[n] == LISTED_FOR and t.terms.list[n] == number:
            for history in range(HISTORIES):
                if (histories >> history) & 1 != 0:
                    s.terms.number[history, n, i] = 0
