"""Run a finished run's draws again, from its own files, and compare what comes out with what it keeps.

A folder keeps sums over districts, so a single district cannot be held against it; a whole draw can, by the
canonical digest of each table. One draw, chosen by the run's id, is what `verify` replays; `replay` does all.
Nobody can edit a count and renew every digest without a replay of that draw telling the two apart.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from demerit.archive.canonical import blocks, canonical
from demerit.archive.folder import RunFolder
from demerit.archive.schema import TABLES
from demerit.archive.workers import workers as threads
from demerit.engine.columns import cube
from demerit.engine.districts import Desk
from demerit.engine.panel import people_of
from demerit.engine.run import cells
from demerit.engine.totals import Totals, add, new_totals
from demerit.errors import DemeritError
from demerit.lab import panels
from demerit.lab.planning import Progress
from demerit.lab.reopening import reopened
from demerit.scenario.inputs import inputs
from demerit.scenario.lower import lower, lower_people
from demerit.scenario.resolve import Resolved, resolve
from demerit.society.traits import SLOTS

if TYPE_CHECKING:
    from demerit.archive.manifest import Manifest


def replayed(folder: Path, every_draw: bool, workers: int, progress: Progress | None = None) -> list[str]:
    """Run draws of a finished run again and return what differs, nothing if all is the same.

    Args:
        folder: the run.
        every_draw: all draws of it and of its companions; else the one that the run's id chooses.
        workers: threads, at least 1.
        progress: called as cells of districts are finished.
    """
    run = RunFolder.open(folder)
    try:
        resolved = reopened(folder)
    except DemeritError as error:
        return [f"the run's own files cannot be run again: {error}"]
    if resolved.run_id != run.manifest.run_id:
        return [
            f"its files make run {resolved.run_id} here, not {run.manifest.run_id}: another engine"
            f" made it (demerit {run.manifest.demerit_version}), and only that one can replay it"
        ]
    draws = (
        range(resolved.scenario.draws) if every_draw else [int(resolved.run_id, 16) % resolved.scenario.draws]
    )
    histories = [(run.manifest, resolved, "")]
    for name, inside in run.companions.items():
        histories.append((inside.manifest, resolved.companions[name], f"{name}/"))
    total = len(draws) * len(histories) * len(cells(resolved.districts))
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total, "replaying")

    findings = []
    for manifest, history, place in histories:
        for draw in draws:
            totals = totals_of(history, draw, workers, count)
            findings += [
                f"{place}{difference}" for difference in _differences(manifest, history, totals, draw)
            ]
    return [*findings, *panels.changed(run, resolved, workers)]


def totals_of(
    resolved: Resolved, draw: int, workers: int, finished: Callable[[], None] | None = None
) -> Totals:
    """Return the totals of one draw, run on `workers` threads; `finished` is called after each cell."""
    tables = lower(resolved, draw)
    seed = resolved.scenario.world(draw)
    desks = threading.local()
    adding = threading.Lock()
    totals = new_totals(tables)

    def work(first: int, last: int) -> None:
        if not hasattr(desks, "desk"):
            desks.desk = Desk(tables)
        slots = resolved.slots if last == resolved.districts else SLOTS
        part = desks.desk.run(tables, seed, first, last, slots)
        with adding:
            add(totals, part)

    with threads(workers) as pool:
        for future in as_completed(
            [pool.submit(work, first, last) for first, last in cells(resolved.districts)]
        ):
            future.result()
            if finished is not None:
                finished()
    return totals


def _differences(manifest: Manifest, resolved: Resolved, totals: Totals, draw: int) -> list[str]:
    """Say which tables of a draw are not what the manifest binds."""
    found = []
    made = cube(totals, resolved.names, draw, inputs(resolved, draw))
    for name, table in TABLES.items():
        ours = [block.digest for block in blocks(canonical(table, made[name]))] if name in made else []
        entry = manifest.tables.get(name)
        theirs = [kept.digest for kept in entry.draws if kept.draw == draw] if entry else []
        if ours != theirs:
            found.append(
                f"cube/{name}: draw {draw}, run again, gives other rows than the folder holds (replay)"
            )
    return found


def compile_engine() -> None:
    """Run a few people for a few weeks and look at one, so that every kernel is compiled and kept.

    Every scenario is lowered to arrays of the same types, so one is enough for all.
    """
    resolved = resolve("none", {"people": 100, "from": "2020-01-06", "to": "2020-01-27"})
    totals_of(resolved, 0, 1)
    people_of(resolved, lower_people(resolved, 0), 0, [(0, 0)])
