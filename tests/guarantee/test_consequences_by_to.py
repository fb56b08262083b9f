"""What a consequence does to whom `to` holds for: refusals, prices and favours, by lists and by conditions.

What refuses people who are on no list makes a list of its own name, so that every refusal stands on a list,
and every week has a ground.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.documents import plain
from demerit.errors import InvalidFile
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.regime.model import Regime
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_equal
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS, DISTRICTS = 20, 2
TRAIN, LOAN, BID = range(3)
TRAVEL = {"context": "travel", "severity": 1}
MONEY: dict[str, Any] = {"context": "finance"}


def regime(**consequences: dict[str, Any]) -> dict[str, Any]:
    """Return a regime of a ledger, lists of persons and of organisations, and such consequences."""
    return toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "floor": 0, "worse": "lower"}},
        conducts={"default": {"points": -20, "counts": "ever"}, "arrears": {}},
        sources={
            "courts": toy.source(false_records="20 % per person-year, from made"),
            "registers": toy.source({"arrears": 1}, entity="organisation"),
        },
        lists={
            "black": toy.black(term="6 weeks, from made"),
            "low": {"kind": "burden", "enter": [{"while": "score < 90"}], "minors": True},
            "firms": toy.black(["arrears"], "8 weeks, from made", entity="organisation", minors=False),
        },
        consequences=consequences,
    )


def tables(**consequences: dict[str, Any]) -> Tables:
    return toy.tables(regime(**consequences), STEPS)


def test_one_consequence_of_two_kinds_refuses_each_as_one_of_its_own_would() -> None:
    both = tables(all={"refuse": ["train", "loan"], "to": "black", **TRAVEL})
    each = tables(
        train={"refuse": "train", "to": "black", **TRAVEL}, loan={"refuse": "loan", "to": "black", **TRAVEL}
    )
    ours, theirs = (toy.compiled(t, last=DISTRICTS) for t in (both, each))
    assert_equal(ours, theirs)
    assert ours.attempts[:, TRAIN, 0, ATTEMPTS.refusals].any() and ours.attempts[:, LOAN].any()


def test_a_gate_that_asks_for_a_share_refuses_that_share_of_the_same_attempts() -> None:
    asked, always = (
        toy.compiled(tables(rail={"refuse": "train", "to": "low", **TRAVEL, **chance}), last=16).attempts
        for chance in ({"chance": made(0.3)}, {})
    )
    some, all_ = (each[:, TRAIN, 0, ATTEMPTS.refusals].sum() for each in (asked, always))
    sd = math.sqrt(0.3 * 0.7 / all_)
    require(meets(some / all_, 0.3, sd, 0.06, what="share of gates that ask"))
    assert np.all(asked[:, TRAIN, :, ATTEMPTS.refusals] <= always[:, TRAIN, :, ATTEMPTS.refusals])


def test_a_chance_of_1_is_no_chance_and_of_0_refuses_nobody() -> None:
    rail = {"refuse": "train", "to": "low", **TRAVEL}
    plain, sure, never = (
        toy.compiled(tables(rail={**rail, **chance}))
        for chance in ({}, {"chance": made(1)}, {"chance": made(0)})
    )
    assert_equal(plain, sure)
    assert plain.attempts[..., ATTEMPTS.refusals].any() and not never.attempts[..., ATTEMPTS.refusals].any()


@pytest.mark.parametrize(
    ("to", "own"),
    [
        ("score < 90", True),
        ("not listed(black)", True),
        ("listed(black) or score < 90", True),
        ("not (score >= 90 and not listed(black))", True),
        ("listed(black)", False),
        ("listed(black) and score < 90", False),
        ("listed(black) or (listed(low) and age >= 20)", False),
        ("not (not listed(black) or score >= 90)", False),
    ],
)
def test_what_refuses_people_on_no_list_makes_one_of_its_own_name(to: str, own: bool) -> None:
    form = Regime.model_validate(regime(rail={"refuse": "train", "to": to, **TRAVEL}))
    assert ("rail" in form.lists) == own
    refusing = form.bearing(form.consequences["rail"])
    assert (refusing == [("rail", None)]) == own
    if own:
        (way,) = form.lists["rail"].ways
        assert form.lists["rail"].minors and str(way.holds) == to
    again = plain(form)
    assert "rail" not in again["lists"] and Regime.model_validate(again) == form


def test_the_list_that_a_refusal_makes_counts_as_the_same_list_written_out() -> None:
    rail = {"refuse": "train", "to": "score < 90", **TRAVEL}
    whole = regime(rail={**rail, "to": "rail"})
    whole["lists"]["rail"] = {"kind": "burden", "enter": [{"while": "score < 90"}], "minors": True}
    ours, theirs = toy.compiled(tables(rail=rail), last=2), toy.compiled(toy.tables(whole, STEPS), last=2)
    assert_equal(ours, theirs)
    place = 3
    weeks = ours.lists[:, place, 0]
    assert weeks[:, LISTS.stock].any() and weeks[:, LISTS.unfounded].any()
    assert ours.attempts[:, TRAIN, 0, ATTEMPTS.refusals].any()


def test_those_outside_of_a_list_bear_what_only_its_members_are_spared() -> None:
    t = tables(rail={"refuse": "train", "to": "not listed(low)", **TRAVEL})
    ours = toy.compiled(t)
    outside = ours.people[:, 0, 0] - ours.lists[:, 1, 0, LISTS.stock]
    assert np.all(np.abs(ours.lists[1:, 3, 0, LISTS.stock] - outside[:-1]) < 200)
    tried, refused = (ours.attempts[2:, TRAIN, 0, column].sum() for column in (0, ATTEMPTS.refusals))
    assert 0.5 < refused / tried < 1


def test_both_engines_agree_on_what_is_said_by_to() -> None:
    whole = regime(
        rail={"refuse": ["train", "loan"], "to": "listed(black) or (listed(low) and age < 40)", **TRAVEL}
        | {"chance": made(0.6)},
        poor={"refuse": "loan", "to": "score < 80 or fifth == 1", "chance": made(0.5), **TRAVEL},
        bids={"refuse": "bid", "to": "size == micro", "context": "business"},
        dear={"price": ["train", "loan"], "times": made(2), "to": "low", "uptake": made(0.5), **MONEY},
        gift={"favour": "train", "to": "not listed(low)", "uptake": made(0.5), **MONEY},
    )
    whole["amendments"] = [
        {"from": "2020-02-17", "consequences": {"poor": {"to": "score < 60"}, "rail": {"chance": "none"}}},
        {"from": "2020-04-06", "consequences": {"bids": "none"}},
    ]
    t = hurried(toy.tables(whole, STEPS))
    plain = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, plain, slots=1_500, whom=range(4352))}.values()
    assert_equal(plain, toy.compiled(t, slots=1_500))
    assert sorted(world.events) == sorted(
        tuple(row) for row in toy.followed(t, slots=1_500, whom=range(4352)).tolist()
    )


@pytest.mark.parametrize(
    ("parts", "said", "next_step"),
    [
        ({"to": "none", "refuse": ["train", "loan"]}, "does not say for whom", "add `to"),
        ({"for": "age > 3"}, "version 2 says 'for' otherwise", "`to: CONDITION`"),
        ({"domain": "train"}, "version 2 says 'domain' otherwise", "`refuse: [KIND]"),
        ({"fiscal_cost": "3 crowns per case, from made"}, "'fiscal_cost' otherwise", "`public_cost"),
        ({"uptake": made(0.5)}, "nobody takes up a refusal", "say `chance`"),
        ({"times": made(2)}, "prices and slower services alone", "price: [KIND]"),
        ({"refuse": "none", "price": "train"}, "a price says by how much", "add `times"),
        ({"refuse": "none", "favour": "train"}, "a favour is hard for nobody", "remove it"),
        (
            {"refuse": "none", "favour": "train", "severity": "none", "chance": made(0.5)},
            "refusals alone",
            "uptake",
        ),
        ({"refuse": "trian"}, "nobody in the society small tries 'trian'", "name one of its attempts"),
        ({"refuse": "bid"}, "bid is tried by organisations", "refuse what those on the list try"),
        ({"to": "listed(firms)"}, "the list firms holds organisations", "refuse what those on the list try"),
        ({"to": "blakc"}, "there is no list 'blakc'", "black"),
        ({"to": "scor < 90"}, "scor", "score"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_next_step(
    parts: dict[str, Any], said: str, next_step: str
) -> None:
    with pytest.raises(InvalidFile, match=said) as refused:
        tables(rail={"refuse": ["train"], "to": "black", **TRAVEL, **parts})
    assert next_step in str(refused.value) and "consequences.rail" in str(refused.value)


def test_a_refusal_may_ask_for_the_list_that_another_makes() -> None:
    poor = {"refuse": "loan", "to": "listed(rail) or fifth == 1", **TRAVEL}
    form = Regime.model_validate(regime(poor=poor, rail={"refuse": "train", "to": "score < 90", **TRAVEL}))
    assert set(form.lists) == {"black", "low", "firms", "rail", "poor"}
    assert form.bearing(form.consequences["poor"]) == [("poor", None)]


def test_a_list_of_the_name_that_a_refusal_makes_one_of_is_refused() -> None:
    with pytest.raises(InvalidFile, match="makes one of its own name"):
        tables(black={"refuse": "train", "to": "score < 90", **TRAVEL})
