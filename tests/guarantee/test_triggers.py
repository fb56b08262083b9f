"""Guarantee 7, for triggers: what happens of itself on an event, counted by hand (M20, M22).

Everybody has one record a year by chance, upheld at once; nobody is born, dies or moves. Every expectation is
worked out by hand from what the regime declares.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from demerit.engine.world import World
from demerit.mechanisms.lists.counts import LISTS, SPELLS
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.scenario.exits import CEASED, EXPIRY, STANDING, TAKEN_OFF
from demerit.scenario.histories import RECORDED, SHADOW
from tests import toy
from tests.toy import made

LEDGER = {"kind": "ledger", "worse": "lower", "start": 0}
STEPS = 60


def put_on(**length: Any) -> dict[str, Any]:
    """Return a list that triggers fill."""
    return {"kind": "burden", "enter": [{"by": "triggers", **length}], "minors": True}


def regime(triggers: dict[str, Any], lists: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime in which each record takes a point for ever."""
    conducts = {"default": {"points": {"points": -1}, "counts": "ever"}}
    return toy.regime(
        **{"scores": {"points": LEDGER}, "conducts": conducts, "lists": lists, "triggers": triggers, **parts}
    )


def walked(whole: dict[str, Any], districts: int = 1) -> Any:
    """Return the totals of a regime."""
    return toy.compiled(toy.still(toy.tables(whole, STEPS)), 1, 0, districts)


def one_by_one(whole: dict[str, Any]) -> tuple[Any, World]:
    """Return the totals of a regime and its district as the plain engine leaves it."""
    t = toy.still(toy.tables(whole, STEPS))
    totals = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, totals, 1, 0, 1500)
    return totals, world


def acted(totals: Any, column: int, number: int = 0) -> int:
    """Return what a trigger did in all, of everybody."""
    return int(totals.triggers[:, number, 0, column].sum())


def lengths(totals: Any, number: int, kind: int) -> dict[int, int]:
    """Return how many spells on a list ended by an exit, by their length in steps."""
    counted = totals.spells[number, kind, :, SPELLS.count]
    return {int(weeks): int(counted[weeks]) for weeks in np.flatnonzero(counted)}


def test_whoever_is_put_on_a_list_stays_as_long_as_the_way_says() -> None:
    """Each record puts somebody on it for four weeks; during these a further one does nothing."""
    lists = {"note": put_on(**{"for": made("4 weeks"), "overlap": "ignored"})}
    totals = walked(regime({"told": {"record": "default", "put_on": "note"}}, lists))
    assert set(lengths(totals, 0, EXPIRY)) == {4}
    assert max(lengths(totals, 0, STANDING)) == 4
    assert acted(totals, ACTIONS.acted) > acted(totals, ACTIONS.put_on) > 0
    assert acted(totals, ACTIONS.put_on) == totals.lists[:, 0, 0, LISTS.inflow].sum()


def test_a_trigger_takes_people_off_in_the_step_of_its_event() -> None:
    """A record lists for ever and notes for four weeks; whoever leaves the note is off the list at once."""
    lists = {
        "note": put_on(**{"for": made("4 weeks"), "overlap": "ignored"}),
        "out": {"kind": "burden", "enter": [{"record": "default", "for": "ever"}], "minors": True},
    }
    triggers = {
        "told": {"record": "default", "put_on": "note"},
        "over": {"leaves": "note", "take_off": "out"},
    }
    totals = walked(regime(triggers, lists))
    found = lengths(totals, 1, TAKEN_OFF)
    assert max(found) == 4  # less where a record comes during a note that one in the step of another left
    assert found[4] > 50 * sum(found[length] for length in found if length < 4)
    assert max(lengths(totals, 1, STANDING)) == 4


