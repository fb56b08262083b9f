"""How a listing begins and ends, whatever made it: the one place that changes who is listed.

A person is listed while a record or a score of their own keeps them there or a tie does; somebody with two
records is listed once. Inflow and outflow count the person's listing as a whole, so that the stock of a step
is the stock before, plus inflow, minus outflow.

Everybody has two histories: as recorded, and the shadow, in which there are no false records. Only the first
is counted as it goes; the second is there to be compared with it.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import DEATH, LEFT, RECORDED, SHADOW, State, cell_of, watch_lists
from demerit.engine.totals import ENTRIES, INFLOW, INFLOW_ROW, OUT, Totals, note
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import MAX_LISTS, Tables
from demerit.society.traits import SLOTS


def begin_plain(w: World, who: Occupant, number: int, step: int) -> None:
    """Count that `who`, not listed so far, enters list `number`."""
    who.since[number] = step
    for v in w.axes(who):
        w.totals.lists[step, number, v, INFLOW] += 1
    w.week[number, INFLOW_ROW] += 1
    if who.is_person:
        w.totals.quarters[int(w.tables.quarter[step]), w.cell(who), ENTRIES] += 1


def end_plain(w: World, who: Occupant, number: int, step: int, kind: int) -> None:
    """Count that `who` is off list `number`, by an exit of `kind`; a published list is remembered."""
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
                begin_plain(w, who, number, step)
        else:
            who.on[history].discard(number)
            if not elsewhere:
                end_plain(w, who, number, step, kind)


def drop_plain(w: World, who: Occupant, step: int, died: bool) -> None:
    """Take `who`, who is leaving the society, off every list."""
    for number in sorted(who.listed()):
        end_plain(w, who, number, step, DEATH if died else LEFT)
    if who.on[RECORDED] or who.on[SHADOW]:
        w.dirty.add(who.slot)


@kernel
def begin(t: Tables, s: State, out: Totals, step: int, number: int, i: int) -> None:
    """Count that the occupant of slot `i`, not listed so far, enters list `number`."""
    s.since[number, i] = step
    note(t, s, out.lists[step, number], i, INFLOW)
    s.week[number, INFLOW_ROW] += 1
    if i < SLOTS:
        out.quarters[t.quarter[step], cell_of(s, i), ENTRIES] += 1


@kernel
def end(t: Tables, s: State, out: Totals, step: int, number: int, i: int, kind: int) -> None:
    """Count that the occupant of slot `i` is off list `number`; a published list is remembered."""
    note(t, s, out.lists[step, number], i, OUT + kind)
    out.spells[number, kind, step - s.since[number, i]] += 1
    if (t.list_published[t.epoch[step]] >> number) & 1 != 0:
        s.remembered_until[i] = step + 1 + t.work_remembered[0]


@kernel
def touch(s: State, i: int) -> None:
    """Remember that the own listing of slot `i` changed, for those tied to it."""
    if s.dirty_bit[i] == 0:
        s.dirty_bit[i] = 1
        s.dirty[s.counters[0]] = i
        s.counters[0] += 1


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
            s.on[history, i] |= bit
            s.own_since[history * MAX_LISTS + number, i] = step
            if not elsewhere:
                begin(t, s, out, step, number, i)
        else:
            s.on[history, i] &= 255 - bit
            if not elsewhere:
                end(t, s, out, step, number, i, kind)
    watch_lists(s, i)


@kernel
def leave_lists(t: Tables, s: State, out: Totals, step: int, i: int, died: bool) -> None:
    """Take the occupant of slot `i`, who is leaving the society, off every list."""
    listed = s.on[RECORDED, i] | s.through[RECORDED, i]
    if s.on[RECORDED, i] != 0 or s.on[SHADOW, i] != 0:
        touch(s, i)
    for number in range(t.list_entity.shape[0]):
        if (listed >> number) & 1:
            end(t, s, out, step, number, i, DEATH if died else LEFT)
        s.able[number, i] = 0
        s.unable[number, i] = 0
        s.unfounded[number, i] = 0
        s.protected[number, i] = 0
        s.slight[number, i] = 0
    for history in range(2):
        s.on[history, i] = 0
        s.through[history, i] = 0
        s.state_on[history, i] = 0
    s.gain[:, i] = 0
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
