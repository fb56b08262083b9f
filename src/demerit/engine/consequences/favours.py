"""M37: favours and prices at an attempt that succeeds; counted as person-times, and as money of the public.

A favour is open at an attempt of its domain for whose doer its condition holds, on what is recorded at the
start of the step. Whether it is used is decided by the attempt's own hash at the favour's own point, so one
favour more changes the use of no other. An attempt with two favours is one favoured person-time and costs
both.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x2
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import RECORDED, State
from demerit.engine.totals import CHARGED, COST, FAVOURED, note, note_sum
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(
    name="favours",
    rows=("M37",),
    stage="consequences",
    points=("favour.<consequence>",),
    tables=("favour_*", "code"),
    called_from="attempts",
)


def grant_plain(w: World, step: int, domain: int, who: Occupant, h: int) -> None:
    """Let the favours and factors that `who` may use at attempt `h` in `domain` be used, and count them."""
    t = w.tables
    e = int(t.epoch[step])
    used = [
        row
        for row in range(int(t.favour_start[e, domain]), int(t.favour_start[e, domain + 1]))
        if holds_plain(w, int(t.favour_if[row]), who, step)
        and happens_plain(h, int(t.favour_point[row]), int(t.favour_uptake[row]))
    ]
    kinds = [int(t.favour_kind[row]) for row in used]
    counts = {
        FAVOURED: int(0 in kinds),
        CHARGED: int(1 in kinds),
        COST: sum(int(t.favour_cost[row]) for row in used),
    }
    for column, amount in counts.items():
        for v in w.axes(who):
            w.totals.attempts[step, domain, v, column] += amount


@kernel
def grant(t: Tables, s: State, row: I64x2, step: int, first: int, last: int, i: int, h: np.uint64) -> None:
    """Let rows `first` .. `last` - 1 of favours be used by slot `i` at attempt `h`; count into `row`."""
    favoured, charged, cost = False, False, 0
    for number in range(first, last):
        if not holds(t, s, t.favour_if[number], i, step, RECORDED):
            continue
        if happens(h, t.favour_point[number], t.favour_uptake[number]):
            if t.favour_kind[number] == 0:
                favoured = True
            else:
                charged = True
            cost += t.favour_cost[number]
    if favoured:
        note(t, s, row, i, FAVOURED)
    if charged:
        note(t, s, row, i, CHARGED)
    if cost != 0:
        note_sum(t, s, row, i, COST, cost)
