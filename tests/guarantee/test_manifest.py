"""Every field of every manifest follows from the files and tables of its folder, and an edit of it is named.

The test walks over what is there: a field that somebody adds is edited too, and fails here until it is worked
out again or stands under `told`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demerit import lab
from demerit.archive import integrity
from demerit.archive.folder import RunFolder
from demerit.archive.manifest import FILE_NAME
from demerit.documents import write
from demerit.errors import RunDamaged
from demerit.lab import panels
from demerit.lab.binding import BY_BYTES, unbound
from demerit.lab.reopening import reopened
from demerit.scenario.resolve import Resolved
from tests import toy

Path_ = tuple[str | int, ...]
INSIDE = ("", "against", "truthful")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with a panel, both companions, something that is not modelled, and births left out."""
    folder = tmp_path_factory.mktemp("manifest")
    whole = toy.regime(
        lists={"black": toy.black(publish=["caller-tone"])}, not_modelled=[{"M35": "callers hear of it"}]
    )
    (folder / "regime.yaml").write_text(write(whole), encoding="utf-8")
    run = lab.run(
        folder / "regime.yaml",
        out=folder / "run",
        society=toy.SMALL,
        people=3000,
        draws=2,
        start="2020-01-06",
        end="2020-12-28",
    )
    assert run.manifest.not_modelled and len(run.manifest.warnings) == 2
    return run.folder


@pytest.fixture(scope="module")
def resolved(made: Path) -> Resolved:
    return reopened(made)


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "run"))


def findings(folder: Path) -> list[str]:
    """Return what verify finds before it runs anything again."""
    try:
        found = [str(finding) for finding in integrity.check(folder)]
        return found or panels.bound(RunFolder.open(folder))
    except RunDamaged as damaged:
        return [str(damaged)]


def leaves(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Yield the place of every value of a manifest, and of every mapping and list that holds some."""
    if at:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield from leaves(each, (*at, name))


def other(value: Any) -> Any:
    """Return something else of the same kind."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return ("0" if value[:1] != "0" else "1") * 64 if len(value) == 64 else value + " edited"
        case None:
            return 3
        case list():
            return value[:-1] if value else ["something"]
        case dict():
            return dict(list(value.items())[:-1]) if value else {"something": "ab" * 8}
    raise TypeError(type(value))


def edited(whole: Any, place: Path_) -> Any:
    """Return a manifest with something else at a place."""
    copy = json.loads(json.dumps(whole))
    here = copy
    for part in place[:-1]:
        here = here[part]
    here[place[-1]] = other(here[place[-1]])
    return copy


def few(places: list[Path_]) -> list[Path_]:
    """Leave out tables and files of the same kind: two of each stand for all."""
    tables = sorted({place[1] for place in places if place[0] == "tables" and len(place) > 1}, key=str)[:2]
    files = sorted({place[1] for place in places if place[0] == "files" and len(place) > 1}, key=str)[:2]
    return [
        place
        for place in places
        if not (place[0] == "tables" and len(place) > 1 and place[1] not in tables)
        and not (place[0] == "files" and len(place) > 1 and place[1] not in files)
    ]


def named(run: Path, resolved: Resolved, place: Path_) -> Iterator[str]:
    """Yield what is found, as it is found: whoever looks for one finding need not wait for the others."""
    try:
        folder = RunFolder.open(run)
        if place[0] in BY_BYTES:
            yield from (str(finding) for finding in integrity.check(run))
        else:
            yield from unbound(folder, resolved)
    except RunDamaged as damaged:
        yield str(damaged)


@pytest.mark.parametrize("inside", INSIDE)
def test_an_edit_of_any_field_of_any_manifest_is_named(run: Path, resolved: Resolved, inside: str) -> None:
    file = run / inside / FILE_NAME
    whole = json.loads(file.read_text(encoding="utf-8"))
    silent = []
    for place in few(list(leaves(whole))):
        if place[0] == "told" or (
            inside and len(place) > 1
        ):  # inside, a field as a whole stands for its parts
            continue
        file.write_text(json.dumps(edited(whole, place)), encoding="utf-8")
        if not any(str(place[0]) in each or inside in each for each in named(run, resolved, place)):
            silent.append(place)
    assert not silent


def test_what_is_told_of_the_making_is_all_that_may_differ(run: Path) -> None:
    """And nothing of a page or an export rests on it."""
    assert findings(run) == []
    whole = json.loads((run / FILE_NAME).read_text(encoding="utf-8"))
    assert sorted(whole["told"]) == ["libraries", "machine", "seconds"]
    before = lab.open(run).report(run.parent / "before.html").read_text(encoding="utf-8")
    for place in leaves(whole["told"]):
        whole = edited(whole, ("told", *place)) if len(place) == 1 else whole
    (run / FILE_NAME).write_text(json.dumps(whole), encoding="utf-8")
    assert findings(run) == []
    assert lab.open(run).report(run.parent / "after.html").read_text(encoding="utf-8") == before


def _history_taken_out(run: Path, whole: dict[str, Any]) -> None:
    shutil.rmtree(run / "truthful")
    whole["companions"].pop("truthful")


def _comparison_taken_out(run: Path, whole: dict[str, Any]) -> None:
    shutil.rmtree(run / "against")
    whole["companions"].pop("against")
    whole["against"] = None


def _panel_taken_out(run: Path, whole: dict[str, Any]) -> None:
    shutil.rmtree(run / "panel")
    for kind in ("tables", "files"):
        for name in [each for each in whole[kind] if "panel" in each]:
            del whole[kind][name]


def _units_renamed(run: Path, whole: dict[str, Any]) -> None:
    file = run / "cube" / "lists.parquet"
    held = file.read_bytes()
    assert b'"unit": "entities"' in held
    file.write_bytes(held.replace(b'"unit": "entities"', b'"unit": "millions"'))
    import hashlib

    whole["files"]["cube/lists.parquet"] = hashlib.sha256(file.read_bytes()).hexdigest()


def _another_regime_beside(run: Path, whole: dict[str, Any]) -> None:
    for name in ("regime.yaml",):
        (run / "against" / name).write_bytes((run / name).read_bytes())


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (_history_taken_out, "truthful"),
        (_comparison_taken_out, "against"),
        (_panel_taken_out, "panel"),
        (_units_renamed, "lists.parquet"),
        (_another_regime_beside, "against"),
    ],
)
def test_a_part_taken_out_or_renamed_with_its_digests_is_named(
    run: Path, forge: Callable[[Path, dict[str, Any]], None], named: str
) -> None:
    whole = json.loads((run / FILE_NAME).read_text(encoding="utf-8"))
    forge(run, whole)
    (run / FILE_NAME).write_text(json.dumps(whole), encoding="utf-8")
    found = findings(run)
    assert any(named in finding for finding in found), found
    with pytest.raises(RunDamaged):
        panels.required(run)


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "lock", "run.json", "more/x.txt", "cube/x/y.txt"])
def test_nothing_else_lies_in_the_folder(run: Path, name: str) -> None:
    (run / name).parent.mkdir(exist_ok=True)
    (run / name).write_text("mine", encoding="utf-8")
    (finding,) = findings(run)
    assert "is not part of the run" in finding
