"""M11: whom and what a source covers.

A coverage of *people* or *households* is a lasting trait: each person, or each household from its formation
to its end, has a mark for each source, and is covered while the mark lies under the share that the source
covers of people like them. So who is covered stays covered, a coverage that rises only adds, and one
source's says nothing about another's. Who lives in no household, a visitor or an organisation, has a mark
to themselves. A coverage of *places* says where somebody acts and not who: it is a factor of the chance of
each act, each false sighting and each match.

All three answer one question: given the chance to be seen where it is covered, what is the chance?

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `k` key of a decision point.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain
from demerit.engine.slots import category_of
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.scenario.codes import OF_HOUSEHOLDS, OF_PLACES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

EVERYBODY = 1 << 30
"""The share, Q30, of a source that covers everybody."""

MECHANISM = Mechanism(name="covering", rows=("M11",), stage="detection", points=("source.<name>.people",))


def covered_plain(w: World, step: int, source: int, who: Occupant, seen: int) -> int:
    """Return the chance, Q30, that a source sees something about `who`, given whom and what it covers.

    `seen` is the chance, Q30, where the source covers it.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    share = int(t.sources.cover[e, source, w.category(int(t.sources.cover_axis[e, source]), who)])
    if t.sources.cover_what[e, source] == OF_PLACES:
        return (seen * share) >> 30
    place = who.home if t.sources.cover_what[e, source] == OF_HOUSEHOLDS else who.slot
    k = chance.key(w.seed, int(t.sources.cover_point[source]), 0, w.district)
    return seen if mark_plain(chance.lane(k, place + ALL_SLOTS * who.number)) < share else 0


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Make the keys of who is covered, which a district uses in every step."""
    for source in range(t.sources.cover_point.shape[0]):
        s.sources.cover_key[source] = key(seed, t.sources.cover_point[source], 0, district)


@kernel
def covers_all(t: Tables, e: int, source: int) -> bool:
    """Return whether a source covers everybody alike and wholly, so that nobody need be asked about."""
    return bool(t.sources.cover_axis[e, source] == 0 and t.sources.cover[e, source, 0] == EVERYBODY)


@kernel
def covered(t: Tables, s: State, e: int, source: int, i: int, seen: int) -> int:
    """Return the chance, Q30, that a source sees something about slot `i`, given whom and what it covers.

    `seen` is the chance, Q30, where the source covers it.
    """
    share = t.sources.cover[e, source, category_of(s, t.sources.cover_axis[e, source], i)]
    what = t.sources.cover_what[e, source]
    if what == OF_PLACES:
        return int((seen * share) >> 30)
    if share <= 0 or share >= EVERYBODY:
        return seen if share > 0 else 0
    place = int(s.people.home[i]) if what == OF_HOUSEHOLDS else i
    return (
        seen
        if mark_of(lane(s.sources.cover_key[source], place + ALL_SLOTS * int(s.people.number[i]))) < share
        else 0
    )
