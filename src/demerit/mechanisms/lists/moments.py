"""Sums of squares over districts, for the part of an interval that is due to chance.

A run's intervals have two parts: which values the assumed inputs take, and chance at fixed values. The
second is read off the spread between districts, which are independent given the inputs; regions that a rule
tells apart are kept apart (`scenario/strata.py`). What is needed for a ratio estimator is kept as whole
numbers here: districts, x, x^2, n, x n, n^2.

In the compiled engine a district adds up its own week first: `week` is zeroed each step.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import World
from demerit.scenario.codes import Ints
from demerit.scenario.tables import Tables


def plain(w: World, step: int) -> None:
    """Add the district's step to the sums, and begin the next."""
    t = w.tables
    persons = sum(1 for who in w.occupants.values() if who.is_person)
    present = (persons, len(w.occupants) - persons)
    lists = len(t.lists.entity)
    first = int(t.axes.stratum[w.region]) * (lists + 2)
    for row in range(lists + 2):
        n = present[int(t.lists.entity[row])] if row < lists else present[row - lists]
        for measure in range(5):
            x = w.week[row, measure]
            for column, amount in enumerate((1, x, x * x, n, x * n, n * n)):
                w.totals.moments[step, first + row, measure, column] += amount
    w.week.clear()


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Add the district's step to the sums, and begin the next."""
    lists = t.lists.entity.shape[0]
    first = t.axes.stratum[s.people.region[0]] * (lists + 2)
    for row in range(lists + 2):
        entity = t.lists.entity[row] if row < lists else row - lists
        n = s.people.values[t.axes.starts[8]] if entity == 1 else s.people.values[t.axes.starts[0]]
        for measure in range(5):
            _add(out.moments[step, first + row, measure], s.moments.week[row, measure], n)
            s.moments.week[row, measure] = 0


@kernel
def _add(sums: Ints, x: int, n: int) -> None:
    sums[0] += 1
    sums[1] += x
    sums[2] += x * x
    sums[3] += n
    sums[4] += x * n
    sums[5] += n * n
