"""One household's lives in Numba: ages, deaths and births; the quick twin of `plain`.

Small functions take the arrays that they read, so that they can be tried on their own; those that write rows
take the tables and the columns, which are one pointer each (`chance.packing`).
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import lane, least, neglog, uniform53, waiting_within
from demerit.chance.compiling import kernel
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.tables import (
    ALL_ROWS,
    BIRTHS_WITHOUT_SLOT,
    I64,
    U64,
    Population,
    SocietyTables,
)

MOST_MEMBERS = 64
_U = np.uint64
_SLOTS = code.SLOTS
_LAST_BAND = len(code.FIVE_YEAR_EDGES) - 1
_MOTHERS = 3  # five-year bands below this have no births: a recipe declares 15-19 to 45-49
_OLDEST_MOTHER = 10


@kernel
def upper(h: np.uint64) -> int:
    """Return the upper 32 bits of `h`, a uniform number in Q32."""
    return uniform53(h) >> 21


@kernel
def pick(h: int, cumulative: I64, start: int, end: int) -> int:
    """Return the first position in start..end - 1 whose cumulative chance (Q53) is above `h`."""
    i = start
    for k in range(start, end - 1):  # all are asked, as no guess would do
        i += int(h >= cumulative[k])
    return i


@kernel
def five_year_band(edges: I64, days: int) -> int:
    """Return the five-year band of an age in days: all edges are asked, as no guess would do."""
    b = 0
    for edge in range(1, _LAST_BAND + 1):
        b += int(days >= edges[edge])
    return b


@kernel
def age_at(cumulative: I64, edges: I64, kernel: int, u: int) -> tuple[int, int]:
    """Return the age in days that lies at the place `u` (Q32) of an age kernel, and its five-year band."""
    b = 0
    for edge in range(1, _LAST_BAND + 1):
        b += int(u >= cumulative[kernel, edge])
    low, high = cumulative[kernel, b], cumulative[kernel, b + 1]
    days = _U(u - low) * _U(edges[b + 1] - edges[b]) // _U(high - low)
    return int(edges[b] + np.int64(days)), b


@kernel
def place(stage: int, h: np.uint64, spread: int) -> int:
    """Return `stage` (Q32) moved by at most `spread`, folded back at the ends so that it stays uniform."""
    u = stage + (((upper(h) - (1 << 31)) * (spread >> 1)) >> 30)
    if u < 0:
        u = -1 - u
    if u >= 1 << 32:
        u = (1 << 33) - 1 - u
    return u


@kernel
def death(
    hazards: I64, edges: I64, step_days: int, h: np.uint64, enter: int, limit: int, born: int, sex: int, b: int
) -> int:
    """Return the first step after death, or `limit` for somebody who lives on until then.

    `b` is the five-year band at entry.
    """
    highest, last, oldest = hazards[sex, b], b, (limit - 1) * step_days - born
    while last < _LAST_BAND and edges[last + 1] <= oldest:
        last += 1
        highest = max(highest, hazards[sex, last])
    if least(h) >= highest * (limit - enter):
        return limit
    threshold, now, spent = neglog(h), enter, 0
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


@kernel
def person(
    t: SocietyTables,
    keys: U64,
    pop: Population,
    slot: int,
    number: int,
    enter: int,
    limit: int,
    steps: int,
    born: int,
    band: int,
    sex: int,
    role: int,
) -> None:
    """Append a resident who leaves at `limit` at the latest, without what all of the household have.

    `band` is the five-year band of the age at entry.
    """
    row = pop.n[ALL_ROWS]
    pop.n[ALL_ROWS] = row + 1
    h = lane(keys[at.DEATH], number * _SLOTS + slot)
    leave = death(t.death, t.age_edges, t.step_days, h, enter, limit, born, sex, band)
    pop.slot[row] = slot
    pop.number[row] = number
    pop.enter[row] = enter
    pop.leave[row] = leave
    kind = code.DEATH if leave < limit else code.LEFT
    pop.leave_kind[row] = kind if leave < steps else code.STAYS
    pop.born[row] = born
    pop.sex[row] = sex
    pop.role[row] = role
    pop.visitor[row] = 0
    pop.married[row] = 0
    pop.spouse[row] = -1
    pop.size[row] = 0
    pop.eventful[row] = 0


@kernel
def next_birth(
    t: SocietyTables, keys: U64, pop: Population, row: int, steps: int, now: int, k: int
) -> tuple[int, int]:
    """Return the step of a woman's next birth from possible birth `k` on, or `steps`; and the next k."""
    own = lane(keys[at.BIRTH], pop.number[row] * _SLOTS + pop.slot[row])
    born, leave = pop.born[row], pop.leave[row]
    while True:
        now += waiting_within(lane(own, 2 * k), t.birth, leave - now)
        if now >= leave:
            return steps, k
        band = five_year_band(t.age_edges, now * t.step_days - born)
        if band >= _OLDEST_MOTHER:
            return steps, k
        if uniform53(lane(own, 2 * k + 1)) < t.birth_share[band]:
            return now, k + 1
        now += 1
        k += 1


@kernel
def first_birth(t: SocietyTables, keys: U64, pop: Population, row: int, steps: int) -> tuple[int, int]:
    """Return the step of a member's first birth, or `steps`; and the number of the next possible one."""
    start, born = pop.enter[row], pop.born[row]
    young = pop.leave[row] * t.step_days - born < t.age_edges[_MOTHERS]
    old = start * t.step_days - born >= t.age_edges[_OLDEST_MOTHER]
    if int(pop.sex[row] != code.FEMALE) | int(young) | int(old) != 0:
        return steps, 0
    return next_birth(t, keys, pop, row, steps, start + 1, 0)


@kernel
def births(
    t: SocietyTables, keys: U64, pop: Population, work: I64, first_row: int, end: int, steps: int, limit: int
) -> None:
    """Let the women of a household give birth, in order of time, while a slot of the plot is free.

    `work` holds for each member the step of the next birth and the number of the next possible one.
    `end` is the slot after the plot's last, `limit` the household's last step or the run's.
    """
    if t.birth <= 0:
        return
    known, soonest = pop.n[ALL_ROWS], steps
    for row in range(first_row, known):
        i = row - first_row
        work[i], work[MOST_MEMBERS + i] = first_birth(t, keys, pop, row, steps)
        soonest = min(soonest, work[i])
    while soonest < steps:
        i = 0
        while work[i] != soonest:
            i += 1
        mother, now = first_row + i, soonest
        work[i], work[MOST_MEMBERS + i] = next_birth(
            t, keys, pop, mother, steps, now + 1, work[MOST_MEMBERS + i]
        )
        slot = pop.slot[known - 1] + 1
        if slot >= end:
            pop.n[BIRTHS_WITHOUT_SLOT] += 1
        else:
            number = pop.number[mother]
            u = uniform53(lane(keys[at.SEX], number * _SLOTS + slot))
            sex = code.MALE if u < t.male_born else code.FEMALE
            born = now * t.step_days
            person(t, keys, pop, slot, number, now, limit, steps, born, 0, sex, code.BORN)
            i = known - first_row
            work[i], work[MOST_MEMBERS + i] = first_birth(t, keys, pop, known, steps)
            known += 1
        soonest = steps
        for i in range(known - first_row):
            soonest = min(soonest, work[i])
