"""From totals to the cube: whole numbers by position become rows with names.

Positions are quick and names are for people, so the change happens once a draw, after counting. Rows in
which nothing is or happens are kept where a series would otherwise have a gap (people, lists), and left
out of the tables that are mostly empty (attempts, quarters, records, acts, spells).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.archive.canonical import Coded, Values
from demerit.archive.schema import (
    ANY_LIST,
    COMPARED,
    DEBT_TRUTHS,
    ENTERED_WRONGLY,
    EXITS,
    GROUNDS,
    GROUNDS_WRONGFUL,
    MEASURES,
    NO_TIER,
    SPHERES,
    STANDINGS,
    VALENCES,
)
from demerit.engine import totals as at
from demerit.engine.codes import ORGANISED
from demerit.engine.totals import Totals
from demerit.scenario.codes import RELATIONS
from demerit.scenario.inputs import Input
from demerit.scenario.names import Names
from demerit.society.traits import AXES, CATEGORIES

Ints = NDArray[np.int64]
Columns = Mapping[str, Values]

ENTITIES = ("person", "organisation")


class _Axes:
    """The values of all axes, persons' first, in the order of the totals."""

    def __init__(self, names: Names) -> None:
        self.entity: list[int] = []
        axes, values = [], []
        for code, entity in enumerate(ENTITIES):
            for axis in AXES[entity]:
                categories = names.categories(axis)
                self.entity += [code] * len(categories)
                axes += [axis] * len(categories)
                values += categories
        self.axis, self.value = _coded(axes), _coded(values)

    def of(self, entity: int) -> Ints:
        """Return the positions of the values of one kind of entity."""
        return np.flatnonzero(np.array(self.entity) == entity)


def _coded(texts: Sequence[str]) -> Coded:
    labels = tuple(dict.fromkeys(texts))
    places = {label: place for place, label in enumerate(labels)}
    return Coded(np.array([places[text] for text in texts], np.int32), labels)


def _pick(column: Coded, places: Ints) -> Coded:
    return Coded(column.codes[places], column.labels)


def _named(labels: Sequence[str], codes: Any) -> Coded:
    return Coded(np.asarray(codes, np.int32), tuple(labels))


def stack(parts: Sequence[dict[str, Any]]) -> dict[str, Values]:
    """Put tables with the same columns under each other."""
    stacked: dict[str, Values] = {}
    for name in parts[0]:
        columns = [part[name] for part in parts]
        if isinstance(columns[0], Coded):
            labels = tuple(dict.fromkeys(label for column in columns for label in column.labels))
            places = {label: place for place, label in enumerate(labels)}
            codes = [
                np.array([places[label] for label in column.labels], np.int32)[column.codes]
                for column in columns
            ]
            stacked[name] = Coded(np.concatenate(codes), labels)
        else:
            stacked[name] = np.concatenate(columns)
    return stacked


def cube(totals: Totals, names: Names, draw: int, assumed: Sequence[Input]) -> dict[str, Columns]:
    """Return the tables of one draw, its drawn inputs among them."""
    axes = _Axes(names)
    tables = {
        "people": _people(totals, axes),
        "lists": _lists(totals, axes, names),
        "grades": _grades(totals, axes, names),
        "scores": _scores(totals, names),
        "points": _points(totals, names),
        "attempts": _attempts(totals, axes, names),
        "acts": _acts(totals, names),
        "acts_by_step": _acts_by_step(totals, names),
        "conducts": _conducts(names),
        "work": _work(totals, names),
        "records": _records(totals, names),
        "money": _money(totals, names),
        "quarters": _quarters(totals, names),
        "grounds": _grounds(totals, names),
        "spells": _spells(totals, names),
        "relations": _relations(totals, names),
        "moments": _moments(totals, names),
        "left_out": _left_out(totals),
        "inputs": _inputs(assumed),
    }
    return {name: {"draw": draw, **columns} for name, columns in tables.items() if columns}


def _left_out(totals: Totals) -> Columns:
    return {"what": ["births"], "count": totals.births_lost}


