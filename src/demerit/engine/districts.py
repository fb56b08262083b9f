"""One district after another: the drivers of the two engines.

A district's history is a pure function of (tables, seed, district number), so a driver is a loop: make
its people, empty its state, walk its steps. Compiled, laying down people and living are two pieces of machine
code, which two processes can make at the same time; if a district needs more room than it was given, it is
done again with more.

Names: `t` tables of the draw, `s` state of the district.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from demerit.chance.allocating import every_array
from demerit.chance.compiling import is_kept, kernel
from demerit.chance.kinds import I64x1
from demerit.chance.making import take_together
from demerit.chance.packing import Directory, opener, pack
from demerit.engine.codes import POOL_FULL
from demerit.engine.plan import prepare, step_compiled, step_plain
from demerit.engine.state import State, clear, new_state
from demerit.engine.totals import Totals, new_totals, reset, take_back
from demerit.engine.world import World
from demerit.mechanisms.attempts import attempts
from demerit.mechanisms.lists import grounds
from demerit.mechanisms.population.counts import LEFT_OUT
from demerit.scenario.tables import Tables
from demerit.society.compiled import lay_down, populated
from demerit.society.tables import BIRTHS_WITHOUT_SLOT, Population, larger, new_population
from demerit.society.traits import SLOTS

FIRST_POOL = 4096
FIRST_EVENTS, MOST_FIRST_EVENTS = 4096, 1 << 18

open_tables, open_state, open_totals = opener(Tables, constant=True), opener(State), opener(Totals)
open_population = opener(Population)


def walk_plain(
    tables: Tables,
    totals: Totals,
    seed: int,
    district: int,
    slots: int = SLOTS,
    followed: Collection[int] = (),
) -> Iterator[tuple[int, World, Population]]:
    """Yield one district as the plain engine sees it after each step, adding to `totals` on the way.

    Only its first `slots` slots are in use. Whoever wants the counts alone lets it run to its end; what
    happens in the `followed` slots is in the world's `events`.
    """
    steps = len(tables.time.epoch)
    population = populated(tables.society, seed, district, steps, slots)
    world = World(tables, totals, seed, district, followed)
    world.region = int(population.region[0])
    totals.left_out[0, LEFT_OUT.count] += population.n[BIRTHS_WITHOUT_SLOT]
    for step in range(steps):
        step_plain(world, population, step)
        yield step, world, population


@kernel
def _live(tables: I64x1, state: I64x1, totals: I64x1, people: I64x1, seed: np.uint64, district: int) -> int:
    """Add the history of a district whose people are laid down; return 0, or the error for which it stopped.

    The first four are directories of `Tables`, `State`, `Totals` and `Population`.
    """
    t, s, out, population = (
        open_tables(tables),
        open_state(state),
        open_totals(totals),
        open_population(people),
    )
    clear(s)
    s.people.region[0] = population.region[0]
    prepare(t, s, seed, district)
    out.left_out[0, LEFT_OUT.count] += population.n[BIRTHS_WITHOUT_SLOT]
    for step in range(t.time.epoch.shape[0]):
        step_compiled(t, s, out, population, seed, district, step)
        if s.room.error[0] != 0:
            return int(s.room.error[0])
    return 0


def compiled() -> bool:
    """Return whether the engine's machine code is kept for this machine."""
    return is_kept(lay_down) and is_kept(_live)


def take_up() -> None:
    """Have the engine's machine code in this process, made now if none is kept."""
    take_together((lay_down, _live))


