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
    return _database(os.getpid()).cursor()


@cache
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """Open the database; a forked process opens its own, since DuckDB's threads do not come with it."""
    import duckdb

    return duckdb.connect(":memory:")
