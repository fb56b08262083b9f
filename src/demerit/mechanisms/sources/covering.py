"""M11: whom and what a source covers.

A coverage of *people* or *households* is a lasting trait: each person, or each household from its formation
to its end, has a mark for each source, and is covered while the mark lies under the share that the source
covers of people like them. So who is covered stays covered, a coverage that rises only adds, and one
source's says nothing about another's. Who lives in no household, a visitor or an organisation, has a mark
to themselves. A coverage of *places* says where somebody acts and not who: it is a factor of the chance of
each act, each false sighting and each match.

All three answer one question: given the chance to be seen where it is covered, what is the chance?

Where coverage has cases, the first counts whose condition holds as the step begins, as recorded. The mark is
one for all cases, and so is the look at an act: whoever is covered more is seen at all that they were seen at
before, and more only adds. A true sighting stays true whoever called for it; one that the same source would
not have made on a true record is counted as *called by error*.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `k` key of a decision point.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain
from demerit.engine.slots import category_of
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.scenario.codes import OF_HOUSEHOLDS, OF_PLACES
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

EVERYBODY = 1 << 30
"""The share, Q30, of a source that covers everybody."""

MECHANISM = Mechanism(name="covering", rows=("M11",), stage="detection", points=("source.<name>.people",))


def covered_plain(w: World, step: int, source: int, who: Occupant, seen: int, history: int = RECORDED) -> int:
    """Return the chance, Q30, that a source sees something about `who`, given whom and what it covers.

    `seen` is the chance, Q30, where the source covers it; conditions are asked in `history`.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    cases = range(int(t.sources.cover_start[e, source]), int(t.sources.cover_start[e, source + 1]))
    asked = (n for n in cases[:-1] if holds_plain(w, int(t.sources.cover_if[n]), who, step, history))
    case = next(asked, cases[-1])
    share = int(t.sources.cover[case, w.category(int(t.sources.cover_axis[case]), who)])
    if t.sources.cover_what[e, source] == OF_PLACES:
        return (seen * share) >> 30
    place = who.home if t.sources.cover_what[e, source] == OF_HOUSEHOLDS else who.slot
    k = chance.key(w.seed, int(t.sources.cover_point[source]), 0, w.district)
    return seen if mark_plain(chance.lane(k, place + ALL_SLOTS * who.number)) < share else 0


def called_plain(w: World, step: int, source: int, who: Occupant, seen: int, mark: int) -> bool:
    """Return whether a source that sees something about `who` would not on a true record.

    `seen` is the chance, Q30, where the source covers it, `mark` the mark of the look.
    """
    return mark >= covered_plain(w, step, source, who, seen, SHADOW)


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Make the keys of who is covered, which a district uses in every step."""
    for source in range(t.sources.cover_point.shape[0]):
        s.sources.cover_key[source] = key(seed, t.sources.cover_point[source], 0, district)


@kernel
def covers_all(t: Tables, e: int, source: int) -> bool:
    """Return whether a source covers everybody alike and wholly, so that nobody need be asked about."""
    first = t.sources.cover_start[e, source]
    return bool(
        t.sources.cover_start[e, source + 1] == first + 1
        and t.sources.cover_axis[first] == 0
        and t.sources.cover[first, 0] == EVERYBODY
    )


@kernel
def has_cases(t: Tables, e: int, source: int) -> bool:
    """Return whether how much a source covers hangs on conditions."""
    return bool(t.sources.cover_start[e, source + 1] != t.sources.cover_start[e, source] + 1)


@kernel
def covered(t: Tables, s: State, step: int, source: int, i: int, seen: int, history: int) -> int:
    """Return the chance, Q30, that a source sees something about slot `i`, given whom and what it covers.

    `seen` is the chance, Q30, where the source covers it; conditions are asked in `history`.
    """
    e = t.time.epoch[step]
    case, last = t.sources.cover_start[e, source], t.sources.cover_start[e, source + 1] - 1
    while case < last and not holds(t, s, t.sources.cover_if[case], i, step, history):
        case += 1
    share = t.sources.cover[case, category_of(s, t.sources.cover_axis[case], i)]
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


@kernel
def called(t: Tables, s: State, step: int, source: int, i: int, seen: int, mark: int) -> bool:
    """Return whether a source that sees something about slot `i` would not on a true record.

    `seen` is the chance, Q30, where the source covers it, `mark` the mark of the look.
    """
    if t.histories.row[SHADOW] == RECORDED or not has_cases(t, t.time.epoch[step], source):
        return False
    return mark >= covered(t, s, step, source, i, seen, SHADOW)
