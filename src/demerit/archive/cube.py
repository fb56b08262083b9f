"""Write the cube: tables of counts, checked, sorted, digested, and stored as Parquet by DuckDB.

A run's columns are NumPy arrays already, and text columns are places among a few labels, so DuckDB reads
them in place and maps places to text inside its own `COPY`: three million rows take seconds, where building
Python strings alone takes longer. A writer may be given everything at once (`write`) or a few draws at a time
(`CubeWriter.add`), which keeps memory bounded; the files and digests that come out are the same. A small
run's rows are held until the end, since forty small files a draw would take longer to write than to count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from demerit.archive import database
from demerit.archive.canonical import Block, Rows, Values, blocks, canonical, table_digest
from demerit.archive.disk import writing
from demerit.archive.manifest import DrawEntry, TableEntry
from demerit.archive.schema import PANEL, TABLES
from demerit.counted.table import Coded, Table
from demerit.counted.values import SYNTHETIC
from demerit.errors import DemeritError

if TYPE_CHECKING:
    import duckdb

ROWS_PER_DRAW: Final = 5_000_000
"""Rows that all tables of one draw may hold together."""

FOLDER: Final = "cube"
PANEL_FOLDER: Final = "panel"
_PIECES: Final = ".pieces"
_HELD_ROWS: Final = 200_000  # of all tables together; about 10 MB. Beyond it, rows go to pieces on the disk
_HELD_PARTS: Final = 64  # parts of one table that one `COPY` puts together
_ROW_GROUP: Final = 122_880

Columns = Mapping[str, Values]


class RowLimit(DemeritError):
    """A draw would keep more rows than a run may keep."""


def path(folder: Path, table: str) -> Path:
    """Path of `table`'s Parquet file in the run folder `folder`."""
    return folder / (PANEL_FOLDER if table in PANEL else FOLDER) / f"{table}.parquet"


def literal(file: Path) -> str:
    """Return the file's path as an SQL text that DuckDB reads as this one file, not as a pattern."""
    return _quoted("".join(f"[{letter}]" if letter in "[*?" else letter for letter in str(file.absolute())))


def scanned(*files: Path) -> str:
    """Return the SQL that reads Parquet files one after the other, and nothing but what stands in them.

    DuckDB takes a folder called `draw=7` for a column of the files in it, and would give every row the
    value 7, unless it is told not to: what a folder is called says nothing of the run.
    """
    return f"read_parquet([{', '.join(map(literal, files))}], hive_partitioning = false)"


def write(folder: Path, tables: Mapping[str, Columns]) -> dict[str, TableEntry]:
    """Write `tables` into the run folder `folder`; return rows and digests for its manifest.

    `tables` maps table names to columns (`schema.TABLES`); a column is an integer array, a `Coded`, texts, or
    one int or str for every row. Tables that are not given are written empty, so that every query works.
    Raises ValueError for columns that do not fit the schema, RowLimit over 5 million rows a draw.
    """
    writer = CubeWriter(folder)
    writer.add(tables)
    return writer.finish()


def write_panel(folder: Path, tables: Mapping[str, Columns]) -> dict[str, TableEntry]:
    """Write the panel's tables into the run folder `folder`; return rows and digests for its manifest.

    A file that an attempt cut short left behind is replaced. Raises ValueError like `write`.
    """
    entries = {}
    with writing(folder / PANEL_FOLDER):
        (folder / PANEL_FOLDER).mkdir(exist_ok=True)
    with database.connection() as connection:
        for name, table in PANEL.items():
            rows = canonical(table, tables[name])
            _store(path(folder, name), [rows], connection)
            with writing(path(folder, name)):
                _settle(path(folder, name))
            entries[name] = entry(table, blocks(rows))
    return entries


