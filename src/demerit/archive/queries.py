"""Answer somebody's SQL from a locked connection, and say in words why not.

The lock of `reader` keeps a query from reaching anything but the run. That it changes nothing is kept by
DuckDB itself: every question is asked within a transaction that only reads, on a connection of its own, so
that neither what it does to a table nor what it sets (a seed of random numbers) is there for the next. What
is no question at all is refused by the parser's own kind of statement, never by looking for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import duckdb

from demerit.archive.bounded import bounded, too_large
from demerit.archive.schema import KEPT
from demerit.counted.values import COMPANIONS
from demerit.errors import DemeritError, WrongUse

_DISABLED: Final = ("disabled by configuration", "disabled through configuration", "has been locked")
_READ_ONLY: Final = "read-only mode"


class Found(NamedTuple):
    """The answer to a query: its first rows, whether there are more, and the whole as a relation."""

    rows: Sequence[tuple[Any, ...]]
    cut: bool
    relation: duckdb.DuckDBPyRelation


def reading(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return another connection to the same tables on which nothing can be written, and nothing undone."""
    own = connection.cursor()
    own.execute("BEGIN TRANSACTION READ ONLY")
    return own


def answer(connection: duckdb.DuckDBPyConnection, sql: str, limit: int) -> Found:
    """Return the first `limit` rows of what one SELECT means on the tables of a connection from `reader`.

    Args:
        connection: locked, as `reader` returns it.
        sql: one SELECT (or FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, which are such).
        limit: how many rows to fetch, at least 1.

    Raises:
        WrongUse: it is no SQL, more than one statement, another kind of statement, writes, reaches beyond
            the run, takes too long or too much memory, or a value cannot be worked out (a text read as a
            number, an overflow).
        KeyboardInterrupt: somebody pressed Ctrl-C.
    """
    own = reading(connection)

    def found() -> Found:
        try:
            relation = _select(own, sql)
            rows = relation.limit(limit + 1).fetchall()
        except duckdb.Error as error:
            raise _refused(error) from None
        return Found(rows[:limit], len(rows) > limit, relation)

    return bounded(found, own.interrupt)


def _select(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """Return what a SELECT means; rows come when asked for."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise WrongUse(
            f"a query is one statement, not {len(statements)}. Next: for example"
            " \"SELECT draw, sum(stock) FROM lists WHERE axis = 'all' GROUP BY draw\""
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        raise _changes(f"this is a statement of the kind {str(statements[0].type).rpartition('.')[2]}")
    return connection.sql(sql)


def _changes(why: str) -> WrongUse:
    return WrongUse(
        f"a query reads the run's tables and changes nothing; {why}."
        " Allowed: SELECT, and DESCRIBE TABLE, SHOW TABLES, SUMMARIZE TABLE. Next: ask with SELECT, or"
        " copy the tables with `demerit export`"
    )


def _refused(error: duckdb.Error) -> DemeritError:
    """Say what DuckDB has against a query: its own first lines, and what is there to ask."""
    text = " ".join(line.strip() for line in str(error).splitlines()[:2] if line.strip())
    if isinstance(error, duckdb.OutOfMemoryException):
        return too_large()
    if isinstance(error, duckdb.TransactionException) and _READ_ONLY in str(error):
        return _changes("this one writes")
    if isinstance(error, duckdb.PermissionException) or any(part in str(error) for part in _DISABLED):
        return WrongUse(
            f"a query reaches this run's tables and nothing else ({text})."
            f" Allowed: {', '.join(KEPT)}, and the same in the schemas"
            f" {' and '.join(f'`{name}`' for name in COMPANIONS)} where the run has them."
            " Next: ask one of these"
        )
    if isinstance(error, duckdb.CatalogException):
        return WrongUse(
            f"{text} The run has the tables {', '.join(sorted(KEPT))}."
            " Next: `DESCRIBE TABLE` shows the columns of one of them"
        )
    return WrongUse(f"this query cannot be answered: {text}")
