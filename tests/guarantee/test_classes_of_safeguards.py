"""Safeguards for a class stand between those of the class and what comes, and others have none (M23)."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.errors import InvalidFile
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.redress.counts import RULINGS
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from demerit.society.traits import FEMALE, MALE
from tests import toy
from tests.guarantee.test_safeguards_of_listings import BOARD, FALSE_ONLY, RECORD
from tests.guarantee.test_safeguards_of_listings import ONCE as BY_CONDITION
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS = 40
ONCE = {**BY_CONDITION, "kind": "burden"}
LOSES = {"points": -10, "counts": made("2 weeks")}
ALL_STOPPED = {"share": made(1), "stops_wrong": made(1)}
COURT: dict[str, Any] = {"to": "sex == male", "hearing": {**ALL_STOPPED, "recognises_unable": made(0)}}
OF_LISTINGS: dict[str, Any] = {"to": "sex == male", "hearing": ALL_STOPPED}


def regime(
    rule: dict[str, Any], section: dict[str, Any], source: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a regime of one list with such safeguards, by default of false records alone."""
    return toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": dict(LOSES), "lateness": dict(LOSES)},
        sources={"courts": source or FALSE_ONLY},
        lists={"black": rule},
        safeguards=section,
    )


def tables(rule: dict[str, Any], section: dict[str, Any], source: dict[str, Any] | None = None) -> Tables:
    return toy.still(toy.tables(regime(rule, section, source), STEPS))


def by_sex(t: Tables, column: int) -> tuple[int, int]:
    """Return how many men and women are counted in a column of the list over a run."""
    counts = toy.compiled(t).lists[:, 0, :, column].sum(axis=0)
    first = int(t.axes.starts[AT.sex])
    return int(counts[first + MALE]), int(counts[first + FEMALE])


def test_false_records_of_a_class_alone_are_stopped_at_a_hearing_that_is_for_it() -> None:
    t = tables(RECORD, {"of_records": "court", "of_listings": "none", "court": {**COURT, "others": "none"}})
    men, women = by_sex(t, LISTS.inflow)
    assert men == 0 < women
    counts = toy.compiled(t).rulings[:, 0].sum(axis=0)
    first = int(t.axes.starts[AT.sex])
    for column in (RULINGS.heard, RULINGS.stopped_at_hearing):
        assert counts[first + FEMALE, column] == 0 < counts[first + MALE, column]
    assert counts[first + FEMALE, RULINGS.ruled] == counts[first + FEMALE, RULINGS.recorded] > 0


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
def test_wrong_listings_of_a_class_alone_are_stopped_before_they_begin(rule: dict[str, Any]) -> None:
    t = tables(
        rule, {"of_records": "none", "of_listings": "board", "board": {**OF_LISTINGS, "others": "none"}}
    )
    men, women = by_sex(t, LISTS.inflow)
    assert men == 0 < women


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
def test_only_those_of_a_class_come_off_a_list_by_its_ways_back(rule: dict[str, Any]) -> None:
    t = tables(rule, {"of_records": "none", "of_listings": "board", "board": {**BOARD, "to": "sex == male"}})
    for column in (LISTS.out_appeal, LISTS.out_correction, LISTS.out_repair):
        men, women = by_sex(t, column)
        assert women == 0 < men


@pytest.mark.parametrize("rule", [RECORD, ONCE], ids=["by record", "by condition"])
def test_both_engines_know_the_class_of_the_day(rule: dict[str, Any]) -> None:
    """A class that people come into: age, and how long they have been there."""
    board = {**BOARD, "to": "age >= 30 and tenure >= 6 weeks", "hearing": {**ALL_STOPPED, "share": made(0.3)}}
    appeal = {**BOARD["appeal"], "suspensive": True}
    court = {**COURT, "to": "tenure >= 10 weeks", "correction": dict(BOARD["correction"]), "appeal": appeal}
    section = {"of_records": "court", "of_listings": "board", "board": board}
    section["court"] = {**court, "others": "none"}
    source = {**toy.source({"default": 1, "lateness": 1}), "false_records": made("100 % per person-year")}
    t = toy.tables(regime(rule, section, source), STEPS)
    theirs = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, theirs, slots=1500, whom=range(1500))}.values()
    ours = toy.compiled(t, slots=1500)
    assert_equal(theirs, ours)
    followed = toy.followed(t, slots=1500, whom=range(1500))
    assert sorted(world.events) == sorted(tuple(row) for row in followed.tolist())


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"to": "score >= 90"}, "cannot hang on score"), ({"to": "listed(black)"}, "cannot hang on")],
)
def test_a_class_by_what_the_regime_keeps_is_refused(changed: dict[str, Any], said: str) -> None:
    section = {"of_records": "none", "of_listings": "board", "board": {**BOARD, **changed}}
    with pytest.raises(InvalidFile, match=said):
        toy.tables(regime(RECORD, section), 2)


def test_a_class_of_persons_has_no_list_of_organisations() -> None:
    section = {"of_records": "none", "of_listings": "board", "board": {**BOARD, "to": "age >= 30"}}
    whole = regime(RECORD, section)
    firms = toy.black(["arrears"], made("5 weeks"), entity="organisation", minors=False)
    whole["lists"]["firms"], whole["conducts"]["arrears"] = firms, {}
    whole["sources"]["registers"] = toy.source({"arrears": 1}, entity="organisation")
    with pytest.raises(InvalidFile, match="which is of organisations"):
        toy.tables(whole, 2)
