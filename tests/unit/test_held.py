"""A run is looked at once while nothing of it is written, and again as soon as something was."""

import os
import shutil
from pathlib import Path

import pytest

import demerit
from demerit.archive import integrity
from demerit.archive.folder import RunFolder
from demerit.errors import RunDamaged
from demerit.lab import held
from tests.unit import made_by_lab


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_by_lab.run(tmp_path_factory.mktemp("run") / "run").folder


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Return the runs that are looked at, with a cache of the test's own."""
    monkeypatch.setenv("DEMERIT_CACHE", str(tmp_path / "cache"))
    found, look = [], integrity.require

    def looking(folder: Path) -> RunFolder:
        found.append(folder)
        return look(folder)

    monkeypatch.setattr(integrity, "require", looking)
    return found


def test_a_run_is_looked_at_once(made: Path, looked: list[Path]) -> None:
    for _ in range(3):
        demerit.open(made).query("SELECT 1")
    assert len(looked) == 1


def test_an_edit_of_the_same_size_and_time_is_found(made: Path, looked: list[Path], tmp_path: Path) -> None:
    run = Path(shutil.copytree(made, tmp_path / "run"))
    demerit.open(run).query("SELECT 1")
    file = run / "regime.yaml"
    seen = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("a", "e", 1), encoding="utf-8")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with pytest.raises(RunDamaged, match=r"regime\.yaml"):
        demerit.open(run).query("SELECT 1")
    assert len(looked) == 2


def test_a_copy_is_looked_at_by_itself(made: Path, looked: list[Path], tmp_path: Path) -> None:
    demerit.open(made).query("SELECT 1")
    demerit.open(shutil.copytree(made, tmp_path / "run")).query("SELECT 1")
    assert len(looked) == 2


def test_a_run_that_does_not_hold_is_not_remembered(made: Path, looked: list[Path], tmp_path: Path) -> None:
    run = Path(shutil.copytree(made, tmp_path / "run"))
    (run / "scenario.yaml").write_text("demerit: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RunDamaged):
            demerit.open(run).query("SELECT 1")
    assert len(looked) == 2


def test_where_nothing_can_be_kept_every_question_looks(
    made: Path, looked: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    for _ in range(2):
        demerit.open(made).query("SELECT 1")
    assert len(looked) == 2


def test_only_the_last_runs_are_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEMERIT_CACHE", str(tmp_path))
    monkeypatch.setattr(held, "MOST", 2)
    for at, state in enumerate("abc"):
        held.keep(state)
        os.utime(tmp_path / "held" / state, (at, at))
    assert [held.known(state) for state in "abc"] == [False, True, True]
