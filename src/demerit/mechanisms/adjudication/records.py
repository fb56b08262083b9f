"""M20, M22, M62 and M03's points by tier: what a record leads to, once it is made.

It comes up on every list that its conduct enters, in every score that it moves, as a debt, and once for
whatever conditions count of it, each after the same wait. An official may give other points than the rule's;
points of the worse side are multiplied for the tier that the person is in at the ruling. The rule's own
points, and nothing else, may count at once instead: `rulings` sees to it.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `g` number of a score, `n` place in a list from 0,
`p` place of a case in the pool, `y` way onto a list from 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, index_below
from demerit.chance.compiling import kernel
from demerit.engine.codes import OWN_ACT
from demerit.engine.slots import stint, tier_of
from demerit.engine.state import State
from demerit.engine.world import COUNTED, OWED, Case, Sighting, World, tier_plain
from demerit.engine.world import SCORED as IN_SCORE
from demerit.mechanisms.records.cases import (
    AVERAGED,
    CASE,
    DEBT,
    FALSE,
    MADE,
    POINTS,
    TALLY,
    TOLD,
    UNABLE,
    new_case,
    schedule,
)
from demerit.mechanisms.scores.worth import begins_before, begins_before_plain
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_UNABLE
from demerit.mechanisms.terms.sides import counts, counts_plain, joined, side, sides_plain
from demerit.scenario.codes import LEDGER
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

GIVEN = point("ruling.points-given")
HALF = 1 << 19
"""Half a unit of money in Q20, so that what is claimed is rounded to the nearest."""

_GIVEN = np.uint64(GIVEN)
_WHOLE = 1 << 32
"""The factor, Q32, that leaves points as they are."""
# what a record leads to, a bit each; of points, whether they hang on who rules and on whom
LISTED, SCORED, VARIED, CLAIMED, TERMED = 1, 2, 4, 8, 16


def take_plain(
    w: World, sighting: Sighting, machine: bool, histories: frozenset[int], step: int, due: int
) -> None:
    """Schedule what the record of a sighting leads to for step `due`: listings, points, a debt, counts.

    `histories`: in which it does.
    """
    t, who, conduct, h = w.tables, sighting.on, sighting.conduct, sighting.hash
    e, act, unable = int(t.time.epoch[step]), sighting.basis == OWN_ACT, sighting.unable
    worth = [_worth_plain(w, sighting, machine, g, step) for g in range(t.scores.kind.shape[1])]
    scored = [(g, points, rule) for g, (points, rule) in enumerate(worth) if points or rule]
    scored = scored if begins_before_plain(t, conduct, step, due) else []
    owed = ((sighting.owed or int(t.debts.amount[conduct])) * int(t.debts.factor[e]) + HALF) >> 20
    owed = owed if t.debts.claims[e, conduct] and RECORDED in histories else 0
    record = Case(conduct, not act, unable, e, h, OWED, histories, due, made=step)
    given, rule = sides_plain(t, e, worth)
    counted = bool(t.terms.counted[e, conduct]) and bool(counts_plain(t, conduct, given, rule))
    for y in range(len(t.ways.by_list)):
        if t.ways.conduct[e, y, conduct]:
            told = bool(scored or owed or counted)
            who.cases.append(replace(record, place=int(t.ways.by_list[y]), way=y, told=told))
    for g, points, own in scored:
        who.cases.append(replace(record, place=IN_SCORE, score=g, points=points, rule=own))
    if owed:
        who.cases.append(replace(record, owed=owed, averaged=sighting.owed > 0))
    if counted:
        told = bool(scored or owed)
        who.cases.append(replace(record, place=COUNTED, points=given, rule=rule, told=told))


def _worth_plain(w: World, sighting: Sighting, machine: bool, g: int, step: int) -> tuple[int, int]:
    """Return what the record of a sighting is worth to score `g`: the points given, and the rule's own."""
    t, conduct = w.tables, sighting.conduct
    e = int(t.time.epoch[step])
    points = rule = int(t.scores.points[e, g, conduct])
    low, high = int(t.scores.points_low[e, g, conduct]), int(t.scores.points_high[e, g, conduct])
    if not machine and high > low:
        points = low + chance.index_below(chance.detail(sighting.hash, GIVEN), high - low + 1)
    if t.scores.kind[e, g] != LEDGER:
        return points, rule
    factor, sign = int(t.scores.deductions[e, tier_plain(sighting.on)]), int(t.scores.sign[e, g])
    return _deducted_plain(points, factor, sign), _deducted_plain(rule, factor, sign)


def _deducted_plain(points: int, factor: int, sign: int) -> int:
    """Return points with those of the worse side multiplied by `factor` (Q32), rounded half from zero."""
    return points if points * sign >= 0 else -sign * ((abs(points) * factor + (1 << 31)) >> 32)


@kernel
def follows(t: Tables, e: int, conduct: int) -> int:
    """Return what a record of a conduct leads to, as a bit set of LISTED and those after it."""
    found = 0
    for y in range(t.ways.by_list.shape[0]):
        if t.ways.conduct[e, y, conduct] != 0:
            found |= LISTED
    for g in range(t.scores.kind.shape[1]):
        chosen = t.scores.points_high[e, g, conduct] > t.scores.points_low[e, g, conduct]
        if t.scores.points[e, g, conduct] != 0 or chosen:
            found |= SCORED | (VARIED if chosen else 0)
            for tier in range(t.scores.deductions.shape[1]):
                if t.scores.deductions[e, tier] != _WHOLE:
                    found |= VARIED
    if t.debts.claims[e, conduct] != 0:
        found |= CLAIMED
    if t.terms.counted[e, conduct] != 0:
        found |= TERMED
    return found


