"""One household's lives in Numba: ages, deaths and births; the quick twin of `plain`.

Small functions take the arrays that they read, so that they can be tried on their own; those that write rows
take the tables and the columns, which are one pointer each (`chance.packing`).

Names: `t` tables of the draw, `h` hash that chance is read from, `m` place of a member of a household, `n`
how many so far, `b` age band, `u` number that chance draws evenly.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import lane, least, neglog, uniform53, waiting_within
from demerit.chance.compiling import kernel
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.compiled_homes import BAND, BORN, CAME, DIES, GONE, INDEX, MOTHERS, OLDEST_MOTHER, SEX
from demerit.society.tables import ALL_ROWS, BIRTHS_WITHOUT_SLOT, I64, U64, Population, Room, SocietyTables

MOST_MEMBERS = 64
_SLOTS = code.SLOTS
_LAST_BAND = len(code.FIVE_YEAR_EDGES) - 1


@kernel
def five_year_band(edges: I64, days: int) -> int:
    """Return the five-year band of an age in days: all edges are asked, as no guess would do."""
    b = 0
    for edge in range(1, _LAST_BAND + 1):
        b += int(days >= edges[edge])
    return b


@kernel
def death(
    hazards: I64, edges: I64, step_days: int, h: np.uint64, enter: int, limit: int, born: int, b: int
) -> int:
    """Return the first step after death, or `limit` for somebody who lives on until then.

    `hazards` are those of the person's sex by five-year band; `b` is the band at entry.
    """
    highest, last, oldest = hazards[b], b, (limit - 1) * step_days - born
    while last < _LAST_BAND and edges[last + 1] <= oldest:
        last += 1
        highest = max(highest, hazards[last])
    if least(h) >= highest * (limit - enter):
        return limit
    threshold, now, spent = neglog(h), enter, 0
    while now < limit:
        until = limit
        if b < _LAST_BAND:
            until = min(limit, -((-born - edges[b + 1]) // step_days))
        hazard = hazards[b]
        if hazard > 0 and threshold < spent + hazard * (until - now):
            return int(now + (threshold - spent) // hazard + 1)
        spent += hazard * (until - now)
        now = until
        b += 1
    return limit


@kernel
def append(
    pop: Population, slot: int, number: int, enter: int, leave: int, born: int, sex: int, role: int
) -> None:
    """Append a person, of whom nothing more is known than this, nor why the person leaves."""
    row = pop.n[ALL_ROWS]
    pop.n[ALL_ROWS] = row + 1
    pop.slot[row] = slot
    pop.number[row] = number
    pop.enter[row] = enter
    pop.leave[row] = leave
    pop.born[row] = born
    pop.sex[row] = sex
    pop.role[row] = role


@kernel
def kind_of(leave: int, limit: int, steps: int) -> int:
    """Return how a stay ends that could have lasted until `limit`."""
    left = int(leave < limit) * code.DEATH + int(leave >= limit) * code.LEFT
    return left * int(leave < steps)  # else it STAYS, 0


@kernel
def deaths(t: SocietyTables, keys: U64, room: Room, count: int) -> None:
    """Let those of `count` members die who do, before their households leave or the run ends."""
    members, found, n = room.members, room.found, 0
    dies, gone = members[DIES], members[GONE]
    for m in range(count):
        found[n] = m
        n += dies[m]
    for place in range(n):
        m = found[place]
        leave = death(
            t.death[members[SEX, m]],
            t.age_edges,
            t.step_days,
            lane(keys[at.DEATH], members[INDEX, m]),
            members[CAME, m],
            gone[m],
            members[BORN, m],
            members[BAND, m],
        )
        dies[m] = int(leave < gone[m])
        gone[m] = leave


@kernel
def next_birth(
    t: SocietyTables, keys: U64, pop: Population, row: int, steps: int, now: int, turn: int
) -> tuple[int, int]:
    """Return the step of a woman's next birth, or `steps`, and the number of the possible birth after it.

    Possible births are numbered from 0; those before number `turn` are over.
    """
    own = lane(keys[at.BIRTH], pop.number[row] * _SLOTS + pop.slot[row])
    born, leave = pop.born[row], pop.leave[row]
    while True:
        now += waiting_within(lane(own, 2 * turn), t.birth, leave - now)
        if now >= leave:
            return steps, turn
        band = five_year_band(t.age_edges, now * t.step_days - born)
        if band >= OLDEST_MOTHER:
            return steps, turn
        if uniform53(lane(own, 2 * turn + 1)) < t.birth_share[band]:
            return now, turn + 1
        now += 1
        turn += 1


@kernel
def first_birth(t: SocietyTables, keys: U64, pop: Population, row: int, steps: int) -> tuple[int, int]:
    """Return the step of a member's first birth, or `steps`; and the number of the next possible one."""
    start, born = pop.enter[row], pop.born[row]
    young = pop.leave[row] * t.step_days - born < t.age_edges[MOTHERS]
    old = start * t.step_days - born >= t.age_edges[OLDEST_MOTHER]
    if int(pop.sex[row] != code.FEMALE) | int(young) | int(old) != 0:
        return steps, 0
    return next_birth(t, keys, pop, row, steps, start + 1, 0)


@kernel
def births(
    t: SocietyTables, keys: U64, pop: Population, first_row: int, end: int, steps: int, limit: int
) -> None:
    """Let the women of a household give birth, in order of time, while a slot of the plot is free.

    `end` is the slot after the plot's last, `limit` the household's last step or the run's. `Population.work`
    holds for each member the step of the next birth and the number of the next possible one.
    """
    work = pop.work
    known, soonest = pop.n[ALL_ROWS], steps
    for row in range(first_row, known):
        place = row - first_row
        work[place], work[MOST_MEMBERS + place] = first_birth(t, keys, pop, row, steps)
        soonest = min(soonest, work[place])
    while soonest < steps:
        place = 0
        while work[place] != soonest:
            place += 1
        mother, now = first_row + place, soonest
        work[place], work[MOST_MEMBERS + place] = next_birth(
            t, keys, pop, mother, steps, now + 1, work[MOST_MEMBERS + place]
        )
        slot = pop.slot[known - 1] + 1
        if slot >= end:
            pop.n[BIRTHS_WITHOUT_SLOT] += 1
        else:
            number = pop.number[mother]
            u = uniform53(lane(keys[at.SEX], number * _SLOTS + slot))
            sex = code.MALE if u < t.male_born else code.FEMALE
            born = now * t.step_days
            h = lane(keys[at.DEATH], number * _SLOTS + slot)
            leave = death(t.death[sex], t.age_edges, t.step_days, h, now, limit, born, 0)
            append(pop, slot, number, now, leave, born, sex, code.BORN)
            pop.leave_kind[known] = kind_of(leave, limit, steps)
            pop.fifth[known], pop.income[known] = pop.fifth[mother], pop.income[mother]
            pop.group[known], pop.urban[known] = pop.group[mother], pop.urban[mother]
            pop.plot[known] = pop.plot[mother]
            place = known - first_row
            work[place], work[MOST_MEMBERS + place] = first_birth(t, keys, pop, known, steps)
            known += 1
        soonest = steps
        for place in range(known - first_row):
            soonest = min(soonest, work[place])
