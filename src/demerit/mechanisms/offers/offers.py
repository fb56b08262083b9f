"""M22, M23: what people choose of what is offered to them, and what becomes of it.

An offer is open to somebody while its condition holds as the step began, and while they have not taken it
already and neither passed nor failed. The times at which each might take it are possible points at the
society's rate for the kind, at most one a step counts: under two regimes, and in each history, the same
person might take it at the same times, and does where it is open. Whether it will be passed is read off the
point. It counts as passed with the records of the step in which it ends, `duration` after it was taken, by
the calendar; what follows, conditions say. An amendment binds what is not yet taken; death ends what is under
way, and so does leaving a regime that has members.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `j` number of a possible point, `k` key of a decision
point, `o` offer, `r` number of a trigger, `p` place of a case in the pool, `y` way onto a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain, mark_of, mark_plain, slot_of, slot_of_plain
from demerit.engine.queues import queue
from demerit.engine.slots import stint
from demerit.engine.state import State
from demerit.engine.taken import Coming, Taken
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.state import COMING
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.offers.words import FAILED, PASSED, TAKEN
from demerit.mechanisms.records.cases import CASE, COMES, free_case, new_case, schedule
from demerit.mechanisms.terms import counting, entries
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(
    name="offers",
    rows=("M22", "M23"),
    stage="adjudication",
    points=("offer.<offer>",),
    ceilings=("society.responses.offers.<kind>.rate",),
)
PASSES, ENTERS = point("offers.passes"), point("offers.entering")

_PASSES, _ENTERS = np.uint64(PASSES), np.uint64(ENTERS)
_PERSON = 0


def plain(w: World, step: int) -> None:
    """Let people take what is open to them in this step."""
    t = w.tables
    there = t.offers.there[int(t.time.epoch[step])].tolist()
    for o, name in enumerate(t.offers.point):
        k = chance.key(w.seed, int(name), step, w.district)
        many = chance.poisson(chance.lane(k, 0), t.offers.poisson, o) if there[o] else 0
        for j in range(1, many + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, _PERSON))
            if who is None or mark_plain(h) >= t.offers.by_fifth[o, who.fifth]:
                continue
            within = [
                history for history in range(HISTORIES) if open_plain(w, who, o, history, step, step, step)
            ]
            if within:
                take_plain(w, who, o, frozenset(within), h, step)


def open_plain(w: World, who: Occupant, o: int, history: int, step: int, since: int, until: int) -> bool:
    """Return whether an offer is open to `who` in a history, and not under way from `since` to `until`."""
    condition = int(w.tables.offers.condition[int(w.tables.time.epoch[step]), o])
    under_way = any(
        one.offer == o and history in one.within and one.since <= since and one.ends >= until
        for one in who.taken
    )
    return not under_way and holds_plain(w, condition, who, step, history)


def will_pass_plain(t: Tables, o: int, h: int, step: int) -> bool:
    """Return whether an offer that is taken now will be passed."""
    return happens_plain(h, PASSES, int(t.offers.passing[int(t.time.epoch[step]), o]))


def take_plain(w: World, who: Occupant, o: int, within: frozenset[int], h: int, step: int) -> bool:
    """Let `who` take an offer in some histories; return whether it will be passed."""
    t = w.tables
    e, over, passes = int(t.time.epoch[step]), int(t.offers.ends[o, step]), will_pass_plain(t, o, h, step)
    earliest = step + int(t.offers.entering[e, o] >= 0)  # what is over in this step has been counted by then
    who.taken.append(Taken(o, within, step, max(over, earliest), passes))
    if passes and t.offers.puts_on[e, o] >= 0:
        who.coming.append(Coming(over, -1, int(t.offers.puts_on[e, o]), within))
    if RECORDED in within:
        counts = w.totals.offers[int(t.time.quarter[step]), o, who.fifth]
        costs = int(t.offers.costs[e, o] + t.offers.unlisted[o])
        counts[OFFERS.taken] += 1
        counts[OFFERS.money] += costs
        counts[OFFERS.unlisted] += t.offers.unlisted[o]
        if SHADOW not in within:
            counts[OFFERS.taken_in_error] += 1
            counts[OFFERS.money_in_error] += costs
        happen_plain(w, step, who, TAKEN.number, o, h=h)
    return passes


def end_plain(w: World, step: int) -> None:
    """Count what is passed and failed in this step."""
    for who in w.occupants.values():
        for one in who.taken:
            if one.ends == step and RECORDED in one.within:
                counts = w.totals.offers[int(w.tables.time.quarter[step]), one.offer, who.fifth]
                counts[OFFERS.passed if one.passes else OFFERS.failed] += 1
                counts[OFFERS.weeks] += w.tables.offers.ends[one.offer, one.since] - one.since
                happen_plain(w, step, who, (PASSED if one.passes else FAILED).number, one.offer)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let people take what is open to them in this step."""
    e = t.time.epoch[step]
    if t.offers.spares[0] != 0:
        s.offers.key[0] = key(seed, _ENTERS, step, district)
    for o in range(t.offers.point.shape[0]):
        if t.offers.there[e, o] == 0:
            continue
        k = key(seed, t.offers.point[o], step, district)
        for j in range(1, poisson(lane(k, 0), t.offers.poisson, o) + 1):
            h = lane(k, j)
            i = slot_of(h, _PERSON)
            if s.people.present[i] != 0 and mark_of(h) < t.offers.by_fifth[o, s.people.fifth[i]]:
                histories = open_to(t, s, o, i, step) & ~int(s.offers.under_way[o, i])
                if histories != 0:
                    take(t, s, out, o, i, histories, h, step)


