"""A made-up run for the tests of audit and report: its counts are consistent, its world is nobody's model.

Spells on a list are drawn one by one with plain NumPy and then counted into the cube's tables, so stocks,
flows, refusals and moments agree with each other as a real run's do, and a test may know the answer
beforehand. It is small and quick, and it is no stand-in for the engine.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np

from demerit.archive import cube
from demerit.archive.manifest import FILE_NAME, Manifest, Source, Told
from demerit.counted.table import Coded
from demerit.counted.values import GROUNDS, GROUNDS_WRONGFUL, OUTFLOWS
from demerit.quantities import Calendar
from tests.made_tables import AXES, Ints, quarters, rest, text, ties_jobs_claims

ORGANISATION_AXES = {
    "region": AXES["region"],
    "size": (("micro", "small", "medium", "large"), (0.7, 0.22, 0.06, 0.02), (1.2, 0.7, 0.4, 0.2)),
}
DOMAINS = {
    "flight": 1.5,
    "high-speed-rail": 0.5,
    "star-hotel": 0.8,
    "property": 0.03,
    "private-school": 0.01,
}
EXITS = ("expiry", "payment", "repair", "correction", "death", "left")
EXIT_SHARES = (0.55, 0.28, 0.02, 0.05, 0.04, 0.06)
OUT = tuple(f"out_{kind}" for kind in EXITS)


def make(
    folder: Path,
    *,
    draws: int = 8,
    people: int = 300_000,
    years: int = 6,
    districts: int = 60,
    seed: int = 7,
    rate: float = 0.0025,
    not_modelled: tuple[str, ...] = ("M31", "M35"),
    regime: str = "china-lists-2018",
    lists: bool = True,
    besides: bool = False,
) -> Path:
    """Write a made-up run of persons and organisations into `folder` and return it.

    With `besides` it has listings through others, jobs and claims too, of numbers that a test can foresee.
    """
    calendar = Calendar(start=dt.date(2014, 1, 6), end=dt.date(2014 + years, 1, 6))
    folder.mkdir(parents=True, exist_ok=True)
    writer = cube.CubeWriter(folder)
    chance = np.random.default_rng(seed)
    for draw in range(draws):
        tables: dict[str, list[dict[str, Any]]] = {}
        strength = rate * float(np.exp(chance.normal(0, 0.25))) if lists else 0.0
        _entity(
            tables, chance, draw, "person", "defaulters", AXES, people, districts, calendar, strength, DOMAINS
        )
        _entity(
            tables, chance, draw, "organisation", "dishonest-enterprises", ORGANISATION_AXES,
            people // 14, districts, calendar, 4 * strength, {"procurement": 1.5, "loan": 0.7},
        )  # fmt: skip
        rest(tables, chance, draw, calendar, people, lists)
        if besides:
            ties_jobs_claims(tables, draw, lists)
        writer.add({name: _joined(parts) for name, parts in tables.items()})
    entries = writer.finish()
    digest = f"{seed:064x}"
    manifest = Manifest(
        run_id=digest, demerit_version="0.1.0", engine_digest=digest,
        question=f"What would {regime} do to people?",
        regime=Source(name=regime, digest=digest),
        society=Source(name="large-country-2020", digest=digest),
        scenario=Source(name="china-lists-2018", digest=digest), seed=1, draws=draws, districts=districts,
        people_expected=people, people_realised=(people,) * draws, represents=1_411_780_000,
        weight=1_411_780_000 / people, calendar=calendar, steps=calendar.steps,
        not_modelled=not_modelled, tables=entries,
        acts_per_person_week=0.081, sightings_per_person_week=0.012, told=Told(seconds=41.0),
    )  # fmt: skip
    (folder / FILE_NAME).write_text(manifest.to_json())
    return folder


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Stack parts with the same columns; text columns are lists of labels by row."""
    joined: dict[str, Any] = {}
    for column in parts[0]:
        values = [part[column] for part in parts]
        if isinstance(values[0], Coded):
            labels = sorted({label for value in values for label in value.labels})
            place = {label: number for number, label in enumerate(labels)}
            codes = [
                np.array([place[label] for label in value.labels], dtype=np.int32)[value.codes]
                for value in values
            ]
            joined[column] = Coded(np.concatenate(codes), tuple(labels))
        else:
            joined[column] = np.concatenate(values)
    return joined


