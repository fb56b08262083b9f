"""M22: whom a condition that holds may take onto a list, and what is remembered for when it may do so again.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot, `y` way from
0.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Occupant
from demerit.mechanisms.lists.lowering_ways import AFTER_SPELL, IGNORED, WHILE
from demerit.scenario.exits import REPAIR
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def takes_plain(t: Tables, who: Occupant, e: int, y: int, history: int, stands: bool, kind: int) -> bool:
    """Return whether a condition that holds takes `who` in this step by way `y`."""
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        return not stands and kind != REPAIR and y not in who.repaired[history]
    if y in who.met[history] or (stands and t.ways.overlap[e, y] == IGNORED):
        return False
    return y not in who.used[history]


def note_plain(t: Tables, who: Occupant, e: int, y: int, history: int, holding: bool) -> None:
    """Note whether the condition of way `y` holds now."""
    if not holding:
        who.repaired[history].discard(y)
        who.met[history].discard(y)
    elif (int(t.ways.once[e, int(not who.is_person)]) >> y) & 1:
        who.met[history].add(y)


@kernel
def takes(t: Tables, s: State, e: int, y: int, i: int, history: int, stands: bool, kind: int) -> bool:
    """Return whether a condition that holds takes slot `i` in this step by way `y`."""
    bit = 1 << y
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        return bool(not stands and kind != REPAIR and s.stays.repaired[history, i] & bit == 0)
    if s.stays.met[history, i] & bit != 0 or (stands and t.ways.overlap[e, y] == IGNORED):
        return False
    return bool(s.stays.used[history, i] & bit == 0)


@kernel
def note(t: Tables, s: State, e: int, y: int, i: int, history: int, holding: bool) -> None:
    """Note whether the condition of way `y` holds now."""
    bit = 1 << y
    if not holding:
        s.stays.repaired[history, i] &= ~bit
        s.stays.met[history, i] &= ~bit
    elif t.ways.once[e, 1 if i >= SLOTS else 0] & bit != 0:
        s.stays.met[history, i] |= bit
