"""`records(C)` without a window counts records for as long as each counts: `counts` of its conduct."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from demerit.mechanisms.lists.counts import SPELLS
from demerit.regime.model import Regime
from demerit.regime.saying import whom
from demerit.scenario.exits import CORRECTION, EXPIRY
from demerit.scenario.histories import RECORDED
from tests import toy


def regime(counts: str, condition: str = "records(default) >= 1", **parts: Any) -> dict[str, Any]:
    lists = {"out": {"kind": "burden", "enter": [{"while": condition}], "minors": True}}
    return toy.regime(**{"conducts": {"default": {"counts": counts}}, "lists": lists, **parts})


def weeks_on_list(whole: dict[str, Any], steps: int = 40) -> set[int]:
    """Return how many weeks those are on the list who had one record, made late enough to be seen whole."""
    t = toy.still(toy.tables(whole, steps))
    on: dict[int, list[bool]] = {}
    begun: dict[int, set[int]] = {}
    for _, world, _ in toy.walk(t, toy.empty(t), slots=1_500):
        for slot, who in world.occupants.items():
            on.setdefault(slot, []).append(bool(who.listed(RECORDED)))
            begun.setdefault(slot, set()).update(case.hash for case in who.cases)
    return {sum(life) for slot, life in on.items() if len(begun[slot]) == 1 and any(life) and not life[-1]}


@pytest.mark.parametrize(
    ("counts", "weeks"),
    [(toy.made("6 weeks"), 6), ("6 weeks from act, from made", 4), ("2 weeks from act, from made", 0)],
)
def test_a_record_keeps_on_the_list_for_its_own_length(counts: str, weeks: int) -> None:
    """With two weeks between act and record, a length from the act is two weeks shorter; of two, nothing."""
    whole = regime(counts, sources={"courts": toy.source(delay=toy.made("2 weeks"))})
    assert weeks_on_list(whole) == ({weeks} if weeks else set())


def test_each_conduct_has_its_length() -> None:
    conducts = {"default": {"counts": toy.made("3 weeks")}, "lateness": {"counts": toy.made("9 weeks")}}
    sources = {"courts": toy.source({"default": 1, "lateness": 1})}
    assert weeks_on_list(regime("ever", "records(any) >= 1", conducts=conducts, sources=sources)) == {3, 9}


def test_a_window_and_a_length_may_be_asked_beside_each_other() -> None:
    whole = regime(toy.made("2 weeks"), "records(default) >= 1 or records(default within 5 weeks) >= 1")
    assert weeks_on_list(whole) == {5}


def test_a_spell_falls_with_the_record_that_counted() -> None:
    """All records are without an act and corrected after four weeks; a spell is for a year."""
    once = {"once": "records(default) >= 1", "again": "after-condition-ends", "for": toy.made("1 years")}
    whole = regime(
        toy.made("20 weeks"),
        lists={"out": {"kind": "burden", "enter": [once], "minors": True}},
        sources={"courts": toy.source({"default": 0}, false_records=toy.made("100 % per person-year"))},
        safeguards=toy.of_records(correction={"chance": toy.made(1), "delay": toy.made("4 weeks")}),
    )
    spells = toy.compiled(toy.still(toy.tables(whole, 60)), 1, 0, 1).spells[0, :, :, SPELLS.count]
    assert spells[CORRECTION].sum() == spells[CORRECTION, 4].sum() > 0 == spells[EXPIRY].sum()


@pytest.mark.parametrize("condition", ["records(default) >= 1", "records(any) >= 1"])
def test_how_long_a_record_counts_must_be_said(condition: str) -> None:
    whole = regime("ever", condition)
    del whole["conducts"]["default"]["counts"]
    with pytest.raises(ValidationError, match="nothing says how long a record of this conduct counts"):
        Regime.model_validate(whole)


def test_it_is_said_back() -> None:
    form = Regime.model_validate(regime("ever"))
    found = form.expression("records(default)>=2")
    assert str(found) == "records(default) >= 2"
    assert whom(found.root) == "who have 2 or more records of default that still count"
