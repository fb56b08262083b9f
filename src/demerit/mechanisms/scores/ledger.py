"""M20, the ledger: a score is moved by points, and comes back with time.

Points of a step are summed, held to the most that a step may move a score, and added between floor and cap.
Points that come back with time come back up to the start, to everybody or to those to whom chance gives
them. Where entries expire besides, what they give back lifts a score up to the start too and never beyond,
so that an entry that was made good is not paid back twice. They move many and change little, so only those
who come past an edge of a condition are looked at again.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `g` number of
a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, I64x1
from demerit.engine.codes import BLOCK, FOR_CONDITIONS, INSIDE
from demerit.engine.points import ALWAYS
from demerit.engine.slots import inside, queue_conditions
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.lowering_edges import EVERYWHERE, OPEN
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_CAP, BY_POINTS, BY_RECOVERY
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

COMES_BACK = point("score.recovery")
HALF = ALL_SLOTS // 2
"""Slots that get the upper half of a hash each; the other half of them gets the lower."""

_COMES_BACK, _LOW = np.uint64(COMES_BACK), np.uint64((1 << 32) - 1)


def recover_plain(w: World, g: int, step: int) -> None:
    """Let points of score `g` come back that are due, to those to whom chance gives them."""
    t = w.tables
    e = int(t.time.epoch[step])
    points, start = int(t.scores.recovers[e, g, step]), int(t.scores.start[e, g])
    share = int(t.scores.recovery[e, g])
    if points == 0:
        return
    k = chance.key(w.seed, COMES_BACK, step, w.district)
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        if who.membership != INSIDE:
            continue
        if share < ALWAYS and not _comes_back_plain(k, slot, share):
            continue
        score = who.scores[g].score
        for history in range(HISTORIES):
            if score[history] < start:
                change = min(points, start - score[history])
                score[history] += change
                tell_plain(w, step, who, row_plain(g, history), change, score[history], BY_RECOVERY)


def _comes_back_plain(k: int, slot: int, share: int) -> bool:
    """Return whether points come back to a slot; its half of a hash decides, at a chance exact to 2^-32."""
    h = chance.lane(k, slot % HALF)
    return (h >> 32 if slot < HALF else h & int(_LOW)) < share >> 21


def settle_points_plain(w: World, who: Occupant, g: int, step: int) -> None:
    """Move score `g` of `who` by the points of this step."""
    of = who.scores[g]
    if not any(of.gain) and not any(of.returned):
        return
    t = w.tables
    e = int(t.time.epoch[step])
    most, low, high = int(t.scores.most[e, g]), int(t.scores.low[e, g]), int(t.scores.high[e, g])
    start = int(t.scores.start[e, g])
    for history in range(HISTORIES):
        before, due, back = of.score[history], of.gain[history], of.returned[history]
        after = before + min(max(due, -most), most)
        if back > 0 and after < start:
            after = min(after + min(back, most), start)
        if after != before:
            of.uncut[history] = after
            after = min(max(after, low), high)
            of.score[history] = after
        row = row_plain(g, history)
        if due + back:
            tell_plain(w, step, who, row, due + back, before + due + back, BY_POINTS)
        if after != before + due + back:
            tell_plain(w, step, who, row, after - before - due - back, after, BY_CAP)
        of.gain[history] = of.returned[history] = 0


@kernel
def recover(t: Tables, s: State, seed: np.uint64, district: int, g: int, step: int) -> None:
    """Let points of score `g` come back that are due, to those to whom chance gives them.

    It goes over whole columns, empty slots among them: whoever enters one gets a new score anyway.
    """
    e = t.time.epoch[step]
    if t.scores.recovers[e, g, step] == 0:
        return
    start, low, high = t.scores.start[e, g], t.scores.edges[e, g, 0], t.scores.edges[e, g, 1]
    _draw(s.scores.back, seed, district, step, t.scores.recovers[e, g, step], t.scores.recovery[e, g])
    if s.panel.following[0] != 0:
        _tell_recovery(t, s, g, start, step)
    for place in range(t.histories.kept.shape[0]):
        _come_back(
            s,
            s.scores.score[row_of(g, t.histories.kept[place])],
            s.scores.back,
            start,
            low if low <= start else OPEN,
            high,
        )


@kernel
def _draw(back: I32x1, seed: np.uint64, district: int, step: int, points: int, share: int) -> None:
    """Set the points that come back to each slot; one hash serves two slots."""
    due, none = np.int32(points), np.int32(0)
    if share >= ALWAYS:
        back[:] = due
        return
    k, low, high = (
        key(seed, _COMES_BACK, step, district),
        np.uint64(share >> 21),
        np.uint64(share >> 21 << 32),
    )
    for i in range(HALF):
        h = lane(k, i)
        back[i] = due if h < high else none
        back[HALF + i] = due if h & _LOW < low else none


@kernel
def _come_back(s: State, score: I32x1, back: I32x1, start: int, lowest: int, highest: int) -> None:
    """Add to each score what comes back, up to the start, and have those looked at who come past an edge.

    Where somebody of a block does, whoever may have done so is looked at again, which changes nothing more.
    """
    top, low, high = np.int32(start), np.int32(lowest), np.int32(highest)
    for block in range(ALL_SLOTS // BLOCK):
        passing = np.int32(0)
        for i in range(block * BLOCK, (block + 1) * BLOCK):
            before = score[i]
            after, most = np.int32(before + back[i]), before if before > top else top
            after = after if after < most else most
            score[i] = after
            passing = np.int32(passing | np.int32((before < high) & (after >= low) & (after != before)))
        if passing != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                if back[i] > 0 and lowest <= score[i] <= start and score[i] - back[i] < highest:
                    queue_conditions(s, i)


@kernel
def _tell_recovery(t: Tables, s: State, g: int, start: int, step: int) -> None:
    """Write down what comes back to those who are followed."""
    for i in range(ALL_SLOTS):
        if s.panel.followed[i] != 0 and s.people.present[i] != 0 and inside(t, s, i):
            for history in range(HISTORIES):
                row = row_of(g, history)
                change = min(s.scores.back[i], start - s.scores.score[row, i])
                if change > 0 and t.histories.row[history] == history:
                    tell(t, s, step, i, row, change, s.scores.score[row, i] + change, BY_RECOVERY)


@kernel
def settle_points(t: Tables, s: State, g: int, step: int) -> None:
    """Move score `g` of all who are due by the points of this step, one history after another.

    Where a score passes an edge (`lowering_edges`) a condition may change: the slot is marked to be asked.
    """
    e = t.time.epoch[step]
    if s.panel.following[0] != 0:
        _tell(t, s, g, step)
    if t.scores.edges[e, g, 0] == EVERYWHERE[0]:
        for place in range(s.scores.due.length[0]):
            s.scores.due.waits[s.scores.due.slots[place]] = FOR_CONDITIONS
    for place in range(t.histories.kept.shape[0]):
        _settle(t, s, e, g, row_of(g, t.histories.kept[place]))


@kernel
def _moved(t: Tables, e: int, g: int, before: int, due: int, back: int) -> int:
    """Return a score after the points of a step, before its bounds: at most so many of them.

    `back` are points that come back up to the start and never beyond.
    """
    most, start = t.scores.most[e, g], t.scores.start[e, g]
    after = before + min(max(due, -most), most)
    if back > 0 and after < start:
        after = min(after + min(back, most), start)
    return int(after)


@kernel
def _settle(t: Tables, s: State, e: int, g: int, row: int) -> None:
    """Move score `g` by the points of this step in one history, whose row it is."""
    low, high, keeps = t.scores.low[e, g], t.scores.high[e, g], t.stays.reexamined[0] != 0
    score, edges = s.scores.score[row], t.scores.edges[e, g]
    first, last, returns = edges[0], edges[1], t.scores.returns[e, g] != 0
    for place in range(s.scores.due.length[0]):
        i = int(s.scores.due.slots[place])
        due, before, back = int(s.scores.gain[i, row]), int(score[i]), 0
        s.scores.gain[i, row] = 0
        if returns:
            back = int(s.scores.returned[i, row])
            s.scores.returned[i, row] = 0
        after = _moved(t, e, g, before, due, back)
        if after == before:
            continue
        if keeps:
            s.scores.uncut[row, i] = after
        after = min(max(after, low), high)
        score[i] = after
        if min(before, after) < last and max(before, after) >= first and after != before:
            if _passes(edges, min(before, after), max(before, after)):
                s.scores.due.waits[i] = FOR_CONDITIONS


@kernel
def _passes(edges: I64x1, low: int, high: int) -> bool:
    """Return whether a score that moves between `low` and `high` passes an edge of a condition."""
    place = 2
    while edges[place] <= low:
        place += 1
    return bool(edges[place] <= high)


@kernel
def _tell(t: Tables, s: State, g: int, step: int) -> None:
    """Write down by how much scores of those who are followed move, and what a cap or bound keeps back."""
    e = t.time.epoch[step]
    for place in range(s.scores.due.length[0]):
        i = int(s.scores.due.slots[place])
        if s.panel.followed[i] == 0 or s.people.present[i] == 0:
            continue
        for history in range(HISTORIES):
            if t.histories.row[history] != history:
                continue
            row = row_of(g, history)
            before, due, back = (
                int(s.scores.score[row, i]),
                int(s.scores.gain[i, row]),
                int(s.scores.returned[i, row]),
            )
            after = _moved(t, e, g, before, due, back)
            if after != before:
                after = min(max(after, t.scores.low[e, g]), t.scores.high[e, g])
            if due + back != 0:
                tell(t, s, step, i, row, due + back, before + due + back, BY_POINTS)
            if after != before + due + back:
                tell(t, s, step, i, row, after - before - due - back, after, BY_CAP)