def _entity(
    tables: dict[str, list[dict[str, Any]]],
    chance: np.random.Generator,
    draw: int,
    entity: str,
    name: str,
    axes: dict[str, tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]],
    people: int,
    districts: int,
    calendar: Calendar,
    rate: float,
    domains: dict[str, float],
) -> None:
    steps = calendar.steps
    years = steps * 7 / 365.2425
    spells = int(chance.poisson(people * rate * years))
    # Entries become more common at first, then steady.
    enter = np.floor(steps * chance.beta(1.35, 1.0, spells)).astype(np.int64).clip(0, steps - 1)
    kind = chance.choice(len(EXITS), spells, p=EXIT_SHARES)
    length = np.where(kind == 0, 105, 1 + chance.geometric(1 / 45, spells)).astype(np.int64)
    leave = enter + length
    without = chance.random(spells) < 0.06
    unable = ~without & (chance.random(spells) < 0.23)
    home = chance.integers(0, districts, spells)
    where = {
        axis: chance.choice(len(values), spells, p=np.array(shares) * weights / np.dot(shares, weights))
        for axis, (values, shares, weights) in axes.items()
    }
    where = {"all": np.zeros(spells, dtype=np.int64), **where}
    labels = {"all": ("all",), **{axis: values for axis, (values, _, _) in axes.items()}}
    portions = {"all": (1.0,), **{axis: shares for axis, (_, shares, _) in axes.items()}}
    ended = leave < steps

    def over(codes: Ints, size: int, at: Ints, keep: Ints) -> Ints:
        """Count kept spells by (code, step)."""
        counted = np.bincount(codes[keep] * steps + at[keep], minlength=size * steps)
        return counted.reshape(size, steps).astype(np.int64)

    def standing(codes: Ints, size: int, keep: Ints) -> Ints:
        gone = keep & ended
        return (over(codes, size, enter, keep) - over(codes, size, leave, gone)).cumsum(axis=1)

    everyone = np.ones(spells, dtype=bool)
    times: dict[str, tuple[Ints, Ints]] = {}
    for domain, each in domains.items():
        last = np.minimum(leave, steps)
        count = chance.poisson(each * np.maximum(0, last - enter - 1) / 52)
        who = np.repeat(np.arange(spells), count)
        at = enter[who] + 1 + np.floor(chance.random(len(who)) * (last - enter - 1)[who]).astype(np.int64)
        times[domain] = (who, np.minimum(at, steps - 1))
    for axis, codes in where.items():
        size = len(labels[axis])
        rows = size * steps
        codes = codes.astype(np.int64)
        key = {
            "draw": np.full(rows, draw), "entity": text(entity, rows), "axis": text(axis, rows),
            "step": np.tile(np.arange(steps), size),
            "value": Coded(np.repeat(np.arange(size, dtype=np.int32), steps), labels[axis]),
        }  # fmt: skip
        present = np.round(people * np.array(portions[axis])).astype(np.int64).repeat(steps)
        nothing = np.zeros(rows, dtype=np.int64)
        tables.setdefault("people", []).append(
            key | {"present": present, "entered": nothing, "died": nothing, "left": nothing}
        )
        if rate:
            stocks = {
                "stock": standing(codes, size, everyone).ravel(),
                "inflow": over(codes, size, enter, everyone).ravel(),
                "inflow_wrongful": over(codes, size, enter, without).ravel(),
                **{
                    out: over(codes, size, leave, ended & (kind == number)).ravel()
                    for number, out in enumerate(OUT)
                },
                "without_act": standing(codes, size, without).ravel(),
                "could_not_pay": standing(codes, size, unable).ravel(),
                **dict.fromkeys(("spared", "mixed", "by_measurement"), nothing),
                **dict.fromkeys((*GROUNDS, *GROUNDS_WRONGFUL), nothing),
                **dict.fromkeys((f"out_{kind}" for kind in OUTFLOWS if kind not in EXITS), nothing),
            }
            stocks["wrongful"] = stocks["unfounded"] = stocks["unfounded_wrongful"] = stocks["without_act"]
            stocks["own_terms"] = stocks["stock"] - stocks["unfounded"]
            tables.setdefault("lists", []).append(key | {"list": text(name, rows)} | stocks)
        for domain in domains:
            who, at = times[domain]

            def refused(keep: Ints) -> Ints:
                counted = np.bincount(codes[who[keep]] * steps + at[keep], minlength=rows)  # noqa: B023
                return counted.astype(np.int64)

            hit = {
                "refusals": refused(np.ones(len(who), dtype=bool)),
                "refusals_without_act": refused(without[who]),
                "refusals_could_not_pay": refused(unable[who]),
                **dict.fromkeys(("mismatches", "favoured", "charged", "cost"), np.zeros(rows, np.int64)),
            }
            tries = chance.poisson(present / 52 * domains[domain]).astype(np.int64) + hit["refusals"]
            tables.setdefault("attempts", []).append(
                key
                | {"domain": text(domain, rows), "attempts": tries, "gated": tries * (domain == "flight")}
                | hit
            )
            tables.setdefault("refusals", []).append(_by_ground(key | hit, calendar, domain, size))
    if not rate:
        return
    _moments(tables, draw, entity, name, home, enter, leave, without, unable, times, districts, people, steps)
    _spells(tables, draw, entity, name, kind, length, enter, leave, steps)
    if entity == "person":
        quarters(tables, chance, draw, where, enter, leave, without, unable, times, people, calendar)


