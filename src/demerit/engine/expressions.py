"""Conditions of a regime, worked out for one occupant by a small fixed machine.

The language is parsed and typed in `regime`; what reaches the engine is an array of operations, so that
editing a condition compiles nothing. Conditions know what a regime can know: traits, list entries, score.
Truth, such as whether somebody acted or can pay, has no name in the language. `listed(x)` is read as the step
began, in the history that asks; what is counted as it then stands (`mechanisms.terms`). In the histories
without protected inputs everybody is of the first group.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE
from demerit.engine.slots import inside
from demerit.engine.state import State
from demerit.engine.world import Occupant, Standing, World
from demerit.regime.expressions import (
    CODES,
    LISTED,
    OF_SCORE,
    SCORE_GRADE,
    SCORE_NUMBER,
    TERMS,
    Op,
    of_score,
    worked_out,
)
from demerit.scenario.codes import SHARE
from demerit.scenario.histories import BLIND, HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

_PUSH, _LOAD, _EQ, _NE, _LT, _LE, _GT = (
    int(op) for op in (Op.PUSH, Op.LOAD, Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT)
)
_GE, _AND, _OR, _NOT, _ADD, _SUB, _MUL = (
    int(op) for op in (Op.GE, Op.AND, Op.OR, Op.NOT, Op.ADD, Op.SUB, Op.MUL)
)
_AGE, _SEX, _TIER, _RESIDENCE, _FIFTH = (CODES[name] for name in ("age", "sex", "tier", "residence", "fifth"))
_GROUP, _REGION, _ENTITY, _SIZE = (CODES[name] for name in ("group", "region", "entity", "size"))

FIRST_GROUP = 0
"""Everybody's group where a protected input is left out."""


def load_plain(w: World, name: int, who: Occupant, step: int, history: int) -> int:
    """Return the value of a name for `who`."""
    if name >= TERMS:
        return who.counted[history][name - TERMS]
    if name >= LISTED:
        return int(name - LISTED in who.was[history])
    if name < 0:
        return _of_score_plain(w, *of_score(name), who, step, history)
    values = {
        _AGE: (int(w.tables.time.day[step]) - who.born) * 10_000 // 3_652_425,
        _SEX: who.sex,
        _TIER: who.tier,
        _RESIDENCE: who.residence,
        _FIFTH: who.fifth + 1,
        _GROUP: who.group if history < BLIND else FIRST_GROUP,
        _REGION: w.region + 1,
        _ENTITY: int(not who.is_person),
        _SIZE: who.size,
    }
    return values[name]


def _of_score_plain(w: World, g: int, what: int, who: Occupant, step: int, history: int) -> int:
    """Return what is known of score `g` of `who`: its value, its grade, or how many ratings count."""
    of = who.scores[g]
    if what == SCORE_NUMBER:
        return number_plain(w.tables, of, g, history, int(w.tables.time.epoch[step]))
    return grade_plain(w, g, of.score[history], step) if what == SCORE_GRADE else of.score[history]


def number_plain(t: Tables, of: Standing, g: int, history: int, e: int) -> int:
    """Return how many ratings count under score `g` in a history; of a share, how large its whole is."""
    kept = of.ratings[history]
    if t.scores.kind[e, g] == SHARE:
        return sum(adds % 2 for _, adds in kept)
    return min(len(kept), int(t.scores.window[e, g]))


def grade_plain(w: World, g: int, score: int, step: int) -> int:
    """Return the grade of a value of score `g`, 0 the best."""
    e = int(w.tables.time.epoch[step])
    signed = score * int(w.tables.scores.sign[e, g])
    return next(grade for grade, low in enumerate(w.tables.scores.grade_low[e, g]) if signed >= low)


def holds_plain(w: World, expression: int, who: Occupant, step: int, history: int = RECORDED) -> bool:
    """Return whether a condition holds for `who` in a history; no condition (-1) always does.

    Of somebody outside, where a regime has members, none holds.
    """
    return who.membership == INSIDE and says_plain(w, expression, who, step, history)


def says_plain(w: World, expression: int, who: Occupant, step: int, history: int) -> bool:
    """Return what a condition says of `who` in a history, a member or not; no condition (-1) says yes."""
    if expression < 0:
        return True
    start, end = (int(g) for g in w.tables.conditions.code_start[expression : expression + 2])
    code = w.tables.conditions.code[start:end].tolist()
    return worked_out(code, lambda name: load_plain(w, name, who, step, history)) != 0


@kernel
def grade_of(t: Tables, g: int, score: int, step: int) -> int:
    """Return the grade of a value of score `g`, 0 the best."""
    e, grade = t.time.epoch[step], 0
    lows, signed = t.scores.grade_low[e, g], score * t.scores.sign[e, g]
    while signed < lows[grade]:
        grade += 1
    return grade


