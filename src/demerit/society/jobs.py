"""Where somebody works: a place for an organisation, drawn by key, more often one of many staff.

The places that somebody may work at are those that are opened no later than the person's own slot, so that
neither more people nor more organisations move anybody to another job, and a small town has work for all.
The weight of a place is the mean staff of its first organisation's size; where there are few places, a large
one has fewer jobs than its weight in the whole country would give, as in any small town. What stands in the
place changes: the job is there while some organisation is. The declared shares hold because the chance to
have a place is the share over that of places which are taken.

A place is asked for by sex and age band, because both decide whether one works; the hash is the same at any
age, so somebody keeps the place from the first job to retirement.

Names: `t` tables of the draw, `h` hash that chance is read from, `u` number that chance draws evenly.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import below, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.society import points as at
from demerit.society.points import POINTS
from demerit.society.tables import SocietyTables
from demerit.society.traits import ORGANISATIONS, SLOTS

NO_EMPLOYER = -1
SLOTS_A_PLACE = SLOTS // ORGANISATIONS
_SLOTS, _ORGS, _SLOTS_A_PLACE = SLOTS, ORGANISATIONS, SLOTS_A_PLACE
_S32 = np.uint64(32)


def staff_plain(t: SocietyTables, seed: int, district: int) -> list[int]:
    """Return the staff of each place for an organisation, with that of all places before it, in Q8.

    Args:
        t: tables of one draw.
        seed: seed of the draw.
        district: number of the district.
    """
    key = chance.key(seed, int(POINTS[at.SIZE]), 0, district)
    spent, rows = 0, []
    for place in range(ORGANISATIONS):
        u = chance.uniform53(chance.lane(key, place))
        size = next((i for i, top in enumerate(t.size) if u < int(top)), len(t.size) - 1)
        spent += int(t.staff[size])
        rows.append(spent)
    return rows


def employer_slot_plain(
    t: SocietyTables, staff: list[int], seed: int, district: int, slot: int, number: int, sex: int, band: int
) -> int:
    """Return the slot of the place where a resident works, SLOTS or above, or NO_EMPLOYER.

    Args:
        t: tables of one draw.
        staff: from `staff_plain`.
        seed: seed of the draw.
        district: number of the district.
        slot: the person's slot.
        number: which occupant of the slot.
        sex: code.
        band: age band, code.
    """
    key = chance.key(seed, int(POINTS[at.JOB]), 0, district)
    h = chance.lane(key, number * SLOTS + slot)
    if chance.uniform53(h) >= int(t.employed[sex, band]):
        return NO_EMPLOYER
    last = slot // SLOTS_A_PLACE
    mark = ((chance.lane(h, 0) >> 32) * staff[last]) >> 32
    return SLOTS + next(place for place, top in enumerate(staff) if mark < top)


@kernel
def fill_staff(t: SocietyTables, key: np.uint64, staff: I64x1) -> None:
    """Write the cumulative staff of the places into `staff`; `key` is that of the point SIZE."""
    spent = 0
    for place in range(_ORGS):
        u = uniform53(lane(key, place))
        size = 0
        while size < t.size.shape[0] - 1 and u >= t.size[size]:
            size += 1
        spent += t.staff[size]
        staff[place] = spent


@kernel
def mark_of(staff: I64x1, h: np.uint64, slot: int) -> int:
    """Return where the job of somebody lies in the staff of the places opened by then; `h` is of the job."""
    return int(np.int64(((lane(h, 0) >> _S32) * np.uint64(staff[slot // _SLOTS_A_PLACE])) >> _S32))


@kernel
def place_at(staff: I64x1, mark: int) -> int:
    """Return the place whose staff `mark` falls on: the first with more before and with it."""
    place, stride = 0, _ORGS // 2
    while stride > 0:
        place += stride * (1 - below(mark, staff[place + stride - 1]))
        stride >>= 1
    return place


@kernel
def employer_slot(
    t: SocietyTables, staff: I64x1, key: np.uint64, slot: int, number: int, sex: int, band: int
) -> int:
    """Return the place where a resident works, or NO_EMPLOYER.

    `staff` is `Population.staff`, `key` that of the point JOB (`Population.keys[points.JOB]`).
    """
    h = lane(key, number * _SLOTS + slot)
    if uniform53(h) >= t.employed[sex, band]:
        return NO_EMPLOYER
    return _SLOTS + place_at(staff, mark_of(staff, h, slot))


__all__ = [
    "NO_EMPLOYER",
    "SLOTS_A_PLACE",
    "employer_slot",
    "employer_slot_plain",
    "fill_staff",
    "staff_plain",
]
