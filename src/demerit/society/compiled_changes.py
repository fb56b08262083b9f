"""Traits and changes of a district's people in Numba, once all rows are laid down.

What depends on a person alone is worked out here for all rows in one loop, without a branch for what nothing
could foresee, so that the machine works on several people at once. The loop also sees, without a logarithm,
to whom nothing can happen during the run. That is most; the others are looked at one by one.

Everybody there at the start enters in step 0, in order of rows and before every other change, so those
entries are written where they belong. The other changes are collected and sorted by counting.

Names: `t` tables of the draw, `n` how many so far, `b` age band, `u` number that chance draws evenly.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import below, lane, least, uniform53, waiting_within
from demerit.chance.compiling import kernel
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.jobs import NO_EMPLOYER, mark_of, place_at
from demerit.society.tables import (
    CHANGE_ROWS,
    CHANGES_FULL,
    I32,
    I64,
    OCCUPANT_ROWS,
    STARTING,
    U64,
    Population,
    SocietyTables,
)

_SLOTS = code.SLOTS
_LAST = len(code.AGE_EDGES) - 1
_COMES, _LEAVES, _GROWS, _MOVES, _WEDS = 1, 2, 4, 8, 16


@kernel
def age_band(edges: I64, days: int) -> int:
    """Return the report's age band of an age in days."""
    b = 0
    for edge in range(1, _LAST + 1):
        b += int(days >= edges[edge])
    return b


@kernel
def change(scratch: I32, counts: I64, step: int, rank: int, row: int, kind: int, value: int) -> None:
    """Note a change after the start; beyond the buffer it is only counted."""
    place = counts[CHANGE_ROWS]
    if place < scratch.shape[1]:
        scratch[0, place] = step * 3 + rank
        scratch[1, place] = row
        scratch[2, place] = kind
        scratch[3, place] = value
    counts[CHANGE_ROWS] = place + 1


@kernel
def enter(pop: Population, step: int, row: int, value: int) -> None:
    """Note that a row enters: at the start where that belongs, else as a change."""
    if step > 0:
        change(pop.scratch, pop.n, step, 1, row, code.ENTER, value)
        return
    place = pop.n[STARTING]
    if place < pop.change_row.shape[0]:
        pop.change_row[place], pop.change_kind[place], pop.change_value[place] = row, code.ENTER, value
    pop.n[STARTING] = place + 1


@kernel
def _index(pop: Population, persons: int) -> None:
    """Write the index of each person's hashes."""
    slots, numbers, index = pop.slot, pop.number, pop.room.hashed
    for row in range(persons):
        index[row] = np.int64(numbers[row]) * _SLOTS + slots[row]


@kernel
def _tiers(t: SocietyTables, key: np.uint64, pop: Population, persons: int) -> None:
    """Draw everybody's tier."""
    official, owner = t.tier[0], t.tier[1]
    index, visitors, tiers = pop.room.hashed, pop.visitor, pop.tier_born
    for row in range(persons):
        u = uniform53(lane(key, index[row]))
        tier = code.OWNER * int(u < owner) - (code.OWNER - code.OFFICIAL) * int(u < official)
        tiers[row] = code.VISITOR_TIER if visitors[row] != 0 else tier


@kernel
def _aways(t: SocietyTables, key: np.uint64, pop: Population, persons: int) -> None:
    """Draw who is registered elsewhere when entering."""
    rural, urban = t.away[0], t.away[1]
    index, visitors, urbans, aways = pop.room.hashed, pop.visitor, pop.urban, pop.away
    for row in range(persons):
        share = urban if urbans[row] != 0 else rural
        aways[row] = int(uniform53(lane(key, index[row])) < share) & (1 - visitors[row])


@kernel
def _moves(t: SocietyTables, key: np.uint64, pop: Population, persons: int) -> None:
    """See who may begin or cease to be registered elsewhere during the stay."""
    on, urban_on, off, urban_off = t.away_on[0], t.away_on[1], t.away_off[0], t.away_off[1]
    index, visitors, urbans, aways = pop.room.hashed, pop.visitor, pop.urban, pop.away
    enters, leaves, eventful = pop.enter, pop.leave, pop.room.eventful
    for row in range(persons):
        begins = urban_on if urbans[row] != 0 else on
        ceases = urban_off if urbans[row] != 0 else off
        hazard = ceases if aways[row] != 0 else begins
        spent = hazard * (np.int64(leaves[row]) - np.int64(enters[row]))
        moves = int(least(lane(lane(key, index[row]), 0)) < spent) & (1 - visitors[row])
        eventful[row] |= _MOVES * moves


