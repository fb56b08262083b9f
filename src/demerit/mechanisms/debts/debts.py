"""M62: a record that claims money, from the claim to what is paid, withheld, cancelled or refunded.

The money is claimed in the step in which the record begins to count: what the act comes to, what averaging
worked out, or a sum set by the rule. It is paid when the person pays, by the process that releases from
lists, or withheld from payments to them, whichever is first. A record that is found wrong before that cancels
the debt; afterwards, it gives the money back if the rule refunds. A debt that stands when the person dies,
leaves or the run ends is neither: claimed = paid + cancelled + what stands.

Of a set sum, what lies beyond what the same rule would claim if the sum were the act's own amount is counted
as *overclaimed*: the ground of money. Of an act on which the society puts no money there is no such sum.

Money is claimed as recorded, and nowhere else. Where a condition asks who owes, a debt is owed in every
history in which its record counts, so also where the court let somebody off wrongly.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.debts.counts import MONEY, RESTS_ON
from demerit.mechanisms.debts.words import (
    DEBT_CANCELLED,
    DEBT_CLAIMED,
    DEBT_PAID,
    DEBT_REFUNDED,
    OVERCLAIMED,
)
from demerit.mechanisms.records.cases import (
    AVERAGED,
    CASE,
    ENTERED,
    FALSE,
    REFUND,
    UNABLE,
    new_case,
    schedule,
)
from demerit.mechanisms.records.state import CASE_COLUMNS
from demerit.mechanisms.redress.endings import found_wrong, found_wrong_plain, paid, paid_plain
from demerit.mechanisms.scores import worth
from demerit.mechanisms.terms import owing
from demerit.scenario.exits import CORRECTION, PAYMENT
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="debts", rows=("M62",), stage="scoring")
HALF = 1 << 19
"""Half a unit of money in Q20, so that what is claimed is rounded to the nearest."""


def due_plain(t: Tables, e: int, conduct: int, averaged: int) -> int:
    """Return what a record of a conduct claims, penalty among it; nothing if none is claimed.

    Args:
        t: the tables.
        e: the span in which it was ruled on.
        conduct: what it is of.
        averaged: what averaging worked out, else 0.
    """
    if not t.debts.claims[e, conduct]:
        return 0
    amount = averaged if t.debts.averaged[e, conduct] and averaged else int(t.debts.sum[e, conduct])
    return (amount * int(t.debts.factor[e, conduct]) + HALF) >> 20


@kernel
def due(t: Tables, e: int, conduct: int, averaged: int) -> int:
    """Return what a record of a conduct claims, as `due_plain` does."""
    if t.debts.claims[e, conduct] == 0:
        return 0
    amount = averaged if averaged > 0 and t.debts.averaged[e, conduct] != 0 else t.debts.sum[e, conduct]
    return int((amount * t.debts.factor[e, conduct] + HALF) >> 20)


def _beyond_plain(t: Tables, case: Case) -> int:
    """Return how much of a claim lies beyond what it would be if its sum were the act's own amount."""
    if case.without_act or case.averaged or not t.debts.own[case.conduct]:
        return 0
    factor = int(t.debts.factor[case.epoch, case.conduct])
    return max(case.owed - ((int(t.debts.own[case.conduct]) * factor + HALF) >> 20), 0)


def _note_plain(w: World, who: Occupant, case: Case, step: int, column: int, amount: int) -> None:
    """Add to the money of the person's income fifth."""
    rests_on = RESTS_ON.averaged if case.averaged else RESTS_ON.none if case.without_act else RESTS_ON.act
    w.totals.money[int(w.tables.time.quarter[step]), who.fifth, rests_on, column] += amount


def claim_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Claim the money of a record that begins to count, and settle when it is paid or found wrong."""
    t, e, h = w.tables, case.epoch, case.hash
    if RECORDED in case.within:
        worked_out = case.averaged and bool(t.debts.averaged[e, case.conduct])
        happen_plain(w, step, who, DEBT_CLAIMED.number, case.conduct, case.owed, int(worked_out), h)
        _note_plain(w, who, case, step, MONEY.claimed, case.owed)
        _note_plain(w, who, case, step, MONEY.debts, 1)
        if beyond := _beyond_plain(t, case):
            happen_plain(w, step, who, OVERCLAIMED.number, case.conduct, beyond, h=h)
            _note_plain(w, who, case, step, MONEY.overclaimed, beyond)
    case.unpaid = owing.asks_plain(t, case.conduct)
    if case.unpaid:
        worth.begins_plain(who, case)
    hazard = (t.payment.listed if t.debts.listed[e, case.conduct] else t.payment.before)[int(case.unable)]
    when = paid_plain(h, int(hazard), step)
    if t.debts.withheld[e, case.conduct] >= 0:
        when = min(when, step + int(t.debts.withheld[e, case.conduct]))
    wrong, kind = min(
        ((each, kind) for kind, each in found_wrong_plain(t, case, step).items()),
        default=(NEVER, CORRECTION),
    )
    wrong = max(wrong, step + 1)
    case.ends, case.exit = min(when, wrong), PAYMENT if when <= wrong else kind
    if when <= wrong < NEVER:
        case.refund = wrong


def settle_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a debt be paid or cancelled, or what was paid be given back."""
    if step == case.ends:
        case.unpaid = False
        column, event = (
            (MONEY.paid, DEBT_PAID.number)
            if case.exit == PAYMENT
            else (MONEY.cancelled, DEBT_CANCELLED.number)
        )
        if RECORDED in case.within:
            happen_plain(w, step, who, event, case.conduct, case.owed, h=case.hash)
            _note_plain(w, who, case, step, column, case.owed)
        if case.exit != PAYMENT:
            owing.withdraw_plain(w.tables, who, case, case.exit)
    if step == case.refund:
        if RECORDED in case.within and w.tables.debts.refunds[case.epoch, case.conduct]:
            happen_plain(w, step, who, DEBT_REFUNDED.number, case.conduct, case.owed, h=case.hash)
            _note_plain(w, who, case, step, MONEY.refunded, case.owed)
        if w.tables.stays.reexamined[0]:  # a stay that the debt helped to begin may outlast it
            found = found_wrong_plain(w.tables, case, case.begins)
            owing.withdraw_plain(w.tables, who, case, min((when, kind) for kind, when in found.items())[1])


