"""M10: points are multiplied by every weight that holds, and rounded once; a record keeps its day's weights.

Nobody comes or goes here. What weights do is counted against the same districts without them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.scores.counts import POINTS
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.society.traits import OFFICIAL, ORDINARY, OWNER
from tests import toy
from tests.toy import made

LOSES, GAINS, STEPS = 7, 3, 30
OFFICIALS = "tier == official"
EVER = {"defaults": {"counts": "ever"}}


def regime(*weights: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime that takes 7 points for a default and gives 3 for a lateness."""
    score = {"kind": "ledger", "worse": "lower", "start": 100, "grades": {"high": ">= 100", "low": "< 100"}}
    return toy.regime(
        **{
            "scores": {"score": score},
            "weights": list(weights),
            "conducts": {**EVER, "default": {"points": -LOSES}, "lateness": {"points": GAINS}},
            "sources": {"courts": toy.source({"default": 0.8, "lateness": 0.5})},
            **parts,
        }
    )


def totals_of(whole: dict[str, Any], last: int = 4) -> Any:
    """Return copied totals of some still districts."""
    found = toy.compiled(toy.still(toy.tables(whole, STEPS)), last=last)
    return type(found)(*(array.copy() for array in found))


def points(found: Any) -> tuple[Any, Any]:
    """Return points lost and gained, by tier."""
    return tuple(found.points[..., column].sum(axis=(0, 1)) for column in (POINTS.lost, POINTS.gained))


def weight(condition: str, factor: float, side: str = "points", **more: Any) -> dict[str, Any]:
    return {"if": condition, side: made(f"{factor} times"), **more}


def test_all_that_hold_multiply_and_the_product_is_rounded_once() -> None:
    """7 x 1.5 x 1.5 = 15.75 are 16 points; rounded twice they would be 17. 3 x 1.5 x 1.5 = 6.75 are 7."""
    both = totals_of(regime(weight("fifth >= 1", 1.5), weight(OFFICIALS, 1.5)))
    plain_lost, plain_gained = points(totals_of(regime()))
    lost, gained = points(both)
    assert plain_lost[OFFICIAL] > 0 < plain_gained[OFFICIAL]
    assert lost[OFFICIAL] == plain_lost[OFFICIAL] // LOSES * 16
    assert gained[OFFICIAL] == plain_gained[OFFICIAL] // GAINS * 7
    assert lost[ORDINARY] == plain_lost[ORDINARY] // LOSES * 11
    assert gained[ORDINARY] == plain_gained[ORDINARY] // GAINS * 5


def test_an_adverse_weight_leaves_the_better_side_and_other_conducts_alone() -> None:
    plain_lost, plain_gained = points(totals_of(regime()))
    lost, gained = points(totals_of(regime(weight("tier == owner", 3, "adverse", of=["default"]))))
    assert lost[OWNER] == 3 * plain_lost[OWNER] > 0
    assert np.array_equal(gained, plain_gained) and lost[ORDINARY] == plain_lost[ORDINARY]
    other = totals_of(regime(weight("tier == owner", 3, of="lateness")))
    assert points(other)[1][OWNER] == 3 * plain_gained[OWNER] and np.array_equal(points(other)[0], plain_lost)


def test_a_record_keeps_the_weights_of_its_acts_day() -> None:
    """Acts of weeks 5 to 9 cost twice, though what they cost counts from three weeks later on."""
    fair = {"periods": {"fair": ["2020-02-10 to 2020-03-15"]}}
    delayed = {
        "sources": {"courts": {**toy.source({"default": 0.8}), "delay": "3 weeks, from made"}},
        "conducts": {**EVER, "default": {"points": -LOSES}},
    }
    t = toy.still(toy.tables(regime(weight("during(fair)", 2), **fair, **delayed), STEPS))
    lost = []
    before: Any = 0
    for _, world, _ in toy.walk(t, toy.empty(t)):
        now = sum(who.scores[0].score[RECORDED] - 100 for who in world.occupants.values())
        lost.append(before - now)
        before = now
    plain = toy.still(toy.tables(regime(**delayed), STEPS))
    once, before = [], 0
    for _, world, _ in toy.walk(plain, toy.empty(plain)):
        now = sum(who.scores[0].score[RECORDED] - 100 for who in world.occupants.values())
        once.append(before - now)
        before = now
    double = set(range(8, 13))
    assert sum(once) > 0 and all(once[step] for step in double)
    assert lost == [amount * (2 if step in double else 1) for step, amount in enumerate(once)]


def test_a_weight_by_a_list_holds_in_each_history_by_its_own_list() -> None:
    """Nobody's shadow pays for a list that only false records made."""
    false = {"sources": {"courts": toy.source({"default": 0}, false_records=made("300 % per person-year"))}}
    doubled = regime(
        weight("listed(once)", 2, at="ruling"),
        conducts={**EVER, "default": {"points": -LOSES}},
        lists={"once": toy.black(["default"])},
        **false,
    )
    t = toy.still(toy.tables(doubled, STEPS))
    *_, (_, world, _) = toy.walk(t, toy.empty(t))
    scores = [who.scores[0].score for who in world.occupants.values() if who.is_person]
    assert {score[SHADOW] for score in scores} == {100}
    assert {100, 100 - LOSES, 100 - 3 * LOSES} <= {score[RECORDED] for score in scores}


def test_weights_are_the_rules_so_nobody_is_counted_for_more_by_them() -> None:
    low = {"lists": {"low": {"kind": "burden", "enter": [{"while": "score < 95"}], "minors": True}}}
    found = totals_of(regime(weight("fifth <= 3", 3), weight("tenure < 10 weeks", 2, "adverse"), **low))
    assert found.lists[..., LISTS.stock].sum() > 0 == found.lists[..., LISTS.wrongful].sum()


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([{"if": OFFICIALS}], "a weight has one of `points` and `adverse`, and this has none"),
        ([weight(OFFICIALS, 2) | weight(OFFICIALS, 2, "adverse")], "and this has both"),
        ([weight("score < 90", 2)], "a weight of the act's day reads score, which the regime keeps"),
        ([weight("listed(x)", 2)], "there is no list 'x'"),
        ([weight(OFFICIALS, 2, of="noise")], "there is no conduct 'noise'"),
        ([weight(OFFICIALS, 2, of="arrears")], "records of arrears bring no points to a ledger"),
        ([weight(OFFICIALS, 20), weight("sex == male", 6)], "together they may multiply points by 120"),
        ([weight(OFFICIALS, 1.1) for _ in range(9)], "these are 9 weights"),
    ],
)
def test_what_no_weight_can_be_is_refused(weights: list[Any], said: str) -> None:
    conducts = {**EVER, "default": {"points": -LOSES}, "lateness": {"points": GAINS}, "arrears": {}}
    with pytest.raises(Exception, match=said):
        toy.tables(regime(*weights, conducts=conducts), STEPS)


def test_weights_need_a_ledger() -> None:
    mean = {"kind": "rolling-mean", "worse": "lower", "start": 99, "window": 2, "scale": [1, 200]}
    with pytest.raises(Exception, match="points are multiplied only in a ledger"):
        toy.tables({**regime(weight(OFFICIALS, 2)), "scores": {"score": mean}}, STEPS)
