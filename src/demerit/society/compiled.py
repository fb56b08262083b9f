"""The population of a district in Numba: the quick twin of `plain`, row by row and bit by bit.

`populate` writes everybody who lives in the district during the run, with what happens to them, without
a state that steps through time: a stay is drawn whole, from its entry to its end. So a district costs the
same for a week as for ten years, nearly, and any single one can be made again alone.

It goes from homes (`compiled_homes`) to members, to births and deaths (`compiled_lives`), to rows, and to
what happens to each (`compiled_changes`). All that a keyed hash alone decides is worked out a column at a
time, in loops without a branch that nothing could foresee; only what is rare is looked at one by one.

Counters live in `Population.n`, so that the small functions below can be called in any order without
handing numbers up and down. Changes are collected unsorted and sorted once, by counting.

Names: `t` tables of the draw, `h` hash that chance is read from, `m` place of a member of a household, `n`
how many so far, `u` number that chance draws evenly.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import index_below, key, lane, uniform53, waiting_within
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.packing import opener, pack
from demerit.chance.plain import GOLDEN
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.compiled_changes import change, couple, enter, sort, tell
from demerit.society.compiled_homes import (
    APART,
    BEARS,
    BORN,
    CAME,
    DIES,
    END,
    ENTER,
    FIFTH,
    FIRST,
    GONE,
    GROUP,
    HOME,
    INCOME,
    INDEX,
    LIMIT,
    MEMBERS,
    NUMBER,
    ROLE,
    SEX,
    SIZE,
    URBAN,
    VISITORS,
    age_at,
    band_at,
    draw_homes,
    draw_members,
    list_members,
    pick,
    upper,
)
from demerit.society.compiled_lives import MOST_MEMBERS, append, births, deaths
from demerit.society.jobs import NO_EMPLOYER, fill_staff
from demerit.society.points import POINTS
from demerit.society.tables import (
    ALL_ROWS,
    CHANGES_FULL,
    OCCUPANT_ROWS,
    ROWS_FULL,
    U64,
    Population,
    Room,
    SocietyTables,
    larger,
    new_population,
)

open_tables, open_population = opener(SocietyTables), opener(Population)
_U = np.uint64
_GOLDEN = _U(GOLDEN)
_SLOTS, _ORGS, _BLOCKS, _BLOCK_SLOTS = code.SLOTS, code.ORGANISATIONS, code.BLOCKS, code.BLOCK_SLOTS
_ORG_SHARE = _SLOTS // _ORGS
_AT_ONCE = 8
"""Slots of a plot that are written together; most plots are no larger."""


@kernel
def _mark_plot(pop: Population, first: int, end: int) -> None:
    """Write the plot of its slots: eight at once, as the next plot writes over what is too many."""
    done = first
    if first + _AT_ONCE <= _SLOTS:
        for place in range(_AT_ONCE):
            pop.plot_first[first + place] = first
        for place in range(_AT_ONCE):
            pop.plot_end[first + place] = end
        done += _AT_ONCE
    for slot in range(done, end):
        pop.plot_first[slot] = first
        pop.plot_end[slot] = end


@kernel
def _homes(t: SocietyTables, keys: U64, pop: Population, region: int, steps: int, slot_limit: int) -> int:
    """List who has which plot when: one household after another, or visitors.

    Return how many homes that makes, or ROWS_FULL.
    """
    homes, order = pop.room.homes, pop.work[2 * MOST_MEMBERS :]
    plots, n = t.plot_capacity.shape[0], 0
    for block in range(_BLOCKS):
        urban = int(uniform53(lane(keys[at.URBAN], block)) < t.urban[region])
        for place in range(plots):
            order[place] = place
        for place in range(plots - 1, 0, -1):
            other = index_below(lane(keys[at.PLOTS], block * _BLOCK_SLOTS + place), place + 1)
            order[place], order[other] = order[other], order[place]
        first = block * _BLOCK_SLOTS
        for place in range(plots):
            end = first + t.plot_capacity[order[place]]
            _mark_plot(pop, first, end)
            enter, number = 0, 0
            visitors = uniform53(lane(keys[at.GUESTS], first)) < t.visitor_plot
            while first < slot_limit and enter < steps:
                if n + 1 >= homes.shape[1]:
                    return ROWS_FULL
                until = steps
                if not visitors:
                    h = lane(keys[at.TENURE], number * _SLOTS + first)
                    until = min(steps, enter + waiting_within(h, t.dissolution, steps) + 1)
                homes[FIRST, n], homes[END, n], homes[NUMBER, n] = first, end, number
                homes[ENTER, n], homes[LIMIT, n], homes[URBAN, n] = enter, until, urban
                homes[SIZE, n] = VISITORS if visitors else t.plot_class[order[place]]
                enter = until
                number += 1
                n += 1
            first = end
    return n


@kernel
def _guests(
    t: SocietyTables, keys: U64, pop: Population, slot: int, plot: int, urban: int, steps: int
) -> int:
    """Fill a slot of a visitors' plot with one visitor after another; return 0, or ROWS_FULL."""
    enter, number = 0, 0
    while enter < steps:
        if pop.n[ALL_ROWS] >= pop.slot.shape[0]:
            return ROWS_FULL
        index = number * _SLOTS + slot
        leave = min(steps, enter + waiting_within(lane(keys[at.STAY], index), t.stay, steps) + 1)
        u = upper(lane(keys[at.AGE], index))
        cumulative, slopes = t.kernel_cumulative[t.visitor_kernel], t.kernel_slope[t.visitor_kernel]
        age = age_at(cumulative, slopes, t.age_edges, band_at(cumulative, u), u)
        sex = code.MALE if uniform53(lane(keys[at.SEX], index)) < t.male else code.FEMALE
        row = pop.n[ALL_ROWS]
        append(pop, slot, number, enter, leave, enter * t.step_days - age, sex, code.GUEST)
        pop.leave_kind[row] = code.LEFT if leave < steps else code.STAYS
        pop.group[row] = pick(uniform53(lane(keys[at.GROUP], index)), t.group, 0, t.group.shape[0])
        rank = uniform53(lane(keys[at.FIFTH], index))
        pop.fifth[row] = pick(rank, t.fifth[urban], 0, 5)
        pop.income[row] = t.income[urban, rank >> 41]
        pop.urban[row] = urban
        pop.plot[row] = plot
        pop.visitor[row] = 1
        enter = leave
        number += 1
    return 0


