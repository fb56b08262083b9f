"""M62: every record of a conduct that is owed for claims its money once, and it is paid, cancelled or stands.

Where nobody pays by themselves, what is paid is known to the unit; one test leaves paying to chance.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pytest

from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.debts.counts import MONEY, RESTS_ON
from demerit.mechanisms.debts.words import DEBT_CANCELLED, DEBT_CLAIMED, DEBT_PAID, DEBT_REFUNDED
from demerit.mechanisms.lists.words import RECORD_CEASES
from demerit.scenario.exits import PAYMENT
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

AMOUNT = 1_200
"""Of a default, as the small society declares it."""
WITH_PENALTY = 1_320
DEFAULT = 0
STEPS = 30
CORRECTED_LATE = toy.of_records(correction={"chance": made(1), "delay": made("12 weeks")})


def debts(conduct: str = "default", **parts: Any) -> dict[str, Any]:
    return {conduct: {"amount": "act", "withheld_after": "none", "refunds": True, **parts}}


def regime(owing: dict[str, Any] | None = None, last: int = 5, **parts: Any) -> dict[str, Any]:
    """Return a regime whose source sees everything, also what nobody did, until step `last`."""
    blind = (toy.START + dt.timedelta(days=7 * last)).isoformat()
    source = toy.source(false_records=made("40 % per person-year"))
    nothing = {"sees": {"default": made(0)}, "false_records": made("0 % per person-year")}
    return toy.regime(
        sources={"courts": source},
        debts=owing if owing is not None else debts(),
        amendments=[{"from": blind, "sources": {"courts": nothing}}],
        **parts,
    )


def unpaying(whole: dict[str, Any], steps: int = STEPS) -> Tables:
    """Return tables in which nobody comes or goes, and nobody pays by themselves."""
    t = toy.still(toy.tables(whole, steps))
    return t._replace(payment=t.payment._replace(before=np.zeros(2, np.int64), listed=np.zeros(2, np.int64)))


def money(totals: Totals) -> Any:
    """Return the money by what debts rest on and column, over the run and all incomes."""
    return totals.money.sum(axis=(0, 1))


def records(totals: Totals) -> list[int]:
    """Return records of defaults that nobody did, and of those that somebody did."""
    return [int(n) for n in totals.records[:, DEFAULT, :, :, :, 1].sum(axis=(0, 2, 3))]


def test_every_record_claims_the_amount_and_the_penalty_once() -> None:
    totals = toy.compiled(unpaying(regime(debts(penalty=made(0.1)))))
    found, (false, true) = money(totals), records(totals)
    assert found[RESTS_ON.act, MONEY.debts] == true > 100 and found[RESTS_ON.none, MONEY.debts] == false > 50
    assert found[:, MONEY.claimed].tolist() == [WITH_PENALTY * true, WITH_PENALTY * false, 0]
    assert not found[:, MONEY.paid : MONEY.refunded + 1].any()


def test_a_conduct_that_is_not_owed_for_claims_nothing() -> None:
    whole = regime(debts("lateness"), conducts={"default": {}, "lateness": {}})
    assert not toy.compiled(unpaying(whole)).money.any()


def test_what_is_withheld_is_paid_in_full_when_its_time_has_come_and_not_before() -> None:
    t = unpaying(regime(debts(withheld_after=made("8 weeks"))))
    found = money(toy.compiled(t))
    assert found[:, MONEY.paid].tolist() == found[:, MONEY.claimed].tolist()
    early = money(toy.compiled(unpaying(regime(debts(withheld_after=made("8 weeks"))), 8)))
    assert not early[:, MONEY.paid].any() and early[RESTS_ON.act, MONEY.claimed] > 0


@pytest.mark.parametrize(("withheld", "column"), [("8 weeks", MONEY.paid), ("16 weeks", MONEY.cancelled)])
def test_a_record_found_wrong_cancels_what_is_unpaid_and_gives_back_what_was_paid(
    withheld: str, column: int
) -> None:
    """Corrections find every false record after twelve weeks, before or after the money is taken."""
    whole = regime(debts(withheld_after=made(withheld)), safeguards=CORRECTED_LATE)
    found = money(toy.compiled(unpaying(whole)))
    false, true = found[RESTS_ON.none], found[RESTS_ON.act]
    other = MONEY.paid + MONEY.cancelled - column
    assert false[column] == false[MONEY.claimed] > 0 == false[other]
    assert false[MONEY.refunded] == (false[MONEY.claimed] if column == MONEY.paid else 0)
    assert true[MONEY.paid] == true[MONEY.claimed] and not true[MONEY.cancelled] and not true[MONEY.refunded]


def test_without_refunds_what_was_paid_stays_paid() -> None:
    owing = debts(withheld_after=made("8 weeks"), refunds=False)
    found = money(toy.compiled(unpaying(regime(owing, safeguards=CORRECTED_LATE))))
    assert (
        found[RESTS_ON.none, MONEY.paid]
        == found[RESTS_ON.none, MONEY.claimed]
        > 0
        == found[:, MONEY.refunded].sum()
    )


def test_people_pay_at_the_rate_of_those_who_can_and_of_those_who_cannot() -> None:
    """All is claimed in step 0: by the end 1 - exp(-rate x time) is paid; three in ten could not pay."""
    whole = regime(last=1)
    whole["sources"]["courts"]["false_records"] = "none"
    t = toy.still(toy.tables(whole, 27))
    found = toy.per_district(t, 1, 24, "money").sum(axis=(1, 2))[:, RESTS_ON.act].astype(np.float64)
    years = 26 * 7 / 365.2425
    expected = 0.7 * (1 - math.exp(-2 * years)) + 0.3 * (1 - math.exp(-0.2 * years))
    require(
        ratio(
            found[:, MONEY.paid],
            found[:, MONEY.claimed],
            expected,
            expected / 8,
            "paid share of what is claimed",
        )
    )


def test_whoever_pays_a_debt_is_released_from_the_list_for_it_in_the_same_step() -> None:
    listed = {"black": toy.black(release_on_payment=made("0 days"))}
    t = toy.still(toy.tables(regime(lists=listed), STEPS))
    rows = Desk(t).follow(t, 1, 2, SLOTS, range(SLOTS)).tolist()
    paid = {(row[1], row[7], row[0]) for row in rows if row[3] == DEBT_PAID.number}
    released = {
        (row[1], row[7], row[0]) for row in rows if row[3] == RECORD_CEASES.number and row[6] == PAYMENT
    }
    assert released and released <= paid


def test_what_is_written_down_about_debts_adds_up_to_the_money() -> None:
    whole = regime(debts(withheld_after=made("20 weeks")), safeguards=CORRECTED_LATE)
    t = toy.still(toy.tables(whole, STEPS))
    desk = Desk(t)
    rows = desk.follow(t, 1, 2, SLOTS, range(SLOTS))
    found = money(desk.totals).sum(axis=0)
    for kind, column in (
        (DEBT_CLAIMED.number, MONEY.claimed),
        (DEBT_PAID.number, MONEY.paid),
        (DEBT_CANCELLED.number, MONEY.cancelled),
        (DEBT_REFUNDED.number, MONEY.refunded),
    ):
        assert rows[rows[:, 3] == kind, 5].sum() == found[column] > 0


def test_debts_change_nothing_but_the_money() -> None:
    lists = {"black": toy.black(term=made("6 weeks"), release_on_payment=made("1 week"))}
    whole = regime(lists=lists)
    with_debts = Totals(*(array.copy() for array in toy.compiled(toy.tables(whole, 20))))
    without = toy.compiled(toy.tables({**whole, "debts": "none"}, 20))
    assert with_debts.money.any() and not without.money.any()
    for name, mine, theirs in zip(Totals._fields, with_debts, without, strict=True):
        if name != "money":
            assert np.array_equal(mine, theirs), name
