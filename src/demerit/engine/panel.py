"""The people whose lives a run keeps: a random part for estimates, and cases for stories.

A run counts; it cannot say how one life went. So districts of draw 0 are walked with everybody followed, and
a few people are kept in full. Who they are is decided by keys alone: the districts, at most 64, come in the
order of their keys, and people in the order of theirs. The random part gives everybody in those districts the
same chance; cases are the first of each kind by key and stand for nobody but themselves. The panel is as
large for a nation as for a town.

A district is walked once, while it is counted if it can be, and of all that happens in it only the lives are
kept whose people are still among the first by key: whoever is among the first of all districts is so among
any of them.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.archive.canonical import Values
from demerit.archive.cube import Columns
from demerit.archive.persons import person_id
from demerit.chance import columns, point
from demerit.chance import plain as chance
from demerit.counted.kinds import NUMBERS
from demerit.counted.table import Coded
from demerit.counted.values import PARTS
from demerit.engine.districts import Desk
from demerit.engine.driving import Step
from demerit.engine.lives import (
    KIND,
    NUMBER,
    SLOT,
    STEP,
    A,
    B,
    Ints,
    entries,
    in_order,
    known_truth,
    on_record,
)
from demerit.engine.panel_tables import panel_lives, panel_people
from demerit.mechanisms.lists.words import BY_TIE, LISTED, OFF, SHADOW_LISTED, SHADOW_OFF
from demerit.mechanisms.population.words import LEAVE_KINDS
from demerit.scenario.codes import MAX_LISTS
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved
from demerit.scenario.tables import Tables
from demerit.society import traits
from demerit.society.compiled import populated
from demerit.society.tables import ALL_ROWS, Population, SocietyTables
from demerit.society.traits import ALL_SLOTS, SLOTS

MOST_DISTRICTS = 64
RANDOM, CASES = 1000, 200
"""How many people the random part has, and each part of cases at most."""

_DISTRICT, _PERSON = point("panel.district"), point("panel.person")


class Candidates(NamedTuple):
    """Everybody of one district, with their keys and, for each part of PARTS, whether they belong to it."""

    district: int
    life: Ints
    mark: NDArray[np.uint64]
    parts: NDArray[np.bool_]  # [parts, people]


class Chosen(NamedTuple):
    """Somebody of the panel: which part of PARTS, and where they live."""

    part: int
    district: int
    life: int

    @property
    def slot(self) -> int:
        """Place in the district."""
        return self.life % ALL_SLOTS

    @property
    def number(self) -> int:
        """Which of the slot's occupants."""
        return self.life // ALL_SLOTS


class _Stays(NamedTuple):
    """Columns of `Population` that the panel tells of, for some of a district's people."""

    region: int
    slot: NDArray[Any]
    number: NDArray[Any]
    enter: NDArray[Any]
    leave: NDArray[Any]
    leave_kind: NDArray[Any]
    born: NDArray[Any]
    sex: NDArray[Any]
    tier_born: NDArray[Any]
    group: NDArray[Any]
    fifth: NDArray[Any]
    plot: NDArray[Any]
    role: NDArray[Any]
    visitor: NDArray[Any]
    away: NDArray[Any]
    urban: NDArray[Any]
    size: NDArray[Any]


class _Kept(NamedTuple):
    """What is kept of a walked district: of those who may yet be chosen, what happened and who they are."""

    rows: Ints
    people: _Stays