@kernel
def open_to(t: Tables, s: State, o: int, i: int, step: int) -> int:
    """Return, as a bit set, the histories that are kept in which slot `i` may take an offer by its rule."""
    condition, found = t.offers.condition[t.time.epoch[step], o], 0
    for place in range(t.histories.kept.shape[0]):
        history = int(t.histories.kept[place])
        if holds(t, s, condition, i, step, history):
            found |= 1 << history
    return found


@kernel
def will_pass(t: Tables, o: int, h: np.uint64, step: int) -> bool:
    """Return whether an offer that is taken now will be passed."""
    return happens(h, _PASSES, t.offers.passing[t.time.epoch[step], o])


@kernel
def take(t: Tables, s: State, out: Totals, o: int, i: int, histories: int, h: np.uint64, step: int) -> bool:
    """Let slot `i` take an offer in some histories; return whether it will be passed when it ends."""
    e, over, passes = t.time.epoch[step], t.offers.ends[o, step], will_pass(t, o, h, step)
    earliest = step + (1 if t.offers.entering[e, o] >= 0 else 0)  # what is over now has been counted
    if s.offers.since[o, i] != step:
        s.offers.since[o, i], s.offers.before[o, i] = step, s.offers.under_way[o, i]
    s.offers.under_way[o, i] |= histories
    if histories & (1 << RECORDED) != 0:
        counts = out.offers[t.time.quarter[step], o, s.people.fifth[i]]
        costs = t.offers.costs[e, o] + t.offers.unlisted[o]
        counts[OFFERS.taken] += 1
        counts[OFFERS.money] += costs
        counts[OFFERS.unlisted] += t.offers.unlisted[o]
        if histories & (1 << t.histories.row[SHADOW]) == 0:
            counts[OFFERS.taken_in_error] += 1
            counts[OFFERS.money_in_error] += costs
        happen(s, step, i, TAKEN.number, o, 0, 0, np.int64(h))
    p = entries.opened(t, s, t.lists.entity.shape[0] + o, i, histories)
    if p >= 0:
        s.cases.row[p, CASE.begun] = step
        s.cases.row[p, CASE.exit] = 0 if passes else 1
        schedule(s, p, max(over, earliest))
    if passes and t.offers.puts_on[e, o] >= 0:
        come(s, i, int(t.offers.puts_on[e, o]), -1, histories, over, earliest)
    return passes


@kernel
def come(s: State, i: int, number: int, y: int, histories: int, when: int, earliest: int) -> None:
    """Let slot `i` come onto list `number` in some histories once lists have moved in step `when`.

    By way `y`, or -1 for the one by which people are put on it. Before `earliest` is now: they have moved.
    """
    p = new_case(s)
    if p < 0:
        return
    case = s.cases.row[p]
    case[CASE.slot], case[CASE.number], case[CASE.list], case[CASE.way] = i, stint(s, i), number, y
    case[CASE.flags], case[CASE.histories] = COMES, histories
    if when >= earliest:
        schedule(s, p, when)
    else:
        case[CASE.next], s.records.later[COMING] = s.records.later[COMING], p


@kernel
def _set_off(t: Tables, s: State, o: int, histories: int, i: int, step: int) -> None:
    """Let a pass by slot `i` in some histories set off triggers, which act once lists have moved."""
    e = t.time.epoch[step]
    for r in range(t.triggers.event.shape[1]):
        if t.triggers.offer[e, r] == o:
            for history in range(HISTORIES):
                s.triggers.number[history, r, i] += (histories >> history) & 1
            queue(s.triggers.due, i, 1)


@kernel
def end(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let the offer of case `p`, which was taken, be passed or failed, and count from now on if passed."""
    case = s.cases.row[p]
    i, histories, fails = int(case[CASE.slot]), int(case[CASE.histories]), int(case[CASE.exit]) != 0
    o = int(case[CASE.list]) - t.lists.entity.shape[0]
    s.offers.under_way[o, i] &= ~histories
    if histories & (1 << RECORDED) != 0:
        counts = out.offers[t.time.quarter[step], o, s.people.fifth[i]]
        counts[OFFERS.failed if fails else OFFERS.passed] += 1
        counts[OFFERS.weeks] += t.offers.ends[o, case[CASE.begun]] - case[CASE.begun]
        happen(s, step, i, FAILED.number if fails else PASSED.number, o, 0, 0, 0)
    if fails:
        free_case(s, p)
    else:
        _set_off(t, s, o, histories, i, step)
        counting.count(t, s, p, step)
