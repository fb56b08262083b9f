"""M20, M22: triggers: what happens of itself on an event, at the end of a step.

All triggers of a step read the state after scores and lists have moved, and act together at its end, seen
from the next: people come off lists and onto lists; scores are set and cleared, of several the best for the
person; what is added is summed; then bounds hold. Each history has its own events, conditions and actions,
on the same chance, keyed by trigger, person and step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `r` number of a trigger, `n` place in a list from 0,
`v` place of a value among those of all axes.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import ALWAYS
from demerit.engine.queues import queue
from demerit.engine.state import State
from demerit.engine.totals import Totals, note_sum
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import offered
from demerit.mechanisms.lists.putting import (
    put_on,
    put_on_plain,
    settled,
    settled_plain,
    take_off,
    take_off_plain,
)
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.mechanisms.triggers.events import Events, acts_on, gather, gather_plain
from demerit.mechanisms.triggers.moving import move_scores, move_scores_plain
from demerit.mechanisms.triggers.words import ACTS
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

MECHANISM = Mechanism(
    name="triggers", rows=("M20", "M22"), stage="scoring", points=("trigger.chance.<trigger>",)
)


def plain(w: World, step: int) -> None:
    """Let triggers act on everybody."""
    if not w.tables.triggers.event.shape[1]:
        return
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        found = gather_plain(w, who, step)
        acts = [_acting_plain(w, who, found, history, step) for history in range(HISTORIES)]
        if any(acts):
            _act_plain(w, who, found, acts, step)
    offered.plain(w, step)  # what people chose instead of being put on lists


def _acting_plain(w: World, who: Occupant, found: Events, history: int, step: int) -> list[int]:
    """Return the triggers that act on `who` in one history."""
    t = w.tables
    e = int(t.time.epoch[step])
    acting = []
    for r in range(t.triggers.event.shape[1]):
        if not found.get((r, history), 0) or t.triggers.entity[e, r] != int(not who.is_person):
            continue
        if holds_plain(w, int(t.triggers.condition[e, r]), who, step, history):
            if _falls_plain(w, who, r, step):
                acting.append(r)
    return acting


def _falls_plain(w: World, who: Occupant, r: int, step: int) -> bool:
    """Return whether chance lets trigger `r` act on `who` in this step."""
    t = w.tables
    share = int(t.triggers.chance[int(t.time.epoch[step]), r])
    if share >= ALWAYS:
        return True
    h = chance.lane(
        chance.key(w.seed, int(t.triggers.point[r]), step, w.district), who.slot + ALL_SLOTS * who.number
    )
    return chance.uniform53(h) < share


def _act_plain(w: World, who: Occupant, found: Events, acts: list[list[int]], step: int) -> None:
    """Let triggers act on `who`: on lists, then on scores."""
    t = w.tables
    e, quarter = int(t.time.epoch[step]), int(t.time.quarter[step])

    def note_plain(r: int, column: int, amount: int) -> None:
        for v in w.axes(who):
            w.totals.triggers[quarter, r, v, column] += amount

    for r in acts[RECORDED]:
        happen_plain(w, step, who, ACTS.number, r)
        note_plain(r, ACTIONS.acted, found[r, RECORDED])
    touched = set()
    for what, action, column in (
        (t.triggers.take_off, take_off_plain, ACTIONS.taken_off),
        (t.triggers.put_on, partial(put_on_plain, spared=True), ACTIONS.put_on),
    ):
        for history in range(HISTORIES):
            done = set()
            for r in acts[history]:
                number = int(what[e, r])
                if number < 0 or number in done:
                    continue
                done.add(number)
                if action(w, who, number, history, step):
                    touched.add(number)
                    if history == RECORDED:
                        note_plain(r, column, 1)
    for number in sorted(touched):
        settled_plain(w, who, number, step)
    for history in range(HISTORIES):
        numbers = {r: found[r, history] for r in acts[history]}
        move_scores_plain(w, who, history, step, numbers, note_plain)


@kernel
def _falls(t: Tables, s: State, seed: np.uint64, district: int, step: int, r: int, i: int) -> bool:
    """Return whether chance lets trigger `r` act on slot `i` in this step."""
    share = t.triggers.chance[t.time.epoch[step], r]
    if share >= ALWAYS:
        return True
    h = lane(key(seed, t.triggers.point[r], step, district), i + ALL_SLOTS * int(s.people.number[i]))
    return bool(uniform53(h) < share)


@kernel
def _decide(t: Tables, s: State, seed: np.uint64, district: int, step: int, i: int) -> bool:
    """Set down which triggers act on slot `i` in each history; return whether any does."""
    e, found = t.time.epoch[step], False
    for place in range(t.histories.kept.shape[0]):
        history, acting = int(t.histories.kept[place]), 0
        for r in range(t.triggers.event.shape[1]):
            if s.triggers.number[history, r, i] == 0 or not acts_on(t, e, r, i):
                continue
            if holds(t, s, t.triggers.condition[e, r], i, step, history):
                if _falls(t, s, seed, district, step, r, i):
                    acting |= 1 << r
        s.triggers.acts[history] = acting
        found |= acting != 0
    return found


@kernel
def _lists(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Take slot `i` off lists and put it on lists, as the triggers that act on it say."""
    e, quarter, touched = t.time.epoch[step], t.time.quarter[step], 0
    for putting in range(2):
        for place in range(t.histories.kept.shape[0]):
            history, done = int(t.histories.kept[place]), 0
            for r in range(t.triggers.event.shape[1]):
                number = int(t.triggers.put_on[e, r] if putting == 1 else t.triggers.take_off[e, r])
                if (s.triggers.acts[history] >> r) & 1 == 0 or number < 0 or (done >> number) & 1 != 0:
                    continue
                done |= 1 << number
                if putting == 1:
                    does = put_on(t, s, out, number, history, i, step, True)
                else:
                    does = take_off(t, s, number, history, i, step)
                if does:
                    touched |= 1 << number
                    if history == RECORDED:
                        column = ACTIONS.put_on if putting == 1 else ACTIONS.taken_off
                        note_sum(t, s, out.triggers[quarter, r], i, column, 1)
    for number in range(t.lists.entity.shape[0]):
        if (touched >> number) & 1 != 0:
            settled(t, s, out, step, number, i)
    if touched != 0:
        queue(s.triggers.moved, i, 1)


@kernel
def _act(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Let triggers act on slot `i`: on lists, then on scores."""
    quarter = t.time.quarter[step]
    for r in range(t.triggers.event.shape[1]):
        if (s.triggers.acts[RECORDED] >> r) & 1 != 0:
            happen(s, step, i, ACTS.number, r, 0, 0, 0)
            times = int(s.triggers.number[RECORDED, r, i])
            note_sum(t, s, out.triggers[quarter, r], i, ACTIONS.acted, times)
    _lists(t, s, out, step, i)
    move_scores(t, s, out, step, i)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let triggers act on whoever has an event."""
    if t.triggers.event.shape[1] == 0:
        return
    gather(t, s, step)
    for n in range(s.triggers.due.length[0]):
        i = int(s.triggers.due.slots[n])
        s.triggers.due.waits[i] = 0
        if _decide(t, s, seed, district, step, i):
            _act(t, s, out, step, i)
        for history in range(HISTORIES):
            for r in range(t.triggers.event.shape[1]):
                s.triggers.number[history, r, i] = 0
    s.triggers.due.length[0] = 0
    offered.compiled(t, s, out, step)
