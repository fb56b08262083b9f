"""M22: who is taken onto lists by a condition, without a record, and how such a spell ends.

*While*: as long as the condition holds, and at least as long as the way says. *Once*: in the step in which
the condition has come to hold, for a length of its own, whatever the condition does then; `until` ends it by
coming true. What may take the same person again: only a condition that was false in between; one that still
holds as the spell ends (the next spell begins in the same step, without a new entry); nothing. But for the
second, a condition that holds on the first day, on entering the society or as an amendment begins counts as
having held before, and takes nobody.

A spell ends sooner where a record is withdrawn without which it would not have begun (`withdrawal`), and
where it is repaired. Whoever was repaired is taken again once the condition has ceased to hold in between,
or another record has begun to count in the score. An amendment leaves the lengths of spells begun, and asks
a changed `while` of everybody.

Every history has spells of its own, on the same rules. The condition is asked whenever one of its terms can
have changed; the plain engine asks it of everybody in every step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `y` way from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import FOR_CONDITIONS, NOBODY
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import givers, queue_conditions
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import asking, pending, spells
from demerit.mechanisms.lists.ending import GOES_ON, end_some, ended_plain
from demerit.mechanisms.lists.leaving import fulfil, fulfil_plain
from demerit.mechanisms.lists.listing import queue_tied, settle, settle_plain
from demerit.mechanisms.lists.lowering_ways import AFTER_SPELL, CONSECUTIVE, NEVER_AGAIN
from demerit.mechanisms.lists.state import WITHDRAWALS
from demerit.mechanisms.lists.taking import note, note_plain, spare, spare_plain, takes, takes_plain
from demerit.mechanisms.lists.words import PUT_ON, PUT_ON_NO_MORE, STATE_BEGINS, STATE_ENDS
from demerit.mechanisms.offers import entering
from demerit.mechanisms.scores.rows import differ
from demerit.mechanisms.terms import counting
from demerit.scenario.exits import REPAIR, STANDING
from demerit.scenario.histories import BLIND, HISTORIES, RECORDED, SHADOW, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

MECHANISM = Mechanism(name="stays", rows=("M22", "M23"), stage="scoring")


def join_plain(w: World, who: Occupant, step: int) -> None:
    """Let the conditions of `who`, who enters the society, count as having held so far."""
    e = int(w.tables.time.epoch[step])
    _met_plain(w.tables, who, int(w.tables.ways.once[e, int(not who.is_person)]))


def _met_plain(t: Tables, who: Occupant, ways: int) -> None:
    for history in range(HISTORIES):
        who.met[history] |= {y for y in range(len(t.ways.by_list)) if (ways >> y) & 1}


def plain(w: World, step: int) -> None:
    """Ask the conditions of all ways of everybody and in every history, and settle their lists."""
    t = w.tables
    e = int(t.time.epoch[step])
    changed = step > 0 and e != int(t.time.epoch[step - 1])
    lists = [
        (number, int(t.lists.entity[number]), _conditional(t, e, number))
        for number in range(len(t.lists.entity))
    ]
    for who in w.occupants.values():
        if changed:
            _met_plain(t, who, int(t.ways.anew[e, int(not who.is_person)]))
        exits, who.leaving = who.leaving, {}
        for number, history, kind in fulfil_plain(w, who, step):
            _note_exit(exits, number, history, kind)
        remembers = any((*who.stays, *who.pending, *who.repaired, *who.met))
        for number, entity, conditional in lists:
            if (conditional or remembers) and entity == int(not who.is_person):
                _ask_list_plain(w, who, number, exits, step)
            if number in exits:
                settle_plain(w, who, number, step, exits[number])
        who.withdrawn = [STANDING] * HISTORIES


def _conditional(t: Tables, e: int, number: int) -> bool:
    """Return whether a way onto a list has a condition; without, only what somebody remembers is asked."""
    return bool((t.stays.condition[e, int(t.ways.first[number]) : int(t.ways.first[number + 1])] >= 0).any())


def _ask_list_plain(
    w: World, who: Occupant, number: int, exits: dict[int, dict[int, int]], step: int
) -> None:
    """Ask the conditions of the ways onto one list in every history; note who may have to be on or off it."""
    for y in range(int(w.tables.ways.first[number]), int(w.tables.ways.first[number + 1])):
        for history in range(HISTORIES):
            stood = any(spell.way == y for spell in who.stays[history])
            kind = _ask_plain(w, who, y, history, step)
            if kind != GOES_ON:
                _note_exit(exits, number, history, kind)
            elif stood != any(spell.way == y for spell in who.stays[history]):
                exits.setdefault(number, {})


def _note_exit(exits: dict[int, dict[int, int]], number: int, history: int, kind: int) -> None:
    """Note by which exit somebody leaves a list in a history; of several the first in order is kept."""
    kinds = exits.setdefault(number, {})
    kinds[history] = min(kind, kinds.get(history, STANDING))


def _ask_plain(w: World, who: Occupant, y: int, history: int, step: int) -> int:
    """Let spells of one way and history begin, go on or end; return the first exit, or GOES_ON."""
    t = w.tables
    e = int(t.time.epoch[step])
    condition, asked = int(t.stays.condition[e, y]), bool(t.ways.asked[e, y, step])
    holding = asked and condition >= 0 and holds_plain(w, condition, who, step, history)
    before = [spell for spell in who.stays[history] if spell.way == y]
    kind = STANDING + 1
    for spell in before:
        ended = ended_plain(w, who, history, spell, holding, asked, step)
        if ended != GOES_ON:
            who.stays[history].remove(spell)
            kind = min(kind, ended)
    if kind == REPAIR:
        who.repaired[history].add(y)
    pending.turn_plain(w, who, y, history, step)
    stands = any(spell.way == y for spell in (*who.stays[history], *who.pending[history]))
    if asked and holding and takes_plain(t, who, e, y, history, stands, kind):
        when = entering.comes_plain(w, who, int(t.ways.by_list[y]), history, step)
        if when == step:
            _begin_plain(w, who, y, history, step, goes_on=bool(before))
        else:
            spare_plain(t, who, e, y, history, when)
    if asked:
        note_plain(t, who, e, y, history, holding)
    after = any(spell.way == y for spell in who.stays[history])
    if history == RECORDED and after != bool(before):
        filled = bool(t.ways.filled[y])
        begins, ends = (PUT_ON, PUT_ON_NO_MORE) if filled else (STATE_BEGINS, STATE_ENDS)
        what = begins if after else ends
        happen_plain(w, step, who, what.number, int(t.ways.by_list[y]))
    return kind if kind <= STANDING else GOES_ON


def _begin_plain(w: World, who: Occupant, y: int, history: int, step: int, *, goes_on: bool) -> None:
    """Let a spell begin, or be pending; where there was one (`goes_on`), the next may be no entry."""
    t = w.tables
    e = int(t.time.epoch[step])
    renewed = goes_on and t.ways.again[e, y] == AFTER_SPELL
    if renewed or not pending.put_plain(w, who, y, history, step):
        starts = spells.starts_plain(t, who, y, e, history, step)
        spells.begins_plain(w, who, y, history, step, starts)
    if w.tables.ways.again[e, y] == NEVER_AGAIN:
        who.used[history].add(y)


@kernel
def _ask_one(
    t: Tables, s: State, out: Totals, step: int, y: int, i: int, history: int, holding: bool
) -> tuple[int, int]:
    """Let spells of one history begin, go on or end; return the first exit, and when one that begins ends.

    Where none begins, the second is -1.
    """
    e, bit, kind, last, woken = t.time.epoch[step], 1 << y, GOES_ON, step, -1
    asked = t.ways.asked[e, y, step] != 0
    before = s.stays.on[history, i] & bit != 0
    stands, waits = before, False
    if before:
        kind, stands, last = end_some(t, s, step, y, i, history, holding, asked)
        if kind == REPAIR:
            s.stays.repaired[history, i] |= bit
        if not stands:
            s.stays.on[history, i] &= ~bit
    if t.redress.waits[0] != 0:
        begun, waits = pending.turn(t, s, out, step, y, i, history)
        if begun:
            stands, last = True, spells.last(s, y, i, history, step)
            s.stays.on[history, i] |= bit
    due = holding and asked and takes(t, s, e, y, i, history, stands or waits, kind)
    when = entering.comes(t, s, int(t.ways.by_list[y]), i, history, step) if due else step
    if when != step:
        spare(t, s, step, y, i, history, when)
    elif due:
        renewed = before and t.ways.again[e, y] == AFTER_SPELL
        if renewed or not pending.put(t, s, out, step, y, i, history):
            starts = last if stands and t.ways.overlap[e, y] == CONSECUTIVE else step
            woken = spells.begins(t, s, step, y, i, history, starts)
            stands = True
            s.stays.on[history, i] |= bit
        if t.ways.again[e, y] == NEVER_AGAIN:
            s.stays.used[history, i] |= bit
    if asked:
        note(t, s, e, y, i, history, holding)
    if not stands and history == t.histories.row[SHADOW]:
        s.stays.mixed[i] &= ~bit
    if history == RECORDED and stands != before:
        what = STATE_BEGINS.number if stands else STATE_ENDS.number
        if t.ways.filled[y] != 0:
            what = PUT_ON.number if stands else PUT_ON_NO_MORE.number
        happen(s, step, i, what, int(t.ways.by_list[y]), 0, 0, 0)
    return kind, woken


@kernel
def _ask(t: Tables, s: State, out: Totals, step: int, y: int, i: int, stands: bool) -> bool:
    """Ask the condition of way `y` of slot `i`, in every history that may answer otherwise.

    `stands`: whether there is a spell, or the way remembers something of the slot, in any history. Return
    whether the slot's list may have changed.
    """
    e, lists = t.time.epoch[step], t.lists.entity.shape[0]
    condition, number = t.stays.condition[e, y], int(t.ways.by_list[y])
    asked, due, holding, changes = -1, 0, False, False
    for place in range(t.histories.kept.shape[0]):
        history = int(t.histories.kept[place])
        same = asked >= 0 and (asked >= BLIND or history < BLIND)
        if (
            not same
            or differ(t, s, t.time.epoch[step], i, history, asked)
            or s.listing.was[history, i] != s.listing.was[asked, i]
            or counting.differ(t, s, history, asked, i)
        ):
            holding = condition >= 0 and holds(t, s, condition, i, step, history)
        asked = history
        if not holding and not stands:
            continue
        changes = True
        kind, woken = _ask_one(t, s, out, step, y, i, history, holding)
        if woken >= 0 and woken != due:
            spells.wake(s, i, woken)
            spells.wake_early(t, s, e, y, i, step)
            due = woken
        if kind == GOES_ON:
            continue
        if history == RECORDED:
            s.listing.leaving[number, i] = min(s.listing.leaving[number, i], kind)
        if history == t.histories.row[SHADOW]:
            shadow = TIED_SHADOW * lists + number
            s.listing.leaving[shadow, i] = min(s.listing.leaving[shadow, i], kind)
    return changes


@kernel
def _settle(t: Tables, s: State, out: Totals, step: int, number: int, i: int) -> None:
    """Bring a list in line with what now keeps slot `i` there."""
    recorded, shadow = number, TIED_SHADOW * t.lists.entity.shape[0] + number
    left, left_shadow = int(s.listing.leaving[recorded, i]), int(s.listing.leaving[shadow, i])
    settle(t, s, out, step, number, i, left, left_shadow)
    s.listing.leaving[recorded, i], s.listing.leaving[shadow, i] = STANDING, STANDING


@kernel
def begin(t: Tables, s: State) -> None:
    """Let all conditions, as the run begins, count as having held so far."""
    if t.ways.remembers[0] != 0:
        for i in range(ALL_SLOTS):
            join(t, s, i, 0)


@kernel
def join(t: Tables, s: State, i: int, step: int) -> None:
    """Let the conditions of slot `i`, whose occupant enters the society, count as having held so far."""
    for history in range(HISTORIES):
        s.stays.met[history, i] = t.ways.once[t.time.epoch[step], 1 if i >= SLOTS else 0]
        s.stays.used[history, i] = 0


@kernel
def _begin_step(t: Tables, s: State, seed: np.uint64, district: int, step: int) -> None:
    """Make the step's key; look at everybody where ways are asked on dates, or an amendment changes them."""
    spells.prepare(s, seed, district, step)
    e = t.time.epoch[step]
    changed = step > 0 and e != t.time.epoch[step - 1]
    if not changed and t.ways.dated[e, step] == 0:
        return
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0:
            queue_conditions(s, i)
            for history in range(HISTORIES):
                if changed:
                    s.stays.met[history, i] |= t.ways.anew[e, 1 if i >= SLOTS else 0]


