"""Which of the six histories are kept apart: as many as can differ, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.scenario.histories import (
    ABLE,
    ACTED,
    RECORDED,
    SHADOW,
    WITHOUT_PROTECTED,
    WITHOUT_SLIGHT,
)
from tests import toy
from tests.toy import made

GRADES = {"A": ">= 90", "B": "< 90"}
LEDGER = {"score": {"kind": "ledger", "start": 100, "worse": "lower", "grades": GRADES}}
FALSE = "10 % per person-year, from made"
GRAVE = {"default": {"points": -5, "counts": "ever"}}


def rows(
    conducts: dict[str, dict[str, Any]], where: str | None = None, source: Any = None, **parts: Any
) -> list[int]:
    """Return the row of each history under a regime that counts some conducts."""
    seen = toy.source(dict.fromkeys(conducts, 1), **(source or {}))
    whole = toy.regime(**{"scores": LEDGER, "conducts": conducts, "sources": {"courts": seen}, **parts})
    kept: list[int] = toy.tables(whole, 2, **({"in": where} if where else {})).histories.row.tolist()
    return kept


def test_where_nothing_can_differ_one_row_serves_all() -> None:
    assert rows(GRAVE) == [RECORDED] * 6


@pytest.mark.parametrize(
    ("conducts", "parts", "expected"),
    [
        ({"lateness": {"points": 5, "counts": "ever"}}, {}, [0, 0, 0, 0, 0, WITHOUT_SLIGHT]),
        ({"lateness": {"points": 0}}, {}, [0, 0, 0, 0, 0, 0]),
        (
            {"default": {"points": -5, "discretionary": [-9, -1], "counts": "ever"}},
            {},
            [0, 0, 0, SHADOW, SHADOW, SHADOW],
        ),
        (GRAVE, {"source": {"false_records": FALSE}}, [0, ACTED, ACTED, ACTED, ACTED, ACTED]),
        (GRAVE, {"linkage": {"missed": "none", "wrong_person": made(0.1), "gates": []}}, [0, 1, 1, 1, 1, 1]),
    ],
)
def test_a_history_takes_a_row_where_it_can_leave_something_out(
    conducts: dict[str, Any], parts: dict[str, Any], expected: list[int]
) -> None:
    assert rows(conducts, **parts) == expected


def test_a_test_of_ability_parts_able_from_acted() -> None:
    test = {"for": ["default"], "finds_able_if_able": made(1), "finds_able_if_unable": made(0.5)}
    court = {"official": {"upholds_true": made(1), "upholds_false": made(1)}, "ability_test": test}
    assert rows(GRAVE, adjudication=court) == [0, 0, ABLE, ABLE, ABLE, ABLE]


def test_protected_conduct_takes_a_row_and_slight_conduct_another() -> None:
    where = str(toy.altered("believing", {}, default={"protected": "belief"}))
    assert rows(GRAVE, where) == [0, 0, 0, 0, WITHOUT_PROTECTED, WITHOUT_PROTECTED]
    both = {**GRAVE, "lateness": {"points": -5, "counts": "ever"}}
    assert rows(both, where) == [0, 0, 0, 0, WITHOUT_PROTECTED, WITHOUT_SLIGHT]


def test_lists_count_as_scores_do() -> None:
    listed = {"late": toy.black(["lateness"])}
    assert rows({"lateness": {}}, scores={}, lists=listed) == [0, 0, 0, 0, 0, WITHOUT_SLIGHT]


def test_a_risk_score_parts_the_shadow_from_what_is_measured() -> None:
    feature = {"is": "records(default ever)", "weight": 5, "noise": "1, from made"}
    risk = {"kind": "risk-score", "start": 0, "worse": "higher", "features": {"default": feature}}
    assert rows({"default": {}}, scores={"score": {**risk, "looked_at": made("1 week")}}) == [
        0,
        0,
        0,
        3,
        3,
        3,
    ]


def test_listings_that_spill_over_are_the_shadows_in_all_but_the_recorded_history() -> None:
    chosen = {"default": {"points": -5, "discretionary": [-9, -1], "counts": "ever"}}
    listed = {"black": toy.black(minors=False)}
    spilled = rows(chosen, lists=listed, spillover={"household": {"lists": "black"}})
    assert spilled == [RECORDED, ACTED, ACTED, SHADOW, SHADOW, SHADOW]


def test_a_score_that_an_amendment_brings_counts_from_the_first_day() -> None:
    whole = toy.regime(
        scores=LEDGER,
        conducts={"lateness": {"points": 0, "counts": "ever"}},
        sources={"courts": toy.source({"lateness": 1})},
        amendments=[{"from": "2020-01-13", "conducts": {"lateness": {"points": -5}}}],
    )
    assert toy.tables(whole, 1).histories.row.tolist() == [0] * 6
    assert toy.tables(whole, 3).histories.row.tolist() == [0, 0, 0, 0, 0, WITHOUT_SLIGHT]
