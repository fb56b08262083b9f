"""What `check` asks of bundles of safeguards."""

from __future__ import annotations

from typing import Any

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
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": {"points": -10, "counts": "ever"}},
        lists=lists,
        safeguards={"of_records": "court", "of_listings": "none", "court": COURT},
    )
    found = notes(parse(write(whole), "mine.yaml"))
    return [note.message for note in found if note.where == "safeguards.of_listings"]


def test_check_asks_whether_listings_by_a_condition_are_meant_to_have_no_safeguards() -> None:
    (asked,) = said({"black": {"kind": "burden", "enter": [{"while": "score < 90"}]}})
    assert asked.startswith("`of_listings` is none: reasons and appeal of `court` act on records only")
    assert asked.endswith("a condition puts people on black; intended?")
    assert said({"black": toy.black()}) == []
