"""M22, M23: what becomes of a stay by score when a record is withdrawn without which it would not have begun.

A stay with a term outlasts the points that began it, but not the record: when one that counted in the score
as the stay began is corrected, or overturned on appeal, the score of that day is worked out again without
the record, and the list's condition is asked with it. Where it does not hold, the stay ends by what
withdrew the record. A stay without a term needs none of this, since the score itself comes back.

What conditions count besides is taken back to that day in the same way (`terms.withdrawal`).

What was worked out is kept for each stay: of a ledger and a risk score the value before the bounds; of a
mean the sum and the number of ratings. A rating that has left the window is forgotten and has no part.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `p` place of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant, Spell, World
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL
from demerit.mechanisms.redress.endings import note_withdrawn
from demerit.mechanisms.scores.rolling import after, after_plain, window, window_plain
from demerit.mechanisms.terms.withdrawal import exchange
from demerit.scenario.codes import RISK_SCORE, ROLLING_MEAN
from demerit.scenario.tables import Tables

_NUMBER = 16
"""Bits of the number of ratings in a mean; above them stands how many ratings there ever were."""
_ALL = (1 << _NUMBER) - 1


def _counted_plain(t: Tables, who: Occupant, case: Case, stay: Spell, history: int, begun: int) -> bool:
    """Return whether a record counted in the score as a stay began."""
    kind = int(t.scores.kind[case.epoch])
    if kind == RISK_SCORE:
        return begun <= int(t.risk.looked[stay.since])
    if kind == ROLLING_MEAN and begun <= stay.since:
        later = after_plain(who, history, case.hash) - (who.rated[history] - (stay.entry[1] >> _NUMBER))
        return 0 <= later < int(t.scores.window[int(t.time.epoch[stay.since])])
    return begun <= stay.since


def withdraw_plain(w: World, who: Occupant, case: Case, history: int) -> None:
    """Note that a record in the score is withdrawn; take its part out of the stays that it helped begin."""
    t = w.tables
    who.withdrawn[history] = min(who.withdrawn[history], case.exit)
    for stay in who.stays[history]:
        if _counted_plain(t, who, case, stay, history, case.begins):
            number = 1 if int(t.scores.kind[case.epoch]) == ROLLING_MEAN else 0
            stay.entry = stay.entry[0] - case.worth(history), stay.entry[1] - number


def entry_plain(w: World, who: Occupant, history: int, step: int) -> tuple[int, int]:
    """Return what the score of `who` in a history is worked out from now, to be kept with a stay that begins.

    For a mean: the sum of its ratings, and their number with how many there ever were above it (`_NUMBER`).
    For other kinds: the value before its bounds, and 0.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    if t.scores.kind[e] == ROLLING_MEAN:
        total, number = window_plain(t, who, history, e)
        return total, who.rated[history] << _NUMBER | number
    score, uncut = who.score[history], who.uncut[history]
    cut = min(max(uncut, int(t.scores.low[e])), int(t.scores.high[e]))
    return (uncut if cut == score else score), 0


def still_holds_plain(w: World, who: Occupant, history: int, stay: Spell, step: int) -> bool:
    """Return whether the way of a spell would still take them with the score as their stay began.

    From that score the records that have been withdrawn since are left out.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    value, ratings = stay.entry[0], stay.entry[1] & _ALL
    if t.scores.kind[e] == ROLLING_MEAN:
        value = (2 * value + ratings) // (2 * ratings) if ratings else int(t.scores.start[e])
    now, counted = who.score[history], who.counted[history]
    who.counted[history] = stay.counted
    who.score[history] = min(max(value, int(t.scores.low[e])), int(t.scores.high[e]))
    asked = int(t.stays.condition[e, stay.way])
    condition = asked if asked >= 0 else int(t.stays.condition[stay.epoch, stay.way])
    answer = holds_plain(w, condition, who, step, history)
    who.score[history], who.counted[history] = now, counted
    return answer


@kernel
def withdraw(t: Tables, s: State, p: int, history: int, points: int) -> None:
    """Note that the record of case `p` in the score is withdrawn, and take its part out of stays.

    `points` is what it is worth in that history.
    """
    case = s.cases.row[p]
    i, begun, kind = int(case[CASE.slot]), int(case[CASE.begun]), int(case[CASE.exit])
    score = t.scores.kind[case[CASE.epoch]]
    note_withdrawn(s, history, i, kind)
    if t.stays.reexamined[0] == 0 or s.stays.on[history, i] == 0:
        return
    later = after(s, i, history, s.cases.hash[p]) if score == ROLLING_MEAN else 0
    at = int(s.stays.first[i])
    while at >= 0:
        spell = s.cases.row[at]
        at = int(spell[SPELL.chain])
        if spell[SPELL.flags] & BY_CONDITION == 0 or spell[SPELL.history] != history:
            continue
        since = int(spell[SPELL.begun])
        if score == RISK_SCORE:
            counted = begun <= t.risk.looked[since]
        elif score == ROLLING_MEAN:
            ago = later - (s.scores.rated[history, i] - int(spell[SPELL.rated]))
            counted = begun <= since and 0 <= ago < t.scores.window[t.time.epoch[since]]
        else:
            counted = begun <= since
        if counted:
            spell[SPELL.value] -= points
            spell[SPELL.count] -= 1 if score == ROLLING_MEAN else 0


@kernel
def enter(t: Tables, s: State, history: int, p: int, i: int, step: int) -> None:
    """Keep in the spell at place `p` what the score of slot `i` is worked out from as it begins.

    That is what `entry_plain` says; how many ratings there ever were stands by itself.
    """
    e, spell = t.time.epoch[step], s.cases.row[p]
    if t.scores.kind[e] == ROLLING_MEAN:
        total, number = window(t, s, history, i, e)
        spell[SPELL.value], spell[SPELL.count], spell[SPELL.rated] = total, number, s.scores.rated[history, i]
        return
    score, uncut = int(s.scores.score[history, i]), int(s.scores.uncut[history, i])
    cut = min(max(uncut, t.scores.low[e]), t.scores.high[e])
    spell[SPELL.value], spell[SPELL.count], spell[SPELL.rated] = uncut if cut == score else score, 0, 0


@kernel
def still_holds(t: Tables, s: State, p: int, i: int, step: int) -> bool:
    """Return whether the way of the spell at place `p` would take slot `i` with the score as it began.

    From that score the records that have been withdrawn since are left out.
    """
    e, spell = t.time.epoch[step], s.cases.row[p]
    y, history, value, ratings = (
        int(spell[SPELL.way]),
        int(spell[SPELL.history]),
        int(spell[SPELL.value]),
        int(spell[SPELL.count]),
    )
    if t.scores.kind[e] == ROLLING_MEAN:
        value = (2 * value + ratings) // (2 * ratings) if ratings != 0 else t.scores.start[e]
    condition = t.stays.condition[e, y]
    if condition < 0:
        condition = t.stays.condition[spell[SPELL.epoch], y]
    now = s.scores.score[history, i]
    s.scores.score[history, i] = min(max(value, t.scores.low[e]), t.scores.high[e])
    exchange(t, s, history, p, i)
    answer = holds(t, s, condition, i, step, history)
    exchange(t, s, history, p, i)
    s.scores.score[history, i] = now
    return bool(answer)