@kernel
def _of_score(t: Tables, s: State, name: int, i: int, step: int, history: int) -> int:
    """Return what is known of a score of slot `i`: its value, its grade, or how many ratings count."""
    g, what = (-1 - name) // OF_SCORE, (-1 - name) % OF_SCORE
    row = g * HISTORIES + t.histories.row[history]
    value = int(s.scores.score[row, i])
    if what == SCORE_GRADE:
        value = grade_of(t, g, value, step)
    elif what == SCORE_NUMBER:
        e, value = t.time.epoch[step], int(s.scores.ratings[row, i])
        value = value if t.scores.kind[e, g] == SHARE else min(value, t.scores.window[e, g])
    return value


@kernel
def _asks_standing(name: int) -> bool:
    """Return whether a name is of the value of a score, or of its grade."""
    return name < 0 and (-1 - name) % OF_SCORE != SCORE_NUMBER


@kernel
def load(t: Tables, s: State, name: int, i: int, step: int, history: int) -> int:
    """Return the value of a name for the occupant of slot `i` in a history."""
    value = 0
    if name >= TERMS:
        value = int(s.terms.number[t.histories.row[history], name - TERMS, i])
    elif name >= LISTED:
        value = (int(s.listing.was[t.histories.row[history], i]) >> (name - LISTED)) & 1
    elif name < 0:
        value = _of_score(t, s, name, i, step, history)
    elif name == _AGE:
        value = (t.time.day[step] - s.people.born[i]) * 10_000 // 3_652_425
    elif name == _SEX:
        value = int(s.people.sex[i])
    elif name == _TIER:
        value = int(s.people.tier[i])
    elif name == _RESIDENCE:
        value = int(s.people.residence[i])
    elif name == _FIFTH:
        value = int(s.people.fifth[i]) + 1
    elif name == _GROUP:
        value = int(s.people.group[i]) if history < BLIND else FIRST_GROUP
    elif name == _REGION:
        value = int(s.people.region[0]) + 1
    elif name == _ENTITY:
        value = 1 if i >= SLOTS else 0
    elif name == _SIZE:
        value = int(s.people.size[i])
    return value


@kernel
def _apply(operation: int, left: int, right: int) -> int:
    value = 0
    if operation == _EQ:
        value = int(left == right)
    elif operation == _NE:
        value = int(left != right)
    elif operation == _LT:
        value = int(left < right)
    elif operation == _LE:
        value = int(left <= right)
    elif operation == _GT:
        value = int(left > right)
    elif operation == _GE:
        value = int(left >= right)
    elif operation == _AND:
        value = int(left != 0 and right != 0)
    elif operation == _OR:
        value = int(left != 0 or right != 0)
    elif operation == _ADD:
        value = left + right
    elif operation == _SUB:
        value = left - right
    elif operation == _MUL:
        value = left * right
    return value


@kernel
def holds(t: Tables, s: State, expression: int, i: int, step: int, history: int) -> bool:
    """Return whether a condition holds for the occupant of slot `i` in a history; none (-1) always does.

    Of somebody outside, where a regime has members, none holds.
    """
    return inside(t, s, i) and says(t, s, expression, i, step, history)


@kernel
def says(t: Tables, s: State, expression: int, i: int, step: int, history: int) -> bool:
    """Return what a condition says of the occupant of slot `i`, a member or not; none (-1) says yes."""
    if expression < 0:
        return True
    for row in range(t.conditions.test_start[expression], t.conditions.test_start[expression + 1]):
        if (t.conditions.test[row, 1] >> load(t, s, t.conditions.test[row, 0], i, step, history)) & 1 == 0:
            return False
    if t.conditions.tested[expression] != 0:
        return True
    top = 0
    for place in range(t.conditions.code_start[expression], t.conditions.code_start[expression + 1]):
        operation, argument = t.conditions.code[place, 0], t.conditions.code[place, 1]
        if operation == _PUSH:
            s.room.stack[top] = argument
            top += 1
        elif operation == _LOAD:
            s.room.stack[top] = load(t, s, argument, i, step, history)
            top += 1
        elif operation == _NOT:
            s.room.stack[top - 1] = int(s.room.stack[top - 1] == 0)
        else:
            top -= 1
            s.room.stack[top - 1] = _apply(operation, s.room.stack[top - 1], s.room.stack[top])
    return bool(s.room.stack[0] != 0)


@kernel
def may_hold(t: Tables, s: State, expression: int, i: int, step: int) -> bool:
    """Return whether a condition may hold for anybody with the score of slot `i`, whatever their traits.

    False is certain: what it asks of score and grade fails, or it asks of nothing else and does not hold.
    Some conditions that no trait could make hold give True. Scores are read as recorded.
    """
    for row in range(t.conditions.test_start[expression], t.conditions.test_start[expression + 1]):
        name = t.conditions.test[row, 0]
        if _asks_standing(name):
            if (t.conditions.test[row, 1] >> load(t, s, name, i, step, RECORDED)) & 1 == 0:
                return False
    for place in range(t.conditions.code_start[expression], t.conditions.code_start[expression + 1]):
        if t.conditions.code[place, 0] == _LOAD and not _asks_standing(t.conditions.code[place, 1]):
            return True
    return t.conditions.tested[expression] != 0 or holds(t, s, expression, i, step, RECORDED)
