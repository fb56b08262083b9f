"""A regime carried to version 2 is the regime that it was: the same tables, or the same histories.

Assumed ranges are drawn by the place where they stand, and places move: so here every range has its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.documents import Document, draws, gallery, parse, read, write
from demerit.documents.draws import interpolate
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.regime.upgrading.carrying import carried
from demerit.regime.upgrading.older import older
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables
from tests import toy
from tests.language.pages import GOOD, page, whole
from tests.schemes.running import scheme, written

ROOT = Path(__file__).parents[1]
SCHEMES = sorted((ROOT / "schemes").glob("*/regime.yaml"))
NAMES = gallery.names("regime")
SLOTS = 256


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?:^|\s)(#[^\n]*)", text))


def regimes() -> Iterator[Any]:
    yield from (pytest.param(gallery.find("regime", name), id=name) for name in NAMES)
    yield from (pytest.param(path, id=path.parent.name) for path in SCHEMES)
    yield pytest.param(ROOT / "examples" / "lists-regime.yaml", id="lists-regime")
    yield from (pytest.param(path, id=path.stem) for path in GOOD)


def document(path: Path) -> Document:
    return parse(whole(page(path).piece), "mine.yaml") if path.suffix == ".md" else read(path)


@pytest.mark.parametrize("path", list(regimes()))
def test_it_loads_says_nothing_in_the_old_way_and_keeps_its_comments(path: Path) -> None:
    before = document(path)
    made = carried(before)
    assert made.document.data["demerit"] == 2
    loading.from_document(made.document)
    assert not older(made.document)
    assert comments(made.document.text) == comments(before.text)
    assert carried(made.document).document.text == made.document.text
    for reading in made.readings:
        assert made.document.at(reading.path) is not None, reading


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
    for name in NAMES:
        if name != "none":
            yield pytest.param(gallery.find("regime", name), name, id=name)
    for path in SCHEMES:
        yield pytest.param(path, path.parent, id=path.parent.name)


@pytest.mark.usefixtures("middles")
@pytest.mark.parametrize(("path", "scenario"), list(scenarios()))
def test_it_runs_the_same_histories(path: Path, scenario: Path | str, tmp_path: Path) -> None:
    before = document(path)
    if isinstance(scenario, Path):
        scenario = written(scheme(path.parent.name), tmp_path / "scheme")
    ours, theirs = (
        lowered(text, tmp_path, scenario) for text in (before.text, carried(before).document.text)
    )
    if not equal(ours, theirs):  # conditions are numbered in another order
        one, other = counted(ours), counted(theirs)
        assert [name for name in one if not np.array_equal(one[name], other[name])] == []


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = deepcopy(read(toy.SMALL).data)
    made["society"] = "pages"
    for name in ("speeding", "phone"):
        made["conducts"][name] = deepcopy(made["conducts"]["default"]) | {"title": name}
    path = tmp_path_factory.mktemp("society") / "pages.yaml"
    path.write_text(write(made), encoding="utf-8")
    return path


@pytest.mark.usefixtures("middles")
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_page_of_the_language_gives_the_same_tables(path: Path, society: Path, tmp_path: Path) -> None:
    before = document(path)
    keys = {"in": str(society), "from": "2020-01-06", "to": "2020-06-01"}
    try:
        ours = lowered(before.text, tmp_path, **keys)
    except InvalidFile as lacking:
        pytest.skip(str(lacking.problems[0]))
    theirs = lowered(carried(before).document.text, tmp_path, **keys)
    if not equal(ours, theirs):
        one, other = counted(ours), counted(theirs)
        assert [name for name in one if not np.array_equal(one[name], other[name])] == []


@pytest.mark.usefixtures("middles")
def test_a_file_tidied_by_hand_afterwards_says_the_same_in_less(tmp_path: Path) -> None:
    """The interview carried to version 2, its pilots a value with a name, its sources said once a section."""
    before = gallery.find("regime", "interview-2019").read_text(encoding="utf-8")
    tidied = (ROOT / "examples" / "interview-2019-2.yaml").read_text(encoding="utf-8")
    ours, theirs = (lowered(text, tmp_path, "interview-2019") for text in (before, tidied))
    one, other = counted(ours), counted(theirs)
    assert [name for name in one if not np.array_equal(one[name], other[name])] == []
    assert set(comments(before)) <= set(comments(tidied))
    assert len(tidied.split()) < len(before.split())
    assert tidied.count("\n") < before.count("\n")
