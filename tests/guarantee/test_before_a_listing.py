"""Guarantee 7, for what comes before a listing: when it begins, and which share of listings never does (M23).

Every expectation is worked out by hand from the numbers that the regime declares, never from the engine's
tables: a regime with one safeguard beside the same regime without, of the same people with the same luck.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.mechanisms.lists.counts import LISTS
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS = 52
FALSE_ONLY = toy.source({"default": 0}, false_records=made("5 % per person-year"))
TRUE_ONLY = toy.source({"lateness": 0.1})
LOSES = {"points": -10, "counts": made("2 weeks")}
WAYS: dict[str, Any] = {
    "record": {"record": ["default", "lateness"], "for": made("1 week")},
    "once": {"once": "score < 100", "again": "after-condition-ends", "for": made("1 week")},
    "triggers": {"by": "triggers", "for": made("1 week")},
}
NOTICE = {"share": made(1), "ahead": made("6 weeks")}
HEARING = {"share": made(0.5), "stops_wrong": made(0.6), "exempts": made(0.4), "delay": made("3 weeks")}
REVIEW = {"share": made(0.8), "stops_wrong": made(0.5)}
APPEAL = {
    "chance": made(0.4),
    "success_if_wrong": made(0.5),
    "success_if_right": made(0.1),
    "independent": True,
    "suspensive": True,
}


def inflow(way: str, source: dict[str, Any], board: dict[str, Any], **rule: Any) -> NDArray[np.int64]:
    """Return how many enter the list in each step, by one kind of way and with a bundle of listings."""
    regime = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": dict(LOSES), "lateness": dict(LOSES)},
        sources={"courts": source},
        lists={"black": {"kind": "burden", "enter": [{**WAYS[way], **rule}], "minors": True}},
        safeguards={"of_records": "none", "of_listings": "none"}
        if not board
        else {"of_records": "none", "of_listings": "board", "board": {**board, "others": "none"}},
    )
    if way == "triggers":
        regime["triggers"] = {"put": {"record": ["default", "lateness"], "put_on": "black"}}
    t = toy.still(toy.tables(regime, STEPS))
    counted: NDArray[np.int64] = toy.compiled(t, 1, 0, 16).lists[:, 0, 0, LISTS.inflow]
    return counted


@pytest.mark.parametrize("way", WAYS)
def test_a_listing_of_which_there_is_notice_begins_so_much_later(way: str) -> None:
    without, noticed = inflow(way, FALSE_ONLY, {}), inflow(way, FALSE_ONLY, {"notice": NOTICE})
    assert without[:-6].sum() > 500
    assert not noticed[:6].any()
    if way != "triggers":
        assert np.array_equal(noticed[6:], without[:-6])
    else:  # one who is put on in two steps running comes off between only if nothing begins as the step does
        assert np.abs(noticed[6:] - without[:-6]).sum() < without.sum() / 100


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("board", "asked", "late", "wrong", "right"),
    [
        ({"hearing": HEARING}, 0.5, 3, 0.5 * 0.6, 0.5 * 0.4),
        ({"human_review": REVIEW}, 0.8, 1, 0.8 * 0.5, 0),
        ({"appeal": APPEAL}, 0.4, 1, 0.4 * 0.5, 0.4 * 0.1),
    ],
    ids=["hearing", "review", "appeal"],
)
def test_a_hearing_a_review_and_an_appeal_stop_their_shares(
    way: str, board: dict[str, Any], asked: float, late: int, wrong: float, right: float
) -> None:
    """Of false records all listings are wrong, of true ones all are right, though slight.

    A share `asked` is stopped, or begins `late` steps later; the rest begins at once.
    """
    for source, stopped in ((FALSE_ONLY, wrong), (TRUE_ONLY, right)):
        without = inflow(way, source, {})
        entered, begun = int(without.sum()), int(inflow(way, source, board).sum())
        expected = 1 - asked + (asked - stopped) * int(without[:-late].sum()) / entered
        sd = max(math.sqrt(expected * (1 - expected) / entered), 2e-3)
        require(meets(begun / entered, expected, sd, 0.05, what=f"share listed by {way}"))


def test_a_listing_lapses_whose_condition_holds_no_more() -> None:
    """Points count for two weeks, and notice takes six, or one; somebody may have other points by then."""
    entered = int(inflow("once", FALSE_ONLY, {}).sum())
    for ahead, least, most in (("6 weeks", 0, 0.02), ("1 week", 0.9, 1)):
        notice = {"share": made(1), "ahead": made(ahead), "lapses": True}
        assert least <= inflow("once", FALSE_ONLY, {"notice": notice}).sum() / entered <= most


def test_a_listing_as_long_as_its_condition_holds_lapses_in_any_case() -> None:
    regime = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": LOSES},
        sources={"courts": FALSE_ONLY},
        lists={"black": {"kind": "burden", "enter": [{"while": "score < 100"}], "minors": True}},
        safeguards={
            "of_records": "none",
            "of_listings": "board",
            "board": {"notice": NOTICE, "others": "none"},
        },
    )
    t = toy.still(toy.tables(regime, STEPS))
    seldom = int(toy.compiled(t, 1, 0, 16).lists[:, 0, 0, LISTS.inflow].sum())
    assert seldom < inflow("once", FALSE_ONLY, {}).sum() / 10
