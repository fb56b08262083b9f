"""A run cut anywhere and started again equals the unbroken run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import demerit
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
    assert run.against is not None and run.truthful is not None
    return [each.manifest.result_digest for each in (run, run.against, run.truthful)]


@pytest.mark.parametrize(
    "after", [1, 4, 8, 12], ids=["at once", "in the middle", "in the comparison", "on a true record"]
)
def test_a_run_interrupted_by_its_user_goes_on(unbroken: demerit.Run, tmp_path: Path, after: int) -> None:
    calls = 0

    def interrupt(done: int, total: int, what: str) -> None:
        nonlocal calls
        calls += 1
        if calls == after:
            raise KeyboardInterrupt

    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        demerit.run(EXAMPLE, out=out, workers=2, progress=interrupt, **SMALL)
    assert not out.exists() and out.with_name("run.part").is_dir()
    again = demerit.run(EXAMPLE, out=out, workers=1, **SMALL)
    assert again.how == "computed" and not out.with_name("run.part").exists()
    assert same(again, unbroken)
    assert again.verify().findings == ()


def test_a_killed_run_goes_on(unbroken: demerit.Run, tmp_path: Path) -> None:
    out = tmp_path / "run"
    wishes = dict(SMALL)
    code = f"import demerit; demerit.run({str(EXAMPLE)!r}, out={str(out)!r}, workers=2, **{wishes!r})"
    process = subprocess.Popen([sys.executable, "-c", code], env=os.environ)
    started = out.with_name("run.part") / "scenario.yaml"
    deadline = time.monotonic() + 60
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not out.exists(), "the run was over before it was killed: make it larger"
    assert same(demerit.run(EXAMPLE, out=out, **SMALL), unbroken)
