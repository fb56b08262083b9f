"""Relatives: parents, adult children and siblings in other households, and the other of a couple.

Relatives elsewhere are keyed matchings of the district's slots, several a relation: matching n gives each
slot one other, and the two occupants are related if their ages fit. So a tie depends on the two alone; who
else lives there, or one person more, changes nobody's relatives. A slot that is empty or whose occupant does
not fit is no tie. The declared mean number of relatives decides how many matchings there are; the last
counts for a part of the pairs only, so that the mean holds, and a higher mean adds ties and removes none.

The other of a couple lives in the same household. Whether the two are married changes by the MARRIED and
DIVORCED of the population; after a divorce both are each other's former spouses.

What this leaves out: relatives in other districts, former spouses from before the run, and that nobody has
more than two parents. Visitors have no relatives here; that, and who is present, is for the caller to see.

Names: `t` tables of the draw, `n` which of several matchings from 0.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, partner
from demerit.chance.compiling import kernel
from demerit.society.kinship import BROOD, FAMILIES, OLDEST_PARENT, YOUNGEST_PARENT
from demerit.society.tables import Population, SocietyTables
from demerit.society.traits import DIVORCED

RELATIONS = ("parent", "adult child", "sibling", "spouse", "former spouse")
PARENT, ADULT_CHILD, SIBLING, SPOUSE, FORMER_SPOUSE = range(5)
UNMARRIED, MARRIED_NOW, PARTED = range(3)
"""How it stands between the two of a couple: not (yet) married, married, divorced since entering."""

_DAYS = Decimal("365.2425")
ADULT, ELDEST, APART = (int(years * _DAYS) + 1 for years in (YOUNGEST_PARENT, OLDEST_PARENT, BROOD))
"""First whole days at which one is an adult, or two are too far apart to be parent and child, or siblings."""
POINTS = np.array([point("kin." + name) for name in FAMILIES], np.uint64)
_POINTS = POINTS
_S32 = np.uint64(32)


def _family(relation: int) -> int:
    return 1 if relation == SIBLING else 0


def kin_count_plain(t: SocietyTables, relation: int) -> int:
    """Return how many matchings a relation elsewhere has; couples have none."""
    return -((-int(t.kin[_family(relation)])) >> 32) if relation <= SIBLING else 0


def kin_key_plain(seed: int, relation: int, n: int, district: int) -> int:
    """Return the key of matching `n` of a relation elsewhere; parents and children share theirs."""
    return chance.key(seed, int(POINTS[_family(relation)]), n, district)


def kin_plain(t: SocietyTables, relation: int, n: int, key: int, slot: int) -> int:
    """Return the slot whose occupant may be the n-th relative, or -1.

    Args:
        t: tables of one draw.
        relation: PARENT, ADULT_CHILD or SIBLING.
        n: which matching, 0 .. kin_count - 1.
        key: from `kin_key`.
        slot: whose relative.
    """
    share = int(t.kin[_family(relation)]) - (n << 32)
    other = chance.partner(key, slot)
    return other if chance.lane(key, min(slot, other)) >> 32 < share else -1


def fits_plain(relation: int, day: int, born: int, plot: int, other_born: int, other_plot: int) -> bool:
    """Return whether the occupants of two matched slots are so related: by ages, in two households.

    Args:
        relation: what the other would be to the one.
        day: today, counted from the first day of the run.
        born: day of birth of the one.
        plot: plot of the one (`Population.plot`, or `plot_first` of the slot).
        other_born: day of birth of the other.
        other_plot: plot of the other.
    """
    if plot == other_plot or day - max(born, other_born) < ADULT:
        return False
    older = born - other_born
    if relation == PARENT:
        return ADULT <= older < ELDEST
    if relation == ADULT_CHILD:
        return ADULT <= -older < ELDEST
    return relation == SIBLING and -APART < older < APART


def couple_state(state: int, kind: int) -> int:
    """Return how it stands between a couple after a MARRIED or DIVORCED.

    At entry it is `Population.married`: UNMARRIED or MARRIED_NOW.
    """
    return PARTED if kind == DIVORCED else MARRIED_NOW


def in_couple(relation: int, state: int) -> bool:
    """Return whether the other of a couple is spouse, or former spouse, as it stands between the two."""
    return state == (MARRIED_NOW if relation == SPOUSE else PARTED)


@kernel
def kin_count(t: SocietyTables, relation: int) -> int:
    """Return how many matchings a relation elsewhere has."""
    if relation > SIBLING:
        return 0
    return int(-((-t.kin[1 if relation == SIBLING else 0]) >> 32))


@kernel
def kin_key(seed: np.uint64, relation: int, n: int, district: int) -> np.uint64:
    """Return the key of matching `n` of a relation elsewhere."""
    return key(seed, _POINTS[1 if relation == SIBLING else 0], n, district)


@kernel
def kin(t: SocietyTables, relation: int, n: int, key: np.uint64, slot: int) -> int:
    """Return the slot whose occupant may be the n-th relative, or -1."""
    share = t.kin[1 if relation == SIBLING else 0] - (n << 32)
    other = partner(key, slot)
    if np.int64(lane(key, min(slot, other)) >> _S32) < share:
        return other
    return -1


@kernel
def fits(relation: int, day: int, born: int, plot: int, other_born: int, other_plot: int) -> bool:
    """Return whether the occupants of two matched slots are so related."""
    if plot == other_plot or day - max(born, other_born) < ADULT:
        return False
    older = born - other_born
    if relation == PARENT:
        return ADULT <= older and older < ELDEST
    if relation == ADULT_CHILD:
        return ADULT <= -older and -older < ELDEST
    return relation == SIBLING and -APART < older and older < APART


@kernel
def spouse_slot(pop: Population, row: int) -> int:
    """Return the slot of the other of the couple, whose occupant number is the same, or -1."""
    other = pop.spouse[row]
    if other < 0:
        return -1
    return int(pop.slot[other])
