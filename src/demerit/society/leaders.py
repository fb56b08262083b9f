"""Who leads an organisation: people of two slots that are drawn by key for its place.

Place k of a district's organisations has two candidate slots among the sixteen person slots from 16 k on.
Whoever lives there leads the organisation while present, a resident and of working age (18 to 64). So a tie
of leader and organisation is a function of the two slots alone: one more person, or one more organisation,
changes nobody else's. Places and slots are opened in the same order, so that a small town has leaders too;
somebody leads one organisation at most.

What this leaves out: ownership, boards and elections, and that anybody is chosen for it. An organisation
whose candidates are absent, under age, old or visitors is led from elsewhere.

Names: `h` hash that chance is read from, `n` which of the candidates from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.society.traits import ORGANISATIONS, SLOTS, TIER_BANDS, VISITOR_RESIDENCE

POINT = point("society.leaders")
CANDIDATES = 2
"""Candidate slots of a place for organisations."""
SLOTS_A_PLACE = SLOTS // ORGANISATIONS

_POINT = np.uint64(POINT)
_FIRST_BAND, _LAST_BAND = TIER_BANDS


def leaders_key_plain(seed: int, district: int) -> int:
    """Return the district's key of the draw of candidates."""
    return chance.key(seed, POINT, 0, district)


def candidate_plain(key: int, place: int, n: int) -> int:
    """Return the n-th candidate slot (0 or 1) of place `place`, 0 .. 255; the two always differ."""
    h = chance.lane(key, place)
    first = h % SLOTS_A_PLACE
    if n == 1:
        first = (first + 1 + (h >> 32) % (SLOTS_A_PLACE - 1)) % SLOTS_A_PLACE
    return place * SLOTS_A_PLACE + first


def led_plain(key: int, slot: int) -> int:
    """Return the engine slot (SLOTS or above) of the place that `slot` is a candidate of, or -1."""
    place = slot // SLOTS_A_PLACE
    candidates = [candidate_plain(key, place, n) for n in range(CANDIDATES)]
    return SLOTS + place if slot in candidates else -1


def leads_plain(age: int, residence: int) -> bool:
    """Return whether somebody of age band `age` and a residence leads where they are a candidate."""
    return _FIRST_BAND <= age <= _LAST_BAND and residence != VISITOR_RESIDENCE


@kernel
def leaders_key(seed: np.uint64, district: int) -> np.uint64:
    """Return the district's key of the draw of candidates."""
    return key(seed, _POINT, 0, district)


@kernel
def candidate(key: np.uint64, place: int, n: int) -> int:
    """Return the n-th candidate slot of place `place`."""
    h = lane(key, place)
    first = np.int64(h % np.uint64(SLOTS_A_PLACE))
    if n == 1:
        apart = np.int64((h >> np.uint64(32)) % np.uint64(SLOTS_A_PLACE - 1))
        first = (first + 1 + apart) % SLOTS_A_PLACE
    return int(place * SLOTS_A_PLACE + first)


@kernel
def led(key: np.uint64, slot: int) -> int:
    """Return the engine slot of the place that person slot `slot` is a candidate of, or -1."""
    place = slot // SLOTS_A_PLACE
    for n in range(CANDIDATES):
        if candidate(key, place, n) == slot:
            return SLOTS + place
    return -1


@kernel
def leads(age: int, residence: int) -> bool:
    """Return whether somebody of age band `age` and a residence leads."""
    return _FIRST_BAND <= age and age <= _LAST_BAND and residence != VISITOR_RESIDENCE
