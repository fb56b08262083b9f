"""M20: how many have each grade at the end of a quarter, as recorded and in the shadow.

The shadow's grade is mostly the recorded one, and most have the grade of the start. So a district is counted
once, without those of the start's grade, of whom there are as many as are left; whoever differs in the shadow
is moved over there. Grades are worked out for all slots in passes without a branch, since nothing could
foresee who has which.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, I64x1, I64x2, U8x1
from demerit.counted.values import MOST_GRADES
from demerit.engine.codes import INSIDE
from demerit.engine.expressions import grade_of, grade_plain
from demerit.engine.slots import inside
from demerit.engine.state import State
from demerit.engine.totals import Totals, note, note_all, note_sum, note_traits
from demerit.engine.world import World
from demerit.mechanisms.scores.counts import GRADES
from demerit.mechanisms.scores.rows import row_of
from demerit.scenario.codes import AT
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS


def count_plain(w: World, g: int, step: int) -> None:
    """Count everybody by grade under score `g`, as recorded and in the shadow."""
    t = w.tables
    for who in (who for who in w.occupants.values() if who.membership == INSIDE):
        for column, history in ((GRADES.recorded, RECORDED), (GRADES.shadow, SHADOW)):
            grade = MOST_GRADES * g + grade_plain(w, g, who.scores[g].score[history], step)
            for v in w.axes(who):
                w.totals.grades[int(t.time.quarter[step]), grade, v, column] += 1
        score = who.scores[g].score[RECORDED]
        away = score - int(t.scores.start[int(t.time.epoch[step]), g])
        grade = MOST_GRADES * g + grade_plain(w, g, score, step)
        for v in w.axes(who):
            column = GRADES.above if away > 0 else GRADES.below
            w.totals.grades[int(t.time.quarter[step]), grade, v, column] += abs(away)


@kernel
def count(t: Tables, s: State, out: Totals, g: int, step: int) -> None:
    """Count everybody by grade under score `g`, as recorded and in the shadow."""
    e = t.time.epoch[step]
    lows, grades, sign = t.scores.grade_low[e, g], t.scores.grade_low.shape[2], t.scores.sign[e, g]
    start = grade_of(t, g, t.scores.start[e, g], step)
    recorded, shadow, graded = s.scores.grade[0], s.scores.grade[1], s.scores.graded
    _grade(s.scores.score[row_of(g, RECORDED)], lows, sign, recorded)
    _grade(s.scores.score[row_of(g, t.histories.row[SHADOW])], lows, sign, shadow)
    _sum(t, s, out, g, step)
    if t.members.some[0] != 0:
        _count_members(t, s, out, g, step)
        return
    graded[:] = 0
    for place in range(_others(s, recorded, start)):
        i = int(s.room.others[place])
        note_traits(t, s, graded, i, int(recorded[i]))
    for i in range(SLOTS, ALL_SLOTS):
        if s.people.present[i] != 0:
            note(t, s, graded, i, int(recorded[i]))
    for grade in range(grades):
        everybody = 0
        for v in range(t.axes.starts[AT.sex], t.axes.starts[AT.tier]):
            everybody += graded[grade, v]
        note_all(t, s, graded, grade, everybody)
    _leave_start(s, graded, start)
    counts, first = out.grades[t.time.quarter[step]], MOST_GRADES * g
    for grade in range(grades):
        for v in range(graded.shape[1]):
            counts[first + grade, GRADES.recorded, v] += graded[grade, v]
            counts[first + grade, GRADES.shadow, v] += graded[grade, v]
    for i in range(ALL_SLOTS):
        if recorded[i] != shadow[i] and s.people.present[i] != 0:
            note_sum(t, s, counts[first + int(recorded[i])], i, GRADES.shadow, -1)
            note_sum(t, s, counts[first + int(shadow[i])], i, GRADES.shadow, 1)


@kernel
def _sum(t: Tables, s: State, out: Totals, g: int, step: int) -> None:
    """Add up by grade how far scores as recorded lie from the start; most of them are there."""
    score, start = s.scores.score[row_of(g, RECORDED)], t.scores.start[t.time.epoch[step], g]
    counts, first = out.grades[t.time.quarter[step]], MOST_GRADES * g
    for i in range(ALL_SLOTS):
        away = int(score[i]) - start
        if away != 0 and s.people.present[i] != 0 and inside(t, s, i):
            column = GRADES.above if away > 0 else GRADES.below
            note_sum(t, s, counts[first + int(s.scores.grade[0, i])], i, column, abs(away))


@kernel
def _count_members(t: Tables, s: State, out: Totals, g: int, step: int) -> None:
    """Count the members, and organisations, by their grades, which have been worked out, one by one."""
    counts, first = out.grades[t.time.quarter[step]], MOST_GRADES * g
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0 and inside(t, s, i):
            note(t, s, counts[first + int(s.scores.grade[0, i])], i, GRADES.recorded)
            note(t, s, counts[first + int(s.scores.grade[1, i])], i, GRADES.shadow)


@kernel
def _grade(score: I32x1, lows: I64x1, sign: int, grade: U8x1) -> None:
    """Write the grade of each slot's score, 0 the best: how many grades it is too bad for."""
    grade[:] = 0
    for place in range(lows.shape[0]):
        low, way = np.int32(lows[place]), np.int32(sign)
        if place + 1 < lows.shape[0] and lows[place] != lows[place + 1]:
            for i in range(ALL_SLOTS):
                grade[i] = np.uint8(grade[i] + np.uint8(np.int32(score[i] * way) < low))


@kernel
def _others(s: State, grade: U8x1, start: int) -> int:
    """Write which persons have another grade than `start`; return how many they are."""
    found = 0
    for i in range(SLOTS):
        s.room.others[found] = i
        found += int(np.int64(s.people.present[i]) & np.int64(grade[i] != start))
    return found


@kernel
def _leave_start(s: State, graded: I64x2, start: int) -> None:
    """Set those who have the grade of the start: all who are there and have no other."""
    for v in range(graded.shape[1]):
        rest = s.people.values[v]
        for grade in range(graded.shape[0]):
            if grade != start:
                rest -= graded[grade, v]
        graded[start, v] = rest
