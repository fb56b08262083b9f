"""M20, M22, M62 and M03's points by tier: what a record leads to, once it is made.

It comes up on every list that its conduct enters, in the score, as a debt, and once for whatever conditions
count of it, each after the same wait. An
official may give other points than the rule's; points lost are multiplied for the tier that the person is in
at the ruling. The rule's own points, and nothing else, may count at once instead: `rulings` sees to it.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `n` place in a list from 0, `p` place of a case in
the pool, `y` way onto a list from 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, index_below
from demerit.chance.compiling import kernel
from demerit.engine.codes import OWN_ACT
from demerit.engine.slots import tier_of
from demerit.engine.state import State
from demerit.engine.world import COUNTED, OWED, Case, Sighting, World, tier_plain
from demerit.engine.world import SCORED as IN_SCORE
from demerit.mechanisms.records.cases import (
    AVERAGED,
    CASE,
    DEBT,
    FALSE,
    POINTS,
    TALLY,
    TOLD,
    UNABLE,
    new_case,
    schedule,
)
from demerit.mechanisms.scores.worth import within_plain
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_UNABLE
from demerit.mechanisms.terms.sides import counts, counts_plain
from demerit.scenario.tables import Tables

GIVEN = point("ruling.points-given")
HALF = 1 << 19
"""Half a unit of money in Q20, so that what is claimed is rounded to the nearest."""

_GIVEN = np.uint64(GIVEN)
_WHOLE = 1 << 32
"""The factor, Q32, that leaves points as they are."""
# what a record leads to, a bit each; of points, whether they hang on who rules and on whom
LISTED, SCORED, VARIED, CLAIMED, TERMED = 1, 2, 4, 8, 16


def take_plain(w: World, sighting: Sighting, machine: bool, dismissed: bool, step: int, due: int) -> None:
    """Schedule what the record of a sighting leads to for step `due`: listings, points, a debt, counts.

    `dismissed`: the court found, wrongly, that somebody who could have paid could not, so that the record
    counts only where ability is rightly found.
    """
    t, who, conduct, h = w.tables, sighting.on, sighting.conduct, sighting.hash
    e, act, unable = int(t.time.epoch[step]), sighting.basis == OWN_ACT, sighting.unable
    histories = within_plain(t, e, conduct, act, unable, dismissed)
    points = int(t.scores.points[e, conduct])
    low, high = int(t.scores.points_low[e, conduct]), int(t.scores.points_high[e, conduct])
    if not machine and high > low:
        points = low + chance.index_below(chance.detail(h, GIVEN), high - low + 1)
    factor = int(t.scores.deductions[e, tier_plain(who)])
    points, rule = _deducted_plain(points, factor), _deducted_plain(int(t.scores.points[e, conduct]), factor)
    owed = ((sighting.owed or int(t.debts.amount[conduct])) * int(t.debts.factor[e]) + HALF) >> 20
    owed = owed if t.debts.claims[e, conduct] and not dismissed else 0
    record = Case(conduct, not act, unable, e, h, OWED, histories, due)
    counted = bool(t.terms.counted[e, conduct]) and bool(counts_plain(t, e, conduct, points, rule))
    for y in range(len(t.ways.by_list)):
        if t.ways.conduct[e, y, conduct]:
            told = bool(points or rule or owed or counted)
            who.cases.append(replace(record, place=int(t.ways.by_list[y]), way=y, told=told))
    if points or rule:
        who.cases.append(replace(record, place=IN_SCORE, points=points, rule=rule))
    if owed:
        who.cases.append(replace(record, owed=owed, averaged=sighting.owed > 0))
    if counted:
        told = bool(points or rule or owed)
        who.cases.append(replace(record, place=COUNTED, points=points, rule=rule, told=told))


def _deducted_plain(points: int, factor: int) -> int:
    """Return points with a loss multiplied by `factor` (Q32), rounded half away from zero."""
    return points if points >= 0 else -((-points * factor + (1 << 31)) >> 32)


@kernel
def follows(t: Tables, e: int, conduct: int) -> int:
    """Return what a record of a conduct leads to, as a bit set of LISTED and those after it."""
    found = 0
    for y in range(t.ways.by_list.shape[0]):
        if t.ways.conduct[e, y, conduct] != 0:
            found |= LISTED
    chosen = t.scores.points_high[e, conduct] > t.scores.points_low[e, conduct]
    if t.scores.points[e, conduct] != 0 or chosen:
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
    i, conduct, owed = int(seen[SEEN_ON]), int(seen[SEEN_CONDUCT]), s.sightings.owed[n]
    points, own, claimed = 0, 0, 0
    if leads_to & SCORED != 0:
        points, low, high = (
            t.scores.points[e, conduct],
            t.scores.points_low[e, conduct],
            t.scores.points_high[e, conduct],
        )
        if machine == 0 and high > low:
            points = low + index_below(detail(s.sightings.hash[n], _GIVEN), high - low + 1)
        factor = t.scores.deductions[e, tier_of(s, i)]
        points, own = _deducted(points, factor), _deducted(t.scores.points[e, conduct], factor)
    if leads_to & CLAIMED != 0 and histories & 1 != 0:
        claimed = ((owed if owed > 0 else t.debts.amount[conduct]) * t.debts.factor[e] + HALF) >> 20
    told = TOLD if points != 0 or own != 0 or claimed != 0 else 0
    counted = leads_to & TERMED != 0 and counts(t, e, conduct, points, own)
    if leads_to & LISTED != 0:
        for y in range(t.ways.by_list.shape[0]):
            if t.ways.conduct[e, y, conduct] != 0:
                p = _opened(s, n, e, TOLD if counted else told, histories)
                if p >= 0:
                    s.cases.row[p, CASE.way] = y
                _let_come_up(s, p, due, int(t.ways.by_list[y]), 0, 0)
    if points != 0 or own != 0:
        _let_come_up(s, _opened(s, n, e, POINTS, histories), due, 0, points, own)
    if claimed != 0:
        flags = DEBT | (AVERAGED if owed > 0 else 0)
        _let_come_up(s, _opened(s, n, e, flags, histories), due, 0, claimed, 0)
    if counted:
        _let_come_up(s, _opened(s, n, e, TALLY | told, histories), due, 0, points, own)


@kernel
def _deducted(points: int, factor: int) -> int:
    """Return points with a loss multiplied by `factor` (Q32), rounded half away from zero."""
    return points if points >= 0 else -((-points * factor + (1 << 31)) >> 32)


@kernel
def _opened(s: State, n: int, e: int, flags: int, histories: int) -> int:
    """Open a case for the record of the `n`-th sighting; return its place, or -1 if there is none.

    `flags` says what is known of it beside what the sighting says.
    """
    p = new_case(s)
    if p >= 0:
        seen, case = s.sightings.row[n], s.cases.row[p]
        case[CASE.slot], case[CASE.number] = seen[SEEN_ON], s.people.number[seen[SEEN_ON]]
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
