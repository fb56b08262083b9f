"""The tables of a run: names, columns, units and meanings, in one place.

Everybody who writes counts (the engine), reads them (audit, report, a user's own SQL) or checks them
(`integrity`) looks here, and every Parquet file carries its table's description in its metadata, so a run
can be read in twenty years without our code. The one decimal, a drawn input value, is kept as the text that
was drawn.

* `table` says what a table is; `values` holds the words that several tables share.
* `counts` are the tables of the cube, `panel` those of the people whose lives are kept.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.schema.counts import COUNTED, TABLES
from demerit.archive.schema.panel import PANEL
from demerit.counted.table import FORMAT, Table
from demerit.counted.values import (
    AGAINST,
    ALL,
    ANY_LIST,
    COMPANIONS,
    COMPARED,
    CONSTANT_AXES,
    DEBT_TRUTHS,
    ENTERED_WRONGLY,
    ENTITIES,
    EXITS,
    GROUNDS,
    GROUNDS_WRONGFUL,
    MEASURES,
    NO_TIER,
    ORGANISATION_AXES,
    OTHER_REGIONS,
    OUTFLOWS,
    PARTS,
    PERSON_AXES,
    SPHERES,
    STANDINGS,
    SYNTHETIC,
    TRUTHFUL,
    TRUTHS,
    VALENCES,
)

__all__ = [
    "AGAINST",
    "ALL",
    "ANY_LIST",
    "COMPANIONS",
    "COMPARED",
    "CONSTANT_AXES",
    "COUNTED",
    "DEBT_TRUTHS",
    "ENTERED_WRONGLY",
    "ENTITIES",
    "EXITS",
    "GROUNDS",
    "GROUNDS_WRONGFUL",
    "FORMAT",
    "KEPT",
    "MEASURES",
    "NO_TIER",
    "ORGANISATION_AXES",
    "OTHER_REGIONS",
    "OUTFLOWS",
    "PANEL",
    "PARTS",
    "PERSON_AXES",
    "SPHERES",
    "STANDINGS",
    "SYNTHETIC",
    "TABLES",
    "TRUTHFUL",
    "TRUTHS",
    "VALENCES",
    "Table",
]

KEPT: Final[dict[str, Table]] = {**TABLES, **PANEL}
"""Every table that a run may keep."""
