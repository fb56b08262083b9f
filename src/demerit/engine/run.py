"""A whole run: draws x cells of districts on threads, checkpoints on the way, the cube at the end.

A task is a cell of districts, 16 to 64, under one draw. Tasks share nothing and are added up as whole
numbers, so any number of threads, in any order, gives the same bits. What is finished is written down every
few seconds; a run that is cut goes on from there and ends with the same cube.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from demerit.archive.cube import CubeWriter
from demerit.archive.folder import PartFolder
from demerit.archive.manifest import TableEntry
from demerit.engine.columns import cube
from demerit.engine.districts import Desk
from demerit.engine.totals import PRESENT, Totals, add, new_totals
from demerit.scenario import Resolved, inputs, lower
from demerit.society.traits import SLOTS

CELL, MOST_CELL = 16, 64
"""Districts of a task: few where there are few to share out, many where emptying and adding up would cost."""
CHECKPOINT_SECONDS = 5.0

Progress = Callable[[int, int], None]
"""Called with (finished tasks, all tasks)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run has to say beside its cube."""

    tables: dict[str, TableEntry]
    people: tuple[int, ...]
    """Present at the end of step 0, by draw."""
    person_weeks: int
    acts: int
    sightings: int
    births_lost: int


def cells(districts: int) -> list[tuple[int, int]]:
    """Return the first district of each cell and the one after its last."""
    size = max(CELL, min(MOST_CELL, districts // MOST_CELL))
    return [(first, min(first + size, districts)) for first in range(0, districts, size)]


class _Draw:
    """One draw on its way: its tables, what has been added up, which cells are in it."""

    def __init__(self, resolved: Resolved, number: int, folder: PartFolder) -> None:
        self.number, self.tables = number, lower(resolved, number)
        self.totals = new_totals(self.tables)
        self.done = np.zeros(len(cells(resolved.districts)), np.bool_)
        self.saved = True
        self._checkpoints = folder.checkpoints
        kept = self._checkpoints.load(self._name)
        if kept is not None:
            for mine, name in zip(self.totals, Totals._fields, strict=True):
                mine[...] = kept[0][name]
            self.done[...] = kept[1]

    @property
    def _name(self) -> str:
        return f"draw-{self.number:04d}"

    def add(self, cell: int, part: Totals) -> None:
        """Add what one cell counted."""
        add(self.totals, part)
        self.done[cell] = True
        self.saved = False

    def save(self) -> None:
        """Write down what is finished."""
        if not self.saved:
            self._checkpoints.save(self._name, self.totals._asdict(), self.done)
            self.saved = True


class _Run:
    """The state of `run` while it goes: open draws, desks, what has been counted."""

    def __init__(self, resolved: Resolved, folder: PartFolder, progress: Progress | None) -> None:
        self.resolved, self.folder, self.progress = resolved, folder, progress
        self.writer = CubeWriter(folder.path)
        self.cells = cells(resolved.districts)
        self.open: dict[int, _Draw] = {}
        self.counted: dict[int, tuple[int, ...]] = {}
        self.finished = 0
        self.desks = threading.local()
        self.adding = threading.Lock()

    def tasks(self) -> Iterator[tuple[_Draw, int]]:
        """Yield what is left to do, opening one draw after another."""
        for number in range(self.resolved.scenario.draws):
            draw = _Draw(self.resolved, number, self.folder)
            self.open[number] = draw
            self.finished += int(draw.done.sum())
            left = np.flatnonzero(~draw.done).tolist()
            if not left:
                self.close(draw)
            for cell in left:
                yield draw, cell

    def work(self, draw: _Draw, cell: int) -> _Draw:
        """Do one cell, on a thread of the pool."""
        if not hasattr(self.desks, "desk"):
            self.desks.desk = Desk(draw.tables)
        first, last = self.cells[cell]
        slots = self.resolved.slots if last == self.resolved.districts else SLOTS
        part = self.desks.desk.run(draw.tables, self.resolved.scenario.seed + draw.number, first, last, slots)
        with self.adding:
            draw.add(cell, part)
        return draw

    def tell(self) -> None:
        """Tell how far the run is."""
        if self.progress is not None:
            self.progress(self.finished, self.resolved.scenario.draws * len(self.cells))

    def finish(self, future: Future[_Draw]) -> None:
        """Take note of a finished task; write the cube of its draw if it was the last."""
        draw = future.result()
        self.finished += 1
        self.tell()
        with self.adding:
            complete = bool(draw.done.all())
        if complete and draw.number not in self.counted:
            self.close(draw)

    def close(self, draw: _Draw) -> None:
        """Write a complete draw into the cube."""
        assumed = inputs(self.resolved, draw.number)
        self.writer.add(cube(draw.totals, self.resolved.names, draw.number, assumed))
        self.counted[draw.number] = _count(draw.totals)

    def save(self) -> None:
        """Write down every open draw, and let go of the complete ones."""
        with self.adding:
            for draw in list(self.open.values()):
                draw.save()
                if draw.number in self.counted:
                    del self.open[draw.number]


def run(resolved: Resolved, folder: PartFolder, workers: int, progress: Progress | None = None) -> Counted:
    """Run a scenario into `folder`; go on from what an earlier attempt left there.

    Args:
        resolved: what to run; its comparison, if any, is run by a call of its own.
        folder: the unfinished run folder; the cube is written there.
        workers: threads, at least 1.
        progress: called from this thread as tasks finish.

    Raises:
        RowLimit: the cube would grow beyond what a run may keep.
        KeyboardInterrupt: passed on after what is finished has been written down.
    """
    state = _Run(resolved, folder, progress)
    with ThreadPoolExecutor(workers) as pool:
        pending: set[Future[_Draw]] = set()
        last_saved = time.monotonic()
        try:
            for draw, cell in state.tasks():
                pending.add(pool.submit(state.work, draw, cell))
                while len(pending) >= 2 * workers:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        state.finish(future)
                if time.monotonic() - last_saved > CHECKPOINT_SECONDS:
                    state.save()
                    last_saved = time.monotonic()
            for future in pending:
                state.finish(future)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            state.save()
            raise
    state.tell()
    people, weeks, acts, sightings, lost = zip(
        *(state.counted[number] for number in sorted(state.counted)), strict=True
    )
    return Counted(state.writer.finish(), people, sum(weeks), sum(acts), sum(sightings), sum(lost))


def _count(totals: Totals) -> tuple[int, ...]:
    """Return people at the end of step 0, person-weeks, acts, sightings and births without a slot."""
    weeks = totals.people[:, 0, PRESENT]
    return (
        int(weeks[0]),
        int(weeks.sum()),
        int(totals.acts[..., 0].sum()),
        int(totals.records[..., 0].sum()),
        int(totals.births_lost[0]),
    )
