"""A month's income: what averaging over a year gets wrong.

Each month's income is the person's yearly income over twelve, times a factor of mean 1 of its own. The months
are independent of each other; a year's income is in expectation the declared one, and what somebody really
earned in it is the sum of its months. Nothing is kept: any month can be asked for, in any order.

Names: `t` tables of the draw.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import lane
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
