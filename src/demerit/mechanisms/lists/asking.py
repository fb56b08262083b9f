"""Which ways onto lists are asked of whom: by which a condition may take somebody, or by which they stand.

On the first day everybody is looked at, and nearly all have one score: what it cannot hold of is worked out
once for them.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot,
`y` way from 0.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.codes import NOBODY
from demerit.engine.expressions import may_hold
from demerit.engine.slots import inside
from demerit.engine.state import State
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


@kernel
def entered(t: Tables, s: State, step: int, entity: int, i: int) -> int:
    """Return, as a bit set, the ways by which a condition may take such an entity.

    Of whoever has the score of slot `i`, whatever their traits; of anybody, where that is NOBODY.
    """
    e, ways = t.time.epoch[step], 0
    for y in range(t.ways.by_list.shape[0]):
        condition = t.stays.condition[e, y]
        if condition >= 0 and t.lists.entity[t.ways.by_list[y]] == entity:
            if i == NOBODY or may_hold(t, s, condition, i, step):
                ways |= 1 << y
    return ways


@kernel
def stands_on(t: Tables, s: State, i: int, remembers: bool) -> int:
    """Return, as a bit set, the ways by which slot `i` has a spell, or that remember it, in any history."""
    ways = 0
    for place in range(t.histories.kept.shape[0]):
        ways |= int(s.stays.on[t.histories.kept[place], i])
    if remembers:
        for place in range(t.histories.kept.shape[0]):
            history = t.histories.kept[place]
            ways |= int(s.stays.repaired[history, i]) | int(s.stays.met[history, i])
    return ways


@kernel
def first_inside(t: Tables, s: State) -> int:
    """Return the first person who waits to be looked at and whom the regime is about, or -1.

    Of no other person a condition on a score holds, so by theirs nothing is known of members' scores.
    """
    for place in range(s.scores.due.length[0]):
        i = int(s.scores.due.slots[place])
        if i < SLOTS and inside(t, s, i):
            return i
    return -1


@kernel
def at_level(t: Tables, s: State, i: int, first: int) -> bool:
    """Return whether slot `i` has in every history the scores that slot `first` has as recorded."""
    for row in range(s.scores.score.shape[0]):
        history = row % HISTORIES
        if t.histories.row[history] == history:
            if s.scores.score[row, i] != s.scores.score[row - history, first]:
                return False
    return True
