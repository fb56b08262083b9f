"""The stock of every list, and the ground of each person-week on it: exactly one, the first that fits.

A ground is found by comparing a person's own spells in the histories (`scenario.histories`), each of which
leaves out something more:

- *through others*: in no spell of one's own;
- *unfounded*: not among acts: no act of one's own would keep one there;
- *unable, despite the test*: not where ability is rightly found: the court's error;
- *counted for more*: not in the shadow: only more points than the rule's keep one there;
- *protected*: not without protected conduct and inputs;
- *slight conduct, hard consequence*: not without slight conduct too, no record of graver conduct counts for
  the spell, and what it brings this person this week is severe;
- *by the rule's own terms*: all else. *Mixed* are those of them that are not there without slight conduct.

Since spells are compared, not today's condition, a length that outlives its points keeps its ground. Beside
the grounds stands the comparison with the shadow, inside each: listed now and not there is wrongful; there
and not now, spared. Over all lists a person-week counts once, by the first of its grounds.

An entry is wrongful if at the end of its step the shadow has no such listing. A step's end is the one
moment at which all histories are whole. Nobody enters and leaves a list in one step, so every entry is
still there to be looked at.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import BLOCK
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.slots import cell_of, listed_in
from demerit.engine.state import State
from demerit.engine.totals import (
    BY_MEASUREMENT,
    COULD_NOT_PAY,
    COULD_NOT_PAY_ROW,
    COULD_NOT_PAY_WEEKS,
    COUNTED_FOR_MORE,
    GROUND,
    GROUND_WRONGFUL,
    GROUNDS,
    INFLOW_WRONGFUL,
    LISTED_WEEKS,
    MIXED,
    OWN_TERMS,
    PROTECTED,
    SLIGHT_CONDUCT,
    SPARED,
    STOCK,
    STOCK_ROW,
    THROUGH,
    THROUGH_WEEKS,
    UNABLE,
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
from demerit.scenario.codes import RISK_SCORE
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import (
    ABLE,
    ACTED,
    RECORDED,
    SHADOW,
    WITHOUT_PROTECTED,
    WITHOUT_SLIGHT,
)
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

SEVERE = 3
"""Severity from which a consequence is hard."""
NOTHING, ONLY_UNABLE, AN_ACT = range(3)
"""What a presence on lists rests on: no act of one's own; only such as one could not pay for; another."""


def severity_plain(w: World, who: Occupant, number: int, step: int) -> int:
    """Return how hard the hardest consequence is that list `number` brings `who` now, 0 to 5."""
    t = w.tables
    e = int(t.time.epoch[step])
    rows = range(int(t.refusals.start[e, 0]), int(t.refusals.start[e, -1]))
    return max(
        (
            int(t.refusals.severity[row])
            for row in rows
            if t.refusals.by_list[row] == number and holds_plain(w, int(t.refusals.condition[row]), who, step)
        ),
        default=0,
    )


def ground_plain(w: World, who: Occupant, number: int, step: int) -> tuple[int, bool]:
    """Return the ground of this week of `who` on list `number`, and whether it is a mixed one."""
    for ground, history in (
        (THROUGH, RECORDED),
        (UNFOUNDED, ACTED),
        (UNABLE, ABLE),
        (COUNTED_FOR_MORE, SHADOW),
        (PROTECTED, WITHOUT_PROTECTED),
    ):
        if number not in who.on[history]:
            return ground, False
    if number in who.on[WITHOUT_SLIGHT]:
        return OWN_TERMS, False
    stay = who.stays[SHADOW].get(number)
    if stay is not None and stay.mixed:
        return OWN_TERMS, True
    severe = severity_plain(w, who, number, step) >= SEVERE
    return (SLIGHT_CONDUCT if severe else OWN_TERMS), False


def _measured_plain(w: World, who: Occupant, step: int) -> bool:
    """Return whether noise is the largest part of what `who` is counted for more."""
    chosen = abs(who.held[ABLE] - who.held[SHADOW])
    return bool(
        w.tables.scores.kind[int(w.tables.time.epoch[step])] == RISK_SCORE and abs(who.noise) >= chosen
    )


