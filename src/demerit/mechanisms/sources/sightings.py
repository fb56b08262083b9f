"""Sightings of a step, in the order in which they are ruled on: what detection leaves for adjudication.

Names: `s` state of the district, `h` hash that chance is read from, `i` slot, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_SOURCE, SEEN_UNABLE


@kernel
def report(
    s: State, i: int, conduct: int, source: int, basis: int, unable: int, h: np.uint64, owed: int
) -> None:
    """Have a sighting ruled on that a source puts on the occupant of slot `i`.

    `basis` says what it stands on (NO_ACT, OWN_ACT, ACT_OF_OTHER), `unable` is 1 where they could not have
    paid, `h` is the hash of the act or false sighting, `owed` the money that averaging worked out, else 0.
    """
    n = int(s.sightings.length[0])
    row = s.sightings.row[n]
    row[SEEN_ON], row[SEEN_CONDUCT], row[SEEN_SOURCE] = i, conduct, source
    row[SEEN_BASIS], row[SEEN_UNABLE] = basis, unable
    s.sightings.hash[n], s.sightings.owed[n] = h, owed
    s.sightings.length[0] = n + 1
