"""Spill-over over ties: a listing that falls on those near a listed person.

The sample that M17, M33, M35 and M40 lean on.

Ties are functions of the seed: a household shares a plot of slots, an acquaintance is the other end of a
keyed matching of the district's slots. Whoever is near somebody whose own listing changed is looked at again,
and so are newcomers and people whose age band or residence changed: each tie to a listed person lists them
with the declared chance, drawn once for that listing and that pair. It reads the state at the start of the
step, travels one hop and never onward, and it lists no minors where the list takes none.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, partner, uniform53
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.scoring.listing import begin, begin_plain, end, end_plain
from demerit.engine.state import MATCHING, RECORDED, SHADOW, TIE, State, mark, watch_lists
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import MAX_LISTS, RELATIONS, Tables
from demerit.society.tables import Population
from demerit.society.traits import ADULT_BAND, SLOTS

HOUSEHOLD = RELATIONS.index("household")
SPILLS = point("ties.spills")

MECHANISM = Mechanism(
    name="ties",
    rows=(),
    stage="consequences",
    points=("ties.acquaintance", "ties.spills"),
    tables=("spill_*", "acquaintances", "code"),
    columns=("through", "since"),
)

_SPILLS = np.uint64(SPILLS)


def _tied_plain(w: World, population: Population, relation: int, i: int) -> list[int]:
    """Return the slots tied to slot `i` by `relation`."""
    if relation == HOUSEHOLD:
        return [m for m in range(int(population.plot_first[i]), int(population.plot_end[i])) if m != i]
    return [
        chance.partner(chance.key(w.seed, MATCHING, n, w.district), i)
        for n in range(int(w.tables.acquaintances[0]))
    ]


def _reached_plain(
    w: World, population: Population, who: Occupant, row: int, step: int, history: int
) -> bool:
    """Return whether rule `row` lists `who` by any tie in a history."""
    t = w.tables
    number, relation = int(t.spill_list[row]), int(t.spill_relation[row])
    if t.list_adults[int(t.epoch[step]), number] and who.age < ADULT_BAND:
        return False
    for m in _tied_plain(w, population, relation, who.slot):
        other = w.occupants.get(m)
        if other is None or number not in other.on[history]:
            continue
        if holds_plain(w, int(t.spill_if[row]), other, step, history):
            k = chance.key(w.seed, SPILLS + relation, other.own_since[history][number], w.district)
            if chance.uniform53(chance.lane(k, (number * SLOTS + m) * SLOTS + who.slot)) < int(
                t.spill_chance[row]
            ):
                return True
    return False


def _changed_plain(t: Tables, step: int) -> bool:
    """Return whether other rules hold from this step on than held before."""
    if step == 0:
        return False

    def rules(e: int) -> list[tuple[int, ...]]:
        columns = (t.spill_relation, t.spill_list, t.spill_chance, t.spill_if)
        rows = range(int(t.spill_start[e]), int(t.spill_start[e + 1]))
        return [tuple(int(column[row]) for column in columns) for row in rows]

    return rules(int(t.epoch[step])) != rules(int(t.epoch[step - 1]))


def plain(w: World, population: Population, step: int) -> None:
    """Look again at everybody near a changed listing."""
    t = w.tables
    e = int(t.epoch[step])
    rows = range(int(t.spill_start[e]), int(t.spill_start[e + 1]))
    near = {
        m
        for i in w.dirty
        if i < SLOTS
        for row in rows
        for m in _tied_plain(w, population, int(t.spill_relation[row]), i)
    }
    near |= w.changed
    w.dirty.clear()
    w.changed.clear()
    if _changed_plain(t, step):
        near = set(range(SLOTS))
    for i in sorted(near):
        who = w.occupants.get(i)
        if who is None:
            continue
        through, shadow = (
            {int(t.spill_list[row]) for row in rows if _reached_plain(w, population, who, row, step, history)}
            for history in (RECORDED, SHADOW)
        )
        before = who.through[RECORDED]
        for number in sorted(through - before - who.on[RECORDED]):
            begin_plain(w, who, number, step)
        for number in sorted(before - through - who.on[RECORDED]):
            end_plain(w, who, number, step, TIE)
        who.through = (through, shadow)


@kernel
def _mark_near(
    t: Tables, s: State, population: Population, seed: np.uint64, district: int, relation: int, i: int
) -> None:
    """Mark everybody tied to slot `i` by `relation`."""
    if relation == HOUSEHOLD:
        for m in range(population.plot_first[i], population.plot_end[i]):
            if m != i:
                mark(s, m)
    else:
        for n in range(t.acquaintances[0]):
            mark(s, partner(s.matching[n], i))


@kernel
def _spills(
    t: Tables, s: State, seed: np.uint64, district: int, row: int, m: int, i: int, step: int, history: int
) -> bool:
    """Return whether rule `row` carries a listing from slot `m` to slot `i`."""
    number = t.spill_list[row]
    if (s.on[history, m] >> number) & 1 == 0 or not holds(t, s, t.spill_if[row], m, step, history):
        return False
    since = s.own_since[history * MAX_LISTS + number, m]
    k = key(seed, _SPILLS + np.uint64(t.spill_relation[row]), since, district)
    return bool(uniform53(lane(k, (number * SLOTS + m) * SLOTS + i)) < t.spill_chance[row])


@kernel
def _reached(
    t: Tables,
    s: State,
    population: Population,
    seed: np.uint64,
    district: int,
    row: int,
    i: int,
    step: int,
    history: int,
) -> bool:
    """Return whether rule `row` lists the occupant of slot `i` by any tie in a history."""
    if t.list_adults[t.epoch[step], t.spill_list[row]] != 0 and s.age[i] < ADULT_BAND:
        return False
    if t.spill_relation[row] == HOUSEHOLD:
        for m in range(population.plot_first[i], population.plot_end[i]):
            if m != i and _spills(t, s, seed, district, row, m, i, step, history):
                return True
    else:
        for n in range(t.acquaintances[0]):
            m = partner(s.matching[n], i)
            if _spills(t, s, seed, district, row, m, i, step, history):
                return True
    return False


@kernel
def _changed(t: Tables, step: int) -> bool:
    """Return whether other rules hold from this step on than held before."""
    if step == 0 or t.epoch[step] == t.epoch[step - 1]:
        return False
    now, before = t.spill_start[t.epoch[step]], t.spill_start[t.epoch[step - 1]]
    rows = t.spill_start[t.epoch[step] + 1] - now
    if rows != t.spill_start[t.epoch[step - 1] + 1] - before:
        return True
    for row in range(rows):
        a, b = now + row, before + row
        if t.spill_relation[a] != t.spill_relation[b] or t.spill_list[a] != t.spill_list[b]:
            return True
        if t.spill_chance[a] != t.spill_chance[b] or t.spill_if[a] != t.spill_if[b]:
            return True
    return False


@kernel
def compiled(
    t: Tables, s: State, out: Totals, population: Population, seed: np.uint64, district: int, step: int
) -> None:
    """Look again at everybody near a changed listing."""
    e = t.epoch[step]
    first, last = t.spill_start[e], t.spill_start[e + 1]
    for d in range(s.counters[0]):
        i = int(s.dirty[d])
        s.dirty_bit[i] = 0
        if i < SLOTS:
            for row in range(first, last):
                _mark_near(t, s, population, seed, district, t.spill_relation[row], i)
    s.counters[0] = 0
    if _changed(t, step):
        for i in range(SLOTS):
            mark(s, i)
    for d in range(s.counters[1]):
        i = int(s.marked[d])
        s.marked_bit[i] = 0
        before = int(s.through[RECORDED, i])
        for history in range(SHADOW + 1):
            reached = 0
            for row in range(first, last):
                if _reached(t, s, population, seed, district, row, i, step, history):
                    reached |= 1 << t.spill_list[row]
            s.through[history, i] = reached
        watch_lists(s, i)
        through = int(s.through[RECORDED, i])
        for number in range(t.list_entity.shape[0]):
            if (s.on[RECORDED, i] >> number) & 1 == 0:
                if (through >> number) & 1 == 1 and (before >> number) & 1 == 0:
                    begin(t, s, out, step, number, i)
                elif (through >> number) & 1 == 0 and (before >> number) & 1 == 1:
                    end(t, s, out, step, number, i, TIE)
    s.counters[1] = 0
