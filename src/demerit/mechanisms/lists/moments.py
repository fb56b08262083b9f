"""Sums of squares over districts, for the part of an interval that is due to chance.

A run's intervals have two parts: which values the assumed inputs take, and chance at fixed values. The
second is read off the spread between districts, which are independent given the inputs; regions that a rule
tells apart are kept apart (`scenario/strata.py`). What is needed for a ratio estimator is kept as whole
numbers here: districts, x, x^2, n, x n, n^2.

In the compiled engine a district adds up its own week first: `week` is zeroed each step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import World
from demerit.mechanisms.lists.counts import MOMENTS
from demerit.scenario.codes import AT, Ints
from demerit.scenario.tables import Tables


def plain(w: World, step: int) -> None:
    """Add the district's step to the sums, and begin the next."""
    t = w.tables
    persons = sum(1 for who in w.occupants.values() if who.is_person)
    present = (persons, len(w.occupants) - persons)
    lists = len(t.lists.entity)
    stratum = int(t.axes.stratum[w.region])
    for row in range(lists + 2):
        size = present[int(t.lists.entity[row])] if row < lists else present[row - lists]
        for measure in range(5):
            value = w.week[row, measure]
            for column, amount in enumerate((1, value, value * value, size, value * size, size * size)):
                w.totals.moments[step, stratum, row, measure, column] += amount
    w.week.clear()


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Add the district's step to the sums, and begin the next."""
    lists = t.lists.entity.shape[0]
    sums = out.moments[step, t.axes.stratum[s.people.region[0]]]
    for row in range(lists + 2):
        entity = t.lists.entity[row] if row < lists else row - lists
        size = (
            s.people.values[t.axes.starts[AT.all_of_organisations]]
            if entity == 1
            else s.people.values[t.axes.starts[AT.all]]
        )
        for measure in range(5):
            _add(sums[row, measure], s.moments.week[row, measure], size)
            s.moments.week[row, measure] = 0


@kernel
def _add(sums: Ints, value: int, size: int) -> None:
    sums[MOMENTS.n] += 1
    sums[MOMENTS.sum_x] += value
    sums[MOMENTS.sum_x2] += value * value
    sums[MOMENTS.sum_n] += size
    sums[MOMENTS.sum_xn] += value * size
    sums[MOMENTS.sum_n2] += size * size
