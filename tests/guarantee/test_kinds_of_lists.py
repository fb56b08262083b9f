"""A list is a burden, a benefit or a note: what that makes of its weeks, and what may not be said of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.engine.columns import cube
from demerit.errors import InvalidFile
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.degraded.counts import DEGRADED
from demerit.mechanisms.lists.counts import LISTS, QUARTERS
from demerit.regime.model import Regime
from tests import toy
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS, STEP_ON = 12, 3
TRAIN = 0
GOOD, BAD = {"points": 10, "counts": "ever"}, {"points": -10, "counts": "ever"}
TRUSTED = {"kind": "benefit", "enter": [{"while": "score >= 100"}], "minors": True}
WARNED = {"kind": "note", "enter": [{"while": "score < 100"}], "minors": True}


def regime(**parts: Any) -> dict[str, Any]:
    """Return a regime with a ledger that falls by defaults and a benefit for whoever has lost nothing.

    Everybody begins with 100 points; one source reads every default of everybody at once.
    """
    ledger = {"kind": "ledger", "start": 100, "worse": "lower", "floor": 0, "cap": 200}
    return toy.regime(
        scores={"score": ledger},
        conducts={"default": BAD},
        lists={"trusted": dict(TRUSTED)},
        **parts,
    )


def sources(false: float = 0, true: float = 1) -> dict[str, Any]:
    """Return courts that see a share of defaults, and a share of people for nothing, each year."""
    return {"courts": toy.source({"default": true}, false_records=f"{false} per person-year, from made")}


def test_withheld_by_a_false_record_is_on_the_benefit_in_the_shadow_alone() -> None:
    """Only false records: whoever has one is off the benefit, and in the shadow everybody is on it."""
    whole = regime(sources=sources(false=0.5, true=0))
    t = toy.tables(whole, STEPS)
    totals = toy.compiled(t)
    stock, withheld, granted = (
        totals.lists[:, 0, 0, column] for column in (LISTS.stock, LISTS.spared, LISTS.wrongful)
    )
    assert np.array_equal(stock + withheld, totals.people[:, 0, 0])
    assert withheld[-1] > withheld[STEP_ON] > 0 and not granted.any()
    plain = toy.empty(t)
    for _ in toy.walk(t, plain):
        pass
    assert_equal(plain, totals)


@pytest.mark.parametrize("true", [0, 1])
def test_granted_in_error_by_a_false_record_is_on_the_benefit_as_recorded_alone(true: float) -> None:
    """Records give points: with false ones alone everybody on the benefit is there in error, else some."""
    whole = regime(sources=sources(false=0.5, true=true))
    whole["conducts"] = {"default": GOOD}
    whole["lists"]["trusted"]["enter"] = [{"while": "score >= 110"}]
    totals = toy.compiled(toy.tables(whole, STEPS))
    stock, withheld, granted, entered, wrongly = (
        totals.lists[:, 0, 0, column]
        for column in (LISTS.stock, LISTS.spared, LISTS.wrongful, LISTS.inflow, LISTS.inflow_wrongful)
    )
    assert granted[-1] > granted[STEP_ON] > 0 and not withheld.any() and wrongly.any()
    if true == 0:
        assert np.array_equal(granted, stock) and np.array_equal(wrongly, entered)
    else:
        assert (granted[STEP_ON:] < stock[STEP_ON:]).all()


def test_a_benefit_has_no_grounds_and_stands_apart_from_burdens_and_notes() -> None:
    whole = regime(sources=sources(false=0.5))
    whole["lists"] |= {"warned": WARNED, "black": toy.black()}
    names = toy.resolved(whole, STEPS).names
    totals = toy.compiled(toy.tables(whole, STEPS))
    tables: dict[str, Any] = cube(totals, names, 0, ())
    for table, number in (("benefits", 0), ("notes", 1), ("lists", 2)):
        held = tables[table]
        assert {held["list"].labels[code] for code in held["list"].codes} == {names.lists[number]}
        assert held["stock"].sum() == totals.lists[:, number, :, LISTS.stock].sum() > 0
    assert tables["benefits"]["withheld"].sum() == totals.lists[:, 0, :, LISTS.spared].sum() > 0
    assert "wrongful" in tables["lists"] and "wrongful" not in {*tables["benefits"], *tables["notes"]}
    quarters = totals.quarters.sum(axis=(0, 1))
    assert quarters[QUARTERS.receiving_weeks] == totals.lists[:, 0, 0, LISTS.stock].sum()
    assert quarters[QUARTERS.listed_weeks] == totals.lists[:, 2, 0, LISTS.stock].sum()
    assert quarters[QUARTERS.entries] == totals.lists[:, 2, 0, LISTS.inflow].sum()
    assert totals.grounds[..., 0].sum() == quarters[QUARTERS.listed_weeks]


@pytest.mark.parametrize(
    ("lists", "consequences", "why"),
    [
        ({"publish": ["web"]}, {}, "it is published"),
        ({"stops": {"acts": ["default"], "how": "barred"}}, {}, "it stops what people do"),
        ({}, {"no": {"refuse": "train", "to": "trusted"}}, "no takes something"),
        ({}, {"no": {"refuse": "train", "to": "listed(trusted) or age > 60"}}, "no takes something"),
        ({}, {"no": {"price": "train", "times": made(2), "to": "trusted"}}, "no takes something"),
        ({}, {"no": {"slow": ["internet"], "times": made(0.5), "to": "trusted"}}, "no takes something"),
    ],
)
@pytest.mark.parametrize("kind", ["benefit", "note"])
def test_what_takes_something_from_those_on_a_list_makes_it_a_burden_whatever_is_said(
    lists: dict[str, Any], consequences: dict[str, Any], why: str, kind: str
) -> None:
    whole = regime(consequences={name: {**each, "context": "travel"} for name, each in consequences.items()})
    whole["lists"]["trusted"] |= {**lists, "kind": kind}
    with pytest.raises(InvalidFile, match=why) as refused:
        toy.tables(whole, STEPS)
    assert f"said to be a {kind}" in str(refused.value) and "write `kind: burden`" in str(refused.value)
    whole["lists"]["trusted"]["kind"] = "burden"
    toy.tables(whole, STEPS)


def test_an_amendment_makes_no_burden_of_a_benefit() -> None:
    whole = regime()
    whole["amendments"] = [{"from": "2020-02-03", "lists": {"trusted": {"kind": "burden"}}}]
    with pytest.raises(InvalidFile, match="was said to be a benefit"):
        toy.tables(whole, STEPS)


@pytest.mark.parametrize("to", ["not listed(trusted)", "listed(warned) and age >= 0", "score < 100"])
def test_a_burden_of_those_on_no_burden_makes_a_list_of_its_own_with_grounds(to: str) -> None:
    """Slower and dearer are, week by week, exactly those on the list that each makes."""
    whole = regime(
        consequences={
            "slower": {"slow": ["internet"], "times": made(0.5), "to": to, "context": "internet"},
            "dearer": {"price": "train", "times": made(2), "to": to, "context": "travel"},
        }
    )
    whole["lists"]["warned"] = WARNED
    form = Regime.model_validate(whole)
    assert {"slower", "dearer"} <= set(form.lists)
    assert [form.bearing(form.consequences[name]) for name in ("slower", "dearer")] == [
        [("slower", None)],
        [("dearer", None)],
    ]
    ours = toy.compiled(toy.tables(whole, STEPS))
    slower, dearer = (list(form.lists).index(name) for name in ("slower", "dearer"))
    weeks = ours.lists[:, slower, 0]
    assert np.array_equal(weeks[:, LISTS.stock], ours.degraded[:, 0, 0, DEGRADED.weeks])
    assert np.array_equal(weeks[:, LISTS.wrongful], ours.degraded[:, 0, 0, DEGRADED.wrongful])
    grounds = weeks[:, LISTS.through_others : LISTS.own_terms + 1].sum(axis=1)
    assert np.array_equal(grounds, weeks[:, LISTS.stock]) and grounds[STEP_ON] > 0
    assert np.array_equal(ours.lists[:, dearer, :, LISTS.stock], ours.lists[:, slower, :, LISTS.stock])
    assert ours.attempts[STEP_ON:, TRAIN, 0, ATTEMPTS.charged].any()
    assert not ours.attempts[0, TRAIN, 0, ATTEMPTS.charged]
