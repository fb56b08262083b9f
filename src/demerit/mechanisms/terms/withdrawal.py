"""M22, M23: what a withdrawn record means for a stay that it helped to begin by being counted.

A stay with a term outlasts the windows that it began in, but not the record: when one that counted as the
stay began is corrected, or overturned on appeal, it is taken out of the numbers of that day, and the list's
condition is asked with them (`scores.withdrawal` does so with the score). So these numbers are kept for each
stay, where a record can be withdrawn during one that has a term.

Names: `t` tables of the draw, `s` state of the district, `i` slot, `n` place in a list from 0, `p` place of a
case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL
from demerit.mechanisms.redress.endings import note_withdrawn
from demerit.mechanisms.terms.sides import counts_in, counts_in_plain
from demerit.mechanisms.terms.windows import until, until_plain
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


def withdraw_plain(t: Tables, who: Occupant, case: Case) -> None:
    """Note that a record is withdrawn that conditions count, and take it out of stays."""
    for history in case.within:
        who.withdrawn[history] = min(who.withdrawn[history], case.exit)
        for stay in (*who.stays[history], *who.pending[history]):
            for n in range(len(t.terms.what)):
                counted = case.begins <= stay.since < until_plain(t, case, n)
                if counted and counts_in_plain(t, case, n, history):
                    stay.counted[n] -= 1


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
        at = int(spell[SPELL.chain])


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
