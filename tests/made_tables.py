"""Tables of a made-up run beside its lists: quarters, acts, records, inputs; ties, jobs and claims."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.counted.table import Coded
from demerit.quantities import Calendar

Ints = NDArray[np.int64]

AXES: dict[str, tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]] = {
    # axis: categories, shares of people, relative rate of being listed
    "region": (tuple(f"region {n:02}" for n in range(1, 32)), tuple([1 / 31] * 31), tuple([1.0] * 31)),
    "age": (
        ("0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60-64", "65+"),
        (0.18, 0.03, 0.08, 0.15, 0.14, 0.23, 0.055, 0.135),
        (0.0, 0.0, 0.7, 1.7, 2.0, 1.5, 0.7, 0.3),
    ),
    "sex": (("male", "female"), (0.512, 0.488), (1.4, 0.58)),
    "tier": (("ordinary", "official", "owner", "visitor"), (0.9, 0.03, 0.06, 0.01), (0.9, 0.4, 2.9, 0.2)),
    "residence": (
        ("urban local", "urban away", "rural local", "rural away", "visitor"),
        (0.39, 0.24, 0.33, 0.03, 0.01),
        (1.0, 1.5, 0.7, 0.8, 0.2),
    ),
    "fifth": (("1", "2", "3", "4", "5"), (0.2,) * 5, (1.5, 1.2, 1.0, 0.8, 0.5)),
    "group": (tuple("ABCDEFGH"), (0.6, 0.1, 0.1, 0.05, 0.05, 0.04, 0.03, 0.03), (1.0,) * 8),
}


def text(value: str, rows: int) -> Coded:
    return Coded(np.zeros(rows, dtype=np.int32), (value,))


def quarters(
    tables: dict[str, list[dict[str, Any]]],
    chance: np.random.Generator,
    draw: int,
    where: dict[str, Ints],
    enter: Ints,
    leave: Ints,
    without: Ints,
    unable: Ints,
    times: dict[str, tuple[Ints, Ints]],
    people: int,
    calendar: Calendar,
) -> None:
    axes = ("tier", "group", "residence", "fifth", "age")
    shape = tuple(len(AXES[axis][0]) for axis in axes)
    cell = np.ravel_multi_index(tuple(where[axis] for axis in axes), shape)
    share = np.ones(1)
    for axis in axes:
        share = np.multiply.outer(share, np.array(AXES[axis][1])).ravel()
    size = int(np.prod(shape))
    names = [calendar.quarter(step) for step in range(calendar.steps)]
    order = sorted(set(names))
    of_step = np.array([order.index(name) for name in names])
    weeks = np.zeros((len(order), size, 4), dtype=np.int64)
    for number in range(len(order)):
        inside = np.flatnonzero(of_step == number)
        first, last = inside[0], inside[-1] + 1
        spent = np.maximum(0, np.minimum(leave, last) - np.maximum(enter, first))
        for column, keep in enumerate((np.ones(len(enter), dtype=bool), without, unable)):
            weeks[number, :, column] = np.bincount(cell, weights=spent * keep, minlength=size)
    entries = np.zeros((len(order), size), dtype=np.int64)
    np.add.at(entries, (of_step[enter], cell), 1)
    refusals = np.zeros((len(order), size), dtype=np.int64)
    for who, at in times.values():
        np.add.at(refusals, (of_step[at], cell[who]), 1)
    for number, quarter in enumerate(order):
        lived = np.round(people * share * (of_step == number).sum()).astype(np.int64)
        lived = np.maximum(lived, weeks[number, :, 0])
        kept = np.flatnonzero(lived)
        places = np.unravel_index(kept, shape)
        rows = len(kept)
        tables.setdefault("quarters", []).append(
            {"draw": np.full(rows, draw), "quarter": text(quarter, rows)}
            | {
                axis: Coded(place.astype(np.int32), AXES[axis][0])
                for axis, place in zip(axes, places, strict=True)
            }
            | {
                "person_weeks": lived[kept], "listed_weeks": weeks[number, kept, 0],
                "without_act_weeks": weeks[number, kept, 1], "could_not_pay_weeks": weeks[number, kept, 2],
                "through_weeks": weeks[number, kept, 3], "entries": entries[number, kept],
                "refusals": refusals[number, kept], "receiving_weeks": np.zeros_like(lived[kept]),
            }
        )  # fmt: skip
        listed, none = int(weeks[number, :, 0].sum()), int(weeks[number, :, 1].sum())
        tables.setdefault("grounds", []).append(
            {
                "draw": np.full(2, draw),
                "quarter": text(quarter, 2),
                "ground": Coded(np.arange(2, dtype=np.int32), ("unfounded", "own_terms")),
                "weeks": np.array([none, listed - none]),
                "wrongful": np.array([none, 0]),
            }
        )


def _points(tables: dict[str, list[dict[str, Any]]], draw: int, year: int, records: int) -> None:
    """Give an eighth of a year's records to officials, who lose 12 points each; others lose 8."""
    officials = records // 8
    tables.setdefault("points", []).append(
        {
            "draw": np.full(2, draw), "entity": text("person", 2), "quarter": text(f"{year}-Q1", 2),
            "score": text("score", 2), "tier": Coded(np.arange(2, dtype=np.int32), ("official", "ordinary")),
            "gained": np.zeros(2, dtype=np.int64),
            "returned": np.zeros(2, dtype=np.int64),
            "lost": np.array([12 * officials, 8 * (records - officials)]),
            "records": np.array([officials, records - officials]),
        }
    )  # fmt: skip


