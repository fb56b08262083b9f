"""Between which scores a list may change its mind: too many edges are allowed, too few never."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.mechanisms.scores.lowering_edges import EVERYWHERE, MOST, NOWHERE, OPEN
from tests import toy

GRADES = {"A": ">= 101", "B": "80..100", "C": "< 80"}


def edges(condition: str, **parts: Any) -> tuple[int, int]:
    """Return the edges of a regime with one list that a condition enters."""
    parts = {"kind": "burden", "enter": [toy.way(condition)], "minors": True, **parts}
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower", "grades": GRADES}},
        lists={"first": toy.black(), "low": parts},
    )
    low, high, *rest = toy.tables(whole, 2).scores.edges[0, 0].tolist()
    named = [edge for edge in rest if edge != OPEN]
    assert named == sorted(set(named)) and len(rest) == MOST
    assert (low, high) in (NOWHERE, EVERYWHERE) if not named else (low, high) == (named[0], named[-1])
    return low, high


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("score < 60", (60, 61)),
        ("60 > score", (60, 61)),
        ("score <= 59", (59, 60)),
        ("score == 60", (60, 61)),
        ("score in 60..70", (60, 71)),
        ("grade == C", (80, 101)),
        ("score < 60 or grade == A", (60, 101)),
        ("not (score >= 60) and fifth * 2 + region > 5 and sex == male", (60, 61)),
        ("score < 60 and tier in {official, owner}", (60, 61)),
        ("tier == official", NOWHERE),
        ("score < 60 and age >= 18", (60, 61)),
        ("score < 60 and age < 65", (60, 61)),
        ("score < 60 and age > 17", (60, 61)),
        ("score < 60 and age >= 30", (60, 61)),
        ("score < 60 and age == 18", (60, 61)),
        ("score < 60 and not listed(first)", (60, 61)),
        ("score + fifth < 60", EVERYWHERE),
        ("score < 10 * fifth", EVERYWHERE),
    ],
)
def test_edges_hold_every_score_at_which_a_condition_may_change(
    condition: str, expected: tuple[int, int]
) -> None:
    assert edges(condition) == expected


def test_a_list_without_minors_asks_for_an_age_that_is_looked_at() -> None:
    assert edges("score < 60", minors=False) == (60, 61)


def test_a_list_that_records_enter_is_looked_at_for_no_score() -> None:
    by_record = {"record": ["default"], "if": "score < 60", "own_points": "counted", "for": "ever"}
    assert edges("score < 60", enter=[by_record]) == NOWHERE


def test_more_edges_than_can_be_told_apart_make_every_score_one() -> None:
    few = " or ".join(f"score == {10 * n}" for n in range(MOST // 2))
    assert edges(few) == (0, 10 * (MOST // 2 - 1) + 1)
    assert edges(f"{few} or score == 777") == EVERYWHERE
