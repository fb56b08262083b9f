"""How many rows a draw would keep, from names and dates alone, before anything runs.

It is an upper bound: weekly tables keep no row for what nobody tries, and the sparse ones keep only what
happened. What bounds it are the names, never the people: a nation keeps as many rows as a town.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from demerit.archive.schema import (
    DEBT_TRUTHS,
    ENTITIES,
    EXITS,
    GROUNDS,
    MEASURES,
    ORGANISATION_AXES,
    PERSON_AXES,
    STANDINGS,
    TRUTHS,
)
from demerit.engine.totals import SCORE_BINS
from demerit.scenario.codes import MOST_GRADES, RELATIONS
from demerit.scenario.inputs import inputs
from demerit.society.traits import CATEGORIES

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved

CELL_AXES = ("tier", "group", "residence", "fifth", "age")
"""The axes that the quarterly table crosses."""


def rows_of(resolved: Resolved) -> dict[str, int]:
    """Return the most rows that each table of one draw can have, by table."""
    names, steps = resolved.names, resolved.scenario.calendar.steps
    values = [sum(len(names.categories(axis)) for axis in axes) for axes in (PERSON_AXES, ORGANISATION_AXES)]
    cells = 1
    for axis in CELL_AXES:
        cells *= len(names.categories(axis))
    years = resolved.scenario.calendar.year(steps - 1) - names.first_year + 1
    kinds = len(names.conducts) * names.groups * years
    return {
        "people": steps * sum(values),
        "lists": sum(steps * values[entity] for entity in names.list_entities),
        "attempts": sum(steps * values[entity] for entity in names.domain_entities),
        "records": len(names.sources) * len(TRUTHS) * kinds,
        "acts": kinds,
        "grades": len(names.quarters) * sum(values) * MOST_GRADES,
        "points": len(names.quarters) * (len(CATEGORIES["tier"]) + 1),
        "acts_by_step": steps * len(names.conducts),
        "conducts": len(names.conducts),
        "scores": len(names.quarters) * len(ENTITIES) * SCORE_BINS,
        "work": len(names.quarters) * len(names.categories("fifth")) * len(STANDINGS),
        "money": len(names.quarters) * len(names.categories("fifth")) * len(DEBT_TRUTHS),
        "quarters": len(names.quarters) * cells,
        "grounds": len(names.quarters) * len(GROUNDS),
        "spells": len(names.lists) * len(EXITS) * (steps + 1),
        "relations": len(names.lists) * len(RELATIONS) * len(names.quarters),
        "moments": steps * len(names.strata) * (len(list(product(names.lists, MEASURES))) + len(values)),
        "left_out": 1,
        "inputs": len(inputs(resolved, 0)),
    }
