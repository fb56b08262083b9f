"""M22: spells on a list by condition: how each begins, how long it lasts, and which of a slot stand.

A spell is kept with its own dates and with what the score was worked out from as it began, in each history
for itself. The compiled engine has them in the pool of cases, in a chain a slot, beside the records that are
looked at again before they end; a way whose spells have no dates (`while`, where nothing is repaired) has a
bit and no spell there.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `p` place of a case in the
pool, `y` way from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.points import happens, happens_plain
from demerit.engine.slots import stint
from demerit.engine.spell import Spell
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.lowering_ways import CONSECUTIVE
from demerit.mechanisms.lists.remedies import drawn, drawn_plain
from demerit.mechanisms.records.cases import (
    BY_CONDITION,
    CASE,
    PENDING,
    SPELL,
    TERM,
    UNGUARDED_LISTING,
    free_case,
    new_case,
    schedule,
)
from demerit.mechanisms.redress.classes import of_listing, theirs, theirs_plain
from demerit.mechanisms.scores.withdrawal import enter, entry_plain
from demerit.mechanisms.terms import withdrawal
from demerit.scenario.histories import SHADOW, WITHOUT_SLIGHT
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

STAYS, REPAIRED = point("list.stay"), point("list.repaired")

_STAYS, _REPAIRED = np.uint64(STAYS), np.uint64(REPAIRED)


def begins_plain(w: World, who: Occupant, y: int, history: int, step: int, starts: int) -> None:
    """Let a spell of `who` by way `y` begin; its length runs from step `starts` on."""
    dated_plain(w, who, opened_plain(w, who, y, history, step), history, step, starts)


def opened_plain(w: World, who: Occupant, y: int, history: int, step: int) -> Spell:
    """Return a spell of `who` by way `y` as it is entered now, without the steps in which it ends."""
    h = chance.lane(chance.key(w.seed, STAYS, step, w.district), y * ALL_SLOTS + who.slot)
    entry, counted = entry_plain(w, who, history, step), list(who.counted[history])
    e, number = int(w.tables.time.epoch[step]), int(w.tables.ways.by_list[y])
    looked = dict(who.looked[history])
    spell = Spell(y, number, e, step, step, NEVER, NEVER, hash=h, entry=entry, counted=counted, looked=looked)
    spell.guarded = bool(theirs_plain(w, who, int(w.tables.redress.of_listing[e, number]), step))
    return spell


def dated_plain(w: World, who: Occupant, spell: Spell, history: int, step: int, starts: int) -> None:
    """Let a spell that was entered begin; its length runs from step `starts` on."""
    t, e, y = w.tables, spell.epoch, spell.way
    b = int(t.redress.of_listing[e, spell.number]) if spell.guarded else 0
    spell.ends = min(max(ends_plain(w, who, e, y, history, step, starts), step + 1), NEVER)
    spell.least = least_plain(t, e, y, step)
    if happens_plain(spell.hash, REPAIRED, t.redress.repair_chance[b]):
        spell.fate = max(step + int(t.redress.repair_after[b] + t.redress.repair_delay[b]), step + 1)
    spell.appeal, spell.found = drawn_plain(t, b, spell.hash, step)
    if history == SHADOW:
        if not any(each.way == y for each in who.stays[history]):
            who.mixed.discard(y)
        if any(WITHOUT_SLIGHT in case.within for case in who.behind(SHADOW)):
            who.mixed.add(y)
    who.stays[history].append(spell)


def starts_plain(t: Tables, who: Occupant, y: int, e: int, history: int, step: int) -> int:
    """Return from which step on the length of a spell by way `y` runs that begins now."""
    if t.ways.overlap[e, y] != CONSECUTIVE:
        return step
    return max([step, *(spell.ends for spell in who.stays[history] if spell.way == y)])


def ends_plain(w: World, who: Occupant, e: int, y: int, history: int, step: int, starts: int) -> int:
    """Return the step in which a spell by way `y` ends whose length runs from step `starts` on."""
    t = w.tables
    if starts >= len(t.time.epoch):
        return NEVER
    ends = NEVER
    for case in range(int(t.ways.case_start[e, y]), int(t.ways.case_start[e, y + 1])):
        if holds_plain(w, int(t.ways.case_condition[case]), who, step, history):
            ends = int(t.ways.ends[int(t.ways.case_end[case]), starts])
            break
    if t.ways.most[e, y] >= 0:
        ends = min(ends, int(t.ways.ends[int(t.ways.most[e, y]), starts]))
    return ends


def least_plain(t: Tables, e: int, y: int, step: int) -> int:
    """Return the step until which a spell by way `y` that begins now lasts at least."""
    return int(t.ways.ends[int(t.ways.least[e, y]), step]) if t.ways.least[e, y] >= 0 else step


@kernel
def ends(t: Tables, s: State, e: int, y: int, i: int, history: int, step: int, starts: int) -> int:
    """Return the step in which a spell by way `y` ends whose length runs from step `starts` on."""
    if starts >= t.time.epoch.shape[0]:
        return NEVER
    found = NEVER
    for case in range(t.ways.case_start[e, y], t.ways.case_start[e, y + 1]):
        if holds(t, s, t.ways.case_condition[case], i, step, history):
            found = t.ways.ends[t.ways.case_end[case], starts]
            break
    if t.ways.most[e, y] >= 0:
        found = min(found, t.ways.ends[t.ways.most[e, y], starts])
    return int(found)


@kernel
def least(t: Tables, e: int, y: int, step: int) -> int:
    """Return the step until which a spell by way `y` that begins now lasts at least."""
    return int(t.ways.ends[t.ways.least[e, y], step]) if t.ways.least[e, y] >= 0 else step


@kernel
def prepare(s: State, seed: np.uint64, district: int, step: int) -> None:
    """Make the key of the spells that begin in this step."""
    s.stays.key[0] = key(seed, _STAYS, step, district)


@kernel
def link(s: State, p: int, i: int) -> None:
    """Put the spell at place `p` at the front of those of slot `i`."""
    s.cases.row[p, CASE.chain] = s.stays.first[i]
    s.stays.first[i] = p


@kernel
def unlink(s: State, p: int, i: int) -> None:
    """Take the spell at place `p` out of those of slot `i`."""
    after, at = s.cases.row[p, CASE.chain], int(s.stays.first[i])
    if at == p:
        s.stays.first[i] = after
        return
    while at >= 0:
        following = int(s.cases.row[at, CASE.chain])
        if following == p:
            s.cases.row[at, CASE.chain] = after
            return
        at = following


@kernel
def wake(s: State, i: int, step: int) -> None:
    """Have the conditions of slot `i` asked again in `step`."""
    if step >= s.cases.due.shape[0]:
        return
    p = new_case(s)
    if p >= 0:
        s.cases.row[p, CASE.slot], s.cases.row[p, CASE.number] = i, stint(s, i)
        s.cases.row[p, CASE.flags] = TERM
        schedule(s, p, step)


@kernel
def wake_early(t: Tables, s: State, e: int, y: int, i: int, step: int) -> None:
    """Have slot `i` looked at where a spell that begins now may end by what it is asked then."""
    until = least(t, e, y, step)
    if t.ways.until[e, y] >= 0 or until > step:
        wake(s, i, max(until, step + 1))


@kernel
def hash_of(s: State, y: int, i: int) -> np.uint64:
    """Return what chance is read from, of a spell of slot `i` by way `y` that is entered in this step."""
    return lane(s.stays.key[0], y * ALL_SLOTS + i)


@kernel
def begins(t: Tables, s: State, step: int, y: int, i: int, history: int, starts: int) -> int:
    """Let a spell of slot `i` by way `y` begin; return the step in which it ends by itself at the latest.

    Its length runs from step `starts` on.
    """
    if t.ways.kept[y] == 0:
        _mix(t, s, y, i, history)
        return NEVER
    p = opened(t, s, step, y, i, history)
    return dated(t, s, p, i, step, starts) if p >= 0 else NEVER


@kernel
def _mix(t: Tables, s: State, y: int, i: int, history: int) -> None:
    """Note whether a record of graver conduct counts as a spell by way `y` begins in the shadow."""
    if history == t.histories.row[SHADOW]:
        if s.stays.on[history, i] & (1 << y) == 0:
            s.stays.mixed[i] &= ~(1 << y)
        if s.stays.graver[i] != 0:
            s.stays.mixed[i] |= 1 << y


@kernel
def opened(t: Tables, s: State, step: int, y: int, i: int, history: int) -> int:
    """Return the place of a spell as it is entered, without the steps in which it ends; or -1."""
    p = new_case(s)
    if p >= 0:
        row, e = s.cases.row[p], t.time.epoch[step]
        row[SPELL.slot], row[SPELL.number], row[SPELL.list], row[SPELL.flags] = (
            i,
            stint(s, i),
            t.ways.by_list[y],
            BY_CONDITION,
        )
        row[SPELL.history], row[SPELL.epoch], row[SPELL.way], row[SPELL.begun] = history, e, y, step
        guarded = t.redress.of_listing[e, t.ways.by_list[y]] != 0
        if guarded and theirs(t, s, t.redress.of_listing[e, t.ways.by_list[y]], i, step) == 0:
            row[SPELL.flags] |= UNGUARDED_LISTING
        s.cases.hash[p] = hash_of(s, y, i) if guarded else np.uint64(0)
        if t.stays.reexamined[0] != 0:
            enter(t, s, history, p, i, step)
        if t.stays.reexamined[0] != 0 or t.terms.by_spell[0] != 0:
            withdrawal.enter(t, s, history, p, i)
        link(s, p, i)
    return p


@kernel
def dated(t: Tables, s: State, p: int, i: int, step: int, starts: int) -> int:
    """Let the spell at place `p`, which was entered, begin; its length runs from step `starts` on.

    Return the step in which it ends by itself at the latest.
    """
    row, h = s.cases.row[p], s.cases.hash[p]
    e, y, history = int(row[SPELL.epoch]), int(row[SPELL.way]), int(row[SPELL.history])
    _mix(t, s, y, i, history)
    over = min(max(ends(t, s, e, y, i, history, step, starts), step + 1), NEVER)
    fate, appeal, found = NEVER, NEVER, NEVER
    b = of_listing(t, e, row[SPELL.list], row[SPELL.flags])
    if b != 0:
        appeal, found = drawn(t, b, h, step)
        if happens(h, _REPAIRED, t.redress.repair_chance[b]):
            fate = min(max(step + t.redress.repair_after[b] + t.redress.repair_delay[b], step + 1), NEVER)
    row[SPELL.least], row[SPELL.ends], row[SPELL.fate] = least(t, e, y, step), over, fate
    row[SPELL.appeal], row[SPELL.found] = appeal, found
    last = min(over, fate)
    if t.redress.earned[e, row[SPELL.list]] >= 0:  # a repair that is asked of a condition may come later
        last = over
        if fate < over:
            wake(s, i, fate)
    for early in (appeal, found):
        if early < last:
            wake(s, i, early)
    return int(last)


@kernel
def last(s: State, y: int, i: int, history: int, step: int) -> int:
    """Return the step in which the last spell by way `y` of slot `i` ends, not before this one."""
    found, p = step, int(s.stays.first[i])
    while p >= 0:
        row = s.cases.row[p]
        stands = row[SPELL.flags] & (BY_CONDITION | PENDING) == BY_CONDITION
        if stands and row[SPELL.way] == y and row[SPELL.history] == history:
            found = max(found, int(row[SPELL.ends]))
        p = int(row[SPELL.chain])
    return found


@kernel
def forget(s: State, i: int) -> None:
    """Give back the places of all spells of slot `i`, whose occupant is gone."""
    p = int(s.stays.first[i])
    while p >= 0:
        after = int(s.cases.row[p, CASE.chain])
        over = s.cases.row[p, SPELL.ends] >= s.cases.due.shape[0]  # a record that comes up is given back then
        if over or s.cases.row[p, CASE.flags] & BY_CONDITION != 0:
            free_case(s, p)
        p = after
    s.stays.first[i] = -1
