"""Guarantee 7, for points that are made good: records that cease to count give back so much less (M20).

Every expectation is worked out here entry by entry, another way than by either engine: what is made good is
taken off the oldest entry that still counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.engine.world import World
from demerit.mechanisms.lists.words import RECORD_BEGINS
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.mechanisms.triggers.words import ACTS
from demerit.scenario.histories import RECORDED
from tests import toy
from tests.guarantee.test_schedules import SLOTS, holders, regime, walked
from tests.property.test_engines_agree import assert_agree
from tests.toy import made

CLEAN = {
    "schedule": "every 4 weeks since last record, from made",
    "add": {"points": 1},
    "lasts": "ever",
    "makes_good": True,
}
STEPS, LIFE = 90, 20


def losing(cap: int, triggers: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime in which each record takes three points for twenty weeks; in 2021 none is seen."""
    return regime(
        triggers,
        scores={"points": {"kind": "ledger", "worse": "lower", "start": 0, "cap": cap}},
        conducts={"default": {"points": {"points": -3}, "counts": made(f"{LIFE} weeks")}},
        sources={"courts": toy.source({"default": 1})},
        amendments=[{"from": "2021-01-04", "sources": {"courts": "none"}}],
        **parts,
    )


def by_hand(world: World, slot: int) -> list[int]:
    """Return the score of somebody at the end of each step, from the days of records and of clean times."""
    begun = [row[0] for row in world.events if row[1] == slot and row[3] == RECORD_BEGINS.number]
    acted = {row[0] for row in world.events if row[1] == slot and row[3] == ACTS.number}
    entries: list[list[int]] = []
    found = []
    for step in range(STEPS):
        entries = [entry for entry in entries if entry[0] > step]
        if step in acted and (standing := [entry for entry in entries if entry[1] > 0]):
            standing[0][1] -= 1
        entries += [[step + LIFE, 3] for _ in range(begun.count(step))]
        found.append(-sum(left for _, left in entries))
    return found


def test_a_clean_time_takes_a_point_off_the_oldest_entry_and_its_end_gives_back_what_is_left() -> None:
    _, world = walked(losing(0, {"clean": CLEAN}), STEPS)
    moved = [(row[0], row[1]) for row in world.events if row[3] == RECORD_BEGINS.number]
    recorded = [who for who in holders(world) if any(slot == who.slot for _, slot in moved)]
    assert len(recorded) > 20
    for who in recorded:
        assert who.scores[0].score[RECORDED] == by_hand(world, who.slot)[-1]


@pytest.mark.parametrize("steps", [30, 40, 55])
def test_it_does_while_records_still_come(steps: int) -> None:
    _, world = walked(losing(0, {"clean": CLEAN}), steps)
    scores = [(who.scores[0].score[RECORDED], by_hand(world, who.slot)[steps - 1]) for who in holders(world)]
    assert all(found == expected for found, expected in scores)
    assert len({found for found, _ in scores}) > 3


def test_nothing_made_good_is_left_when_all_records_have_ceased_to_count() -> None:
    """A mistake of one point would stand for ever: with `lasts: ever` alone it would be paid back twice."""
    _, world = walked(losing(0, {"clean": CLEAN}), STEPS)
    assert {who.scores[0].score[RECORDED] for who in holders(world)} == {0}
    assert {each for who in holders(world) for each in who.scores[0].made_good} == {0}


def test_points_returned_are_those_lost_less_those_made_good() -> None:
    totals, world = walked(losing(0, {"clean": CLEAN}), STEPS)
    points = totals.points.sum(axis=(0, 1, 2))
    made_good = totals.triggers[:, 0, 0, ACTIONS.better].sum()
    assert points[POINTS.lost] > 0 and made_good > 0
    stayed = {who.slot for who in holders(world)}
    gone = 3 * sum(row[3] == RECORD_BEGINS.number and row[1] not in stayed for row in world.events)
    assert points[POINTS.returned] > 0
    assert (
        0 <= points[POINTS.lost] - made_good - points[POINTS.returned] <= gone
    )  # of those whose licence ended


def test_both_engines_agree_on_what_is_made_good() -> None:
    whole = losing(
        2,
        {
            "clean": {**CLEAN, "chance": made(0.7)},
            "course": {"enters": "low", "add": {"points": 4}, "lasts": "ever", "makes_good": True},
            "loss": {"leaves": "low", "add": {"points": -1}, "lasts": made("6 weeks")},
            "anew": {"schedule": "yearly on 06-01", "clear": ["points"]},
        },
        lists={"low": {"kind": "burden", "enter": [{"while": "points <= -5"}], "minors": True}},
        safeguards=toy.of_records(correction={"chance": made(0.5), "delay": made("4 weeks")}),
    )
    for step, steps in (("week", 60), ("day", 60)):
        t = toy.tables(whole, steps, step=step)
        slow, _ = assert_agree(t, 1, 0, SLOTS)
        if step == "week":
            assert (slow.triggers[:, :, 0, ACTIONS.acted].sum(axis=0) > 0).all()
            assert np.any(slow.points[..., POINTS.returned] > 0)
