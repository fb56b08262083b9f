"""M20: what schedules add to a ledger, before the records of a step count in it.

To all at once, or to those of whom a condition held as the step began, or whose own day it is: these are
asked before anything of the step moves. Chance may pass some over. It adds as far as to a value of the score,
and within floor and cap; nothing is added to a score that is there or beyond. Points that come back with
time are such: as far as the start. What is added for ever leaves no entry. Of several rules that add to one
score in a step each follows the one before, in the order of their names.

Those that add to all at once move many and change little, so they go over whole columns, and only those who
come past an edge of a condition are looked at again.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `g` number of
a score, `p` place of a case in the pool, `r` number of a trigger, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1
from demerit.engine.codes import BLOCK, INSIDE
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.points import ALWAYS
from demerit.engine.slots import inside, queue_conditions
from demerit.engine.state import State
from demerit.engine.totals import Totals, note_sum
from demerit.engine.world import Occupant, World
from demerit.mechanisms.records.cases import schedule
from demerit.mechanisms.scores.absorbing import give, give_plain
from demerit.mechanisms.scores.making_good import (
    coming_back,
    coming_back_plain,
    make_good,
    make_good_plain,
)
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_RULE, BY_SCHEDULE
from demerit.mechanisms.terms.own_days import turns, turns_plain
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.mechanisms.triggers.lowering import EVERYBODY, ORGANISATIONS, PERSONS
from demerit.mechanisms.triggers.lowering_schedules import NOT_OWN
from demerit.mechanisms.triggers.words import ACTS
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

HALF = ALL_SLOTS // 2
"""Slots that get the upper half of a hash each; the other half of them gets the lower."""

_LOW = np.uint64((1 << 32) - 1)


def ask_plain(w: World, step: int) -> None:
    """Ask to whom schedules add in this step that do not add to all at once, and how often."""
    t = w.tables
    e, of = int(t.time.epoch[step]), t.triggers.schedules
    for who in w.occupants.values():
        who.due = {}
        if who.membership != INSIDE:
            continue
        for r in np.flatnonzero((of.early[e] != 0) & (of.apart >= 0)).tolist():
            if t.triggers.entity[e, r] not in (EVERYBODY, int(not who.is_person)):
                continue
            for history in range(HISTORIES):
                times = turns_plain(t, who, e, r, history, step)
                if times and holds_plain(w, int(t.triggers.condition[e, r]), who, step, history):
                    who.due[r, history] = times


def add_plain(w: World, g: int, step: int) -> None:
    """Add to score `g` what schedules add to it in this step, one after another."""
    t = w.tables
    e, of = int(t.time.epoch[step]), t.triggers.schedules
    for r in np.flatnonzero((of.early[e] != 0) & (t.triggers.add[e, :, g] != 0)).tolist():
        share = int(t.triggers.chance[e, r])
        k = chance.key(w.seed, int(t.triggers.point[r]), step, w.district)
        for slot in sorted(w.occupants):
            who = w.occupants[slot]
            if who.membership != INSIDE:
                continue
            if share < ALWAYS and not _falls_plain(k, slot, share):
                continue
            if of.apart[r] < 0:
                _all_plain(w, who, g, r, step)
            else:
                _some_plain(w, who, g, r, step)


def _falls_plain(k: int, slot: int, share: int) -> bool:
    """Return whether chance falls to a slot; its half of a hash decides, at a chance exact to 2^-32."""
    h = chance.lane(k, slot % HALF)
    return (h >> 32 if slot < HALF else h & int(_LOW)) < share >> 21


def _after_plain(t: Tables, e: int, g: int, r: int, before: int, points: int) -> int:
    """Return a score to which trigger `r` adds points, as far as it does and within its bounds."""
    end, low, high = (int(each[e, g]) for each in (t.triggers.furthest[:, r], t.scores.low, t.scores.high))
    if points > 0:
        return min(before + points, max(before, min(end, high)))
    return max(before + points, min(before, max(end, low)))


def _all_plain(w: World, who: Occupant, g: int, r: int, step: int) -> None:
    """Add to a score of `who` what trigger `r` adds to all at once."""
    t, score = w.tables, who.scores[g].score
    e = int(t.time.epoch[step])
    points = int(t.triggers.schedules.due[e, r, step]) * int(t.triggers.add[e, r, g])
    for history in range(HISTORIES):
        change = _after_plain(t, e, g, r, score[history], points) - score[history]
        if change:
            score[history] += change
            tell_plain(w, step, who, row_plain(g, history), change, score[history], BY_SCHEDULE)


def _some_plain(w: World, who: Occupant, g: int, r: int, step: int) -> None:
    """Add to a score of `who` what trigger `r` adds to some."""
    t, score = w.tables, who.scores[g].score
    e = int(t.time.epoch[step])
    if (r, RECORDED) in who.due and _first_score(t, e, r) == g:
        happen_plain(w, step, who, ACTS.number, r)
        _note_plain(w, who, r, step, ACTIONS.acted, who.due[r, RECORDED])
    ends = NEVER if t.triggers.lasts[e, r] < 0 else int(t.triggers.ends[t.triggers.lasts[e, r], step])
    for history in range(HISTORIES):
        points = who.due.get((r, history), 0) * int(t.triggers.add[e, r, g])
        if not points:
            continue
        before = score[history]
        if t.triggers.makes_good[e, r]:
            before += coming_back_plain(who.scores[g], history, int(t.scores.sign[e, g]))
        change = _after_plain(t, e, g, r, before, points) - before
        score[history] += change
        if t.triggers.makes_good[e, r]:
            make_good_plain(who.scores[g], history, change, int(t.scores.sign[e, g]))
        if change:
            tell_plain(w, step, who, row_plain(g, history), change, score[history], BY_RULE)
        if history == RECORDED:
            better = change * int(t.scores.sign[e, g]) > 0
            _note_plain(w, who, r, step, ACTIONS.better if better else ACTIONS.worse, abs(change))
        if ends < NEVER:
            give_plain(w, who, g, frozenset({history}), step, points, step, max(ends, step + 1))


def _first_score(t: Tables, e: int, r: int) -> int:
    """Return the first score by number that trigger `r` adds to."""
    return int(np.flatnonzero(t.triggers.add[e, r])[0])


def _note_plain(w: World, who: Occupant, r: int, step: int, column: int, amount: int) -> None:
    for place in w.axes(who):
        w.totals.triggers[int(w.tables.time.quarter[step]), r, place, column] += amount


@kernel
def ask(t: Tables, s: State, step: int) -> None:
    """Ask to whom schedules add in this step that do not add to all at once, and how often."""
    e = t.time.epoch[step]
    for r in range(t.triggers.schedules.apart.shape[0]):
        n = int(t.triggers.schedules.apart[r])
        if n < 0:
            continue
        for place in range(t.histories.kept.shape[0]):
            history = int(t.histories.kept[place])
            for i in range(ALL_SLOTS):
                s.triggers.apart[history, n, i] = 0
        dated = t.triggers.schedules.own[e, r] == NOT_OWN and t.triggers.schedules.due[e, r, step] == 0
        if t.triggers.schedules.early[e, r] == 0 or dated:
            continue
        first = SLOTS if t.triggers.entity[e, r] == ORGANISATIONS else 0
        for i in range(first, SLOTS if t.triggers.entity[e, r] == PERSONS else ALL_SLOTS):
            if s.people.present[i] != 0 and inside(t, s, i):
                _ask_one(t, s, e, r, n, i, step)


@kernel
def _ask_one(t: Tables, s: State, e: int, r: int, n: int, i: int, step: int) -> None:
    """Ask whether trigger `r`, whose row is `n`, adds to slot `i` in this step, and how often, by history."""
    for place in range(t.histories.kept.shape[0]):
        history = int(t.histories.kept[place])
        times = turns(t, s, e, r, i, history, step)
        if times != 0 and holds(t, s, t.triggers.condition[e, r], i, step, history):
            s.triggers.apart[history, n, i] = times


@kernel
def add(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, g: int, step: int) -> None:
    """Add to score `g` what schedules add to it in this step, one after another."""
    e = t.time.epoch[step]
    for r in range(t.triggers.schedules.apart.shape[0]):
        if t.triggers.schedules.early[e, r] == 0 or t.triggers.add[e, r, g] == 0:
            continue
        if t.triggers.schedules.apart[r] >= 0:
            _add_to_some(t, s, out, key(seed, t.triggers.point[r], step, district), g, r, step)
        elif t.triggers.schedules.due[e, r, step] != 0:
            _add_to_all(t, s, key(seed, t.triggers.point[r], step, district), g, r, step)


@kernel
def _falls(k: np.uint64, i: int, share: int) -> bool:
    """Return whether chance falls to slot `i`; its half of a hash decides."""
    if i < HALF:
        return bool(lane(k, i) < np.uint64(share >> 21 << 32))
    return bool(lane(k, i - HALF) & _LOW < np.uint64(share >> 21))


@kernel
def _after(t: Tables, e: int, g: int, r: int, before: int, points: int) -> int:
    """Return a score to which trigger `r` adds points, as far as it does and within its bounds."""
    end = t.triggers.furthest[e, r, g]
    if points > 0:
        return int(min(before + points, max(before, min(end, t.scores.high[e, g]))))
    return int(max(before + points, min(before, max(end, t.scores.low[e, g]))))


@kernel
def _add_to_some(t: Tables, s: State, out: Totals, k: np.uint64, g: int, r: int, step: int) -> None:
    """Add to score `g` what trigger `r` adds to those who were asked (`ask`)."""
    e, n = t.time.epoch[step], int(t.triggers.schedules.apart[r])
    first = 0
    while t.triggers.add[e, r, first] == 0:
        first += 1
    for i in range(ALL_SLOTS):
        asked = False
        for place in range(t.histories.kept.shape[0]):
            asked |= s.triggers.apart[t.histories.kept[place], n, i] != 0
        if not asked or s.people.present[i] == 0:
            continue
        if t.triggers.chance[e, r] < ALWAYS and not _falls(k, i, t.triggers.chance[e, r]):
            continue
        times = int(s.triggers.apart[RECORDED, n, i])
        if times != 0 and first == g:
            happen(s, step, i, ACTS.number, r, 0, 0, 0)
            note_sum(t, s, out.triggers[t.time.quarter[step], r], i, ACTIONS.acted, times)
        for place in range(t.histories.kept.shape[0]):
            _add_one(t, s, out, g, r, int(t.histories.kept[place]), i, step)
        queue_conditions(s, i)


@kernel
def _add_one(t: Tables, s: State, out: Totals, g: int, r: int, history: int, i: int, step: int) -> None:
    """Add to score `g` of slot `i` what trigger `r` adds in one history, if it does."""
    e, row, n = t.time.epoch[step], row_of(g, history), int(t.triggers.schedules.apart[r])
    points = int(s.triggers.apart[history, n, i]) * t.triggers.add[e, r, g]
    if points == 0:
        return
    before, back = int(s.scores.score[row, i]), 0
    if t.triggers.makes_good[e, r] != 0:
        back = coming_back(t, s, e, g, row, i)
    after = _after(t, e, g, r, before + back, points) - back
    s.scores.score[row, i] = after
    if t.triggers.makes_good[e, r] != 0:
        make_good(t, s, e, g, row, i, after - before)
    if after != before:
        tell(t, s, step, i, row, after - before, after, BY_RULE)
    if history == RECORDED:
        better = (after - before) * t.scores.sign[e, g] > 0
        column = ACTIONS.better if better else ACTIONS.worse
        note_sum(t, s, out.triggers[t.time.quarter[step], r], i, column, abs(after - before))
    if t.triggers.lasts[e, r] >= 0 and t.triggers.ends[t.triggers.lasts[e, r], step] < NEVER:
        p = give(t, s, g, 1 << history, i, step, points, step)
        if p >= 0:
            schedule(s, p, max(t.triggers.ends[t.triggers.lasts[e, r], step], step + 1))


@kernel
def _add_to_all(t: Tables, s: State, k: np.uint64, g: int, r: int, step: int) -> None:
    """Add to score `g` what trigger `r` adds to all at once, or to those to whom chance falls.

    It goes over whole columns, empty slots among them: whoever enters one gets a new score anyway.
    """
    e = t.time.epoch[step]
    points = t.triggers.schedules.due[e, r, step] * t.triggers.add[e, r, g]
    _draw(s.scores.back, k, points, t.triggers.chance[e, r])
    if s.panel.following[0] != 0:
        _tell_all(t, s, e, g, r, step)
    end = t.triggers.furthest[e, r, g]
    end = min(end, t.scores.high[e, g]) if points > 0 else max(end, t.scores.low[e, g])
    low, high = t.scores.edges[e, g, 0], t.scores.edges[e, g, 1]
    for place in range(t.histories.kept.shape[0]):
        score = s.scores.score[row_of(g, t.histories.kept[place])]
        if points > 0:
            _rise(s, score, s.scores.back, end, low, high)
        else:
            _fall(s, score, s.scores.back, end, low, high)


@kernel
def _draw(back: I32x1, k: np.uint64, points: int, share: int) -> None:
    """Set the points that come to each slot; one hash serves two slots."""
    due, none = np.int32(points), np.int32(0)
    if share >= ALWAYS:
        back[:] = due
        return
    low, high = np.uint64(share >> 21), np.uint64(share >> 21 << 32)
    for i in range(HALF):
        h = lane(k, i)
        back[i] = due if h < high else none
        back[HALF + i] = due if h & _LOW < low else none


@kernel
def _rise(s: State, score: I32x1, back: I32x1, end: int, lowest: int, highest: int) -> None:
    """Add to each score what comes to it, as far as `end`, and have those looked at who come past an edge.

    Where somebody of a block does, whoever may have done so is looked at again, which changes nothing more.
    """
    top, low, high = np.int32(end), np.int32(lowest), np.int32(highest)
    for block in range(ALL_SLOTS // BLOCK):
        passing = np.int32(0)
        for i in range(block * BLOCK, (block + 1) * BLOCK):
            before = score[i]
            after, most = np.int32(before + back[i]), before if before > top else top
            after = after if after < most else most
            score[i] = after
            passing = np.int32(passing | np.int32((before < high) & (after >= low) & (after != before)))
        if passing != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if back[i] > 0 and lowest <= score[i] <= end and score[i] - back[i] < highest:
                    queue_conditions(s, i)


@kernel
def _fall(s: State, score: I32x1, back: I32x1, end: int, lowest: int, highest: int) -> None:
    """Take from each score what is taken from it, as far as `end`; as `_rise`."""
    bottom, low, high = np.int32(end), np.int32(lowest), np.int32(highest)
    for block in range(ALL_SLOTS // BLOCK):
        passing = np.int32(0)
        for i in range(block * BLOCK, (block + 1) * BLOCK):
            before = score[i]
            after, least = np.int32(before + back[i]), before if before < bottom else bottom
            after = after if after > least else least
            score[i] = after
            passing = np.int32(passing | np.int32((after < high) & (before >= low) & (after != before)))
        if passing != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if back[i] < 0 and end <= score[i] < highest and score[i] - back[i] >= lowest:
                    queue_conditions(s, i)


@kernel
def _tell_all(t: Tables, s: State, e: int, g: int, r: int, step: int) -> None:
    """Write down what is added to all at once of those who are followed."""
    for i in range(ALL_SLOTS):
        if (
            s.panel.followed[i] == 0
            or s.people.present[i] == 0
            or not inside(t, s, i)
            or s.scores.back[i] == 0
        ):
            continue
        for history in range(HISTORIES):
            row = row_of(g, history)
            if t.histories.row[history] == history:
                before = int(s.scores.score[row, i])
                after = _after(t, e, g, r, before, int(s.scores.back[i]))
                if after != before:
                    tell(t, s, step, i, row, after - before, after, BY_SCHEDULE)
