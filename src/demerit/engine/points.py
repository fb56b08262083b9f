"""Possible points: whom a point falls on, and whether their present rate makes it happen.

Shared by everything that happens at a rate: acts of people and of organisations, and attempts. A point
hashes to a slot (lowest bits) and a mark (highest 30 bits); it happens if the mark lies under the
occupant's present rate over the ceiling, both as Q30. What else chance decides about a point, such as
whether a court upholds it, `happens` reads off a further hash of it.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import probability
from demerit.chance.compiled import detail, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, I64x1, U64x1
from demerit.engine.state import State
from demerit.engine.world import Occupant
from demerit.scenario.tables import Ints
from demerit.society.traits import ORGANISATIONS, SLOTS

_S34 = np.uint64(34)
ALWAYS = probability(1)
"""The chance, Q53, of what always happens."""


def slot_of_plain(h: int, entity: int) -> int:
    """Return the slot that a possible point falls on."""
    return h & (SLOTS - 1) if entity == 0 else SLOTS + (h & (ORGANISATIONS - 1))


def rate_plain(who: Occupant, age_sex: Ints, status: Ints) -> int:
    """Return, as Q30, the present rate of `who` over the ceiling, before any propensity."""
    if not who.is_person:
        return int(age_sex[who.size])
    return (
        int(age_sex[who.age * 2 + who.sex])
        * int(status[((who.jobless * 4 + who.tier) * 5 + who.fifth) * 5 + who.residence])
    ) >> 20


def mark_plain(h: int) -> int:
    """Return the mark of a point, Q30."""
    return h >> 34


def happens_plain(h: int, what: int, share: int) -> bool:
    """Return whether `what`, a decision about the point `h`, comes out at a chance of `share` (Q53)."""
    return chance.uniform53(chance.detail(h, what)) < int(share)


@kernel
def slot_of(h: np.uint64, entity: int) -> int:
    """Return the slot that a possible point falls on."""
    if entity == 0:
        return int(np.int64(h) & (SLOTS - 1))
    return SLOTS + int(np.int64(h) & (ORGANISATIONS - 1))


@kernel
def rate_of(s: State, i: int, age_sex: Ints, status: Ints) -> int:
    """Return, as Q30, the present rate of the occupant of slot `i` over the ceiling; 0 where nobody is.

    Without any propensity. Emptiness is a place of its own in the tables, so that it costs no branch.
    """
    if i >= SLOTS:
        return int(age_sex[s.size[i]] * s.present[i])
    return person_rate(s, i, age_sex, status)


@kernel
def person_rate(s: State, i: int, age_sex: Ints, status: Ints) -> int:
    """Return the same for a slot that is a person's."""
    return int((age_sex[s.age_sex[i]] * status[s.status[i]]) >> 20)


@kernel
def drawn(
    s: State, k: np.uint64, count: int, age_sex: I64x1, status: I64x1, propensity: I32x1, found: U64x1
) -> int:
    """Write which of `count` possible points of persons under key `k` happen into `found`; return how many.

    Whoever draws and acts upon it at once lets the compiler believe that every column may have changed since
    the last point. So points are drawn first, in a loop that only reads, and without a branch for what
    nothing could foresee; what comes of them is looked at afterwards.
    """
    places, statuses = s.age_sex, s.status
    n = 0
    for j in range(1, count + 1):
        h = lane(k, j)
        i = np.int64(h) & (SLOTS - 1)
        rate = (age_sex[np.uint64(places[i])] * status[np.uint64(statuses[i])]) >> 20
        found[np.uint64(n)] = h
        n += np.int64(h >> _S34) < (rate * propensity[i]) >> 20
    return n


@kernel
def mark_of(h: np.uint64) -> int:
    """Return the mark of a point, Q30."""
    return int(np.int64(h >> _S34))


@kernel
def happens(h: np.uint64, what: np.uint64, share: int) -> bool:
    """Return whether `what`, a decision about the point `h`, comes out at a chance of `share` (Q53).

    Most safeguards that a regime lacks have a chance of 0; nothing is hashed where nothing is open.
    """
    if share <= 0 or share >= ALWAYS:
        return share > 0
    return uniform53(detail(h, what)) < share
