"""How a listing begins and ends, whatever made it: the one place that changes who is listed.

A person is listed while a record or a score of their own keeps them there or a tie does; somebody with two
records is listed once. Inflow and outflow count the person's listing as a whole, so that the stock of a step
is the stock before, plus inflow, minus outflow.

Everybody has two histories: as recorded, and the shadow, in which there are no false records. Only the first
is counted as it goes; the second is there to be compared with it.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.events import (
    BY_TIE,
    LISTED,
    OFF,
    OWN,
    SHADOW_LISTED,
    SHADOW_OFF,
    happen,
    happen_plain,
)
from demerit.engine.slots import cell_of, put, watch_lists
from demerit.engine.state import (
    DEATH,
    DIRTIED,
    LEFT,
    State,
)
from demerit.engine.totals import ENTRIES, INFLOW, INFLOW_ROW, OUT, Totals, note
from demerit.engine.world import Occupant, World
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import MAX_LISTS, Tables
from demerit.society.traits import SLOTS


def begin_plain(w: World, who: Occupant, number: int, step: int, by: int) -> None:
    """Count that `who`, not listed so far, enters list `number`, by themselves or by a tie."""
    happen_plain(w, step, who, LISTED, number, by)
    who.since[number] = step
    for v in w.axes(who):
        w.totals.lists[step, number, v, INFLOW] += 1
    w.week[number, INFLOW_ROW] += 1
    if who.is_person:
        w.totals.quarters[int(w.tables.quarter[step]), ENTRIES, w.cell(who)] += 1


def end_plain(w: World, who: Occupant, number: int, step: int, kind: int, by: int) -> None:
    """Count that `who` is off list `number`, by an exit of `kind`; `by` is what held them there last.

    Who comes off a published list is known for it a while longer.
    """
    happen_plain(w, step, who, OFF, number, by, kind)
    for v in w.axes(who):
        w.totals.lists[step, number, v, OUT + kind] += 1
    w.totals.spells[number, kind, step - who.since.pop(number)] += 1
    if (int(w.tables.list_published[int(w.tables.epoch[step])]) >> number) & 1:
        who.remembered_until = step + 1 + int(w.tables.work_remembered[0])


def settle_plain(w: World, who: Occupant, number: int, step: int, kind: int) -> None:
    """Bring list `number` in line with what now keeps `who` there; whoever leaves does so by `kind`."""
    for history in (RECORDED, SHADOW):
        stands = who.stands(history, number)
        if stands == (number in who.on[history]):
            continue
        w.dirty.add(who.slot)
        elsewhere = history == SHADOW or number in who.through[RECORDED]
        if stands:
            who.on[history].add(number)
            who.own_since[history][number] = step
            if not elsewhere:
                begin_plain(w, who, number, step, OWN)
        else:
            who.on[history].discard(number)
            if not elsewhere:
                end_plain(w, who, number, step, kind, OWN)
        if history == SHADOW and number not in who.through[SHADOW]:
            happen_plain(
                w, step, who, SHADOW_LISTED if stands else SHADOW_OFF, number, OWN, 0 if stands else kind
            )


def drop_plain(w: World, who: Occupant, step: int, died: bool) -> None:
    """Take `who`, who is leaving the society, off every list."""
    kind = DEATH if died else LEFT
    for number in sorted(who.listed()):
        end_plain(w, who, number, step, kind, OWN if number in who.on[RECORDED] else BY_TIE)
    for number in sorted(who.listed(SHADOW)):
        happen_plain(w, step, who, SHADOW_OFF, number, OWN if number in who.on[SHADOW] else BY_TIE, kind)
    if who.on[RECORDED] or who.on[SHADOW]:
        w.dirty.add(who.slot)


@kernel
def begin(t: Tables, s: State, out: Totals, step: int, number: int, i: int, by: int) -> None:
    """Count that the occupant of slot `i`, not listed so far, enters list `number`, alone or by a tie."""
    happen(s, step, i, LISTED, number, by, 0, 0)
    s.since[number, i] = step
    note(t, s, out.lists[step, number], i, INFLOW)
    s.week[number, INFLOW_ROW] += 1
    if i < SLOTS:
        out.quarters[t.quarter[step], ENTRIES, cell_of(s, i)] += 1


@kernel
def end(t: Tables, s: State, out: Totals, step: int, number: int, i: int, kind: int, by: int) -> None:
    """Count that the occupant of slot `i` is off list `number`; `by` is what held them there last.

    Who comes off a published list is known for it a while longer.
    """
    happen(s, step, i, OFF, number, by, kind, 0)
    note(t, s, out.lists[step, number], i, OUT + kind)
    out.spells[number, kind, step - s.since[number, i]] += 1
    if (t.list_published[t.epoch[step]] >> number) & 1 != 0:
        s.remembered_until[i] = step + 1 + t.work_remembered[0]


@kernel
def touch(s: State, i: int) -> None:
    """Remember that the own listing of slot `i` changed, for those tied to it."""
    if s.dirty_bit[i] == 0:
        s.dirty_bit[i] = 1
        s.dirty[s.counters[DIRTIED]] = i
        s.counters[DIRTIED] += 1


@kernel
def stands(s: State, history: int, number: int, i: int) -> bool:
    """Return whether a record or a state of their own keeps the occupant of slot `i` on list `number`."""
    if s.able[number, i] != 0 or s.unable[number, i] != 0 or (s.state_on[history, i] >> number) & 1 != 0:
        return True
    return history == RECORDED and s.unfounded[number, i] != 0


@kernel
def settle(t: Tables, s: State, out: Totals, step: int, number: int, i: int, kind: int) -> None:
    """Bring list `number` in line with what now keeps slot `i` there; whoever leaves does so by `kind`."""
    bit = 1 << number
    for history in range(2):
        held = stands(s, history, number, i)
        if held == (s.on[history, i] & bit != 0):
            continue
        touch(s, i)
        elsewhere = history == SHADOW or s.through[RECORDED, i] & bit != 0
        if held:
            put(s, history, number, i, True)
            s.own_since[history * MAX_LISTS + number, i] = step
            if not elsewhere:
                begin(t, s, out, step, number, i, OWN)
        else:
            put(s, history, number, i, False)
            if not elsewhere:
                end(t, s, out, step, number, i, kind, OWN)
        if history == SHADOW and s.through[SHADOW, i] & bit == 0:
            happen(s, step, i, SHADOW_LISTED if held else SHADOW_OFF, number, OWN, 0 if held else kind, 0)
    watch_lists(s, i)


@kernel
def leave_lists(t: Tables, s: State, out: Totals, step: int, i: int, died: bool) -> None:
    """Take the occupant of slot `i`, who is leaving the society, off every list."""
    listed = s.on[RECORDED, i] | s.through[RECORDED, i]
    kind = DEATH if died else LEFT
    if s.on[RECORDED, i] != 0 or s.on[SHADOW, i] != 0:
        touch(s, i)
    for number in range(t.list_entity.shape[0]):
        if (listed >> number) & 1:
            end(t, s, out, step, number, i, kind, OWN if (s.on[RECORDED, i] >> number) & 1 else BY_TIE)
        s.able[number, i] = 0
        s.unable[number, i] = 0
        s.unfounded[number, i] = 0
        s.protected[number, i] = 0
        s.slight[number, i] = 0
    shadow = s.on[SHADOW, i] | s.through[SHADOW, i]
    for number in range(t.list_entity.shape[0]):
        if (shadow >> number) & 1:
            by = OWN if (s.on[SHADOW, i] >> number) & 1 else BY_TIE
            happen(s, step, i, SHADOW_OFF, number, by, kind, 0)
    for history in range(2):
        for number in range(t.list_entity.shape[0]):
            put(s, history, number, i, False)
        s.through[history, i] = 0
        s.state_on[history, i] = 0
    s.gain[i, :] = 0
    watch_lists(s, i)


@kernel
def rests_on(s: State, lists: int, i: int) -> int:
    """Return what a presence on the lists of the bit set `lists` rests on.

    0: no act of one's own; 1: only acts that one could not pay for; 2: an act that one could have paid for,
    or a score that one would have without false records too.
    """
    basis = 0
    for number in range(s.able.shape[0]):
        if (lists >> number) & 1:
            if s.able[number, i] != 0 or (s.state_on[SHADOW, i] >> number) & 1 != 0:
                return 2
            if s.unable[number, i] != 0:
                basis = 1
    return basis
