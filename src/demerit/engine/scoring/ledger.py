"""M20, the ledger: a score is moved by points, and comes back with time.

Points of a step are summed, held to the most that a step may move a score, and added between floor and cap.
Points that come back with time come back up to the start, to everybody or to those to whom chance gives them.
They move many and change little, so only those who come past an edge of a condition are looked at again.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point, probability
from demerit.chance.compiled import key, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1
from demerit.engine.events import BY_CAP, BY_POINTS, BY_RECOVERY, SCORE, happen, happen_plain
from demerit.engine.state import BLOCK, HISTORIES, SHADOW, State, move
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

COMES_BACK = point("score.recovery")
ALWAYS = probability(1)

_COMES_BACK = np.uint64(COMES_BACK)


def recover_plain(w: World, step: int) -> None:
    """Let points come back that are due, to those to whom chance gives them."""
    t = w.tables
    e = int(t.epoch[step])
    points, start, share = int(t.score_recovers[e, step]), int(t.score_start[e]), int(t.score_recovery[e])
    if points == 0:
        return
    k = chance.key(w.seed, COMES_BACK, step, w.district)
    for slot in sorted(w.occupants):
        who = w.occupants[slot]
        if share < ALWAYS and chance.uniform53(chance.lane(k, slot)) >= share:
            continue
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
def recover(t: Tables, s: State, seed: np.uint64, district: int, step: int) -> None:
    """Let points come back that are due, to those to whom chance gives them.

    Pass after pass over whole columns, empty slots and all, since whoever enters one begins anew.
    """
    e = t.epoch[step]
    if t.score_recovers[e, step] == 0:
        return
    _draw(s, seed, district, step, t.score_recovers[e, step], t.score_recovery[e])
    start = int(t.score_start[e])
    if s.event.shape[0] != 0:
        _tell_recovery(s, start, step)
    for history in range(SHADOW + 1):
        _note_edges(s.score[history], s.back, start, t.score_edges[e, 0], t.score_edges[e, 1], s)
    for history in range(HISTORIES):
        _come_back(s.score[history], s.back, start)


@kernel
def _draw(s: State, seed: np.uint64, district: int, step: int, points: int, share: int) -> None:
    """Set the points that come back to each slot."""
    back, due = s.back, np.int32(points)
    if share >= ALWAYS:
        back[:] = due
        return
    k = key(seed, _COMES_BACK, step, district)
    for i in range(ALL_SLOTS):
        back[i] = due if uniform53(lane(k, i)) < share else 0


@kernel
def _come_back(score: I32x1, back: I32x1, start: int) -> None:
    """Add to each score what comes back, up to the start."""
    for i in range(ALL_SLOTS):
        score[i] += max(min(back[i], start - score[i]), 0)


@kernel
def _note_edges(score: I32x1, back: I32x1, start: int, lowest: int, highest: int, s: State) -> None:
    """Have those looked at again whose score comes past an edge of a condition."""
    for block in range(ALL_SLOTS // BLOCK):
        passing = 0
        for i in range(block * BLOCK, (block + 1) * BLOCK):
            change = max(min(back[i], start - score[i]), 0)
            passing |= int((change > 0) & (score[i] < highest) & (score[i] + change >= lowest))
        if passing != 0:
            for i in range(block * BLOCK, (block + 1) * BLOCK):
                change = max(min(back[i], start - score[i]), 0)
                if change > 0 and score[i] < highest and score[i] + change >= lowest:
                    move(s, i)


@kernel
def _tell_recovery(s: State, start: int, step: int) -> None:
    """Write down what comes back to those who are followed."""
    for i in range(ALL_SLOTS):
        if s.followed[i] != 0 and s.present[i] != 0:
            for history in range(SHADOW + 1):
                change = min(s.back[i], start - s.score[history, i])
                if change > 0:
                    happen(s, step, i, SCORE + history, change, s.score[history, i] + change, BY_RECOVERY, 0)


@kernel
def _tell(s: State, step: int, i: int, history: int, before: int) -> None:
    """Write down by how much a score moved, and what of it a cap or bound kept back."""
    due, after = s.gain[history, i], s.score[history, i]
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
        change = min(max(s.gain[history, i], -most), most)
        if change != 0:
            s.score[history, i] = min(max(before + change, low), high)
        if history <= SHADOW and s.followed[i] != 0:
            _tell(s, step, i, history, before)
        s.gain[history, i] = 0
