"""Bad input ends in words a newcomer can act on, with exit code 2, and leaves nothing behind.

What each part of the language refuses, and in which words, is tested beside it (tests/unit: documents,
quantities, regime, expressions, society, scenario); here whole files and commands are hostile or unlucky.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from demerit.cli.entry import start

ROOT = Path(__file__).parents[2]
REGIME = (ROOT / "tests" / "examples" / "lists-regime.yaml").read_text(encoding="utf-8")
SOCIETY = (ROOT / "tests" / "examples" / "small-society.yaml").read_text(encoding="utf-8")
SCENARIO = """\
demerit: 1
scenario: mine
of: none
in: town
from: 2020-01-06
to: 2020-03-02
people: 200
draws: 1
"""

_BOMB = "demerit: 1\nregime: bomb\na: &a [x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 4)}]\n" for n in range(10)
)

FILES: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "the file holds no keys"),
    "one word": (b"hello\n", "the file holds no keys"),
    "a list": (b"- demerit: 1\n- regime: x\n", "the file holds no keys"),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not UTF-8"),
    "UTF-16": (REGIME.encode("utf-16"), "not UTF-8"),
    "Latin-1": ("demerit: 1\nregime: x\ntitle: caf\u00e9\n".encode("latin-1"), "not UTF-8"),
    "zero bytes": (b"demerit: 1\nregime: a\x00b\n", "this is not YAML"),
    "two million bytes": (b"demerit: 1\n" + b"# filler\n" * 220_000, "the limit is 1,000,000"),
    "a million keys": (
        b"demerit: 1\nx: {" + b"".join(b"k%d: 1, " % n for n in range(30_000)) + b"}\n",
        "more than 20,000",
    ),
    "a thousand levels": (b"demerit: 1\nx: " + b"{a: " * 1000 + b"1" + b"}" * 1000 + b"\n", "deeper than 32"),
    "an alias bomb": (_BOMB.encode(), "anchors and aliases are not read"),
    "a Python object": (b"demerit: 1\nregime: !!python/object/apply:os.system [id]\n", "is not read"),
    "a merge key": (b"demerit: 1\nregime: x\n<<: {title: y}\n", "merge keys are not read"),
    "two documents": (b"demerit: 1\nregime: x\n---\nregime: y\n", "a second document begins here"),
    "tabs": (b"demerit: 1\nscore:\n\tkind: ledger\n", "this is not YAML"),
    "an open bracket": (b"demerit: 1\nregime: x\nlists: [a, b\n", "this is not YAML"),
    "another version": (REGIME.replace("demerit: 1", "demerit: 2").encode(), "demerit"),
    "no version": (REGIME.replace("demerit: 1\n", "").encode(), "'demerit' is missing"),
    "a key twice": (
        REGIME.replace("scope: universal", "scope: universal\nscope: universal").encode(),
        "a second time",
    ),
    "an unknown key": (REGIME.replace("scope:", "skope:").encode(), "there is no 'skope' here"),
    "a cycle of conditions": (
        REGIME.replace("age >= 18", "listed(low) and not listed(blck)").encode(),
        "'blck'",
    ),
    "a probability of 140 %": (
        REGIME.replace('"0.2, assumed 0.1..0.3"', '"140 %, assumed 130..150 %"').encode(),
        "0..1",
    ),
    "a negative probability": (
        REGIME.replace('"0.2, assumed 0.1..0.3"', '"-0.2, assumed -0.3..-0.1"').encode(),
        "0..1",
    ),
    "a bare number": (REGIME.replace('"0.2, assumed 0.1..0.3"', "0.2").encode(), "source"),
    "a range the wrong way": (
        REGIME.replace("assumed 0.1..0.3", "assumed 0.3..0.1").encode(),
        "LOW below HIGH",
    ),
    "a duration in metres": (
        REGIME.replace("8 weeks, assumed 4..16", "8 metres, assumed 4..16").encode(),
        "metres",
    ),
    "Python in a condition": (REGIME.replace("age >= 18", "__import__('os').system('id')").encode(), "if"),
    "a condition of 500 brackets": (
        REGIME.replace("age >= 18", "(" * 500 + "age >= 18" + ")" * 500).encode(),
        "if",
    ),
    "a date that is none": (REGIME.replace("from: 2017-03-01", "from: 2017-13-45").encode(), "not a date"),
    "dates out of order": (REGIME.replace("2019-01-01", "2016-01-01").encode(), "order of their dates"),
    "a real group's name": (REGIME.replace("group B:", "Hill people:").encode(), "no category 'Hill people'"),
    "a society with a real region": (SOCIETY.replace("region 01", "Shangdu").encode(), "not a neutral name"),
    "a society of 5 ages": (SOCIETY.replace("85+:", "90+:").encode(), "there is no category '90+'"),
    "a scenario that ends first": (
        SCENARIO.replace("to: 2020", "to: 2019").encode(),
        "a run ends after it starts",
    ),
    "a scenario of nobody": (SCENARIO.replace("people: 200", "people: 0").encode(), "the number of people"),
    "a scenario of half a person": (SCENARIO.replace("people: 200", "people: 0.5").encode(), "people"),
    "a scenario without a regime": (SCENARIO.replace("of: none\n", "").encode(), "'of' is missing"),
    "a scenario of an unknown regime": (SCENARIO.replace("of: none", "of: nun").encode(), "no regime 'nun'"),
    "a path that climbs": (
        SCENARIO.replace("of: none", "of: ../../../../etc/passwd.yaml").encode(),
        "beside it or below",
    ),
    "a regime that is a folder": (SCENARIO.replace("of: none", "of: ./.yaml").encode(), "there is no file"),
}
"""Whole files: what is in them, and a piece of the answer."""


@pytest.mark.parametrize("what", FILES)
def test_a_bad_file_is_explained_and_leaves_nothing_behind(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = FILES[what]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_bytes(content)
    running = ["run", "mine.yaml", "--out", "out"]
    if b"\nsociety:" in content:
        running = ["run", "none", "--in", "mine.yaml", "--out", "out"]
    for command in (["check", "mine.yaml"], running):
        assert start(command) == 2, command
        told = capsys.readouterr()
        assert message in told.err and "mine.yaml" in told.err, told.err
        assert "Next: " in told.err or "Allowed: " in told.err
        assert "Traceback" not in told.err and not told.out
    assert [item.name for item in tmp_path.iterdir()] == ["mine.yaml"]


def unlucky(
    folder: Path, before: str, *arguments: str, first: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, after some lines that bring bad luck."""
    code = (
        textwrap.dedent(before)
        + f"\nfrom demerit.cli.entry import start\nsys.exit(start({list(arguments)!r}))\n"
    )
    return subprocess.run(
        [*first, sys.executable, "-c", "import os, resource, signal, sys\n" + code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )


SMALL = ("run", "none", "--people", "200", "--from", "2020-01-06", "--to", "2020-02-03", "--draws", "1")


def test_a_full_disk_is_told_and_the_same_command_goes_on(tmp_path: Path) -> None:
    full = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))\n"
    done = unlucky(tmp_path, full, *SMALL, "--out", "out")
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "cannot be written" in done.stderr and "run the same command again" in done.stderr
    assert not (tmp_path / "out").exists()
    assert unlucky(tmp_path, "", *SMALL, "--out", "out").returncode == 0
    assert (tmp_path / "out" / "manifest.json").is_file()


def as_mortal() -> list[str]:
    """Return what makes root obey the rights of folders; nothing is needed where one is not root."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def test_a_folder_that_one_may_not_write_is_told(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = unlucky(tmp_path, "", *SMALL, "--out", str(locked / "out"), first=as_mortal())
    finally:
        locked.chmod(stat.S_IRWXU)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "may not write there" in done.stderr and "--out" in done.stderr
    assert not list(locked.iterdir())


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("file", "exists and is not a folder"),
        ("file/run", "A file is in the way"),
        ("full", "exists and is not a run"),
    ],
)
def test_what_stands_where_a_run_should_go_is_never_touched(
    out: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("keep")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo").write_text("keep")
    assert start([*SMALL, "--out", out]) in (1, 2)
    assert message in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == (tmp_path / "full" / "photo").read_text() == "keep"
    assert {item.name for item in tmp_path.iterdir()} == {"file", "full"}
