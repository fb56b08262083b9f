"""`during(P)`: a condition that reads a period changes its answer at the period's edges, of everybody.

Which days a period has is worked out again here from its ends, as dates of the standard library.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from demerit.engine.districts import Desk
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.lists.words import LISTED, OFF
from demerit.mechanisms.population.words import ENTERED, LEFT
from demerit.scenario.exits import CEASED, CORRECTION, EXPIRY
from demerit.society.traits import SLOTS
from tests import toy
from tests.property.test_engines_agree import assert_agree

STEPS, WEEK = 80, dt.timedelta(weeks=1)


def day(step: int) -> dt.date:
    return toy.START + step * WEEK


def winter(today: dt.date) -> bool:
    return (today.month, today.day) >= (12, 20) or (today.month, today.day) <= (1, 12)


def fair(today: dt.date) -> bool:
    first, last = dt.date(2020, 5, 4), dt.date(2020, 5, 25)
    return first <= today <= last


def regime(**parts: Any) -> dict[str, Any]:
    conditions = {"in-winter": "during(winter)", "at-the-fair": "during(fair) and not sex == male"}
    made = {
        name: {"kind": "burden", "enter": [{"while": condition}], "minors": True}
        for name, condition in conditions.items()
    }
    return toy.regime(
        **{
            "periods": {"winter": ["yearly 12-20 to 01-12"], "fair": ["2020-05-04 to 2020-05-25"]},
            "conducts": {"default": {}, "lateness": {}},
            "sources": {"courts": toy.source({"default": 1, "lateness": 0.6})},
            "lists": made,
            **parts,
        }
    )


def test_everybody_is_on_a_list_on_the_days_of_its_period_and_on_no_others() -> None:
    t = toy.tables(regime(), STEPS)
    lives: dict[tuple[int, int], list[list[int]]] = {}
    for row in Desk(t).follow(t, 3, 0, SLOTS, range(0, SLOTS, 7)).tolist():
        lives.setdefault((row[1], row[2]), []).append(row)
    began = 0
    for life in lives.values():
        entered = next(row[0] for row in life if row[3] == ENTERED.number)
        left = next((row[0] for row in life if row[3] == LEFT.number), STEPS)
        on: dict[int, bool] = {0: False, 1: False}
        for step in range(entered, left):
            for row in (row for row in life if row[0] == step and row[3] in (LISTED.number, OFF.number)):
                on[row[4]] = row[3] == LISTED.number
                began += row[3] == LISTED.number
                assert row[3] == LISTED.number or row[6] == CEASED
            assert on[0] == winter(day(step))
            assert not on[1] or fair(day(step))
    assert began > 500


def test_a_step_is_in_a_period_if_its_first_day_is() -> None:
    lists = {"in-winter": {"kind": "burden", "enter": [{"while": "during(winter)"}], "minors": True}}
    t = toy.tables(regime(lists=lists, periods={"winter": ["2020-01-08 to 2020-01-14"]}), 4)
    stock = toy.compiled(t).lists[:, 0, :, LISTS.stock].sum(axis=1)
    assert [bool(number) for number in stock] == [False, True, False, False]


def test_a_refusal_reads_the_day_of_its_step_though_records_come_later_in_it() -> None:
    """It is asked before records of the step begin; the period has begun with the step all the same."""
    t = toy.tables(
        regime(
            lists={"all": {"kind": "burden", "enter": [{"while": "fifth >= 1"}], "minors": True}},
            periods={"winter": ["2020-03-02 to 2020-03-08"]},
            consequences={
                "train": {
                    "refuse": "train",
                    "to": "listed(all) and during(winter)",
                    "context": "travel",
                    "severity": 2,
                }
            },
        ),
        20,
    )
    refused = toy.compiled(t).attempts[..., ATTEMPTS.refusals].sum(axis=(1, 2))
    assert np.flatnonzero(refused).tolist() == [8]


@pytest.mark.parametrize("step", ["week", "day"])
def test_an_amendment_writes_other_days_under_the_name(step: str) -> None:
    changed = regime(amendments=[{"from": "2020-02-03", "periods": {"winter": ["2020-02-10 to 2020-02-16"]}}])
    t = toy.tables(changed, 60, step=step)
    assert_agree(t, 5, 0, 200, range(SLOTS))
    inside = t.terms.inside[0].tolist()
    days = [toy.START + number * dt.timedelta(days=7 if step == "week" else 1) for number in range(60)]
    new = dt.date(2020, 2, 3)
    assert inside == [
        int(winter(today) if today < new else dt.date(2020, 2, 10) <= today <= dt.date(2020, 2, 16))
        for today in days
    ]


def test_a_stay_that_began_in_a_period_does_not_end_for_a_record_that_it_did_not_need() -> None:
    """A withdrawn record has the condition asked again as it was on the day of entry, the period with it."""
    way = {
        "once": "records(any ever) >= 0 and during(fair)",
        "for": "50 weeks, from made",
        "again": "never",
    }
    courts = toy.source({"default": 1}, false_records="300 % per person-year, from made")
    corrected = toy.of_records(correction={"chance": toy.made(1), "delay": "30 weeks, from made"})
    t = toy.tables(
        toy.regime(
            periods={"fair": ["2020-05-04 to 2020-05-25"]},
            conducts={"default": {}},
            sources={"courts": courts},
            lists={"at-the-fair": {"kind": "burden", "enter": [way], "minors": True}},
            safeguards=corrected,
        ),
        STEPS,
    )
    exits = toy.compiled(t).lists[:, 0].sum(axis=(0, 1))
    assert exits[LISTS.out_death + EXPIRY] > 0 and exits[LISTS.out_death + CORRECTION] == 0
