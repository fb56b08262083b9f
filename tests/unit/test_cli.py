"""The command line says what happened in the right place, in the right shape, with the right exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit import lab
from demerit.cli import progress
from demerit.cli.entry import start
from demerit.cli.output import table
from demerit.engine import districts
from demerit.errors import InvalidFile, Problem, RunDamaged, WrongUse
from demerit.lab.cache import COMPILING, compiled

PROBLEM = Problem(
    "mine.yaml", 7, 9, "to", "2014-13-06", "this is not a date", "YYYY-MM-DD", None, "mend the month"
)


def raising(error: BaseException):  # type: ignore[no-untyped-def]
    """Return a function that raises whatever it is called with."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_result_goes_to_stdout_and_nothing_else_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["gallery", "--kind", "regime"]) == 0
    out, err = capsys.readouterr()
    assert "regime" in out and err == ""


def test_json_says_that_the_people_are_synthetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["gallery", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["synthetic"] == "All people here are synthetic (invented)."
    assert {"kind", "name", "title", "path"} <= set(found["gallery"][0])


def test_an_invalid_file_is_reported_by_line_and_exits_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "check", raising(InvalidFile([PROBLEM])))
    assert start(["check", "mine.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    place, found = "mine.yaml:7:9: to: this is not a date.", "Found: 2014-13-06."
    assert err == f"{place} {found} Allowed: YYYY-MM-DD. Next: mend the month.\n"


def test_an_invalid_file_is_reported_to_machines_in_parts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "check", raising(InvalidFile([PROBLEM])))
    assert start(["check", "mine.yaml", "--json"]) == 2
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert error["kind"] == "InvalidFile" and error["exit_code"] == 2 and err == ""
    assert error["problems"] == [
        {
            "path": "mine.yaml",
            "line": 7,
            "column": 9,
            "where": "to",
            "found": "2014-13-06",
            "message": "this is not a date",
            "allowed": "YYYY-MM-DD",
            "nearest": None,
            "next_step": "mend the month",
        }
    ]


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (RunDamaged("runs/x: a table was changed"), 1, "error: runs/x: a table was changed\n"),
        (
            WrongUse("there is no run in x. Next: demerit run"),
            2,
            "error: there is no run in x. Next: demerit run\n",
        ),
    ],
)
def test_other_errors_have_their_exit_codes(
    error: Exception,
    code: int,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(lab, "open", raising(error))
    assert start(["verify", "runs/x"]) == code
    assert capsys.readouterr().err == text


def test_ctrl_c_exits_130_and_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "run", raising(KeyboardInterrupt()))
    assert start(["run", "china-lists-2018"]) == 130
    assert "the same command goes on from there" in capsys.readouterr().err


def test_a_bug_of_ours_looks_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "check", raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        start(["check", "none"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "Missing command. Next: demerit --help"),
        (["chekc", "x"], "No such command 'chekc'. Did you mean check?"),
        (["run", "--peple", "5"], "No such option: --peple"),
        (["run", "--people", "many"], "Invalid value for '--people'"),
        (["run", "--people", "0"], "Invalid value for '--people'"),
        (["verify"], "Missing argument 'RUN'"),
        (["run", "--set", "people"], "--set takes PATH=VALUE, not 'people'."),
        (["check", "chinna-lists-2018"], "Did you mean china-lists-2018?"),
        (["check", "none", "--kind", "kingdom"], "there is no kind 'kingdom' of files."),
        (["schema", "regimes"], "Did you mean regime?"),
        (["gallery", "nonne"], "Did you mean none?"),
        (["verify", "nowhere"], "nowhere is not a run"),
        (["report", "nowhere"], "nowhere is not a run"),
    ],
)
def test_wrong_use_exits_2_and_says_what_to_do(
    typed: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start(typed) == 2
    out, err = capsys.readouterr()
    assert said in " ".join(err.split())
    assert out == ""


def test_wrong_use_is_told_to_machines_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["run", "--people", "many", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "WrongUse" and error["exit_code"] == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["--version"]) == 0
    assert capsys.readouterr().out.startswith("demerit ")


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -c 'from demerit.cli import main; main()' schema regime | head -1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert result.stderr == ""


def test_no_color_is_honoured() -> None:
    command = [sys.executable, "-c", "from demerit.cli import main; main()", "--help"]
    plain = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "1"}
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)
    assert "\x1b[3" not in result.stdout and "\x1b[9" not in result.stdout


def test_progress_without_a_terminal_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter([0.0, 1.0, 11.0, 12.0, 30.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    with progress.progress() as report:
        for done in (1, 25, 26, 100):
            report(done, 100, "districts")
    assert capsys.readouterr().err == "districts: 25 of 100, 31 s left\ndistricts: 100 of 100\n"


def test_the_time_left_leaves_out_what_came_before_the_first_piece(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such as half a minute of compiling: one piece in 37 s would mean an hour for a hundred."""
    now = iter([0.0, 37.0, 47.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    with progress.progress() as report:
        report(1, 101, "districts")
        report(51, 101, "districts")
    assert capsys.readouterr().err == "districts: 1 of 101\ndistricts: 51 of 101, 10 s left\n"


def test_what_has_no_pieces_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.progress() as report:
        report(0, 0, "compiling")
        report(3, 3, "districts")
    assert capsys.readouterr().err == "compiling\n"


def test_a_first_run_says_that_it_compiles_and_a_second_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine is compiled in this process by then: what is looked at is the folder that is kept."""
    demerit.warmup()
    told: list[tuple[int, int, str]] = []
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    wishes: dict[str, Any] = {"people": 500, "end": "2018-02-05", "draws": 1, "against": "nothing"}

    def report(done: int, total: int, what: str) -> None:
        told.append((done, total, what))

    demerit.run("china-lists-2018", out=tmp_path / "first", progress=report, **wishes)
    assert told[0] == (0, 0, COMPILING)
    assert not compiled()
    for kernel in (districts.lay_down, districts._live):
        kernel.file.parent.mkdir(parents=True, exist_ok=True)  # type: ignore[attr-defined]  # a kernel
        kernel.file.write_bytes(b"")  # type: ignore[attr-defined]
    told.clear()
    demerit.run("china-lists-2018", out=tmp_path / "second", progress=report, **wishes)
    assert told and all(total for _, total, _ in told)


def test_progress_of_a_short_run_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.progress() as report:
        report(3, 3, "districts")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59, "59 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_lengths_of_time_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert progress.duration(seconds) == said


def test_a_table_keeps_its_columns_apart() -> None:
    assert table([("a", "long name"), ("abc", "x")]) == "a    long name\nabc  x"
    assert table([]) == ""