def _by_ground(weekly: dict[str, Any], calendar: Calendar, domain: str, size: int) -> dict[str, Any]:
    """Return the refusals of a kind of attempt by ground, each quarter, of `size` values of an axis."""
    names = [calendar.quarter(step) for step in range(calendar.steps)]
    order = sorted(set(names))
    begins = [names.index(name) for name in order]

    def summed(counts: Ints) -> Ints:
        return np.add.reduceat(counts.reshape(size, calendar.steps), begins, axis=1).ravel()

    values, rows = weekly["value"], size * len(order)
    unfounded = summed(weekly["refusals_without_act"])
    return {
        "draw": np.full(rows, weekly["draw"][0]),
        "entity": text(weekly["entity"].labels[0], rows),
        "domain": text(domain, rows),
        "quarter": Coded(np.tile(np.arange(len(order), dtype=np.int32), size), tuple(order)),
        "axis": text(weekly["axis"].labels[0], rows),
        "value": Coded(np.repeat(np.arange(size, dtype=np.int32), len(order)), values.labels),
        **dict.fromkeys(GROUNDS, np.zeros(rows, np.int64)),
        "unfounded": unfounded,
        "own_terms": summed(weekly["refusals"]) - unfounded,
        "wrongful": unfounded,
    }


def _moments(
    tables: dict[str, list[dict[str, Any]]],
    draw: int,
    entity: str,
    name: str,
    home: Ints,
    enter: Ints,
    leave: Ints,
    without: Ints,
    unable: Ints,
    times: dict[str, tuple[Ints, Ints]],
    districts: int,
    people: int,
    steps: int,
) -> None:
    each = np.full(districts, people // districts, dtype=np.int64)
    each[: people % districts] += 1
    spells = len(home)
    everyone = np.ones(spells, dtype=bool)
    ended = leave < steps

    def by_district(at: Ints, keep: Ints) -> Ints:
        counted = np.bincount(home[keep] * steps + at[keep], minlength=districts * steps)
        return counted.reshape(districts, steps).astype(np.int64)

    def stock(keep: Ints) -> Ints:
        return (by_district(enter, keep) - by_district(leave, keep & ended)).cumsum(axis=1)

    refusals = np.zeros((districts, steps), dtype=np.int64)
    for who, at in times.values():
        np.add.at(refusals, (home[who], at), 1)
    measures = {
        "stock": stock(everyone), "inflow": by_district(enter, everyone), "refusals": refusals,
        "without_act": stock(without), "could_not_pay": stock(unable),
    }  # fmt: skip
    for measure, x in measures.items():
        tables.setdefault("moments", []).append(
            {
                "draw": np.full(steps, draw), "entity": text(entity, steps),
                "list": text("any" if measure == "refusals" else name, steps), "step": np.arange(steps),
                "measure": text(measure, steps), "region": text("all", steps),
                "n": np.full(steps, districts), "sum_x": x.sum(axis=0),
                "sum_x2": (x * x).sum(axis=0), "sum_n": np.full(steps, each.sum()),
                "sum_xn": (x * each[:, None]).sum(axis=0), "sum_n2": np.full(steps, (each * each).sum()),
            }
        )  # fmt: skip


def _spells(
    tables: dict[str, list[dict[str, Any]]],
    draw: int,
    entity: str,
    name: str,
    kind: Ints,
    length: Ints,
    enter: Ints,
    leave: Ints,
    steps: int,
) -> None:
    shown = np.where(leave < steps, kind, len(EXITS))
    weeks = np.where(leave < steps, length, steps - enter)
    pairs, counts = np.unique(shown * 10_000 + weeks, return_counts=True)
    rows = len(pairs)
    tables.setdefault("spells", []).append(
        {
            "draw": np.full(rows, draw), "entity": text(entity, rows), "list": text(name, rows),
            "exit": Coded((pairs // 10_000).astype(np.int32), (*EXITS, "standing")),
            "weeks": pairs % 10_000, "count": counts.astype(np.int64),
        }
    )  # fmt: skip
