"""M22, M62: what is due in a step: records begin to count, and cease to.

Those of a score or a debt do so at once. Those of a list wait until the scores of the step have moved,
since their condition is asked then; the first of those that enter and of those that end stand in
`State.later`. A way that goes by what was so before the step's records count is asked first of all, since a
mean has one rating more as soon as a record begins. Rules are those in force when the case was seen. What
could end a record in a score (its points expire, it is corrected, an appeal succeeds) is drawn at once as it
begins; the earliest counts, and ties go by the order of the exits.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that chance
is read from, `i` slot, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.counted.kinds import SCORE_RECORD
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import queue_conditions, stint
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import COUNTED, OWED, SCORED, Case, Occupant, World
from demerit.mechanisms.debts import debts
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists.records import admit, admit_plain
from demerit.mechanisms.lists.state import CLOSING, COMING, EVENTS, OPENING, TALLIES
from demerit.mechanisms.lists.words import RECORD_BEGINS, RECORD_CEASES
from demerit.mechanisms.offers import offers
from demerit.mechanisms.records.cases import (
    BY_EVENT,
    CASE,
    COMES,
    DEBT,
    DEFERRED,
    ENTERED,
    ENTRY,
    EVENT,
    FALSE,
    MARK,
    PENDING,
    POINTS,
    TALLY,
    TERM,
    UNABLE,
    free_case,
    schedule,
)
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain, soonest_plain
from demerit.mechanisms.scores import absorbing, worth
from demerit.mechanisms.terms import counting, entries
from demerit.scenario.codes import SHARE
from demerit.scenario.exits import EXPIRY
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

_NO_LISTING = TERM | TALLY | ENTERED | POINTS | DEBT | EVENT | BY_EVENT | PENDING | COMES | DEFERRED
"""Flags of cases that do not wait to be asked whether they enter a list."""

MECHANISM = Mechanism(name="records due", rows=("M20", "M22", "M23"), stage="scoring")


def plain(w: World, step: int) -> None:
    """Let what is due in scores and debts begin and cease, offers end, and terms count what there is then."""
    for who in [who for who in w.occupants.values() if who.cases]:
        beginning = [case for case in reversed(who.cases) if case.begins == step and not case.begun]
        for case in beginning:  # before anything of the step counts
            if case.place >= 0 and case.pending < 0 and not case.deferred:
                admit_plain(w, who, case, step)
        for case in beginning:
            if case.place in (SCORED, OWED):
                _begin_plain(w, who, case, step)
        absorbing.take_back_plain(w, who, step)
        for case in list(who.cases):
            if case.begun and case.place == OWED:
                debts.settle_plain(w, who, case, step)
            elif case.begun and case.place == SCORED and case.ends == step:
                if RECORDED in case.within:
                    what = (SCORE_RECORD - case.score, case.conduct, case.exit, case.hash)
                    happen_plain(w, step, who, RECORD_CEASES.number, *what)
                worth.count_plain(w, who, case, step, -1)
                who.cases.remove(case)
        for case in list(who.cases):
            if case.place == COUNTED and case.begins == step and not case.begun:
                worth.begins_plain(who, case)
                counting.begin_plain(w, who, case, step)
            elif case.place == COUNTED and case.begins < case.ends == step:
                counting.cease_plain(w, who, case, step)
    offers.end_plain(w, step)
    counting.plain(w, step)


def _begin_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    case.begun = True
    if RECORDED in case.within:
        deterrence.learn_plain(w, who, case)
    if case.place == OWED:
        debts.claim_plain(w, who, case, step)
        return
    if RECORDED in case.within:
        share = w.tables.scores.kind[case.epoch, case.score] == SHARE
        what = (SCORE_RECORD - case.score, case.conduct, 0 if share else case.points, case.hash)
        happen_plain(w, step, who, RECORD_BEGINS.number, *what)
    worth.count_plain(w, who, case, step, 1)
    ends = {**found_wrong_plain(w.tables, case, step), EXPIRY: worth.over_plain(w.tables, case, step)}
    case.ends, case.exit = soonest_plain(ends, step)


@kernel
def there(s: State, p: int) -> bool:
    """Return whether the person whom case `p` is about is still in the slot, and as the same member."""
    i = s.cases.row[p, CASE.slot]
    return bool(s.people.present[i] != 0 and stint(s, i) == s.cases.row[p, CASE.number])


@kernel
def put_later(s: State, p: int, queue: int) -> None:
    """Set case `p` aside until scores have moved, at the front of a queue: OPENING or CLOSING."""
    s.cases.row[p, CASE.next] = s.records.later[queue]
    s.records.later[queue] = p


@kernel
def _begin(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record begin to count in the score or as a debt."""
    case = s.cases.row[p]
    if case[CASE.histories] & (1 << RECORDED) != 0:
        deterrence.learn(t, s, p)
    if case[CASE.flags] & DEBT:
        debts.claim(t, s, out, p, step)
        return
    if case[CASE.histories] & (1 << RECORDED) != 0:
        i, conduct, h = int(case[CASE.slot]), int(case[CASE.conduct]), np.int64(s.cases.hash[p])
        where, given = SCORE_RECORD - int(case[CASE.list]), int(case[CASE.points])
        if t.scores.kind[case[CASE.epoch], case[CASE.list]] == SHARE:
            given = 0
        happen(s, step, i, RECORD_BEGINS.number, where, conduct, given, h)
    worth.count(t, s, out, p, step, 1)
    when, kind = found_wrong(t, s, p, step)
    if worth.over(t, s, p, step) < when:
        when, kind = worth.over(t, s, p, step), EXPIRY
    s.cases.row[p, CASE.flags] |= ENTERED
    s.cases.row[p, CASE.exit], s.cases.row[p, CASE.begun] = kind, step
    schedule(s, p, max(when, step + 1))


