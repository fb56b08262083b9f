"""The tables of a run: names, columns, units and meanings, in one place.

Everybody who writes counts (the engine), reads them (audit, report, a user's own SQL) or checks them
(`integrity`) looks here, and every Parquet file carries its table's description in its metadata, so a run
can be read in twenty years without our code. The one decimal, a drawn input value, is kept as the text that
was drawn.

What a table is, and the words that several tables share, stand a floor below (`counted/`).

* `counts` are the tables of the cube, `panel` those of the people whose lives are kept.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.schema.counts import COUNTED, TABLES
from demerit.archive.schema.panel import PANEL
from demerit.counted.table import Table

__all__ = ["COUNTED", "KEPT", "PANEL", "TABLES"]

KEPT: Final[dict[str, Table]] = {**TABLES, **PANEL}
"""Every table that a run may keep."""