class _Walks:
    """The districts walked so far, in any order and from any thread, and who is first by key among them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: dict[int, _Kept] = {}
        self._found: list[Candidates] = []
        self._first = [np.zeros(0, np.uint64) for _ in PARTS]
        self._adding = threading.Lock()

    def add(self, found: Candidates, rows: Ints, life: Ints, people: Population) -> int:
        """Take note of a district, and keep the lives of those who are among the first by key so far.

        Returns how many districts are walked.
        """
        may = np.zeros(len(found.life), np.bool_)
        with self._adding:
            self._found.append(found)
            for part, belongs in enumerate(found.parts):
                first = np.sort(np.concatenate([self._first[part], found.mark[belongs]]))[: _most(part)]
                self._first[part] = first
                may |= belongs & (found.mark <= first[-1] if len(first) else False)
        lives = found.life[may]
        stays = slice(int(people.n[ALL_ROWS]))
        whose = _life(people.slot[stays], people.number[stays])
        wanted = np.zeros(max(int(life.max(initial=0)), int(whose.max(initial=0))) + 1, np.bool_)
        wanted[lives] = True
        kept = _Kept(rows[wanted[life]], _stays(people, np.flatnonzero(wanted[whose])))
        with self._adding:
            self.kept[found.district] = kept
            return len(self.kept)

    def chosen(self) -> list[tuple[int, list[Chosen]]]:
        """Return the panel by district: for each part the first by key, of all districts together."""
        by_district: dict[int, list[Chosen]] = defaultdict(list)
        found = sorted(self._found, key=lambda each: each.district)
        if not found:
            return []
        mark, life = (np.concatenate([getattr(each, name) for each in found]) for name in ("mark", "life"))
        district = np.repeat([each.district for each in found], [len(each.mark) for each in found])
        parts = np.concatenate([each.parts for each in found], axis=1)
        for part, belongs in enumerate(parts):
            places = np.flatnonzero(belongs)
            if len(places) > _most(part):  # among the lowest keys, all that are equal to the last included
                last = np.partition(mark[places], _most(part) - 1)[_most(part) - 1]
                places = places[mark[places] <= last]
            slot, number = life[places] % ALL_SLOTS, life[places] // ALL_SLOTS
            order = np.lexsort((number, slot, district[places], mark[places]))
            for place in places[order][: _most(part)].tolist():
                by_district[int(district[place])].append(Chosen(part, int(district[place]), int(life[place])))
        return list(by_district.items())


def _most(part: int) -> int:
    """Return how many people a part of PARTS has at most."""
    return CASES if part else RANDOM


class Panel:
    """The panel of a run while its districts are walked."""

    def __init__(
        self,
        resolved: Resolved,
        told: Callable[[], None] = lambda: None,
        then: Callable[[], Iterator[Step]] = lambda: iter(()),
    ) -> None:
        """Take the run.

        Args:
            resolved: the run.
            told: called when a district is walked that nobody counts on the way.
            then: says what can be done once all are walked.
        """
        self._resolved, self._told, self._then = resolved, told, then
        self._districts = districts_of(resolved)
        self._left = set(self._districts)
        self._walks = _Walks()
        self._desks = threading.local()

    def taken(self, first: int, last: int) -> list[int]:
        """Return which of districts first .. last - 1 belong to the panel; the caller must `walk` them."""
        here = sorted(district for district in self._left if first <= district < last)
        self._left.difference_update(here)
        return here

    def steps(self) -> Iterator[Step]:
        """Yield a step of work for each district of the panel that nobody has taken."""
        tables = lower(self._resolved, 0)
        for district in [district for district in self._districts if district in self._left]:
            yield Step(partial(self._walk, tables, district), self._told)

    def _walk(self, tables: Tables, district: int) -> Iterator[Step]:
        if not hasattr(self._desks, "desk"):
            self._desks.desk = Desk(tables)
        return self.walk(self._desks.desk, tables, district)

    def walk(self, desk: Desk, tables: Tables, district: int, *, onto: bool = False) -> Iterator[Step]:
        """Walk a district of draw 0 at a desk, with everybody followed, so that it is counted there as well.

        Return the steps of work that can begin now: those that wait for the last district.
        """
        seed = self._resolved.scenario.world(0)
        slots = self._resolved.slots if district == self._resolved.districts - 1 else SLOTS
        rows = desk.follow(tables, seed, district, slots, range(ALL_SLOTS), onto=onto)
        life = _life(rows[:, SLOT], rows[:, NUMBER])
        walked = self._walks.add(_candidates(rows, life, seed, district), rows, life, desk.people)
        if walked < len(self._districts):
            return iter(())
        self._desks = threading.local()
        return self._then()

    def tables(self, entered: int) -> dict[str, Columns]:
        """Return the tables of the panel, whose districts are all walked.

        Args:
            entered: people who were ever there in draw 0, whom the random part stands for.
        """
        names, calendar = self._resolved.names, self._resolved.scenario.calendar
        people: list[dict[str, Values]] = []
        lives: list[tuple[int, Ints]] = []
        for district, chosen in self._walks.chosen():
            kept = self._walks.kept[district]
            life = _life(kept.rows[:, SLOT], kept.rows[:, NUMBER])
            rows = in_order(kept.rows[np.isin(life, [one.life for one in chosen])])
            lives.append((district, rows))
            traits_of = _traits(kept.people, district, [(one.slot, one.number) for one in chosen])
            del traits_of["size"]
            people.append({"part": np.array([one.part for one in chosen], np.int64), **traits_of})
        told = entries(lives, names, calendar)
        return {
            "panel_people": panel_people(people, entered),
            "panel_truth": panel_lives(known_truth(told)),
            "panel_ledger": panel_lives(on_record(told)),
        }


def districts_of(resolved: Resolved) -> list[int]:
    """Return the districts that the panel is drawn from, in the order of their keys."""
    keyed = chance.key(resolved.scenario.seed, _DISTRICT, 0, 0)
    order = sorted(range(resolved.districts), key=lambda district: chance.lane(keyed, district))
    return order[:MOST_DISTRICTS]


def people_of(
    resolved: Resolved,
    society: SocietyTables,
    district: int,
    places: Sequence[tuple[int, int]],
    draw: int = 0,
) -> dict[str, Ints | Coded]:
    """Return the traits of people of a district, by slot and occupant number, in the columns of the panel.

    They are functions of society, seed and slot. Whoever is not there has `enters` -1 and empty traits; of an
    organisation only where and when it is and its `size` mean anything.
    """
    slots = resolved.slots if district == resolved.districts - 1 else SLOTS
    steps = resolved.scenario.calendar.steps
    people = populated(society, resolved.scenario.world(draw), district, steps, slots)
    return _traits(_stays(people, slice(int(people.n[ALL_ROWS]))), district, places)


def _traits(kept: _Stays, district: int, places: Sequence[tuple[int, int]]) -> dict[str, Ints | Coded]:
    """Return what `people_of` does, from columns that hold whoever is there."""
    where = {pair: row for row, pair in enumerate(zip(kept.slot.tolist(), kept.number.tolist(), strict=True))}
    at = np.array([where.get(place, -1) for place in places], np.int64)
    there = at >= 0

    def number(column: NDArray[Any]) -> Ints:
        return np.where(there, column[at].astype(np.int64), -1)

    def name(texts: Sequence[str], column: NDArray[Any]) -> Coded:
        return Coded(np.where(there, column[at].astype(np.int64) + 1, 0), ("", *texts))

    residence = np.where(
        kept.visitor != 0, traits.VISITOR_RESIDENCE, 2 * (1 - kept.urban.astype(np.int64)) + kept.away
    )
    return {
        "person": Coded(np.arange(len(places)), tuple(person_id(district, *place) for place in places)),
        "district": np.full(len(places), district, np.int64),
        "slot": np.array([slot for slot, _ in places], np.int64),
        "occupant": np.array([occupant for _, occupant in places], np.int64),
        "household": number(kept.plot),
        "enters": number(kept.enter),
        "leaves": number(kept.leave),
        "exit": name(LEAVE_KINDS, kept.leave_kind),
        "born": np.where(there, kept.born[at].astype(np.int64), 0),
        "sex": name(traits.SEXES, kept.sex),
        "tier": name(traits.TIERS, kept.tier_born),
        "group": name(traits.GROUPS, kept.group),
        "fifth": name(traits.FIFTHS, kept.fifth),
        "region": name(traits.REGIONS, np.full(len(kept.slot), kept.region, np.int64)),
        "residence": name(traits.RESIDENCES, residence),
        "role": name(traits.ROLES, kept.role),
        "size": name(traits.SIZES, kept.size),
    }


def _stays(people: Population, rows: slice | Ints) -> _Stays:
    """Return some rows of a district's people, in columns of their own."""
    columns_of = {name: getattr(people, name)[rows].copy() for name in _Stays._fields if name != "region"}
    return _Stays(region=int(people.region[0]), **columns_of)


