"""What a record is worth to a score, in each of the five histories, when it begins and ceases to count.

As recorded, everything counts with the points given. The shadow has true records with the rule's own
points; two more leave out what counts against somebody for protected conduct, and for slight conduct too;
the last has true records with the points given. What listings by score rest on is read off them (see
`classes`).

What is added depends on the kind of score: points to a ledger, a rating to a mean, a weight to what a risk
score holds. A record that was ruled on under another kind of score than the one in force counts in neither.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.scoring.rolling import rate, rate_plain, unrate, unrate_plain
from demerit.engine.state import (
    FALSE,
    FOUNDED,
    GRAVE,
    RECORDED,
    SHADOW,
    UNPROTECTED,
    State,
    move,
    stir,
    tier_of,
)
from demerit.engine.totals import GAINED, LOST, Totals
from demerit.engine.world import Case, World, tier_plain
from demerit.scenario.histories import SLIGHT
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
def _add(s: State, i: int, p: int, history: int, kind: int, points: int, sign: int) -> None:
    """Add to one history of slot `i` what the record of case `p` is worth there, or take it back."""
    if kind == LEDGER:
        s.gain[history, i] += sign * points
    elif kind == RISK_SCORE:
        s.kept[history, i, 0] += sign * points
    elif points != 0:
        if sign > 0:
            rate(s, i, history, s.case_hash[p], points)
        else:
            unrate(s, i, history, s.case_hash[p])


@kernel
def count(t: Tables, s: State, out: Totals, p: int, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    e, conduct, i = s.case_epoch[p], s.case_conduct[p], int(s.case_slot[p])
    if t.score_era[e] != t.score_era[t.epoch[step]]:
        return
    kind, given, rule = t.score_kind[e], int(s.case_points[p]), int(s.case_rule[p])
    against = t.points_against[e, conduct] != 0
    _add(s, i, p, RECORDED, kind, given, sign)
    if s.case_flags[p] & FALSE == 0:
        _add(s, i, p, SHADOW, kind, rule, sign)
        if t.score_row[FOUNDED] == FOUNDED:
            _add(s, i, p, FOUNDED, kind, given, sign)
        if not against or t.act_protected[conduct] == 0:
            if t.score_row[UNPROTECTED] == UNPROTECTED:
                _add(s, i, p, UNPROTECTED, kind, rule, sign)
            if t.score_row[GRAVE] == GRAVE and (not against or t.act_gravity[conduct] > SLIGHT):
                _add(s, i, p, GRAVE, kind, rule, sign)
    if kind == LEDGER:
        stir(s, i)
    elif kind != RISK_SCORE:
        move(s, i)
    if kind == LEDGER and sign > 0:
        out.points[t.quarter[step], tier_of(s, i), GAINED if given > 0 else LOST] += abs(given)
