"""The people whose lives a run keeps: a random part for estimates, and cases for stories.

A run counts; it cannot say how one life went. So districts of draw 0 are walked once more with everybody
followed, and a few people are kept in full. Who they are is decided by keys alone: the districts, at most 64,
come in the order of their keys, and people in the order of theirs. The random part gives everybody in those
districts the same chance; cases are the first of each kind by key and stand for nobody but themselves. The
panel is as large for a nation as for a town.

Two walks a district keep little in memory: the first finds out who is a case, the second follows the chosen.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from demerit.archive.canonical import Coded, Values
from demerit.archive.cube import Columns
from demerit.archive.persons import person_id
from demerit.archive.schema import PANEL, PARTS
from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, U64x1
from demerit.engine import events
from demerit.engine.columns import stack
from demerit.engine.districts import Desk
from demerit.engine.lives import (
    ENTRY_COLUMNS,
    KIND,
    NUMBER,
    SLOT,
    STEP,
    A,
    B,
    Entries,
    Ints,
    entries,
    in_order,
    known_truth,
    on_record,
)
from demerit.scenario import Resolved, lower
from demerit.scenario.tables import MAX_LISTS, Tables
from demerit.society import traits
from demerit.society.compiled import populated
from demerit.society.tables import ALL_ROWS, SocietyTables
from demerit.society.traits import ALL_SLOTS, SLOTS

MOST_DISTRICTS = 64
RANDOM, CASES = 1000, 200
"""How many people the random part has, and each part of cases at most."""

_DISTRICT, _PERSON = point("panel.district"), point("panel.person")
_PERSON64 = np.uint64(_PERSON)

T = TypeVar("T")


class Candidates(NamedTuple):
    """Everybody of one district, with their keys and, for each part of PARTS, whether they belong to it."""

    district: int
    slot: Ints
    number: Ints
    mark: NDArray[np.uint64]
    parts: NDArray[np.bool_]  # [parts, people]


class Chosen(NamedTuple):
    """Somebody of the panel: which part of PARTS, and where they live."""

    part: int
    district: int
    slot: int
    number: int


def panel(
    resolved: Resolved, entered: int, workers: int, finished: Callable[[int, int], None] | None = None
) -> dict[str, Columns]:
    """Return the tables of the panel.

    Args:
        resolved: the run.
        entered: people who were ever there in draw 0, whom the random part stands for.
        workers: threads, at least 1.
        finished: called with the districts that are walked, and how many walks there are.
    """
    tables, seed = lower(resolved, 0), resolved.scenario.seed
    districts = districts_of(resolved)

    def look(desk: Desk, district: int, slots: int) -> Candidates:
        return _candidates(desk.follow(tables, seed, district, slots, range(ALL_SLOTS)), seed, district)

    def follow(desk: Desk, district: int, slots: int) -> tuple[Entries, dict[str, Values]]:
        kept = by_district[district]
        rows = in_order(desk.follow(tables, seed, district, slots, sorted({one.slot for one in kept})))
        theirs = {(one.slot, one.number) for one in kept}
        mine = [(slot, number) in theirs for slot, number in rows[:, [SLOT, NUMBER]].tolist()]
        lives = entries(rows[np.array(mine, np.bool_)], district, resolved.names, resolved.scenario.calendar)
        places = [(one.slot, one.number) for one in kept]
        people = people_of(resolved, tables.society, district, places)
        del people["size"]
        return lives, {"part": np.array([one.part for one in kept], np.int64), **people}

    found = _walk(resolved, tables, workers, districts, look, _counted(finished, 0, 2 * len(districts)))
    by_district: dict[int, list[Chosen]] = defaultdict(list)
    for one in _choose(found):
        by_district[one.district].append(one)
    homes = [district for district in districts if by_district[district]]
    counted = _counted(finished, 2 * len(districts) - len(homes), 2 * len(districts))
    made = _walk(resolved, tables, workers, homes, follow, counted)
    lives = [life for life, _ in made]
    return {
        "panel_people": _people([people for _, people in made], entered),
        "panel_truth": _table(lives, truth=True),
        "panel_ledger": _table(lives, truth=False),
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
    p = populated(society, resolved.scenario.seed + draw, district, steps, slots)
    rows = int(p.n[ALL_ROWS])
    where = {
        pair: row
        for row, pair in enumerate(zip(p.slot[:rows].tolist(), p.number[:rows].tolist(), strict=True))
    }
    at = np.array([where.get(place, -1) for place in places], np.int64)
    there = at >= 0

    def number(column: NDArray[Any]) -> Ints:
        return np.where(there, column[at].astype(np.int64), -1)

    def name(texts: Sequence[str], column: NDArray[Any]) -> Coded:
        return Coded(np.where(there, column[at].astype(np.int64) + 1, 0), ("", *texts))

    residence = np.where(
        p.visitor != 0, traits.VISITOR_RESIDENCE, 2 * (1 - p.urban.astype(np.int64)) + p.away
    )
    return {
        "person": Coded(np.arange(len(places)), tuple(person_id(district, *place) for place in places)),
        "district": np.full(len(places), district, np.int64),
        "slot": np.array([slot for slot, _ in places], np.int64),
        "occupant": np.array([occupant for _, occupant in places], np.int64),
        "household": number(p.plot),
        "enters": number(p.enter),
        "leaves": number(p.leave),
        "exit": name(traits.LEAVE_KINDS, p.leave_kind),
        "born": np.where(there, p.born[at].astype(np.int64), 0),
        "sex": name(traits.SEXES, p.sex),
        "tier": name(traits.TIERS, p.tier_born),
        "group": name(traits.GROUPS, p.group),
        "fifth": name(traits.FIFTHS, p.fifth),
        "region": name(traits.REGIONS, np.full(len(p.slot), p.region[0], np.int64)),
        "residence": name(traits.RESIDENCES, residence),
        "role": name(traits.ROLES, p.role),
        "size": name(traits.SIZES, p.size),
    }


def _counted(finished: Callable[[int, int], None] | None, done: int, total: int) -> Callable[[int], None]:
    def count(more: int) -> None:
        if finished is not None:
            finished(done + more, total)

    return count


def _walk(
    resolved: Resolved,
    tables: Tables,
    workers: int,
    districts: Sequence[int],
    work: Callable[[Desk, int, int], T],
    counted: Callable[[int], None],
) -> list[T]:
    """Return what `work` answers for a desk, a district and its slots, in the order of the districts."""
    desks = threading.local()

    def on_desk(district: int) -> T:
        if not hasattr(desks, "desk"):
            desks.desk = Desk(tables)
        slots = resolved.slots if district == resolved.districts - 1 else SLOTS
        return work(desks.desk, district, slots)

    answers = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for answer in pool.map(on_desk, districts):
                answers.append(answer)
                counted(len(answers))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return answers


def _candidates(rows: Ints, seed: int, district: int) -> Candidates:
    """Return everybody of a district, from all that happens in it."""
    rows = rows[rows[:, SLOT] < SLOTS]
    life = rows[:, SLOT] + ALL_SLOTS * rows[:, NUMBER]
    people, place = np.unique(life, return_inverse=True)
    parts = np.zeros((len(PARTS), len(people)), np.bool_)
    parts[0] = True
    kind = rows[:, KIND]
    parts[1, place[kind == events.LISTED]] = True
    parts[4, place[(kind == events.LISTED) & (rows[:, B] == events.BY_TIE)]] = True
    recorded, shadow, whose = _listed_at_ends_of_steps(rows, place)
    parts[2, whose[recorded & ~shadow]] = True
    parts[3, whose[shadow & ~recorded]] = True
    slot, number = people % ALL_SLOTS, people // ALL_SLOTS
    mark = np.zeros(len(people), np.uint64)
    _mark(np.uint64(seed), district, people, mark)
    return Candidates(district, slot, number, mark, parts)


def _listed_at_ends_of_steps(rows: Ints, place: Ints) -> tuple[Any, Any, Ints]:
    """Return whether one is listed as recorded and in the shadow wherever that changed, and whose it is."""
    changes = {
        events.LISTED: (1, 0),
        events.OFF: (-1, 0),
        events.SHADOW_LISTED: (0, 1),
        events.SHADOW_OFF: (0, -1),
    }
    at = np.flatnonzero(np.isin(rows[:, KIND], list(changes)))
    step, spell = rows[at, STEP], place[at] * MAX_LISTS + rows[at, A]
    order = np.lexsort((np.arange(len(at)), step, spell))
    at, step, spell = at[order], step[order], spell[order]
    by = np.zeros((max(changes) + 1, 2), np.int64)
    for kind, change in changes.items():
        by[kind] = change
    running = np.cumsum(by[rows[at, KIND]], axis=0)
    first = np.ones(len(at), np.bool_)
    first[1:] = spell[1:] != spell[:-1]
    last = np.ones(len(at), np.bool_)
    last[:-1] = (spell[1:] != spell[:-1]) | (step[1:] != step[:-1])
    begins = np.flatnonzero(first)
    before = np.concatenate([np.zeros((1, 2), np.int64), running])[begins]
    stands = running - before[np.cumsum(first) - 1]
    return stands[last, 0] == 1, stands[last, 1] == 1, place[at[last]]


@kernel
def _mark(seed: np.uint64, district: int, people: I64x1, mark: U64x1) -> None:
    """Give every person of a district, slot + ALL_SLOTS x number, the key that decides who is chosen."""
    k = key(seed, _PERSON64, 0, district)
    for n in range(people.shape[0]):
        mark[n] = lane(k, people[n])


def _choose(found: Sequence[Candidates]) -> list[Chosen]:
    """Return the panel: for each part the first by key, of all districts together."""
    if not found:
        return []
    mark, slot, number = (
        np.concatenate([getattr(each, name) for each in found]) for name in ("mark", "slot", "number")
    )
    district = np.repeat([each.district for each in found], [len(each.mark) for each in found])
    parts = np.concatenate([each.parts for each in found], axis=1)
    chosen = []
    for part, belongs in enumerate(parts):
        places, most = np.flatnonzero(belongs), RANDOM if part == 0 else CASES
        if len(places) > most:  # among the lowest keys, all that are equal to the last included
            last = np.partition(mark[places], most - 1)[most - 1]
            places = places[mark[places] <= last]
        order = np.lexsort((number[places], slot[places], district[places], mark[places]))
        chosen += [Chosen(part, int(district[n]), int(slot[n]), int(number[n])) for n in places[order][:most]]
    return chosen


def _people(parts: Sequence[dict[str, Values]], entered: int) -> Columns:
    """Return who is in the panel; one of the random part stands for as many as entered the draw per head."""
    if not parts:
        return dict.fromkeys(PANEL["panel_people"].names, ())
    columns = stack(parts)
    part = np.asarray(columns["part"])
    size = int((part == 0).sum())
    weight = (Decimal(entered) / size).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return {
        **columns,
        "draw": 0,
        "part": Coded(part, PARTS),
        "weight": Coded((part != 0).astype(np.int64), (str(weight), "0")),
    }


def _table(lives: Sequence[Entries], truth: bool) -> Columns:
    """Return what the lab knows of these lives, or what is on record."""
    chosen = [known_truth(life) if truth else on_record(life) for life in lives]
    if not chosen:
        return dict.fromkeys(PANEL["panel_truth"].names, ())
    columns = stack([{name: getattr(life, name) for name in ENTRY_COLUMNS} for life in chosen])
    return {"draw": 0, **columns}
