"""What is asked of one slot of a district, and what is noted about it: small, and called from everywhere."""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import partner_by
from demerit.chance.compiling import kernel
from demerit.engine.state import ALL_BITS, BLOCK, MARKS, MOVED, MOVES, ORGANISED, SHIFTED, STIRRED, State
from demerit.scenario.histories import RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import AGE_SEX, Tables
from demerit.society.traits import SLOTS


@kernel
def listed_in(t: Tables, s: State, history: int, i: int) -> int:
    """Return, a bit each, the lists that slot `i` is on in a history: by itself, or by a tie."""
    tied = TIED_RECORDED if history == RECORDED else TIED_SHADOW
    return int(s.on[t.history_row[history], i] | s.through[tied, i])


@kernel
def watch_lists(t: Tables, s: State, i: int) -> None:
    """Note whether slot `i` is on any list as recorded or in the shadow, and that this may have changed."""
    if s.shifted_bit[i] == 0:
        s.shifted_bit[i] = 1
        s.shifted[s.counters[SHIFTED]] = i
        s.counters[SHIFTED] += 1
    busy = listed_in(t, s, RECORDED, i) | listed_in(t, s, SHADOW, i) != 0
    if busy != (s.busy[i] != 0):
        s.busy[i] = 1 if busy else 0
        s.busy_blocks[i // BLOCK] += 1 if busy else -1


@kernel
def givers(t: Tables, s: State, i: int) -> int:
    """Return, a bit each, the lists that slot `i` is on by itself, as recorded or in the shadow."""
    return int(s.on[RECORDED, i] | s.on[t.history_row[SHADOW], i])


@kernel
def put(t: Tables, s: State, history: int, number: int, i: int, on: bool) -> None:
    """Put slot `i` on list `number` in a history by itself, or take it off."""
    bit = 1 << number
    before = givers(t, s, i) & bit
    if on:
        s.on[history, i] |= bit
    else:
        s.on[history, i] &= ALL_BITS - bit
    if before != givers(t, s, i) & bit:
        s.givers[number] += 1 if on else -1


@kernel
def mark(s: State, i: int) -> None:
    """Have the ties of slot `i` looked at in this step."""
    if s.marked_bit[i] == 0 and s.present[i] != 0:
        s.marked_bit[i] = 1
        s.marked[s.counters[MARKS]] = i
        s.counters[MARKS] += 1


@kernel
def stir(s: State, i: int) -> None:
    """Remember that the score of slot `i` is to move in this step."""
    if s.moved_bit[i] == 0:
        s.moved_bit[i] = STIRRED
        s.moved[s.counters[MOVES]] = i
        s.counters[MOVES] += 1


@kernel
def move(s: State, i: int) -> None:
    """Remember that a trait of slot `i`, or something else that conditions ask for, changed in this step."""
    stir(s, i)
    s.moved_bit[i] = MOVED


@kernel
def cell_of(s: State, i: int) -> int:
    """Return the cell of the quarterly table that the person in slot `i` stands in."""
    return int(
        (((np.int64(s.tier[i]) * 8 + s.group[i]) * 5 + s.residence[i]) * 5 + s.fifth[i]) * 8 + s.age[i]
    )


@kernel
def acquaintance(s: State, n: int, i: int) -> int:
    """Return the slot that the district's `n`-th matching of acquaintances ties slot `i` to.

    Worked out when somebody asks first, since few are asked for, and many of them often.
    """
    m = int(s.partners[n, i])
    if m >= SLOTS:
        m = partner_by(s.matching[n], i)
        s.partners[n, i], s.partners[n, m] = m, i
    return m


@kernel
def tier_of(s: State, i: int) -> int:
    """Return the tier of the person in slot `i`, or the place after the last for an organisation."""
    return int(s.tier[i]) if i < SLOTS else ORGANISED


@kernel
def retable(s: State, i: int) -> None:
    """Set where the person in slot `i` stands in the tables of rates, after a trait or job has changed."""
    status = ((np.int64(s.jobless[i]) * 4 + s.tier[i]) * 5 + s.fifth[i]) * 5 + s.residence[i]
    s.place[i] = status * AGE_SEX + s.age[i] * 2 + s.sex[i]


@kernel
def category_of(s: State, axis: int, i: int) -> int:
    """Return where the occupant of slot `i` stands on an axis: the persons' axes in order, then size."""
    if axis == 1:
        return int(np.int64(s.region[0]))
    if axis == 2:
        return int(np.int64(s.age[i]))
    if axis == 3:
        return int(np.int64(s.sex[i]))
    if axis == 4:
        return int(np.int64(s.tier[i]))
    if axis == 5:
        return int(np.int64(s.residence[i]))
    if axis == 6:
        return int(np.int64(s.fifth[i]))
    if axis == 7:
        return int(np.int64(s.group[i]))
    if axis == 8:
        return int(np.int64(s.size[i]))
    return 0
