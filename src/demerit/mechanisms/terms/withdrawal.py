"""M22, M23: what a withdrawn record means for a stay that it helped to begin by being counted.

A stay with a term outlasts the windows that it began in, but not the record: when one that counted as the
stay began is corrected, or overturned on appeal, it is taken out of the numbers of that day, and the list's
condition is asked with them (`scores.withdrawal` does so with the score). So these numbers are kept for each
stay, where a record can be withdrawn during one that has a term. Where a risk score had counted the record
when it was last worked out before the stay, its part is taken out of that score: what it added as one more of
as many. What a feature asks of a condition, or of another score, stands as it was.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `g` number of a score,
`i` slot, `n` place in a list from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.spell import Spell
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL
from demerit.mechanisms.redress.endings import note_withdrawn
from demerit.mechanisms.scores.lowering_features import NO_TERM
from demerit.mechanisms.terms.sides import counts_in, counts_in_plain
from demerit.mechanisms.terms.windows import until, until_plain
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables

_VALUE = 0
"""Column of `StayColumns.entry`: what a score was worked out from."""


def withdraw_plain(t: Tables, who: Occupant, case: Case) -> None:
    """Note that a record is withdrawn that conditions count, and take it out of stays."""
    for history in case.within:
        who.withdrawn[history] = min(who.withdrawn[history], case.exit)
        for stay in (*who.stays[history], *who.pending[history]):
            for n in range(len(t.terms.what)):
                counted = case.begins <= stay.since < until_plain(t, case, n)
                if counted and counts_in_plain(t, case, n, history):
                    stay.counted[n] -= 1
            _out_of_scores_plain(t, case, stay, history)


def _out_of_scores_plain(t: Tables, case: Case, stay: Spell, history: int) -> None:
    """Take a record out of the risk scores that had counted it before a stay began."""
    e = int(t.time.epoch[stay.since])
    for g in range(len(stay.entry)):
        look = int(t.risk.looked[g, stay.since])
        for row in range(int(t.risk.start[e, g]), int(t.risk.end[e, g])):
            n = int(t.risk.counted[row])
            if n == NO_TERM or not case.begins <= look < until_plain(t, case, n):
                continue
            if counts_in_plain(t, case, n, history):
                number, most = stay.looked.get(row, 0), int(t.risk.most[row])
                part = int(t.risk.weight[row]) * (min(number, most) - min(number - 1, most))
                stay.looked[row] = number - 1
                stay.entry[g] = stay.entry[g]._replace(value=stay.entry[g].value - part)


@kernel
def withdraw(t: Tables, s: State, p: int) -> None:
    """Note that the record of case `p` is withdrawn, and take it out of the stays that it helped begin."""
    case = s.cases.row[p]
    i, begun, kind, histories = (
        int(case[CASE.slot]),
        int(case[CASE.begun]),
        int(case[CASE.exit]),
        int(case[CASE.histories]),
    )
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            note_withdrawn(s, history, i, kind)
    if t.stays.reexamined[0] == 0 and t.terms.by_spell[0] == 0:
        return
    at = int(s.stays.first[i])
    while at >= 0:
        spell = s.cases.row[at]
        since, within, history = int(spell[SPELL.begun]), int(spell[CASE.histories]), 0
        if spell[SPELL.flags] & BY_CONDITION != 0:
            within = 1 << int(spell[SPELL.history])
        while history < HISTORIES - 1 and (within >> history) & 1 == 0:
            history += 1
        if within & histories != 0 and begun <= since:
            for n in range(t.terms.what.shape[0]):
                if counts_in(t, s, p, n, history) and since < until(t, s, p, n):
                    s.terms.entry[n, at] -= 1
            if s.scores.looked_at.shape[0] != 0 and spell[SPELL.flags] & BY_CONDITION != 0:
                _out_of_scores(t, s, p, at, history, since)
        at = int(spell[SPELL.chain])


@kernel
def _out_of_scores(t: Tables, s: State, p: int, at: int, history: int, since: int) -> None:
    """Take the record of case `p` out of the risk scores that had counted it before a spell began."""
    e = t.time.epoch[since]
    for g in range(t.scores.kind.shape[1]):
        look = t.risk.looked[g, since]
        if s.cases.row[p, CASE.begun] > look:
            continue
        for row in range(t.risk.start[e, g], t.risk.end[e, g]):
            n = t.risk.counted[row]
            if n != NO_TERM and counts_in(t, s, p, n, history) and look < until(t, s, p, n):
                number, most = int(s.scores.looked_at[row, at]), t.risk.most[row]
                part = t.risk.weight[row] * (min(number, most) - min(number - 1, most))
                s.scores.looked_at[row, at] = number - 1
                s.stays.entry[g, at, _VALUE] -= part


@kernel
def enter(t: Tables, s: State, history: int, p: int, i: int) -> None:
    """Keep with the spell at place `p`, as it begins, what is counted of slot `i` in a history.

    A spell by record that counts since its entry stands in one history alone.
    """
    for n in range(t.terms.what.shape[0]):
        s.terms.entry[n, p] = s.terms.number[history, n, i]


@kernel
def exchange(t: Tables, s: State, history: int, p: int, i: int) -> None:
    """Let conditions find of slot `i` what was counted as a spell began; done again, what is counted now."""
    for n in range(t.terms.what.shape[0]):
        now = s.terms.number[history, n, i]
        s.terms.number[history, n, i] = s.terms.entry[n, p]
        s.terms.entry[n, p] = now
