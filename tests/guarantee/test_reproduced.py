"""A run is had again: by the command on its page, and by the scenario in its folder, whatever made it."""

import html
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import demerit
from demerit.cli.entry import start
from demerit.documents import gallery
from demerit.lab.repeating import command
from demerit.report.again import for_shell
from demerit.scenario import resolve

SMALL = ["--people", "300", "--draws", "1", "--from", "2021-01-04", "--to", "2021-02-01"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own_files(folder: Path) -> None:
    """Put a regime and a society of one's own into a folder."""
    folder.mkdir(exist_ok=True)
    regime = gallery.find("regime", "interview-2019").read_text(encoding="utf-8")
    (folder / "mine.yaml").write_text(
        regime.replace("regime: interview-2019", "regime: mine"), encoding="utf-8"
    )
    society = gallery.find("society", "town").read_text(encoding="utf-8")
    (folder / "people.yaml").write_text(society, encoding="utf-8")


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("arguments", "folder", "named"),
    [
        (["town", "--set", "regime.scores.rating.start=800"], "run", "--set regime.scores.rating.start=800"),
        (["town", "--against", "nothing", "--set", "scenario.title=it's $HOME"], "a b", "it'\"'\"'s $HOME"),
        (["mine.yaml", "--in", "people.yaml"], "it's (odd) $x", "scenario.yaml"),
    ],
    ids=["set", "quoted", "own"],
)
def test_the_command_of_a_page_gives_the_same_run(
    arguments: list[str], folder: str, named: str, here: Path
) -> None:
    own_files(here)
    assert start(["run", *arguments, *SMALL, "--out", folder]) == 0
    assert start(["report", folder, "--out", "page.html"]) == 0
    page = (here / "page.html").read_text(encoding="utf-8")
    block = re.search(r"<pre><code>(demerit run .*?)\ndemerit verify", page, re.DOTALL)
    assert block
    printed = html.unescape(block[1])
    assert named in printed
    for file in ("mine.yaml", "people.yaml"):
        (here / file).unlink()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = shutil.which("bash") or "/bin/sh"
    done = subprocess.run([shell, "-c", printed], env={**os.environ, "PATH": path}, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert manifest_of(here / "again")["run_id"] == manifest_of(here / folder)["run_id"]


def test_the_scenario_in_a_run_opens_it_and_runs_from_anywhere(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own_files(here)
    change = ["--set", "regime.scores.rating.start=900"]
    assert start(["run", "mine.yaml", "--in", "people.yaml", *SMALL, *change, "--out", "one"]) == 0
    (here / "mine.yaml").unlink()
    (here / "people.yaml").unlink()
    run_id = manifest_of(here / "one")["run_id"]
    capsys.readouterr()
    assert start(["run", "one/scenario.yaml"]) == 0
    told = capsys.readouterr()
    assert f"run {run_id} opened" in told.err and "kept in" in told.out
    assert not (here / "runs").exists()
    monkeypatch.chdir(here / "one")
    assert demerit.plan("scenario.yaml").id == run_id
    shutil.move(here / "one", here / "elsewhere")
    assert demerit.plan(here / "elsewhere" / "scenario.yaml", out="x").id == run_id
    for inside in ("against", "truthful"):
        kept = manifest_of(here / "elsewhere" / inside)["run_id"]
        assert demerit.plan(here / "elsewhere" / inside / "scenario.yaml").id == kept


SETS = {
    "regime.scores.rating.start": st.integers(-2_000, 2_000),
    "regime.title": st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30),
    "society.title": st.sampled_from(["A 'b' \"c\"", "x: y # z", "- a", "{b}", "yes", "2020-01-06", "0x1"]),
    "scenario.title": st.sampled_from(["$(id)", "`id`", "a;b", "a\\b", "null", "~", "!x", "%", "1_000"]),
    "scenario.step": st.just("day"),
}


@given(st.fixed_dictionaries({}, optional=SETS), st.booleans(), st.sampled_from(["none", "nothing"]))
@example({"regime.title": "a\u00a0b"}, True, "none")
@settings(max_examples=4, deadline=None)
def test_a_command_gives_the_same_id_whatever_was_set(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any], own: bool, against: str
) -> None:
    folder = tmp_path_factory.mktemp("runs") / "it's $HOME"
    sets = [f"{place}={json.dumps(value)}" for place, value in changes.items()]
    keys = {"people": 300, "draws": 1, "from": "2021-01-04", "to": "2021-02-01", "against": against}
    if own:
        own_files(folder.parent / "own")
        keys["of"] = str(folder.parent / "own" / "mine.yaml")
    found = resolve.resolve("town", keys, sets)
    for name, each in {"": found, **found.companions}.items():
        for file, text in each.texts.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / file).write_text(text, encoding="utf-8")
    beside = SimpleNamespace(name=found.against.regime.regime) if found.against else None
    manifest: Any = SimpleNamespace(
        run_id=found.run_id,
        regime=SimpleNamespace(name=found.regime.regime),
        society=SimpleNamespace(name=found.society.society),
        scenario=SimpleNamespace(name=found.scenario.scenario),
        against=beside,
    )
    words = command(folder, manifest)
    assert shlex.split(for_shell(words).replace("\\\n", " ")) == words
    from_its_folder = words[2].endswith("scenario.yaml")
    assert from_its_folder or not own  # what a gallery's file cannot be set to is run from the folder too
    if from_its_folder:
        words[2] = str(folder.parent / words[2])
    given = dict(zip(words[3::2], words[4::2], strict=True))
    assert given.pop("--out") == "again"
    again = [word for key, word in zip(words[3::2], words[4::2], strict=True) if key == "--set"]
    keys = {
        key[2:]: int(value) if value.isdigit() else value for key, value in given.items() if key != "--set"
    }
    assert resolve.resolve(words[2], keys, again).run_id == found.run_id
