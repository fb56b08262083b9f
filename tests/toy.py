"""Small regimes in a small society, run by either engine: the bench on which the engine's tests stand.

A regime is a dictionary here, so that a test shows what matters to it and nothing else. Both engines run
from tables, so a test may also still the society's demography or change a number in the tables.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit import society
from demerit.chance import PoissonTables, point, poisson_tables
from demerit.chance.plain import key, partner
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.documents import read, write
from demerit.engine.districts import Desk, walk_plain
from demerit.engine.totals import Totals, new_totals
from demerit.engine.world import Occupant, World
from demerit.scenario.lower import lower
from demerit.scenario.rates import top
from demerit.scenario.resolve import Resolved, resolve
from demerit.scenario.tables import Tables
from demerit.society import kin, leaders
from demerit.society.tables import Population
from demerit.society.traits import (
    ALL_SLOTS,
    DIVORCED,
    MARRIED,
    ORGANISATIONS,
    SLOTS,
    VISITOR_RESIDENCE,
)

SMALL = Path(__file__).parent / "examples" / "small-society.yaml"
START = dt.date(2020, 1, 6)
TRIPLED = {"jobless": "3, from made", "ceiling": 3}
"""Of a conduct whose ceiling is 1: three times as often without the job."""
WORK = {
    "lost": "100 % per person-year, from made",
    "found": "300 % per person-year, assumed 200..400",
    "lost_if_listed": "6, from made",
    "found_if_listed": "0.25, from made",
    "lost_if_employer_listed": "3, from made",
    "remembered": "3 weeks, from made",
}
DETERRENCE = {
    "effect": "0.8, assumed 0.6..1",
    "announced": "0.5, from made",
    "own": "0.6, from made",
    "near": "0.2, from made",
    "half_life": "8 weeks, assumed 2..12 log",
}
GENERAL = {"effect": "0.9, assumed 0.8..1"}
EXACT = {"references": {"made": {"title": "Made up for tests", "evidence": "S"}}}


def made(value: str | float) -> str:
    """Return a number as an exact one of the made-up reference."""
    return f"{value}, from made"


def regime(**parts: Any) -> dict[str, Any]:
    """Return a regime of one source, no scores, no lists and no safeguards, with `parts` laid over it."""
    whole: dict[str, Any] = {
        "demerit": 2,
        "regime": "toy",
        "title": "A regime for a test",
        **EXACT,
        "operator": {"kind": "court"},
        "conducts": {"default": {}},
        "sources": {"courts": source()},
        "adjudication": {"official": {"upholds_true": made(1), "upholds_false": made(1)}},
        "consequences": {},
        "safeguards": "none",
    }
    return {**whole, **parts}


def of_records(**given: Any) -> dict[str, Any]:
    """Return safeguards of records alone, those that are `given` and no others."""
    return {"of_records": "ordinary", "of_listings": "none", "ordinary": {**given, "others": "none"}}


def of_listings(**given: Any) -> dict[str, Any]:
    """Return safeguards of listings alone, those that are `given` and no others."""
    return {"of_records": "none", "of_listings": "way-back", "way-back": {**given, "others": "none"}}


def source(sees: Mapping[str, float] | None = None, **parts: Any) -> dict[str, Any]:
    """Return a source that reads records of `sees` (by default of every default) and covers all people."""
    seen = {name: made(share) for name, share in (sees or {"default": 1}).items()}
    return {"kind": "records", "covers": "people", "sees": seen, "coverage": made(1), **parts}


def black(on: Sequence[str] = ("default",), term: str = "ever", **parts: Any) -> dict[str, Any]:
    """Return a list, a burden, that one record enters for `term`, minors included."""
    return {"kind": "burden", "enter": [{"record": list(on), "for": term}], "minors": True, **parts}


def way(condition: str, term: str = "none") -> dict[str, str]:
    """Return a way onto a list: while a condition holds, or for a term, and again if it holds then."""
    if term == "none":
        return {"while": condition}
    return {"once": condition, "for": term, "again": "after-spell-ends"}


def resolved(whole: Mapping[str, Any], steps: int, step: str = "week", **scenario: Any) -> Resolved:
    """Return a scenario of `steps` steps of the regime `whole` in the small society."""
    days = steps * (7 if step == "week" else 1)
    settings = {
        "in": str(SMALL),
        "from": START.isoformat(),
        "to": (START + dt.timedelta(days=days)).isoformat(),
        "step": step,
        "people": 5000,
        "draws": 1,
        "against": "nothing",
        **scenario,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "regime.yaml"
        path.write_text(write(dict(whole)), encoding="utf-8")
        return resolve(path, settings)


def tables(whole: Mapping[str, Any], steps: int, draw: int = 0, **scenario: Any) -> Tables:
    """Return the lowered scenario of a regime in the small society."""
    return lower(resolved(whole, steps, **scenario), draw)


def still(t: Tables) -> Tables:
    """Return tables without birth, death, moves, visitors, and opening or closing of organisations."""
    people, none = t.society, np.zeros_like
    return t._replace(
        society=people._replace(
            death=none(people.death),
            birth=0,
            dissolution=0,
            visitor_plot=0,
            away_on=none(people.away_on),
            away_off=none(people.away_off),
            opening=0,
            closing=0,
        )
    )


def compiled(t: Tables, seed: int = 1, first: int = 0, last: int = 1, slots: int = SLOTS) -> Totals:
    """Return the totals of districts first .. last - 1 by the compiled engine; `slots` of the last."""
    return Desk(t).run(t, seed, first, last, slots)


def followed(
    t: Tables, seed: int = 1, district: int = 0, slots: int = SLOTS, whom: Collection[int] = range(ALL_SLOTS)
) -> NDArray[np.int64]:
    """Return what happens to the occupants of some slots (by default all), by the compiled engine."""
    return Desk(t).follow(t, seed, district, slots, whom)


def walk(
    t: Tables,
    totals: Totals,
    seed: int = 1,
    district: int = 0,
    slots: int = SLOTS,
    whom: Collection[int] = (),
) -> Iterator[tuple[int, World, Population]]:
    """Yield the district as the plain engine sees it after every step, adding to `totals` on the way."""
    return walk_plain(t, totals, seed, district, slots, whom)


def empty(t: Tables) -> Totals:
    """Return totals in which nothing is counted yet."""
    return new_totals(t)


def per_district(t: Tables, seed: int, districts: int, field: str) -> NDArray[np.int64]:
    """Return one field of the totals for each district alone: [district, ...]."""
    desk = Desk(t)
    return np.array([getattr(desk.run(t, seed, d, d + 1), field).copy() for d in range(districts)])


def altered(name: str, responses: Mapping[str, Any], **conducts: Mapping[str, Any]) -> Path:
    """Return a file of the small society, under another name, with parts laid over responses and conducts."""
    whole = read(SMALL).data
    whole["society"] = name
    whole["responses"] |= responses
    for conduct, parts in conducts.items():
        whole["conducts"][conduct] |= parts
    path = Path(tempfile.mkdtemp(prefix="demerit-")) / f"{name}.yaml"
    path.write_text(write(whole), encoding="utf-8")
    return path


@cache
def answering() -> Path:
    """Return a file of the small society in which people answer quickly: with their jobs, and by deterrence.

    Being without the job triples the rate of `default`.
    """
    answers = {"work": WORK, "deterrence": DETERRENCE, "general_deterrence": GENERAL}
    return altered("answering", answers, default=TRIPLED)


@cache
def conducts() -> tuple[str, ...]:
    """Return the society's conducts in the order of the tables."""
    return resolved(regime(), 1).names.conducts