def _life(slot: NDArray[Any], number: NDArray[Any]) -> Ints:
    """Return one number for a slot's occupant, of its district alone."""
    return slot.astype(np.int64) + ALL_SLOTS * number.astype(np.int64)


def _candidates(rows: Ints, life: Ints, seed: int, district: int) -> Candidates:
    """Return everybody of a district, from all that happens in it and the lives it happens in."""
    parts = np.zeros((len(PARTS), int(life.max(initial=0)) + 1), np.bool_)
    parts[0, life] = True
    at = np.flatnonzero(_TOLD[rows[:, KIND]])
    rows, life = rows[at], life[at]
    listed = rows[:, KIND] == LISTED.number
    parts[1, life[listed]] = True
    parts[4, life[listed & (rows[:, B] == BY_TIE)]] = True
    recorded, shadow, whose = _listed_at_ends_of_steps(rows, life)
    parts[2, whose[recorded & ~shadow]] = True
    parts[3, whose[shadow & ~recorded]] = True
    people = np.flatnonzero(parts[0])
    people = people[people % ALL_SLOTS < SLOTS]
    key = np.uint64(chance.key(seed, _PERSON, 0, district))
    mark = columns.lane(np.full(len(people), key), people.astype(np.uint64))
    return Candidates(district, people, mark, parts[:, people])


_CHANGES = {
    LISTED.number: (1, 0),
    OFF.number: (-1, 0),
    SHADOW_LISTED.number: (0, 1),
    SHADOW_OFF.number: (0, -1),
}
"""How many lists somebody enters by a kind of event, as recorded and in the shadow."""
_TOLD = np.zeros(NUMBERS, np.bool_)
_TOLD[list(_CHANGES)] = True


def _listed_at_ends_of_steps(rows: Ints, life: Ints) -> tuple[Any, Any, Ints]:
    """Return whether one is listed as recorded and in the shadow wherever that changed, and whose it is.

    Every row is of a kind that changes it.
    """
    step, spell = rows[:, STEP], life * MAX_LISTS + rows[:, A]
    order = np.lexsort((np.arange(len(rows)), step, spell))
    rows, life, step, spell = rows[order], life[order], step[order], spell[order]
    by = np.zeros((NUMBERS, 2), np.int64)
    for kind, change in _CHANGES.items():
        by[kind] = change
    running = np.cumsum(by[rows[:, KIND]], axis=0)
    first = np.ones(len(rows), np.bool_)
    first[1:] = spell[1:] != spell[:-1]
    last = np.ones(len(rows), np.bool_)
    last[:-1] = (spell[1:] != spell[:-1]) | (step[1:] != step[:-1])
    begins = np.flatnonzero(first)
    before = np.concatenate([np.zeros((1, 2), np.int64), running])[begins]
    stands = running - before[np.cumsum(first) - 1]
    return stands[last, 0] == 1, stands[last, 1] == 1, life[last]