def _inputs(assumed: Sequence[Input]) -> Columns:
    if not assumed:
        return {}
    path, unit, value = zip(*assumed, strict=True)
    return {"path": list(path), "unit": list(unit), "value": list(value)}


def _weekly(
    axes: _Axes, entity: int, counts: Ints, columns: Sequence[str], skip_empty: bool
) -> dict[str, Any]:
    """Return [T, V, columns] as rows for one kind of entity."""
    places = axes.of(entity)
    steps = counts.shape[0]
    step, value = np.repeat(np.arange(steps), len(places)), np.tile(places, steps)
    rows = counts[:, places].reshape(-1, counts.shape[2])
    if skip_empty:
        keep = rows.any(axis=1)
        step, value, rows = step[keep], value[keep], rows[keep]
    return {
        "entity": _named(ENTITIES, np.full(len(step), entity)),
        "step": step,
        "axis": _pick(axes.axis, value),
        "value": _pick(axes.value, value),
        **{name: rows[:, column] for column, name in enumerate(columns)},
    }


def _people(totals: Totals, axes: _Axes) -> Columns:
    columns = ("present", "entered", "died", "left")
    return stack([_weekly(axes, entity, totals.people, columns, skip_empty=False) for entity in (0, 1)])


def _lists(totals: Totals, axes: _Axes, names: Names) -> Columns:
    outs = [f"out_{kind}" for kind in EXITS if kind != "standing"]
    columns = (
        "stock",
        "inflow",
        *outs,
        "without_act",
        "could_not_pay",
        *COMPARED,
        *GROUNDS,
        *GROUNDS_WRONGFUL,
        "mixed",
        "by_measurement",
        ENTERED_WRONGLY,
    )
    parts = []
    for number, (name, entity) in enumerate(zip(names.lists, names.list_entities, strict=True)):
        part = _weekly(axes, entity, totals.lists[:, number], columns, skip_empty=False)
        part["list"] = _named((name,), np.zeros(len(part["step"])))
        parts.append(part)
    return stack(parts) if parts else {}


def _attempts(totals: Totals, axes: _Axes, names: Names) -> Columns:
    columns = (
        "attempts",
        "refusals",
        "refusals_without_act",
        "refusals_could_not_pay",
        "gated",
        "favoured",
        "charged",
        "cost",
    )
    parts = []
    for number, (name, entity) in enumerate(zip(names.domains, names.domain_entities, strict=True)):
        part = _weekly(axes, entity, totals.attempts[:, number], columns, skip_empty=True)
        part["domain"] = _named((name,), np.zeros(len(part["step"])))
        parts.append(part)
    return stack(parts) if parts else {}


def _sparse(counts: Ints) -> tuple[tuple[Ints, ...], Ints]:
    """Return the positions, and the values along the last axis, where anything was counted."""
    places = np.nonzero(counts.any(axis=-1))
    return places, counts[places]


def _grades(totals: Totals, axes: _Axes, names: Names) -> Columns:
    most = totals.grades.shape[2] // 2
    counts = np.stack([totals.grades[:, :, :most], totals.grades[:, :, most:]], axis=-1)
    (quarter, value, grade), rows = _sparse(counts)
    labels = [
        *(names.grades or ("ungraded",)),
        *(f"grade {n + 1}" for n in range(len(names.grades or ("",)), most)),
    ]
    return {
        "entity": _named(ENTITIES, np.array(axes.entity, np.int32)[value]),
        "quarter": _named(names.quarters, quarter),
        "axis": _pick(axes.axis, value),
        "value": _pick(axes.value, value),
        "grade": _named(labels, grade),
        "recorded": rows[:, 0],
        "shadow": rows[:, 1],
    }