@cache
def domains() -> tuple[str, ...]:
    """Return the society's kinds of attempt in the order of the tables."""
    return resolved(regime(), 1).names.domains


def central() -> PoissonTables:
    """Return the tables of possible acts at the declared rates, not at those that were drawn."""
    small = society.load(SMALL)
    spreads = {name: it.spread.value for name, it in small.propensities.items() if it.spread is not None}
    means = [
        thing.rate.value
        * top(thing, spreads.get(thing.propensity or ""))
        * (ORGANISATIONS if thing.by == "organisation" else SLOTS)
        * 7
        / DAYS_PER_YEAR
        for thing in small.conducts.values()
    ]
    return poisson_tables(means)


def tied(world: World, population: Population, relation: str, slot: int, step: int = 0) -> list[Occupant]:
    """Return who is there to whom the occupant of a slot is the `relation`, in the plain engine's district.

    Kin, couples and leaders are asked of the society, not of the engine.
    """
    if relation == "household":
        near = {m for m in range(*_plot(population, slot)) if m != slot}
    elif relation == "acquaintance":
        keys = [key(world.seed, point("ties.acquaintance"), n, world.district) for n in range(3)]
        near = {partner(k, slot) for k in keys}
    elif relation in ("leader", "organisation"):
        near = _lead(world, slot)
    elif relation in ("spouse", "former_spouse"):
        near = _couple(world, population, relation, slot, step)
    else:
        near = _kin(world, population, relation, slot, step)
    return [world.occupants[m] for m in sorted(near) if m in world.occupants]


