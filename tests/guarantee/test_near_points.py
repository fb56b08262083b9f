"""Points for a listing near: whoever has somebody near who was listed as the step began is given them, once.

With k listed people so near it is one draw and not k: the chance of the points is the declared one for every
k above 0, and none for 0. In the shadow they follow the shadow's listings.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.ties.words import POINTS_NEAR
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

SLOTS_IN_USE = 700


def near(
    relation: str = "household", points: int = -5, every: str = "1 week", **parts: Any
) -> dict[str, Any]:
    """Return a spill-over of points, and nothing else."""
    return {relation: {"points": points, "of": "black", "every": made(every), **parts}}


def tables(spillover: dict[str, Any], steps: int = 20, **parts: Any) -> Tables:
    """Return a still society under a ledger that no record moves, and a list that records enter."""
    whole = toy.regime(
        scores={
            "score": {"kind": "ledger", "start": 100, "grades": {"A": ">= 90", "B": "< 90"}, "worse": "lower"}
        },
        conducts={"default": {"points": 0, "counts": "ever"}},
        lists={"black": toy.black(["default"])},
        spillover=spillover,
        **parts,
    )
    return toy.still(toy.tables(whole, steps))


@pytest.mark.parametrize(
    ("relation", "points"),
    [("household", -5), ("acquaintance", 3), ("spouse", -1), ("sibling", -2), ("adult_child", -4)],
)
def test_everybody_near_somebody_listed_is_given_the_points_once_a_step(relation: str, points: int) -> None:
    given = several = 0
    listed: set[int] = set()
    score: dict[int, int] = {}
    t = tables(near(relation, points))
    for step, world, population in toy.walk(t, toy.empty(t), 1, 0, SLOTS_IN_USE):
        due: dict[int, int] = {}
        for slot in world.occupants if listed else ():
            if slot < SLOTS:
                givers = {giver.slot for giver in toy.tied(world, population, relation, slot, step)}
                due |= {slot: len(givers & listed)} if givers & listed else {}
        for slot, who in world.occupants.items():
            expected = score.get(slot, 100) + (points if slot in due and step else 0)
            assert who.scores[0].score == [expected] * 6, (step, slot)
            score[slot] = expected
        given, several = given + len(due), several + sum(k > 1 for k in due.values())
        listed = {slot for slot, who in world.occupants.items() if 0 in who.on[RECORDED]}
    assert given > 20 and (several >= 5 or relation not in ("household", "acquaintance"))


def test_the_points_come_with_the_declared_chance_however_many_are_listed() -> None:
    share = 0.3
    t = tables(near(chance=made(share)))
    listed: set[int] = set()
    score: dict[int, int] = {}
    counts = {1: [0, 0], 2: [0, 0]}
    for _, world, population in toy.walk(t, toy.empty(t), 1, 0, 2000):
        found: dict[int, int] = {}
        for slot in listed:
            for other in toy.tied(world, population, "household", slot):
                found[other.slot] = found.get(other.slot, 0) + 1
        for slot, who in world.occupants.items():
            change = who.scores[0].score[RECORDED] - score.get(slot, 100)
            assert change in (0, -5) and (change == 0 or slot in found)
            score[slot] = who.scores[0].score[RECORDED]
            if slot in found:
                counts[min(found[slot], 2)][0] += 1
                counts[min(found[slot], 2)][1] += change != 0
        listed = {slot for slot, who in world.occupants.items() if 0 in who.on[RECORDED]}
    for k, (due, given) in counts.items():
        sd = math.sqrt(share * (1 - share) / due)
        require(meets(given / due, share, sd, 0.1, what=f"given with {k} listed at home, of {due}"))


def test_points_come_in_the_steps_in_which_they_are_due_and_no_other() -> None:
    t = tables(near(every="3 weeks"), 13)
    assert t.near_points.due[0].nonzero()[0].tolist() == [1, 4, 7, 10]  # every third Monday, by the calendar
    lost = [0] * 13
    score: dict[int, int] = {}
    for step, world, _ in toy.walk(t, toy.empty(t), 1, 0, SLOTS_IN_USE):
        for slot, who in world.occupants.items():
            lost[step] += who.scores[0].score[RECORDED] < score.get(slot, 100)
            score[slot] = who.scores[0].score[RECORDED]
    assert [step for step, n in enumerate(lost) if n] == [1, 4, 7, 10]


def test_in_the_shadow_nobody_loses_points_for_a_listing_that_rests_on_nothing() -> None:
    source = toy.source({"default": 0}, false_records=made("100 % per person-year"))
    t = tables(near(), sources={"courts": source})
    *_, (_, world, _) = toy.walk(t, toy.empty(t), 1, 0, SLOTS_IN_USE)
    scores = [who.scores[0].score for who in world.occupants.values()]
    assert sum(score[RECORDED] < 100 for score in scores) > 50
    assert all(score[n] == 100 for score in scores for n in range(1, HISTORIES))


def test_they_are_counted_and_written_down_as_what_they_are() -> None:
    t, totals = tables(near()), toy.empty(tables(near()))
    *_, (_, world, _) = toy.walk(t, totals, 1, 0, SLOTS_IN_USE, range(SLOTS_IN_USE))
    rows = [row for row in world.events if row[3] == POINTS_NEAR.number]
    lost = sum(100 - who.scores[0].score[RECORDED] for who in world.occupants.values())
    assert (
        lost
        == 5 * len(rows)
        == totals.points[..., POINTS.lost].sum()
        > 0
        == totals.points[..., POINTS.gained].sum()
    )
    assert {row[4:] for row in rows} == {(0, -5, 0, 0)}


def test_a_condition_says_whose_listing_costs_those_near_points() -> None:
    nobodys = tables(near(applies_to="age > 125"))
    *_, (_, world, _) = toy.walk(nobodys, toy.empty(nobodys), 1, 0, SLOTS_IN_USE)
    assert any(0 in who.on[RECORDED] for who in world.occupants.values())
    assert all(who.scores[0].score[RECORDED] == 100 for who in world.occupants.values())
