"""Compile and run one small scenario with each version of Numba, in both ways: the bits are the same.

Each version has an environment of its own, with all else as uv.lock says (NumPy as new as that Numba takes),
and an empty cache. The engine is compiled there, which is timed, and two months of `interview-2019` with its
companions are run: what counts are the digests of what was counted.

    python -m bench.proofs.numba_versions          # every version: writes numba_versions.md; 15 minutes
    python -m bench.proofs.numba_versions --ends   # oldest and newest against this environment: ./check

It ends with exit code 1 if a digest differs, an environment cannot be made (no registry, say) or a run fails;
an end that this environment has is not tried again. Environments lie where the peers' do.
The way without `chance/whole.py` (`chance/public.py`) takes minutes and is tried with the newest version.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.environments import cache
from demerit.chance.ways import KNOWN, PLAIN, VARIABLE

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_suffix(".md")
VERSIONS = ("0.62.0", "0.63.1", "0.64.0", "0.65.1", "0.66.0", "0.67.0", "0.68.1")
"""Those tried, the oldest first: the first that pyproject.toml lets in, then the last patch of each."""
OWN = ("numba", "llvmlite", "numpy")
"""What is not taken from uv.lock."""
SCENARIO, PEOPLE, WEEKS, DRAWS = "interview-2019", 5000, 8, 1


@dataclass(frozen=True)
class Way:
    """One way to compile: a version of Numba, a Python, and whether without `chance/whole.py`."""

    numba: str
    python: str
    public: bool = False

    def name(self) -> str:
        """Return it as the record calls it."""
        return "public decorator" if self.public else "whole"


class Failed(Exception):
    """Why a way gave no digest, in a line."""


def digests() -> dict[str, Any]:
    """Compile and run in this process; return digests, seconds and what the process was."""
    import platform

    import demerit

    started = time.perf_counter()
    demerit.warmup()
    seconds = time.perf_counter() - started
    start = demerit.plan(SCENARIO).start
    size: dict[str, Any] = {"people": PEOPLE, "draws": DRAWS, "workers": 1}
    with tempfile.TemporaryDirectory() as folder:
        done = demerit.run(
            SCENARIO, out=Path(folder) / "run", start=start, end=start + dt.timedelta(weeks=WEEKS), **size
        )
        histories = (done, done.against, done.truthful)
        found = [each.manifest.result_digest for each in histories if each is not None]
    return {
        "digests": found,
        "seconds": seconds,
        "python": platform.python_version(),
        **{name: version(name) for name in OWN},
    }


def environment(way: Way) -> Path:
    """Return the Python of a way's environment, made if need be.

    Raises:
        Failed: it cannot be made, such as without a registry.
    """
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    lock = sha256((ROOT / "uv.lock").read_bytes()).hexdigest()[:12]
    asked = sha256(way.python.encode()).hexdigest()[:6]
    where = cache() / f"numba-{way.numba}-{asked}-{lock}"
    interpreter = where / "bin" / "python"
    if (where / "made").is_file():
        return interpreter
    less = [word for name in OWN for word in ("--no-emit-package", name)]
    wanted = next(
        line for line in (ROOT / "pyproject.toml").read_text("utf-8").split('"') if "numpy>" in line
    )
    into = [uv, "pip", "install", "-q", "--compile-bytecode", "--python", str(interpreter)]
    export = [uv, "export", "-q", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", *less]
    with tempfile.TemporaryDirectory() as folder:
        locked = str(Path(folder) / "locked.txt")
        for command in (
            [uv, "venv", "-q", "--clear", "--python", way.python, str(where)],
            [*export, "-o", locked],
            [*into, "-r", locked, f"numba=={way.numba}", wanted],
            [*into, "--no-deps", str(ROOT)],  # for its version; what runs is src/
        ):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Failed(f"uv made no environment: {_last(done.stderr)}")
    (where / "made").write_text("", "utf-8")
    return interpreter


def tried(way: Way, python: Path) -> dict[str, Any]:
    """Return what a process says that compiles and runs in one way, with an empty cache.

    Raises:
        Failed: it ended otherwise.
    """
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        env |= {"DEMERIT_CACHE": folder, VARIABLE: PLAIN if way.public else ""}
        env.pop("NUMBA_CACHE_DIR", None)
        command = [str(python), "-m", "bench.proofs.numba_versions", "--child"]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(_last(done.stderr))
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if found["numba"] != way.numba:
        raise Failed(f"the environment has Numba {found['numba']}")
    return found


def _last(text: str) -> str:
    """Return the line of a message that says most: that with an error, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["it said nothing"]
    return next((line for line in lines if re.match(r"error|\w*Error", line)), lines[-1])[:160]


