"""An engine that is built anew gives, column by column, what the old one gave: eight of the frozen cases.

bench/proofs/frozen runs all of them, and the gallery; frozen.md holds what came of it.
"""

from __future__ import annotations

import copy
from pathlib import Path

import duckdb
import pytest

from bench.proofs.frozen import __main__ as frozen
from bench.proofs.frozen import digests as reading
from bench.proofs.frozen.running import Outcome, Record, differing, is_case, names, outcomes

CASES = 8


@pytest.fixture(scope="module")
def first() -> tuple[Outcome, Record]:
    """Return what comes of one case, and the record."""
    record = Record.read()
    (outcome,) = outcomes(list(record.found)[:1], record.columns)
    return outcome, record


def test_the_first_frozen_cases_give_what_they_gave() -> None:
    """Every column that there was has the digest that it had."""
    found, wrong, _ = frozen.check(CASES)
    assert len(found) == CASES
    assert not wrong


def test_every_case_and_every_scenario_of_the_gallery_is_recorded() -> None:
    """Two hundred cases, and as many scenarios as the gallery has."""
    recorded = Record.read().found
    assert sum(is_case(name) for name in recorded) == 200
    assert set(recorded) == set(names())


def test_a_column_that_differs_is_named(first: tuple[Outcome, Record]) -> None:
    """One digest that is not as recorded is said with its history, table and column, and nothing else is."""
    outcome, record = first
    assert differing(outcome, record) == []
    changed = copy.deepcopy(outcome)
    column = list(record.columns["people"]).index("present")
    changed.digests["itself"]["people"][column] = "0" * reading.DIGITS
    assert differing(changed, record) == ["itself: people.present"]


def test_a_table_or_a_history_that_is_missing_is_named(first: tuple[Outcome, Record]) -> None:
    """What was recorded and is not there any more is a difference."""
    outcome, record = first
    changed = copy.deepcopy(outcome)
    del changed.digests["itself"]["acts"]
    assert differing(changed, record) == ["itself: acts missing"]
    changed.digests.clear()
    assert differing(changed, record) == ["itself: missing"]


def test_a_table_that_lost_its_rows_differs_in_every_column(first: tuple[Outcome, Record]) -> None:
    """A table without rows is not a table of which nothing is known."""
    outcome, record = first
    changed = copy.deepcopy(outcome)
    changed.digests["itself"]["people"] = []
    assert len(differing(changed, record)) == len(record.columns["people"])


def test_what_came_later_and_another_order_of_rows_change_no_digest(tmp_path: Path) -> None:
    """A new column and a new table are left out, a column that went is missing, and rows are sorted first."""
    recorded = {"acts": {"name": "text", "count": "int"}}
    database = reading.connection()
    made = {
        "old": "VALUES ('a', 1), ('b', 2)",
        "new": "VALUES ('b', 2, 7), ('a', 1, 9)",
        "other": "VALUES ('a', 1), ('b', 3)",
        "less": "VALUES ('a'), ('b')",
    }
    found = {name: _digests(tmp_path / name, rows, recorded, database) for name, rows in made.items()}
    assert found["new"] == found["old"]
    assert found["other"]["acts"][0] == found["old"]["acts"][0]
    assert found["other"]["acts"][1] != found["old"]["acts"][1]
    assert found["less"]["acts"] == [found["old"]["acts"][0], "missing"]


def _digests(
    folder: Path, rows: str, recorded: reading.Columns, database: duckdb.DuckDBPyConnection
) -> reading.Digests:
    """Return the digests of a table of some rows, beside which lies another that nobody recorded."""
    folder.mkdir()
    names = ", ".join(["name", "count", "later"][: rows.split(")")[0].count(",") + 1])
    for table in ("acts", "later"):
        database.sql(f"SELECT * FROM ({rows}) AS t({names})").write_parquet(str(folder / f"{table}.parquet"))
    return reading.digests(folder, recorded, database)[0]
