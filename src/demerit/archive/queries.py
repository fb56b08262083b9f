"""Answer somebody's SQL from a locked connection, and say in words why not.

The lock of `reader` alone would be enough to keep a query from reaching anything but the run. That a query
is one SELECT besides is for the answers: whoever could write to the tables in memory could be shown counts
afterwards that no run ever made. What is refused is refused by the parser's own kind of statement, never by
looking for words in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import duckdb

from demerit.archive.schema import COMPANIONS, KEPT
from demerit.errors import DemeritError, WrongUse

_DISABLED: Final = ("disabled by configuration", "disabled through configuration", "has been locked")


def select(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """Return what a SELECT means on the tables of a connection from `reader`; rows come when asked for.

    Args:
        connection: locked, as `reader` returns it.
        sql: one SELECT (or FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, which are such).

    Raises:
        WrongUse: it is no SQL, more than one statement, another kind of statement, or reaches beyond the run.
    """
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise _refused(error) from None
    if len(statements) != 1:
        raise WrongUse(
            f"a query is one statement, not {len(statements)}. Next: for example"
            " \"SELECT draw, sum(stock) FROM lists WHERE axis = 'all' GROUP BY draw\""
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).rpartition(".")[2]
        raise WrongUse(
            f"a query reads the run's tables and changes nothing; this is a statement of the kind {kind}."
            " Allowed: SELECT, and DESCRIBE TABLE, SHOW TABLES, SUMMARIZE TABLE. Next: ask with SELECT, or"
            " copy the tables with `demerit export`"
        )
    try:
        return connection.sql(sql)
    except duckdb.Error as error:
        raise _refused(error) from None


def rows(relation: duckdb.DuckDBPyRelation, limit: int) -> tuple[Sequence[tuple[Any, ...]], bool]:
    """Return the first `limit` rows, and whether there are more.

    Raises:
        WrongUse: a value cannot be worked out (a text read as a number, an overflow).
    """
    try:
        found = relation.limit(limit + 1).fetchall()
    except duckdb.Error as error:
        raise _refused(error) from None
    return found[:limit], len(found) > limit


def _refused(error: duckdb.Error) -> DemeritError:
    """Say what DuckDB has against a query: its own first lines, and what is there to ask."""
    text = " ".join(line.strip() for line in str(error).splitlines()[:2] if line.strip())
    if isinstance(error, duckdb.PermissionException) or any(part in str(error) for part in _DISABLED):
        return WrongUse(
            f"a query reaches this run's tables and nothing else ({text})."
            f" Allowed: {', '.join(KEPT)}, and the same in the schemas"
            f" {' and '.join(f'`{name}`' for name in COMPANIONS)} where the run has them."
            " Next: ask one of these"
        )
    if isinstance(error, duckdb.CatalogException):
        return WrongUse(
            f"{text} The run has the tables {', '.join(KEPT)}."
            " Next: `DESCRIBE TABLE` shows the columns of one of them"
        )
    return WrongUse(f"this query cannot be answered: {text}")