def plain(w: World, step: int) -> None:
    """Count the stock of every list by ground, and the person-weeks on any."""
    last, quarter = step == len(w.tables.time.epoch) - 1, int(w.tables.time.quarter[step])
    for who in w.occupants.values():
        listed, shadow = who.listed(), who.listed(SHADOW)
        if not listed and not shadow:
            continue
        grounds = []
        for number in listed:
            ground, mixed = ground_plain(w, who, number, step)
            grounds.append(ground)
            wrongful = number not in shadow
            without, unable = ground in (THROUGH, UNFOUNDED), who.could_not_pay(number)
            columns = (
                [STOCK, GROUND + ground] + [MIXED] * mixed + [WRONGFUL, GROUND_WRONGFUL + ground] * wrongful
            )
            columns += [WITHOUT_ACT] * without + [COULD_NOT_PAY] * unable
            columns += [BY_MEASUREMENT] * (ground == COUNTED_FOR_MORE and _measured_plain(w, who, step))
            columns += [INFLOW_WRONGFUL] * (wrongful and who.since[number] == step)
            if ground == THROUGH:
                column = WEEKS_FALSE if wrongful else WEEKS_TRUE
                w.totals.relations[number, who.by[number], quarter, column] += 1
            for column in columns:
                for v in w.axes(who):
                    w.totals.lists[step, number, v, column] += 1
            w.week[number, STOCK_ROW] += 1
            w.week[number, WITHOUT_ACT_ROW] += int(without)
            w.week[number, COULD_NOT_PAY_ROW] += int(unable)
            if last:
                w.totals.spells[number, STANDING, step + 1 - who.since[number]] += 1
        for number in shadow - listed:
            for v in w.axes(who):
                w.totals.lists[step, number, v, SPARED] += 1
        if who.is_person and listed:
            w.totals.grounds[quarter, min(grounds), 0] += 1
            w.totals.grounds[quarter, min(grounds), 1] += int(not shadow)
            without, unable = who.standing(listed)
            weeks = {
                LISTED_WEEKS: True,
                WITHOUT_ACT_WEEKS: without,
                COULD_NOT_PAY_WEEKS: unable,
                THROUGH_WEEKS: not who.on[RECORDED],
            }
            for column, counts in weeks.items():
                w.totals.quarters[quarter, column, w.cell(who)] += int(counts)


@kernel
def could_not_pay(t: Tables, s: State, number: int, i: int) -> bool:
    """Return whether slot `i` stands on list `number` on acts, and only such as it could not pay for."""
    row = t.histories.row[ACTED]
    if (s.listing.on[row, i] >> number) & 1 == 0:
        return False
    place = number if s.records.held[row, number, i] != 0 else t.lists.entity.shape[0]
    return bool(s.records.able[place, i] == 0 and s.records.unable[place, i] != 0)


@kernel
def rests_on(t: Tables, s: State, lists: int, i: int) -> int:
    """Return what a presence on the lists of the bit set `lists` rests on: NOTHING, ONLY_UNABLE or AN_ACT."""
    own = lists & int(s.listing.on[t.histories.row[ACTED], i])
    if own == 0:
        return NOTHING
    for number in range(t.lists.entity.shape[0]):
        if (own >> number) & 1 != 0 and not could_not_pay(t, s, number, i):
            return AN_ACT
    return ONLY_UNABLE


@kernel
def _severity(t: Tables, s: State, number: int, i: int, step: int) -> int:
    """Return how hard the hardest consequence is that list `number` brings slot `i` now, 0 to 5."""
    e, found = t.time.epoch[step], 0
    for row in range(t.refusals.start[e, 0], t.refusals.start[e, t.refusals.start.shape[1] - 1]):
        if t.refusals.by_list[row] == number and t.refusals.severity[row] > found:
            if holds(t, s, t.refusals.condition[row], i, step, RECORDED):
                found = int(t.refusals.severity[row])
    return found


@kernel
def _ground(t: Tables, s: State, number: int, i: int, step: int) -> int:
    """Return the ground of this week of slot `i` on list `number`; beyond the last for a mixed spell."""
    row, bit = t.histories.row, 1 << number
    if s.listing.on[RECORDED, i] & bit == 0:
        return THROUGH
    if s.listing.on[row[ACTED], i] & bit == 0:
        return UNFOUNDED
    if s.listing.on[row[ABLE], i] & bit == 0:
        return UNABLE
    if s.listing.on[row[SHADOW], i] & bit == 0:
        return COUNTED_FOR_MORE
    if s.listing.on[row[WITHOUT_PROTECTED], i] & bit == 0:
        return PROTECTED
    if s.listing.on[row[WITHOUT_SLIGHT], i] & bit != 0:
        return OWN_TERMS
    if s.stays.on[row[SHADOW], i] & s.stays.mixed[i] & bit != 0:
        return OWN_TERMS + 1
    return SLIGHT_CONDUCT if _severity(t, s, number, i, step) >= SEVERE else OWN_TERMS


