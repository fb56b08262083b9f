"""A month's income: what averaging over a year gets wrong.

Each month's income is the person's yearly income over twelve, times a factor of mean 1 of its own. The months
are independent of each other; a year's income is in expectation the declared one, and what somebody really
earned in it is the sum of its months. Where a society says what a tier is paid in a month of work, months of
that tier go by spells instead: in work or not in the first month of the run, and from then on beginning and
ending month by month; the yearly income then says nothing of them. Nothing is kept: any month can be asked
for, in any order.

Names: `t` tables of the draw.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import lane, uniform53
from demerit.chance.compiling import kernel
from demerit.society import points as at
from demerit.society.points import POINTS
from demerit.society.tables import SocietyTables
from demerit.society.traits import SLOTS

_SLOTS = SLOTS
_S52 = np.uint64(52)


def monthly_income_plain(
    t: SocietyTables, seed: int, district: int, slot: int, number: int, income: int, month: int
) -> int:
    """Return the income of one month, in the society's currency.

    Args:
        t: tables of one draw.
        seed: seed of the draw.
        district: number of the district.
        slot: the person's slot.
        number: which occupant of the slot.
        income: the person's yearly income (`Population.income`).
        month: which month, counted from the first of the run.
    """
    own = chance.lane(chance.key(seed, int(POINTS[at.MONTH]), 0, district), number * SLOTS + slot)
    return income * int(t.month_factor[chance.lane(own, month) >> 52]) // (12 << 20)


@kernel
def monthly_income(t: SocietyTables, key: np.uint64, slot: int, number: int, income: int, month: int) -> int:
    """Return the income of one month; `key` is that of the point MONTH (`Population.keys[points.MONTH]`)."""
    own = lane(key, number * _SLOTS + slot)
    return int(income * t.month_factor[np.int64(lane(own, month) >> _S52)] // (12 << 20))


def earned_plain(
    t: SocietyTables, home: tuple[int, int], slot: int, number: int, tier: int, income: int, month: int
) -> int:
    """Return what somebody of a tier earns in one month: a month's income, or the pay of a spell of work.

    `home` is the seed of the draw and the number of the district; the rest as of `monthly_income_plain`.
    """
    seed, district = home
    paid, first, begins, ends = (int(each) for each in t.pay[tier])
    if paid < 0:
        return monthly_income_plain(t, seed, district, slot, number, income, month)
    own = chance.lane(chance.key(seed, int(POINTS[at.MONTH]), 0, district), number * SLOTS + slot)
    working = chance.uniform53(chance.lane(own, 0)) < first
    for each in range(1, month + 1):
        luck = chance.uniform53(chance.lane(own, each))
        working = luck >= ends if working else luck < begins
    return paid if working else 0


@kernel
def earned(
    t: SocietyTables, key: np.uint64, slot: int, number: int, tier: int, income: int, month: int
) -> int:
    """Return what somebody of a tier earns in one month, as `earned_plain` does."""
    paid = t.pay[tier, 0]
    if paid < 0:
        return monthly_income(t, key, slot, number, income, month)
    own = lane(key, number * _SLOTS + slot)
    working = uniform53(lane(own, 0)) < t.pay[tier, 1]
    for each in range(1, month + 1):
        luck = uniform53(lane(own, each))
        working = luck >= t.pay[tier, 3] if working else luck < t.pay[tier, 2]
    return int(paid) if working else 0