def _plot(population: Population, slot: int) -> tuple[int, int]:
    return int(population.plot_first[slot]), int(population.plot_end[slot])


def _lead(world: World, slot: int) -> set[int]:
    draw = leaders.leaders_key_plain(world.seed, world.district)
    place = slot - SLOTS if slot >= SLOTS else slot // (SLOTS // ORGANISATIONS)
    led = [
        m
        for m in (leaders.candidate_plain(draw, place, n) for n in range(2))
        if m in world.occupants
        and 2 <= world.occupants[m].age <= 6
        and world.occupants[m].residence != VISITOR_RESIDENCE
    ]
    if slot >= SLOTS:
        return set(led)
    return {SLOTS + place} if slot in led else set()


def _row(population: Population, slot: int, step: int) -> int:
    rows = np.flatnonzero(
        (population.slot[: population.n[0]] == slot)
        & (population.enter[: population.n[0]] <= step)
        & (population.leave[: population.n[0]] > step)
    )
    return int(rows[0])


def _couple(world: World, population: Population, relation: str, slot: int, step: int) -> set[int]:
    row = _row(population, slot, step)
    other = int(population.spouse[row])
    if other < 0 or population.leave[other] <= step:
        return set()
    changes = slice(0, int(population.change_start[step + 1]))
    mine = population.change_kind[changes][population.change_row[changes] == row]
    marital = [kind for kind in mine.tolist() if kind in (MARRIED, DIVORCED)]
    state = kin.couple_state(0, marital[-1]) if marital else int(population.married[row])
    found = kin.in_couple(kin.SPOUSE if relation == "spouse" else kin.FORMER_SPOUSE, state)
    return {int(population.slot[other])} if found else set()


def _kin(world: World, population: Population, relation: str, slot: int, step: int) -> set[int]:
    t, code = world.tables.society, kin.RELATIONS.index(relation.replace("_", " "))
    who, found = world.occupants[slot], set()
    for n in range(kin.kin_count_plain(t, code)):
        m = kin.kin_plain(t, code, n, kin.kin_key_plain(world.seed, code, n, world.district), slot)
        other = world.occupants.get(m)
        if other is None or VISITOR_RESIDENCE in (who.residence, other.residence):
            continue
        plots = _plot(population, m)[0], _plot(population, slot)[0]
        if kin.fits_plain(code, int(world.tables.time.day[step]), other.born, plots[0], who.born, plots[1]):
            found.add(m)
    return found