@kernel
def _newborn(
    t: SocietyTables, keys: U64, pop: Population, home: int, row: int, steps: int, slots: int
) -> None:
    """Let a household whose first row is `row` have its children; drop who is beyond the `slots` in use.

    Slots are in order of rows, so those beyond are the last.
    """
    homes = pop.room.homes
    births(t, keys, pop, row, homes[END, home], steps, homes[LIMIT, home])
    kept = pop.n[ALL_ROWS]
    while kept > row and pop.slot[kept - 1] >= slots:
        kept -= 1
    if kept > row and kept < pop.n[ALL_ROWS] and pop.role[kept - 1] == code.MAN:
        couple(t, keys, pop, kept - 1, False)
    pop.n[ALL_ROWS] = kept


@kernel
def _copy(room: Room, pop: Population, start: int, end: int, steps: int) -> None:
    """Append members start .. end - 1 as rows, with what they have of their households."""
    homes, members, shift = room.homes, room.members, pop.n[ALL_ROWS] - start
    index, came, gone, borns = members[INDEX], members[CAME], members[GONE], members[BORN]
    sexes, roles, dies, owners = members[SEX], members[ROLE], members[DIES], members[HOME]
    firsts, fifths, incomes, groups = homes[FIRST], homes[FIFTH], homes[INCOME], homes[GROUP]
    urbans = homes[URBAN]
    for m in range(start, end):
        home, row, leave = owners[m], m + shift, gone[m]
        pop.slot[row], pop.number[row] = index[m] & (_SLOTS - 1), index[m] // _SLOTS
        pop.enter[row], pop.leave[row], pop.born[row] = came[m], leave, borns[m]
        kind = code.LEFT - (code.LEFT - code.DEATH) * dies[m]
        pop.leave_kind[row] = kind * int(leave < steps)  # else it STAYS, 0
        pop.sex[row], pop.role[row] = sexes[m], roles[m]
        pop.fifth[row], pop.income[row], pop.group[row] = fifths[home], incomes[home], groups[home]
        pop.urban[row], pop.plot[row] = urbans[home], firsts[home]
    pop.n[ALL_ROWS] = end + shift


@kernel
def _people(t: SocietyTables, keys: U64, pop: Population, count: int, steps: int, slot_limit: int) -> int:
    """Write the rows of everybody who lives in `count` homes; return 0, or ROWS_FULL.

    Nearly every household is its first members and nobody else. They are copied in runs, up to the next
    home that is of visitors, or where a child may be born, or that is not wholly within the slots in use.
    """
    homes, members, found = pop.room.homes, pop.room.members, pop.room.found
    begin, sizes, apart = homes[MEMBERS], homes[SIZE], homes[APART]
    bears, owners = members[BEARS], members[HOME]
    rows, n = pop.slot.shape[0] - MOST_MEMBERS, 0
    for m in range(begin[count]):
        found[n] = owners[m]
        n += bears[m]
    for place in range(n):
        apart[found[place]] = 1
    n = 0
    for home in range(count):
        found[n] = home
        n += apart[home]
    found[n] = count
    done = 0
    for place in range(n + 1):
        home = found[place]
        if pop.n[ALL_ROWS] + begin[home] - begin[done] > rows:
            return ROWS_FULL
        _copy(pop.room, pop, begin[done], begin[home], steps)
        if home == count:
            break
        if sizes[home] == VISITORS:
            for slot in range(homes[FIRST, home], min(homes[END, home], slot_limit)):
                if _guests(t, keys, pop, slot, homes[FIRST, home], homes[URBAN, home], steps) != 0:
                    return ROWS_FULL
        else:
            first_row = pop.n[ALL_ROWS]
            _copy(pop.room, pop, begin[home], begin[home + 1], steps)
            _newborn(t, keys, pop, home, first_row, steps, slot_limit)
            if pop.n[ALL_ROWS] > rows:
                return ROWS_FULL
        done = home + 1
    return 0


