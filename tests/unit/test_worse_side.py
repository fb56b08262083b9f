"""Which side of a score is worse, wherever points are told, sorted or asked about by a rule of rights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit import lint, read
from demerit.documents import write
from demerit.explain.rules import Rules
from demerit.explain.trace import Entry
from demerit.mechanisms.lists.words import RECORD_BEGINS
from demerit.mechanisms.scores.language_worse import against, worse_of
from tests import toy


@pytest.mark.parametrize(
    ("kind", "said", "start", "points", "found"),
    [
        ("ledger", "lower", 1000, 5, -5),
        ("ledger", "higher", 0, 3, 3),
        ("ledger", "higher", 0, -2, -2),
        ("rolling-mean", "lower", 400, 150, 250),
        ("rolling-mean", "higher", 400, 150, -250),
        ("rolling-mean", "lower", 400, 0, 0),
        ("risk-score", "lower", 740, -40, 40),
    ],
)
def test_points_lie_on_the_worse_side_that_the_score_says(
    kind: str, said: str | None, start: int, points: int, found: int
) -> None:
    """A rating is good or bad beside the start."""
    assert against(worse_of(kind, said, start), points) == found


def penalties(worse: str, **parts: Any) -> dict[str, Any]:
    return toy.regime(
        scores={"penalty": {"kind": "ledger", "start": 0, "worse": worse}},
        conducts={"default": {"points": 3, "counts": "ever", **parts}},
    )


@pytest.mark.parametrize(("worse", "found"), [("higher", 3), ("lower", -3)])
def test_a_record_of_a_life_says_how_far_it_is_held_against_somebody(
    tmp_path: Path, worse: str, found: int
) -> None:
    (tmp_path / "regime.yaml").write_text(write(penalties(worse)), encoding="utf-8")
    (tmp_path / "society.yaml").write_text(toy.SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    rules, day = Rules(tmp_path), "2020-01-06"
    entry = Entry(
        entry=1,
        step=0,
        date=day,
        kind=RECORD_BEGINS.name,
        what="default",
        by="score penalty",
        outcome="",
        amount=3,
        against=0,
        after=0,
        case=1,
        known_to="record",
        of_act=True,
        rules=(),
        text="",
    )
    assert rules.against(entry, day) == found
    assert rules.worst("score penalty", [0, 3, 1]) == (("highest", 3) if found > 0 else ("lowest", 0))


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ("higher", ("adds 3 points", "from 1 point added to 4 points added")),
        ("lower", ("brings 3 points", "from 1 point gained to 4 points gained")),
    ],
)
def test_points_are_said_back_by_what_they_do(tmp_path: Path, worse: str, words: tuple[str, ...]) -> None:
    path = tmp_path / "regime.yaml"
    path.write_text(write(penalties(worse, discretionary=[1, 4])), encoding="utf-8")
    said = str(read(path))
    assert all(each in said for each in words)


@pytest.mark.parametrize(
    ("worse", "points", "fires"), [("higher", 2, True), ("higher", -2, False), ("lower", -2, True)]
)
def test_points_for_a_listing_near_are_borne_where_they_lie_on_the_worse_side(
    tmp_path: Path, worse: str, points: int, fires: bool
) -> None:
    """R08 asks what others bear."""
    spill = {"points": points, "of": "black", "every": toy.made("1 week")}
    whole = penalties(worse) | {"lists": {"black": toy.black()}, "spillover": {"household": spill}}
    path = tmp_path / "regime.yaml"
    path.write_text(write(whole), encoding="utf-8")
    assert any(finding.rule == "R08" for finding in lint(path).findings) == fires
