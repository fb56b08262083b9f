from __future__ import annotations

import duckdb
import pytest

from demerit.archive.laws import LAWS, PANEL_LAWS, breaches
from demerit.archive.laws.checking import about_nothing
from demerit.archive.laws.law import Law
from demerit.archive.schema import KEPT
from tests.unit import small_run


@pytest.fixture
def empty() -> duckdb.DuckDBPyConnection:
    """Return a connection to a run whose tables have no row."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    for name, table in KEPT.items():
        columns = ", ".join(f'"{column.name}" {column.sql}' for column in table.columns)
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
    return connection


def test_a_law_that_is_not_asked_of_empty_tables_holds_of_them(empty: duckdb.DuckDBPyConnection) -> None:
    found = breaches(empty, small_run.manifest(), (*LAWS, *PANEL_LAWS))
    unasked = [law for law in (*LAWS, *PANEL_LAWS) if about_nothing(law, frozenset(KEPT))]
    assert len(unasked) > 100
    for law in unasked:
        assert empty.execute(law.query).fetchall() == [], law.name
    assert not {breach.law.name for breach in found} & {law.name for law in unasked}


def test_a_law_is_asked_once_a_table_that_it_names_has_a_row() -> None:
    both = Law("both", "acts are steps", "acts", 'SELECT 1, 2, 3 FROM "acts" JOIN people USING (draw)')
    assert about_nothing(both, {"acts", "people"})
    assert not about_nothing(both, {"acts"})
    steps = Law("steps", "a step is there", "people", "SELECT 1, 2, 3 FROM run_steps, people")
    assert not about_nothing(steps, {"people"})
