"""Wrongful in total: the run minus the same people on a true record; exact where nobody answers to it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.scenario.lower import lower
from tests import toy
from tests.guarantee.test_conservation import LIVELY, STEPS
from tests.toy import made

SCORED: dict[str, Any] = {
    "scores": {"score": {"kind": "ledger", "worse": "lower", "start": 100}},
    "conducts": {
        "defaults": {"counts": made("9 weeks")},
        "default": {"points": -6, "discretionary": [-14, -6]},
        "lateness": {"points": 5},
        "noise": {"points": -3},
    },
    "sources": {
        "courts": toy.source(
            {"default": 0.9, "lateness": 0.6, "noise": 0.5}, false_records=made("60 % per person-year")
        )
    },
    "lists": {
        "low": {
            "kind": "burden",
            "enter": [{"once": "score < 93", "for": made("5 weeks"), "again": "after-spell-ends"}],
            "minors": True,
        }
    },
    "spillover": {"household": {"lists": "low", "chance": made(0.6)}},
}
MEASURED: dict[str, Any] = {
    "scores": {
        "score": {
            "kind": "risk-score",
            "worse": "higher",
            "start": 0,
            "looked_at": made("3 weeks"),
            "features": {
                "default": {"is": "records(default within 20 weeks)", "weight": 6, "noise": made(0.8)},
                "fifth": {"is": "fifth", "weight": 3, "noise": made(0.5)},
            },
        }
    },
    "linkage": {"missed": made(0.1), "wrong_person": made(0.2)},
    "sources": {"courts": toy.source({"default": 0.9}, false_records=made("60 % per person-year"))},
    "lists": {
        "flagged": {"kind": "burden", "enter": [{"while": "score >= 20"}], "minors": True},
        "black": toy.black(term=made("6 weeks")),
    },
    "spillover": {"household": {"lists": "flagged", "chance": made(0.6)}},
}
WITHOUT_ERROR: dict[str, Any] = {
    **SCORED,
    "conducts": {"defaults": {"counts": made("9 weeks")}, "default": {"points": -8}, "noise": {"points": -3}},
    "sources": {"courts": toy.source({"default": 1, "noise": 1})},
}


@cache
def both(name: str) -> tuple[Totals, Totals]:
    """Return what two districts count of a regime as recorded, and on a true record."""
    whole = {"lively": LIVELY, "scored": SCORED, "measured": MEASURED, "without error": WITHOUT_ERROR}[name]
    found = toy.resolved(toy.regime(**whole), STEPS)
    return (
        toy.compiled(lower(found, 0), 1, 0, 2),
        toy.compiled(lower(replace(found, truthful=True), 0), 1, 0, 2),
    )


@pytest.mark.parametrize("name", ["lively", "scored", "measured"])
def test_where_nobody_answers_the_total_is_wrongful_minus_spared_step_by_step(name: str) -> None:
    """Without responses the shadow is the history on a true record, over ties too, on every list and axis."""
    recorded, true = (totals.lists for totals in both(name))
    assert recorded[..., LISTS.wrongful].any()
    direct = recorded[..., LISTS.wrongful] - recorded[..., LISTS.spared]
    assert np.array_equal(recorded[..., LISTS.stock] - true[..., LISTS.stock], direct)


def test_false_records_can_keep_people_off_a_list_too() -> None:
    recorded, _ = both("scored")
    assert (
        recorded.lists[..., LISTS.spared].any()
        and recorded.lists[..., LISTS.through_others + GROUND.counted_for_more].any()
    )


@pytest.mark.parametrize("name", ["lively", "scored", "measured"])
def test_on_a_true_record_nothing_is_false(name: str) -> None:
    _, true = both(name)
    columns = [
        LISTS.through_others + GROUND.unfounded,
        LISTS.through_others + GROUND.counted_for_more,
        LISTS.through_others_wrongful + GROUND.through_others,
    ]
    columns += [LISTS.wrongful, LISTS.spared, LISTS.inflow_wrongful]
    assert not true.lists[..., columns].any()
    assert not true.records[:, :, 0].any() and true.records[:, :, 1].any()


def test_where_every_act_is_seen_and_no_record_is_false_both_are_nought() -> None:
    recorded, true = both("without error")
    assert recorded.lists[..., LISTS.stock].any() and not recorded.lists[..., LISTS.wrongful].any()
    for name, mine, theirs in zip(Totals._fields, recorded, true, strict=True):
        assert np.array_equal(mine, theirs), name
