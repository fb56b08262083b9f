"""M22, M23: what becomes of a stay by score when a record is withdrawn without which it would not have begun.

A stay with a term outlasts the points that began it, but not the record: when one that counted in the score
as the stay began is corrected, or overturned on appeal, the score of that day is worked out again without
the record, and the list's condition is asked with it. Where it does not hold, the stay ends by what
withdrew the record. A stay without a term needs none of this, since the score itself comes back.

What was worked out is kept for each stay: of a ledger and a risk score the value before the bounds; of a
mean the sum and the number of ratings. A rating that has left the window is forgotten and has no part.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant, Stay, World
from demerit.mechanisms.lists.state import WITHDRAWALS
from demerit.mechanisms.records.cases import CASE
from demerit.mechanisms.scores.rolling import after, after_plain, window, window_plain
from demerit.mechanisms.scores.rows import row_of
from demerit.scenario.codes import RISK_SCORE, ROLLING_MEAN
from demerit.scenario.tables import Tables

_NUMBER = 16
"""Bits of the number of ratings in a mean; above them stands how many ratings there ever were."""
_ALL = (1 << _NUMBER) - 1


def _counted_plain(t: Tables, who: Occupant, case: Case, stay: Stay, history: int, begun: int) -> bool:
    """Return whether a record counted in the score as a stay began."""
    g, of = case.score, who.scores[case.score]
    kind = int(t.scores.kind[case.epoch, g])
    if kind == RISK_SCORE:
        return begun <= int(t.risk.looked[g, stay.since])
    if kind == ROLLING_MEAN and begun <= stay.since:
        later = after_plain(of, history, case.hash) - (of.rated[history] - (stay.entry[g][1] >> _NUMBER))
        return 0 <= later < int(t.scores.window[int(t.time.epoch[stay.since]), g])
    return begun <= stay.since


def withdraw_plain(w: World, who: Occupant, case: Case, history: int) -> None:
    """Note that a record in the score is withdrawn; take its part out of the stays that it helped begin."""
    t = w.tables
    who.withdrawn[history] = min(who.withdrawn[history], case.exit)
    for stay in who.stays[history].values():
        if _counted_plain(t, who, case, stay, history, case.begins):
            number = 1 if int(t.scores.kind[case.epoch, case.score]) == ROLLING_MEAN else 0
            total, ratings = stay.entry[case.score]
            stay.entry[case.score] = total - case.worth(history), ratings - number


def entry_plain(w: World, who: Occupant, history: int, step: int) -> list[tuple[int, int]]:
    """Return what each score of `who` in a history is worked out from now, to be kept with a new stay.

    For a mean: the sum of its ratings, and their number with how many there ever were above it (`_NUMBER`).
    For other kinds: the value before its bounds, and 0.
    """
    e = int(w.tables.time.epoch[step])
    return [_entry_plain(w.tables, who, g, history, e) for g in range(len(who.scores))]


def _entry_plain(t: Tables, who: Occupant, g: int, history: int, e: int) -> tuple[int, int]:
    """Return the same of score `g`."""
    of = who.scores[g]
    if t.scores.kind[e, g] == ROLLING_MEAN:
        total, number = window_plain(t, who, g, history, e)
        return total, of.rated[history] << _NUMBER | number
    score, uncut = of.score[history], of.uncut[history]
    cut = min(max(uncut, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
    return (uncut if cut == score else score), 0


def still_holds_plain(w: World, who: Occupant, history: int, number: int, stay: Stay, step: int) -> bool:
    """Return whether list `number` would still take them with the scores as their stay began.

    From these the records that have been withdrawn since are left out.
    """
    t = w.tables
    e = int(t.time.epoch[step])
    now = [of.score[history] for of in who.scores]
    for g, of in enumerate(who.scores):
        value, ratings = stay.entry[g][0], stay.entry[g][1] & _ALL
        if t.scores.kind[e, g] == ROLLING_MEAN:
            value = (2 * value + ratings) // (2 * ratings) if ratings else int(t.scores.start[e, g])
        of.score[history] = min(max(value, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
    answer = holds_plain(w, int(t.stays.condition[e, number]), who, step, history)
    for of, score in zip(who.scores, now, strict=True):
        of.score[history] = score
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
    if s.stays.withdrawn[history, i] == 0 or kind + 1 < s.stays.withdrawn[history, i]:
        s.stays.withdrawn[history, i] = kind + 1
    if t.stays.reexamined[0] == 0 or s.stays.on[history, i] == 0:
        return
    lists = t.lists.entity.shape[0]
    later = after(s, i, row, s.cases.hash[p]) if score == ROLLING_MEAN else 0
    for number in range(lists):
        place = history * lists + number
        if (s.stays.on[history, i] >> number) & 1 == 0:
            continue
        since = s.stays.since[place, i]
        if score == RISK_SCORE:
            counted = begun <= t.risk.looked[g, since]
        elif score == ROLLING_MEAN:
            ago = later - (s.scores.rated[row, i] - (s.stays.entry[place, i, 2 * g + 1] >> _NUMBER))
            counted = begun <= since and 0 <= ago < t.scores.window[t.time.epoch[since], g]
        else:
            counted = begun <= since
        if counted:
            s.stays.entry[place, i, 2 * g] -= points
            s.stays.entry[place, i, 2 * g + 1] -= 1 if score == ROLLING_MEAN else 0


@kernel
def enter(t: Tables, s: State, history: int, place: int, i: int, step: int) -> None:
    """Keep, as a stay begins, what the scores of slot `i` in a history come of (`entry_plain`)."""
    e, entry = t.time.epoch[step], s.stays.entry[place, i]
    for g in range(t.scores.kind.shape[1]):
        row = row_of(g, history)
        if t.scores.kind[e, g] == ROLLING_MEAN:
            total, number = window(t, s, row, i, e)
            entry[2 * g], entry[2 * g + 1] = total, s.scores.rated[row, i] << _NUMBER | number
        else:
            score, uncut = int(s.scores.score[row, i]), int(s.scores.uncut[row, i])
            cut = min(max(uncut, t.scores.low[e, g]), t.scores.high[e, g])
            entry[2 * g], entry[2 * g + 1] = uncut if cut == score else score, 0


@kernel
def still_holds(t: Tables, s: State, history: int, number: int, i: int, step: int) -> bool:
    """Return whether list `number` would still take them with the scores as their stay began.

    From these the records that have been withdrawn since are left out.
    """
    e, entry = t.time.epoch[step], s.stays.entry[history * t.lists.entity.shape[0] + number, i]
    for g in range(t.scores.kind.shape[1]):
        row = row_of(g, history)
        value, ratings = int(entry[2 * g]), int(entry[2 * g + 1]) & _ALL
        if t.scores.kind[e, g] == ROLLING_MEAN:
            value = (2 * value + ratings) // (2 * ratings) if ratings != 0 else t.scores.start[e, g]
        s.stays.now[g] = s.scores.score[row, i]
        s.scores.score[row, i] = min(max(value, t.scores.low[e, g]), t.scores.high[e, g])
    answer = holds(t, s, t.stays.condition[e, number], i, step, history)
    for g in range(t.scores.kind.shape[1]):
        s.scores.score[row_of(g, history), i] = s.stays.now[g]
    return bool(answer)
