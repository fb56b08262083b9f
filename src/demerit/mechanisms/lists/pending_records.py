"""M23: listings by record that are pending, since something comes before them (`pending`).

A record is of the moment in which it comes to count, and so is its listing, in every history: what it
stands on is asked of the histories in which it was entered, and, where notice lets a listing lapse, in
which its way's condition still holds. A correction or a won appeal of the record counts from then too, and
keeps the listing off where it comes no later than the listing would.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `p` place of a case in
the pool, `y` way from 0.
"""

from __future__ import annotations

from demerit.chance import plain as chance
from demerit.chance.compiled import detail
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.lists import spells
from demerit.mechanisms.lists.pending import (
    decided,
    decided_plain,
    lapses,
    lapses_plain,
    tell,
    tell_plain,
    wait,
    wait_plain,
)
from demerit.mechanisms.lists.remedies import ground_in, ground_plain
from demerit.mechanisms.lists.words import BEGINS, NOT_BEGUN, WITHDRAWN
from demerit.mechanisms.records.cases import CASE, PENDING, schedule
from demerit.mechanisms.redress.classes import of_listing
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain
from demerit.mechanisms.terms import withdrawal
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables


def put_plain(w: World, who: Occupant, case: Case, admitted: frozenset[int], step: int) -> bool:
    """Let a listing by record be pending, if anything comes before it; return whether it is.

    `admitted` are the histories in which it was entered, `case.within` those whose spell it is.
    """
    t = w.tables
    own = chance.detail(case.hash, int(t.redress.listing[case.place]))
    b = 0 if case.unguarded_listing else int(t.redress.of_listing[case.epoch, case.place])
    wait = wait_plain(t, b, own)
    if wait == 0 or not case.within:
        return False
    case.pending, case.entered, case.begins = step, admitted, step + wait
    if RECORDED in case.within:
        tell_plain(w, step, who, case.place, NOT_BEGUN)
    return True


def turn_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Decide about a pending listing by record on its day: keep the histories in which it begins."""
    t, found = w.tables, {}
    b = int(t.redress.of_listing[case.epoch, case.place])
    own = chance.detail(case.hash, int(t.redress.listing[case.place]))
    condition = int(t.ways.condition[case.epoch, case.way])
    holding = {each for each in case.entered if holds_plain(w, condition, who, step, each)}
    ends = {} if t.ways.stands[case.epoch, case.way] else found_wrong_plain(t, case, case.pending)
    if lapses_plain(t, b, own):
        case.entered &= holding
    for each in sorted(case.within):
        ground = ground_plain(each, lambda other: other in case.entered)
        found[each] = decided_plain(t, b, own, ground, each in holding, by_while=False)
        if ends and max(min(ends.values()), case.pending + 1) <= step:
            found[each] = WITHDRAWN
    if RECORDED in found:
        tell_plain(w, step, who, case.place, found[RECORDED])
    case.within = frozenset(each for each, what in found.items() if what == BEGINS)


@kernel
def put(t: Tables, s: State, out: Totals, p: int, step: int, admitted: int) -> bool:
    """Let the listing by record at place `p` be pending, if anything comes before it; return whether it is.

    `admitted` has a bit for each history in which it was entered, the row those whose spell it is.
    """
    row = s.cases.row[p]
    i, number, history = int(row[CASE.slot]), int(row[CASE.list]), 0
    own = detail(s.cases.hash[p], t.redress.listing[number])
    steps = wait(t, of_listing(t, row[CASE.epoch], number, row[CASE.flags]), own)
    if steps == 0:
        return False
    while (row[CASE.histories] >> history) & 1 == 0:
        history += 1
    if history == RECORDED:
        tell(t, s, out, step, i, number, NOT_BEGUN)
    row[CASE.flags] |= PENDING
    row[CASE.points], row[CASE.begun], row[CASE.ends] = admitted, step, step + steps
    if t.ways.chained[row[CASE.way]] != 0:
        withdrawal.enter(t, s, history, p, i)
    spells.link(s, p, i)
    if step + steps < s.cases.due.shape[0]:  # one that never begins keeps its place as long as its person
        schedule(s, p, step + steps)
    return True


@kernel
def turn(t: Tables, s: State, out: Totals, p: int, step: int) -> int:
    """Decide about the pending listing by record at place `p` on its day.

    Return the histories in which it was entered; the row keeps those in which it begins.
    """
    row, h = s.cases.row[p], s.cases.hash[p]
    i, e, y, number = int(row[CASE.slot]), int(row[CASE.epoch]), int(row[CASE.way]), int(row[CASE.list])
    spells.unlink(s, p, i)
    row[CASE.flags] &= ~PENDING
    if row[CASE.begun] < s.listing.removed[number]:
        row[CASE.histories] = 0
        return 0
    b, own = t.redress.of_listing[e, number], detail(h, t.redress.listing[number])
    entered, within, begins, gone = int(row[CASE.points]), int(row[CASE.histories]), 0, False
    if t.ways.stands[e, y] == 0:
        when, _ = found_wrong(t, s, p, int(row[CASE.begun]))
        gone = max(when, int(row[CASE.begun]) + 1) <= step
    holding = 0
    for history in range(HISTORIES):
        if (entered >> history) & 1 != 0 and holds(t, s, t.ways.condition[e, y], i, step, history):
            holding |= 1 << history
    if lapses(t, b, own):
        entered &= holding
    for history in range(HISTORIES):
        if (within >> history) & 1 == 0:
            continue
        ground = ground_in(t, entered, history)
        found = decided(t, b, own, ground, (holding >> history) & 1 != 0, False)
        if gone:
            found = WITHDRAWN
        if found == BEGINS:
            begins |= 1 << history
        if history == RECORDED:
            tell(t, s, out, step, i, number, found)
    row[CASE.histories] = begins
    return entered
