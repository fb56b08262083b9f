"""Which of the five scores are kept apart: as many as can differ, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.scenario.histories import FOUNDED, GRAVE, RECORDED, SHADOW, UNPROTECTED
from tests import toy
from tests.toy import made

LEDGER = {"kind": "ledger", "start": 100, "grades": {"A": ">= 90", "B": "< 90"}}
APART = [RECORDED, SHADOW, UNPROTECTED, GRAVE, FOUNDED]


def rows(score: Any = LEDGER, where: str | None = None, **conducts: dict[str, Any]) -> list[int]:
    """Return the row of each history's score under a regime that counts some conducts."""
    whole = toy.regime(
        score=score, conducts=conducts, sources={"courts": toy.source(dict.fromkeys(conducts, 1))}
    )
    kept: list[int] = toy.tables(whole, 2, **({"in": where} if where else {})).score_row.tolist()
    return kept


@pytest.mark.parametrize(
    ("conducts", "expected"),
    [
        ({"default": {"points": -5}}, [RECORDED, SHADOW, SHADOW, SHADOW, SHADOW]),
        ({"lateness": {"points": 5}}, [RECORDED, SHADOW, SHADOW, SHADOW, SHADOW]),
        ({"lateness": {"points": -5}}, [RECORDED, SHADOW, SHADOW, GRAVE, SHADOW]),
        ({"default": {"points": -5, "discretionary": [-9, -1]}}, [RECORDED, SHADOW, SHADOW, SHADOW, FOUNDED]),
    ],
)
def test_slight_conduct_and_points_at_discretion_take_a_row_of_their_own(
    conducts: dict[str, Any], expected: list[int]
) -> None:
    assert rows(**conducts) == expected


def test_protected_conduct_takes_a_row_and_grave_conduct_follows_it() -> None:
    where = str(toy.altered("believing", {}, default={"protected": "belief"}))
    expected = [RECORDED, SHADOW, UNPROTECTED, UNPROTECTED, SHADOW]
    assert rows(LEDGER, where, default={"points": -5}) == expected


def test_other_kinds_of_score_keep_all_five() -> None:
    mean = {"kind": "rolling-mean", "start": 100, "window": 2, "scale": [40, 160]}
    assert rows(mean, default={"points": 60}) == APART
    risk = {"kind": "risk-score", "start": 0, "features": {"default": {"weight": 5}}, "threshold": 5}
    assert rows({**risk, "every": made("1 week")}, default={}) == APART


def test_a_score_that_an_amendment_brings_counts_from_the_first_day() -> None:
    whole = toy.regime(
        score=LEDGER,
        conducts={"lateness": {"points": 0}},
        sources={"courts": toy.source({"lateness": 1})},
        amendments=[{"from": "2020-01-13", "conducts": {"lateness": {"points": -5}}}],
    )
    assert toy.tables(whole, 1).score_row.tolist() == [RECORDED, SHADOW, SHADOW, SHADOW, SHADOW]
    assert toy.tables(whole, 3).score_row.tolist() == [RECORDED, SHADOW, SHADOW, GRAVE, SHADOW]