@kernel
def _look(t: Tables, s: State, out: Totals, step: int, ways: int, stands: int, i: int) -> None:
    """Ask the ways of a bit set of slot `i`, and settle the lists that may have changed."""
    many, lists, number = t.lists.entity.shape[0], 0, 0
    if t.ways.looks_again[0] != 0:
        lists = fulfil(t, s, step, i)
        for each in range(many):
            if s.listing.leaving[each, i] != STANDING or s.listing.leaving[many + each, i] != STANDING:
                lists |= 1 << each
    while ways != 0 or lists >> number != 0:
        changes = (lists >> number) & 1 != 0
        for y in range(t.ways.first[number], t.ways.first[number + 1]):
            if (ways >> y) & 1 != 0:
                ways &= ~(1 << y)
                changes |= _ask(t, s, out, step, y, i, (stands >> y) & 1 != 0)
        if changes:
            _settle(t, s, out, step, number, i)
        number += 1


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Ask the conditions of lists anew for everybody for whom something that they read may have changed."""
    _begin_step(t, s, seed, district, step)
    persons, organisations = asking.entered(t, s, step, 0, NOBODY), asking.entered(t, s, step, 1, NOBODY)
    remembers = t.stays.mends[0] != 0 or t.ways.remembers[0] != 0
    first, of_level = 0, persons
    if step == 0:  # everybody is looked at, nearly all with the same scores
        first = asking.first_inside(t, s)
        of_level = asking.entered(t, s, step, 0, first) if first >= 0 else persons
    for place in range(s.scores.due.length[0]):
        i = int(s.scores.due.slots[place])
        look = s.scores.due.waits[i] == FOR_CONDITIONS
        s.scores.due.waits[i] = 0
        if s.people.present[i] == 0 or not look:
            continue
        if t.stays.asks_givers[t.time.epoch[step]] != 0 and givers(t, s, i) != 0:
            queue_tied(s, i)
        stands = asking.stands_on(t, s, i, remembers) | pending.ways(t, s, i)
        ways = stands
        if i >= SLOTS:
            ways |= organisations
        elif step == 0 and first >= 0 and asking.at_level(t, s, i, first):
            ways |= of_level
        else:
            ways |= persons
        _look(t, s, out, step, ways, stands, i)
        if s.records.later[WITHDRAWALS] >= 0:
            for history in range(HISTORIES):
                s.stays.withdrawn[history, i] = 0
    s.scores.due.length[0] = 0
