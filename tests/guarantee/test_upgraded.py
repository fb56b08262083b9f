"""A regime carried to version 2 is the regime that it was: the same tables, or the same histories.

Assumed ranges are drawn by the place where they stand, and places move: so here every range has its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.documents import draws, gallery, read
from demerit.documents.draws import interpolate
from demerit.regime import loading
from demerit.regime.upgrading.carrying import carried
from demerit.regime.upgrading.older import older
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables
from tests import toy

ROOT = Path(__file__).parents[1]
FROZEN = ROOT.parent / "bench" / "proofs" / "frozen"
CASES = sorted((FROZEN / "cases" / "regimes").glob("*[05].yaml"))
"""Every fifth of the regimes drawn at random and frozen."""
VERSION_1 = sorted((FROZEN / "version-1").glob("*.yaml"))
"""The gallery's regimes as version 1 wrote them, before they were carried and tidied by hand."""
SLOTS = 256


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|\s)(#[^\n]*)", text))


def regimes() -> Iterator[Any]:
    yield from (pytest.param(path, id=path.stem) for path in VERSION_1)
    yield pytest.param(ROOT / "examples" / "version-1.yaml", id="most of the language")
    yield from (pytest.param(path, id=f"case {path.stem}") for path in CASES)


@pytest.mark.parametrize("path", list(regimes()))
def test_it_loads_says_nothing_in_the_old_way_and_keeps_its_comments(path: Path) -> None:
    before = read(path)
    made = carried(before)
    assert made.document.data["demerit"] == 2
    loading.from_document(made.document)
    assert not older(made.document)
    assert comments(made.document.text) == comments(before.text)
    assert carried(made.document).document.text == made.document.text
    for reading in made.readings:
        assert made.document.at(reading.path[:-1]) is not None, reading  # its key may be a default


@pytest.fixture
def middles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "interpolate", lambda span, unit: interpolate(span, 1 << 31))


def lowered(text: str, folder: Path, scenario: Path | str | None = None, **keys: Any) -> Tables:
    file = folder / "regime.yaml"
    file.write_text(text, encoding="utf-8")
    settings = {"people": 3000, "draws": 1, "against": "nothing", **keys}
    if scenario is not None:
        return lower(resolve(scenario, {"of": str(file), **settings}), 0)
    return lower(resolve(file, settings), 0)


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return all(map(equal, one, other))
    return bool(np.array_equal(one, other))


def counted(t: Tables) -> dict[str, Any]:
    """Return what the compiled engine counts in a small district over the whole scenario."""
    return toy.compiled(t, slots=SLOTS)._asdict()


def scenarios() -> Iterator[Any]:
    for path in VERSION_1:
        if path.stem != "none":
            yield pytest.param(path, path.stem, id=path.stem)
    for path in CASES:
        yield pytest.param(path, FROZEN / "cases" / path.name, id=f"case {path.stem}")


@pytest.mark.usefixtures("middles")
@pytest.mark.parametrize(("path", "scenario"), list(scenarios()))
def test_it_runs_the_same_histories(path: Path, scenario: Path | str, tmp_path: Path) -> None:
    """But where it says that there were two readings, and in what is counted of what nobody declared."""
    before, made = read(path), carried(read(path))
    ours, theirs = (lowered(text, tmp_path, scenario) for text in (before.text, made.document.text))
    if (
        ours.lists.kind.size != theirs.lists.kind.size
    ):  # a price makes a list, and whoever is on it pays a step later
        assert any(
            reading.path[0] == "consequences" or "consequences" in reading.path for reading in made.readings
        )
    elif not equal(ours, theirs):  # conditions are numbered in another order
        one, other = counted(ours), counted(theirs)
        apart = {name for name in one if not np.array_equal(one[name], other[name])}
        if not np.array_equal(ours.scores.sign, theirs.scores.sign):
            apart -= {"grades"}  # a higher risk was counted as better
        if ours.redress.of_record.max() > theirs.redress.of_record.max():
            apart -= {"rulings"}  # a bundle of seven times `none` was counted as safeguards
        assert apart == set()


@pytest.mark.usefixtures("middles")
@pytest.mark.parametrize("path", VERSION_1, ids=lambda path: path.stem)
def test_the_gallery_is_the_regime_that_it_was_and_says_it_in_less(path: Path, tmp_path: Path) -> None:
    """Carried to version 2 and tidied by hand: names for tables, what entries say alike once a section."""
    before = path.read_text(encoding="utf-8")
    now = gallery.find("regime", path.stem).read_text(encoding="utf-8")
    assert len(now.split()) < len(before.split()) and now.count("\n") < before.count("\n")
    if path.stem == "none":
        return
    ours, theirs = (lowered(text, tmp_path, path.stem) for text in (before, now))
    if not equal(ours, theirs):
        one, other = counted(ours), counted(theirs)
        assert [name for name in one if not np.array_equal(one[name], other[name])] == []
