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
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP, CONDUCTS
from demerit.mechanisms.debts.counts import MONEY
from demerit.mechanisms.lists.counts import GROUND_WEEKS, LISTS, MOMENTS, QUARTERS, SPELLS
from demerit.mechanisms.population.counts import LEFT_OUT, PEOPLE
from demerit.mechanisms.scores.counts import GRADES, POINTS, SCORES
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.mechanisms.work.counts import JOBS

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
    table.name: table
    for table in (
        PEOPLE,
        LISTS,
        GRADES,
        SCORES,
        POINTS,
        ATTEMPTS,
        RECORDS,
        ACTS,
        ACTS_BY_STEP,
        JOBS,
        MONEY,
        QUARTERS,
        GROUND_WEEKS,
        SPELLS,
        LISTED_BY_TIES,
        MOMENTS,
        LEFT_OUT,
        *chain.from_iterable(declared("counts", "COUNTED")),  # of mechanisms that say so themselves
    )
}
"""Every counted table by its name."""

TABLES: Final[dict[str, Table]] = {
    **{name: counted.table for name, counted in COUNTED.items()},
    CONDUCTS.name: CONDUCTS,
    INPUTS.name: INPUTS,
}
"""Every table of the cube, by name."""
