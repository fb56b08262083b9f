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
from demerit.engine import events
from demerit.engine.events import BY_TIE, happen, happen_plain
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


def _reached_plain(w: World, population: Population, who: Occupant, row: int, step: int, history: int) -> int:
    """Return the slot of the first by whose tie rule `row` lists `who` in a history, or -1."""
    t = w.tables
    number, relation = int(t.spill_list[row]), int(t.spill_relation[row])
    if t.list_adults[int(t.epoch[step]), number] and who.age < ADULT_BAND:
        return -1
    for m in _tied_plain(w, population, relation, who.slot):
        other = w.occupants.get(m)
        if other is None or number not in other.on[history]:
            continue
        if holds_plain(w, int(t.spill_if[row]), other, step, history):
            k = chance.key(w.seed, SPILLS + relation, other.own_since[history][number], w.district)
            if chance.uniform53(chance.lane(k, (number * SLOTS + m) * SLOTS + who.slot)) < int(
                t.spill_chance[row]
            ):
                return m
    return -1


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
            {
                int(t.spill_list[row])
                for row in rows
                if _reached_plain(w, population, who, row, step, history) >= 0
            }
            for history in (RECORDED, SHADOW)
        )
        _tell_plain(w, population, who, step, through, shadow)
        before = who.through[RECORDED]
        for number in range(len(t.list_entity)):
            if number in who.on[RECORDED]:
                continue
            if number in through - before:
                begin_plain(w, who, number, step, BY_TIE)
            elif number in before - through:
                end_plain(w, who, number, step, TIE, BY_TIE)
        who.through = (through, shadow)


def _tell_plain(
    w: World, population: Population, who: Occupant, step: int, through: set[int], shadow: set[int]
) -> None:
    """Write down which ties begin and cease to carry a listing to `who`, and by whom."""
    t, e = w.tables, int(w.tables.epoch[step])
    for number in range(len(t.list_entity)):
        if number in through - who.through[RECORDED]:
            for row in range(int(t.spill_start[e]), int(t.spill_start[e + 1])):
                if int(t.spill_list[row]) == number:
                    m = _reached_plain(w, population, who, row, step, RECORDED)
                    if m >= 0:
                        relation, other = int(t.spill_relation[row]), w.occupants[m].number
                        happen_plain(w, step, who, events.TIE_BEGINS, number, m, relation, other)
                        break
        elif number in who.through[RECORDED] - through:
            happen_plain(w, step, who, events.TIE_ENDS, number)
        if number not in who.on[SHADOW] and (number in shadow) != (number in who.through[SHADOW]):
            kind = events.SHADOW_LISTED if number in shadow else events.SHADOW_OFF
            happen_plain(w, step, who, kind, number, BY_TIE, 0 if number in shadow else TIE)


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
) -> int:
    """Return the slot of the first by whose tie rule `row` lists slot `i`'s occupant in a history, or -1."""
    if t.list_adults[t.epoch[step], t.spill_list[row]] != 0 and s.age[i] < ADULT_BAND:
        return -1
    if t.spill_relation[row] == HOUSEHOLD:
        for m in range(population.plot_first[i], population.plot_end[i]):
            if m != i and _spills(t, s, seed, district, row, m, i, step, history):
                return int(m)
    else:
        for n in range(t.acquaintances[0]):
            m = partner(s.matching[n], i)
            if _spills(t, s, seed, district, row, m, i, step, history):
                return int(m)
    return -1


@kernel
def _tell(
    t: Tables,
    s: State,
    population: Population,
    seed: np.uint64,
    district: int,
    i: int,
    step: int,
    before: int,
    shadow: int,
) -> None:
    """Write down which ties begin and cease to carry a listing to slot `i`, and by whom."""
    e, through, beside = t.epoch[step], int(s.through[RECORDED, i]), int(s.through[SHADOW, i])
    for number in range(t.list_entity.shape[0]):
        carried, was = (through >> number) & 1, (before >> number) & 1
        if carried > was:
            for row in range(t.spill_start[e], t.spill_start[e + 1]):
                if t.spill_list[row] == number:
                    m = _reached(t, s, population, seed, district, row, i, step, RECORDED)
                    if m >= 0:
                        relation, other = t.spill_relation[row], np.int64(s.number[m])
                        happen(s, step, i, events.TIE_BEGINS, number, m, relation, other)
                        break
        elif carried < was:
            happen(s, step, i, events.TIE_ENDS, number, 0, 0, 0)
        carried, was = (beside >> number) & 1, (shadow >> number) & 1
        if carried != was and (s.on[SHADOW, i] >> number) & 1 == 0:
            kind = events.SHADOW_LISTED if carried else events.SHADOW_OFF
            happen(s, step, i, kind, number, BY_TIE, 0 if carried else TIE, 0)


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
        before, shadow = int(s.through[RECORDED, i]), int(s.through[SHADOW, i])
        for history in range(SHADOW + 1):
            reached = 0
            for row in range(first, last):
                if _reached(t, s, population, seed, district, row, i, step, history) >= 0:
                    reached |= 1 << t.spill_list[row]
            s.through[history, i] = reached
        if s.followed[i] != 0:
            _tell(t, s, population, seed, district, i, step, before, shadow)
        watch_lists(s, i)
        through = int(s.through[RECORDED, i])
        for number in range(t.list_entity.shape[0]):
            if (s.on[RECORDED, i] >> number) & 1 == 0:
                if (through >> number) & 1 == 1 and (before >> number) & 1 == 0:
                    begin(t, s, out, step, number, i, BY_TIE)
                elif (through >> number) & 1 == 0 and (before >> number) & 1 == 1:
                    end(t, s, out, step, number, i, TIE, BY_TIE)
    s.counters[1] = 0
