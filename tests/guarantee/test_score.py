"""M20: a score is its start plus the points of the records that count, held to the declared bounds."""

from __future__ import annotations

import math
from typing import Any

import pytest

from demerit.engine.world import Occupant
from demerit.mechanisms.scores.counts import GRADES
from demerit.mechanisms.scores.words import BY_SCHEDULE, SCORE
from demerit.scenario.histories import RECORDED, SHADOW
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

START = 100
POINTS = {"default": -7, "lateness": 3}


def ledger(**parts: Any) -> dict[str, Any]:
    """Return a ledger without bounds, with `parts` laid over it."""
    grades = {"high": ">= 100", "low": "< 100"}
    return {"kind": "ledger", "worse": "lower", "start": START, "grades": grades, **parts}


def regime(score: dict[str, Any], counts: str = "ever", **parts: Any) -> dict[str, Any]:
    """Return a regime that scores two conducts."""
    source = toy.source({"default": 0.8, "lateness": 0.5}, false_records=made("30 % per person-year"))
    return toy.regime(
        scores={"score": score},
        conducts={name: {"points": points, "counts": counts} for name, points in POINTS.items()},
        sources={"courts": source},
        **parts,
    )


def people(whole: dict[str, Any], steps: int) -> tuple[list[Occupant], Any]:
    """Return everybody of part of a still district at the end, and what was counted."""
    t = toy.still(toy.tables(whole, steps))
    totals = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, totals, slots=1_500)
    return [who for who in world.occupants.values() if who.is_person], totals


def points_recorded(totals: Any) -> dict[str, int]:
    """Return the points of all records, and of those that stand on an act."""
    names = toy.conducts()
    records = totals.records[..., 1].sum(axis=(0, 3, 4))  # [conduct, truth]
    each = {name: records[names.index(name)] for name in POINTS}
    return {
        "all": sum(POINTS[name] * int(counts.sum()) for name, counts in each.items()),
        "true": sum(POINTS[name] * int(counts[1]) for name, counts in each.items()),
    }


def test_scores_are_the_start_plus_the_points_of_every_record() -> None:
    """Without bounds, recovery and expiry, and with nobody coming or going, the sums agree to the point."""
    found, totals = people(regime(ledger()), 30)
    points = points_recorded(totals)
    assert points["all"] != points["true"] != 0
    assert sum(who.scores[0].score[RECORDED] - START for who in found) == points["all"]
    assert sum(who.scores[0].score[SHADOW] - START for who in found) == points["true"]


def test_without_false_records_the_shadow_is_the_score() -> None:
    whole = regime(ledger())
    whole["sources"]["courts"]["false_records"] = "none"
    found, _ = people(whole, 30)
    assert any(who.scores[0].score[RECORDED] != START for who in found)
    assert all(who.scores[0].score[RECORDED] == who.scores[0].score[SHADOW] for who in found)


def test_floor_cap_and_the_most_that_a_step_may_move_a_score_hold() -> None:
    whole = regime(ledger(floor=95, cap=104, most_per_step=2))
    t = toy.still(toy.tables(whole, 25))
    before: dict[int, int] = {}
    lowest = highest = START
    for _, world, _ in toy.walk(t, toy.empty(t), slots=1_500):
        for who in world.occupants.values():
            score = who.scores[0].score[RECORDED]
            lowest, highest = min(lowest, score), max(highest, score)
            assert 95 <= score <= 104 and abs(score - before.get(who.slot, START)) <= 2
        before = {slot: who.scores[0].score[RECORDED] for slot, who in world.occupants.items()}
    assert (lowest, highest) == (95, 104)


def test_points_come_back_up_to_the_start_and_not_beyond() -> None:
    """A point a week against a loss of 7 a record: nobody is above the start who was never given points."""
    whole = regime(ledger(), triggers=recovery(1, "1 week"))
    whole["conducts"]["lateness"]["points"] = 0
    found, totals = people(whole, 60)
    names = toy.conducts()
    lost = 7 * int(totals.records[:, names.index("default"), ..., 1].sum())
    remaining = sum(START - who.scores[0].score[RECORDED] for who in found)
    assert 0 < remaining < lost
    assert all(who.scores[0].score[RECORDED] <= START for who in found)


