"""Ctrl-C ends any verb with exit code 130, whatever it was doing, and leaves nothing half-done."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import demerit

ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"
COMMAND = [sys.executable, "-c", "from demerit.cli import main; main()"]
SOON = 60
"""Seconds within which a process has ended, on a machine that is busy."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "town"
    demerit.run("town", out=folder, people=2_000, draws=2, end="2021-07-05")
    return folder


def interrupted(arguments: list[str], wait: float) -> tuple[int, str, str]:
    """Run a command, press Ctrl-C after so many seconds, and return its exit code, answer and messages."""
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    time.sleep(wait)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=SOON)
    return process.returncode, out, told


@pytest.mark.parametrize("wait", [0.8, 3, 6])
def test_a_run(wait: float, tmp_path: Path) -> None:
    arguments = [
        "run",
        "china-lists-2018",
        "--people",
        "1_000_000",
        "--draws",
        "9",
        "--out",
        str(tmp_path / "run"),
    ]
    code, out, told = interrupted(arguments, wait)
    assert code == 130 and out == "" and "Traceback" not in told
    assert not (tmp_path / "run").exists()
    if wait > 3:
        assert "the same command goes on from there" in told


@pytest.mark.parametrize("wait", [0.6, 6])
def test_a_query(wait: float, run: Path) -> None:
    code, out, told = interrupted(["query", str(run), ENDLESS], wait)
    assert code == 130 and out == "" and "Traceback" not in told


@pytest.mark.parametrize("wait", [0.5, 1.0])
def test_a_report(wait: float, run: Path, tmp_path: Path) -> None:
    code, out, told = interrupted(["report", str(run), "--out", str(tmp_path / "page.html")], wait)
    assert code == 130 and out == "" and "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wait", [0.5, 1.0])
def test_a_verification(wait: float, run: Path) -> None:
    code, out, told = interrupted(["verify", str(run), "--replay"], wait)
    assert code == 130 and out == "" and "Traceback" not in told
