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
from demerit.chance.kinds import I64x1
from demerit.engine.cases import (
    CASE_CONDUCT,
    CASE_EPOCH,
    CASE_FLAGS,
    CASE_POINTS,
    CASE_RULE,
    CASE_SLOT,
    FALSE,
)
from demerit.engine.scoring.rolling import rate, rate_plain, unrate, unrate_plain
from demerit.engine.slots import move, stir, tier_of
from demerit.engine.state import HISTORIES, State
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
def counts_in(t: Tables, e: int, conduct: int) -> int:
    """Return, as a bit set, the histories but the recorded one in which a true record of a conduct counts."""
    histories = 1 << SHADOW
    if t.score_row[FOUNDED] == FOUNDED:
        histories |= 1 << FOUNDED
    against = t.points_against[e, conduct] != 0
    if not against or t.act_protected[conduct] == 0:
        if t.score_row[UNPROTECTED] == UNPROTECTED:
            histories |= 1 << UNPROTECTED
        if t.score_row[GRAVE] == GRAVE and (not against or t.act_gravity[conduct] > SLIGHT):
            histories |= 1 << GRAVE
    return histories


@kernel
def add_points(s: State, i: int, histories: int, given: int, rule: int) -> None:
    """Add points to what this step moves the scores of slot `i` by: as recorded, and in `histories`."""
    gain = s.gain[i]
    gain[RECORDED] += given
    for history in range(SHADOW, HISTORIES):
        gain[history] += ((histories >> history) & 1) * (given if history == FOUNDED else rule)
    stir(s, i)


@kernel
def count_points(counts: I64x1, given: int) -> None:
    """Count points given, in the row of `Totals.points` of whom they are given to."""
    counts[GAINED if given > 0 else LOST] += abs(given)


@kernel
def at_once(t: Tables, step: int) -> bool:
    """Return whether points due in the step of their ruling count there and then, for good, and do no more.

    They need not wait in the pool of cases. Where a record may be found wrong, where people learn of it, or
    where the kind of score has just changed, they go the long way.
    """
    e, steps = t.epoch[step], t.epoch.shape[0]
    if t.score_kind[e] != LEDGER or t.points_end[e, step] < steps:
        return False
    if t.deter_own[0] != 0 or t.deter_near[0] != 0:
        return False
    if t.correction_chance[e] > 0 or (t.appeal_suspends[e] == 0 and t.appeal_chance[e] > 0):
        return False
    return bool(step == 0 or t.score_era[e] == t.score_era[t.epoch[step - 1]])


@kernel
def count(t: Tables, s: State, out: Totals, p: int, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    case, h = s.case[p], s.case_hash[p]
    e, conduct, i = int(case[CASE_EPOCH]), int(case[CASE_CONDUCT]), int(case[CASE_SLOT])
    if t.score_era[e] != t.score_era[t.epoch[step]]:
        return
    given, rule, kind = int(case[CASE_POINTS]), int(case[CASE_RULE]), t.score_kind[e]
    histories = 0 if case[CASE_FLAGS] & FALSE != 0 else counts_in(t, e, conduct)
    if kind == LEDGER:
        add_points(s, i, histories, sign * given, sign * rule)
        if sign > 0:
            count_points(out.points[t.quarter[step], tier_of(s, i)], given)
        return
    histories |= 1 << RECORDED
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            worth = given if history == RECORDED or history == FOUNDED else rule
            _add(s, i, history, kind, h, worth, sign)
    if kind != RISK_SCORE:
        move(s, i)


@kernel
def _add(s: State, i: int, history: int, kind: int, h: np.uint64, points: int, sign: int) -> None:
    """Add to what a mean or a risk score of slot `i` remembers what a record is worth, or take it back."""
    if kind == RISK_SCORE:
        s.kept[history, i, 0] += sign * points
    elif points != 0:
        if sign > 0:
            rate(s, i, history, h, points)
        else:
            unrate(s, i, history, h)
