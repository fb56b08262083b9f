"""What people choose instead of entering a list: taken by the society's share, it spares them the list.

Whoever passes does not come onto it and may be put on another; whoever fails comes onto it as late as the
offer lasted. The same people have the choice as would enter without it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.engine.totals import Totals
from demerit.errors import InvalidFile
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.offers.counts import OFFERS
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_offers import sums
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS = 30
CHOICE: dict[str, Any] = {"kind": "plea", "instead_of": {"entering": "out"}}
"""Three in four take a plea."""
ONCE = {"once": "records(default ever) >= 1", "for": made("8 weeks"), "again": "after-condition-ends"}
WAYS: dict[str, dict[str, Any]] = {
    "once": ONCE,
    "while": {"while": "records(default ever) >= 1"},
    "record": {"record": ["default"], "for": made("8 weeks"), "overlap": "ignored"},
    "never again": {**ONCE, "again": "never"},
    "after the spell": {**ONCE, "again": "after-spell-ends"},
    "triggers": {"by": "triggers", "for": made("8 weeks")},
}


def tables(way: str = "once", offers: dict[str, Any] | None = None, **parts: Any) -> Tables:
    """Return the tables of a regime that lists for a record in a way, and offers something instead."""
    triggers = {"triggers": {"puts": {"record": ["default"], "put_on": "out"}}} if way == "triggers" else {}
    lists = {"out": {"kind": "burden", "enter": [WAYS[way]], "minors": True}, **parts.pop("lists", {})}
    whole = toy.regime(
        **{
            "conducts": {"default": {}},
            "sources": {"courts": toy.source()},
            "lists": lists,
            "offers": offers or {},
            **triggers,
            **parts,
        }
    )
    return toy.still(toy.tables(whole, STEPS))


def entries(totals: Totals, number: int = 0) -> int:
    """Return how often somebody came onto a list."""
    return int(totals.lists[:, number, 0, LISTS.inflow].sum())


@pytest.mark.parametrize("way", WAYS)
def test_three_in_four_take_it_and_do_not_come_onto_the_list(way: str) -> None:
    found = toy.compiled(tables(way, {"deal": CHOICE}), last=2)
    counts = sums(found)
    made_to, taken = counts["offered"], counts["taken"]
    assert abs(taken - made_to * 0.75) < 4 * math.sqrt(made_to * 0.75 * 0.25)
    assert entries(found) == made_to - taken
    assert counts["weeks"] == counts["failed"] == 0
    last = int(found.offers[-1, 0, :, OFFERS.taken].sum())
    assert taken - last <= counts["passed"] <= taken


@pytest.mark.parametrize("way", ["once", "never again"])
def test_those_who_would_enter_without_it_have_the_choice(way: str) -> None:
    found, without = (toy.compiled(tables(way, offers)) for offers in ({"deal": CHOICE}, {}))
    assert sums(found)["offered"] == entries(without) > 100


def test_who_fails_comes_onto_the_list_as_late_as_it_lasted_and_nobody_has_the_choice_again() -> None:
    late = {**CHOICE, "duration": made("5 weeks"), "share_passing": made(0)}
    for way in ("once", "never again", "while", "record", "triggers"):
        found = toy.compiled(tables(way, {"deal": late}))
        counts = sums(found)
        declined = counts["offered"] - counts["taken"]
        assert counts["passed"] == 0 < counts["failed"] < counts["taken"]
        assert counts["weeks"] == 5 * counts["failed"]
        if way in ("once", "never again"):  # by the others another record comes during it, and enters
            assert entries(found) == declined + counts["failed"]
        assert entries(found) > declined


def test_who_fails_at_once_comes_onto_the_list_at_once() -> None:
    failing = {**CHOICE, "share_passing": made(0)}
    found, without = (toy.compiled(tables("once", offers)) for offers in ({"deal": failing}, {}))
    assert np.array_equal(found.lists[:, 0], without.lists[:, 0])
    assert sums(found)["taken"] > 100


@pytest.mark.parametrize("duration", ["none", made("4 weeks")])
def test_who_passes_is_put_on_the_list_that_it_says(duration: str) -> None:
    probation = {"kind": "burden", "enter": [{"by": "triggers", "for": made("52 weeks")}], "minors": True}
    deal = {**CHOICE, "puts_on": "probation", "duration": duration}
    found = toy.compiled(tables("once", {"deal": deal}, lists={"probation": probation}))
    put = found.lists[:, 1, 0, LISTS.inflow]
    taken = sums(found)["taken"]
    passed = taken if duration == "none" else sums(found)["passed"]
    assert put.sum() == passed > 100
    if duration == "none":  # those who would have come onto the list in the step
        without = toy.compiled(tables("once"))
        declined = found.lists[:, 0, 0, LISTS.inflow]
        assert np.array_equal(put + declined, without.lists[:, 0, 0, LISTS.inflow])


def test_one_more_alternative_sends_nobody_to_a_third() -> None:
    """Odds of 3 for the plea and of 2/3 for the course, and 1 for neither, in the third fifth."""
    course = {"kind": "course", "instead_of": {"entering": "out"}}
    alone = toy.compiled(tables("once", {"deal": CHOICE}), last=2)
    both = toy.compiled(tables("once", {"deal": CHOICE, "course": course}), last=2)
    made_to = int(both.offers[:, 0, 2, OFFERS.offered].sum())
    for number, share in ((0, 3 / (3 + 2 / 3 + 1)), (1, (2 / 3) / (3 + 2 / 3 + 1))):
        taken = int(both.offers[:, number, 2, OFFERS.taken].sum())
        assert abs(taken - made_to * share) < 4 * math.sqrt(made_to * share * (1 - share))
    assert both.offers[:, 0, :, OFFERS.taken].sum() < alone.offers[:, 0, :, OFFERS.taken].sum()
    assert entries(both) < entries(alone)


def test_what_only_a_false_record_called_for_is_a_cost_of_error() -> None:
    false = toy.source({"default": 0}, false_records="100 % per person-year, from made")
    for sources, share in (({"courts": false}, 1), ({"courts": toy.source()}, 0)):
        deal = {**CHOICE, "costs": made("10 crowns")}
        counts = sums(toy.compiled(tables("once", {"deal": deal}, sources=sources)))
        assert counts["taken_in_error"] == share * counts["taken"]
        assert counts["money_in_error"] == 10 * counts["taken_in_error"]
        assert counts["money"] == 10 * counts["taken"] > 0


def test_both_engines_agree_on_whoever_chooses_and_on_their_lives() -> None:
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "floor": 0, "worse": "lower"}},
        conducts={"defaults": {"counts": "ever"}, "default": {"points": -20}, "lateness": {"points": -5}},
        sources={
            "courts": toy.source(
                {"default": 0.8, "lateness": 0.7}, false_records="60 % per person-year, from made"
            )
        },
        lists={
            "out": {
                "kind": "burden",
                "enter": [
                    {"once": "score <= 80", "for": made("6 weeks"), "again": "after-condition-ends"},
                    {"while": "score <= 60"},
                    {"record": ["lateness"], "if": "score <= 95", "own_points": "not-counted"}
                    | {"for": made("4 weeks"), "overlap": "consecutive"},
                    {"by": "triggers", "for": made("3 weeks")},
                ],
                "minors": True,
            },
            "probation": {
                "kind": "burden",
                "enter": [{"by": "triggers", "for": made("5 weeks"), "overlap": "ignored"}],
            },
        },
        triggers={
            "ended": {"leaves": "probation", "put_on": "out", "chance": made(0.5)},
            "wiped": {"passes": "deal", "clear": ["score"]},
        },
        offers={
            "deal": {
                **CHOICE,
                "duration": made("2 weeks"),
                "share_passing": made(0.5),
                "puts_on": "probation",
            },
            "study": {
                "kind": "course",
                "instead_of": {"entering": "out"},
                "open_to": "passed(study within 8 weeks) == 0",
                "share_passing": made(0.6),
                "puts_on": "probation",
                "costs": made("20 crowns"),
            },
        },
        amendments=[
            {
                "from": "2020-03-30",
                "offers": {"deal": {"duration": made("4 weeks")}, "study": {"open_to": "none"}},
            }
        ],
    )
    t = toy.tables(whole, STEPS)
    plain = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, plain, slots=2_000, whom=range(4352))}.values()
    ours = toy.compiled(t, slots=2_000)
    assert_equal(plain, ours)
    assert sorted(world.events) == sorted(
        tuple(row) for row in toy.followed(t, slots=2_000, whom=range(4352)).tolist()
    )
    assert all(ours.offers[:, o, :, OFFERS.taken].sum() > 100 for o in (0, 1))
    assert ours.lists[:, 1, 0, LISTS.inflow].sum() > 50


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        ({"instead_of": {"entering": "uot"}}, "out"),
        ({"instead_of": {"entering": "out", "record": ["default"]}}, "keep one of them"),
        ({"instead_of": {}}, "a record or for entering a list"),
        ({"puts_on": "out"}, "no way of it says for how long"),
        ({"instead_of": {"entering": "kin"}}, "by a tie alone"),
    ],
)
def test_what_an_offer_cannot_stand_for_is_refused(deal: dict[str, Any], said: str) -> None:
    kin = {"kind": "burden", "enter": [{"by": "spillover"}]}
    with pytest.raises(InvalidFile, match=said):
        tables("once", {"deal": {**CHOICE, **deal}}, lists={"kin": kin})