@kernel
def _note(t: Tables, s: State, out: Totals, p: int, step: int, column: int, amount: int) -> None:
    """Add to the money of the person's income fifth."""
    flags, rests_on = s.cases.row[p, CASE.flags], RESTS_ON.act
    if flags & AVERAGED:
        rests_on = RESTS_ON.averaged
    elif flags & FALSE:
        rests_on = RESTS_ON.none
    out.money[t.time.quarter[step], s.people.fifth[s.cases.row[p, CASE.slot]], rests_on, column] += amount


@kernel
def _count(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Count that the money of case `p` is claimed, and how much of it lies beyond the act's own amount."""
    case, h = s.cases.row[p], np.int64(s.cases.hash[p])
    e, conduct, flags, owed = case[CASE.epoch], case[CASE.conduct], case[CASE.flags], int(case[CASE.points])
    worked_out = 1 if flags & AVERAGED and t.debts.averaged[e, conduct] != 0 else 0
    happen(s, step, case[CASE.slot], DEBT_CLAIMED.number, conduct, owed, worked_out, h)
    _note(t, s, out, p, step, MONEY.claimed, owed)
    _note(t, s, out, p, step, MONEY.debts, 1)
    own = t.debts.own[conduct]
    if own == 0 or flags & (AVERAGED | FALSE) != 0:
        return
    beyond = owed - ((own * t.debts.factor[e, conduct] + HALF) >> 20)
    if beyond > 0:
        happen(s, step, case[CASE.slot], OVERCLAIMED.number, conduct, beyond, 0, h)
        _note(t, s, out, p, step, MONEY.overclaimed, beyond)


@kernel
def claim(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Claim the money of a record that begins to count, and settle when it is paid or found wrong."""
    case, h = s.cases.row[p], s.cases.hash[p]
    e, conduct, flags = case[CASE.epoch], case[CASE.conduct], case[CASE.flags]
    unable = 1 if (flags & UNABLE) != 0 else 0
    if case[CASE.histories] & (1 << RECORDED) != 0:
        _count(t, s, out, p, step)
    if owing.asks(t, conduct):
        act = 0 if flags & FALSE != 0 else 1
        worth.begin_in_score(t, s, int(case[CASE.slot]), int(case[CASE.histories]), conduct, act, unable)
        owing.move(t, s, p, 1)
    hazard = t.payment.listed[unable] if t.debts.listed[e, conduct] != 0 else t.payment.before[unable]
    when = paid(h, hazard, step)
    if t.debts.withheld[e, conduct] >= 0:
        when = min(when, step + t.debts.withheld[e, conduct])
    wrong, kind = found_wrong(t, s, p, step)
    wrong = max(wrong, step + 1)
    s.cases.row[p, CASE.flags] |= ENTERED
    s.cases.row[p, CASE.exit] = PAYMENT if when <= wrong else kind
    s.cases.row[p, CASE.begun], s.cases.row[p, CASE.ends] = step, min(when, wrong)
    given_back = -1
    again = t.stays.reexamined[0] != 0 and owing.asks(t, conduct)
    if when <= wrong and wrong < NEVER and (t.debts.refunds[e, conduct] != 0 or again):
        given_back = _copy(s, p)
    schedule(s, p, min(when, wrong))
    if given_back >= 0:
        s.cases.row[given_back, CASE.flags] |= REFUND
        s.cases.row[given_back, CASE.exit] = kind
        schedule(s, given_back, wrong)


@kernel
def _copy(s: State, p: int) -> int:
    """Return a second case like `p`, or -1 with the error set if there is no room."""
    copy = new_case(s)
    if copy >= 0:
        for column in range(CASE_COLUMNS):
            s.cases.row[copy, column] = s.cases.row[p, column]
        s.cases.hash[copy] = s.cases.hash[p]
    return copy


@kernel
def settle(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Let a debt be paid or cancelled, or what was paid be given back."""
    case = s.cases.row[p]
    i, conduct, flags = int(case[CASE.slot]), int(case[CASE.conduct]), int(case[CASE.flags])
    column, event, back = MONEY.cancelled, DEBT_CANCELLED.number, flags & REFUND != 0
    if back:
        column, event = MONEY.refunded, DEBT_REFUNDED.number
    elif case[CASE.exit] == PAYMENT:
        column, event = MONEY.paid, DEBT_PAID.number
    counts = not back or t.debts.refunds[case[CASE.epoch], conduct] != 0
    if counts and case[CASE.histories] & (1 << RECORDED) != 0:
        happen(s, step, i, event, conduct, case[CASE.points], 0, np.int64(s.cases.hash[p]))
        _note(t, s, out, p, step, column, case[CASE.points])
    if not owing.asks(t, conduct):
        return
    if not back:
        unable, act = 1 if flags & UNABLE != 0 else 0, 0 if flags & FALSE != 0 else 1
        worth.end_in_score(t, s, i, int(case[CASE.histories]), conduct, act, unable)
        owing.move(t, s, p, -1)
    if case[CASE.exit] != PAYMENT and (not back or t.stays.reexamined[0] != 0):
        owing.withdraw(t, s, p, int(case[CASE.exit]))
