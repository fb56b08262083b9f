"""M01: on whom a reported act is put: on who did it, on somebody else, or on nobody.

All reports on one act are joined alike, once. They may find nobody; or somebody else of the district, whom
the act's own hash picks, so that a regime which joins better changes these records and no others. If nobody
stands in the slot that was picked, or the person themselves, nobody is found. What falls on somebody else is
ruled on as what it is to them, a report without their act.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `m` slot of another occupant.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, uniform53
from demerit.chance.compiling import kernel
from demerit.engine.codes import NOBODY
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import slot_of, slot_of_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

LINKED, OTHER = point("linkage.found"), point("linkage.other")

MECHANISM = Mechanism(name="linkage", rows=("M01",), stage="detection")

_LINKED, _OTHER = np.uint64(LINKED), np.uint64(OTHER)


def linked_plain(w: World, step: int, who: Occupant, h: int) -> Occupant | None:
    """Return on whom the act `h` of `who` is put, or None where nobody is found."""
    t = w.tables
    e = int(t.time.epoch[step])
    missed, wrong = int(t.linkage.missed[e]), int(t.linkage.wrong[e])
    if missed + wrong == 0:
        return who
    mark = chance.uniform53(chance.detail(h, LINKED))
    if mark >= missed + wrong:
        return who
    if mark < missed:
        return None
    other = w.occupants.get(slot_of_plain(chance.detail(h, OTHER), int(not who.is_person)))
    return None if other is who else other


@kernel
def linked(t: Tables, s: State, step: int, i: int, h: np.uint64) -> int:
    """Return the slot on whose occupant the act `h` of slot `i` is put, or NOBODY where nobody is found."""
    e = t.time.epoch[step]
    missed, wrong = t.linkage.missed[e], t.linkage.wrong[e]
    if missed + wrong == 0:
        return i
    mark = uniform53(detail(h, _LINKED))
    if mark >= missed + wrong:
        return i
    if mark < missed:
        return NOBODY
    m = slot_of(detail(h, _OTHER), 1 if i >= SLOTS else 0)
    return NOBODY if m == i or s.people.present[m] == 0 else m
