"""What happens to people who are followed: dated rows that both engines write, equal to the bit.

A run that only counts follows nobody; where something happens that is all it has to look up. When a district
is walked again to tell lives, the slots to follow are named beforehand, and every mechanism says here what it
does to their occupants: a row is step, slot, occupant number, kind, a, b, c, h. What a, b and c mean the kind
says (`demerit.counted.kinds`, declared in the mechanism's `words`); h is the hash of the possible point that
it all began with: an act, its sightings, the ruling and the record have one number in common.

Truth and record are told apart by kind: what only the lab knows is never in a row of the record's side, but
for the fields that the kind names as known to the lab alone, which whoever writes a ledger leaves out.

Names: `w` world of the plain engine, `s` state of the district, `h` hash that chance is read from, `i` slot,
`n` place in a list from 0, `a` first field of a row, `b` second field, `c` third field.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import EVENTS_FULL
from demerit.engine.state import State
from demerit.engine.world import Occupant, World

COLUMNS = ("step", "slot", "number", "kind", "a", "b", "c", "h")


def happen_plain(
    w: World, step: int, who: Occupant, kind: int, a: int = 0, b: int = 0, c: int = 0, h: int = 0
) -> None:
    """Write down that an event of `kind` happened to `who`, if they are followed.

    What `a`, `b` and `c` mean the kind says; `h` is the hash of the possible point that it goes back to.
    """
    if who.slot in w.followed:
        signed = h - (1 << 64) if h >> 63 else h
        w.events.append((step, who.slot, who.number, kind, int(a), int(b), int(c), signed))


@kernel
def happen(s: State, step: int, i: int, kind: int, a: int, b: int, c: int, h: int | np.int64) -> None:
    """Write down that an event of `kind` happened to the occupant of slot `i`, if they are followed.

    What `a`, `b` and `c` mean the kind says; `h` is the hash of the possible point that it goes back to.
    """
    if s.panel.followed[i] != 0:
        _write(s, step, i, kind, a, b, c, h)


@kernel
def _write(s: State, step: int, i: int, kind: int, a: int, b: int, c: int, h: int | np.int64) -> None:
    n = s.panel.used[0]
    if n >= s.panel.row.shape[0]:
        s.room.error[0] = EVENTS_FULL
        return
    row = s.panel.row[n]
    row[0], row[1], row[2], row[3] = step, i, s.people.number[i], kind
    row[4], row[5], row[6], row[7] = a, b, c, h
    s.panel.used[0] = n + 1
