"""M62: debts by conduct, of a sum that is set for all, and `owes`, which asks who owes.

A debt that is withheld after eight weeks is owed for as long as a record counts within eight weeks: so a list
of those who owe and a list of those who have such a record have the same weeks, in all histories.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.engine.totals import Totals
from demerit.mechanisms.debts.counts import MONEY, RESTS_ON
from demerit.mechanisms.debts.words import DEBT_CLAIMED, OVERCLAIMED
from demerit.society.traits import SLOTS
from tests import toy
from tests.guarantee.test_debts import STEPS, money, regime, unpaying
from tests.toy import made

OWN = 1_200
"""What a default comes to in the small society."""


def owing(amount: str = "act", **parts: Any) -> dict[str, Any]:
    """Return the debts of defaults, said by conduct."""
    debt = {"amount": amount, "withheld_after": "none", "refunds": True, **parts}
    return {"default": debt}


def copied(totals: Totals) -> Totals:
    return Totals(*(array.copy() for array in totals))


def equal(one: Totals, other: Totals) -> None:
    for name, mine, theirs in zip(Totals._fields, one, other, strict=True):
        assert np.array_equal(mine, theirs), name


@pytest.mark.parametrize(("amount", "beyond"), [(900, 0), (OWN, 0), (5_000, 3_800)])
def test_a_set_sum_is_claimed_of_everybody_and_what_lies_beyond_the_act_is_counted(
    amount: int, beyond: int
) -> None:
    rules = owing(f"{amount} crowns, from made", penalty=made(0.1))
    found = money(toy.compiled(unpaying(regime(rules))))
    act, none = found[RESTS_ON.act], found[RESTS_ON.none]
    for row in (act, none):
        assert row[MONEY.claimed] == round(amount * 1.1) * row[MONEY.debts] > 0
    assert act[MONEY.overclaimed] == round(beyond * 1.1) * act[MONEY.debts]
    assert none[MONEY.overclaimed] == 0


def test_a_set_sum_needs_no_amount_in_the_society_and_then_nothing_is_beyond_it() -> None:
    rules = {"noise": {"amount": "70 crowns, from made", "refunds": False}}
    conducts = {"default": {}, "noise": {}}
    whole = toy.regime(sources={"courts": toy.source({"noise": 1})}, conducts=conducts, debts=rules)
    found = money(toy.compiled(unpaying(whole)))
    assert found[RESTS_ON.act, MONEY.claimed] == 70 * found[RESTS_ON.act, MONEY.debts] > 0
    assert not found[:, MONEY.overclaimed].any()


def test_what_is_written_down_of_it_adds_up() -> None:
    t = toy.still(toy.tables(regime(owing("5_000 crowns, from made")), STEPS))
    rows = toy.followed(t, 1, 2, SLOTS)
    for kind, column in ((DEBT_CLAIMED, MONEY.claimed), (OVERCLAIMED, MONEY.overclaimed)):
        said = rows[rows[:, 3] == kind.number, 5].sum()
        assert said == money(toy.compiled(t, 1, 2, 3))[:, column].sum() > 0


WAYS = {
    "while": {"while": "CONDITION"},
    "once": {"once": "CONDITION", "for": "30 weeks, from made", "again": "after-condition-ends"},
}


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("corrected", ["none", "4 weeks", "12 weeks"])
def test_whoever_owes_is_listed_as_whoever_has_a_record_that_is_so_old(way: str, corrected: str) -> None:
    """Also where a record is found wrong while the debt is owed, or after it was paid."""
    correction = {"chance": made(1), "delay": made(corrected)}
    safeguards = toy.of_records(correction=correction) if corrected != "none" else "none"

    def listed(condition: str) -> Totals:
        said = {key: condition if value == "CONDITION" else value for key, value in WAYS[way].items()}
        lists = {"behind": {"kind": "burden", "enter": [said], "minors": True}}
        whole = regime(owing(withheld_after=made("8 weeks")), lists=lists, safeguards=safeguards)
        return copied(toy.compiled(unpaying(whole)))

    by_debt, by_record = listed("owes(default)"), listed("records(default within 8 weeks) >= 1")
    assert by_debt.lists.any()
    equal(by_debt, by_record)


def test_nobody_owes_whose_debt_is_paid_before_the_condition_is_asked() -> None:
    lists = {"behind": {"kind": "burden", "enter": [{"while": "owes(any)"}], "minors": True}}
    whole = regime(owing("0 crowns, from made"), lists=lists)
    assert not toy.compiled(unpaying(whole)).lists.any()
