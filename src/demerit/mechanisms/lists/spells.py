"""M22: spells on a list by condition: how each begins, how long it lasts, and which of a slot stand.

A spell is kept with its own dates and with what the score was worked out from as it began, in each history
for itself. The compiled engine has them in the pool of cases, in a chain a slot, beside the records that are
looked at again before they end; a way whose spells have no dates (`while`, where nothing is repaired) has a
bit and no spell there.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `b` bundle of safeguards, `h` hash that chance is read from, `i` slot, `k` key of a decision
point, `p` place of a case in the pool, `y` way from 0.
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
from demerit.engine.state import State
from demerit.engine.world import COUNTED, SCORED, Occupant, Spell, World
from demerit.mechanisms.lists.remedies import drawn, drawn_plain
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL, TERM, free_case, new_case, schedule
from demerit.mechanisms.scores.withdrawal import enter, entry_plain
from demerit.mechanisms.terms import withdrawal
from demerit.scenario.histories import SHADOW, WITHOUT_SLIGHT
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

STAYS, REPAIRED = point("list.stay"), point("list.repaired")

_STAYS, _REPAIRED = np.uint64(STAYS), np.uint64(REPAIRED)


def begins_plain(w: World, who: Occupant, y: int, history: int, step: int, starts: int) -> None:
    """Let a spell of `who` by way `y` begin; its length runs from step `starts` on."""
    t = w.tables
    e = int(t.time.epoch[step])
    ends = min(max(ends_plain(w, who, e, y, history, step, starts), step + 1), NEVER)
    k = chance.key(w.seed, STAYS, step, w.district)
    h = chance.lane(k, y * ALL_SLOTS + who.slot)
    fate, b = NEVER, int(t.redress.of_listing[e, int(t.ways.by_list[y])])
    if happens_plain(h, REPAIRED, t.redress.repair_chance[b]):
        fate = max(step + int(t.redress.repair_after[b] + t.redress.repair_delay[b]), step + 1)
    if history == SHADOW:
        if not any(spell.way == y for spell in who.stays[history]):
            who.mixed.discard(y)
        counts = [case for place in (SCORED, COUNTED) for case in who.in_force(place, SHADOW)]
        if any(WITHOUT_SLIGHT in case.within for case in counts):
            who.mixed.add(y)
    least = least_plain(t, e, y, step)
    entry, counted = entry_plain(w, who, history, step), list(who.counted[history])
    number = int(t.ways.by_list[y])
    appeal, found = drawn_plain(t, b, h, step)
    spell = Spell(y, number, e, step, least, ends, fate, appeal, found, h, entry, counted)
    spell.looked = dict(who.looked[history])
    who.stays[history].append(spell)


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
def begins(t: Tables, s: State, step: int, y: int, i: int, history: int, starts: int) -> int:
    """Let a spell of slot `i` by way `y` begin; return the step in which it ends by itself at the latest.

    Its length runs from step `starts` on.
    """
    e = t.time.epoch[step]
    over = min(max(ends(t, s, e, y, i, history, step, starts), step + 1), NEVER)
    fate, b = NEVER, t.redress.of_listing[e, t.ways.by_list[y]]
    h, appeal, found = np.uint64(0), NEVER, NEVER
    if b != 0:
        h = lane(s.stays.key[0], y * ALL_SLOTS + i)
        appeal, found = drawn(t, b, h, step)
        if happens(h, _REPAIRED, t.redress.repair_chance[b]):
            fate = min(max(step + t.redress.repair_after[b] + t.redress.repair_delay[b], step + 1), NEVER)
    if history == t.histories.row[SHADOW]:
        if s.stays.on[history, i] & (1 << y) == 0:
            s.stays.mixed[i] &= ~(1 << y)
        if s.stays.graver[i] != 0:
            s.stays.mixed[i] |= 1 << y
    if t.ways.kept[y] == 0:
        return NEVER
    p = new_case(s)
    if p >= 0:
        row = s.cases.row[p]
        row[SPELL.slot], row[SPELL.number], row[SPELL.list], row[SPELL.flags] = (
            i,
            stint(s, i),
            t.ways.by_list[y],
            BY_CONDITION,
        )
        row[SPELL.history], row[SPELL.epoch], row[SPELL.way], row[SPELL.begun] = history, e, y, step
        row[SPELL.least], row[SPELL.ends], row[SPELL.fate] = least(t, e, y, step), over, fate
        row[SPELL.appeal], row[SPELL.found], s.cases.hash[p] = appeal, found, h
        if t.stays.reexamined[0] != 0:
            enter(t, s, history, p, i, step)
        if t.stays.reexamined[0] != 0 or t.terms.by_spell[0] != 0:
            withdrawal.enter(t, s, history, p, i)
        link(s, p, i)
        for early in (appeal, found):
            if early < min(over, fate):
                wake(s, i, early)
    return int(min(over, fate))


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