def rest(
    tables: dict[str, list[dict[str, Any]]],
    chance: np.random.Generator,
    draw: int,
    calendar: Calendar,
    people: int,
    lists: bool,
) -> None:
    years = range(calendar.start.year, calendar.end.year)
    tables.setdefault("conducts", []).append(
        {
            "draw": np.full(1, draw), "entity": text("person", 1), "conduct": text("judgment-default", 1),
            "valence": text("harmful", 1), "protected": text("none", 1), "gravity": np.full(1, 2),
        }
    )  # fmt: skip
    for year in years:
        acts = int(chance.poisson(people * 0.02))
        seen = int(chance.binomial(acts, 0.12)) if lists else 0
        one = {
            "draw": np.full(1, draw),
            "entity": text("person", 1),
            "conduct": text("judgment-default", 1),
        }
        one |= {"group": text("A", 1), "year": np.full(1, year)}
        let_go = acts // 10 if lists else 0
        tables.setdefault("acts", []).append(
            one | {"acts": np.full(1, acts), "recorded": np.full(1, seen), "deterred": np.full(1, let_go)}
        )
        steps = np.array([step for step in range(calendar.steps) if calendar.year(step) == year])
        rows = len(steps)
        spread = [np.diff(count * np.arange(rows + 1) // rows) for count in (acts, let_go)]
        tables.setdefault("acts_by_step", []).append(
            {
                "draw": np.full(rows, draw), "entity": text("person", rows), "step": steps,
                "conduct": text("judgment-default", rows),
                "acts": spread[0].astype(np.int64), "deterred": spread[1].astype(np.int64),
                "unable": np.zeros(rows, dtype=np.int64), "strained": np.zeros(rows, dtype=np.int64),
            }
        )  # fmt: skip
        if lists:
            for truth, count in (("act", seen), ("none", seen // 16)):
                tables.setdefault("records", []).append(
                    one
                    | {"source": text("courts", 1), "truth": text(truth, 1)}
                    | {
                        "sightings": np.full(1, count + 3),
                        "records": np.full(1, count),
                        "misplaced": np.full(1, (truth == "none") * (count // 2)),
                        "called_by_error": np.full(1, 2),
                    }
                )
            _points(tables, draw, year, seen + seen // 16)
    tables.setdefault("inputs", []).append(
        {
            "draw": np.full(2, draw), "path": Coded(np.arange(2, dtype=np.int32), (
                "regime.sources.courts.coverage", "society.conducts.judgment-default.rate")),
            "unit": Coded(np.arange(2, dtype=np.int32), ("share", "per person-year")),
            "value": Coded(np.arange(2, dtype=np.int32), (f"0.{int(chance.integers(10, 90))}", "0.02")),
        }
    )  # fmt: skip


def ties_jobs_claims(tables: dict[str, list[dict[str, Any]]], draw: int, lists: bool) -> None:
    """Give a draw spouses and leaders who are reached, jobs lost by standing, and claims by income fifth.

    Without lists nobody is reached, nothing is claimed, and 40 fewer jobs are lost.
    """
    standings = ("nothing", "listed", "employer listed", "both") if lists else ("nothing",)
    rows = len(standings)
    tables["work"] = [
        {
            "draw": np.full(rows, draw), "quarter": text("2014-Q1", rows), "fifth": text("1", rows),
            "standing": Coded(np.arange(rows, dtype=np.int32), standings),
            "jobs_lost": np.array([900, 50, 60, 30])[:rows] + (0 if lists else 100),
            "jobs_found": np.zeros(rows, np.int64),
            "working": np.array([40_000, 800, 900, 100])[:rows],
            "jobless": np.zeros(rows, np.int64),
        }
    ]  # fmt: skip
    if not lists:
        return
    tables["relations"] = [
        {
            "draw": np.full(2, draw), "entity": text("person", 2), "list": text("defaulters", 2),
            "relation": Coded(np.arange(2, dtype=np.int32), ("leader", "spouse")),
            "quarter": text("2014-Q1", 2), "entries": np.array([30, 200]),
            "weeks_true": np.array([6_000, 90_000]), "weeks_false": np.array([300, 9_000]),
        }
    ]  # fmt: skip
    tables["degraded"] = [
        {
            "draw": np.full(2, draw), "entity": text("person", 2), "step": np.zeros(2, np.int64),
            "consequence": Coded(np.arange(2, dtype=np.int32), ("slow-net", "slower-net")),
            "service": text("internet", 2), "axis": text("all", 2), "value": text("all", 2),
            "weeks": np.array([47_100, 600]), "wrongful": np.array([9_420, 0]),
        }
    ]  # fmt: skip
    tables["stopped"] = [
        {
            "draw": np.full(2, draw), "entity": text("person", 2), "step": np.zeros(2, np.int64),
            "kind": Coded(np.arange(2, dtype=np.int32), ("act", "attempt")),
            "what": Coded(np.arange(2, dtype=np.int32), ("speeding", "flight")),
            "axis": text("all", 2), "value": text("all", 2), "stopped": np.array([30_000, 9_000]),
            "obeyed": np.array([12_000, 0]), "wrongful": np.array([3_000, 900]),
        }
    ]  # fmt: skip
    fifths = ("1", "2", "3", "4", "5")
    tables["offers"] = [
        {
            "draw": np.full(2, draw), "entity": text("person", 2), "quarter": text("2014-Q1", 2),
            "offer": Coded(np.arange(2, dtype=np.int32), ("course", "exam")), "fifth": text("3", 2),
            "offered": np.zeros(2, np.int64), "taken": np.array([12_000, 500]),
            "taken_in_error": np.array([1_200, 0]),
            "passed": np.array([9_000, 300]), "failed": np.array([2_400, 150]),
            "money": np.array([1_200_000, 0]), "money_in_error": np.array([120_000, 0]),
            "unlisted": np.zeros(2, np.int64), "weeks": np.array([45_600, 450]),
        }
    ]  # fmt: skip
    tables["money"] = [
        {
            "draw": np.full(10, draw), "quarter": text("2014-Q1", 10),
            "fifth": Coded(np.tile(np.arange(5, dtype=np.int32), 2), fifths),
            "truth": Coded(np.repeat(np.arange(2, dtype=np.int32), 5), ("act", "averaged")),
            "claimed": np.array([9_000] * 5 + [5_000, 4_000, 3_000, 2_000, 1_000]),
            "paid": np.array([8_000] * 5 + [4_000, 3_000, 2_000, 1_000, 500]),
            "cancelled": np.zeros(10, np.int64),
            "refunded": np.array([0] * 5 + [1_000] * 4 + [100]),
            "debts": np.array([90] * 5 + [50, 40, 30, 25, 24]),
            "overclaimed": np.array([900, 0, 600, 0, 300] + [0] * 5),
        }
    ]  # fmt: skip
