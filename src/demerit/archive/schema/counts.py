"""The tables of the cube: what a run counts of everybody.

The rows are *long* (one row for each value of an axis) instead of one wide column a value: a new region or
age band then adds rows, never columns, and the same query serves every axis.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from demerit.counted.counted import Counted
from demerit.counted.table import DRAW, Table, text, text_key
from demerit.mechanisms import declared
from demerit.mechanisms.conduct.counts import CONDUCTS

INPUTS = Table(
    "inputs",
    "the value of every assumed input in every draw",
    (
        DRAW,
        text_key("path", "dotted path of the input, beginning with regime, society or scenario", unit="path"),
        text("unit", "unit of the value"),
        text("value", "the value drawn, as decimal text", unit="decimal"),
    ),
)

COUNTED: Final[dict[str, Counted]] = {
    table.name: table for table in chain.from_iterable(declared("counts", "COUNTED"))
}
"""Every counted table by its name; each mechanism declares its own (`counts` in its folder)."""

TABLES: Final[dict[str, Table]] = {
    **{name: counted.table for name, counted in COUNTED.items()},
    CONDUCTS.name: CONDUCTS,
    INPUTS.name: INPUTS,
}
"""Every table of the cube, by name."""
