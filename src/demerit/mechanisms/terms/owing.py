"""M62: what somebody owes, as conditions ask for it: `owes(CONDUCT)`.

A debt is owed from the step in which its money is claimed to that in which it is paid, withheld or no longer
claimed, in every history in which its record counts. It moves with the records of a step. The plain engine
counts debts anew; the compiled one moves a number when one begins or ends, and has conditions asked again.

A stay with a term that began while a debt was owed is looked at again when the debt's record is found wrong,
be that while it is owed or after it was paid: the debt is taken out of what was counted as the stay began.

Names: `t` tables of the draw, `s` state of the district, `i` slot, `n` place in a list from 0, `p` place of a
case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.slots import queue_conditions
from demerit.engine.state import State
from demerit.engine.world import OWED, Case, Occupant
from demerit.mechanisms.records.cases import BY_CONDITION, CASE, SPELL
from demerit.mechanisms.redress.endings import note_withdrawn
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


def owed_plain(t: Tables, who: Occupant, n: int, history: int, step: int) -> int:
    """Return how many debts that a term counts `who` owes in a history."""
    return sum(
        bool(t.terms.owed[n, case.conduct]) and case.ends > step for case in who.in_force(OWED, history)
    )


def asks_plain(t: Tables, conduct: int) -> bool:
    """Return whether a term counts the debts that records of a conduct claim."""
    return bool(t.terms.owed[:, conduct].any())


def withdraw_plain(t: Tables, who: Occupant, case: Case, kind: int) -> None:
    """Note that the record of a debt is withdrawn by an exit, and take the debt out of stays."""
    if not asks_plain(t, case.conduct):
        return
    for history in case.within:
        who.withdrawn[history] = min(who.withdrawn[history], kind)
        for stay in (*who.stays[history], *who.pending[history]):
            if case.begins <= stay.since < case.ends:
                for n in range(len(t.terms.what)):
                    stay.counted[n] -= int(t.terms.owed[n, case.conduct])


@kernel
def asks(t: Tables, conduct: int) -> bool:
    """Return whether a term counts the debts that records of a conduct claim."""
    if t.terms.owing[0] == 0:
        return False
    for n in range(t.terms.what.shape[0]):
        if t.terms.owed[n, conduct] != 0:
            return True
    return False


@kernel
def move(t: Tables, s: State, p: int, change: int) -> None:
    """Let the debt of case `p` be owed (`change` 1), or no longer (-1), and have conditions asked again."""
    case = s.cases.row[p]
    i, conduct = int(case[CASE.slot]), int(case[CASE.conduct])
    if not asks(t, conduct):
        return
    for n in range(t.terms.what.shape[0]):
        if t.terms.owed[n, conduct] != 0:
            for history in range(HISTORIES):
                if (case[CASE.histories] >> history) & 1 != 0:
                    s.terms.number[history, n, i] += change
    queue_conditions(s, i)


@kernel
def withdraw(t: Tables, s: State, p: int, kind: int) -> None:
    """Note that the record of the debt of case `p` is withdrawn, and take the debt out of stays."""
    case = s.cases.row[p]
    i, conduct, histories = int(case[CASE.slot]), int(case[CASE.conduct]), int(case[CASE.histories])
    if not asks(t, conduct):
        return
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            note_withdrawn(s, history, i, kind)
    queue_conditions(s, i)
    if t.stays.reexamined[0] == 0:
        return
    at = int(s.stays.first[i])
    while at >= 0:
        spell = s.cases.row[at]
        since, asked = int(spell[SPELL.begun]), spell[SPELL.flags] & BY_CONDITION != 0
        asked = asked and (histories >> spell[SPELL.history]) & 1 != 0
        if asked and case[CASE.begun] <= since < case[CASE.ends]:
            for n in range(t.terms.what.shape[0]):
                s.terms.entry[n, at] -= t.terms.owed[n, conduct]
        at = int(spell[SPELL.chain])