def test_points_stop_counting_when_their_term_ends() -> None:
    """With a term of 10 weeks, in week 40 only the records of weeks 30 to 39 and the last one count."""
    found, totals = people(regime(ledger(), made("10 weeks")), 40)
    _, earlier = people(regime(ledger(), made("10 weeks")), 30)
    late = points_recorded(totals)["all"] - points_recorded(earlier)["all"]
    assert sum(who.scores[0].score[RECORDED] - START for who in found) == late


@pytest.mark.parametrize("term", ["none", made("6 weeks")])
def test_a_list_that_a_score_enters_holds_whom_its_condition_holds_for(term: str) -> None:
    """Without a term at every step; with one, whoever is below the line is on it, and nobody long after."""
    whole = regime(
        ledger(),
        made("8 weeks"),
        lists={"low": {"kind": "burden", "enter": [toy.way("score < 100", term)], "minors": True}},
    )
    t = toy.still(toy.tables(whole, 40))
    listed = 0
    for _, world, _ in toy.walk(t, toy.empty(t), slots=1_500):
        for who in world.occupants.values():
            if not who.is_person:
                continue
            below = who.scores[0].score[RECORDED] < 100
            listed += 0 in who.listed()
            assert not below or 0 in who.listed()
            if term == "none":
                assert (0 in who.listed()) == below
    assert listed > 100


def test_grades_count_everybody_once_a_quarter_on_every_axis() -> None:
    t = toy.tables(regime(ledger()), 30)
    totals = toy.compiled(t, last=2)
    ends = [step for step in range(30) if int(t.time.quarter_left[step]) == 1]
    for quarter, step in enumerate(ends):
        counted = totals.grades[quarter, :, :, GRADES.recorded].sum(axis=0)
        assert (counted == totals.people[step, :, 0]).all()
        assert (totals.grades[quarter, :, :, GRADES.shadow].sum(axis=0) == counted).all()


def recovery(points: int, every: str, chance: str | None = None) -> dict[str, Any]:
    """Return a trigger that gives points back as far as the start, with a chance or always."""
    back = {
        "schedule": made(f"every {every} from 2001-01-01"),
        "add": {"score": points},
        "as_far_as": {"score": START},
        "lasts": "ever",
    }
    return {"recovery": back if chance is None else {**back, "chance": made(chance)}}


def recovering(chance: str | None) -> dict[str, Any]:
    """Return a regime whose points come back, three each fortnight, with a chance or always."""
    return regime(ledger(), triggers=recovery(3, "2 weeks", chance))


def comes_back(chance: str | None) -> tuple[int, int]:
    """Return how often points were due to somebody, and came back, as recorded."""
    whole = recovering(chance)
    whole["conducts"]["lateness"]["points"] = 0
    t = toy.still(toy.tables(whole, 40))
    due = given = 0
    before: dict[int, int] = {}
    for step, world, _ in toy.walk(t, toy.empty(t), slots=1_500, whom=range(1_500)):
        now = [row for row in world.events if row[0] == step and row[3] == SCORE.number]
        back = {row[1]: row[4] for row in now if row[6] == BY_SCHEDULE}
        for slot, score in before.items():
            if step and step % 2 == 0 and score < START:
                due += 1
                given += slot in back
                assert back.get(slot, 0) in (0, min(3, START - score))
            else:
                assert slot not in back
        world.events.clear()
        before = {
            slot: who.scores[0].score[RECORDED] for slot, who in world.occupants.items() if who.is_person
        }
    return due, given


def test_points_come_back_to_those_to_whom_the_declared_chance_gives_them() -> None:
    due, given = comes_back("0.3")
    sd = math.sqrt(0.3 * 0.7 / due)
    require(meets(given / due, 0.3, sd, 0.05, what=f"came back, of {due} that were due"))


def test_without_a_chance_points_always_come_back_and_at_none_they_never_do() -> None:
    due, given = comes_back(None)
    assert due == given > 100
    assert comes_back("0")[1] == 0


def test_a_history_and_its_shadow_get_points_back_on_the_same_luck() -> None:
    whole = recovering("0.3")
    whole["sources"]["courts"]["false_records"] = "none"
    found, _ = people(whole, 30)
    assert all(who.scores[0].score[RECORDED] == who.scores[0].score[SHADOW] for who in found)
