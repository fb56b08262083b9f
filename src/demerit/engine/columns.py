"""From totals to the cube: whole numbers by position become rows with names.

Positions are quick and names are for people, so the change happens once a draw, after counting. How, each
counted table says of itself (`demerit.counted`); here stand the few tables that are not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from demerit.archive.canonical import Values
from demerit.archive.schema import COUNTED
from demerit.counted.axes import coded
from demerit.counted.values import ENTITIES, SPHERES, VALENCES
from demerit.engine.totals import Totals
from demerit.mechanisms.conduct.counts import CONDUCTS
from demerit.mechanisms.lists.counts import parted
from demerit.scenario.inputs import Input
from demerit.scenario.names import Names

Columns = Mapping[str, Values]


def cube(totals: Totals, names: Names, draw: int, assumed: Sequence[Input]) -> dict[str, Columns]:
    """Return the tables of one draw, its drawn inputs among them."""
    tables: dict[str, Columns] = {
        name: COUNTED[name].rows(array, names) for name, array in zip(Totals._fields, totals, strict=True)
    }
    tables |= {table.name: table.rows(counts, names) for table, counts in parted(totals.lists, names)}
    tables |= {CONDUCTS.name: _conducts(names), "inputs": _inputs(assumed)}
    return {name: {"draw": draw, **columns} for name, columns in tables.items() if columns}


def _inputs(assumed: Sequence[Input]) -> Columns:
    if not assumed:
        return {}
    path, unit, value = zip(*assumed, strict=True)
    return {"path": list(path), "unit": list(unit), "value": list(value)}


def _conducts(names: Names) -> Columns:
    """Return what each conduct of the society is: what acts of it are told apart by."""
    if not names.conducts:
        return {}
    return {
        "entity": coded(ENTITIES, np.array(names.conduct_entities, np.int64)),
        "conduct": coded(names.conducts, np.arange(len(names.conducts))),
        "valence": coded(VALENCES, np.array([VALENCES.index(each) for each in names.conduct_valences])),
        "protected": coded(SPHERES, np.array([SPHERES.index(each) for each in names.conduct_spheres])),
        "gravity": np.array(names.conduct_gravities, np.int64),
    }
