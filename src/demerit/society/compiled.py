"""The population of a district in Numba: the quick twin of `plain`, row by row and bit by bit.

`populate` writes everybody who lives in the district during the run, with what happens to them, without
a state that steps through time: a stay is drawn whole, from its entry to its end. So a district costs the
same for a week as for ten years, nearly, and any single one can be made again alone.

Counters live in `Population.n`, so that the small functions below can be called in any order without
handing numbers up and down. Changes are collected unsorted and sorted once, by counting.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import index_below, key, lane, neglog, uniform53, waiting_steps
from demerit.chance.compiling import kernel_inline, kernel_lean
from demerit.chance.plain import GOLDEN
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.points import POINTS
from demerit.society.tables import (
    ALL_ROWS,
    BIRTHS_WITHOUT_SLOT,
    CHANGE_ROWS,
    CHANGES_FULL,
    I32,
    I64,
    OCCUPANT_ROWS,
    ROWS_FULL,
    U64,
    Population,
    SocietyTables,
)

_U = np.uint64
_GOLDEN = _U(GOLDEN)
_SLOTS, _ORGS, _BLOCKS, _BLOCK_SLOTS = code.SLOTS, code.ORGANISATIONS, code.BLOCKS, code.BLOCK_SLOTS
_ORG_SHARE = _SLOTS // _ORGS
_LAST_BAND = len(code.FIVE_YEAR_EDGES) - 1
_BANDS = len(code.AGE_EDGES)
_MOTHERS = 3  # five-year bands below this have no births (checked when a society is lowered)
_OLDEST_MOTHER = 10
_MOST_MEMBERS = 64


@kernel_lean
def _upper(h: np.uint64) -> int:
    """Return the upper 32 bits of `h`, a uniform number in Q32."""
    return uniform53(h) >> 21


@kernel_lean
def _pick(h: int, cumulative: I64, start: int, end: int) -> int:
    """Return the first position in start..end - 1 whose cumulative chance (Q53) is above `h`."""
    i = start
    while i < end - 1 and h >= cumulative[i]:
        i += 1
    return i


@kernel_lean
def _five_year_band(edges: I64, days: int) -> int:
    """Return the five-year band of an age in days."""
    b = 0
    while b < _LAST_BAND and days >= edges[b + 1]:
        b += 1
    return b


@kernel_lean
def _age_band(edges: I64, days: int) -> int:
    """Return the report's age band of an age in days."""
    b = 0
    while b < _BANDS - 1 and days >= edges[b + 1]:
        b += 1
    return b


