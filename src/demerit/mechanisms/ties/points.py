"""M33, points: gained or lost for as long as somebody near is on a list.

A regime may take points from people because somebody they live with, or are otherwise tied to, is listed. In
the steps in which it is due, everybody near at least one person who is on the list is given the points with
the declared chance, once however many are; `near` says who is near whom. As the listings that ties carry, it
goes one hop and never onward: only a listing of their own makes somebody a giver, as it stood when the step
began.

It moves the recorded score by recorded listings, and the scores of the shadow by those of the shadow, on
the same luck. So what somebody loses for a neighbour's false record is not there in the shadow, and a
listing that comes of it counts as wrongful.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `m` slot of another
occupant, `g` number of a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.engine.codes import BLOCK, INSIDE
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import inside, queue_score
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World, tier_plain
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.scores.rows import row_of
from demerit.mechanisms.scores.worth import count_points
from demerit.mechanisms.ties.near import how_many, other, others_plain, tied, tied_plain
from demerit.mechanisms.ties.words import POINTS_NEAR
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.tables import Population
from demerit.society.traits import ALL_SLOTS, SLOTS

NEAR_POINTS = point("ties.points")

MECHANISM = Mechanism(name="points for a listing near", rows=("M33",), stage="consequences")

_NEAR_POINTS = np.uint64(NEAR_POINTS)


def plain(w: World, population: Population, step: int) -> None:
    """Give the points that are due in this step."""
    t = w.tables
    e = int(t.time.epoch[step])
    for row in range(int(t.near_points.start[e]), int(t.near_points.start[e + 1])):
        if t.near_points.due[row, step]:
            for slot, histories in _near_plain(w, population, row, step).items():
                _give_plain(w, w.occupants[slot], row, histories, step)


def _near_plain(w: World, population: Population, row: int, step: int) -> dict[int, set[int]]:
    """Return the histories in which somebody near is listed, for the slot of everybody for whom one is."""
    t, near = w.tables, dict[int, set[int]]()
    source, relation = int(t.near_points.origin[row]), int(t.near_points.relation[row])
    for giver in w.occupants.values():
        histories = {
            history
            for history in (RECORDED, SHADOW)
            if source in giver.on[history]
            and holds_plain(w, int(t.near_points.condition[row]), giver, step, history)
        }
        for m in others_plain(w, population, relation, giver.slot) if histories else ():
            who = w.occupants.get(m)
            if (
                who is not None
                and who.membership == INSIDE
                and tied_plain(w, population, relation, giver, who, step)
            ):
                near.setdefault(m, set()).update(histories)
    return near


def _give_plain(w: World, who: Occupant, row: int, histories: set[int], step: int) -> None:
    """Give the points of a rule to `who`, if chance has it so, in the histories in which they are due."""
    t, points, g = w.tables, int(w.tables.near_points.points[row]), int(w.tables.near_points.score[row])
    k = chance.key(w.seed, NEAR_POINTS + int(t.near_points.relation[row]), step, w.district)
    h = chance.lane(k, int(t.near_points.origin[row]) * ALL_SLOTS + who.slot)
    if chance.uniform53(h) >= int(t.near_points.chance[row]):
        return
    for history in range(HISTORIES):
        who.scores[g].gain[history] += (
            points if (RECORDED if history == RECORDED else SHADOW) in histories else 0
        )
    if RECORDED in histories:
        happen_plain(
            w,
            step,
            who,
            POINTS_NEAR.number,
            int(t.near_points.origin[row]),
            points,
            int(t.near_points.relation[row]),
        )
        quarter = w.totals.points[int(t.time.quarter[step]), g, tier_plain(who)]
        better = points * int(t.scores.sign[int(t.time.epoch[step]), g]) > 0
        quarter[POINTS.gained if better else POINTS.lost] += abs(points)


@kernel
def _histories(t: Tables, s: State, row: int, i: int, step: int) -> int:
    """Return, a bit each, the histories of ties in which rule `row` gives points for slot `i`'s listing."""
    found, number = 0, t.near_points.origin[row]
    if (s.listing.on[RECORDED, i] >> number) & 1 != 0 and holds(
        t, s, t.near_points.condition[row], i, step, RECORDED
    ):
        found |= 1 << TIED_RECORDED
    if (s.listing.on[t.histories.row[SHADOW], i] >> number) & 1 != 0 and holds(
        t, s, t.near_points.condition[row], i, step, SHADOW
    ):
        found |= 1 << TIED_SHADOW
    return found


@kernel
def _spread(
    t: Tables, s: State, population: Population, row: int, i: int, histories: int, count: int, step: int
) -> int:
    """Note that everybody near slot `i` is due points in some histories; return how many are now."""
    relation = t.near_points.relation[row]
    for place in range(how_many(t, population, relation, i)):
        m = other(t, s, population, relation, place, i)
        if (
            m >= 0
            and s.people.present[m] != 0
            and inside(t, s, m)
            and tied(t, s, population, relation, i, m, step)
        ):
            if s.near_points.near_bits[m] == 0:
                s.near_points.near[count] = m
                count += 1
            s.near_points.near_bits[m] |= histories
    return count


@kernel
def _give(t: Tables, s: State, out: Totals, row: int, i: int, histories: int, step: int) -> None:
    """Give the points of a rule to slot `i` in the histories in which they are due."""
    points, g = t.near_points.points[row], t.near_points.score[row]
    for history in range(HISTORIES):
        tied = TIED_RECORDED if history == RECORDED else TIED_SHADOW
        if t.histories.row[history] == history and (histories >> tied) & 1 != 0:
            s.scores.gain[i, row_of(g, history)] += points
    queue_score(s, i)
    if (histories >> TIED_RECORDED) & 1 != 0:
        happen(
            s, step, i, POINTS_NEAR.number, t.near_points.origin[row], points, t.near_points.relation[row], 0
        )
        count_points(t, s, out, g, i, points, step)


@kernel
def _pass(
    t: Tables,
    s: State,
    out: Totals,
    population: Population,
    seed: np.uint64,
    district: int,
    row: int,
    step: int,
) -> None:
    """Give the points of one rule."""
    count = 0
    for block in range(SLOTS // BLOCK):
        if s.listing.busy_blocks[block] != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if s.listing.busy[i] != 0:
                    histories = _histories(t, s, row, i, step)
                    if histories != 0:
                        count = _spread(t, s, population, row, i, histories, count, step)
    if count == 0:
        return
    k = key(seed, _NEAR_POINTS + np.uint64(t.near_points.relation[row]), step, district)
    for place in range(count):
        i = int(s.near_points.near[place])
        if uniform53(lane(k, t.near_points.origin[row] * ALL_SLOTS + i)) < t.near_points.chance[row]:
            _give(t, s, out, row, i, int(s.near_points.near_bits[i]), step)
        s.near_points.near_bits[i] = 0


@kernel
def compiled(
    t: Tables, s: State, out: Totals, population: Population, seed: np.uint64, district: int, step: int
) -> None:
    """Give the points that are due in this step."""
    e = t.time.epoch[step]
    for row in range(t.near_points.start[e], t.near_points.start[e + 1]):
        if t.near_points.due[row, step] != 0:
            _pass(t, s, out, population, seed, district, row, step)
