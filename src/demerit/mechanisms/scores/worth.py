"""What a record is worth to a score, history by history, when it begins to count and ceases to.

As recorded, everything counts with the points given, and so it does among acts alone and with ability
rightly found; from the shadow on with the rule's own points. In which histories a record counts at all is
settled when it is made (`within`): a false one in the first only, a court's error about ability in the
first two, protected and slight conduct not in the last ones. Whether points are good or bad for somebody is
not asked: conduct that a history leaves out is left out with whatever it brings.

What is added depends on the kind of score: points to a ledger, a rating to a mean, a weight to what a risk
score holds. A record that was ruled on under another kind of score than the one in force counts in neither.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.slots import queue_conditions, queue_score, tier_of
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World, tier_plain
from demerit.mechanisms.records.cases import CASE, FALSE, MADE, UNABLE
from demerit.mechanisms.scores.absorbing import weighs
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.scores.language_share import EVEN
from demerit.mechanisms.scores.making_good import ending, ending_plain
from demerit.mechanisms.scores.rolling import rate, rate_plain, unrate, unrate_plain
from demerit.mechanisms.scores.rows import row_of, score_of
from demerit.mechanisms.scores.withdrawal import withdraw, withdraw_plain
from demerit.scenario.codes import LEDGER, RISK_SCORE, SHARE
from demerit.scenario.exits import APPEAL, CORRECTION
from demerit.scenario.histories import (
    ABLE,
    ACTED,
    AS_GIVEN,
    HISTORIES,
    RECORDED,
    SHADOW,
    SLIGHT,
    WITHOUT_PROTECTED,
    WITHOUT_SLIGHT,
)
from demerit.scenario.tables import Tables


def within_plain(t: Tables, e: int, conduct: int, act: bool, unable: bool, dismissed: bool) -> frozenset[int]:
    """Return the histories in which a record counts.

    Args:
        t: the tables.
        e: the span in which it was ruled on.
        conduct: what it is of.
        act: whether it stands on an act of whom it is about.
        unable: whether they could not have paid.
        dismissed: whether the court found, wrongly, that they could not.
    """
    if not act:
        return frozenset({RECORDED})
    if unable and t.adjudication.ability_test[e, conduct]:
        return frozenset({RECORDED, ACTED})
    found = {ABLE, SHADOW} if dismissed else {RECORDED, ACTED, ABLE, SHADOW}
    if not t.conduct.protected[conduct]:
        found.add(WITHOUT_PROTECTED)
        if t.conduct.gravity[conduct] > SLIGHT:
            found.add(WITHOUT_SLIGHT)
    return frozenset(found)


def count_plain(w: World, who: Occupant, case: Case, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    t = w.tables
    e = int(t.time.epoch[step])
    if sign > 0:
        begins_plain(who, case)
    g, of = case.score, who.scores[case.score]
    if t.scores.era[case.epoch, g] != t.scores.era[e, g]:
        return
    kind = int(t.scores.kind[case.epoch, g])
    withdrawn = sign < 0 and case.exit in (CORRECTION, APPEAL)
    for history in sorted(case.within):
        points = case.worth(history)
        if withdrawn:
            withdraw_plain(w, who, case, history)
        if sign < 0 and case.begins <= of.absorbed[history]:
            continue
        if kind == LEDGER:
            if sign < 0:
                side = int(t.scores.sign[e, g])
                points = ending_plain(of, history, points, side)
                if history == RECORDED and points * side < 0 and not withdrawn:
                    row = w.totals.points[int(t.time.quarter[step]), g, tier_plain(who)]
                    row[POINTS.returned] += abs(points)
            back = sign < 0 and -points > 0 and t.scores.returns[e, g]
            (of.returned if back else of.gain)[history] += sign * points
        elif kind == RISK_SCORE:
            continue
        elif kind == SHARE and sign > 0:
            of.ratings[history].append((case.hash >> 25, points))
        elif points and sign > 0:
            rate_plain(t, of, g, history, case.hash, points)
        elif points:
            unrate_plain(of, history, case.hash)
    if kind == LEDGER and sign > 0 and RECORDED in case.within:
        row = w.totals.points[int(t.time.quarter[step]), g, tier_plain(who)]
        better = case.points * int(t.scores.sign[e, g]) > 0
        row[POINTS.gained if better else POINTS.lost] += abs(case.points)


def begins_plain(who: Occupant, case: Case) -> None:
    """Note that a record begins to count where stays look: in the score, or in conditions."""
    for history in case.within:
        who.repaired[history].clear()
    if WITHOUT_SLIGHT in case.within and SHADOW in case.within:
        who.mixed |= {spell.way for spell in who.stays[SHADOW]}


@kernel
def within(t: Tables, e: int, conduct: int, act: int, unable: int, dismissed: bool) -> int:
    """Return the histories in which a record counts, as a bit set over the rows that are kept.

    `dismissed`: the court found, wrongly, that somebody who could have paid could not.
    """
    if act == 0:
        return 1 << RECORDED
    row = t.histories.row
    if unable != 0 and t.adjudication.ability_test[e, conduct] != 0:
        return int(1 << RECORDED | 1 << row[ACTED])
    found = 0 if dismissed else 1 << RECORDED | 1 << row[ACTED]
    found |= 1 << row[ABLE] | 1 << row[SHADOW]
    if t.conduct.protected[conduct] == 0:
        found |= 1 << row[WITHOUT_PROTECTED]
        if t.conduct.gravity[conduct] > SLIGHT:
            found |= 1 << row[WITHOUT_SLIGHT]
    return int(found)


@kernel
def add_rule(t: Tables, s: State, out: Totals, i: int, conduct: int, histories: int, step: int) -> None:
    """Add the rule's points of a conduct to what moves the scores of slot `i` in this step, and count them.

    `histories`: in which, a bit each.
    """
    gain, e = s.scores.gain[i], t.time.epoch[step]
    for g in range(t.scores.kind.shape[1]):
        points, first = t.scores.points[e, g, conduct], row_of(g, 0)
        if points != 0:
            for history in range(HISTORIES):
                gain[first + history] += ((histories >> history) & 1) * points
            count_points(t, s, out, g, i, points, step)
    queue_score(s, i)


@kernel
def count_points(t: Tables, s: State, out: Totals, g: int, i: int, given: int, step: int) -> None:
    """Count points given to score `g` of slot `i` as gained or lost: on its better or worse side."""
    better = given * t.scores.sign[t.time.epoch[step], g] > 0
    counts = out.points[t.time.quarter[step], g, tier_of(s, i)]
    counts[POINTS.gained if better else POINTS.lost] += abs(given)


@kernel
def note_record(t: Tables, s: State, i: int, place: int, histories: int, unable: int, change: int) -> None:
    """Note that a record begins (`change` 1) or ceases (-1) to keep slot `i` on list `place` for an act.

    The place after the last list is of all scores. Records without an act are passed over.
    """
    if (histories >> t.histories.row[ACTED]) & 1 != 0:
        if unable != 0:
            s.records.unable[place, i] += change
        else:
            s.records.able[place, i] += change


@kernel
def begin_in_score(t: Tables, s: State, i: int, histories: int, conduct: int, act: int, unable: int) -> None:
    """Note that a record begins to count in the score of slot `i`."""
    if act != 0:
        note_record(t, s, i, t.lists.entity.shape[0], histories, unable, 1)
        if act_is_graver(t, conduct) and (histories >> t.histories.row[SHADOW]) & 1 != 0:
            s.stays.graver[i] += 1
            s.stays.mixed[i] |= s.stays.on[t.histories.row[SHADOW], i]
    if t.stays.mends[0] != 0:
        for history in range(HISTORIES):
            if (histories >> history) & 1 != 0 and s.stays.repaired[history, i] != 0:
                s.stays.repaired[history, i] = 0
                queue_conditions(s, i)  # what was repaired may be due again though no score has moved yet


@kernel
def end_in_score(t: Tables, s: State, i: int, histories: int, conduct: int, act: int, unable: int) -> None:
    """Note that a record ceases to count in the score of slot `i`."""
    if act != 0:
        note_record(t, s, i, t.lists.entity.shape[0], histories, unable, -1)
        if act_is_graver(t, conduct) and (histories >> t.histories.row[SHADOW]) & 1 != 0:
            s.stays.graver[i] -= 1


@kernel
def act_is_graver(t: Tables, conduct: int) -> bool:
    """Return whether no history leaves a conduct out: it is neither protected nor slight."""
    return bool(t.conduct.protected[conduct] == 0 and t.conduct.gravity[conduct] > SLIGHT)


@kernel
def at_once(t: Tables, step: int, conduct: int) -> bool:
    """Return whether points due in the step of their ruling may be added there and then, without a case.

    They may where each score that the conduct moves is a ledger, points last to the run's end, no record can
    be found wrong, nobody learns of records, and the kind of score has not just changed.
    """
    e, steps = t.time.epoch[step], t.time.epoch.shape[0]
    if t.scores.life_end[t.scores.life[e, conduct], step] < steps:
        return False
    if t.deterrence.own[0] != 0 or t.deterrence.near[0] != 0:
        return False
    guard = t.redress.of_record[e, conduct]
    if t.redress.correction_chance[guard] > 0 or (
        t.redress.appeal_suspends[guard] == 0 and t.redress.appeal_chance[guard] > 0
    ):
        return False
    before = t.time.epoch[max(step - 1, 0)]
    for g in range(t.scores.kind.shape[1]):
        if t.scores.points[e, g, conduct] != 0:
            if t.scores.kind[e, g] != LEDGER or t.scores.era[e, g] != t.scores.era[before, g]:
                return False
    return True


def over_plain(t: Tables, case: Case, step: int) -> int:
    """Return the step in which a record that begins to count in a score in `step` has lived its length."""
    since = case.made if t.scores.from_act[case.epoch, case.conduct] else step
    life = t.scores.life_end[t.scores.life[case.epoch, case.conduct], since]
    return int(min(life, t.scores.life_end[t.scores.within[case.epoch, case.score], step]))


def begins_before_plain(t: Tables, conduct: int, step: int, due: int) -> bool:
    """Return whether a record made in `step` that begins in `due` does so before it has lived its length."""
    e = int(t.time.epoch[step])
    return not t.scores.from_act[e, conduct] or due < int(t.scores.life_end[t.scores.life[e, conduct], step])


@kernel
def begins_before(t: Tables, conduct: int, step: int, due: int) -> bool:
    """Return whether a record made in `step` that begins in `due` does so before it has lived its length."""
    e = t.time.epoch[step]
    return bool(
        t.scores.from_act[e, conduct] == 0 or due < t.scores.life_end[t.scores.life[e, conduct], step]
    )


@kernel
def over(t: Tables, s: State, p: int, step: int) -> int:
    """Return the step in which the record of case `p`, which begins in `step`, has lived its length."""
    e, conduct = int(s.cases.row[p, CASE.epoch]), int(s.cases.row[p, CASE.conduct])
    since = int(s.cases.row[p, MADE]) if t.scores.from_act[e, conduct] != 0 else step
    life, g = t.scores.life_end[t.scores.life[e, conduct], since], s.cases.row[p, CASE.list]
    return int(min(life, t.scores.life_end[t.scores.within[e, g], step]))


@kernel
def count(t: Tables, s: State, out: Totals, p: int, step: int, sign: int) -> None:
    """Let a record count in the score of whom it is about (`sign` 1), or cease to (-1)."""
    case = s.cases.row[p]
    e, conduct, i = int(case[CASE.epoch]), int(case[CASE.conduct]), int(case[CASE.slot])
    g, flags, histories, now = (
        int(case[CASE.list]),
        int(case[CASE.flags]),
        int(case[CASE.histories]),
        t.time.epoch[step],
    )
    unable, act = 1 if flags & UNABLE != 0 else 0, 0 if flags & FALSE != 0 else 1
    if sign > 0:
        begin_in_score(t, s, i, histories, conduct, act, unable)
    else:
        end_in_score(t, s, i, histories, conduct, act, unable)
    if t.scores.era[e, g] != t.scores.era[now, g]:
        return
    given, rule, kind = int(case[CASE.points]), int(case[CASE.rule]), t.scores.kind[e, g]
    withdrawn = sign < 0 and (case[CASE.exit] == CORRECTION or case[CASE.exit] == APPEAL)
    if withdrawn:
        queue_conditions(s, i)
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            points, row = given if history <= AS_GIVEN else rule, row_of(g, history)
            if withdrawn:
                withdraw(t, s, p, history, points)
            if sign < 0 and not weighs(t, s, row, i, int(case[CASE.begun])):
                continue
            if kind == LEDGER:
                if sign < 0:
                    points = ending(t, s, now, g, row, i, points)
                    if history == RECORDED and points * t.scores.sign[now, g] < 0 and not withdrawn:
                        out.points[t.time.quarter[step], g, tier_of(s, i), POINTS.returned] += abs(points)
                if sign < 0 and points < 0 and t.scores.returns[now, g] != 0:
                    s.scores.returned[i, row] -= points
                else:
                    s.scores.gain[i, row] += sign * points
            else:
                _add(t, s, p, row, points, sign)
    if kind == LEDGER:
        queue_score(s, i)
        if sign > 0 and histories & (1 << RECORDED) != 0:
            count_points(t, s, out, g, i, given, step)
    elif kind != RISK_SCORE:
        queue_conditions(s, i)


@kernel
def _add(t: Tables, s: State, p: int, row: int, points: int, sign: int) -> None:
    """Add what the record of case `p` is worth to what a score but a ledger remembers, or take it back."""
    i, kind = int(s.cases.row[p, CASE.slot]), t.scores.kind[s.cases.row[p, CASE.epoch], score_of(row)]
    if kind == SHARE:
        s.scores.held[row, i] += sign if points > EVEN else 0
        s.scores.ratings[row, i] += sign * (points & 1)
    elif points != 0:
        if sign > 0:
            rate(t, s, i, row, s.cases.hash[p], points)
        else:
            unrate(t, s, i, row, s.cases.hash[p])
