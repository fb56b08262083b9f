"""How many rows a draw would keep, from names and dates alone, before anything runs.

It is an upper bound: weekly tables keep no row for what nobody tries, and the sparse ones keep only what
happened. What bounds it are the names, never the people: a nation keeps as many rows as a town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.archive.schema import COUNTED
from demerit.scenario.inputs import inputs

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved


def rows_of(resolved: Resolved) -> dict[str, int]:
    """Return the most rows that each table of one draw can have, by table."""
    names, calendar = resolved.names, resolved.scenario.calendar
    lengths = {
        "T": calendar.steps,
        "Q": len(names.quarters),
        "Y": calendar.year(calendar.steps - 1) - names.first_year + 1,
        "V": len(names.axis_values),
        "L": len(names.lists),
        "C": len(names.conducts),
        "S": len(names.sources),
        "A": len(names.domains),
        "G": len(names.strata),
        **{letter: len(places) for letter, places in names.others.items()},
    }
    counted = {name: table.most_rows(names, lengths) for name, table in COUNTED.items()}
    return counted | {"conducts": len(names.conducts), "inputs": len(inputs(resolved, 0))}
