"""M23: bundles of safeguards that are for a class of people alone (`to`).

It is asked on the day on which a record is ruled on, of the records' bundle, or on which a listing is
entered, of the listings': whoever is of the class then keeps these safeguards, whatever becomes of them.
Nobody else has any of the bundle, and no organisation.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span
between amendments, `b` bundle of safeguards, `i` slot.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.records.cases import UNGUARDED_LISTING
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def theirs_plain(w: World, who: Occupant, b: int, step: int) -> int:
    """Return bundle `b` where it is for `who` now, else 0."""
    condition = int(w.tables.redress.to[b])
    if condition < 0:
        return b
    return b if who.is_person and holds_plain(w, condition, who, step) else 0


@kernel
def theirs(t: Tables, s: State, b: int, i: int, step: int) -> int:
    """Return bundle `b` where it is for slot `i` now, else 0."""
    if t.redress.to[b] < 0:
        return int(b)
    return int(b) if i < SLOTS and holds(t, s, t.redress.to[b], i, step, RECORDED) else 0


@kernel
def of_listing(t: Tables, e: int, number: int, flags: int) -> int:
    """Return the bundle of a listing with these flags, entered on list `number` in span `e`."""
    return 0 if flags & UNGUARDED_LISTING != 0 else int(t.redress.of_listing[e, number])
