"""A whole run: draws x cells of districts on threads, checkpoints on the way, the cube at the end.

A task is a cell of districts, 16 to 64, under one draw. Tasks share nothing and are added up as whole
numbers, so any number of threads, in any order, gives the same bits. What is finished is written down every
few seconds; a run that is cut goes on from there and ends with the same cube. Several histories may go side
by side: each is a row of steps for `drive`, and one is written while another is counted.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from demerit.archive.cube import CubeWriter
from demerit.archive.folder import PartFolder
from demerit.archive.manifest import TableEntry
from demerit.engine.columns import cube
from demerit.engine.districts import Desk
from demerit.engine.driving import Step, drive
from demerit.engine.panel import Panel
from demerit.engine.totals import Totals, add, new_totals
from demerit.mechanisms.conduct.counts import ACTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.sources.counts import RECORDS
from demerit.scenario.inputs import inputs
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved
from demerit.society.traits import SLOTS

CELL, MOST_CELL = 16, 64
"""Districts of a task: few where there are few to share out, many where emptying and adding up would cost."""

Progress = Callable[[int, int], None]
"""Called with (finished tasks, all tasks)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run knows when it is done, beside the tables of its cube."""

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


class History:
    """One history while it is counted: open draws, desks, what has been counted."""

    def __init__(
        self,
        resolved: Resolved,
        folder: PartFolder,
        progress: Progress | None = None,
        then: Callable[[Counted], Iterator[Step]] = lambda counted: iter(()),
        panel: Panel | None = None,
    ) -> None:
        """Take what `run` takes.

        Args:
            resolved: what to run.
            folder: the unfinished run folder.
            progress: called as tasks finish.
            then: is given what was counted, and answers with what can be done next.
            panel: its districts are walked while they are counted in draw 0, once for both.
        """
        self._resolved, self._progress, self._then, self._panel = resolved, progress, then, panel
        self._folder, self._writer = folder, CubeWriter(folder.path)
        self._cells = cells(resolved.districts)
        self._open: dict[int, _Draw] = {}
        self._counted: dict[int, tuple[int, ...]] = {}
        self._finished = 0
        self._desks = threading.local()
        self._adding, self._writing = threading.Lock(), threading.Lock()

    def steps(self) -> Iterator[Step]:
        """Yield what is left to do, opening one draw after another."""
        for number in range(self._resolved.scenario.draws):
            draw = _Draw(self._resolved, number, self._folder)
            with self._adding:
                self._open[number] = draw
                self._finished += int(draw.done.sum())
            left = np.flatnonzero(~draw.done).tolist()
            if not left:
                yield Step(partial(self._close, draw), self._tell)
            for cell in left:
                of_both = self._panel.taken(*self._cells[cell]) if self._panel and number == 0 else []
                yield Step(partial(self._work, draw, cell, of_both), self._tell)

    def _work(self, draw: _Draw, cell: int, of_both: list[int]) -> Iterator[Step]:
        """Do one cell, some of whose districts are of the panel; close its draw if it was the last."""
        if not hasattr(self._desks, "desk"):
            self._desks.desk = Desk(draw.tables)
        more: list[Step] = []
        part = self._count(draw, self._desks.desk, cell, of_both, more)
        with self._adding:
            draw.add(cell, part)
            self._finished += 1
            complete = bool(draw.done.all())
        return itertools.chain(more, self._close(draw) if complete else ())

    def _count(self, draw: _Draw, desk: Desk, cell: int, of_both: list[int], more: list[Step]) -> Totals:
        """Return the totals of a cell; add to `more` what walking districts of the panel makes possible."""
        seed, (first, last) = self._resolved.scenario.world(draw.number), self._cells[cell]
        onto = False
        for district in of_both:
            assert self._panel is not None
            if first < district:
                desk.run(draw.tables, seed, first, district, SLOTS, onto=onto)
                onto = True
            more += self._panel.walk(desk, draw.tables, district, onto=onto)
            first, onto = district + 1, True
        if first < last:
            desk.run(draw.tables, seed, first, last, self._slots(last), onto=onto)
        return desk.totals

    def _slots(self, last: int) -> int:
        """Return how many slots of district last - 1 are in use."""
        return self._resolved.slots if last == self._resolved.districts else SLOTS

    def _close(self, draw: _Draw) -> Iterator[Step]:
        """Put a complete draw into the cube; write the cube if it was the last."""
        made = cube(draw.totals, self._resolved.names, draw.number, inputs(self._resolved, draw.number))
        with self._writing:
            self._writer.add(made)
            self._counted[draw.number] = _count(draw.totals)
            if len(self._counted) < self._resolved.scenario.draws:
                return iter(())
        tables = self._writer.finish()
        with self._adding:  # from here on there is nothing to save, and nothing to be worked on
            self._open.clear()
            self._desks = threading.local()
        people, weeks, acts, sightings, lost = zip(
            *(self._counted[number] for number in sorted(self._counted)), strict=True
        )
        return self._then(Counted(tables, people, sum(weeks), sum(acts), sum(sightings), sum(lost)))

    def _tell(self) -> None:
        """Tell how far the history is."""
        if self._progress is not None:
            self._progress(self._finished, self._resolved.scenario.draws * len(self._cells))

    def save(self) -> None:
        """Write down every open draw, and let go of the complete ones."""
        with self._adding:
            for draw in list(self._open.values()):
                draw.save()
                if draw.number in self._counted:
                    del self._open[draw.number]


def run(resolved: Resolved, folder: PartFolder, workers: int, progress: Progress | None = None) -> Counted:
    """Count one history into `folder`; go on from what an earlier attempt left there.

    Args:
        resolved: what to run; what is run beside it is a history of its own.
        folder: the unfinished run folder; the cube is written there.
        workers: threads, at least 1.
        progress: called from this thread as tasks finish.

    Raises:
        RowLimit: the cube would grow beyond what a run may keep.
        KeyboardInterrupt: passed on after what is finished has been written down.
    """
    found: list[Counted] = []

    def take(counted: Counted) -> Iterator[Step]:
        found.append(counted)
        return iter(())

    history = History(resolved, folder, progress, take)
    drive(history.steps(), workers, history.save)
    return found[0]


def _count(totals: Totals) -> tuple[int, ...]:
    """Return people at the end of step 0, person-weeks, acts, sightings and births without a slot."""
    weeks = totals.people[:, 0, PEOPLE.present]
    return (
        int(weeks[0]),
        int(weeks.sum()),
        int(totals.acts[..., ACTS.acts].sum()),
        int(totals.records[..., RECORDS.sightings].sum()),
        int(totals.left_out.sum()),
    )
