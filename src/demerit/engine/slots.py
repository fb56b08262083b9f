"""Small functions about one slot of a district, which mechanisms of all kinds call.

They say which lists it is on, who its occupant is and where they are counted, and have it looked at again in
this step when something about it has changed.

Names: `t` tables of the draw, `s` state of the district, `i` slot, `m` slot of another occupant, `n` place in
a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiled import partner_by
from demerit.chance.compiling import kernel
from demerit.engine.codes import ALL_BITS, BLOCK, FOR_CONDITIONS, FOR_SCORE, INSIDE, ORGANISED
from demerit.engine.queues import queue
from demerit.engine.state import State
from demerit.mechanisms.lists.counts import BY_AGE, BY_FIFTH, BY_GROUP, BY_RESIDENCE, BY_TIER
from demerit.scenario.codes import AGE_SEX, BY
from demerit.scenario.histories import RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


@kernel
def inside(t: Tables, s: State, i: int) -> bool:
    """Return whether the regime is about the occupant of slot `i`: a member, where it has members."""
    return bool(t.members.some[0] == 0 or i >= SLOTS or s.members.standing[0, i] == INSIDE)


@kernel
def stint(s: State, i: int) -> int:
    """Return which membership of which occupant of slot `i` the present one is, as one number.

    It is the occupant's number where the regime has no members.
    """
    number = int(s.people.number[i])
    if i < SLOTS and s.members.stint.shape[0] != 0:
        number += int(s.members.stint[0, i]) << 16
    return number


@kernel
def listed_in(t: Tables, s: State, history: int, i: int) -> int:
    """Return the lists that slot `i` is on in a history, by itself or by a tie, as a bit set by list number.

    `history` is RECORDED or SHADOW.
    """
    tied = TIED_RECORDED if history == RECORDED else TIED_SHADOW
    return int(s.listing.on[t.histories.row[history], i] | s.ties.through[tied, i])


@kernel
def queue_listing(t: Tables, s: State, i: int) -> None:
    """Note whether slot `i` is on any list as recorded or in the shadow, and that this may have changed."""
    queue(s.listing.changed, i, 1)
    busy = listed_in(t, s, RECORDED, i) | listed_in(t, s, SHADOW, i) != 0
    if busy != (s.listing.busy[i] != 0):
        s.listing.busy[i] = 1 if busy else 0
        s.listing.busy_blocks[i // BLOCK] += 1 if busy else -1


@kernel
def givers(t: Tables, s: State, i: int) -> int:
    """Return the lists that slot `i` is on by itself, as recorded or in the shadow, as a bit set by number.

    These are the lists that it may pass on to others by a tie.
    """
    return int(s.listing.on[RECORDED, i] | s.listing.on[t.histories.row[SHADOW], i])


@kernel
def put(t: Tables, s: State, history: int, number: int, i: int, on: bool) -> None:
    """Put slot `i` itself, not by a tie, on list `number` in row `history`; take it off if not `on`."""
    bit = 1 << number
    before = givers(t, s, i) & bit
    if on:
        s.listing.on[history, i] |= bit
    else:
        s.listing.on[history, i] &= ALL_BITS - bit
    if before != givers(t, s, i) & bit:
        s.listing.givers[number] += 1 if on else -1


@kernel
def queue_ties(s: State, i: int) -> None:
    """Have the ties of slot `i` worked out anew in this step, if anybody is there."""
    if s.people.present[i] != 0:
        queue(s.ties.due, i, 1)


@kernel
def queue_score(s: State, i: int) -> None:
    """Have the score of slot `i` moved in this step."""
    queue(s.scores.due, i, FOR_SCORE)


@kernel
def queue_conditions(s: State, i: int) -> None:
    """Have conditions asked again of slot `i`, since something that they read has changed."""
    queue(s.scores.due, i, FOR_CONDITIONS)
    s.scores.due.waits[i] = FOR_CONDITIONS


@kernel
def cell_of(s: State, i: int) -> int:
    """Return the cell of the quarterly table that the person in slot `i` stands in."""
    return int(
        np.int64(s.people.tier[i]) * BY_TIER
        + np.int64(s.people.group[i]) * BY_GROUP
        + np.int64(s.people.residence[i]) * BY_RESIDENCE
        + np.int64(s.people.fifth[i]) * BY_FIFTH
        + np.int64(s.people.age[i]) * BY_AGE
    )


@kernel
def acquaintance(s: State, n: int, i: int) -> int:
    """Return the slot that matching `n` of the district's acquaintances ties slot `i` to.

    It is worked out when it is first needed and then kept: few slots are looked up, and many of them often.
    """
    m = int(s.ties.partners[n, i])
    if m >= SLOTS:
        m = partner_by(s.ties.matching[n], i)
        s.ties.partners[n, i], s.ties.partners[n, m] = m, i
    return m


@kernel
def tier_of(s: State, i: int) -> int:
    """Return the tier of the person in slot `i`; for an organisation ORGANISED, the number after the last."""
    return int(s.people.tier[i]) if i < SLOTS else ORGANISED


@kernel
def retable(s: State, i: int) -> None:
    """Write anew in which row of the tables of rates the person in slot `i` stands.

    It is called after a trait or the job has changed.
    """
    status = (
        (np.int64(s.work.jobless[i]) * 4 + s.people.tier[i]) * 5 + s.people.fifth[i]
    ) * 5 + s.people.residence[i]
    s.people.place[i] = status * AGE_SEX + s.people.age[i] * 2 + s.people.sex[i]


@kernel
def category_of(s: State, axis: int, i: int) -> int:
    """Return the category, by code, of the occupant of slot `i` on an axis of `BY`; 0 on the axis of all."""
    if axis == BY.region:
        return int(np.int64(s.people.region[0]))
    if axis == BY.age:
        return int(np.int64(s.people.age[i]))
    if axis == BY.sex:
        return int(np.int64(s.people.sex[i]))
    if axis == BY.tier:
        return int(np.int64(s.people.tier[i]))
    if axis == BY.residence:
        return int(np.int64(s.people.residence[i]))
    if axis == BY.fifth:
        return int(np.int64(s.people.fifth[i]))
    if axis == BY.group:
        return int(np.int64(s.people.group[i]))
    if axis == BY.size:
        return int(np.int64(s.people.size[i]))
    return 0
