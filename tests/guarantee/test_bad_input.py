"""Bad input ends in words a newcomer can act on, with exit code 2, and leaves nothing behind.

What each part of the language refuses, and in which words, is tested beside it (tests/unit: documents,
quantities, regime, expressions, society, scenario); here whole files (bad_files.py, with whole answers in
bad-messages.md), commands and disks are hostile or unlucky.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.guarantee.bad_files import FILES, GOLDEN, REGIME, SCENARIO, SOCIETY, answer, golden, kept

ANSWERS = golden()
SMALL = ("run", "none", "--people", "200", "--from", "2020-01-06", "--to", "2020-02-03", "--draws", "1")


def test_at_least_fifty_files_have_their_whole_answer_kept() -> None:
    assert set(ANSWERS) == set(FILES), f"write {GOLDEN.name} anew, see bad_files.py"
    assert len(FILES) >= 50


@pytest.mark.parametrize("what", FILES)
def test_a_bad_file_is_explained_and_leaves_nothing_behind(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, piece = FILES[what]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_bytes(content)
    code, out, err = answer("check", "mine.yaml")
    assert (code, out, kept(err)) == (2, "", ANSWERS[what])
    assert piece in err
    for line in err.splitlines():
        assert re.match(r"mine\.yaml:(\d+:\d+: | the file has )", line) and line.isprintable(), line
        assert " Next: " in line and "Traceback" not in line
    running = ["run", "mine.yaml", "--out", "out"]
    if b"\nsociety:" in content and what != "two kinds":
        running = ["run", "none", "--in", "mine.yaml", "--out", "out"]
    code, out, err = answer(*running)
    assert (code, out) == (2, "") and "mine.yaml" in err and " Next: " in err, err
    assert [item.name for item in tmp_path.iterdir()] == ["mine.yaml"]


COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a file that is not there": (
        ("run", "missing.yaml"),
        "missing.yaml: the file cannot be read (No such file or directory)."
        " Next: check the path and your right to read it.\n",
    ),
    "a folder": (
        ("check", "folder.yaml"),
        "folder.yaml: this is a folder, not a file. Next: give the path of a file in it, NAME.yaml.\n",
    ),
    "a pipe": (
        ("check", "pipe.yaml"),
        "pipe.yaml: this is a device or a pipe, not a file. Next: give the path of a text file.\n",
    ),
    "a device without an end": (
        ("check", "/dev/zero"),
        "/dev/zero: this is a device or a pipe, not a file. Next: give the path of a text file.\n",
    ),
    "three gigabytes": (
        ("check", "huge.yaml"),
        "huge.yaml: the file has 3,221,225,472 bytes and the limit is 1,000,000."
        " Next: give aggregates; rows about people have no place in a file.\n",
    ),
    "a link to itself": (
        ("check", "loop.yaml"),
        "loop.yaml: the file cannot be read (Too many levels of symbolic links)."
        " Next: check the path and your right to read it.\n",
    ),
    "a zero byte in a path": (
        ("check", "a\0b.yaml"),
        "a\\x00b.yaml: the file cannot be read (embedded null byte)."
        " Next: check the path and your right to read it.\n",
    ),
    "a regime as society": (
        ("run", "regime.yaml", "--in", "regime.yaml"),
        "regime.yaml:3:1: regime: this is a regime file, not a society file."
        " Next: give a society file; `demerit gallery --kind society` lists some.\n",
    ),
    "a society as regime": (
        ("check", "society.yaml", "--kind", "regime"),
        "society.yaml:4:1: society: this is a society file, not a regime file."
        " Next: give a regime file; `demerit gallery --kind regime` lists some.\n",
    ),
    "a society alone": (
        ("run", "society.yaml"),
        "error: society.yaml is a society. Next: name a regime too, such as"
        " `demerit run china-lists-2018 --in society.yaml`.\n",
    ),
    "a change where nothing is": (
        ("run", "regime.yaml", "--set", "regime.lists.blck.minors=1 year"),
        "error: regime.yaml has no lists.blck."
        " Allowed: black, low. Did you mean black? Next: mend the path.\n",
    ),
    "a change in a list by name": (
        ("run", "regime.yaml", "--set", "regime.amendments.first.from=2017-01-01"),
        "error: regime.yaml has no amendments.first. Allowed: 0..1. Next: mend the path.\n",
    ),
    "a change below a value": (
        ("run", "regime.yaml", "--set", "regime.title.text=x"),
        "error: regime.yaml: title holds a single value and no 'text' below. Next: end the path at title.\n",
    ),
    "a change to a wrong unit": (
        ("run", "regime.yaml", "--set", "regime.lists.black.enter.0.for=2 yaers, assumed 1..3"),
        "regime.yaml:44:79: lists.black.enter[0].for: a duration has no unit 'yaers'."
        " Allowed: days, weeks, months, years. Did you mean years?"
        " Next: write it like '2 years, from KEY'.\n",
    ),
    "a change of nothing": (
        ("run", "regime.yaml", "--set", "lists"),
        "error: --set takes PATH=VALUE, not 'lists'."
        " Next: for example --set regime.lists.black.enter.0.for='1 year'\n",
    ),
    "a day that is none": (
        ("run", "regime.yaml", "--from", "yesterday"),
        "error: --from takes a date such as 2014-01-06, not 'yesterday'. Next: write it as YYYY-MM-DD.\n",
    ),
    "days out of order": (
        ("run", "scenario.yaml", "--to", "2019-01-07"),
        "scenario.yaml:6:5: to: a run ends after it starts."
        " Found: 2019-01-07. Allowed: after 2020-01-06. Next: choose a later day.\n",
    ),
    "more people than there are": (
        ("run", "scenario.yaml", "--people", "99999999999999999999"),
        "scenario.yaml:7:9: people: the number of people lies between 1 and 2,000,000,000."
        " Found: 99,999,999,999,999,999,999. Allowed: 1..2,000,000,000."
        " Next: choose a number in that range.\n",
    ),
    "a verb that is none": (
        ("chek", "regime.yaml"),
        "error: No such command 'chek'. Did you mean check? Next: demerit --help\n",
    ),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_a_bad_command_is_explained_and_leaves_nothing_behind(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("regime", REGIME), ("society", SOCIETY), ("scenario", SCENARIO)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    with (tmp_path / "huge.yaml").open("wb") as huge:
        huge.truncate(3 * 2**30)
    before = sorted(tmp_path.rglob("*"))
    command, message = COMMANDS[what]
    assert answer(*command) == (2, "", message)
    assert sorted(tmp_path.rglob("*")) == before


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


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a finished run."""
    out = tmp_path_factory.mktemp("finished") / "run"
    assert answer(*SMALL, "--out", str(out))[0] == 0
    return out


