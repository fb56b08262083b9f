"""Refusals stand under the ground of the lists that refuse, and years count people, each of them once.

Without anything wrong in a regime all refusals are by its own terms; with false records alone all are
unfounded and wrongful.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.counted.values import GROUNDS
from demerit.engine.state import new_state
from demerit.mechanisms.attempts.counts import ATTEMPTS, REFUSALS, REFUSED_IN_YEARS
from demerit.mechanisms.attempts.words import MISTAKEN, REFUSED
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_consequences_by_to import TRAIN
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS = 120
"""Of two calendar years and a bit."""


def refusing(steps: int = 20, gate: dict[str, Any] | None = None, seen: float = 1, **courts: Any) -> Tables:
    """Return the tables of a regime that refuses trains, hard, to those with a record of debt."""
    whole = toy.regime(
        conducts={"default": {}},
        sources={"courts": toy.source({"default": seen}, **courts)},
        lists={"black": toy.black(term="8 weeks, from made")},
        consequences={
            "train": {"refuse": ["train"], "to": "black", "context": "travel", "severity": 3} | (gate or {})
        },
    )
    return toy.tables(whole, steps)


def by_ground(t: Tables) -> dict[str, int]:
    """Return how many trains are refused by each ground, and how many of all are wrongful."""
    totals = toy.compiled(t)
    counts = totals.refusals[:, TRAIN, 0].sum(axis=0)
    found = {column.name: int(n) for column, n in zip(REFUSALS.columns, counts, strict=True)}
    assert (
        sum(found[ground] for ground in GROUNDS) == totals.attempts[:, TRAIN, 0, ATTEMPTS.refusals].sum() > 0
    )
    return {name: n for name, n in found.items() if n}


def test_refusals_by_true_records_stand_by_the_rules_own_terms() -> None:
    assert set(by_ground(refusing())) == {"own_terms"}


def test_refusals_by_false_records_alone_are_unfounded_and_wrongful() -> None:
    found = by_ground(refusing(seen=0, false_records="50 % per person-year, from made"))
    assert set(found) == {"unfounded", "wrongful"} and found["unfounded"] == found["wrongful"]


def test_refusals_by_both_stand_under_both() -> None:
    found = by_ground(refusing(false_records="50 % per person-year, from made"))
    assert set(found) == {"unfounded", "own_terms", "wrongful"} and found["wrongful"] == found["unfounded"]


@pytest.mark.parametrize("by_mistake", [0, 0.3])
def test_a_year_counts_each_person_once_by_the_year_in_which_they_were_refused_before(
    by_mistake: float,
) -> None:
    """Against every refusal of everybody in a district, one by one."""
    t = refusing(STEPS, {"mismatch": made(by_mistake)} if by_mistake else None)
    found = toy.compiled(t).refused[..., REFUSED_IN_YEARS.entities, 0]
    expected, last = np.zeros_like(found), dict[tuple[int, int], int]()
    for step, slot, number, kind, *_ in sorted(toy.followed(t, whom=range(4096)).tolist()):
        if kind in (REFUSED.number, MISTAKEN.number):
            year = int(t.time.year[step]) + 1
            if last.get((slot, number), 0) != year:
                expected[year - 1, last.get((slot, number), 0)] += 1
            last[slot, number] = year
    assert np.array_equal(found, expected)
    assert found[0, 0] and found[1, 0] and found[1, 1] and found[2].any() and not np.triu(found[:, 1:]).any()


def test_both_engines_count_the_same() -> None:
    t = refusing(60, {"mismatch": made(0.1)}, false_records="50 % per person-year, from made")
    theirs = toy.empty(t)
    for _ in toy.walk(t, theirs, slots=1500):
        pass
    ours = toy.compiled(t, slots=1500)
    assert_equal(theirs, ours)
    assert ours.refused[1].any()


def test_nobody_is_remembered_where_nothing_is_refused() -> None:
    assert new_state(toy.tables(toy.regime(), 2), 10).attempts.refused.size == 0
    assert new_state(refusing(2), 10).attempts.refused.size > 0
