"""What somebody waits for at a terminal: whole processes of `demerit`, with everything in them.

`demerit run` walks the regime's history and those beside it (the regime it is compared with, the same on a
true record), keeps a panel, writes and binds the folder. Warm means that the same command ran once before:
machine code is in the cache, and Python's bytecode beside its sources, as for anybody who installed the lab.
Where nothing is cached there is neither of the lab's own.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.machine import load
from bench.peers.roster import ROOT
from bench.record import Command
from bench.rows import HEADLINE

START = dt.date(2024, 1, 1)
START_DEMERIT = [sys.executable, "-c", "import sys; from demerit.cli import main; sys.exit(main())"]


def cost(words: list[str], bytecode: Path | None, cache: Path | None = None) -> tuple[float, float]:
    """Return wall and CPU seconds of `demerit` with these words, all processes it starts included.

    Python keeps its bytecode in the folder `bytecode`, whatever this shell says about that; without one it
    keeps none, and has that of the libraries only, which their installation makes.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPYCACHEPREFIX": str(bytecode)} if bytecode else {"PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"DEMERIT_CACHE": str(cache)} if cache else {}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*START_DEMERIT, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"demerit {' '.join(words)} failed:\n{done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(people: int, weeks: int) -> list[str]:
    end = START + dt.timedelta(weeks=weeks)
    words = ["run", HEADLINE, "--people", str(people), "--from", str(START), "--to", str(end), "--draws", "1"]
    return [*words, "--json"]


def commands(people: int, weeks: int, runs: int, cold: bool = True) -> Iterator[Command]:
    """Yield what each command takes; `cold` ones once, because they compile for long."""
    words = _run(people, weeks)
    shown = "demerit " + " ".join(words[:-1])
    asked = [("a run, warm", shown, words, runs, False)]
    asked += [("a run, nothing cached", shown, words, 1, True)] if cold else []
    asked += [("warmup, nothing cached", "demerit warmup", ["warmup"], 1, True)] if cold else []
    asked += [("help", "demerit --help", ["--help"], runs, False)]
    with tempfile.TemporaryDirectory() as kept:
        for what, command, words, times, empty in asked:
            busy, found = load(), []
            for _ in range(times if empty else times + 1):
                with tempfile.TemporaryDirectory() as folder:
                    out = ["--out", str(Path(folder) / "run")] if words[0] == "run" else []
                    bytecode, cache = (None, Path(folder) / "cache") if empty else (Path(kept), None)
                    found.append(cost([*words, *out], bytecode, cache))
            wall, cpu = (statistics.median(each) for each in zip(*found[-times:], strict=True))
            yield Command(what=what, command=command, runs=times, wall_s=wall, cpu_s=cpu, load=busy)