@kernel
def _measured(t: Tables, s: State, i: int, step: int) -> bool:
    """Return whether noise is the largest part of what slot `i` is counted for more."""
    if t.scores.kind[t.time.epoch[step]] != RISK_SCORE:
        return False
    row = t.histories.row
    return bool(
        abs(s.scores.noise[i]) >= abs(s.scores.kept[row[ABLE], i, 0] - s.scores.kept[row[SHADOW], i, 0])
    )


@kernel
def _count_listed(t: Tables, s: State, out: Totals, step: int, number: int, i: int, shadow: int) -> int:
    """Count one week of somebody on list `number`; return its ground. `close` adds up what is a sum."""
    counts = out.lists[step, number]
    s.moments.week[number, STOCK_ROW] += 1
    ground = _ground(t, s, number, i, step)
    if ground > OWN_TERMS:
        ground = OWN_TERMS
        note(t, s, counts, i, MIXED)
    note(t, s, counts, i, GROUND + ground)
    wrongful = (shadow >> number) & 1 == 0
    if ground == COUNTED_FOR_MORE and _measured(t, s, i, step):
        note(t, s, counts, i, BY_MEASUREMENT)
    if ground == THROUGH:
        out.relations[
            number, s.ties.by[number, i], t.time.quarter[step], WEEKS_FALSE if wrongful else WEEKS_TRUE
        ] += 1
    if ground == THROUGH or ground == UNFOUNDED:
        s.moments.week[number, WITHOUT_ACT_ROW] += 1
    elif could_not_pay(t, s, number, i):
        note(t, s, counts, i, COULD_NOT_PAY)
        s.moments.week[number, COULD_NOT_PAY_ROW] += 1
    if wrongful:
        note(t, s, counts, i, GROUND_WRONGFUL + ground)
        if s.listing.since[number, i] == step:
            note(t, s, counts, i, INFLOW_WRONGFUL)
    if step == t.time.epoch.shape[0] - 1:
        out.spells[number, STANDING, step + 1 - s.listing.since[number, i]] += 1
    return ground


@kernel
def _count_slot(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Count this week of the occupant of slot `i`, who is on a list as recorded or in the shadow."""
    listed, shadow, first = listed_in(t, s, RECORDED, i), listed_in(t, s, SHADOW, i), OWN_TERMS
    for number in range(t.lists.entity.shape[0]):
        if (listed >> number) & 1 != 0:
            first = min(first, _count_listed(t, s, out, step, number, i, shadow))
        elif (shadow >> number) & 1 != 0:
            note(t, s, out.lists[step, number], i, SPARED)
    if i >= SLOTS or listed == 0:
        return
    out.grounds[t.time.quarter[step], first, 0] += 1
    out.grounds[t.time.quarter[step], first, 1] += 1 if shadow == 0 else 0
    counts, cell, basis = out.quarters[t.time.quarter[step]], cell_of(s, i), rests_on(t, s, listed, i)
    counts[LISTED_WEEKS, cell] += 1
    if basis == NOTHING:
        counts[WITHOUT_ACT_WEEKS, cell] += 1
    if basis == ONLY_UNABLE:
        counts[COULD_NOT_PAY_WEEKS, cell] += 1
    if s.listing.on[RECORDED, i] == 0:
        counts[THROUGH_WEEKS, cell] += 1


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count the stock of every list by ground, and the person-weeks on any."""
    for block in range(s.listing.busy_blocks.shape[0]):
        if s.listing.busy_blocks[block] != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if s.listing.busy[i] != 0:
                    _count_slot(t, s, out, step, i)


def close(out: Totals) -> None:
    """Add up what is a sum over grounds: the stock, its wrongful part, those without an act."""
    last = GROUND + len(GROUNDS)
    out.lists[..., STOCK] = out.lists[..., GROUND:last].sum(axis=-1)
    out.lists[..., WRONGFUL] = out.lists[..., GROUND_WRONGFUL : GROUND_WRONGFUL + len(GROUNDS)].sum(axis=-1)
    out.lists[..., WITHOUT_ACT] = np.add(out.lists[..., GROUND + THROUGH], out.lists[..., GROUND + UNFOUNDED])