@kernel
def _cease(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record in the score cease to count, or a debt be settled."""
    case = s.cases.row[p]
    if case[CASE.flags] & DEBT:
        debts.settle(t, s, out, p, step)
        return
    if case[CASE.histories] & (1 << RECORDED) != 0:
        i, conduct, h = int(case[CASE.slot]), int(case[CASE.conduct]), np.int64(s.cases.hash[p])
        where = SCORE_RECORD - int(case[CASE.list])
        happen(s, step, i, RECORD_CEASES.number, where, conduct, int(case[CASE.exit]), h)
    worth.count(t, s, out, p, step, -1)


@kernel
def _count(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a record begin to count in conditions, an offer end, or what counts leave windows that are over."""
    case = s.cases.row[p]
    i, flags, histories, conduct = (
        int(case[CASE.slot]),
        int(case[CASE.flags]),
        int(case[CASE.histories]),
        int(case[CASE.conduct]),
    )
    unable, act = 1 if flags & UNABLE != 0 else 0, 0 if flags & FALSE != 0 else 1
    if flags & MARK != 0:
        entries.reach(t, s, p, step)
    elif flags & (ENTRY | ENTERED) == ENTRY:
        offers.end(t, s, out, p, step)
    elif flags & ENTERED == 0:
        worth.begin_in_score(t, s, i, histories, conduct, act, unable)
        counting.begin(t, s, p, step)
    elif counting.go_on(t, s, p, step):
        worth.end_in_score(t, s, i, histories, conduct, act, unable)


@kernel
def _admit(t: Tables, s: State, step: int) -> None:
    """Ask the conditions of ways that go by what was so before anything of the step counts."""
    if t.ways.asks_before[0] == 0:
        return
    p = s.cases.due[step]
    while p >= 0:
        if s.cases.row[p, CASE.flags] & _NO_LISTING == 0 and there(s, p):
            admit(t, s, p, step)
        p = s.cases.row[p, CASE.next]


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Let what is due in scores and debts begin and cease; set cases of lists aside (`put_later`)."""
    s.records.later[:] = -1
    _admit(t, s, step)
    p, ending = s.cases.due[step], -1
    while p >= 0:
        after, flags = s.cases.row[p, CASE.next], s.cases.row[p, CASE.flags]
        if not there(s, p):
            free_case(s, p)
        elif flags & TERM != 0:
            queue_conditions(s, s.cases.row[p, CASE.slot])
            free_case(s, p)
        elif flags & TALLY != 0:
            put_later(s, p, TALLIES)
        elif flags & EVENT != 0:
            put_later(s, p, EVENTS)
        elif flags & COMES != 0:
            put_later(s, p, COMING)
        elif flags & BY_EVENT != 0:
            absorbing.take_back(t, s, p, step)
            free_case(s, p)
        elif flags & ENTERED != 0:
            s.cases.row[p, CASE.next] = ending
            ending = p
        elif flags & (POINTS | DEBT) != 0:
            _begin(t, s, out, p, step)
        else:
            put_later(s, p, OPENING)
        p = after
    while ending >= 0:
        after = s.cases.row[ending, CASE.next]
        if s.cases.row[ending, CASE.flags] & (POINTS | DEBT) != 0:
            _cease(t, s, out, ending, step)
            free_case(s, ending)
        else:
            put_later(s, ending, CLOSING)
        ending = after
    p = s.records.later[TALLIES]
    while p >= 0:  # after conditions have been asked as the step began
        after = s.cases.row[p, CASE.next]
        _count(t, s, out, int(p), step)
        p = after
