"""M22: how an event puts somebody on a list, and takes them off, at the end of a step.

Whoever is put on a list has a spell by its way `by: triggers`, with the length that the way says; taken off,
somebody loses every spell of their own there, however it began, by the exit *taken off*. What a tie keeps on
a list stays. Both are of one history; `settled` brings the list in line once all histories are done, and it
is seen from the next step on. A condition that still holds takes whoever was taken off only after it has
ceased to hold, or another record counts, as after a repair.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `p` place of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.codes import ALL_BITS
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.taken import Coming
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import pending, spells
from demerit.mechanisms.lists.leaving import give_back, hold
from demerit.mechanisms.lists.listing import settle, settle_plain
from demerit.mechanisms.lists.lowering_ways import CONSECUTIVE, IGNORED, NO_WAY, WHILE
from demerit.mechanisms.lists.words import PUT_ON, PUT_ON_NO_MORE, RECORD_CEASES, STATE_BEGINS, STATE_ENDS
from demerit.mechanisms.offers import entering
from demerit.mechanisms.offers.offers import come
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, PENDING, SPELL, free_case
from demerit.scenario.exits import HERE, TAKEN_OFF
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW
from demerit.scenario.tables import Tables


def put_on_plain(w: World, who: Occupant, number: int, history: int, step: int, spared: bool) -> bool:
    """Put `who` on list `number` in one history; return whether a spell begins, which it may not.

    `spared`: whether they may take an offer instead.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    y = int(t.ways.put_on[e, number])
    if y < 0 or not holds_plain(w, int(t.ways.condition[e, y]), who, step, history):
        return False
    if not may_begin_plain(w, who, y, history, step):
        return False
    when = entering.comes_plain(w, who, number, history, step) if spared else step
    if when > step:
        if when < NEVER:
            who.coming.append(Coming(when, y, number, frozenset({history})))
    elif not (spared and pending.put_plain(w, who, y, history, step)):
        begin_plain(w, who, y, history, step)
    return when == step


def may_begin_plain(w: World, who: Occupant, y: int, history: int, step: int) -> bool:
    """Return whether a spell by way `y` may begin of itself in a history."""
    t = w.tables
    e = int(t.time.epoch[step])
    if t.ways.kind[e, y] == NO_WAY or t.lists.over[e, int(t.ways.by_list[y])] != HERE:
        return False
    standing = any(spell.way == y for spell in who.stays[history])
    if t.ways.overlap[e, y] == IGNORED:
        standing |= any(spell.way == y for spell in who.pending[history])
        return not standing
    return not (t.ways.kind[e, y] == WHILE and standing)


def begin_plain(w: World, who: Occupant, y: int, history: int, step: int) -> None:
    """Let a spell of `who` by way `y` begin of itself in a history."""
    t = w.tables
    e, standing = int(t.time.epoch[step]), any(spell.way == y for spell in who.stays[history])
    spells.begins_plain(w, who, y, history, step, spells.starts_plain(t, who, y, e, history, step))
    if history == RECORDED and not standing:
        what = PUT_ON if t.ways.filled[y] else STATE_BEGINS
        happen_plain(w, step, who, what.number, int(t.ways.by_list[y]))


def take_off_plain(w: World, who: Occupant, number: int, history: int, step: int) -> bool:
    """End all that keeps `who` themselves on list `number` in one history; return whether anything did."""
    held = [case for case in who.cases if case.begun and case.place == number and history in case.within]
    ended = [spell for spell in who.stays[history] if spell.number == number]
    for case in held:
        if history == RECORDED:
            what = (number, case.conduct, TAKEN_OFF, case.hash)
            happen_plain(w, step, who, RECORD_CEASES.number, *what)
        case.within -= {history}
    who.stays[history] = [spell for spell in who.stays[history] if spell.number != number]
    waited = pending.end_plain(who, number, history) or number in who.granted[history]
    who.granted[history].discard(number)
    for y in sorted({spell.way for spell in ended}):
        who.repaired[history].add(y)
        if history == RECORDED:
            what_ends = PUT_ON_NO_MORE if w.tables.ways.filled[y] else STATE_ENDS
            happen_plain(w, step, who, what_ends.number, number)
    return bool(held or ended or waited)


def settled_plain(w: World, who: Occupant, number: int, step: int) -> None:
    """Bring list `number` in line with what now keeps `who` there."""
    settle_plain(w, who, number, step, dict.fromkeys(range(HISTORIES), TAKEN_OFF))