def test_a_trigger_acts_by_the_exit_that_it_names() -> None:
    """Each spell lasts four weeks, or a further record takes it off: a trigger an exit, and one for both."""
    lists = {"note": put_on(**{"for": made("4 weeks"), "overlap": "ignored"})}
    triggers = {
        "both": {"leaves": "note", "by": ["expiry", "taken-off"], "add": {"points": 1}, "lasts": "ever"},
        "over": {"leaves": "note", "by": "expiry", "add": {"points": 1}, "lasts": "ever"},
        "put": {"record": "default", "if": "not listed(note)", "put_on": "note"},
        "taken": {"record": "default", "if": "listed(note)", "take_off": "note"},
        "under": {"leaves": "note", "by": "taken-off", "add": {"points": 1}, "lasts": "ever"},
    }
    totals, _ = one_by_one(regime(triggers, lists, scores={"points": {**LEDGER, "cap": 0}}))
    left = totals.lists[:, 0, 0, LISTS.out_death :]
    # what is taken off at the end of the last step is seen by nothing any more
    off = left[:-1, TAKEN_OFF].sum()
    assert acted(totals, ACTIONS.acted, 1) == left[:, EXPIRY].sum() > 100
    assert acted(totals, ACTIONS.acted, 4) == off > 5
    assert acted(totals, ACTIONS.acted, 0) == left[:, EXPIRY].sum() + off


def test_an_exit_is_of_a_history_by_itself() -> None:
    """Half of the records are without an act, corrected after two weeks: no correction is in the shadow."""
    lists = {
        "out": {"kind": "burden", "enter": [{"record": "default", "for": made("6 weeks")}], "minors": True}
    }
    triggers = {
        name: {"leaves": "out", "by": exit, "add": {name: 1}, "lasts": "ever"}
        for name, exit in (("corrected", "correction"), ("served", "expiry"))
    }
    scores = {name: {**LEDGER, "worse": "higher"} for name in ("corrected", "served")}
    courts = toy.source({"default": 1}, false_records=made("100 % per person-year"))
    _, world = one_by_one(
        regime(
            triggers,
            lists,
            scores=scores,
            conducts={"default": {"points": 0, "counts": "ever"}},
            sources={"courts": courts},
            safeguards=toy.of_records(correction={"chance": made(1), "delay": made("2 weeks")}),
        )
    )
    sums = {
        (name, history): sum(who.scores[g].score[history] for who in world.occupants.values())
        for g, name in enumerate(("corrected", "served"))
        for history in (RECORDED, SHADOW)
    }
    assert sums["corrected", RECORDED] > 100
    assert sums["corrected", SHADOW] == 0
    assert sums["served", SHADOW] >= sums["served", RECORDED] > 100


def test_what_a_trigger_does_to_a_list_sets_off_the_next_a_step_later() -> None:
    """One list after another: the second is a step behind the first, the third two."""
    length = {"for": made("30 weeks"), "overlap": "ignored"}
    lists = {name: put_on(**length) for name in ("a", "b", "c")}
    triggers = {
        "first": {"record": "default", "put_on": "a"},
        "then": {"enters": "a", "put_on": "b"},
        "last": {"enters": "b", "put_on": "c"},
    }
    came = walked(regime(triggers, lists)).lists[:, :, 0, LISTS.inflow]
    assert came[:, 0].sum() > 100
    assert np.array_equal(came[:-1, 0], came[1:, 1])
    assert np.array_equal(came[:-2, 0], came[2:, 2])


def test_points_lost_are_points_cleared_and_those_that_still_stand() -> None:
    """At three records somebody is listed and all is cleared; nothing is lost or found on the way."""
    lists = {"out": {"kind": "burden", "enter": [{"while": "points <= -3"}], "minors": True}}
    totals, world = one_by_one(regime({"wiped": {"enters": "out", "clear": "points"}}, lists))
    standing = -sum(who.scores[0].score[RECORDED] for who in world.occupants.values())
    cleared = acted(totals, ACTIONS.cleared)
    assert totals.points[..., POINTS.lost].sum() == cleared + standing
    assert cleared >= 3 * acted(totals, ACTIONS.acted) > 0
    assert all(who.scores[0].score[RECORDED] > -3 for who in world.occupants.values())


def test_an_entry_that_was_absorbed_gives_nothing_back() -> None:
    """Records count for ten weeks; with everything cleared at once nobody ever stands above the start."""
    conducts = {"default": {"points": {"points": -1}, "counts": made("10 weeks")}}
    lists = {"above": {"kind": "burden", "enter": [{"while": "points > 0"}], "minors": True}}
    cleared = regime({"wiped": {"record": "default", "clear": "points"}}, lists, conducts=conducts)
    _, world = one_by_one(cleared)
    assert {who.scores[0].score[RECORDED] for who in world.occupants.values()} == {0}
    assert walked(cleared).lists[:, 0, 0, LISTS.inflow].sum() == 0


