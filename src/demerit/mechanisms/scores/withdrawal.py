"""M22, M23: what becomes of a stay by score when a record is withdrawn without which it would not have begun.

A stay with a term outlasts the points that began it, but not the record: when one that counted in the score
as the stay began is corrected, or overturned on appeal, the score of that day is worked out again without
the record, and the list's condition is asked with it. Where it does not hold, the stay ends by what
withdrew the record. A stay without a term needs none of this, since the score itself comes back.

What conditions count besides is taken back to that day in the same way (`terms.withdrawal`).

What was worked out is kept for each stay: of a ledger and a risk score the value before the bounds; of a
mean the sum and the number of ratings, of a share its two parts. A rating that has left the window is
forgotten and has no part.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `p` place of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.spell import Kept, Spell
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.lists.state import WITHDRAWALS
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL
from demerit.mechanisms.redress.endings import note_withdrawn
from demerit.mechanisms.scores.language_share import EVEN, WHOLE
from demerit.mechanisms.scores.rolling import (
    after,
    after_plain,
    value_of,
    value_plain,
    window,
    window_plain,
)
from demerit.mechanisms.scores.rows import row_of
from demerit.mechanisms.terms.withdrawal import exchange
from demerit.scenario.codes import RISK_SCORE, ROLLING_MEAN, SHARE
from demerit.scenario.tables import Tables

_VALUE, _RATINGS, _EVER, _ABSORBED = range(4)
"""Columns of `StayColumns.entry`, as the fields of `Kept`."""


def _counted_plain(t: Tables, who: Occupant, case: Case, stay: Spell, history: int, begun: int) -> bool:
    """Return whether a record counted in the score as a stay began."""
    g, of = case.score, who.scores[case.score]
    kind = int(t.scores.kind[case.epoch, g])
    if begun <= stay.entry[g].absorbed:
        return False
    if kind == RISK_SCORE:
        return begun <= int(t.risk.looked[g, stay.since])
    if kind == ROLLING_MEAN and begun <= stay.since:
        later = after_plain(of, history, case.hash) - (of.rated[history] - stay.entry[g].ever)
        return 0 <= later < int(t.scores.window[int(t.time.epoch[stay.since]), g])
    return begun <= stay.since


def withdraw_plain(w: World, who: Occupant, case: Case, history: int) -> None:
    """Note that a record in the score is withdrawn; take its part out of the stays that it helped begin."""
    t = w.tables
    who.withdrawn[history] = min(who.withdrawn[history], case.exit)
    for stay in (*who.stays[history], *who.pending[history]):
        if _counted_plain(t, who, case, stay, history, case.begins):
            before, part = stay.entry[case.score], case.worth(history)
            kind = int(t.scores.kind[case.epoch, case.score])
            number = int(kind == ROLLING_MEAN)
            if kind == SHARE:
                part, number = int(part > EVEN), part % 2
            stay.entry[case.score] = before._replace(
                value=before.value - part, ratings=before.ratings - number
            )


def entry_plain(w: World, who: Occupant, history: int, step: int) -> list[Kept]:
    """Return what each score of `who` in a history is worked out from now, to be kept with a new stay.

    For a mean: the sum of its ratings, their number, and how many there ever were. For other kinds: the
    value before its bounds.
    """
    e = int(w.tables.time.epoch[step])
    return [_entry_plain(w.tables, who, g, history, e) for g in range(len(who.scores))]


def _entry_plain(t: Tables, who: Occupant, g: int, history: int, e: int) -> Kept:
    """Return the same of score `g`."""
    of = who.scores[g]
    if t.scores.kind[e, g] in (ROLLING_MEAN, SHARE):
        total, number = window_plain(t, who, g, history, e)
        return Kept(total, number, of.rated[history], of.absorbed[history])
    score, uncut = of.score[history], of.uncut[history]
    cut = min(max(uncut, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
    return Kept(uncut if cut == score else score, absorbed=of.absorbed[history])


def still_holds_plain(w: World, who: Occupant, history: int, stay: Spell, step: int) -> bool:
    """Return whether the way of a spell would still take them with the scores as their stay began.

    From these the records that have been withdrawn since are left out.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    now = [(of.score[history], of.ratings[history]) for of in who.scores]
    counted, who.counted[history] = who.counted[history], stay.counted
    for g, of in enumerate(who.scores):
        value, ratings = stay.entry[g].value, stay.entry[g].ratings
        if t.scores.kind[e, g] in (ROLLING_MEAN, SHARE):
            value = value_plain(t, e, g, value, ratings)
            of.ratings[history] = [(0, WHOLE)] * ratings  # so many, of whatever value
        of.score[history] = min(max(value, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
    asked = int(t.stays.condition[e, stay.way])
    condition = asked if asked >= 0 else int(t.stays.condition[stay.epoch, stay.way])
    answer = holds_plain(w, condition, who, step, history)
    for of, (score, kept) in zip(who.scores, now, strict=True):
        of.score[history], of.ratings[history] = score, kept
    who.counted[history] = counted
    return answer


@kernel
def withdraw(t: Tables, s: State, p: int, history: int, points: int) -> None:
    """Note that the record of case `p` in the score is withdrawn, and take its part out of stays.

    `points` is what it is worth in that history.
    """
    case = s.cases.row[p]
    i, begun, kind = int(case[CASE.slot]), int(case[CASE.begun]), int(case[CASE.exit])
    g = int(case[CASE.list])
    score, row = t.scores.kind[case[CASE.epoch], g], row_of(g, history)
    s.records.later[WITHDRAWALS] = 0
    note_withdrawn(s, history, i, kind)
    if t.stays.reexamined[0] == 0 or (s.stays.on[history, i] == 0 and t.redress.waits[0] == 0):
        return
    later = after(t, s, i, row, s.cases.hash[p]) if score == ROLLING_MEAN else 0
    at = int(s.stays.first[i])
    while at >= 0:
        spell, entry = s.cases.row[at], s.stays.entry[g, at]
        at = int(spell[SPELL.chain])
        if spell[SPELL.flags] & BY_CONDITION == 0 or spell[SPELL.history] != history:
            continue
        since = int(spell[SPELL.begun])
        if score == RISK_SCORE:
            counted = begun <= t.risk.looked[g, since]
        elif score == ROLLING_MEAN:
            ago = later - (s.scores.rated[row, i] - int(entry[_EVER]))
            counted = begun <= since and 0 <= ago < t.scores.window[t.time.epoch[since], g]
        else:
            counted = begun <= since
        counted = counted and (t.triggers.absorbs[0] == 0 or begun > entry[_ABSORBED])
        if counted and score == SHARE:
            entry[_VALUE] -= 1 if points > EVEN else 0
            entry[_RATINGS] -= points & 1
        elif counted:
            entry[_VALUE] -= points
            entry[_RATINGS] -= 1 if score == ROLLING_MEAN else 0


@kernel
def enter(t: Tables, s: State, history: int, p: int, i: int, step: int) -> None:
    """Keep with the spell at place `p`, as it begins, what the scores of slot `i` are worked out from.

    That is what `entry_plain` says.
    """
    e = t.time.epoch[step]
    for g in range(t.scores.kind.shape[1]):
        row, entry = row_of(g, history), s.stays.entry[g, p]
        if t.scores.kind[e, g] == ROLLING_MEAN or t.scores.kind[e, g] == SHARE:
            total, number = window(t, s, row, i, e)
            entry[_VALUE], entry[_RATINGS], entry[_EVER] = total, number, s.scores.rated[row, i]
        else:
            score, uncut = int(s.scores.score[row, i]), int(s.scores.uncut[row, i])
            cut = min(max(uncut, t.scores.low[e, g]), t.scores.high[e, g])
            entry[_VALUE], entry[_RATINGS], entry[_EVER] = uncut if cut == score else score, 0, 0
        if t.triggers.absorbs[0] != 0:
            entry[_ABSORBED] = s.scores.absorbed[row, i]
    features = s.scores.looked_at.shape[0]
    for feature in range(features):
        s.scores.looked_at[feature, p] = s.scores.looked[history * features + feature, i]


@kernel
def _put_back(t: Tables, s: State, e: int, history: int, p: int, i: int) -> None:
    """Let conditions find the scores of slot `i` as the spell at place `p` began; note what they are now."""
    for g in range(t.scores.kind.shape[1]):
        row, entry = row_of(g, history), s.stays.entry[g, p]
        value, ratings = int(entry[_VALUE]), int(entry[_RATINGS])
        s.stays.now[g], s.stays.counts[g] = s.scores.score[row, i], s.scores.ratings[row, i]
        if t.scores.kind[e, g] == ROLLING_MEAN or t.scores.kind[e, g] == SHARE:
            value = value_of(t, e, g, value, ratings)
            s.scores.ratings[row, i] = ratings
        s.scores.score[row, i] = min(max(value, t.scores.low[e, g]), t.scores.high[e, g])


@kernel
def still_holds(t: Tables, s: State, p: int, i: int, step: int) -> bool:
    """Return whether the way of the spell at place `p` would take slot `i` with the scores as it began.

    From these the records that have been withdrawn since are left out.
    """
    e, spell = t.time.epoch[step], s.cases.row[p]
    y, history = int(spell[SPELL.way]), int(spell[SPELL.history])
    condition = t.stays.condition[e, y]
    if condition < 0:
        condition = t.stays.condition[spell[SPELL.epoch], y]
    _put_back(t, s, e, history, p, i)
    exchange(t, s, history, p, i)
    answer = holds(t, s, condition, i, step, history)
    exchange(t, s, history, p, i)
    for g in range(t.scores.kind.shape[1]):
        row = row_of(g, history)
        s.scores.score[row, i], s.scores.ratings[row, i] = s.stays.now[g], s.stays.counts[g]
    return bool(answer)
