"""One DuckDB database in memory a process, for what Demerit itself writes and reads back.

A database takes ten times as long to open as a small table to write, so those who write share one; each has a
connection of its own, whose views and registered columns nobody else sees. SQL that somebody brings never
comes near it: for that there is `reader`, whose database reaches nothing but the run.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connection() -> duckdb.DuckDBPyConnection:
    """Return a new connection to this process's own database."""
    return quiet(_database(os.getpid()).cursor())


def quiet(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a connection that draws no bar of progress, which DuckDB would put between results on stdout."""
    connection.execute("SET enable_progress_bar = false")
    return connection


@cache
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """Open the database; a forked process opens its own, since DuckDB's threads do not come with it."""
    import duckdb

    return duckdb.connect(":memory:")