def pythons() -> list[str]:
    """Return this Python and the others of this machine that demerit runs on, one a version."""
    base = getattr(sys, "_base_executable", sys.executable)
    found = {sys.version_info[:2]: base}
    names = [f"python3.{minor}" for minor in range(11, 20)]
    places = [place for name in names if (place := shutil.which(name))]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    places += sorted(str(each) for each in (pyenv / "versions").glob("3.*/bin/python3"))
    for place in places:
        asked = [place, "-c", "import sys; print(*sys.version_info[:2])"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            major, minor = map(int, done.stdout.split())
            if (major, minor) >= (3, 11):
                found.setdefault((major, minor), place)
    return list(found.values())


def ways() -> Iterator[Way]:
    """Yield every version with this Python, the newest with other Pythons and by the public way."""
    own, *others = pythons()
    for number in VERSIONS:
        yield Way(number, own)
    for other in others:
        yield Way(VERSIONS[-1], other)
    yield Way(VERSIONS[-1], own, public=True)


def _row(way: Way, due: list[str]) -> tuple[str, bool]:
    """Return the row of a way, and whether its digests are those due; the first way's become so."""
    try:
        found = tried(way, environment(way))
    except Failed as why:
        return f"| {way.numba} | | | {way.name()} | failed: {str(why).replace('|', '/')} | |", False
    due += found["digests"] if not due else []
    same = found["digests"] == due
    result = "the same bits" if same else "OTHER BITS"
    told = f"| {way.numba} | {found['python']} | {found['numpy']} | {way.name()} | {result}"
    return f"{told} | {found['seconds']:.0f} |", same


def record() -> bool:
    """Try every way, writing the record row by row; return whether all gave the same bits."""
    due: list[str] = []
    rows: list[str] = []
    fine = True
    for way in ways():
        row, same = _row(way, due)
        print(row, flush=True)
        rows.append(row)
        fine = fine and same
        RECORD.write_text(page(rows, due), "utf-8")
    return fine


def page(rows: list[str], due: list[str]) -> str:
    """Return the record as Markdown."""
    from bench.proofs.same_bits import processor
    from demerit.chance.compiling import source_digest

    return (
        "# Versions of Numba\n\n"
        f"`python -m bench.proofs.numba_versions`: {SCENARIO} with its companions, {PEOPLE:,} people,\n"
        f"{WEEKS} weeks, {DRAWS} draw. Engine {source_digest()[:16]}. Processor: {processor()}.\n"
        f"Seconds are those to compile the engine with an empty cache, beside other work on the machine.\n\n"
        "| Numba | Python | NumPy | compiled by | result | seconds |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n\nResult digests: {', '.join(each[:16] for each in due)}.\n\n"
        "Numba 0.61.2 was tried and is left out: its LLVM (15) cannot read the pointers without types that\n"
        "`chance/vectors.py` writes. Numba 0.60 and 0.61.0 ask for a NumPy before 2.2, demerit for a newer.\n"
    )


def ends() -> bool:
    """Hold oldest and newest version against this environment; return whether the bits are the same."""
    own = Way(version("numba"), getattr(sys, "_base_executable", sys.executable))
    due: list[str] = digests()["digests"]
    results = []
    for number in (VERSIONS[0], VERSIONS[-1]):
        if number != own.numba:
            row, same = _row(Way(number, own.python), due)
            print(row, flush=True)
            results.append(same)
    print(f"Numba: {sum(results)} of {len(results)} other versions give the bits of {own.numba}", flush=True)
    return all(results)


def main(words: list[str]) -> None:
    """Do what is asked; exit with 1 if anything differs."""
    if words == ["--child"]:
        print(json.dumps(digests()))
        return
    first, below = (".".join(map(str, end)) for end in KNOWN)
    if f'"numba>={first},<{below}"' not in (ROOT / "pyproject.toml").read_text("utf-8"):
        raise SystemExit(
            f"chance/ways.py knows Numba {first} to below {below}, pyproject.toml other versions"
        )
    if not (ends() if words == ["--ends"] else record()):
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
