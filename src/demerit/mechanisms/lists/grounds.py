"""The stock of every list, and the ground of each person-week on it: exactly one, the first that fits.

A ground is found by comparing a person's own spells in the histories (`scenario.histories`), each of which
leaves out something more:

- *through others*: in no spell of one's own;
- *unfounded*: listed no longer where records on no act of one's own are left out;
- *unable, despite the test*: listed no longer where ability is rightly found: the court's error;
- *counted for more*: not listed in the shadow: only more points than the rule's keep one there;
- *protected*: not listed without protected conduct and inputs;
- *slight conduct, hard consequence*: not listed without slight conduct too, no record of graver conduct
  counts for the spell, and what it brings this person this week is severe;
- *by the rule's own terms*: all else. *Mixed* are those of them that are not there without slight conduct.

Since spells are compared, not today's condition, a length that outlives its points keeps its ground. Beside
the grounds stands the comparison with the shadow, inside each: listed now and not there is wrongful; there
and not now, spared. Over all lists a person-week counts once, by the first of its grounds.

Grounds are of burdens. Weeks on a benefit have none: there *granted in error* is what the shadow does not
have, and *withheld* what it alone has. Weeks on a note are counted and no more.

An entry is wrongful if at the end of its step the shadow has no such listing. A step's end is the one
moment at which all histories are whole. Nobody enters and leaves a list in one step, so every entry is
still there to be looked at.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.counted.axes import MEASURE
from demerit.counted.values import GROUNDS
from demerit.engine.codes import BLOCK
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.slots import cell_of, listed_in
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.counts import GROUND, GROUND_WEEKS, LISTS, QUARTERS, SPELLS
from demerit.mechanisms.scores.rows import row_of
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.scenario.codes import BENEFIT, BURDEN, RISK_SCORE
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import ABLE, ACTED, RECORDED, SHADOW, WITHOUT_PROTECTED, WITHOUT_SLIGHT
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
    rows = range(int(t.hardships.start[e]), int(t.hardships.start[e + 1]))
    return max(
        (
            int(t.hardships.severity[row])
            for row in rows
            if t.hardships.by_list[row] == number
            and holds_plain(w, int(t.hardships.condition[row]), who, step)
        ),
        default=0,
    )


def ground_plain(w: World, who: Occupant, number: int, step: int) -> tuple[int, bool]:
    """Return the ground of this week of `who` on list `number`, and whether it is *mixed* (see above)."""
    for ground, history in (
        (GROUND.through_others, RECORDED),
        (GROUND.unfounded, ACTED),
        (GROUND.unable, ABLE),
        (GROUND.counted_for_more, SHADOW),
        (GROUND.protected, WITHOUT_PROTECTED),
    ):
        if number not in who.on[history]:
            return ground, False
    if number in who.on[WITHOUT_SLIGHT]:
        return GROUND.own_terms, False
    if any(spell.number == number and spell.way in who.mixed for spell in who.stays[SHADOW]):
        return GROUND.own_terms, True
    severe = severity_plain(w, who, number, step) >= SEVERE
    return (GROUND.slight if severe else GROUND.own_terms), False


def _measured_plain(w: World, who: Occupant, step: int) -> bool:
    """Return whether noise is the largest part of what `who` is counted for more."""
    kinds = w.tables.scores.kind[int(w.tables.time.epoch[step])].tolist()
    risky = [of for of, kind in zip(who.scores, kinds, strict=True) if kind == RISK_SCORE]
    chosen = sum(abs(of.held[ABLE] - of.held[SHADOW]) for of in risky)
    others = [of.score for of, kind in zip(who.scores, kinds, strict=True) if kind != RISK_SCORE]
    chosen += sum(abs(score[ABLE] - score[SHADOW]) for score in others)
    return bool(risky) and sum(abs(of.noise) for of in risky) >= chosen


def plain(w: World, step: int) -> None:
    """Count the stock of every list by ground, and the person-weeks on any."""
    burdening, giving = (
        {number for number, kind in enumerate(w.tables.lists.kind) if kind == which}
        for which in (BURDEN, BENEFIT)
    )
    last, quarter = step == len(w.tables.time.epoch) - 1, int(w.tables.time.quarter[step])
    for who in w.occupants.values():
        listed, shadow = who.listed(), who.listed(SHADOW)
        if not listed and not shadow:
            continue
        grounds = []
        for number in listed - burdening:
            _count_unburdened_plain(w, who, number, step, number not in shadow)
        for number in listed & burdening:
            ground, mixed = ground_plain(w, who, number, step)
            grounds.append(ground)
            wrongful = number not in shadow
            without, unable = ground in (GROUND.through_others, GROUND.unfounded), who.could_not_pay(number)
            columns = (
                [LISTS.stock, LISTS.through_others + ground]
                + [LISTS.mixed] * mixed
                + [LISTS.wrongful, LISTS.through_others_wrongful + ground] * wrongful
            )
            columns += [LISTS.without_act] * without + [LISTS.could_not_pay] * unable
            columns += [LISTS.by_measurement] * (
                ground == GROUND.counted_for_more and _measured_plain(w, who, step)
            )
            columns += [LISTS.inflow_wrongful] * (wrongful and who.since[number] == step)
            if ground == GROUND.through_others:
                column = LISTED_BY_TIES.weeks_false if wrongful else LISTED_BY_TIES.weeks_true
                w.totals.relations[number, who.by[number], quarter, column] += 1
            for column in columns:
                for v in w.axes(who):
                    w.totals.lists[step, number, v, column] += 1
            w.week[number, MEASURE.stock] += 1
            w.week[number, MEASURE.without_act] += int(without)
            w.week[number, MEASURE.could_not_pay] += int(unable)
            if last:
                w.totals.spells[number, STANDING, step + 1 - who.since[number], SPELLS.count] += 1
        for number in shadow - listed:
            for v in w.axes(who):
                w.totals.lists[step, number, v, LISTS.spared] += 1
        if who.is_person and listed & giving:
            w.totals.quarters[quarter, w.cell(who), QUARTERS.receiving_weeks] += 1
        burdens = listed & burdening
        if who.is_person and burdens:
            w.totals.grounds[quarter, min(grounds), GROUND_WEEKS.weeks] += 1
            w.totals.grounds[quarter, min(grounds), GROUND_WEEKS.wrongful] += int(not shadow & burdening)
            without, unable = who.standing(burdens)
            weeks = {
                QUARTERS.listed_weeks: True,
                QUARTERS.without_act_weeks: without,
                QUARTERS.could_not_pay_weeks: unable,
                QUARTERS.through_weeks: not who.on[RECORDED] & burdens,
            }
            for column, counts in weeks.items():
                w.totals.quarters[quarter, w.cell(who), column] += int(counts)


def _count_unburdened_plain(w: World, who: Occupant, number: int, step: int, in_error: bool) -> None:
    """Count one week of `who` on list `number`, which is no burden and so stands under no ground."""
    columns = [LISTS.stock] + [LISTS.wrongful] * in_error
    columns += [LISTS.inflow_wrongful] * (in_error and who.since[number] == step)
    for column in columns:
        for v in w.axes(who):
            w.totals.lists[step, number, v, column] += 1
    w.week[number, MEASURE.stock] += 1
    if step == len(w.tables.time.epoch) - 1:
        w.totals.spells[number, STANDING, step + 1 - who.since[number], SPELLS.count] += 1


@kernel
def could_not_pay(t: Tables, s: State, number: int, i: int) -> bool:
    """Return whether slot `i` is on list `number` for own acts, none of which it could have paid for."""
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
    for row in range(t.hardships.start[e], t.hardships.start[e + 1]):
        if t.hardships.by_list[row] == number and t.hardships.severity[row] > found:
            if holds(t, s, t.hardships.condition[row], i, step, RECORDED):
                found = int(t.hardships.severity[row])
    return found


@kernel
def ground_of(t: Tables, s: State, number: int, i: int, step: int) -> int:
    """Return the ground of this week of slot `i` on list `number`; beyond the last for a mixed spell."""
    row, bit = t.histories.row, 1 << number
    if s.listing.on[RECORDED, i] & bit == 0:
        return GROUND.through_others
    if s.listing.on[row[ACTED], i] & bit == 0:
        return GROUND.unfounded
    if s.listing.on[row[ABLE], i] & bit == 0:
        return GROUND.unable
    if s.listing.on[row[SHADOW], i] & bit == 0:
        return GROUND.counted_for_more
    if s.listing.on[row[WITHOUT_PROTECTED], i] & bit == 0:
        return GROUND.protected
    if s.listing.on[row[WITHOUT_SLIGHT], i] & bit != 0:
        return GROUND.own_terms
    if s.stays.on[row[SHADOW], i] & s.stays.mixed[i] & t.ways.of_list[number] != 0:
        return GROUND.own_terms + 1
    return GROUND.slight if _severity(t, s, number, i, step) >= SEVERE else GROUND.own_terms


@kernel
def _measured(t: Tables, s: State, i: int, step: int) -> bool:
    """Return whether noise is the largest part of what slot `i` is counted for more."""
    risky, noise, chosen, row = False, 0, 0, t.histories.row
    for g in range(t.scores.kind.shape[1]):
        if t.scores.kind[t.time.epoch[step], g] == RISK_SCORE:
            able = s.scores.held[row_of(g, row[ABLE]), i]
            shadow = s.scores.held[row_of(g, row[SHADOW]), i]
            risky, noise, chosen = True, noise + abs(s.scores.noise[g, i]), chosen + abs(able - shadow)
        else:
            able_row, shadow_row = row_of(g, row[ABLE]), row_of(g, row[SHADOW])
            chosen += abs(int(s.scores.score[able_row, i]) - int(s.scores.score[shadow_row, i]))
    return risky and noise >= chosen


@kernel
def _count_listed(t: Tables, s: State, out: Totals, step: int, number: int, i: int, shadow: int) -> int:
    """Count one week of somebody on list `number`; return its ground. `close` adds up what is a sum."""
    counts = out.lists[step, number]
    s.moments.week[number, MEASURE.stock] += 1
    ground = ground_of(t, s, number, i, step)
    if ground > GROUND.own_terms:
        ground = GROUND.own_terms
        note(t, s, counts, i, LISTS.mixed)
    note(t, s, counts, i, LISTS.through_others + ground)
    wrongful = (shadow >> number) & 1 == 0
    if ground == GROUND.counted_for_more and _measured(t, s, i, step):
        note(t, s, counts, i, LISTS.by_measurement)
    if ground == GROUND.through_others:
        out.relations[
            number,
            s.ties.by[number, i],
            t.time.quarter[step],
            LISTED_BY_TIES.weeks_false if wrongful else LISTED_BY_TIES.weeks_true,
        ] += 1
    if ground == GROUND.through_others or ground == GROUND.unfounded:
        s.moments.week[number, MEASURE.without_act] += 1
    elif could_not_pay(t, s, number, i):
        note(t, s, counts, i, LISTS.could_not_pay)
        s.moments.week[number, MEASURE.could_not_pay] += 1
    if wrongful:
        note(t, s, counts, i, LISTS.through_others_wrongful + ground)
        if s.listing.since[number, i] == step:
            note(t, s, counts, i, LISTS.inflow_wrongful)
    if step == t.time.epoch.shape[0] - 1:
        out.spells[number, STANDING, step + 1 - s.listing.since[number, i], SPELLS.count] += 1
    return ground


@kernel
def _count_unburdened(t: Tables, s: State, out: Totals, step: int, number: int, i: int, shadow: int) -> None:
    """Count one week of somebody on list `number`, which is no burden and so stands under no ground."""
    counts = out.lists[step, number]
    s.moments.week[number, MEASURE.stock] += 1
    note(t, s, counts, i, LISTS.stock)
    if (shadow >> number) & 1 == 0:
        note(t, s, counts, i, LISTS.wrongful)
        if s.listing.since[number, i] == step:
            note(t, s, counts, i, LISTS.inflow_wrongful)
    if step == t.time.epoch.shape[0] - 1:
        out.spells[number, STANDING, step + 1 - s.listing.since[number, i], SPELLS.count] += 1


@kernel
def _count_slot(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Count this week of the occupant of slot `i`, who is on a list as recorded or in the shadow."""
    listed, shadow, first = listed_in(t, s, RECORDED, i), listed_in(t, s, SHADOW, i), GROUND.own_terms
    for number in range(t.lists.entity.shape[0]):
        if (listed >> number) & 1 != 0:
            if t.lists.kind[number] == BURDEN:
                first = min(first, _count_listed(t, s, out, step, number, i, shadow))
            else:
                _count_unburdened(t, s, out, step, number, i, shadow)
        elif (shadow >> number) & 1 != 0:
            note(t, s, out.lists[step, number], i, LISTS.spared)
    burdens = listed & int(t.lists.of_kind[BURDEN])
    if i < SLOTS and listed & int(t.lists.of_kind[BENEFIT]) != 0:
        out.quarters[t.time.quarter[step], QUARTERS.receiving_weeks, cell_of(s, i)] += 1
    if i >= SLOTS or burdens == 0:
        return
    wrongful = shadow & int(t.lists.of_kind[BURDEN]) == 0
    out.grounds[t.time.quarter[step], first, GROUND_WEEKS.weeks] += 1
    out.grounds[t.time.quarter[step], first, GROUND_WEEKS.wrongful] += 1 if wrongful else 0
    counts, cell, basis = out.quarters[t.time.quarter[step]], cell_of(s, i), rests_on(t, s, burdens, i)
    counts[QUARTERS.listed_weeks, cell] += 1
    if basis == NOTHING:
        counts[QUARTERS.without_act_weeks, cell] += 1
    if basis == ONLY_UNABLE:
        counts[QUARTERS.could_not_pay_weeks, cell] += 1
    if int(s.listing.on[RECORDED, i]) & burdens == 0:
        counts[QUARTERS.through_weeks, cell] += 1


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Count the stock of every list by ground, and the person-weeks on any."""
    for block in range(s.listing.busy_blocks.shape[0]):
        if s.listing.busy_blocks[block] != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if s.listing.busy[i] != 0:
                    _count_slot(t, s, out, step, i)


def close(out: Totals) -> None:
    """Add up what is a sum over grounds: the stock of burdens, its wrongful part, those without an act.

    Of all other lists, which have no grounds, stock and wrongful part are counted as they go and stay.
    """
    for column, first in (
        (LISTS.stock, LISTS.through_others),
        (LISTS.wrongful, LISTS.through_others_wrongful),
    ):
        whole = out.lists[..., first : first + len(GROUNDS)].sum(axis=-1)
        np.maximum(out.lists[..., column], whole, out=out.lists[..., column])
    out.lists[..., LISTS.without_act] = np.add(
        out.lists[..., LISTS.through_others + GROUND.through_others],
        out.lists[..., LISTS.through_others + GROUND.unfounded],
    )