OWN_DISK = """
import json, os, subprocess, sys
from pathlib import Path
from tests.guarantee.bad_files import answer

subprocess.run(["mount", "-t", "tmpfs", "-o", "size={size}", "tmpfs", "disk"], check=True)
{before}
told = {{}}
for what, command in {commands!r}.items():
    told[what] = answer(*command)
held = sorted(str(path) for path in Path("disk").rglob("*"))
{after}
print(json.dumps({{"told": told, "held": held, "after": after}}))
"""


def on_a_disk(
    folder: Path, size: str, commands: dict[str, tuple[str, ...]], before: str = "", after: str = "after = 0"
) -> dict[str, Any]:
    """Give commands to a small disk of their own, `disk/`, which no other process sees."""
    (folder / "disk").mkdir()
    unshare = ["unshare", "--mount", "--map-root-user"] if os.geteuid() else ["unshare", "--mount"]
    probe = [*unshare, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder / "disk")]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("no disk of one's own can be mounted here; a limit of the size of files is tried instead")
    code = OWN_DISK.format(size=size, commands=commands, before=before, after=after)
    path = os.pathsep.join([str(GOLDEN.parents[2]), *sys.path])
    done = subprocess.run(
        [*unshare, sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def commands_for(finished: Path) -> dict[str, tuple[str, ...]]:
    """Return a command of each verb that writes."""
    return {
        "run": (*SMALL, "--out", "disk/out"),
        "report": ("report", str(finished), "--out", "disk/page.html"),
        "export": ("export", str(finished), "--to", "disk/csv"),
    }


def test_a_full_disk_is_told_and_the_same_command_goes_on(finished: Path, tmp_path: Path) -> None:
    again = 'subprocess.run(["mount", "-o", "remount,size=64m", "disk"], check=True)\n'
    again += (
        f'after = answer(*{(*SMALL, "--out", "disk/out")!r})[0], Path("disk/out/manifest.json").is_file()'
    )
    found = on_a_disk(tmp_path, "64k", commands_for(finished), after=again)
    for what, (code, out, err) in found["told"].items():
        assert code == 2 and out == "", (what, err)
        assert re.fullmatch(
            r"error: \S+ cannot be written \(No space left on device\)\. The disk is full;"
            r" free some space and run the same command again, it goes on\.\n",
            err,
        ), err
    assert all(each.split("/")[1] in ("out.part", "csv.part") for each in found["held"]), found["held"]
    assert found["after"] == [0, True]


def test_a_disk_that_is_read_only_is_told(finished: Path, tmp_path: Path) -> None:
    locked = 'subprocess.run(["mount", "-o", "remount,ro", "disk"], check=True)'
    found = on_a_disk(tmp_path, "64m", commands_for(finished), before=locked)
    for what, (code, out, err) in found["told"].items():
        option = "--to" if what == "export" else "--out"
        assert code == 2 and out == "", (what, err)
        assert re.fullmatch(
            r"error: \S+ cannot be written \(Read-only file system\)\. The disk is read-only;"
            rf" choose another {option}\.\n",
            err,
        ), err
    assert not found["held"]


def test_a_file_that_may_not_grow_is_told_and_the_same_command_goes_on(tmp_path: Path) -> None:
    full = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
    done = unlucky(tmp_path, full, *SMALL, "--out", "out")
    assert done.returncode == 2 and not done.stdout
    assert done.stderr == (
        f"error: {tmp_path}/out.part cannot be written (File too large)."
        " Mend that and run the same command again, it goes on.\n"
    )
    assert not (tmp_path / "out").exists()
    assert unlucky(tmp_path, "", *SMALL, "--out", "out").returncode == 0
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_a_page_that_cannot_be_written_leaves_the_one_that_was_there(finished: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("the page of yesterday")
    full = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
    done = unlucky(tmp_path, full, "report", str(finished), "--out", "page.html")
    assert done.returncode == 2 and "page.html cannot be written (File too large)" in done.stderr
    assert page.read_text() == "the page of yesterday"
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_answer_that_nobody_can_take_is_told() -> None:
    message = (
        "error: the answer cannot be written ({}). Next: free some space, mend your right to it or"
        " choose another place, and run the same command again.\n"
    )
    for where, why in (("> /dev/full", "No space left on device"), (">&-", "it is closed")):
        start = "from demerit.cli.entry import start; raise SystemExit(start())"
        command = f"{sys.executable} -c '{start}' schema regime {where}"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, env=os.environ)
        assert (done.returncode, done.stderr) == (2, message.format(why))


def as_mortal() -> list[str]:
    """Return what makes root obey the rights of folders; nothing is needed where one is not root."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.mark.parametrize("what", ["the folder", "the cache"])
def test_a_folder_that_one_may_not_write_is_told(what: str, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    cache = what == "the cache"
    luck = f"os.environ['DEMERIT_CACHE'] = {str(locked)!r}\n" if cache else ""
    out = tmp_path / "out" if cache else locked / "out"
    try:
        done = unlucky(tmp_path, luck, *SMALL, "--out", str(out), first=as_mortal())
    finally:
        locked.chmod(stat.S_IRWXU)
    option = "DEMERIT_CACHE" if cache else "--out"
    assert done.returncode == 2 and not done.stdout
    assert re.fullmatch(
        rf"error: {locked}\S* cannot be written \(Permission denied\)\."
        rf" You may not write there; choose another {option}\.\n",
        done.stderr,
    ), done.stderr
    assert [item.name for item in tmp_path.rglob("*")] == ["locked"]


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("file", "error: {}/file exists and is not a folder. Choose another --out.\n"),
        (
            "file/run",
            "error: {}/file/run.part cannot be written (Not a directory)."
            " A file is in the way; choose another --out.\n",
        ),
        ("full", "error: {}/full exists and is not a run. Choose another --out.\n"),
    ],
)
def test_what_stands_where_a_run_should_go_is_never_touched(
    out: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("keep")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo").write_text("keep")
    assert answer(*SMALL, "--out", out) == (2, "", message.format(tmp_path))
    assert (tmp_path / "file").read_text() == (tmp_path / "full" / "photo").read_text() == "keep"
    assert {item.name for item in tmp_path.iterdir()} == {"file", "full"}