@kernel
def take(
    t: Tables, s: State, step: int, wait: int, n: int, machine: int, leads_to: int, histories: int
) -> None:
    """Schedule what the record of this step's sighting `n` leads to: listings, points, a debt, counts.

    It comes up `wait` steps from now. `machine` is 1 if a machine ruled; `leads_to` is the bit set from
    `follows`, `histories` the one from `worth.within`.
    """
    e, due, seen = t.time.epoch[step], step + wait, s.sightings.row[n]
    conduct, owed = int(seen[SEEN_CONDUCT]), s.sightings.owed[n]
    scored, claimed, given, rule = False, 0, 0, 0
    if leads_to & SCORED != 0:
        live = begins_before(t, conduct, step, due)
        for score in range(t.scores.kind.shape[1]):
            points, own = _worth(t, s, n, score, machine, step)
            scored |= live and (points != 0 or own != 0)
            given, rule = given | side(t, e, score, points), rule | side(t, e, score, own)
    given, rule = joined(given), joined(rule)
    if leads_to & CLAIMED != 0 and histories & 1 != 0:
        claimed = ((owed if owed > 0 else t.debts.amount[conduct]) * t.debts.factor[e] + HALF) >> 20
    told = TOLD if scored or claimed != 0 else 0
    counted = leads_to & TERMED != 0 and counts(t, conduct, given, rule)
    if leads_to & LISTED != 0:
        for y in range(t.ways.by_list.shape[0]):
            if t.ways.conduct[e, y, conduct] != 0:
                p = _opened(s, n, e, TOLD if counted else told, histories)
                if p >= 0:
                    s.cases.row[p, CASE.way] = y
                _let_come_up(s, p, due, int(t.ways.by_list[y]), 0, 0)
    if scored:
        for score in range(t.scores.kind.shape[1]):
            points, own = _worth(t, s, n, score, machine, step)
            if points != 0 or own != 0:
                p = _opened(s, n, e, POINTS, histories)
                if p >= 0:
                    s.cases.row[p, MADE] = step
                _let_come_up(s, p, due, score, points, own)
    if claimed != 0:
        flags = DEBT | (AVERAGED if owed > 0 else 0)
        _let_come_up(s, _opened(s, n, e, flags, histories), due, 0, claimed, 0)
    if counted:
        _let_come_up(s, _opened(s, n, e, TALLY | told, histories), due, 0, given, rule)


@kernel
def _worth(t: Tables, s: State, n: int, score: int, machine: int, step: int) -> tuple[int, int]:
    """Return what the record of sighting `n` is worth to a score: the points given, and the rule's own."""
    e, i, conduct = (
        t.time.epoch[step],
        int(s.sightings.row[n, SEEN_ON]),
        int(s.sightings.row[n, SEEN_CONDUCT]),
    )
    points = own = t.scores.points[e, score, conduct]
    low, high = t.scores.points_low[e, score, conduct], t.scores.points_high[e, score, conduct]
    if machine == 0 and high > low:
        points = low + index_below(detail(s.sightings.hash[n], _GIVEN), high - low + 1)
    if t.scores.kind[e, score] == LEDGER:
        factor, sign = t.scores.deductions[e, tier_of(s, i)], t.scores.sign[e, score]
        points, own = _deducted(points, factor, sign), _deducted(own, factor, sign)
    return points, own


@kernel
def _deducted(points: int, factor: int, sign: int) -> int:
    """Return points with those of the worse side multiplied by `factor` (Q32), rounded half from zero."""
    return points if points * sign >= 0 else -sign * ((abs(points) * factor + (1 << 31)) >> 32)


@kernel
def _opened(s: State, n: int, e: int, flags: int, histories: int) -> int:
    """Open a case for the record of the `n`-th sighting; return its place, or -1 if there is none.

    `flags` says what is known of it beside what the sighting says.
    """
    p = new_case(s)
    if p >= 0:
        seen, case = s.sightings.row[n], s.cases.row[p]
        case[CASE.slot], case[CASE.number] = seen[SEEN_ON], stint(s, seen[SEEN_ON])
        case[CASE.conduct], case[CASE.epoch], s.cases.hash[p] = seen[SEEN_CONDUCT], e, s.sightings.hash[n]
        if seen[SEEN_BASIS] != OWN_ACT:
            flags |= FALSE
        if seen[SEEN_UNABLE] == 1:
            flags |= UNABLE
        case[CASE.flags], case[CASE.histories] = flags, histories
    return p


@kernel
def _let_come_up(s: State, p: int, step: int, number: int, points: int, rule: int) -> None:
    """Let case `p`, if it was opened, come up in `step`: for list `number`, or for points or a debt."""
    if p >= 0:
        case = s.cases.row[p]
        case[CASE.list], case[CASE.points], case[CASE.rule] = number, points, rule
        schedule(s, p, step)
