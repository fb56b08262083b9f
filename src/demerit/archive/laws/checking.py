"""Asking a run's tables which laws they break.

What the laws need beside the tables (the run's size, the quarter and date of each step) is put beside them as
temporary tables first, so that a law stays one query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

import duckdb

from demerit.archive.laws.law import Law
from demerit.archive.manifest import Manifest
from demerit.archive.schema import KEPT

_SHOWN: Final = 3
_WORD: Final = re.compile(r"\w+")
_NAMES: Final = frozenset((*KEPT, "run_steps", "run_dates"))
"""Names of tables; a column may have one of these too, and then stands for the table."""
_THERE: Final = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"


@dataclass(frozen=True, slots=True)
class Breach:
    """Offending rows of one law: how many, and the first few as (where, expected, found)."""

    law: Law
    rows: int
    first: tuple[tuple[str, str, str], ...]


def breaches(connection: duckdb.DuckDBPyConnection, manifest: Manifest, laws: Sequence[Law]) -> list[Breach]:
    """Return every one of these laws that the tables in `connection` break.

    `connection` holds the tables of one run in its main schema (`reader.reader`); three temporary tables,
    `run_steps`, `run_dates` and `run_size`, are made in it for the laws' sake. A law about nothing but empty
    tables holds, and is not asked: to plan its query would take longer than all else about it.
    """
    _prepare(connection, manifest)
    found = []
    empty = _empty(connection)
    for law in laws:
        if about_nothing(law, empty):
            continue
        try:
            rows = connection.execute(
                f"SELECT place, expected::VARCHAR, found::VARCHAR, count(*) OVER () FROM ({law.query})"
                f" AS broken(place, expected, found) ORDER BY place LIMIT {_SHOWN}"
            ).fetchall()
        except duckdb.DataError as error:  # no honest count comes near 2^63
            rows = [("some row", "sums below 2^63", str(error).splitlines()[0], 1)]
        if rows:
            first = tuple((str(place), str(expected), str(seen)) for place, expected, seen, _ in rows)
            found.append(Breach(law, int(rows[0][3]), first))
    return found


def about_nothing(law: Law, empty: Set[str]) -> bool:
    """Return whether a law names no table but such as are `empty`, and looks for no step of the run."""
    named = _NAMES.intersection(_WORD.findall(law.query))
    return bool(named) and named <= empty


def _empty(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return which tables of the run have no rows."""
    there = [name for (name,) in connection.execute(_THERE).fetchall() if name in KEPT]
    counted = connection.execute(
        " UNION ALL ".join(f"SELECT '{name}', count(*) FROM main.\"{name}\"" for name in there)
    ).fetchall()
    return frozenset(name for name, rows in counted if not rows)


def _prepare(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_size AS"
        " SELECT $draws AS draws, $districts AS districts, $steps AS steps",
        {"draws": manifest.draws, "districts": manifest.districts, "steps": manifest.steps},
    )
    days = [manifest.calendar.date(step) for step in range(manifest.steps)]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_steps AS"
        " SELECT unnest($steps::BIGINT[]) AS step, unnest($quarters::VARCHAR[]) AS quarter",
        {
            "steps": list(range(manifest.steps)),
            "quarters": [manifest.calendar.quarter(step) for step in range(manifest.steps)],
        },
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE run_dates AS"
        " SELECT unnest($steps::BIGINT[]) AS step, unnest($dates::VARCHAR[]) AS date",
        {"steps": list(range(manifest.steps)), "dates": [day.isoformat() for day in days]},
    )