@kernel
def put_on(
    t: Tables, s: State, out: Totals, number: int, history: int, i: int, step: int, spared: bool
) -> bool:
    """Put slot `i` on list `number` in one history; return whether a spell begins, which it may not.

    `spared`: whether they may take an offer instead.
    """
    e = t.time.epoch[step]
    y = int(t.ways.put_on[e, number])
    if y < 0 or not holds(t, s, t.ways.condition[e, y], i, step, history):
        return False
    if not may_begin(t, s, y, history, i, step):
        return False
    when = entering.comes(t, s, number, i, history, step) if spared else step
    if when > step:
        if when < NEVER:
            come(s, i, number, y, 1 << history, when, step)
    elif not spared or not pending.put(t, s, out, step, y, i, history):
        begin(t, s, y, history, i, step)
    return bool(when == step)


@kernel
def may_begin(t: Tables, s: State, y: int, history: int, i: int, step: int) -> bool:
    """Return whether a spell by way `y` may begin of itself in a history."""
    e = t.time.epoch[step]
    if t.ways.kind[e, y] == NO_WAY or t.lists.over[e, t.ways.by_list[y]] != HERE:
        return False
    stands = s.stays.on[history, i] & (1 << y) != 0
    if t.ways.overlap[e, y] == IGNORED:
        return not stands and not pending.waiting(t, s, y, i, history)
    return not (t.ways.kind[e, y] == WHILE and stands)


@kernel
def begin(t: Tables, s: State, y: int, history: int, i: int, step: int) -> None:
    """Let a spell of slot `i` by way `y` begin of itself in a history."""
    e = t.time.epoch[step]
    bit, starts = 1 << y, step
    stands = s.stays.on[history, i] & bit != 0
    if stands and t.ways.overlap[e, y] == CONSECUTIVE:
        starts = spells.last(s, y, i, history, step)
    spells.wake(s, i, spells.begins(t, s, step, y, i, history, starts))
    spells.wake_early(t, s, e, y, i, step)
    s.stays.on[history, i] |= bit
    if history == RECORDED and not stands:
        what = PUT_ON.number if t.ways.filled[y] != 0 else STATE_BEGINS.number
        happen(s, step, i, what, int(t.ways.by_list[y]), 0, 0, 0)


@kernel
def take_off(t: Tables, s: State, number: int, history: int, i: int, step: int) -> bool:
    """End all that keeps slot `i` itself on list `number` in one history; return whether anything did."""
    ways = np.int64(s.stays.on[history, i]) & t.ways.of_list[number]
    found, p = ways != 0, int(s.stays.first[i])
    if t.redress.claims[0] != 0:
        found = found or s.claims.granted[history, i] & (1 << number) != 0
        s.claims.granted[history, i] &= ALL_BITS - (1 << number)
    while p >= 0:
        after = int(s.cases.row[p, CASE.chain])
        if s.cases.row[p, CASE.list] == number and _ends(t, s, p, history, i, step):
            found = True
        p = after
    for y in range(t.ways.by_list.shape[0]):
        if (ways >> y) & 1 != 0 and history == RECORDED:
            what = PUT_ON_NO_MORE.number if t.ways.filled[y] != 0 else STATE_ENDS.number
            happen(s, step, i, what, number, 0, 0, 0)
    s.stays.on[history, i] &= ~ways
    s.stays.repaired[history, i] |= ways
    if history == t.histories.row[SHADOW]:
        s.stays.mixed[i] &= ~ways
    return bool(found)


@kernel
def _ends(t: Tables, s: State, p: int, history: int, i: int, step: int) -> bool:
    """End the spell at place `p` of slot `i` in one history, if it is of that; return whether it was."""
    case = s.cases.row[p]
    if case[CASE.flags] & BY_CONDITION != 0:
        if case[SPELL.history] != history:
            return False
        if case[SPELL.flags] & PENDING != 0:
            s.stays.repaired[history, i] |= 1 << case[SPELL.way]
        spells.unlink(s, p, i)
        free_case(s, p)
        return True
    bit = 1 << history
    if case[CASE.histories] & bit == 0:
        return False
    if case[CASE.flags] & PENDING == 0:
        if history == RECORDED:
            number, conduct, h = int(case[CASE.list]), int(case[CASE.conduct]), np.int64(s.cases.hash[p])
            happen(s, step, i, RECORD_CEASES.number, number, conduct, TAKEN_OFF, h)
        hold(t, s, p, bit, -1)
    case[CASE.histories] &= ~bit
    if case[CASE.histories] == 0:
        spells.unlink(s, p, i)
        give_back(s, p)
    return True


@kernel
def settled(t: Tables, s: State, out: Totals, step: int, number: int, i: int) -> None:
    """Bring list `number` in line with what now keeps slot `i` there."""
    settle(t, s, out, step, number, i, TAKEN_OFF, TAKEN_OFF)