def test_a_record_that_is_withdrawn_after_it_was_absorbed_gives_nothing_back() -> None:
    """All records are without an act, absorbed at once, and corrected four weeks later."""
    lists = {"above": {"kind": "burden", "enter": [{"while": "points > 0"}], "minors": True}}
    courts = toy.source({"default": 0}, false_records=made("100 % per person-year"))
    totals = walked(
        regime(
            {"wiped": {"record": "default", "clear": "points"}},
            lists,
            sources={"courts": courts},
            safeguards=toy.of_records(correction={"chance": made(1), "delay": made("4 weeks")}),
        )
    )
    assert acted(totals, ACTIONS.cleared) > 100
    assert totals.lists[:, 0, 0, LISTS.inflow].sum() == 0


def test_what_a_score_is_set_to_beyond_its_start_lasts_as_long_as_is_said() -> None:
    """Each record sets the score to five for three weeks: then it is what it was at the start."""
    lists = {"high": {"kind": "burden", "enter": [{"while": "points >= 5"}], "minors": True}}
    triggers = {
        "raised": {"record": "default", "set": {"points": 5}, "lasts": made("3 weeks"), "if": "points < 5"}
    }
    totals = walked(
        regime(triggers, lists, conducts={"default": {"points": {"points": 0}, "counts": "ever"}})
    )
    assert set(lengths(totals, 0, CEASED)) == {2}  # ceased: seen a step after it was set, until it is over
    better, events = acted(totals, ACTIONS.better), acted(totals, ACTIONS.acted)
    assert better % 5 == 0 and 0.97 * 5 * events < better <= 5 * events  # two records of a step set it once


def test_of_several_values_the_best_for_the_person_counts_and_then_what_is_added() -> None:
    """Two triggers set it, one clears it, one adds: where a higher score is worse the least counts."""
    triggers = {
        "high": {"record": "default", "set": {"held": 9}, "lasts": "ever"},
        "low": {"record": "default", "set": {"held": 4}, "lasts": "ever"},
        "wiped": {"record": "default", "clear": "held"},
        "more": {"record": "default", "add": {"held": 2}, "lasts": "ever"},
    }
    whole = regime(
        triggers,
        {},
        scores={"held": {"kind": "ledger", "worse": "higher", "start": 6, "floor": 0}},
        conducts={"default": {"points": {"held": 3}, "counts": "ever"}},
    )
    _, world = one_by_one(whole)
    found = {who.scores[0].score[RECORDED] for who in world.occupants.values()}
    assert found <= {6, 6 + 0, 4 + 2, 4 + 4, 4 + 6}
    assert 6 in found


def test_chance_lets_so_many_events_pass() -> None:
    """With a chance of 0.3 it acts on three of ten records."""
    lists: dict[str, Any] = {}
    every = {"record": "default", "add": {"points": -1}, "lasts": "ever"}
    totals = walked(
        regime({"all": every, "some": {**every, "add": {"points": -1}, "chance": made(0.3)}}, lists),
        districts=16,
    )
    some, whole = acted(totals, ACTIONS.acted, 1), acted(totals, ACTIONS.acted, 0)
    assert whole > 10_000 and abs(some - 0.3 * whole) < 4 * math.sqrt(0.3 * 0.7 * whole)


def test_a_false_record_sets_nothing_off_in_the_shadow() -> None:
    """All records are without an act: nobody is on the list in the shadow, and every week is wrongful."""
    courts = toy.source({"default": 0}, false_records=made("100 % per person-year"))
    lists = {"note": put_on(**{"for": made("4 weeks")})}
    told = {"told": {"record": "default", "put_on": "note", "set": {"points": -5}, "lasts": "ever"}}
    whole = regime(told, lists, sources={"courts": courts})
    totals, world = one_by_one(whole)
    stock = totals.lists[:, 0, 0, LISTS.stock].sum()
    assert totals.lists[:, 0, 0, LISTS.wrongful].sum() == stock > 0
    assert {who.scores[0].score[SHADOW] for who in world.occupants.values()} == {0}
