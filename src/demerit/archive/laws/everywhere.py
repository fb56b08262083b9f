"""Laws of every table alike: draws of the run, no count below zero, each step there, each axis adding up."""

from __future__ import annotations

from typing import Final

from demerit.archive.laws.law import Law, law
from demerit.archive.schema import COUNTED, TABLES
from demerit.counted.axes import STEP, VALUE
from demerit.counted.table import Table


def _draws(table: Table) -> Law:
    return law(
        f"{table.name}-draws",
        f"the draws of {table.name} are draws of the run",
        table.name,
        "'below ' || any_value(draws)",
        "draw",
        f"{table.name}, run_size WHERE draw < 0 OR draw >= draws GROUP BY draw",
        ("draw",),
    )


def _not_negative(table: Table) -> Law:
    names = ", ".join(f'"{name}"' for name in table.counts)
    return law(
        f"{table.name}-not-negative",
        f"no count of {table.name} is below zero",
        table.name,
        "'at least 0'",
        "worst",
        f"(SELECT *, list_min([{names}]) AS worst FROM {table.name}) WHERE worst < 0",
    )


def _every_step(name: str) -> Law:
    keys = tuple(key for key in TABLES[name].keys if key != "step")
    return law(
        f"{name}-every-step",
        f"{name} has one row for every step of the run",
        name,
        "steps || ' rows'",
        "rows || ' rows'",
        f"(SELECT {', '.join(keys)}, count(*) AS rows, min(step) AS first, max(step) AS last FROM {name}"
        " GROUP BY ALL), run_size WHERE rows <> steps OR first <> 0 OR last <> steps - 1",
        keys,
    )


def _axes(name: str) -> Law:
    table = TABLES[name]
    keys = tuple(key for key in table.keys if key not in ("axis", "value"))
    listed, joined = ", ".join(keys), ", ".join((*keys, "axis"))
    counts = ", ".join(f'"{count}"' for count in table.counts)
    sums = ", ".join(f'sum("{count}")::BIGINT AS "{count}"' for count in table.counts)
    source = f"""(
        WITH sums AS (SELECT {listed}, axis, {sums} FROM {name} GROUP BY ALL),
        parts AS (UNPIVOT (FROM sums WHERE axis <> 'all') ON {counts} INTO NAME count VALUE part),
        wholes AS (UNPIVOT (FROM sums WHERE axis = 'all') ON {counts} INTO NAME count VALUE whole),
        axes AS (SELECT DISTINCT entity, axis FROM sums WHERE axis <> 'all'),
        expected AS (SELECT w.* REPLACE (a.axis AS axis) FROM wholes w JOIN axes a USING (entity))
        SELECT {joined}, count, coalesce(part, 0) AS part, coalesce(whole, 0) AS whole
        FROM parts FULL JOIN expected USING ({joined}, count)
    ) WHERE part <> whole"""
    return law(
        f"{name}-axes",
        f"on every axis, {name} adds up to all",
        name,
        "whole",
        "part",
        source,
        (*keys, "axis", "count"),
    )


EVERYWHERE: Final[tuple[Law, ...]] = (
    *(_draws(table) for table in TABLES.values()),
    *(_not_negative(table) for table in TABLES.values() if table.counts),
    *(
        _every_step(name)
        for name, table in COUNTED.items()
        if {STEP, VALUE} <= set(table.axes) and table.gaps == "kept"
    ),
    *(_axes(name) for name, table in COUNTED.items() if VALUE in table.axes),
)
"""The laws that say the same of several tables."""
