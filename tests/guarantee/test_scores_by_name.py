"""Several scores by name: each moves by its own points, for as long as a record of a conduct counts.

The society, a district of the small one: whoever defaults is always seen and recorded in the same week.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from demerit.engine.expressions import grade_plain
from demerit.mechanisms.lists.counts import SPELLS
from demerit.mechanisms.scores.counts import POINTS
from demerit.regime.model import Regime
from demerit.scenario.exits import CORRECTION, EXPIRY
from demerit.scenario.histories import RECORDED
from tests import toy

PENALTY = {"kind": "ledger", "start": 0, "worse": "higher"}
TRUST = {"kind": "ledger", "start": 100, "worse": "lower"}


def regime(scores: dict[str, Any], conduct: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return toy.regime(scores=scores, conducts={"default": conduct}, **parts)


def test_a_record_is_worth_to_each_score_what_the_conduct_says() -> None:
    """Of four penalty points and a loss of ten, both add up over the same records."""
    whole = regime(
        {"penalty": PENALTY, "trust": TRUST}, {"points": {"penalty": 4, "trust": -10}, "counts": "ever"}
    )
    t = toy.tables(whole, 20)
    *_, (_, world, _) = toy.walk(t, toy.empty(t))
    found = [[of.score[RECORDED] for of in who.scores] for who in world.occupants.values()]
    assert any(penalty for penalty, _ in found)
    assert all((100 - trust) * 4 == penalty * 10 for penalty, trust in found)


@pytest.mark.parametrize(("counts", "weeks"), [("6 weeks, from made", 6), ("6 weeks from act, from made", 4)])
def test_a_record_counts_for_its_length_from_when_it_begins_or_from_its_act(counts: str, weeks: int) -> None:
    """With two weeks between act and record, one reckoned from the act counts two weeks less."""
    sources = {"courts": toy.source(delay="2 weeks, from made")}
    t = toy.still(
        toy.tables(regime({"penalty": PENALTY}, {"points": 1, "counts": counts}, sources=sources), 30)
    )
    lives: dict[int, list[int]] = {}
    for _, world, _ in toy.walk(t, toy.empty(t)):
        for slot, who in world.occupants.items():
            lives.setdefault(slot, []).append(who.scores[0].score[RECORDED])
    once = [life for life in lives.values() if max(life) == 1 and life[-1] == 0 == life[0]]
    held = [sum(life) for life in once]
    assert held and set(held) <= {weeks * turns for turns in range(1, 6)} and min(held) == weeks


def test_the_best_grade_is_the_lowest_where_a_higher_score_is_worse() -> None:
    grades = {"clear": "<= 0", "warned": "1..7", "out": ">= 8"}
    t = toy.tables(regime({"penalty": {**PENALTY, "grades": grades}}, {"points": 4, "counts": "ever"}), 3)
    *_, (step, world, _) = toy.walk(t, toy.empty(t))
    assert [grade_plain(world, 0, score, step) for score in (-5, 0, 1, 7, 8, 99)] == [0, 0, 1, 1, 2, 2]


def test_points_to_the_worse_side_are_counted_as_lost() -> None:
    whole = regime({"penalty": PENALTY}, {"points": 4, "counts": "ever"})
    t = toy.tables(whole, 20)
    counted = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, counted)
    of = {name: counted.points[..., getattr(POINTS, name)].sum() for name in ("gained", "lost", "records")}
    assert of["lost"] == 4 * of["records"] > 0 == of["gained"]


def test_a_list_may_ask_for_the_number_of_ratings() -> None:
    mean = {"kind": "rolling-mean", "start": 100, "worse": "lower", "window": 3, "scale": [10, 160]}
    lists = {
        "rated": {"kind": "burden", "enter": [{"while": "number(stars) >= 2 and stars < 90"}], "minors": True}
    }
    t = toy.tables(regime({"stars": mean}, {"points": {"stars": 40}, "counts": "ever"}, lists=lists), 30)
    *_, (_, world, _) = toy.walk(t, toy.empty(t))
    people = [who for who in world.occupants.values() if who.is_person]
    assert {bool(who.listed()) for who in people} == {True, False}
    assert all(bool(who.listed()) == (len(who.scores[0].ratings[RECORDED]) >= 2) for who in people)


@pytest.mark.parametrize(
    ("points", "side"),
    [
        ({"penalty": 4, "trust": 10}, "adverse"),
        ({"penalty": -4, "trust": 10}, "favourable"),
        ({"penalty": -4, "trust": -1}, "adverse"),
        ({"penalty": 0, "trust": 0}, ""),
    ],
)
def test_a_record_is_adverse_that_is_worse_under_any_score(points: dict[str, int], side: str) -> None:
    lists = {
        name: {"kind": "burden", "enter": [{"while": f"records({name} ever) >= 1"}], "minors": True}
        for name in ("adverse", "favourable")
    }
    whole = regime({"penalty": PENALTY, "trust": TRUST}, {"points": points, "counts": "ever"}, lists=lists)
    t = toy.tables(whole, 10)
    *_, (_, world, _) = toy.walk(t, toy.empty(t))
    found = {number for who in world.occupants.values() for number in who.listed()}
    assert {name for number, name in enumerate(lists) if number in found} == {side} - {""}


@pytest.mark.parametrize(
    "condition",
    ["penalty >= 2 and trust <= 90", "number(stars) >= 1 and trust < 95", "penalty - trust > -90"],
)
def test_a_spell_falls_with_the_record_that_moved_several_scores(condition: str) -> None:
    """All records are without an act and corrected after four weeks; a spell is for a year."""
    stars = {"kind": "rolling-mean", "start": 100, "worse": "lower", "window": 3, "scale": [10, 160]}
    once = {"once": condition, "again": "after-condition-ends", "for": toy.made("1 years")}
    whole = regime(
        {"penalty": PENALTY, "trust": TRUST, "stars": stars},
        {"points": {"penalty": 2, "trust": -10, "stars": 40}, "counts": "ever"},
        lists={"black": {"kind": "burden", "enter": [once], "minors": True}},
        sources={"courts": toy.source({"default": 0}, false_records=toy.made("100 % per person-year"))},
        safeguards=toy.of_records(correction={"chance": toy.made(1), "delay": toy.made("4 weeks")}),
    )
    totals = toy.compiled(toy.still(toy.tables(whole, 60)), 1, 0, 1)
    spells = totals.spells[0, :, :, SPELLS.count]
    assert spells[CORRECTION].sum() == spells[CORRECTION, 4].sum() > 0 == spells[EXPIRY].sum()


@pytest.mark.parametrize(
    ("scores", "conduct", "message"),
    [
        ({"p": {"kind": "ledger", "start": 0}}, {}, "does not say which way is worse"),
        ({"p": PENALTY}, {"points": 3}, "nothing says how long a record of this conduct counts"),
        (
            {"p": PENALTY, "q": TRUST},
            {"points": 3, "counts": "ever"},
            "does not say of which score these points",
        ),
        ({"p": PENALTY}, {"points": {"q": 3}, "counts": "ever"}, "there is no ledger or rolling mean 'q'"),
        ({"age": PENALTY}, {}, "'age' is a word of conditions"),
        ({"tenure": PENALTY}, {}, "'tenure' is a word of conditions"),
        (dict.fromkeys("abcde", PENALTY), {}, "at most 4 scores"),
    ],
)
def test_what_is_left_open_is_refused(scores: Any, conduct: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Regime.model_validate(regime(scores, conduct))
