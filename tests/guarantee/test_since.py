"""Acts count from the day that a conduct's `since` names: those before it leave no trace of any kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.mechanisms.adjudication.words import RULING
from demerit.mechanisms.averaging.words import DIFFERENCE
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.sources.words import SIGHTING
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_averaged_income import match
from tests.guarantee.test_deterrence import ANNOUNCED, HALF_LIFE, Q30, blind
from tests.guarantee.test_deterrence import tables as deterred
from tests.toy import made

STEPS, DAY, FIRST = 20, "2020-03-16", 10
"""The day is the first of step 10."""
Rows = NDArray[np.int64]


def watched(since: str | None = DAY, **parts: Any) -> Tables:
    """Return tables of a regime that lists for `default` from a day on, with false records too."""
    courts = toy.source({"default": 0.8, "lateness": 0.8}, false_records=made("200 % per person-year"))
    whole = toy.regime(
        conducts={"default": {"since": since or "none"}, "lateness": {}},
        sources={"courts": courts},
        lists={"black": toy.black()},
        **parts,
    )
    return toy.tables(whole, STEPS)


def of(events: Rows, kind: int, conduct: int = 0) -> Rows:
    """Return the events of a kind about a conduct."""
    return events[(events[:, 3] == kind) & (events[:, 4] == conduct)]


def test_before_the_day_nothing_is_reported_and_from_it_on_everything_as_without_it() -> None:
    late, always = toy.followed(watched()), toy.followed(watched(None))
    assert np.array_equal(of(late, ACT.number), of(always, ACT.number))
    for kind in (SIGHTING.number, RULING.number):
        expected = of(always, kind)
        assert (expected[:, 0] < FIRST).any()
        assert np.array_equal(of(late, kind), expected[expected[:, 0] >= FIRST])
        assert np.array_equal(of(late, kind, 1), of(always, kind, 1))  # another conduct of the same source


def test_nobody_is_listed_for_acts_before_the_day() -> None:
    late, always = (toy.compiled(t).lists[:, 0, 0, LISTS.inflow] for t in (watched(), watched(None)))
    assert late[:FIRST].sum() == 0 < always[:FIRST].sum()
    assert (late[FIRST:] >= always[FIRST:]).all() and late[FIRST:].sum() > 0  # fewer are on the list already


@pytest.mark.parametrize(
    ("day", "first"), [("2020-03-16", 10), ("2020-03-17", 11), ("2019-06-01", 0), ("2030-01-01", 522)]
)
def test_a_day_inside_a_step_is_reached_with_the_next_step(day: str, first: int) -> None:
    assert watched(day).sources.since[0, 0] == first


def test_an_amendment_may_move_the_day() -> None:
    moved = [{"from": "2020-02-17", "conducts": {"default": {"since": "none"}}}]
    events = toy.followed(watched(amendments=moved))
    assert of(events, SIGHTING.number)[:, 0].min() == 6


def test_a_match_about_months_before_the_day_is_not_made() -> None:
    """Matches of four weeks each over the two months before; the first wholly after it is made in July."""

    def differences(since: str) -> Rows:
        whole = toy.regime(
            conducts={"lateness": {"since": since}},
            sources={"match": match(2, every=made("4 weeks"))},
            debts={"lateness": {"amount": "averaged", "refunds": True}},
        )
        events = toy.followed(toy.tables(whole, 40))
        return events[events[:, 3] == DIFFERENCE.number]

    always, late = differences("none"), differences("2020-05-01")
    t = toy.tables(toy.regime(), 40)
    months = t.time.month[always[:, 0]] - 2  # the first month of each match
    begins = t.time.month_step[months]
    expected = always[begins >= 17]  # the first step that begins in May
    assert 0 < len(expected) < len(always)
    assert np.array_equal(late, expected)


def test_nobody_lets_an_act_be_before_it_counts_and_then_it_is_announced() -> None:
    whole = blind()
    whole["conducts"] = {"lateness": {"since": DAY}}
    t = deterred(whole, STEPS)
    expected = [0.0] * FIRST + [ANNOUNCED * 2 ** (-step / HALF_LIFE) for step in range(STEPS - FIRST)]
    assert t.deterrence.common / Q30 == pytest.approx(expected, abs=1e-8)
    let_go = toy.compiled(t, 1, 0, 8).acts_by_step[:, 1, 1]
    assert let_go[:FIRST].sum() == 0 < let_go[FIRST:].sum()
