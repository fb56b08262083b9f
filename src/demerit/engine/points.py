"""Possible points: whom a point falls on, and whether their present rate makes it happen.

Shared by everything that happens at a rate: acts of people and of organisations, and attempts. A point
hashes to a slot (lowest bits) and a mark (highest 30 bits); it happens if the mark lies under the
occupant's present rate over the ceiling, both as Q30. What else chance decides about a point, such as
whether a court upholds it, `happens` reads off a further hash of it.

Names: `s` state of the district, `h` hash that chance is read from, `i` slot.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import probability
from demerit.chance.compiled import detail, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.marks import MARK_SHIFT
from demerit.engine.state import State
from demerit.engine.world import Occupant
from demerit.scenario.codes import Ints
from demerit.society.traits import ORGANISATIONS, SLOTS

_MARK_SHIFT = np.uint64(MARK_SHIFT)
ALWAYS = probability(1)
"""The chance, Q53, of what always happens."""


def slot_of_plain(h: int, entity: int) -> int:
    """Return the slot that a possible point falls on: of persons (`entity` 0) or of organisations (1)."""
    return h & (SLOTS - 1) if entity == 0 else SLOTS + (h & (ORGANISATIONS - 1))


def rate_plain(who: Occupant, age_sex: Ints, status: Ints) -> int:
    """Return the present rate of `who` as a share of the ceiling, Q30, before their propensity.

    `age_sex` holds factors in Q30 by age band and sex, or by an organisation's size; `status` holds factors
    in Q20 by job, tier, fifth and residence.
    """
    if not who.is_person:
        return int(age_sex[who.size])
    return (
        int(age_sex[who.age * 2 + who.sex])
        * int(status[((who.jobless * 4 + who.tier) * 5 + who.fifth) * 5 + who.residence])
    ) >> 20


def mark_plain(h: int) -> int:
    """Return the mark of a point: the highest 30 bits of its hash."""
    return h >> MARK_SHIFT


def happens_plain(h: int, what: int, share: int) -> bool:
    """Return whether decision `what` about the point of hash `h` is yes, at the chance `share` (Q53)."""
    return chance.uniform53(chance.detail(h, what)) < int(share)


@kernel
def slot_of(h: np.uint64, entity: int) -> int:
    """Return the slot that a possible point falls on: of persons (`entity` 0) or of organisations (1)."""
    if entity == 0:
        return int(np.int64(h) & (SLOTS - 1))
    return SLOTS + int(np.int64(h) & (ORGANISATIONS - 1))


@kernel
def organisation_rate(s: State, i: int, rates: I64x1) -> int:
    """Return, as Q30, the present rate of the organisation in slot `i` over the ceiling; 0 where none is."""
    return int(rates[s.people.size[i]] * s.people.present[i])


@kernel
def mark_of(h: np.uint64) -> int:
    """Return the mark of a point: the highest 30 bits of its hash."""
    return int(np.int64(h >> _MARK_SHIFT))


@kernel
def happens(h: np.uint64, what: np.uint64, share: int) -> bool:
    """Return whether decision `what` about the point of hash `h` is yes, at the chance `share` (Q53).

    Where the chance is 0, as for most safeguards that a regime lacks, or 1, no hash is worked out.
    """
    if share <= 0 or share >= ALWAYS:
        return share > 0
    return uniform53(detail(h, what)) < share