@kernel_lean
def _age_days(cumulative: I64, edges: I64, kernel: int, u: int) -> int:
    """Return the age in days that lies at the place `u` (Q32) of an age kernel."""
    b = 0
    while b < _LAST_BAND and u >= cumulative[kernel, b + 1]:
        b += 1
    low, high = cumulative[kernel, b], cumulative[kernel, b + 1]
    return int(edges[b] + (u - low) * (edges[b + 1] - edges[b]) // (high - low))


@kernel_lean
def _place(stage: int, h: np.uint64, spread: int) -> int:
    """Return `stage` (Q32) moved by at most `spread`, folded back at the ends so that it stays uniform."""
    u = stage + (((_upper(h) - (1 << 31)) * (spread >> 1)) >> 30)
    if u < 0:
        u = -1 - u
    if u >= 1 << 32:
        u = (1 << 33) - 1 - u
    return u


@kernel_lean
def _change(scratch: I32, n: I64, step: int, rank: int, row: int, kind: int, value: int) -> None:
    """Note a change; beyond the buffer it is only counted."""
    i = n[CHANGE_ROWS]
    if i < scratch.shape[1]:
        scratch[0, i] = step * 3 + rank
        scratch[1, i] = row
        scratch[2, i] = kind
        scratch[3, i] = value
    n[CHANGE_ROWS] = i + 1


@kernel_lean
def _death(
    hazards: I64, edges: I64, step_days: int, h: np.uint64, enter: int, limit: int, born: int, sex: int
) -> int:
    """Return the first step after death, or `limit` for somebody who lives on until then."""
    threshold = neglog(h)
    b = _five_year_band(edges, enter * step_days - born)
    now, spent = enter, 0
    while now < limit:
        until = limit
        if b < _LAST_BAND:
            until = min(limit, -((-born - edges[b + 1]) // step_days))
        hazard = hazards[sex, b]
        if hazard > 0 and threshold < spent + hazard * (until - now):
            return int(now + (threshold - spent) // hazard + 1)
        spent += hazard * (until - now)
        now = until
        b += 1
    return limit


@kernel_inline
def _person(
    t: SocietyTables,
    keys: U64,
    pop: Population,
    slot: int,
    number: int,
    enter: int,
    limit: int,
    born: int,
    sex: int,
    role: int,
    fifth: int,
    group: int,
    urban: int,
    plot: int,
) -> int:
    """Append a resident who leaves at `limit` at the latest, and return the row."""
    row = pop.n[ALL_ROWS]
    pop.n[ALL_ROWS] = row + 1
    index = number * _SLOTS + slot
    leave = _death(t.death, t.age_edges, t.step_days, lane(keys[at.DEATH], index), enter, limit, born, sex)
    u = uniform53(lane(keys[at.TIER], index))
    tier = code.ORDINARY
    if u < t.tier[0]:
        tier = code.OFFICIAL
    elif u < t.tier[1]:
        tier = code.OWNER
    pop.slot[row] = slot
    pop.number[row] = number
    pop.enter[row] = enter
    pop.leave[row] = leave
    pop.leave_kind[row] = code.DEATH if leave < limit else code.LEFT
    pop.born[row] = born
    pop.sex[row] = sex
    pop.tier_born[row] = tier
    pop.group[row] = group
    pop.fifth[row] = fifth
    pop.urban[row] = urban
    pop.plot[row] = plot
    pop.role[row] = role
    pop.visitor[row] = 0
    pop.away[row] = 1 if uniform53(lane(keys[at.AWAY], index)) < t.away[urban] else 0
    pop.married[row] = 0
    pop.spouse[row] = -1
    pop.size[row] = 0
    return int(row)


@kernel_lean
def _next_birth(
    t: SocietyTables, keys: U64, pop: Population, row: int, steps: int, now: int, k: int
) -> tuple[int, int]:
    """Return the step of a woman's next birth from possible birth `k` on, or `steps`; and the next k."""
    own = lane(keys[at.BIRTH], pop.number[row] * _SLOTS + pop.slot[row])
    born, leave = pop.born[row], pop.leave[row]
    while True:
        now += waiting_steps(lane(own, 2 * k), t.birth)
        if now >= leave:
            return steps, k
        band = _five_year_band(t.age_edges, now * t.step_days - born)
        if band >= _OLDEST_MOTHER:
            return steps, k
        if uniform53(lane(own, 2 * k + 1)) < t.birth_share[band]:
            return now, k + 1
        now += 1
        k += 1


@kernel_inline
def _births(
    t: SocietyTables, keys: U64, pop: Population, work: I64, first_row: int, end: int, steps: int, limit: int
) -> None:
    """Let the women of a household give birth, in order of time, while a slot of the plot is free.

    `work` holds for each member the step of the next birth and the number of the next possible one.
    `end` is the slot after the plot's last, `limit` the household's last step or the run's.
    """
    known = first_row
    while True:
        for row in range(known, pop.n[ALL_ROWS]):
            i = row - first_row
            work[i] = steps
            if pop.sex[row] == code.FEMALE:
                start, stop = pop.enter[row], pop.leave[row]
                young = stop * t.step_days - pop.born[row] < t.age_edges[_MOTHERS]
                old = start * t.step_days - pop.born[row] >= t.age_edges[_OLDEST_MOTHER]
                if not (young or old):
                    work[i], work[_MOST_MEMBERS + i] = _next_birth(t, keys, pop, row, steps, start, 0)
        known = pop.n[ALL_ROWS]
        mother = first_row
        for row in range(first_row, known):
            if work[row - first_row] < work[mother - first_row]:
                mother = row
        i = mother - first_row
        now = work[i]
        if now >= steps:
            return
        work[i], work[_MOST_MEMBERS + i] = _next_birth(
            t, keys, pop, mother, steps, now + 1, work[_MOST_MEMBERS + i]
        )
        slot = pop.slot[known - 1] + 1
        if slot >= end:
            pop.n[BIRTHS_WITHOUT_SLOT] += 1
        else:
            number = pop.number[mother]
            u = uniform53(lane(keys[at.SEX], number * _SLOTS + slot))
            sex = code.MALE if u < t.male_born else code.FEMALE
            _person(
                t,
                keys,
                pop,
                slot,
                number,
                now,
                limit,
                now * t.step_days,
                sex,
                code.BORN,
                pop.fifth[mother],
                pop.group[mother],
                pop.urban[mother],
                pop.plot[mother],
            )


@kernel_inline
def _tell(t: SocietyTables, keys: U64, pop: Population, row: int, steps: int) -> None:
    """Note what happens to a person, once the row is complete."""
    enter, leave, born = pop.enter[row], pop.leave[row], pop.born[row]
    if leave >= steps:
        pop.leave_kind[row] = code.STAYS
    else:
        _change(pop.scratch, pop.n, leave, 0, row, code.LEAVE, pop.leave_kind[row])
    band = _age_band(t.band_edges, enter * t.step_days - born)
    _change(pop.scratch, pop.n, enter, 1, row, code.ENTER, band)
    while band < _BANDS - 1:
        band += 1
        step = -((-born - t.band_edges[band]) // t.step_days)
        if step >= leave:
            break
        _change(pop.scratch, pop.n, step, 2, row, code.AGE_BAND, band)
    if pop.visitor[row] == 1:
        return
    own = lane(keys[at.MOVE], pop.number[row] * _SLOTS + pop.slot[row])
    away, now, k = pop.away[row], enter, 0
    while True:
        hazard = t.away_off[pop.urban[row]] if away == 1 else t.away_on[pop.urban[row]]
        now += waiting_steps(lane(own, k), hazard) + 1
        if now >= leave:
            break
        away = 1 - away
        _change(pop.scratch, pop.n, now, 2, row, code.AWAY_ON if away == 1 else code.AWAY_OFF, 0)
        k += 1


@kernel_inline
def _couple(t: SocietyTables, keys: U64, pop: Population, man: int, slot_limit: int) -> None:
    """Note the marriages and divorces of a couple while both are there."""
    woman = man + 1
    index = pop.number[man] * _SLOTS + pop.slot[man]
    married = 1 if uniform53(lane(keys[at.COUPLE], index)) < t.married else 0
    pop.married[man] = married
    pop.married[woman] = married
    own = lane(keys[at.MARRIAGE], index)
    both = min(pop.leave[man], pop.leave[woman])
    apart = pop.slot[woman] >= slot_limit
    if not apart:
        pop.spouse[man] = woman
        pop.spouse[woman] = man
    now, k = pop.enter[man], 0
    while True:
        now += waiting_steps(lane(own, k), t.divorce if married == 1 else t.marriage) + 1
        if now >= both:
            break
        married = 1 - married
        kind = code.MARRIED if married == 1 else code.DIVORCED
        _change(pop.scratch, pop.n, now, 2, man, kind, -1 if apart else woman)
        if not apart:
            _change(pop.scratch, pop.n, now, 2, woman, kind, man)
        k += 1


@kernel_inline
def _household(
    t: SocietyTables,
    keys: U64,
    pop: Population,
    work: I64,
    first: int,
    end: int,
    size_class: int,
    urban: int,
    generation: int,
    enter: int,
    until: int,
    steps: int,
    slot_limit: int,
) -> None:
    """Add household `generation` of the plot of slots first..end - 1, there from `enter` until `until`."""
    index = generation * _SLOTS + first
    u = uniform53(lane(keys[at.HOUSEHOLD], index))
    kind = t.class_type[
        _pick(u, t.class_cumulative, t.class_start[size_class], t.class_start[size_class + 1])
    ]
    stage = _upper(lane(keys[at.STAGE], index))
    fifth = _pick(uniform53(lane(keys[at.FIFTH], index)), t.fifth[urban], 0, 5)
    group = _pick(uniform53(lane(keys[at.GROUP], index)), t.group, 0, t.group.shape[0])
    limit = min(until, steps)
    first_row = pop.n[ALL_ROWS]
    slot = first
    for m in range(t.type_start[kind], t.type_start[kind + 1]):
        person = generation * _SLOTS + slot
        ages = t.member_kernel[m]
        u = _place(stage, lane(keys[at.AGE], person), t.kernel_spread[ages])
        born = enter * t.step_days - _age_days(t.kernel_cumulative, t.age_edges, ages, u)
        role = t.member_role[m]
        if role == code.MAN:
            sex = code.MALE
        elif role == code.WOMAN:
            sex = code.FEMALE
        else:
            sex = code.MALE if uniform53(lane(keys[at.SEX], person)) < t.male else code.FEMALE
        _person(t, keys, pop, slot, generation, enter, limit, born, sex, role, fifth, group, urban, first)
        slot += 1
    _births(t, keys, pop, work, first_row, end, steps, limit)
    kept = first_row
    while kept < pop.n[ALL_ROWS] and pop.slot[kept] < slot_limit:
        kept += 1
    for row in range(first_row, kept):
        _tell(t, keys, pop, row, steps)
        if pop.role[row] == code.MAN:
            _couple(t, keys, pop, row, slot_limit)
    pop.n[ALL_ROWS] = kept  # slots are in order of rows, so those beyond the limit are the last


@kernel_inline
def _guests(
    t: SocietyTables, keys: U64, pop: Population, slot: int, plot: int, urban: int, steps: int
) -> int:
    """Fill a slot of a visitors' plot with one visitor after another; return 0, or ROWS_FULL."""
    enter, number = 0, 0
    while enter < steps:
        if pop.n[ALL_ROWS] >= pop.slot.shape[0]:
            return ROWS_FULL
        index = number * _SLOTS + slot
        leave = min(steps, enter + waiting_steps(lane(keys[at.STAY], index), t.stay) + 1)
        age = _age_days(t.kernel_cumulative, t.age_edges, t.visitor_kernel, _upper(lane(keys[at.AGE], index)))
        row = pop.n[ALL_ROWS]
        pop.n[ALL_ROWS] = row + 1
        pop.slot[row] = slot
        pop.number[row] = number
        pop.enter[row] = enter
        pop.leave[row] = leave
        pop.leave_kind[row] = code.LEFT
        pop.born[row] = enter * t.step_days - age
        pop.sex[row] = code.MALE if uniform53(lane(keys[at.SEX], index)) < t.male else code.FEMALE
        pop.tier_born[row] = code.VISITOR_TIER
        pop.group[row] = _pick(uniform53(lane(keys[at.GROUP], index)), t.group, 0, t.group.shape[0])
        pop.fifth[row] = _pick(uniform53(lane(keys[at.FIFTH], index)), t.fifth[urban], 0, 5)
        pop.urban[row] = urban
        pop.plot[row] = plot
        pop.role[row] = code.GUEST
        pop.visitor[row] = 1
        pop.away[row] = 0
        pop.married[row] = 0
        pop.spouse[row] = -1
        pop.size[row] = 0
        _tell(t, keys, pop, row, steps)
        enter = leave
        number += 1
    return 0


@kernel_inline
def _organisations(t: SocietyTables, keys: U64, pop: Population, steps: int, slot_limit: int) -> int:
    """Add the organisations, one after another in each place; return 0, or ROWS_FULL."""
    for place in range(_ORGS):
        if place * _ORG_SHARE >= slot_limit:
            break
        own = lane(keys[at.TURNOVER], place)
        taken = uniform53(lane(keys[at.ORGANISATION], place)) < t.organisation
        now, k, number = 0, 0, 0
        while now < steps:
            until = min(steps, now + waiting_steps(lane(own, k), t.closing if taken else t.opening) + 1)
            if taken:
                row = pop.n[ALL_ROWS]
                if row >= pop.slot.shape[0]:
                    return ROWS_FULL
                pop.n[ALL_ROWS] = row + 1
                pop.slot[row] = _SLOTS + place
                pop.number[row] = number
                pop.enter[row] = now
                pop.leave[row] = until
                pop.leave_kind[row] = code.LEFT if until < steps else code.STAYS
                pop.born[row] = now * t.step_days
                pop.sex[row] = 0
                pop.tier_born[row] = 0
                pop.group[row] = 0
                pop.fifth[row] = 0
                pop.urban[row] = 0
                pop.plot[row] = _SLOTS + place
                pop.role[row] = 0
                pop.visitor[row] = 0
                pop.away[row] = 0
                pop.married[row] = 0
                pop.spouse[row] = -1
                u = uniform53(lane(keys[at.SIZE], number * _ORGS + place))
                pop.size[row] = _pick(u, t.size, 0, t.size.shape[0])
                _change(pop.scratch, pop.n, now, 1, row, code.ENTER, 0)
                if until < steps:
                    _change(pop.scratch, pop.n, until, 0, row, code.LEAVE, code.LEFT)
                number += 1
            taken = not taken
            now = until
            k += 1
    return 0


@kernel_inline
def _sort(pop: Population, steps: int) -> None:
    """Order the changes by step and rank; equal ones stay in order of rows."""
    count = pop.n[CHANGE_ROWS]
    begin = pop.order
    begin[:] = 0
    for i in range(count):
        begin[pop.scratch[0, i] + 1] += 1
    for j in range(3 * steps):
        begin[j + 1] += begin[j]
    for step in range(steps + 1):
        pop.change_start[step] = begin[3 * step]
    for i in range(count):
        j = pop.scratch[0, i]
        to = begin[j]
        begin[j] = to + 1
        pop.change_row[to] = pop.scratch[1, i]
        pop.change_kind[to] = pop.scratch[2, i]
        pop.change_value[to] = pop.scratch[3, i]


@kernel_lean
def region_of(t: SocietyTables, seed: np.uint64, district: int) -> int:
    """Return the region of a district; any prefix of districts covers the regions evenly."""
    u = key(seed, POINTS[at.REGION], 0, 0) + _GOLDEN * _U(district)
    region = 0
    while region < t.region_cumulative.shape[0] - 1 and u >= t.region_cumulative[region]:
        region += 1
    return region


@kernel_lean
def populate(
    t: SocietyTables, seed: np.uint64, district: int, steps: int, slot_limit: int, pop: Population
) -> int:
    """Write the people and organisations of a district over `steps` steps into `pop`.

    Slots from `slot_limit` on (SLOTS for a whole district) are left out, without any effect on the others.
    Returns 0, or ROWS_FULL or CHANGES_FULL, on which the caller tries again with `tables.larger`.
    """
    pop.n[:] = 0
    keys = pop.keys
    for i in range(POINTS.shape[0]):
        keys[i] = key(seed, POINTS[i], 0, district)
    region = region_of(t, seed, district)
    pop.region[0] = region
    plots = t.plot_capacity.shape[0]
    order, work = pop.work[2 * _MOST_MEMBERS :], pop.work[: 2 * _MOST_MEMBERS]
    for block in range(_BLOCKS):
        urban = 1 if uniform53(lane(keys[at.URBAN], block)) < t.urban[region] else 0
        for i in range(plots):
            order[i] = i
        for i in range(plots - 1, 0, -1):
            j = index_below(lane(keys[at.PLOTS], block * _BLOCK_SLOTS + i), i + 1)
            order[i], order[j] = order[j], order[i]
        first = block * _BLOCK_SLOTS
        for p in range(plots):
            end = first + t.plot_capacity[order[p]]
            pop.plot_first[first:end] = first
            pop.plot_end[first:end] = end
            if first >= slot_limit:
                first = end
                continue
            if uniform53(lane(keys[at.GUESTS], first)) < t.visitor_plot:
                for slot in range(first, min(end, slot_limit)):
                    if _guests(t, keys, pop, slot, first, urban, steps) != 0:
                        return ROWS_FULL
            else:
                enter, generation = 0, 0
                while enter < steps:
                    if pop.n[ALL_ROWS] + _MOST_MEMBERS > pop.slot.shape[0]:
                        return ROWS_FULL
                    wait = waiting_steps(lane(keys[at.TENURE], generation * _SLOTS + first), t.dissolution)
                    until = enter + wait + 1
                    size_class = t.plot_class[order[p]]
                    _household(
                        t,
                        keys,
                        pop,
                        work,
                        first,
                        end,
                        size_class,
                        urban,
                        generation,
                        enter,
                        until,
                        steps,
                        slot_limit,
                    )
                    enter = until
                    generation += 1
            first = end
    pop.n[OCCUPANT_ROWS] = pop.n[ALL_ROWS]
    if _organisations(t, keys, pop, steps, slot_limit) != 0:
        return ROWS_FULL
    if pop.n[CHANGE_ROWS] > pop.scratch.shape[1]:
        return CHANGES_FULL
    _sort(pop, steps)
    return 0