@kernel
def _organisations(t: SocietyTables, keys: U64, pop: Population, steps: int, slot_limit: int) -> int:
    """Add the organisations, one after another in each place; return 0, or ROWS_FULL."""
    for spot in range(_ORGS):
        if spot * _ORG_SHARE >= slot_limit:
            break
        own = lane(keys[at.TURNOVER], spot)
        taken = uniform53(lane(keys[at.ORGANISATION], spot)) < t.organisation
        now, turn, number = 0, 0, 0
        while now < steps:
            until = min(
                steps, now + waiting_within(lane(own, turn), t.closing if taken else t.opening, steps) + 1
            )
            if taken:
                row = pop.n[ALL_ROWS]
                if row >= pop.slot.shape[0]:
                    return ROWS_FULL
                pop.n[ALL_ROWS] = row + 1
                pop.slot[row] = _SLOTS + spot
                pop.number[row] = number
                pop.enter[row] = now
                pop.leave[row] = until
                pop.leave_kind[row] = code.LEFT if until < steps else code.STAYS
                pop.born[row] = now * t.step_days
                pop.sex[row] = 0
                pop.tier_born[row] = 0
                pop.group[row] = 0
                pop.fifth[row] = 0
                pop.income[row] = 0
                pop.employer[row] = NO_EMPLOYER
                pop.urban[row] = 0
                pop.plot[row] = _SLOTS + spot
                pop.role[row] = 0
                pop.away[row] = 0
                u = uniform53(lane(keys[at.SIZE], number * _ORGS + spot))
                pop.size[row] = pick(u, t.size, 0, t.size.shape[0])
                enter(pop, now, row, 0)
                if until < steps:
                    change(pop.scratch, pop.n, until, 0, row, code.LEAVE, code.LEFT)
                number += 1
            taken = not taken
            now = until
            turn += 1
    return 0


@kernel
def region_of(t: SocietyTables, seed: np.uint64, district: int) -> int:
    """Return the region of a district; any prefix of districts covers the regions evenly."""
    u = key(seed, POINTS[at.REGION], 0, 0) + _GOLDEN * _U(district)
    region = 0
    while region < t.region_cumulative.shape[0] - 1 and u >= t.region_cumulative[region]:
        region += 1
    return region


@kernel
def populate(
    t: SocietyTables, seed: np.uint64, district: int, steps: int, slot_limit: int, pop: Population
) -> int:
    """Write the people and organisations of a district over `steps` steps into `pop`.

    Slots from `slot_limit` on (SLOTS for a whole district) are left out, without any effect on the others.
    Returns 0, or ROWS_FULL or CHANGES_FULL, on which the caller tries again with `tables.larger`.
    """
    pop.n[:] = 0
    keys = pop.keys
    for place in range(POINTS.shape[0]):
        keys[place] = key(seed, POINTS[place], 0, district)
    region = region_of(t, seed, district)
    pop.region[0] = region
    fill_staff(t, keys[at.SIZE], pop.staff)
    count = _homes(t, keys, pop, region, steps, slot_limit)
    if count < 0:
        return ROWS_FULL
    draw_homes(t, keys, pop.room, count)
    members = list_members(t, pop.room, count, slot_limit)
    if members < 0:
        return ROWS_FULL
    draw_members(t, keys, pop.room, members, steps)
    deaths(t, keys, pop.room, members)
    pop.visitor[:] = 0
    pop.married[:] = 0
    pop.spouse[:] = -1
    pop.size[:] = 0
    pop.room.eventful[:] = 0
    if _people(t, keys, pop, count, steps, slot_limit) != 0:
        return ROWS_FULL
    pop.n[OCCUPANT_ROWS] = pop.n[ALL_ROWS]
    if pop.n[OCCUPANT_ROWS] > pop.scratch.shape[1]:
        return CHANGES_FULL
    tell(t, keys, pop, steps)
    if _organisations(t, keys, pop, steps, slot_limit) != 0:
        return ROWS_FULL
    return sort(pop, steps)


@kernel
def lay_down(
    tables: I64x1, people: I64x1, seed: np.uint64, district: int, steps: int, slot_limit: int
) -> int:
    """Call `populate` with the directories of `SocietyTables` and `Population`."""
    return populate(open_tables(tables), seed, district, steps, slot_limit, open_population(people))


def populated(
    tables: SocietyTables, seed: int, district: int, steps: int, slot_limit: int = _SLOTS
) -> Population:
    """Return the people and organisations of one district over `steps` steps, in columns of their own.

    Args:
        tables: of one draw.
        seed: seed of the draw.
        district: number of the district.
        steps: how long.
        slot_limit: slots from here on are left out, without any effect on the others.
    """
    population, directory = new_population(steps), pack(tables)
    while True:
        columns = pack(population)
        answer = lay_down(directory.words, columns.words, np.uint64(seed), district, steps, slot_limit)
        if answer >= 0:
            return population
        population = larger(population, answer)
