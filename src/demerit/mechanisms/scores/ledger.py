"""M20, the ledger: a score is moved by points, and comes back with time.

Points of a step are summed, held to the most that a step may move a score, and added between floor and cap.
Where points come back with time as well (`scheduled`), what entries that end give back lifts a score up to
the start and never beyond, so that an entry that was made good is not paid back twice.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.engine.codes import FOR_CONDITIONS
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.lowering_edges import EVERYWHERE
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_CAP, BY_POINTS
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


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
