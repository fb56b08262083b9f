"""A run cut anywhere and started again equals the unbroken run, its panel and companions too."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import demerit
from demerit.archive.schema import PANEL
from demerit.counted.values import COMPANIONS
from demerit.lab.planning import Wishes

EXAMPLE = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"
SMALL: Wishes = {"people": 100_000, "draws": 2, "start": "2019-01-07", "end": "2019-04-01"}


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return demerit.run(EXAMPLE, out=tmp_path_factory.mktemp("resume") / "whole", workers=2, **SMALL)


def same(one: demerit.Run, other: demerit.Run) -> bool:
    """Whether two runs and their companions hold the same rows."""
    return digests(one) == digests(other)


def digests(run: demerit.Run) -> list[str]:
    """Return the result digests of a run and of the two inside it."""
    assert run.against is not None and run.truthful is not None and set(PANEL) <= set(run.manifest.tables)
    return [each.manifest.result_digest for each in (run, run.against, run.truthful)]


@pytest.mark.parametrize("where", ["test-lists", "its panel", "none", "test-lists on a true record"])
def test_a_run_interrupted_by_its_user_goes_on(unbroken: demerit.Run, tmp_path: Path, where: str) -> None:
    calls, last = 0, 1 if where == "its panel" else 2

    def interrupt(done: int, total: int, what: str) -> None:
        nonlocal calls
        calls += what == where
        if calls == last:
            raise KeyboardInterrupt

    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        demerit.run(EXAMPLE, out=out, workers=2, progress=interrupt, **SMALL)
    assert not out.exists() and out.with_name("run.part").is_dir()
    again = demerit.run(EXAMPLE, out=out, workers=1, **SMALL)
    assert again.how == "computed" and not out.with_name("run.part").exists()
    assert same(again, unbroken)
    assert again.verify().findings == ()


def counting(part: Path) -> bool:
    return (part / "scenario.yaml").is_file()


def making_its_panel(part: Path) -> bool:
    return (part / "cube" / "inputs.parquet").is_file()


def in_a_companion(part: Path) -> bool:
    return any((part / name / "scenario.yaml").is_file() for name in COMPANIONS)


@pytest.mark.parametrize("moment", [counting, making_its_panel, in_a_companion])
def test_a_killed_run_goes_on(unbroken: demerit.Run, tmp_path: Path, moment: Callable[[Path], bool]) -> None:
    """Twenty kills at random moments are made by bench/proofs/kills.py; kills.md holds what came of them."""
    out = tmp_path / "run"
    process = subprocess.Popen([sys.executable, "-c", code(out)], env=os.environ)
    part, deadline = out.with_name("run.part"), time.monotonic() + 240
    while not moment(part) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert part.is_dir() and not out.exists(), "the run was over before it was killed: make it larger"
    assert same(demerit.run(EXAMPLE, out=out, **SMALL), unbroken)


def test_a_run_killed_before_its_last_act_is_only_renamed(unbroken: demerit.Run, tmp_path: Path) -> None:
    out = tmp_path / "run"
    last = "import os, signal; os.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL); "
    done = subprocess.run([sys.executable, "-c", last + code(out)], env=os.environ)
    part = out.with_name("run.part")
    assert done.returncode == -signal.SIGKILL and (part / "manifest.json").is_file() and not out.exists()
    again = demerit.run(EXAMPLE, out=out, **SMALL)
    assert same(again, unbroken) and not part.exists() and again.verify().findings == ()


def code(out: Path) -> str:
    return f"import demerit; demerit.run({str(EXAMPLE)!r}, out={str(out)!r}, workers=2, **{dict(SMALL)!r})"
