"""One household's lives in Numba: ages, deaths, births, moves, marriages; the quick twin of `plain`.

Small functions take the arrays that they read, so that they can be tried on their own; those that write rows
take the tables and the columns, which are one pointer each (`chance.packing`).
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import lane, neglog, uniform53, waiting_within
from demerit.chance.compiling import kernel
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.jobs import NO_EMPLOYER, employer_slot
from demerit.society.tables import (
    ALL_ROWS,
    BIRTHS_WITHOUT_SLOT,
    CHANGE_ROWS,
    I32,
    I64,
    U64,
    Population,
    SocietyTables,
)

MOST_MEMBERS = 64
_SLOTS = code.SLOTS
_LAST_BAND = len(code.FIVE_YEAR_EDGES) - 1
_BANDS = len(code.AGE_EDGES)
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
    while i < end - 1 and h >= cumulative[i]:
        i += 1
    return i


@kernel
def five_year_band(edges: I64, days: int) -> int:
    """Return the five-year band of an age in days: all edges are asked, as no guess would do."""
    b = 0
    for edge in range(1, _LAST_BAND + 1):
        b += int(days >= edges[edge])
    return b


@kernel
def age_band(edges: I64, days: int) -> int:
    """Return the report's age band of an age in days."""
    b = 0
    for edge in range(1, _BANDS):
        b += int(days >= edges[edge])
    return b


@kernel
def age_days(cumulative: I64, edges: I64, kernel: int, u: int) -> int:
    """Return the age in days that lies at the place `u` (Q32) of an age kernel."""
    b = 0
    for edge in range(1, _LAST_BAND + 1):
        b += int(u >= cumulative[kernel, edge])
    low, high = cumulative[kernel, b], cumulative[kernel, b + 1]
    return int(edges[b] + (u - low) * (edges[b + 1] - edges[b]) // (high - low))


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
def change(scratch: I32, n: I64, step: int, rank: int, row: int, kind: int, value: int) -> None:
    """Note a change; beyond the buffer it is only counted."""
    i = n[CHANGE_ROWS]
    if i < scratch.shape[1]:
        scratch[0, i] = step * 3 + rank
        scratch[1, i] = row
        scratch[2, i] = kind
        scratch[3, i] = value
    n[CHANGE_ROWS] = i + 1


@kernel
def death(
    hazards: I64, edges: I64, step_days: int, h: np.uint64, enter: int, limit: int, born: int, sex: int
) -> int:
    """Return the first step after death, or `limit` for somebody who lives on until then."""
    threshold = -1  # worked out once somebody can die at all
    b = five_year_band(edges, enter * step_days - born)
    now, spent = enter, 0
    while now < limit:
        until = limit
        if b < _LAST_BAND:
            until = min(limit, -((-born - edges[b + 1]) // step_days))
        hazard = hazards[sex, b]
        if hazard > 0:
            if threshold < 0:
                threshold = neglog(h)
            if threshold < spent + hazard * (until - now):
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
    born: int,
    sex: int,
    role: int,
    fifth: int,
    income: int,
    group: int,
    urban: int,
    plot: int,
) -> int:
    """Append a resident who leaves at `limit` at the latest, and return the row."""
    row = pop.n[ALL_ROWS]
    pop.n[ALL_ROWS] = row + 1
    index = number * _SLOTS + slot
    leave = death(t.death, t.age_edges, t.step_days, lane(keys[at.DEATH], index), enter, limit, born, sex)
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
    pop.income[row] = income
    pop.urban[row] = urban
    pop.plot[row] = plot
    pop.role[row] = role
    pop.visitor[row] = 0
    pop.away[row] = 1 if uniform53(lane(keys[at.AWAY], index)) < t.away[urban] else 0
    pop.married[row] = 0
    pop.spouse[row] = -1
    pop.size[row] = 0
    return int(row)


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
def births(
    t: SocietyTables, keys: U64, pop: Population, work: I64, first_row: int, end: int, steps: int, limit: int
) -> None:
    """Let the women of a household give birth, in order of time, while a slot of the plot is free.

    `work` holds for each member the step of the next birth and the number of the next possible one.
    `end` is the slot after the plot's last, `limit` the household's last step or the run's.
    """
    if t.birth <= 0:
        return
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
                    work[i], work[MOST_MEMBERS + i] = next_birth(t, keys, pop, row, steps, start + 1, 0)
        known = pop.n[ALL_ROWS]
        mother = first_row
        for row in range(first_row, known):
            if work[row - first_row] < work[mother - first_row]:
                mother = row
        i = mother - first_row
        now = work[i]
        if now >= steps:
            return
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
            person(
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
                pop.income[mother],
                pop.group[mother],
                pop.urban[mother],
                pop.plot[mother],
            )


@kernel
def tell(t: SocietyTables, keys: U64, pop: Population, row: int, steps: int) -> None:
    """Note what happens to a person, once the row is complete."""
    enter, leave, born = pop.enter[row], pop.leave[row], pop.born[row]
    if leave >= steps:
        pop.leave_kind[row] = code.STAYS
    else:
        change(pop.scratch, pop.n, leave, 0, row, code.LEAVE, pop.leave_kind[row])
    first_band = age_band(t.band_edges, enter * t.step_days - born)
    band = first_band
    change(pop.scratch, pop.n, enter, 1, row, code.ENTER, first_band)
    while band < _BANDS - 1:
        band += 1
        birthday = born + t.band_edges[band]
        if birthday > (leave - 1) * t.step_days:
            break
        change(pop.scratch, pop.n, -(-birthday // t.step_days), 2, row, code.AGE_BAND, band)
    if pop.visitor[row] == 1:
        pop.employer[row] = NO_EMPLOYER
        return
    slot, number = pop.slot[row], pop.number[row]
    pop.employer[row] = employer_slot(t, pop.staff, keys[at.JOB], slot, number, pop.sex[row], first_band)
    own = lane(keys[at.MOVE], number * _SLOTS + slot)
    away, now, k = pop.away[row], enter, 0
    while True:
        hazard = t.away_off[pop.urban[row]] if away == 1 else t.away_on[pop.urban[row]]
        now += waiting_within(lane(own, k), hazard, leave - now) + 1
        if now >= leave:
            break
        away = 1 - away
        change(pop.scratch, pop.n, now, 2, row, code.AWAY_ON if away == 1 else code.AWAY_OFF, 0)
        k += 1


@kernel
def couple(t: SocietyTables, keys: U64, pop: Population, man: int, slot_limit: int) -> None:
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
        now += waiting_within(lane(own, k), t.divorce if married == 1 else t.marriage, both - now) + 1
        if now >= both:
            break
        married = 1 - married
        kind = code.MARRIED if married == 1 else code.DIVORCED
        change(pop.scratch, pop.n, now, 2, man, kind, -1 if apart else woman)
        if not apart:
            change(pop.scratch, pop.n, now, 2, woman, kind, man)
        k += 1
