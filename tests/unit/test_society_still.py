"""A society without demography: `none` is the same as zeros all over, and is written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit import documents, society
from demerit.documents import read, write
from demerit.errors import InvalidFile
from tests import toy
from tests.toy import made

WEEK = 7


def written(folder: Path, demography: Any) -> Path:
    """Return a file of the small society with another demography; `...` leaves it out."""
    whole = read(toy.SMALL).data
    whole["demography"] = demography
    if demography is ...:
        del whole["demography"]
    path = folder / "still.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return path


def zeros() -> dict[str, Any]:
    """Return the small society's demography with a zero for each of its numbers."""
    whole: dict[str, Any] = read(toy.SMALL).data["demography"]
    for key in ("deaths_male", "deaths_female", "births"):
        whole[key]["values"] = dict.fromkeys(whole[key]["values"], 0)
    never = made("0 per couple-year")
    return {**whole, "couples": {"married": made("0 %"), "marriage": never, "divorce": never}}


def test_no_demography_is_one_of_zeros(tmp_path: Path) -> None:
    none = society.load(written(tmp_path, "none"))
    nothing = society.load(written(tmp_path, zeros()))
    for draw in range(2):
        ours, theirs = (
            society.lower(documents.drawn(recipe, 1, draw, "society"), WEEK) for recipe in (none, nothing)
        )
        pairs: Any = zip(ours, theirs, strict=True)
        assert all(np.array_equal(mine, other) for mine, other in pairs)


def test_what_no_file_says_rests_on_nothing(tmp_path: Path) -> None:
    none = society.load(written(tmp_path, "none"))
    assert not [row for row in documents.evidence(none) if row.path.startswith("demography")]
    assert "couples" not in {margin.margin for margin in society.margins(none)}
    assert documents.plain(none)["demography"] == "none"


def test_no_demography_is_written_out(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile) as caught:
        society.load(written(tmp_path, ...))
    (problem,) = caught.value.problems
    assert "demography" in problem.message