@kernel
def _bands(t: SocietyTables, pop: Population, steps: int, persons: int) -> None:
    """Write the age band of everybody when entering, and see who comes into the next, and who leaves."""
    days, edges = t.step_days, t.band_edges
    enters, leaves, borns, bands, eventful = pop.enter, pop.leave, pop.born, pop.room.band, pop.room.eventful
    for row in range(persons):
        bands[row] = age_band(edges, int(enters[row]) * days - int(borns[row]))
    for row in range(persons):
        band, leave = int(bands[row]), int(leaves[row])
        birthday = int(borns[row]) + edges[min(band + 1, _LAST)]
        grows = int(band < _LAST) & int(birthday <= (leave - 1) * days)
        eventful[row] |= _LEAVES * int(leave < steps) | _GROWS * grows


@kernel
def _employers(t: SocietyTables, key: np.uint64, pop: Population, persons: int) -> None:
    """Give everybody the place of work of those of their sex and age band."""
    index, slots, sexes, bands = pop.room.hashed, pop.slot, pop.sex, pop.room.band
    visitors, employers = pop.visitor, pop.employer
    shares, found, n = t.employed, pop.room.found, 0
    for row in range(persons):
        share = shares[sexes[row], bands[row]]
        employers[row] = below(uniform53(lane(key, index[row])), share)
    for row in range(persons):
        found[n] = row
        n += employers[row] & (1 - np.int64(visitors[row]))
        employers[row] = NO_EMPLOYER
    staff, marks = pop.staff, pop.room.members[0]
    for place in range(n):
        row = found[place]
        marks[place] = mark_of(staff, lane(key, index[row]), int(slots[row]))
    for place in range(n):
        marks[place] = place_at(staff, marks[place])
    for place in range(n):
        employers[found[place]] = _SLOTS + marks[place]


@kernel
def _move(t: SocietyTables, keys: U64, pop: Population, row: int) -> None:
    """Note when a resident begins or ceases to be registered elsewhere."""
    own = lane(keys[at.MOVE], pop.number[row] * _SLOTS + pop.slot[row])
    leave, away, now, turn = pop.leave[row], pop.away[row], pop.enter[row], 0
    while True:
        hazard = t.away_off[pop.urban[row]] if away == 1 else t.away_on[pop.urban[row]]
        now += waiting_within(lane(own, turn), hazard, leave - now) + 1
        if now >= leave:
            break
        away = 1 - away
        change(pop.scratch, pop.n, now, 2, row, code.AWAY_ON if away == 1 else code.AWAY_OFF, 0)
        turn += 1


@kernel
def couple(t: SocietyTables, keys: U64, pop: Population, man: int, together: bool) -> None:
    """Set whether a couple is married when it enters, and see whether that may change while both are there.

    The woman is in the next row; not `together` is a couple of whom her slot is not in use.
    """
    woman = man + 1
    index = pop.number[man] * _SLOTS + pop.slot[man]
    married = below(uniform53(lane(keys[at.COUPLE], index)), t.married)
    pop.married[man] = married
    if together:
        pop.married[woman], pop.spouse[man], pop.spouse[woman] = married, woman, man
    both = min(pop.leave[man], pop.leave[woman])
    hazard = t.marriage + married * (t.divorce - t.marriage)
    if least(lane(lane(keys[at.MARRIAGE], index), 0)) < hazard * (both - pop.enter[man]):
        pop.room.together[man] = both
        pop.room.eventful[man] |= _WEDS


@kernel
def _couples(t: SocietyTables, keys: U64, pop: Population, end: int) -> None:
    """Look at all couples of whom both slots are in use."""
    roles, slots, found, n = pop.role, pop.slot, pop.room.found, 0
    for row in range(end - 1):
        found[n] = row
        n += int(roles[row] == code.MAN)
    for place in range(n):
        man = found[place]
        if slots[man + 1] == slots[man] + 1:  # else she was left out, and the two were looked at there
            couple(t, keys, pop, man, True)


