"""Safeguards said once are one bundle of records, and their repair is one of listings; what `check` asks."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.proofs.keys.walk_of_keys import BASES
from demerit.documents import parse, write
from demerit.regime.notes import notes
from tests import toy
from tests.toy import made

APPEAL = {
    "chance": made(0.3),
    "success_if_wrong": made(0.5),
    "success_if_right": made(0.1),
    "independent": True,
    "suspensive": False,
}
COURT = {"appeal": APPEAL, "reasons": {"raises_appeal": made(1)}, "others": "none"}


def said(lists: dict[str, Any]) -> list[str]:
    """Return what `check` notes at `of_listings` in a regime whose records alone have safeguards."""
    whole = toy.regime(
        score={"kind": "ledger", "start": 100},
        conducts={"default": {"points": -10}},
        lists=lists,
        safeguards={"of_records": "court", "of_listings": "none", "court": COURT},
    )
    found = notes(parse(write(whole), "mine.yaml"))
    return [note.message for note in found if note.where == "safeguards.of_listings"]


def test_a_regime_with_the_seven_runs_as_with_its_six_of_records_and_its_repair_of_listings() -> None:
    whole = BASES["everything"]()
    seven = whole["safeguards"]
    of_records = {key: part for key, part in seven.items() if key != "repair"}
    bundles = {
        "of_records": "court",
        "of_listings": "board",
        "court": {**of_records, "others": "none"},
        "board": {"repair": seven["repair"], "others": "none"},
    }
    one, other = (
        toy.compiled(toy.tables({**whole, "safeguards": each}, 30, **{"in": str(toy.answering())}), 1, 0, 2)
        for each in (seven, bundles)
    )
    for name, mine, theirs in zip(one._fields, one, other, strict=True):
        assert np.array_equal(mine, theirs), name


def test_check_asks_whether_listings_by_a_condition_are_meant_to_have_no_safeguards() -> None:
    (asked,) = said({"black": {"enter": [{"while": "score < 90"}]}})
    assert asked.startswith("`of_listings` is none: reasons and appeal of `court` act on records only")
    assert asked.endswith("a condition puts people on black; intended?")
    assert said({"black": toy.black()}) == []
