"""What comes out of a run as tables: the answer to a query, and copies for other programs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

ROWS_SHOWN = 1000
"""How many rows of an answer are fetched unless somebody asks for more."""


@dataclass(frozen=True)
class Rows:
    """The answer to a query: counts of synthetic people, in this model.

    Attributes:
        columns: names, in order.
        rows: the first rows, at most `limit`.
        limit: how many rows were asked for.
        cut: True if there are more rows than these.
        relation: the whole answer as a DuckDB relation: `.df()`, `.fetchnumpy()`, `.to_arrow_table()`.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    limit: int
    cut: bool
    relation: duckdb.DuckDBPyRelation = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """How many rows these are, and whether there are more."""
        if self.cut:
            return f"the first {self.limit:,} rows; there are more (raise the limit, or ask for sums)"
        return f"{len(self.rows):,} row" + ("" if len(self.rows) == 1 else "s")

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit query --json` prints them."""
        rows = [[_plain(value) for value in row] for row in self.rows]
        return {"columns": list(self.columns), "rows": rows, "limit": self.limit, "cut": self.cut}


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold; infinite and undefined numbers become text."""
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


@dataclass(frozen=True)
class Exported:
    """Copies of a run's tables for other programs.

    Attributes:
        folder: where they are.
        format: `csv` or `arrow`.
        files: paths below the folder, README and description included.
        how: `written` now, or `found` because the folder held the same export, unchanged.
    """

    folder: Path
    format: str
    files: tuple[str, ...]
    how: str

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit export --json` prints them."""
        return {"folder": str(self.folder), "format": self.format, "how": self.how, "files": list(self.files)}
