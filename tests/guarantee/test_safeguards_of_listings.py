"""Guarantee 7, for safeguards of listings: which share of wrong spells ends by them, and when (M23).

Every expectation is worked out by hand from the numbers that the regime declares, never from the engine's
tables.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.lists.counts import LISTS, SPELLS
from demerit.scenario.codes import AT
from demerit.scenario.exits import APPEAL, CORRECTION, EXPIRY, REPAIR, STANDING
from demerit.society.traits import FEMALE, MALE
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

FALSE_ONLY = toy.source({"default": 0}, false_records=made("100 % per person-year"))
BOARD: dict[str, Any] = {
    "correction": {"chance": made(0.3), "delay": made("5 weeks")},
    "appeal": {
        "chance": made(0.4),
        "success_if_wrong": made(0.5),
        "success_if_right": made(0.1),
        "delay": made("10 weeks"),
        "independent": True,
        "suspensive": False,
    },
    "repair": {"chance": made(0.5), "after": made("12 weeks"), "delay": made("2 weeks")},
    "others": "none",
}
LEDGER = {"kind": "ledger", "worse": "lower", "start": 100}
ONCE = {
    "kind": "burden",
    "enter": [
        {
            "once": "score < 100",
            "again": "after-condition-ends",
            "overlap": "ignored",
            "for": made("20 weeks"),
        }
    ],
    "minors": True,
}
RECORD = toy.black(on=["default", "lateness"], term=made("20 weeks"))
RECORD["enter"][0]["if"] = "not listed(black)"


def guarded(rule: dict[str, Any], source: dict[str, Any], board: dict[str, Any]) -> dict[str, Any]:
    """Return a regime whose listings have safeguards, and whose records have none."""
    return toy.regime(
        scores={"score": LEDGER},
        conducts={
            "defaults": {"counts": made("2 weeks")},
            "default": {"points": -10},
            "lateness": {"points": -10},
        },
        sources={"courts": source},
        lists={"black": rule},
        safeguards={"of_records": "none", "of_listings": "board", "board": board},
    )


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
def test_wrong_spells_end_by_correction_appeal_repair_and_expiry_in_their_shares(
    rule: dict[str, Any],
) -> None:
    """All records are false and stay so: corrected after 5 weeks, won after 10, repaired at 14, else 20."""
    t = toy.still(toy.tables(guarded(rule, FALSE_ONLY, BOARD), 60))
    totals = toy.compiled(t, 1, 0, 16)
    inflow = np.cumsum(totals.lists[:, 0, 0, LISTS.inflow])
    shares = {
        (CORRECTION, 5): 0.3,
        (APPEAL, 10): 0.7 * 0.2,
        (REPAIR, 14): 0.7 * 0.8 * 0.5,
        (EXPIRY, 20): 0.7 * 0.8 * 0.5,
    }
    counted = 0
    for (kind, weeks), expected in shares.items():
        entered = int(inflow[-1 - weeks])
        count = int(totals.spells[0, kind, weeks, SPELLS.count])
        counted += count
        sd = math.sqrt(expected * (1 - expected) / entered)
        require(meets(count / entered, expected, sd, 0.03, what=f"exit {kind} after {weeks} weeks"))
    ended = totals.spells[0, :STANDING, :, SPELLS.count]
    assert set(np.flatnonzero(ended.sum(axis=1)).tolist()) == {kind for kind, _ in shares}
    if rule is RECORD:  # a spell by condition may be followed by the next in the step in which it ends
        assert ended.sum() == counted


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
def test_a_repair_that_is_earned_comes_to_those_for_whom_its_condition_holds(rule: dict[str, Any]) -> None:
    """Of men all are repaired as without the condition, of women none, with the same people and luck."""
    board = {"repair": BOARD["repair"], "others": "none"}
    earned = {**board, "repair": {**BOARD["repair"], "if": "sex == male"}}
    given, asked = (
        toy.compiled(toy.still(toy.tables(guarded(rule, FALSE_ONLY, each), 60)), 1, 0, 4)
        for each in (board, earned)
    )
    first = int(toy.tables(guarded(rule, FALSE_ONLY, earned), 60).axes.starts[AT.sex])
    before, after = (totals.lists[:, 0, :, LISTS.out_repair].sum(axis=0) for totals in (given, asked))
    assert before[first + MALE] == after[first + MALE] > 50
    assert before[first + FEMALE] > 50
    assert after[first + FEMALE] == 0


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
@pytest.mark.parametrize(("of", "won"), [("right", 0.1), ("slight", 0.8), ("protected", 0.7)])
def test_a_right_spell_is_never_corrected_and_ends_by_appeal_as_its_ground_says(
    rule: dict[str, Any], of: str, won: float
) -> None:
    """All acts are done, and slight or protected: appeals have the chance of what is right, or their own."""
    appeal = {**BOARD["appeal"], f"success_if_{of}": made(won)}
    whole = guarded(rule, toy.source({"lateness": 1}), {**BOARD, "appeal": appeal})
    where = {"in": str(toy.altered(of, {}, lateness={"protected": "speech"}))} if of == "protected" else {}
    t = toy.still(toy.tables(whole, 40, **where))
    totals = toy.compiled(t, 1, 0, 16)
    entered = int(np.cumsum(totals.lists[:, 0, 0, LISTS.inflow])[-1 - 10])
    expected = 0.4 * won
    sd = math.sqrt(expected * (1 - expected) / entered)
    count = int(totals.spells[0, APPEAL, 10, SPELLS.count])
    require(meets(count / entered, expected, sd, 0.03, what="share that wins its appeal"))
    assert totals.spells[0, CORRECTION].sum() == 0
