"""Weeks of degraded service are the person-weeks in which its condition holds: a list's, all, or none.

Each sentence is a sum that other tables hold already: the stock of a list, the people present, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit import lab
from demerit.documents import read, write
from demerit.errors import InvalidFile
from demerit.mechanisms.degraded.counts import DEGRADED
from demerit.mechanisms.degraded.words import RESTORED, SLOWER
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.regime.model import Regime
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS, DISTRICTS = 30, 2


def slowing(to: str, **parts: Any) -> dict[str, Any]:
    """Return a consequence that slows the internet."""
    whole = {"slow": ["internet"], "to": to, "times": made(0.2), "context": "internet", "severity": 1}
    return {**whole, **parts}


def regime(**consequences: Mapping[str, Any]) -> dict[str, Any]:
    """Return a regime of a list of defaulters, some of them for no act of theirs, and a score."""
    return toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "floor": 0, "worse": "lower"}},
        conducts={"default": {"points": -20, "counts": "ever"}},
        sources={"courts": toy.source(false_records="20 % per person-year, from made")},
        lists={
            "black": toy.black(term="6 weeks, from made"),
            "firms": {"kind": "burden", "entity": "organisation", "enter": [{"while": "score < 50"}]},
        },
        consequences=consequences,
    )


def tables(**consequences: Mapping[str, Any]) -> Tables:
    return hurried(toy.tables(regime(**consequences), STEPS))


def test_slowed_by_a_list_the_weeks_are_those_on_the_list_and_wrongful_those_that_are_so_there() -> None:
    t = tables(net=slowing("black"))
    totals = toy.compiled(t, last=DISTRICTS)
    listed = totals.lists[:, 0, :, [LISTS.stock, LISTS.wrongful]]
    found = totals.degraded[:, 0, :, [DEGRADED.weeks, DEGRADED.wrongful]]
    assert np.array_equal(found, listed)
    assert listed[0, :, 0].sum() > listed[1, :, 0].sum() > 100


@pytest.mark.parametrize(("to", "everybody"), [("score <= 100", True), ("score > 100", False)])
def test_slowed_by_a_score_that_all_have_the_weeks_are_those_lived_and_by_one_that_nobody_has_none(
    to: str, everybody: bool
) -> None:
    t = tables(net=slowing(to))
    totals = toy.compiled(t, last=DISTRICTS)
    people = int(t.axes.starts[7])
    lived = totals.people[..., :people, PEOPLE.present] if everybody else 0
    assert np.array_equal(
        totals.degraded[:, 0, :people, DEGRADED.weeks], np.broadcast_to(lived, (STEPS, people))
    )
    assert (
        totals.people[:, 0, PEOPLE.present].sum() > 1000 and not totals.degraded[..., DEGRADED.wrongful].any()
    )


def test_where_nobody_comes_or_goes_they_are_people_times_weeks() -> None:
    t = toy.still(tables(net=slowing("score <= 100")))
    totals = toy.compiled(t)
    people = int(totals.people[0, 0, PEOPLE.present])
    assert totals.degraded[:, 0, 0, DEGRADED.weeks].sum() == people * STEPS > 0


def test_both_engines_agree_on_weeks_and_on_when_they_begin_and_end() -> None:
    whole = regime(
        net=slowing("black", slow=["internet", "post"]),
        low=slowing("score < 100 and not listed(black) and age >= 30"),
    )
    whole["amendments"] = [
        {"from": "2020-03-02", "consequences": {"net": {"slow": ["post"]}, "more": slowing("score < 90")}},
        {"from": "2020-06-01", "sunset": "2020-07-01"},
    ]
    t = hurried(toy.tables(whole, STEPS))
    plain = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, plain, slots=1_500, whom=range(4096))}.values()
    assert_equal(plain, toy.compiled(t, slots=1_500))
    told = sorted(row for row in world.events if row[3] in (SLOWER.number, RESTORED.number))
    assert told == sorted(
        tuple(row)
        for row in toy.followed(t, slots=1_500, whom=range(4096)).tolist()
        if row[3] in (SLOWER.number, RESTORED.number)
    )
    assert {row[4] for row in told if row[3] == RESTORED.number} == {0, 1, 2, 3}
    weeks = plain.degraded[:, :, 0, DEGRADED.weeks]
    assert not weeks[26:].any() and weeks[:25, 1:3].any() and weeks[10, 0] == 0 < weeks[7, 0]


def test_two_consequences_count_each_by_itself_and_change_nothing_else() -> None:
    one, two = (
        toy.compiled(tables(**slowed))
        for slowed in (
            {"net": slowing("black")},
            {"net": slowing("black"), "low": slowing("listed(black) and score < 100")},
        )
    )
    assert np.array_equal(one.degraded[:, 0], two.degraded[:, 0]) and two.degraded[:, 1].any()
    others = [name for name in one._fields if name != "degraded"]
    assert all(np.array_equal(getattr(one, name), getattr(two, name)) for name in others)


@pytest.mark.parametrize(
    ("to", "brings"),
    [
        ("black", [("black", False)]),
        ("listed (black)", [("black", False)]),
        ("not not listed(black)", [("black", False)]),
        ("listed(black) and score < 100", [("black", True)]),
        ("not (listed(black) and score < 100)", [("net", False)]),
        ("not listed(black)", [("net", False)]),
        ("not (score >= 90 and not listed(black))", [("net", False)]),
        ("score < 90", [("net", False)]),
    ],
)
def test_a_list_brings_it_that_can_make_its_condition_hold_however_that_is_written(
    to: str, brings: list[tuple[str, bool]]
) -> None:
    """Where it holds for people on no list, that is the list of its own name, which it makes."""
    form = Regime.model_validate(regime(net=slowing(to)))
    found = form.consequences["net"].form.brought_by(form, form.consequences["net"])
    assert [(name, condition is not None) for name, condition in found] == brings


def test_a_service_that_an_amendment_misnames_is_found_at_the_amendments_line(tmp_path: Path) -> None:
    whole = regime(net=slowing("black"))
    whole["amendments"] = [{"from": "2020-03-02", "consequences": {"net": {"slow": ["pst"]}}}]
    path = tmp_path / "mine.yaml"
    path.write_text(write(whole), encoding="utf-8")
    with pytest.raises(InvalidFile) as refused:
        resolve(path, {"in": str(toy.SMALL)})
    (problem,) = refused.value.problems
    assert problem.line == next(
        number for number, line in enumerate(path.read_text().splitlines(), 1) if "pst" in line
    )


@pytest.mark.parametrize("service", ["internet", "post"])
def test_a_service_hard_to_be_without_makes_a_list_hard_for_slight_conduct(service: str) -> None:
    whole = regime(net=slowing("black", slow=[service]))
    whole["conducts"] = {"lateness": {"points": -1, "counts": "ever"}}
    whole["sources"] = {"courts": toy.source({"lateness": 1})}
    whole["lists"]["black"] = toy.black(on=["lateness"], term="6 weeks, from made")
    t = toy.tables(whole, STEPS)
    grounds = toy.compiled(t).lists[:, 0, 0]
    place = {"internet": LISTS.own_terms, "post": LISTS.slight}[service]
    assert grounds[:, place].sum() == grounds[:, LISTS.stock].sum() > 0


def test_an_essential_service_that_is_slowed_is_asked_about_as_one_that_is_refused(tmp_path: Path) -> None:
    for name, parts in (("context", {}), ("essential", {"essential": True, "context": "consumption"})):
        path = tmp_path / f"{name}.yaml"
        path.write_text(write(regime(net=slowing("black", **parts))), encoding="utf-8")
        (found,) = [each for each in lab.lint(str(path)).findings if each.rule == "R30"]
        assert [place.where for place in found.places] == [f"consequences.net.{name}"]


@pytest.mark.parametrize(
    ("parts", "said", "next_step"),
    [
        ({"to": "none"}, "says `to`", "add `to: LIST"),
        ({"times": "none"}, "says `times`", "add `times: 0.2"),
        ({"times": made(1)}, "some of its ordinary quality", "mend the number"),
        ({"times": made(0)}, "some of its ordinary quality", "mend the number"),
        ({"times": "0.5, assumed 0.2..1"}, "some of its ordinary quality", "mend the number"),
        ({"slow": ["internet", "internet"]}, "stands here twice", "remove one"),
        ({"slow": []}, "this is too short", "add what is missing"),
        ({"uptake": made(0.5)}, "no uptake: nobody takes up", "remove it"),
        ({"public_cost": "3 crowns per case, from made"}, "no public_cost", "remove it"),
        ({"falls_on": "children"}, "nobody else in this model", "remove it"),
        ({"refuse": "black"}, "one form, not 2", "a second form is a second consequence"),
        ({"price": "train"}, "one form, not 2", "write one of them"),
        ({"to": "blakc"}, "there is no list 'blakc'", "black"),
        ({"to": "scor < 90"}, "scor", "score"),
        ({"to": "firms"}, "firms is a list of organisations", "name a list of persons"),
        ({"to": "not listed (firms)"}, "firms is a list of organisations", "name a list of persons"),
        ({"slow": ["internt"]}, "has no service 'internt'", "internet"),
        ({"slow": "none"}, "prices and slower services alone have `times`", "remove it"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_next_step(
    parts: dict[str, Any], said: str, next_step: str
) -> None:
    whole = {**slowing("black"), **parts}
    if parts.get("slow") == "none":
        whole |= {"refuse": "train"}
    with pytest.raises(InvalidFile, match=said) as refused:
        tables(net=whole)
    assert next_step in str(refused.value) and "consequences.net" in str(refused.value)


def test_a_society_without_services_has_none_to_slow(tmp_path: Path) -> None:
    path = tmp_path / "without.yaml"
    path.write_text(write({**read(toy.SMALL).data, "services": "none"}), encoding="utf-8")
    with pytest.raises(InvalidFile, match="has no service 'internet'"):
        toy.tables(regime(net=slowing("black")), 4, **{"in": str(path)})
