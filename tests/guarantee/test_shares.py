"""A score that is a share: how many records of some conducts there are to those of others, within a time.

Small enough to count by hand: whoever is there has every record seen in the week of its act.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

import pytest
from pydantic import ValidationError

from demerit.mechanisms.lists.counts import SPELLS
from demerit.regime.model import Regime
from demerit.scenario.exits import CORRECTION, EXPIRY
from demerit.scenario.histories import RECORDED
from tests import toy

LATE = {
    "kind": "share",
    "start": "0 %",
    "of": ["lateness"],
    "among": ["default", "lateness"],
    "within": toy.made("3 weeks"),
    "least": 2,
    "worse": "higher",
}
BOTH = {"default": {"counts": "ever"}, "lateness": {"counts": "ever"}}


def regime(share: Any = None, conducts: Any = None, **parts: Any) -> dict[str, Any]:
    parts = {"sources": {"courts": toy.source({"default": 1, "lateness": 1})}, **parts}
    return toy.regime(scores={"late": {**LATE, **(share or {})}}, conducts=conducts or BOTH, **parts)


def lives(whole: dict[str, Any], steps: int) -> list[list[tuple[int, list[tuple[int, str]]]]]:
    """Return for each person, step by step, the score and every record so far: step and conduct."""
    t = toy.still(toy.tables(whole, steps))
    names = sorted(whole["conducts"])
    found: dict[int, list[tuple[int, list[tuple[int, str]]]]] = {}
    for _, world, _ in toy.walk(t, toy.empty(t)):
        for slot, who in world.occupants.items():
            known = dict.fromkeys(
                (case.begins, names[case.conduct], case.hash) for case in who.cases if case.begun
            )
            before = found.setdefault(slot, [])
            records = {**(dict.fromkeys(before[-1][1]) if before else {}), **known}
            before.append((who.scores[0].score[RECORDED], list(records)))
    return list(found.values())


def expected(records: list[Any], step: int, *, weeks: int = 3, least: int = 2) -> int:
    """Return the share per 10,000, in fractions, from records that began less than so many weeks ago."""
    recent = [conduct for begun, conduct, _ in records if begun <= step < begun + weeks]
    if len(recent) < least:
        return 0
    return floor(Fraction(10_000 * recent.count("lateness"), len(recent)) + Fraction(1, 2))


def test_a_share_is_of_the_records_of_its_time() -> None:
    """In a window of three weeks a record counts in the step in which it begins and in two more."""
    seen = set()
    for life in lives(regime(), 30):
        for step, (score, records) in enumerate(life):
            assert score == expected(records, step)
            seen.add(score)
    assert {0, 5_000, 10_000, 3_333} <= seen


def test_a_record_that_ceases_to_count_sooner_leaves_the_share_sooner() -> None:
    short = {name: {"counts": toy.made("1 week")} for name in BOTH}
    for life in lives(regime(conducts=short), 20):
        for step, (score, records) in enumerate(life):
            assert score == expected(records, step, weeks=1)


@pytest.mark.parametrize(("least", "listed"), [(1, True), (3, False)])
def test_with_fewer_than_the_least_number_the_score_is_the_start(least: int, listed: bool) -> None:
    """Nobody has three records within a week here; one late one of one is all of them."""
    lists = {"tardy": {"kind": "burden", "enter": [{"while": "late > 99.99 %"}], "minors": True}}
    share = {"least": least, "within": toy.made("1 week")}
    t = toy.tables(regime(share, lists=lists), 12)
    totals = toy.empty(t)
    on = False
    for _, world, _ in toy.walk(t, totals):
        on |= any(who.listed() for who in world.occupants.values())
    assert on == listed


def test_a_list_may_ask_how_many_records_a_share_is_of() -> None:
    lists = {"busy": {"kind": "burden", "enter": [{"while": "number(late) >= 2"}], "minors": True}}
    t = toy.tables(regime(lists=lists), 15)
    for step, world, _ in toy.walk(t, toy.empty(t)):
        for who in world.occupants.values():
            recent = [adds for _, adds in who.scores[0].ratings[RECORDED]]
            assert bool(who.listed()) == (len(recent) >= 2), step


def test_a_part_need_not_be_of_the_whole() -> None:
    """Two complaints to one sale are 200 %."""
    share = {"of": ["lateness"], "among": ["default"], "least": 1}
    whole = regime(share)
    found = {score for life in lives(whole, 30) for score, _ in life}
    assert {0, 10_000, 20_000} <= found


def test_a_spell_falls_with_the_record_that_was_a_part_of_the_share() -> None:
    """All records are without an act and corrected after four weeks; a spell is for a year."""
    once = {"once": "late >= 50 %", "again": "after-condition-ends", "for": toy.made("1 years")}
    whole = regime(
        {"least": 1, "within": toy.made("20 weeks")},
        lists={"tardy": {"kind": "burden", "enter": [once], "minors": True}},
        sources={"courts": toy.source({"lateness": 0}, false_records=toy.made("100 % per person-year"))},
        safeguards=toy.of_records(correction={"chance": toy.made(1), "delay": toy.made("4 weeks")}),
    )
    totals = toy.compiled(toy.still(toy.tables(whole, 60)), 1, 0, 1)
    spells = totals.spells[0, :, :, SPELLS.count]
    assert spells[CORRECTION].sum() == spells[CORRECTION, 4].sum() > 0 == spells[EXPIRY].sum()


@pytest.mark.parametrize(("side", "conduct"), [("higher", "lateness"), ("lower", "default")])
def test_a_record_is_adverse_that_moves_the_share_to_its_worse_side(side: str, conduct: str) -> None:
    lists = {"bad": {"kind": "burden", "enter": [{"while": "records(adverse ever) >= 1"}], "minors": True}}
    t = toy.tables(regime({"worse": side, "least": 1}, lists=lists), 12)
    other = "default" if conduct == "lateness" else "lateness"
    names = sorted(BOTH)
    checked = set()
    for _, world, _ in toy.walk(t, toy.empty(t)):
        for who in world.occupants.values():
            of = {names[case.conduct] for case in who.cases if case.begun}
            if of == {conduct} or of == {other}:
                checked |= of
                assert bool(who.listed()) == (of == {conduct})
    assert checked == {conduct, other}


def test_a_mean_stays_at_the_start_until_enough_ratings_stand() -> None:
    mean = {
        "kind": "rolling-mean",
        "start": 100,
        "worse": "lower",
        "window": 3,
        "scale": [10, 160],
        "least": 2,
    }
    whole = toy.regime(scores={"stars": mean}, conducts={"default": {"points": 40, "counts": "ever"}})
    t = toy.tables(whole, 30)
    *_, (_, world, _) = toy.walk(t, toy.empty(t))
    standings = [who.scores[0] for who in world.occupants.values()]
    found = {(min(len(of.ratings[RECORDED]), 2), of.score[RECORDED]) for of in standings}
    assert found == {(0, 100), (1, 100), (2, 40)}


def test_what_one_mean_keeps_does_not_hang_on_the_window_of_another() -> None:
    """Each keeps as many ratings as its own window holds: what has left it does not come back."""
    mean = {"kind": "rolling-mean", "start": 100, "worse": "lower"}
    scores = {name: {**mean, "scale": [10, 160], "window": n} for name, n in (("short", 2), ("long", 9))}
    points = {"points": {"short": 40, "long": 40}, "counts": "ever"}
    whole = toy.regime(scores=scores, conducts={"default": points})
    assert toy.tables(whole, 2).scores.keeps.tolist() == [2, 9]


@pytest.mark.parametrize(
    ("share", "message"),
    [
        ({"start": 2}, "this is no share"),
        ({"start": "101 %"}, "this is no share"),
        ({"start": "0.001 %"}, "this is no share"),
        ({"least": "none"}, "nothing says from how many records on this is a share"),
        ({"of": ["tardiness"]}, "there is no conduct 'tardiness'"),
        ({"among": ["default", "default"]}, "a conduct stands here twice"),
        ({"grades": {"good": "<= 2", "bad": "> 2"}}, "a grade of a share is a range of shares"),
        ({"worse": "none"}, "does not say which way is worse"),
    ],
)
def test_what_is_no_share_is_refused(share: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Regime.model_validate(regime(share))


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("late > 2", "a share cannot be compared with a number"),
        ("number(late) > 2 %", "a number cannot be compared with a share"),
        ("late in 1..2", "a share cannot be looked for in a range of numbers|a number is expected here"),
        ("late > 2.001 %", "this share is too fine"),
    ],
)
def test_a_share_is_compared_with_a_share(condition: str, message: str) -> None:
    lists = {"tardy": {"kind": "burden", "enter": [{"while": condition}]}}
    with pytest.raises(ValidationError, match=message):
        Regime.model_validate(regime(lists=lists))


def test_a_condition_is_written_back_with_its_share() -> None:
    form = Regime.model_validate(regime())
    assert str(form.expression("late>=2.50% and number(late) >= 3")) == "late >= 2.5 % and number(late) >= 3"
