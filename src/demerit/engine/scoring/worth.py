"""What a record is worth to a score, in each of the five histories, when it begins and ceases to count.

As recorded, everything counts with the points given. The shadow has true records with the rule's own
points; two more leave out what counts against somebody for protected conduct, and for slight conduct too;
the last has true records with the points given. What listings by score rest on is read off them (see
`classes`).

What is added depends on the kind of score: points to a ledger, a rating to a mean, a weight to what a risk
score holds. A record that was ruled on under another kind of score than the one in force counts in neither.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.cases import (
    CASE_CONDUCT,
    CASE_EPOCH,
    CASE_FLAGS,
    CASE_POINTS,
    CASE_RULE,
    CASE_SLOT,
    FALSE,
)
from demerit.engine.scoring.endings import found_wrong
from demerit.engine.scoring.rolling import rate, rate_plain, unrate, unrate_plain
from demerit.engine.state import State, move, stir, tier_of
from demerit.engine.totals import GAINED, LOST, Totals
from demerit.engine.world import Case, World, tier_plain
from demerit.scenario.histories import FOUNDED, GRAVE, RECORDED, SHADOW, SLIGHT, UNPROTECTED
from demerit.scenario.tables import LEDGER, RISK_SCORE, Tables


def count_plain(w: World, case: Case, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    t, who = w.tables, case.occupant
    if t.score_era[case.epoch] != t.score_era[int(t.epoch[step])]:
        return
    assert case.points is not None
    against = bool(t.points_against[case.epoch, case.conduct])
    protected = against and bool(t.act_protected[case.conduct])
    slight = against and bool(t.act_gravity[case.conduct] <= SLIGHT)
    worth = {
        RECORDED: case.points,
        SHADOW: 0 if case.without_act else case.rule,
        UNPROTECTED: 0 if case.without_act or protected else case.rule,
        GRAVE: 0 if case.without_act or protected or slight else case.rule,
        FOUNDED: 0 if case.without_act else case.points,
    }
    kind = int(t.score_kind[case.epoch])
    for history, points in worth.items():
        if kind == LEDGER:
            who.gain[history] += sign * points
        elif kind == RISK_SCORE:
            who.held[history] += sign * points
        elif points and sign > 0:
            rate_plain(w, who, history, case.hash, points)
        elif points:
            unrate_plain(who, history, case.hash)
    if kind != RISK_SCORE:
        w.moved[who.slot] = None
    if kind == LEDGER and sign > 0:
        row = w.totals.points[int(t.quarter[step]), tier_plain(who)]
        row[GAINED if case.points > 0 else LOST] += abs(case.points)


@kernel
def _add(s: State, i: int, history: int, kind: int, h: np.uint64, points: int, sign: int) -> None:
    """Add to one history of slot `i` what the record with hash `h` is worth there, or take it back."""
    if kind == LEDGER:
        s.gain[i, history] += sign * points
    elif kind == RISK_SCORE:
        s.kept[history, i, 0] += sign * points
    elif points != 0:
        if sign > 0:
            rate(s, i, history, h, points)
        else:
            unrate(s, i, history, h)


@kernel
def count(t: Tables, s: State, out: Totals, p: int, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    case, h = s.case[p], s.case_hash[p]
    e, conduct, i = int(case[CASE_EPOCH]), int(case[CASE_CONDUCT]), int(case[CASE_SLOT])
    if t.score_era[e] == t.score_era[t.epoch[step]]:
        false, given, rule = case[CASE_FLAGS] & FALSE != 0, int(case[CASE_POINTS]), int(case[CASE_RULE])
        _weigh(t, s, out, i, e, conduct, h, false, given, rule, step, sign)


@kernel
def _weigh(
    t: Tables,
    s: State,
    out: Totals,
    i: int,
    e: int,
    conduct: int,
    h: np.uint64,
    false: bool,
    given: int,
    rule: int,
    step: int,
    sign: int,
) -> None:
    """Add to every history of slot `i` what a record is worth there, or take it back."""
    kind, against = t.score_kind[e], t.points_against[e, conduct] != 0
    _add(s, i, RECORDED, kind, h, given, sign)
    if not false:
        _add(s, i, SHADOW, kind, h, rule, sign)
        if t.score_row[FOUNDED] == FOUNDED:
            _add(s, i, FOUNDED, kind, h, given, sign)
        if not against or t.act_protected[conduct] == 0:
            if t.score_row[UNPROTECTED] == UNPROTECTED:
                _add(s, i, UNPROTECTED, kind, h, rule, sign)
            if t.score_row[GRAVE] == GRAVE and (not against or t.act_gravity[conduct] > SLIGHT):
                _add(s, i, GRAVE, kind, h, rule, sign)
    if kind == LEDGER:
        stir(s, i)
    elif kind != RISK_SCORE:
        move(s, i)
    if kind == LEDGER and sign > 0:
        out.points[t.quarter[step], tier_of(s, i), GAINED if given > 0 else LOST] += abs(given)


@kernel
def count_at_once(
    t: Tables,
    s: State,
    out: Totals,
    i: int,
    conduct: int,
    h: np.uint64,
    false: bool,
    unable: int,
    given: int,
    rule: int,
    step: int,
) -> bool:
    """Let points that are due in the step of their ruling, and for good, count; return False if they are not.

    They need not wait in the pool of cases. Whatever else would come of the record when it begins to count,
    such as a line in a life or somebody learning of it, has it go the long way.
    """
    e, steps = t.epoch[step], t.epoch.shape[0]
    if t.score_kind[e] != LEDGER or s.followed[i] != 0 or t.points_end[e, step] < steps:
        return False
    if t.deter_own[0] != 0 or t.deter_near[0] != 0 or found_wrong(t, e, h, step, false, unable) < steps:
        return False
    if step > 0 and t.score_era[e] != t.score_era[t.epoch[step - 1]]:
        return False
    _weigh(t, s, out, i, e, conduct, h, false, given, rule, step, 1)
    return True
