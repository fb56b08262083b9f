"""M01: of the reported acts declared shares are put on nobody and on somebody else, the rest on the doer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.codes import AT
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

STEPS = 26
ACT, NONE = 1, 0


def regime(linkage: Any, **parts: Any) -> dict[str, Any]:
    """Return a regime whose courts see every default and nothing that never was."""
    return toy.regime(linkage=linkage, **parts)


def linkage(missed: float = 0, wrong: float = 0, *gates: str) -> dict[str, Any]:
    """Return a linkage of exact shares."""
    return {"missed": made(missed), "wrong_person": made(wrong), "gates": list(gates)}


def totals_of(whole: dict[str, Any], last: int = 2) -> Any:
    """Return copied totals of some still districts."""
    found = toy.compiled(toy.still(toy.tables(whole, STEPS)), last=last)
    return type(found)(*(array.copy() for array in found))


def test_a_perfect_linkage_changes_no_bit() -> None:
    lists = {"lists": {"black": toy.black()}}
    for mine, theirs in zip(
        totals_of(regime(linkage(), **lists)), totals_of(regime("none", **lists)), strict=True
    ):
        assert np.array_equal(mine, theirs)


@pytest.mark.parametrize(("missed", "wrong"), [(0.0, 0.2), (0.3, 0.0), (0.1, 0.3)])
def test_records_go_astray_in_the_declared_shares(missed: float, wrong: float) -> None:
    """Somebody else is found only where somebody stands in the slot: a share of slots that the walk tells."""
    districts = 40
    t = toy.still(toy.tables(regime(linkage(missed, wrong)), STEPS))
    records = toy.per_district(t, 1, districts, "records")[:, 0, 0].sum(axis=(2, 3)).astype(np.float64)
    acts = toy.per_district(t, 1, districts, "acts")[:, 0].sum(axis=(1, 2))[:, 0].astype(np.float64)
    people = toy.per_district(t, 1, districts, "people")[:, 0, 0, PEOPLE.present]
    right, astray = records[:, ACT, 1], records[:, NONE, 2]
    assert np.array_equal(astray, records[:, NONE, 1])  # nothing else is without an act here
    kept = 1 - missed - wrong
    require(ratio(right, acts, kept, kept / 20, "records on who did it"))
    if wrong:
        others = acts * (people - 1) / SLOTS
        require(ratio(astray, others, wrong, wrong / 8, "records on somebody else"))
    else:
        assert astray.sum() == 0


def test_every_report_counts_once_under_the_person_whom_it_is_put_on() -> None:
    """Courts see every default: reports are acts, wherever they are put, and missed ones stay reports."""
    totals = totals_of(regime(linkage(0.2, 0.4)))
    reports, defaults = totals.records[0, 0], totals.acts[0]
    assert reports[..., 0].sum() == defaults[..., 0].sum()
    assert defaults[..., 1].sum() == reports[ACT, ..., 1].sum()
    assert reports[NONE, ..., 0].sum() == reports[NONE, ..., 2].sum() > 0 == reports[ACT, ..., 2].sum()


def test_whoever_bears_the_record_of_another_is_listed_for_nothing_true() -> None:
    lists = totals_of(regime(linkage(0, 1), lists={"black": toy.black()})).lists[:, 0, 0]
    stock = int(lists[:, LISTS.stock].sum())
    assert (
        stock
        == int(lists[:, LISTS.through_others + GROUND.unfounded].sum())
        == int(lists[:, LISTS.wrongful].sum())
        > 0
    )


def test_a_report_on_a_wrong_person_is_ruled_on_as_a_false_one() -> None:
    official = {"official": {"upholds_true": made(1), "upholds_false": made(0)}}
    totals = totals_of(regime(linkage(0, 0.5), adjudication=official))
    assert totals.records[0, 0, NONE, ..., 0].sum() > 0 == totals.records[0, 0, NONE, ..., 1].sum()


def test_records_of_organisations_go_astray_among_organisations() -> None:
    source = toy.source({"arrears": 1}, entity="organisation")
    listed = toy.black(["arrears"], entity="organisation")
    whole = regime(
        linkage(0, 0.5),
        conducts={"arrears": {}},
        sources={"tax": source},
        lists={"firms": listed},
    )
    t = toy.still(toy.tables(whole, STEPS))
    totals = toy.compiled(t, last=6)
    firms = int(t.axes.starts[AT.all_of_organisations])
    assert totals.records[0, 3, NONE, ..., 2].sum() > 20
    assert totals.lists[:, 0, firms, LISTS.through_others + GROUND.unfounded].sum() > 0
    assert totals.lists[:, 0, :firms].sum() == 0


def test_histories_differ_only_where_a_record_went_astray() -> None:
    """Whoever lives otherwise than under a perfect linkage lost a record of their own or bears another's."""
    lives: list[dict[int, list[list[int]]]] = [{}, {}]
    own, astray = set(), set()
    for life, link in zip(lives, (linkage(), linkage(0.2, 0.3)), strict=True):
        t = toy.still(toy.tables(regime(link, lists={"black": toy.black()}), STEPS))
        for _, world, _ in toy.walk(t, toy.empty(t), slots=1200):
            for slot, who in world.occupants.items():
                life.setdefault(slot, []).append(sorted(who.listed()))
                held = [case.without_act for case in who.in_force(0, 0)]
                if life is lives[0] and not all(held):
                    own.add(slot)
                if any(held):
                    astray.add(slot)
    different = {slot for slot in lives[0] if lives[0][slot] != lives[1][slot]}
    assert different & own and different & astray and different <= own | astray


def test_attempts_that_ask_for_the_identifier_are_counted_from_the_amendment_that_asks() -> None:
    whole = regime(linkage(0, 0, "train"))
    whole["amendments"] = [{"from": "2020-03-02", "linkage": {"gates": ["loan"]}}]
    t = toy.tables(whole, STEPS)
    attempts = toy.compiled(t).attempts
    train, loan = (list(toy.domains()).index(name) for name in ("train", "loan"))
    early, late = slice(0, 8), slice(8, STEPS)
    for steps, asks, other in ((early, train, loan), (late, loan, train)):
        assert np.array_equal(
            attempts[steps, asks, :, ATTEMPTS.gated], attempts[steps, asks, :, ATTEMPTS.attempts]
        )
        assert (
            attempts[steps, asks, 0, ATTEMPTS.gated].sum()
            > 0
            == attempts[steps, other, :, ATTEMPTS.gated].sum()
        )