def _scores(totals: Totals, names: Names) -> Columns:
    """Return how far scores lie from the start: bins named by their ends."""
    (quarter, entity, place), rows = _sparse(totals.scores)
    away = np.abs(place - at.SPREAD)
    near = np.where(away > 0, np.int64(1) << np.maximum(away - 1, 0), 0)
    far = (np.int64(1) << away) - 1
    below = place < at.SPREAD
    return {
        "entity": _named(ENTITIES, entity),
        "quarter": _named(names.quarters, quarter),
        "from": np.where(below, -far, near),
        "to": np.where(below, -near, far),
        "recorded": rows[:, 0],
        "shadow": rows[:, 1],
    }


def _points(totals: Totals, names: Names) -> Columns:
    (quarter, tier), rows = _sparse(totals.points)
    return {
        "entity": _named(ENTITIES, (tier == ORGANISED).astype(np.int32)),
        "quarter": _named(names.quarters, quarter),
        "tier": _named((*CATEGORIES["tier"], NO_TIER), tier),
        **{name: rows[:, column] for column, name in enumerate(("gained", "lost", "records"))},
    }


def _acts(totals: Totals, names: Names) -> Columns:
    (conduct, group, year), rows = _sparse(totals.acts)
    return {
        "entity": _named(ENTITIES, np.array(names.conduct_entities, np.int32)[conduct]),
        "conduct": _named(names.conducts, conduct),
        "group": _named(CATEGORIES["group"], group),
        "year": year + names.first_year,
        "acts": rows[:, 0],
        "recorded": rows[:, at.RECORDED_ACTS],
        "deterred": rows[:, at.LET_GO],
    }


def _acts_by_step(totals: Totals, names: Names) -> Columns:
    (step, conduct), rows = _sparse(totals.acts_by_step)
    return {
        "entity": _named(ENTITIES, np.array(names.conduct_entities, np.int32)[conduct]),
        "conduct": _named(names.conducts, conduct),
        "step": step,
        "acts": rows[:, at.BY_STEP_ACTS],
        "deterred": rows[:, at.BY_STEP_LET_GO],
        "unable": rows[:, at.UNABLE_ACTS],
        "strained": rows[:, at.STRAINED],
    }


def _conducts(names: Names) -> Columns:
    """Return what each conduct of the society is: what acts of it are told apart by."""
    if not names.conducts:
        return {}
    return {
        "entity": _named(ENTITIES, np.array(names.conduct_entities, np.int32)),
        "conduct": _named(names.conducts, np.arange(len(names.conducts))),
        "valence": _named(VALENCES, [VALENCES.index(valence) for valence in names.conduct_valences]),
        "protected": _named(SPHERES, [SPHERES.index(sphere) for sphere in names.conduct_spheres]),
        "gravity": np.array(names.conduct_gravities, np.int64),
    }


def _work(totals: Totals, names: Names) -> Columns:
    """Return jobs by quarter, fifth and standing, without gaps; nothing where no job is lost or found."""
    if not totals.work.any():
        return {}
    shape = totals.work.shape[:3]
    quarter, fifth, standing = (place.ravel() for place in np.indices(shape))
    rows = totals.work.reshape(-1, totals.work.shape[3])
    return {
        "quarter": _named(names.quarters, quarter),
        "fifth": _named(CATEGORIES["fifth"], fifth),
        "standing": _named(STANDINGS, standing),
        "jobs_lost": rows[:, at.JOBS_LOST],
        "jobs_found": rows[:, at.JOBS_FOUND],
        "working": rows[:, at.WORKING],
        "jobless": rows[:, at.JOBLESS],
    }


def _records(totals: Totals, names: Names) -> Columns:
    (source, conduct, truth, group, year), rows = _sparse(totals.records)
    return {
        "entity": _named(ENTITIES, np.array(names.conduct_entities, np.int32)[conduct]),
        "source": _named(names.sources or ("",), source),
        "conduct": _named(names.conducts, conduct),
        "truth": _named(("none", "act"), truth),
        "group": _named(CATEGORIES["group"], group),
        "year": year + names.first_year,
        "sightings": rows[:, 0],
        "records": rows[:, 1],
        "misplaced": rows[:, 2],
    }


