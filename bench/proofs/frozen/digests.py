"""The digest of every column of every table that a run wrote, and what in them is more than zero.

A run is read as anybody reads it: the Parquet files in its folder, by DuckDB, with no module of ours between.
A column's digest is the start of the SHA-256 of its values, the table's rows sorted by all columns in the
order that was recorded: integers as little-endian int64, texts as UTF-8 with a NUL after each. So a column
that comes later changes no digest of those that were there, unless it splits their rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

DIGITS = 16
COMPANIONS = ("against", "truthful")
"""Folders inside a run's folder that are runs themselves."""

Columns = dict[str, dict[str, str]]
"""The columns of each table, in order, each with what it holds: `int` or `text`."""
Digests = dict[str, list[str]]
"""The digests of each table's columns, in order; none of a table without rows, "missing" of a column that is
not there, and no such table if it has no file."""


def histories(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the run itself and the runs inside its folder, each with its name."""
    yield "itself", folder
    for name in COMPANIONS:
        if (folder / name).is_dir():
            yield name, folder / name


def tables(folder: Path) -> dict[str, Path]:
    """Return the file of each table of one history, in the order of their names."""
    found = [
        path for path in folder.rglob("*.parquet") if path.relative_to(folder).parts[0] not in COMPANIONS
    ]
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem)}


def connection() -> duckdb.DuckDBPyConnection:
    """Return a database of one thread, in memory."""
    return duckdb.connect(config={"threads": 1})


def columns_of(folder: Path, database: duckdb.DuckDBPyConnection) -> Columns:
    """Return the columns of each table of one history as they stand in its files."""
    found: Columns = {}
    for name, path in tables(folder).items():
        rows = database.read_parquet(str(path))
        kinds = ["text" if str(kind) == "VARCHAR" else "int" for kind in rows.types]
        found[name] = dict(zip(rows.columns, kinds, strict=True))
    return found


def digests(folder: Path, recorded: Columns, database: duckdb.DuckDBPyConnection) -> tuple[Digests, set[str]]:
    """Digest the recorded columns of one history.

    Args:
        folder: of the history.
        recorded: which columns, in which order.
        database: reads the files.

    Returns:
        The digests, and the names (`table.column`) of columns of integers that are not all zero.
    """
    found: Digests = {}
    told: set[str] = set()
    files = tables(folder)
    for name, wanted in recorded.items():
        if name not in files:
            continue
        rows = database.read_parquet(str(files[name]))
        there = [column for column in wanted if column in rows.columns]
        chosen = ", ".join(f'"{column}"' for column in there)
        values = rows.project(chosen).order("ALL").fetchnumpy() if there else {}
        told |= {f"{name}.{column}" for column in there if _counts(values[column])}
        if there and not len(values[there[0]]):
            found[name] = []
            continue
        found[name] = [digest(values[each]) if each in there else "missing" for each in wanted]
    return found, told


def digest(values: Any) -> str:
    """Return the digest of a column's values, in order."""
    if np.ma.is_masked(values):
        raise ValueError("a table of a run has no empty cells")
    if values.dtype.kind in "iub":
        data = np.ascontiguousarray(values, dtype="<i8").tobytes()
    else:
        data = "".join(f"{text}\0" for text in values.tolist()).encode()
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def _counts(values: Any) -> bool:
    return values.dtype.kind in "iub" and bool(np.any(values != 0))
