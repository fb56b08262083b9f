"""M03: points lost are multiplied for the tier, to whole points; what ends gives back the same.

Nobody comes or goes here, and what somebody's records cost is counted from the walk itself: a still district,
person by person.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.engine.codes import ORGANISED
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.mechanisms.scores.counts import POINTS
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.society.traits import OFFICIAL, ORDINARY, OWNER
from tests import toy
from tests.toy import made

START = 100
LOSES, GAINS = 7, 3
STEPS = 30


def regime(
    *weights: dict[str, Any], false: bool = True, counts: str = "ever", **parts: Any
) -> dict[str, Any]:
    """Return a regime that takes 7 points for a default and gives 3 for a lateness."""
    false_records = made("30 % per person-year") if false else "none"
    score = {"kind": "ledger", "worse": "lower", "start": START, "grades": {"high": ">= 100", "low": "< 100"}}
    return toy.regime(
        scores={"score": score},
        weights=list(weights),
        conducts={
            "defaults": {"counts": counts},
            "default": {"points": -LOSES},
            "lateness": {"points": GAINS},
        },
        sources={"courts": toy.source({"default": 0.8, "lateness": 0.5}, false_records=false_records)},
        **parts,
    )


def by(**factors: float) -> list[dict[str, Any]]:
    """Return multipliers of losses by tier, which is that of the ruling."""
    return [
        {"if": f"tier == {tier}", "adverse": made(f"{factor} times"), "at": "ruling"}
        for tier, factor in factors.items()
    ]


def totals_of(whole: dict[str, Any], last: int = 4) -> Any:
    """Return copied totals of some still districts."""
    found = toy.compiled(toy.still(toy.tables(whole, STEPS)), last=last)
    return type(found)(*(array.copy() for array in found))


@pytest.mark.parametrize(
    ("factor", "each"), [(0, 0), (0.5, 4), (1.3, 9), (1.5, 11), (2, 14)], ids=lambda value: str(value)
)
def test_a_loss_is_multiplied_and_rounded_half_away_from_zero(factor: float, each: int) -> None:
    """7 points times 0.5 are 4, times 1.3 (9.1) 9, times 1.5 (10.5) 11."""
    with_it, without = totals_of(regime(*by(official=factor))), totals_of(regime())
    lost, plain = (found.points[..., POINTS.lost].sum(axis=(0, 1)) for found in (with_it, without))
    assert plain[OFFICIAL] > 0 and plain[OFFICIAL] % LOSES == 0
    assert lost[OFFICIAL] == plain[OFFICIAL] // LOSES * each
    assert lost[ORDINARY] == plain[ORDINARY] and lost[OWNER] == plain[OWNER]
    assert np.array_equal(
        with_it.points[..., (POINTS.gained, POINTS.records)],
        without.points[..., (POINTS.gained, POINTS.records)],
    )


def test_points_are_taken_and_given_back_by_the_same_amount() -> None:
    """What counts in week 40 is what records of the last ten weeks took, at the tier of their ruling."""
    whole = regime(*by(official=1.5, owner=1.5, ordinary=1.5), counts=made("10 weeks"))
    t = toy.still(toy.tables(whole, 40))
    earlier, totals = toy.empty(t), toy.empty(t)
    for step, world, _ in toy.walk(t, totals):  # noqa: B007
        if step == 29:
            earlier = type(totals)(*(array.copy() for array in totals))
    people = [who for who in world.occupants.values() if who.is_person]
    change = totals.points - earlier.points
    expected = int(
        change[:, 0, :ORGANISED, POINTS.gained].sum() - change[:, 0, :ORGANISED, POINTS.lost].sum()
    )
    assert expected < 0 and sum(who.scores[0].score[RECORDED] - START for who in people) == expected
    assert all(world.totals.points[q, 0, ORGANISED].sum() == 0 for q in range(len(totals.points)))


def test_the_tiers_own_points_are_the_rules_so_nobody_is_counted_for_more() -> None:
    whole = regime(
        *by(official=3, owner=2),
        false=False,
        lists={"low": {"kind": "burden", "enter": [{"while": "score < 95"}], "minors": True}},
    )
    t = toy.still(toy.tables(whole, STEPS))
    totals = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, totals)
    assert (
        totals.lists[..., LISTS.stock].sum()
        > 0
        == totals.lists[..., LISTS.through_others + GROUND.counted_for_more].sum()
    )
    assert all(
        who.scores[0].score[RECORDED] == who.scores[0].score[SHADOW] for who in world.occupants.values()
    )


def test_a_multiplier_of_one_changes_no_bit() -> None:
    for mine, theirs in zip(totals_of(regime(*by(official=1, owner=1))), totals_of(regime()), strict=True):
        assert np.array_equal(mine, theirs)


def test_a_multiplier_for_officials_reaches_officials_alone() -> None:
    lives: list[dict[int, list[int]]] = [{}, {}]
    ever: set[int] = set()
    for life, weights in zip(lives, ([], by(official=2)), strict=True):
        t = toy.still(toy.tables(regime(*weights), STEPS))
        for _, world, _ in toy.walk(t, toy.empty(t), slots=1500):
            for slot, who in world.occupants.items():
                life.setdefault(slot, []).append(who.scores[0].score[RECORDED])
                if who.is_person and who.tier == OFFICIAL:
                    ever.add(slot)
    different = {slot for slot in lives[0] if lives[0][slot] != lives[1][slot]}
    assert different and different <= ever


def test_records_by_tier_are_the_records_by_source() -> None:
    totals = totals_of(regime())
    assert totals.points[..., POINTS.records].sum() == totals.records[..., 1].sum() > 0