class CubeWriter:
    """Writes a cube a few draws at a time; each table's draws come in one `add` each, in any order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blocks: dict[str, list[Block]] = {name: [] for name in TABLES}
        self._pieces: dict[str, list[tuple[int, int, Path]]] = {name: [] for name in TABLES}
        self._held: dict[str, list[tuple[int, int, Rows]]] = {name: [] for name in TABLES}
        self._held_rows = 0
        self._rows: dict[int, int] = {}
        pieces = folder / FOLDER / _PIECES
        with writing(pieces):
            pieces.mkdir(parents=True, exist_ok=True)
            for left in pieces.iterdir():
                left.unlink()

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Connect once there is something to write: DuckDB takes a tenth of a second to load."""
        return database.connection()

    def add(self, tables: Mapping[str, Columns]) -> None:
        """Write the rows of some draws. Raises like `write`, and ValueError for draws that came before."""
        unknown = sorted(set(tables) - set(TABLES))
        if unknown:
            raise ValueError(f"unknown tables {unknown}; the cube has {list(TABLES)}")
        for name, columns in tables.items():
            rows = canonical(TABLES[name], columns)
            if rows.count == 0:
                continue
            fresh = blocks(rows)
            first, last = fresh[0].draw, fresh[-1].draw
            for low, high, _ in (*self._pieces[name], *self._held[name]):
                if first <= high and low <= last:
                    raise ValueError(
                        f"table {name}: draws {first}..{last} meet draws {low}..{high} written before"
                    )
            self._count(fresh)
            self._blocks[name] += fresh
            self._held[name].append((first, last, rows))
            self._held_rows += rows.count
        if self._held_rows > _HELD_ROWS or max(map(len, self._held.values())) > _HELD_PARTS:
            for name in TABLES:
                self._put_down(name)

    def finish(self) -> dict[str, TableEntry]:
        """Put the pieces together, one file a table; return rows and digests for the manifest."""
        entries = {}
        for name, table in TABLES.items():
            target = path(self._folder, name)
            if self._pieces[name]:
                self._put_down(name)
            pieces = [piece for _, _, piece in sorted(self._pieces[name])]
            if self._held[name]:
                inorder = sorted(self._held[name], key=lambda part: part[0])
                _store(target, [rows for _, _, rows in inorder], self._connection)
            elif len(pieces) == 1:
                os.replace(pieces[0], target)
            elif pieces:
                _join(target, table, pieces, self._connection)
            else:
                _store(target, [canonical(table, dict.fromkeys(table.names, ()))], self._connection)
            with writing(target):
                _settle(target)
            for piece in pieces:
                piece.unlink(missing_ok=True)
            entries[name] = entry(table, self._blocks[name])
        self._connection.close()
        (self._folder / FOLDER / _PIECES).rmdir()
        return entries

    def _put_down(self, name: str) -> None:
        """Write what is held of a table as pieces, one for each `add`."""
        for first, last, rows in self._held[name]:
            piece = self._folder / FOLDER / _PIECES / f"{name}-{first:06d}.parquet"
            _store(piece, [rows], self._connection)
            self._pieces[name].append((first, last, piece))
            self._held_rows -= rows.count
        self._held[name].clear()

    def _count(self, fresh: list[Block]) -> None:
        for block in fresh:
            total = self._rows.get(block.draw, 0) + block.rows
            if total > ROWS_PER_DRAW:
                raise RowLimit(
                    f"Draw {block.draw} would keep {total:,} rows; {ROWS_PER_DRAW:,} are allowed."
                    " Keep fewer measures, lists or regions, or a shorter time."
                )
            self._rows[block.draw] = total


def entry(table: Table, parts: list[Block]) -> TableEntry:
    """Return the manifest's entry for a table of these blocks."""
    return TableEntry(
        rows=sum(part.rows for part in parts),
        digest=table_digest(table, parts),
        draws=tuple(
            DrawEntry(draw=part.draw, rows=part.rows, digest=part.digest)
            for part in sorted(parts, key=lambda part: part.draw)
        ),
    )


def _store(target: Path, parts: list[Rows], connection: duckdb.DuckDBPyConnection) -> None:
    """Write canonical rows, one part after the other, as one Parquet file. `parts` has at least one."""
    labels: list[list[str]] = []
    selects = []
    table = parts[0].table
    with writing(target):
        for number, rows in enumerate(parts):
            data: dict[str, Any] = {}
            chosen = []
            for column in table.columns:
                values = rows.columns[column.name]
                name = f'"{column.name}"'
                if isinstance(values, Coded):
                    data[column.name] = values.codes
                    labels.append(list(values.labels) or [""])
                    name = f"list_extract($l{len(labels)}::VARCHAR[], {name} + 1) AS {name}"
                else:
                    data[column.name] = values
                chosen.append(name)
            connection.register(f"rows{number}", data)
            selects.append(f"SELECT {', '.join(chosen)} FROM rows{number}")
        connection.execute(
            f"COPY ({' UNION ALL '.join(selects)}) TO {_quoted(target.absolute())} {_options(table)}",
            {f"l{number}": texts for number, texts in enumerate(labels, 1)},
        )
        for number in range(len(parts)):
            connection.unregister(f"rows{number}")


def _join(target: Path, table: Table, pieces: list[Path], connection: duckdb.DuckDBPyConnection) -> None:
    with writing(target):
        connection.execute(
            f"COPY (SELECT * FROM {scanned(*pieces)}) TO {_quoted(target.absolute())} {_options(table)}"
        )


def described(table: Table) -> dict[str, str]:
    """Return what each file of a table says of itself: that people are synthetic, its units and meanings."""
    schema = json.dumps(table.describe(), sort_keys=True, ensure_ascii=False)
    return {"demerit.synthetic": SYNTHETIC, "demerit.table": table.name, "demerit.schema": schema}


def _options(table: Table) -> str:
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in described(table).items())
    return f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}, KV_METADATA {{{pairs}}})"


def _quoted(value: Path | str) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _settle(target: Path) -> None:
    """Have the file on the disk before anything says that it is there."""
    with target.open("rb+") as file:
        os.fsync(file.fileno())