@kernel
def _wed(t: SocietyTables, keys: U64, pop: Population, man: int) -> None:
    """Note the marriages and divorces of a couple while both are there."""
    own = lane(keys[at.MARRIAGE], pop.number[man] * _SLOTS + pop.slot[man])
    married, woman, both = pop.married[man], pop.spouse[man], pop.room.together[man]
    now, turn = pop.enter[man], 0
    while True:
        now += waiting_within(lane(own, turn), t.divorce if married == 1 else t.marriage, both - now) + 1
        if now >= both:
            break
        married = 1 - married
        kind = code.MARRIED if married == 1 else code.DIVORCED
        change(pop.scratch, pop.n, now, 2, man, kind, woman)
        if woman >= 0:
            change(pop.scratch, pop.n, now, 2, woman, kind, man)
        turn += 1


@kernel
def _tell(t: SocietyTables, keys: U64, pop: Population, row: int) -> None:
    """Note what happens to a person after the start."""
    leave, born, band, what = pop.leave[row], pop.born[row], pop.room.band[row], pop.room.eventful[row]
    if what & _LEAVES != 0:
        change(pop.scratch, pop.n, leave, 0, row, code.LEAVE, pop.leave_kind[row])
    if what & _COMES != 0:
        change(pop.scratch, pop.n, pop.enter[row], 1, row, code.ENTER, band)
    if what & _GROWS != 0:
        while band < _LAST:
            band += 1
            birthday = born + t.band_edges[band]
            if birthday > (leave - 1) * t.step_days:
                break
            change(pop.scratch, pop.n, -(-birthday // t.step_days), 2, row, code.AGE_BAND, band)
    if what & _MOVES != 0:
        _move(t, keys, pop, row)
    if what & _WEDS != 0:
        _wed(t, keys, pop, row)


@kernel
def _starting(pop: Population, persons: int) -> None:
    """Let everybody enter who is there at the start; note that the others come later."""
    rows, kinds, values = pop.change_row, pop.change_kind, pop.change_value
    enters, bands, eventful, n = pop.enter, pop.room.band, pop.room.eventful, 0
    for row in range(persons):
        later = int(enters[row] > 0)
        rows[n], kinds[n], values[n] = row, code.ENTER, bands[row]
        eventful[row] |= _COMES * later
        n += 1 - later
    pop.n[STARTING] = n


@kernel
def tell(t: SocietyTables, keys: U64, pop: Population, steps: int) -> None:
    """Work out what everybody is like when entering, and note what happens to them, in order of rows."""
    persons = pop.n[OCCUPANT_ROWS]
    _index(pop, persons)
    _tiers(t, keys[at.TIER], pop, persons)
    _aways(t, keys[at.AWAY], pop, persons)
    _moves(t, keys[at.MOVE], pop, persons)
    _bands(t, pop, steps, persons)
    _employers(t, keys[at.JOB], pop, persons)
    _starting(pop, persons)
    _couples(t, keys, pop, persons)
    eventful, found, n = pop.room.eventful, pop.room.found, 0
    for row in range(persons):
        found[n] = row
        n += int(eventful[row] != 0)
    for place in range(n):
        _tell(t, keys, pop, found[place])


@kernel
def sort(pop: Population, steps: int) -> int:
    """Order the changes by step and rank; equal ones stay as noted. Return 0, or CHANGES_FULL."""
    starting, count = pop.n[STARTING], pop.n[CHANGE_ROWS]
    pop.n[CHANGE_ROWS] = starting + count
    if starting + count > pop.scratch.shape[1]:
        return CHANGES_FULL
    begin = pop.order
    begin[:] = 0
    begin[2] = starting
    for place in range(count):
        begin[pop.scratch[0, place] + 1] += 1
    for when in range(3 * steps):
        begin[when + 1] += begin[when]
    for step in range(steps + 1):
        pop.change_start[step] = begin[3 * step]
    for place in range(count):
        when = pop.scratch[0, place]
        to = begin[when]
        begin[when] = to + 1
        pop.change_row[to] = pop.scratch[1, place]
        pop.change_kind[to] = pop.scratch[2, place]
        pop.change_value[to] = pop.scratch[3, place]
    return 0
