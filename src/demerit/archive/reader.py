"""Read a run's cube with DuckDB, in a connection that can reach nothing but that run.

Whoever brings SQL gets a connection in memory: the run's own Parquet files are read in first, then outside
access is turned off and the configuration is locked, in that order. Views over the files would start faster,
but need the files to stay reachable, and what is reachable for reading is reachable for `COPY ... TO`.
DuckDB's habit of reading the caller's Python variables as tables is turned off too.

DuckDB's floating sums and averages depend on how work falls on threads: published figures add the integer
counts first and divide once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from demerit.archive import database
from demerit.archive.bounded import MEMORY
from demerit.archive.cube import path, scanned
from demerit.archive.database import quiet
from demerit.archive.manifest import FILE_NAME
from demerit.archive.schema import KEPT, PANEL, TABLES
from demerit.counted.table import Table
from demerit.counted.values import COMPANIONS
from demerit.errors import RunDamaged, WrongUse

if TYPE_CHECKING:
    import duckdb


def reader(
    folder: Path,
    *,
    tables: Iterable[str] | None = None,
    companions: bool = True,
    threads: int | None = None,
    asked: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Return a locked connection that holds the run's tables, by default all of `schema.KEPT` that it keeps.

    The tables of its companions stand beside them as `against.people`, `truthful.lists` and so on, if there
    are any and `companions` is true. Questions are answered on `threads`, by default as many as there are
    processors. Where `asked` is true the questions are somebody else's: they may take a bounded memory
    beyond the tables, and nothing of them is put down on the disk. Raises WrongUse for an unknown table or a
    folder that is no run, RunDamaged for a table that is missing or unreadable. It does not verify digests:
    see `integrity.require`.
    """
    import duckdb

    wanted = None if tables is None else list(tables)
    unknown = sorted(set(wanted or ()) - set(KEPT))
    if unknown:
        raise WrongUse(f"A run has no tables {', '.join(unknown)}; it has {', '.join(KEPT)}.")
    if not (folder / FILE_NAME).is_file():
        raise WrongUse(f"{folder} is not a finished run: it has no {FILE_NAME}.")
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
    if threads is not None:
        config["threads"] = threads
    connection = quiet(duckdb.connect(":memory:", config=config))
    try:
        _load(connection, folder, "main", wanted)
        for name in COMPANIONS if companions else ():
            if (folder / name / FILE_NAME).is_file():
                connection.execute(f"CREATE SCHEMA {name}")
                _load(connection, folder / name, name, wanted)
        if asked:
            _bound(connection)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def _bound(connection: duckdb.DuckDBPyConnection) -> None:
    """Let what is asked take no more memory than a query may have beyond the tables, and no disk."""
    held = connection.execute("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()").fetchone()
    connection.execute(f"SET memory_limit = '{(int(held[0] or 0) if held else 0) + MEMORY} B'")
    connection.execute("SET temp_directory = ''")


def written(folder: Path, tables: Iterable[str]) -> duckdb.DuckDBPyConnection:
    """Return a connection to some tables of a run that this process has just written, read where they lie.

    It is for Demerit's own questions: unlike that of `reader` it is not locked.
    """
    connection = database.connection()
    for name in tables:
        connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM {scanned(path(folder, name))}')
    return connection


def columns(connection: duckdb.DuckDBPyConnection, file: Path, table: Table) -> None:
    """Raise RunDamaged unless the Parquet `file` is readable and has the columns and types of `table`."""
    import duckdb

    if not file.is_file():
        raise RunDamaged(f"{file}: the table {table.name} is missing.")
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {scanned(file)}").fetchall()
    except duckdb.Error as error:
        raise RunDamaged(f"{file}: the table {table.name} cannot be read ({_first_line(error)}).") from error
    found = [(str(name), str(kind)) for name, kind, *_ in described]
    expected = [(column.name, column.sql) for column in table.columns]
    if found != expected:
        raise RunDamaged(
            f"{file}: the table {table.name} has the columns of another demerit, or was changed:"
            f" {_difference(found, expected)}."
            " Next: open it with the version that its manifest names, or run it again"
        )


def _difference(found: list[tuple[str, str]], expected: list[tuple[str, str]]) -> str:
    """Say how the columns that a file has differ from those it should have."""
    names, wanted = dict(found), dict(expected)
    parts = {
        "missing": [name for name in wanted if name not in names],
        "not known": [name for name in names if name not in wanted],
        "of another type": [name for name in wanted if names.get(name, wanted[name]) != wanted[name]],
    }
    said = [f"{what} {', '.join(which)}" for what, which in parts.items() if which]
    return "; ".join(said) or "they stand in another order"


def _load(connection: duckdb.DuckDBPyConnection, folder: Path, schema: str, wanted: list[str] | None) -> None:
    import duckdb

    if wanted is None:
        wanted = [*TABLES, *(name for name in PANEL if path(folder, name).is_file())]
    for name in wanted:
        file = path(folder, name)
        columns(connection, file, KEPT[name])
        try:
            connection.execute(f'CREATE TABLE {schema}."{name}" AS SELECT * FROM {scanned(file)}')
        except duckdb.Error as error:
            raise RunDamaged(f"{file}: the table {name} cannot be read ({_first_line(error)}).") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
