"""M62: a record that claims money, from the claim to what is paid, withheld, cancelled or refunded.

The money is claimed in the step in which the record begins to count. It is paid when the person pays, by the
process that releases from lists, or withheld from payments to them, whichever is first. A record that is
found wrong before that cancels the debt; afterwards, it gives the money back if the rule refunds. A debt that
stands when the person dies, leaves or the run ends is neither: claimed = paid + cancelled + what stands.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `p` place of a case in the pool.
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
from demerit.mechanisms.debts.words import DEBT_CANCELLED, DEBT_CLAIMED, DEBT_PAID, DEBT_REFUNDED
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
from demerit.scenario.exits import CORRECTION, PAYMENT
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="debts", rows=("M62",), stage="scoring")


def _note_plain(w: World, who: Occupant, case: Case, step: int, column: int, amount: int) -> None:
    """Add to the money of the person's income fifth."""
    rests_on = RESTS_ON.averaged if case.averaged else RESTS_ON.none if case.without_act else RESTS_ON.act
    w.totals.money[int(w.tables.time.quarter[step]), who.fifth, rests_on, column] += amount


def claim_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Claim the money of a record that begins to count, and settle when it is paid or found wrong."""
    t, e, h = w.tables, case.epoch, case.hash
    happen_plain(w, step, who, DEBT_CLAIMED.number, case.conduct, case.owed, int(case.averaged), h)
    _note_plain(w, who, case, step, MONEY.claimed, case.owed)
    _note_plain(w, who, case, step, MONEY.debts, 1)
    hazard = (t.payment.listed if t.debts.listed[e, case.conduct] else t.payment.before)[int(case.unable)]
    when = paid_plain(h, int(hazard), step)
    if t.debts.withheld[e] >= 0:
        when = min(when, step + int(t.debts.withheld[e]))
    wrong = max(min(found_wrong_plain(t, case, step).values(), default=NEVER), step + 1)
    case.ends, case.exit = min(when, wrong), PAYMENT if when <= wrong else CORRECTION
    if when <= wrong < NEVER and t.debts.refunds[e]:
        case.refund = wrong


def settle_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let a debt be paid or cancelled, or what was paid be given back."""
    if step == case.ends:
        column, event = (
            (MONEY.paid, DEBT_PAID.number)
            if case.exit == PAYMENT
            else (MONEY.cancelled, DEBT_CANCELLED.number)
        )
        happen_plain(w, step, who, event, case.conduct, case.owed, h=case.hash)
        _note_plain(w, who, case, step, column, case.owed)
    if step == case.refund:
        happen_plain(w, step, who, DEBT_REFUNDED.number, case.conduct, case.owed, h=case.hash)
        _note_plain(w, who, case, step, MONEY.refunded, case.owed)


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
def claim(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    """Claim the money of a record that begins to count, and settle when it is paid or found wrong."""
    case, h = s.cases.row[p], s.cases.hash[p]
    e, conduct, flags = case[CASE.epoch], case[CASE.conduct], case[CASE.flags]
    unable = 1 if (flags & UNABLE) != 0 else 0
    averaged = 1 if flags & AVERAGED else 0
    happen(s, step, case[CASE.slot], DEBT_CLAIMED.number, conduct, case[CASE.points], averaged, np.int64(h))
    _note(t, s, out, p, step, MONEY.claimed, s.cases.row[p, CASE.points])
    _note(t, s, out, p, step, MONEY.debts, 1)
    hazard = t.payment.listed[unable] if t.debts.listed[e, conduct] != 0 else t.payment.before[unable]
    when = paid(h, hazard, step)
    if t.debts.withheld[e] >= 0:
        when = min(when, step + t.debts.withheld[e])
    wrong, _ = found_wrong(t, s, p, step)
    wrong = max(wrong, step + 1)
    s.cases.row[p, CASE.flags] |= ENTERED
    s.cases.row[p, CASE.exit] = PAYMENT if when <= wrong else CORRECTION
    given_back = _copy(s, p) if when <= wrong and wrong < NEVER and t.debts.refunds[e] != 0 else -1
    schedule(s, p, min(when, wrong))
    if given_back >= 0:
        s.cases.row[given_back, CASE.flags] |= REFUND
        s.cases.row[given_back, CASE.exit] = CORRECTION
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
    column, event = MONEY.cancelled, DEBT_CANCELLED.number
    if s.cases.row[p, CASE.flags] & REFUND:
        column, event = MONEY.refunded, DEBT_REFUNDED.number
    elif s.cases.row[p, CASE.exit] == PAYMENT:
        column, event = MONEY.paid, DEBT_PAID.number
    case, h = s.cases.row[p], np.int64(s.cases.hash[p])
    happen(s, step, case[CASE.slot], event, case[CASE.conduct], case[CASE.points], 0, h)
    _note(t, s, out, p, step, column, s.cases.row[p, CASE.points])
