"""M20, the ledger: a score is moved by points, and comes back with time.

Points of a step are summed, held to the most that a step may move a score, and added between floor and cap.
Points that come back with time come back up to the start.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.events import BY_CAP, BY_POINTS, BY_RECOVERY, SCORE, happen, happen_plain
from demerit.engine.state import HISTORIES, SHADOW, State, move
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS


def recover_plain(w: World, step: int) -> None:
    """Let points come back that are due."""
    t = w.tables
    e = int(t.epoch[step])
    points, start = int(t.score_recovers[e, step]), int(t.score_start[e])
    if points == 0:
        return
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        for history in range(HISTORIES):
            if who.score[history] < start:
                change = min(points, start - who.score[history])
                who.score[history] += change
                if history <= SHADOW:
                    happen_plain(w, step, who, SCORE + history, change, who.score[history], BY_RECOVERY)
                w.moved[slot] = None


def settle_points_plain(w: World, who: Occupant, step: int) -> None:
    """Move the scores of `who` by the points of this step."""
    t = w.tables
    e = int(t.epoch[step])
    most, low, high = int(t.score_most[e]), int(t.score_low[e]), int(t.score_high[e])
    for history in range(HISTORIES):
        before = who.score[history]
        change = min(max(who.gain[history], -most), most)
        if change:
            who.score[history] = min(max(before + change, low), high)
        if history <= SHADOW:
            _tell_plain(w, who, step, history, before)
        who.gain[history] = 0


def _tell_plain(w: World, who: Occupant, step: int, history: int, before: int) -> None:
    """Write down by how much a score moved, and what of it a cap or bound kept back."""
    due, after = who.gain[history], who.score[history]
    if due:
        happen_plain(w, step, who, SCORE + history, due, before + due, BY_POINTS)
    if after != before + due:
        happen_plain(w, step, who, SCORE + history, after - before - due, after, BY_CAP)


@kernel
def recover(t: Tables, s: State, step: int) -> None:
    """Let points come back that are due."""
    e = t.epoch[step]
    points, start = t.score_recovers[e, step], t.score_start[e]
    if points == 0:
        return
    for i in range(ALL_SLOTS):
        if s.present[i] == 0:
            continue
        for history in range(HISTORIES):
            if s.score[history, i] < start:
                change = min(points, start - s.score[history, i])
                s.score[history, i] += change
                if history <= SHADOW:
                    happen(s, step, i, SCORE + history, change, s.score[history, i], BY_RECOVERY, 0)
                move(s, i)


@kernel
def _tell(s: State, step: int, i: int, history: int, before: int) -> None:
    """Write down by how much a score moved, and what of it a cap or bound kept back."""
    due, after = s.gain[i, history], s.score[history, i]
    if due != 0:
        happen(s, step, i, SCORE + history, due, before + due, BY_POINTS, 0)
    if after != before + due:
        happen(s, step, i, SCORE + history, after - before - due, after, BY_CAP, 0)


@kernel
def settle_points(t: Tables, s: State, step: int, i: int) -> None:
    """Move the scores of slot `i` by the points of this step."""
    e = t.epoch[step]
    most, low, high = t.score_most[e], t.score_low[e], t.score_high[e]
    for history in range(HISTORIES):
        before = s.score[history, i]
        change = min(max(s.gain[i, history], -most), most)
        if change != 0:
            s.score[history, i] = min(max(before + change, low), high)
        if history <= SHADOW and s.followed[i] != 0:
            _tell(s, step, i, history, before)
        s.gain[i, history] = 0
