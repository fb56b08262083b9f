"""What a regime of the gallery costs: one history, the regime's own, over the last weeks of its scenario.

Each measurement is a process of its own. It first runs a tiny scenario of the same kind, so that machine
code is loaded, libraries are imported and the memory of both is taken; what it then measures is everything
that `demerit run` does for that history from the resolved scenario to its cube: tables made, districts
lived, counts written. The histories that run beside it (`against`, `truthful`) are left out, because some
of them are cheaper and would flatter the mean.

    python -m bench.rows SCENARIO PEOPLE WEEKS DRAWS THREADS RUNS

prints one line of JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.machine import load
from bench.peers import law
from bench.peers.roster import ROOT, timed
from bench.record import Row
from demerit.archive.folder import PartFolder, begin
from demerit.engine.run import Counted, run
from demerit.lab.files import gallery
from demerit.lab.planning import resolved
from demerit.scenario.resolve import Resolved

TINY = 4_000
HEADLINE = "interview-2019"
"""The scenario of the headline: it has the most to do."""
PERSON_WEEKS = 5_000_000
"""A row has at least so many person-weeks, by draws if need be."""
LONG = 3.0
"""Seconds after which a row is not repeated."""


def scenarios() -> list[str]:
    """Return the names of the packaged scenarios, that of the headline first."""
    return sorted((entry.name for entry in gallery("scenario")), key=lambda name: (name != HEADLINE, name))


def _asked(name: str, people: int, weeks: int, draws: int) -> Resolved:
    end = resolved(name, {}).scenario.calendar.end
    start = end - dt.timedelta(weeks=weeks)
    return resolved(
        name, {"people": people, "start": start, "end": end, "draws": draws, "against": "nothing"}
    )


def _once(asked: Resolved, threads: int) -> tuple[Counted, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        part = begin(Path(folder) / "run", asked.run_id)
        assert isinstance(part, PartFolder)
        with part:
            wall, cpu = time.perf_counter(), time.process_time()
            counted = run(asked, part, threads)
            return counted, time.perf_counter() - wall, time.process_time() - cpu


def measure(name: str, people: int, weeks: int, draws: int, threads: int, runs: int) -> dict[str, Any]:
    """Run one history up to `runs` times here, once if it takes long; return medians."""
    _once(_asked(name, TINY, min(weeks, 4), 1), threads)
    before = law.peak()
    asked = _asked(name, people, weeks, draws)
    counted, *first = _once(asked, threads)
    memory = law.peak() - before
    found: list[list[float]] = [first]
    while len(found) < runs and found[-1][0] <= LONG:
        found.append([*_once(asked, threads)[1:]])
    wall, cpu = (statistics.median(each) for each in zip(*found, strict=True))
    person_weeks = counted.person_weeks * asked.scenario.calendar.step_days / 7
    return {
        "person_weeks": person_weeks,
        "cpu_s": cpu,
        "wall_s": wall,
        "memory": memory,
        "runs": len(found),
        "acts": counted.acts / person_weeks,
        "sightings": counted.sightings / person_weeks,
    }


def row(name: str, people: int, weeks: int, threads: int, runs: int, most_draws: int = 16) -> Row:
    """Return what a process of its own measured; `most_draws` bounds the draws."""
    draws = min(most_draws, max(1, -(-PERSON_WEEKS // (people * weeks))))
    busy = load()
    command = [sys.executable, "-m", "bench.rows", name, *map(str, (people, weeks, draws, threads, runs))]
    found = timed(command, dict(os.environ), ROOT)[0]
    lived = found["person_weeks"]
    return Row(
        scenario=name,
        people=people,
        weeks=weeks,
        draws=draws,
        threads=threads,
        runs=found["runs"],
        person_weeks=lived,
        cpu_ns=found["cpu_s"] / lived * 1e9,
        wall_ns=found["wall_s"] / lived * 1e9,
        bytes_per_person=max(0.0, found["memory"] / people) if people >= 100_000 else None,
        acts_per_person_week=found["acts"],
        sightings_per_person_week=found["sightings"],
        load=busy,
    )


def rows(
    names: list[str], sizes: list[int], weeks: int, threads: list[int], runs: int, most_draws: int
) -> Iterator[Row]:
    """Yield a row for each scenario, size and number of threads."""
    for name in names:
        for people in sizes:
            for count in threads:
                yield row(name, people, weeks, count, runs, most_draws)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], *(int(word) for word in sys.argv[2:7]))))
