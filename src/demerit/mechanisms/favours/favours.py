"""M37: favours and prices at an attempt that succeeds; counted as person-times, and as money of the public.

A favour is open at an attempt of its domain for whose doer its condition holds, on what is recorded at the
start of the step. Whether it is used is decided by the attempt's own hash at the favour's own point, so one
favour more changes the use of no other. An attempt with two favours is one favoured person-time and costs
both.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x2
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.totals import note, note_sum
from demerit.engine.world import Occupant, World
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.favours.words import CHARGED, FAVOURED
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="favours", rows=("M37",), stage="consequences", points=("favour.<consequence>",))


def grant_plain(w: World, step: int, domain: int, who: Occupant, h: int) -> None:
    """Let `who` use the favours and surcharges open to them at the attempt of hash `h`, and count them."""
    t = w.tables
    e = int(t.time.epoch[step])
    used = [
        row
        for row in range(int(t.favours.start[e, domain]), int(t.favours.start[e, domain + 1]))
        if holds_plain(w, int(t.favours.condition[row]), who, step)
        and happens_plain(h, int(t.favours.point[row]), int(t.favours.uptake[row]))
    ]
    for kind, column, event in (
        (0, ATTEMPTS.favoured, FAVOURED.number),
        (1, ATTEMPTS.charged, CHARGED.number),
    ):
        costs = [int(t.favours.cost[row]) for row in used if int(t.favours.kind[row]) == kind]
        if costs:
            happen_plain(w, step, who, event, domain, sum(costs), h=h)
            for v in w.axes(who):
                w.totals.attempts[step, domain, v, column] += 1
                w.totals.attempts[step, domain, v, ATTEMPTS.cost] += sum(costs)


@kernel
def grant(t: Tables, s: State, row: I64x2, step: int, domain: int, i: int, h: np.uint64) -> None:
    """Let slot `i` use the favours and surcharges open to it at the attempt of hash `h`.

    They are counted in `row` [columns, V axis values], the attempts of this step in `domain`.
    """
    e = t.time.epoch[step]
    favours, surcharges, given, taken = 0, 0, 0, 0
    for number in range(t.favours.start[e, domain], t.favours.start[e, domain + 1]):
        if not holds(t, s, t.favours.condition[number], i, step, RECORDED):
            continue
        if happens(h, t.favours.point[number], t.favours.uptake[number]):
            if t.favours.kind[number] == 0:
                favours, given = favours + 1, given + t.favours.cost[number]
            else:
                surcharges, taken = surcharges + 1, taken + t.favours.cost[number]
    if favours != 0:
        happen(s, step, i, FAVOURED.number, domain, given, 0, np.int64(h))
        note(t, s, row, i, ATTEMPTS.favoured)
        note_sum(t, s, row, i, ATTEMPTS.cost, given)
    if surcharges != 0:
        happen(s, step, i, CHARGED.number, domain, taken, 0, np.int64(h))
        note(t, s, row, i, ATTEMPTS.charged)
        note_sum(t, s, row, i, ATTEMPTS.cost, taken)
