"""How a listing begins and ends, whatever made it: the one place that changes who is listed.

A person is listed while a record of their own keeps them there or a tie does; somebody with two records
is listed once. Inflow and outflow count the person's listing as a whole, so that the stock of a step is
the stock before, plus inflow, minus outflow.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import DEATH, LEFT, State, cell_of
from demerit.engine.totals import ENTRIES, INFLOW, INFLOW_ROW, OUT, Totals, note
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables
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
    """Count that `who` is off list `number`, by an exit of `kind`."""
    for v in w.axes(who):
        w.totals.lists[step, number, v, OUT + kind] += 1
    w.totals.spells[number, kind, step - who.since.pop(number)] += 1


def drop_plain(w: World, who: Occupant, step: int, died: bool) -> None:
    """Take `who`, who is leaving the society, off every list."""
    for number in sorted(who.listed):
        end_plain(w, who, number, step, DEATH if died else LEFT)
    if who.own:
        w.dirty.add(who.slot)
    who.records.clear()
    who.through.clear()


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
    """Count that the occupant of slot `i` is off list `number`."""
    note(t, s, out.lists[step, number], i, OUT + kind)
    out.spells[number, kind, step - s.since[number, i]] += 1


@kernel
def touch(s: State, i: int) -> None:
    """Remember that the own listing of slot `i` changed, for those tied to it."""
    if s.dirty_bit[i] == 0:
        s.dirty_bit[i] = 1
        s.dirty[s.counters[0]] = i
        s.counters[0] += 1


@kernel
def leave_lists(t: Tables, s: State, out: Totals, step: int, i: int, died: bool) -> None:
    """Take the occupant of slot `i`, who is leaving the society, off every list."""
    listed = s.on[i] | s.through[i]
    if listed == 0:
        return
    for number in range(t.list_entity.shape[0]):
        if (listed >> number) & 1:
            end(t, s, out, step, number, i, DEATH if died else LEFT)
        s.able[number, i] = 0
        s.unable[number, i] = 0
        s.unfounded[number, i] = 0
    if s.on[i] != 0:
        touch(s, i)
    s.on[i] = 0
    s.through[i] = 0


@kernel
def rests_on(s: State, lists: int, i: int) -> int:
    """Return what a presence on the lists of the bit set `lists` rests on.

    0: no act of one's own; 1: only acts that one could not pay for; 2: an act that one could have paid for.
    """
    basis = 0
    for number in range(s.able.shape[0]):
        if (lists >> number) & 1:
            if s.able[number, i] != 0:
                return 2
            if s.unable[number, i] != 0:
                basis = 1
    return basis