def _money(totals: Totals, names: Names) -> Columns:
    (quarter, fifth, truth), rows = _sparse(totals.money)
    return {
        "quarter": _named(names.quarters, quarter),
        "fifth": _named(CATEGORIES["fifth"], fifth),
        "truth": _named(DEBT_TRUTHS, truth),
        **{
            name: rows[:, column]
            for column, name in enumerate(("claimed", "paid", "cancelled", "refunded", "debts"))
        },
    }


def _quarters(totals: Totals, names: Names) -> Columns:
    (quarter, cell), rows = _sparse(np.moveaxis(totals.quarters, 1, 2))
    rest, age = np.divmod(cell, 8)
    rest, fifth = np.divmod(rest, 5)
    rest, residence = np.divmod(rest, 5)
    tier, group = np.divmod(rest, at.GROUPS)
    columns = (
        "person_weeks",
        "listed_weeks",
        "without_act_weeks",
        "could_not_pay_weeks",
        "through_weeks",
        "entries",
        "refusals",
    )
    return {
        "quarter": _named(names.quarters, quarter),
        "tier": _named(CATEGORIES["tier"], tier),
        "group": _named(CATEGORIES["group"], group),
        "residence": _named(CATEGORIES["residence"], residence),
        "fifth": _named(CATEGORIES["fifth"], fifth),
        "age": _named(CATEGORIES["age"], age),
        **{name: rows[:, column] for column, name in enumerate(columns)},
    }


def _grounds(totals: Totals, names: Names) -> Columns:
    (quarter, ground), rows = _sparse(totals.grounds)
    return {
        "quarter": _named(names.quarters, quarter),
        "ground": _named(GROUNDS, ground),
        "weeks": rows[:, 0],
        "wrongful": rows[:, 1],
    }


def _spells(totals: Totals, names: Names) -> Columns:
    number, kind, weeks = np.nonzero(totals.spells)
    return {
        "entity": _named(ENTITIES, np.array(names.list_entities, np.int32)[number]),
        "list": _named(names.lists or ("",), number),
        "exit": _named(EXITS, kind),
        "weeks": weeks,
        "count": totals.spells[number, kind, weeks],
    }


def _relations(totals: Totals, names: Names) -> Columns:
    (number, relation, quarter), rows = _sparse(totals.relations)
    columns = ("entries", "weeks_true", "weeks_false")
    return {
        "entity": _named(ENTITIES, np.array(names.list_entities, np.int32)[number]),
        "list": _named(names.lists or ("",), number),
        "relation": _named(RELATIONS, relation),
        "quarter": _named(names.quarters, quarter),
        **{name: rows[:, column] for column, name in enumerate(columns)},
    }


def _moments(totals: Totals, names: Names) -> Columns:
    lists, steps = len(names.lists), totals.moments.shape[0]
    keys = [
        (row, measure)
        for row in range(lists)
        for measure in (at.STOCK_ROW, at.INFLOW_ROW, at.WITHOUT_ACT_ROW, at.COULD_NOT_PAY_ROW)
    ]
    keys += [(row, at.REFUSALS_ROW) for row in (lists, lists + 1)]
    strata = np.repeat(np.arange(len(names.strata), dtype=np.int32), len(keys))
    row, measure = (np.tile(np.array(part), len(names.strata)) for part in zip(*keys, strict=True))
    entity = np.array([*names.list_entities, 0, 1], np.int32)
    sums = totals.moments[:, strata * (lists + 2) + row, measure].reshape(-1, 6)
    return {
        "entity": _named(ENTITIES, np.tile(entity[row], steps)),
        "list": _named((*names.lists, ANY_LIST), np.tile(np.minimum(row, lists), steps)),
        "step": np.repeat(np.arange(steps), len(strata)),
        "measure": _named(MEASURES, np.tile(measure, steps)),
        "region": _named(names.strata, np.tile(strata, steps)),
        **{
            name: sums[:, column]
            for column, name in enumerate(("n", "sum_x", "sum_x2", "sum_n", "sum_xn", "sum_n2"))
        },
    }
