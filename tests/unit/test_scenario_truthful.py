"""Which histories run beside a run, and what a history on a true record is lowered to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demerit.chance.layouts import arrays
from demerit.errors import InvalidFile
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables
from demerit.scenario.truthful import SWITCHED_OFF, truthful
from tests import toy

REGIME = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"
YEAR = {"people": 5000, "from": "2014-01-06", "to": "2015-01-05", "draws": 1}


def test_a_true_record_runs_beside_where_records_can_be_false_and_something_is_compared() -> None:
    assert list(resolve(REGIME, YEAR).companions) == ["against", "truthful"]
    assert list(resolve(REGIME, {**YEAR, "against": "nothing"}).companions) == []
    assert list(resolve("none", {**YEAR, "against": str(REGIME)}).companions) == ["against"]


@pytest.mark.parametrize(("said", "names"), [(True, ["truthful"]), (False, [])])
def test_a_scenario_may_say_whether_a_true_record_runs_beside(said: bool, names: list[str]) -> None:
    found = resolve(REGIME, {**YEAR, "against": "nothing", "truthful": said})
    assert list(found.companions) == names
    assert f"truthful: {str(said).lower()}" in found.texts["scenario.yaml"]


def test_a_true_record_alone_is_the_run_that_lies_inside() -> None:
    inside = resolve(REGIME, YEAR).companions["truthful"]
    alone = resolve(
        REGIME, {**YEAR, "truthful": "alone", "keep": []}
    )  # whose lives are kept is the run's own
    assert alone.truthful and not alone.companions
    assert alone.run_id == inside.run_id
    assert "truthful: alone" in inside.texts["scenario.yaml"]
    assert "against: nothing" in inside.texts["scenario.yaml"]


def test_another_word_for_the_true_record_is_told() -> None:
    with pytest.raises(InvalidFile, match="'sometimes' is not one of the allowed words") as caught:
        resolve(REGIME, {**YEAR, "truthful": "sometimes"})
    assert "Allowed: true, false, alone" in str(caught.value)


def test_every_false_part_is_switched_off_and_nothing_else_changes() -> None:
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        linkage={"missed": toy.made(0.25), "wrong_person": toy.made(0.5)},
        conducts={"default": {"points": -5, "counts": "ever", "discretionary": [-9, -5]}},
        sources={"courts": toy.source(false_records=toy.made("1 % per person-year"))},
    )
    found = toy.resolved(whole, 4, truthful=True)
    recorded, true = lower(found, 0), lower(found.companions["truthful"], 0)
    assert recorded.false_sightings.ratio.any() and not true.false_sightings.ratio.any()
    assert (recorded.scores.points_low != recorded.scores.points).any()
    assert np.array_equal(true.scores.points_low, true.scores.points) and np.array_equal(
        true.scores.points_high, true.scores.points
    )
    assert recorded.linkage.wrong.any() and not true.linkage.wrong.any()
    assert np.array_equal(true.linkage.missed, recorded.linkage.missed + recorded.linkage.wrong)
    changed = {part: off(recorded)[part] for off in SWITCHED_OFF.values() for part in off(recorded)}
    before, after, again = (dict(arrays(each)) for each in (recorded, true, truthful(true)))
    switched = {
        (part, name)
        for part, held in changed.items()
        for name in held._fields
        if getattr(held, name) is not getattr(getattr(recorded, part), name)
    }
    assert len(switched) >= len(SWITCHED_OFF)
    for part in Tables._fields:
        if part == "society":
            continue
        for name in getattr(recorded, part)._fields:
            one, other = (getattr(getattr(each, part), name) for each in (recorded, true))
            if (part, name) not in switched and isinstance(one, np.ndarray):
                assert np.array_equal(one, other), (part, name)
    assert [len(each) for each in (before, after, again)] == [len(before)] * 3
    assert all(np.array_equal(after[place], again[place]) for place in after)
