"""Guarantee 6: a rule changes nothing outside the districts and people that it reaches.

A rule is a list with its entry condition. It is compared with the same regime in which the condition holds
for nobody, so that every number that chance needs stays where it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.engine.totals import Totals
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.guarantee.test_conservation import LIVELY
from tests.property.strategies import hurried
from tests.toy import made

STEPS = 16
NOBODY = "age > 125"


def tables(condition: str, social: bool = False) -> Tables:
    rule = toy.black(["default", "noise"], term=made("6 weeks"))
    rule["enter"][0] |= {"if": condition, "own_points": "counted"}
    parts: dict[str, Any] = {**LIVELY, "lists": {**LIVELY["lists"], "rule": rule}}
    parts["consequences"] = {
        **LIVELY["consequences"],
        "train-by-rule": {"refuse": "train", "to": "listed(rule)", "context": "travel", "severity": 2},
    }
    if not social:
        del parts["spillover"]
    return hurried(toy.tables(toy.regime(**parts), STEPS))


def whole(moments: NDArray[np.int64], t: Tables) -> NDArray[np.int64]:
    """Return moments summed over regions: [step, list or everybody, measure, column]."""
    steps, _, *rest = moments.shape
    found: NDArray[np.int64] = moments.reshape(steps, int(t.axes.stratum.max()) + 1, -1, *rest).sum(axis=1)
    return found


def listed_by_rule(totals: Totals) -> int:
    return int(totals.lists[:, 3, 0, LISTS.stock].sum())


@pytest.mark.parametrize("region", [1, 2])
@pytest.mark.parametrize("social", [False, True], ids=["alone", "with social effects"])
def test_outside_the_districts_that_a_rule_reaches_everything_is_equal(region: int, social: bool) -> None:
    """Regions are numbered as they are named: region 1 is `region 01`."""
    with_rule, without = tables(f"region == {region}", social), tables(NOBODY, social)
    inside = outside = 0
    place = int(with_rule.axes.starts[AT.region]) + region - 1
    for district in range(8):
        a = Totals(*(array.copy() for array in toy.compiled(with_rule, 1, district, district + 1)))
        b = toy.compiled(without, 1, district, district + 1)
        if a.people[0, place, 0] > 0:
            inside += 1
            assert listed_by_rule(a) > 0 == listed_by_rule(b)
            assert a.attempts[..., ATTEMPTS.refusals].sum() > b.attempts[..., ATTEMPTS.refusals].sum()
        else:
            outside += 1
            for name, mine, theirs in zip(Totals._fields, a, b, strict=True):
                if name == "moments":  # kept by region where a rule differs by it: the sum is over all
                    mine, theirs = whole(mine, with_rule), whole(theirs, without)
                assert np.array_equal(mine, theirs), name
    assert inside > 0 and outside > 0


@pytest.mark.parametrize(
    "condition", ["sex == male", "tier == official", "residence == 'urban away'", "fifth == 1"]
)
def test_inside_everything_is_equal_for_everybody_whom_the_rule_does_not_reach(condition: str) -> None:
    """Slot by slot in the plain engine: only people for whom the condition once held have another history."""
    own = tables(condition), tables(NOBODY)
    reached: set[tuple[int, int]] = set()
    lives: list[dict[tuple[int, int], list[Any]]] = [{}, {}]
    for kept, t in zip(lives, own, strict=True):
        for step, world, _ in toy.walk(t, toy.empty(t), 1, 1, 900):
            for who in world.occupants.values():
                life = kept.setdefault((who.slot, who.number), [])
                life.append((step, who.age, who.tier, who.residence, sorted(who.listed()), dict(who.since)))
                if 3 in who.listed():
                    reached.add((who.slot, who.number))
    different = {person for person, life in lives[0].items() if lives[1][person] != life}
    assert different == reached and len(reached) > 5
    assert all(slot < SLOTS for slot, _ in reached)


def test_counts_of_those_whom_a_rule_does_not_reach_are_equal() -> None:
    """In the compiled engine, along an axis on which nobody moves: the rule is for men."""
    a = Totals(*(array.copy() for array in toy.compiled(tables("sex == male"), 1, 0, 4)))
    b = toy.compiled(tables(NOBODY), 1, 0, 4)
    t = tables(NOBODY)
    men, women = int(t.axes.starts[AT.sex]), int(t.axes.starts[AT.sex]) + 1
    assert np.array_equal(a.lists[:, :, women], b.lists[:, :, women])
    assert np.array_equal(a.attempts[:, :, women], b.attempts[:, :, women])
    assert (
        a.lists[:, 3, men].sum() > 0
        and a.attempts[:, :, men, ATTEMPTS.refusals].sum() > b.attempts[:, :, men, ATTEMPTS.refusals].sum()
    )
    assert np.array_equal(a.lists[:, :3], b.lists[:, :3])  # and the other lists are as they were, for men too
    assert np.array_equal(a.acts, b.acts)


def test_the_society_and_its_acts_are_the_same_under_any_regime() -> None:
    """Two regimes on one seed are two histories of the same people."""
    a = Totals(*(array.copy() for array in toy.compiled(toy.tables(toy.regime(**LIVELY), STEPS), 3, 0, 2)))
    b = toy.compiled(toy.tables(toy.regime(), STEPS), 3, 0, 2)
    assert np.array_equal(a.people, b.people)
    assert np.array_equal(a.acts[..., 0], b.acts[..., 0])
    assert np.array_equal(a.attempts[..., 0], b.attempts[..., 0])