class Desk:
    """The columns one thread works on, kept from task to task and enlarged when a district needs it."""

    def __init__(self, tables: Tables) -> None:
        """Allocate for the sizes of `tables`; other draws of a scenario may need others (`_fit`)."""
        take_up()
        self._population = new_population(len(tables.time.epoch))
        self.totals = new_totals(tables)
        self._take(new_state(tables, FIRST_POOL))
        self._tables: tuple[Tables, Directory, Directory] | None = None

    def _take(self, state: State) -> None:
        """Work on other columns, and enter them in directories once instead of for every task."""
        self._state = state
        self._own = tuple(pack(columns) for columns in (state, self.totals, self._population))

    @property
    def people(self) -> Population:
        """The people of the district walked last, until the next call."""
        return self._population

    def run(
        self, tables: Tables, seed: int, first: int, last: int, slots: int = SLOTS, *, onto: bool = False
    ) -> Totals:
        """Return the totals of districts first .. last - 1, valid until the next call.

        `slots` is how many slots of district last - 1 are in use. With `onto` they are added to the totals of
        the call before.
        """
        self._walk(tables, seed, first, last, slots, onto)
        return self.totals

    def follow(
        self,
        tables: Tables,
        seed: int,
        district: int,
        slots: int,
        followed: Collection[int],
        *,
        onto: bool = False,
    ) -> NDArray[np.int64]:
        """Return what happens in the `followed` slots of one district: rows of `events.COLUMNS`, in order.

        `slots` is how many slots of the district are in use. The totals are those of the district; with
        `onto` they are added to those of the call before.
        """
        room = min(MOST_FIRST_EVENTS, FIRST_EVENTS + len(followed) * len(tables.time.epoch) // 4)
        if self._state.panel.row.shape[0] < room:
            self._enlarge(tables, self._state.cases.row.shape[0], room)
        self._state.panel.followed[list(followed)] = 1
        self._state.panel.following[0] = 1
        self._walk(tables, seed, district, district + 1, slots, onto)
        self._state.panel.followed[:], self._state.panel.following[0] = 0, 0
        return self._state.panel.row[: int(self._state.panel.used[0])].copy()

    def _walk(self, tables: Tables, seed: int, first: int, last: int, slots: int, onto: bool) -> None:
        """Run districts first .. last - 1, again with more room where there was too little.

        What had been counted by then is the same whenever it is counted with as little room, so that it can
        be taken back from what was there before.
        """
        if self._tables is None or self._tables[0] is not tables:
            self._tables = tables, pack(tables), pack(tables.society)
            self._fit(tables)
        if not onto:
            reset(self.totals)
        for district in range(first, last):
            used = slots if district == last - 1 else SLOTS
            while not self._lived(seed, district, used):
                pass
        attempts.close(tables, self.totals)
        grounds.close(self.totals)

    def _lived(self, seed: int, district: int, slots: int) -> bool:
        """Add a district to the totals; return False, with nothing added but more room, if that was short."""
        assert self._tables is not None
        tables, packed, society = self._tables
        state, totals, people = self._own
        steps, chance = len(tables.time.epoch), np.uint64(seed)
        short = lay_down(society.words, people.words, chance, district, steps, slots)
        if short < 0:
            self._population = larger(self._population, short)
            self._take(self._state)
            return False
        answer = _live(packed.words, state.words, totals.words, people.words, chance, district)
        if answer == 0:
            return True
        again = new_totals(tables)
        _live(packed.words, state.words, pack(again).words, people.words, chance, district)
        take_back(self.totals, again)
        pool, events = self._state.cases.row.shape[0], self._state.panel.row.shape[0]
        if answer == POOL_FULL:
            self._enlarge(tables, 2 * pool, events)
        else:
            self._enlarge(tables, pool, 4 * events)
        return False

    def _fit(self, tables: Tables) -> None:
        """Take columns of the sizes of these tables: how many acts a step may bring differs by draw."""
        pool, events = self._state.cases.row.shape[0], self._state.panel.row.shape[0]
        needed = new_state(tables, pool, events)
        if any(
            have.shape != need.shape
            for have, need in zip(every_array(self._state), every_array(needed), strict=True)
        ):
            self._enlarge(tables, pool, events)

    def _enlarge(self, tables: Tables, pool: int, events: int) -> None:
        """Take columns with room for so many cases and events, and follow whom one followed."""
        before = self._state
        self._take(new_state(tables, pool, events))
        self._state.panel.followed[:], self._state.panel.following[:] = (
            before.panel.followed,
            before.panel.following,
        )
