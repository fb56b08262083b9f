"""The stock of every list, and what each person-week on it rests on: exactly one class of harm each.

First match: *unfounded* (nothing true of one's own keeps one there), *overcharged* (only more points than the
rule's keep one there), *through others* (by a tie to a listing that is true, or false, itself), *protected*
(only belief, speech, intimate life, health or status), *disproportionate* (only slight conduct, gravity 0 or
1, under a severity of 3 or more), *by the rule's own terms*. Beside the classes stands the comparison with
the shadow: listed now and not there, or there and not now.

An entry is wrongful if at the end of its step the shadow has no such listing. A step's end is the one moment
at which both histories are whole: within a step the shadow may enter a list a stage later than the record.
Nobody enters and leaves a list in one step, so every entry is still there to be looked at.

A listing by score has no single record behind it; it is protected if without protected conduct the score
would not keep it, and disproportionate if without slight conduct too it would not.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.scoring.listing import rests_on
from demerit.engine.slots import cell_of
from demerit.engine.state import BLOCK, STANDING, State
from demerit.engine.totals import (
    BY_TERMS,
    DISPROPORTIONATE,
    INFLOW_WRONGFUL,
    LISTED_WEEKS,
    OVERCHARGED,
    PROTECTED,
    SPARED,
    STOCK,
    STOCK_ROW,
    THROUGH,
    THROUGH_FALSE,
    THROUGH_TRUE,
    THROUGH_WEEKS,
    UNABLE_ONLY,
    UNABLE_ROW,
    UNABLE_WEEKS,
    UNFOUNDED,
    WEEKS_FALSE,
    WEEKS_TRUE,
    WITHOUT_ACT,
    WITHOUT_ACT_ROW,
    WITHOUT_ACT_WEEKS,
    WRONGFUL,
    Totals,
    note,
)
from demerit.engine.world import Occupant, World
from demerit.scenario.histories import FOUNDED, GRAVE, RECORDED, SHADOW, UNPROTECTED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

SEVERE = 3
"""Severity from which a sanction for slight conduct is disproportionate."""


def _class_plain(w: World, who: Occupant, number: int, step: int) -> int:
    """Return the class of this week of `who` on list `number`."""
    if number not in who.on[RECORDED]:
        return THROUGH_TRUE if number in who.through[SHADOW] else THROUGH_FALSE
    able, unable, _ = who.records[number]
    true, (protected, slight) = able + unable, who.marks[number]
    t, e = w.tables, int(w.tables.epoch[step])
    condition = int(t.state_if[e, number])
    if not true and number not in who.state[SHADOW]:
        charged = condition >= 0 and number in who.state[RECORDED]
        return OVERCHARGED if charged and holds_plain(w, condition, who, step, FOUNDED) else UNFOUNDED
    severe = int(t.list_severity[e, number]) >= SEVERE
    if true:
        if protected == true:
            return PROTECTED
        return DISPROPORTIONATE if severe and slight == true else BY_TERMS
    if condition >= 0 and not holds_plain(w, condition, who, step, UNPROTECTED):
        return PROTECTED
    if severe and condition >= 0 and not holds_plain(w, condition, who, step, GRAVE):
        return DISPROPORTIONATE
    return BY_TERMS


def plain(w: World, step: int) -> None:
    """Count the stock of every list by class, and the person-weeks on any."""
    last = step == len(w.tables.epoch) - 1
    for who in w.occupants.values():
        listed = who.listed()
        for number in listed:
            without, unable = who.standing({number})
            columns = [STOCK, _class_plain(w, who, number, step)]
            if number not in who.on[RECORDED]:
                column = WEEKS_TRUE if columns[1] == THROUGH_TRUE else WEEKS_FALSE
                w.totals.relations[number, who.by[number], int(w.tables.quarter[step]), column] += 1
            columns += [WITHOUT_ACT] * without + [UNABLE_ONLY] * unable
            columns += [THROUGH] * (number not in who.on[RECORDED])
            wrongful = number not in who.listed(SHADOW)
            columns += [WRONGFUL] * wrongful
            columns += [INFLOW_WRONGFUL] * (wrongful and who.since[number] == step)
            for column in columns:
                for v in w.axes(who):
                    w.totals.lists[step, number, v, column] += 1
            for column, row in (
                (STOCK, STOCK_ROW),
                (WITHOUT_ACT, WITHOUT_ACT_ROW),
                (UNABLE_ONLY, UNABLE_ROW),
            ):
                w.week[number, row] += int(column in columns)
            if last:
                w.totals.spells[number, STANDING, step + 1 - who.since[number]] += 1
        for number in who.listed(SHADOW) - listed:
            for v in w.axes(who):
                w.totals.lists[step, number, v, SPARED] += 1
        if who.is_person and listed:
            without, unable = who.standing(listed)
            weeks = {
                LISTED_WEEKS: True,
                WITHOUT_ACT_WEEKS: without,
                UNABLE_WEEKS: unable,
                THROUGH_WEEKS: not who.on[RECORDED],
            }
            for column, counts in weeks.items():
                w.totals.quarters[int(w.tables.quarter[step]), column, w.cell(who)] += int(counts)


@kernel
def _class(t: Tables, s: State, number: int, i: int, step: int) -> int:
    """Return the class of this week of the occupant of slot `i` on list `number`."""
    if (s.on[RECORDED, i] >> number) & 1 == 0:
        return THROUGH_TRUE if (s.through[SHADOW, i] >> number) & 1 != 0 else THROUGH_FALSE
    true = int(s.able[number, i]) + int(s.unable[number, i])
    e = t.epoch[step]
    condition = t.state_if[e, number]
    if true == 0 and (s.state_on[SHADOW, i] >> number) & 1 == 0:
        charged = condition >= 0 and (s.state_on[RECORDED, i] >> number) & 1 != 0
        return OVERCHARGED if charged and holds(t, s, condition, i, step, FOUNDED) else UNFOUNDED
    severe = t.list_severity[e, number] >= SEVERE
    if true != 0:
        if s.protected[number, i] == true:
            return PROTECTED
        return DISPROPORTIONATE if severe and s.slight[number, i] == true else BY_TERMS
    if condition >= 0 and not holds(t, s, condition, i, step, UNPROTECTED):
        return PROTECTED
    if severe and condition >= 0 and not holds(t, s, condition, i, step, GRAVE):
        return DISPROPORTIONATE
    return BY_TERMS


@kernel
def _count_weeks(t: Tables, s: State, out: Totals, step: int, i: int, listed: int) -> None:
    """Count one person-week on any list, in the quarterly table."""
    counts, cell = out.quarters[t.quarter[step]], cell_of(s, i)
    basis = rests_on(s, listed, i)
    counts[LISTED_WEEKS, cell] += 1
    if basis == 0:
        counts[WITHOUT_ACT_WEEKS, cell] += 1
    if basis == 1:
        counts[UNABLE_WEEKS, cell] += 1
    if s.on[RECORDED, i] == 0:
        counts[THROUGH_WEEKS, cell] += 1


@kernel
def _count_listed(t: Tables, s: State, out: Totals, step: int, number: int, i: int, shadow: int) -> None:
    """Count one week of somebody on list `number`."""
    counts = out.lists[step, number]
    note(t, s, counts, i, STOCK)
    s.week[number, STOCK_ROW] += 1
    harm = _class(t, s, number, i, step)
    note(t, s, counts, i, harm)
    basis = rests_on(s, 1 << number, i)
    if basis == 0:
        note(t, s, counts, i, WITHOUT_ACT)
        s.week[number, WITHOUT_ACT_ROW] += 1
    if basis == 1:
        note(t, s, counts, i, UNABLE_ONLY)
        s.week[number, UNABLE_ROW] += 1
    if (s.on[RECORDED, i] >> number) & 1 == 0:
        note(t, s, counts, i, THROUGH)
        column = WEEKS_TRUE if harm == THROUGH_TRUE else WEEKS_FALSE
        out.relations[number, s.by[number, i], t.quarter[step], column] += 1
    if (shadow >> number) & 1 == 0:
        note(t, s, counts, i, WRONGFUL)
        if s.since[number, i] == step:
            note(t, s, counts, i, INFLOW_WRONGFUL)
    if step == t.epoch.shape[0] - 1:
        out.spells[number, STANDING, step + 1 - s.since[number, i]] += 1


@kernel
def _count_slot(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Count this week of the occupant of slot `i`, who is on a list in some history."""
    listed = int(s.on[RECORDED, i] | s.through[RECORDED, i])
    shadow = int(s.on[SHADOW, i] | s.through[SHADOW, i])
    for number in range(t.list_entity.shape[0]):
        if (listed >> number) & 1 != 0:
            _count_listed(t, s, out, step, number, i, shadow)
        elif (shadow >> number) & 1 != 0:
            note(t, s, out.lists[step, number], i, SPARED)
    if i < SLOTS and listed != 0:
        _count_weeks(t, s, out, step, i, listed)


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count the stock of every list by class, and the person-weeks on any."""
    for block in range(s.busy_blocks.shape[0]):
        if s.busy_blocks[block] != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if s.busy[i] != 0:
                    _count_slot(t, s, out, step, i)
