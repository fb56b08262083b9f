from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from demerit.archive import cube, reader
from demerit.archive.canonical import blocks, canonical, table_digest
from demerit.archive.manifest import FILE_NAME
from demerit.archive.schema import TABLES
from demerit.counted.table import Coded
from demerit.counted.values import OUTFLOWS, SYNTHETIC
from demerit.errors import RunDamaged, WrongUse
from tests.unit import small_run

SPELLS: dict[str, Any] = {
    "draw": [0, 0, 1, 0],
    "entity": "person",
    "list": ["grey", "black", "black", "black"],
    "exit": ["expiry", "payment", "payment", "expiry"],
    "weeks": [104, 3, 3, 104],
    "count": [5, 7, 11, 13],
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_run.write(tmp_path_factory.mktemp("archive") / "run").path


def test_rows_come_back_as_written_in_the_order_of_their_keys(tmp_path: Path) -> None:
    cube.write(tmp_path, {"spells": SPELLS})
    rows = duckdb.execute(f"FROM read_parquet({cube.literal(cube.path(tmp_path, 'spells'))})").fetchall()
    assert rows == [
        (0, "person", "black", "expiry", 104, 13),
        (0, "person", "black", "payment", 3, 7),
        (0, "person", "grey", "expiry", 104, 5),
        (1, "person", "black", "payment", 3, 11),
    ]


def test_a_digest_is_of_values_not_of_order_or_coding(tmp_path: Path) -> None:
    """Shuffled rows, other integer types and other codings of text give the same digests."""
    expected = cube.write(tmp_path / "a", {"spells": SPELLS})["spells"]
    order = [2, 0, 3, 1]
    shuffled: dict[str, Any] = {
        name: [values[at] for at in order] for name, values in SPELLS.items() if name != "entity"
    }
    shuffled["entity"] = Coded(np.array([1, 1, 1, 1], np.uint8), ("organisation", "person", "person"))
    shuffled["weeks"] = np.array(shuffled["weeks"], np.int16)
    shuffled["list"] = np.array(shuffled["list"])
    assert cube.write(tmp_path / "b", {"spells": shuffled})["spells"] == expected


def test_the_digest_is_the_published_recipe() -> None:
    """Computed here from the words of canonical.py alone; a change of it makes old runs unreadable."""
    import hashlib

    def number(value: int) -> bytes:
        return value.to_bytes(8, "little", signed=True)

    columns = [
        ["draw", "int64"],
        ["entity", "text"],
        ["list", "text"],
        ["exit", "text"],
        ["weeks", "int64"],
        ["count", "int64"],
    ]

    def block(rows: list[tuple[Any, ...]]) -> str:
        head = json.dumps(
            {"columns": columns, "rows": len(rows), "table": "spells"}, separators=(",", ":")
        ).encode()
        data = number(len(head)) + head
        for at, (_, kind) in enumerate(columns):
            values = [row[at] for row in sorted(rows)]
            if kind == "text":
                texts = sorted(set(values))
                data += number(len(texts))
                for text in texts:
                    data += number(len(text.encode())) + text.encode()
                values = [texts.index(value) for value in values]
            data += b"".join(number(value) for value in values)
        return hashlib.sha256(data).hexdigest()

    first = [
        (0, "person", "grey", "expiry", 104, 5),
        (0, "person", "black", "payment", 3, 7),
        (0, "person", "black", "expiry", 104, 13),
    ]
    second = [(1, "person", "black", "payment", 3, 11)]
    inside = [[0, 3, block(first)], [1, 1, block(second)]]
    whole = json.dumps({"blocks": inside, "columns": columns, "table": "spells"}, separators=(",", ":"))
    found = blocks(canonical(TABLES["spells"], SPELLS))
    assert [[part.draw, part.rows, part.digest] for part in found] == inside
    assert table_digest(TABLES["spells"], found) == hashlib.sha256(whole.encode()).hexdigest()


@pytest.mark.parametrize("name", ["count", "weeks", "list", "draw"])
def test_any_change_of_a_value_changes_the_digest(name: str) -> None:
    before = table_digest(TABLES["spells"], blocks(canonical(TABLES["spells"], SPELLS)))
    changed: dict[str, Any] = dict(SPELLS)
    changed[name] = (
        ["red", "black", "black", "black"]
        if name == "list"
        else [v + (i == 0) for i, v in enumerate(SPELLS[name])]
    )
    assert table_digest(TABLES["spells"], blocks(canonical(TABLES["spells"], changed))) != before


def test_keys_too_wide_for_one_integer_sort_and_repeat_alike() -> None:
    """Keys whose ranges multiply beyond 63 bits take another road to the same order."""
    wide: dict[str, Any] = dict(SPELLS, weeks=[2**62, -(2**62), 3, 0])
    rows = canonical(TABLES["spells"], wide)
    assert rows.integers("weeks").tolist() == [0, -(2**62), 2**62, 3]
    wide |= {"list": "x", "exit": "expiry", "draw": [0, 1, 0, 0], "weeks": [2**62, 0, 2**62, 1]}
    with pytest.raises(ValueError, match="repeat a key"):
        canonical(TABLES["spells"], wide)


@pytest.mark.parametrize(("rows", "parts"), [(1_000_000, 64), (0, 64), (1_000_000, 1), (1_000_000, 2)])
def test_draws_may_come_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, parts: int
) -> None:
    """Draws in any order, held until the end or put down before, give the file and digests of one writing."""
    monkeypatch.setattr(cube, "_HELD_ROWS", rows)
    monkeypatch.setattr(cube, "_HELD_PARTS", parts)
    tables = small_run.tables(draws=3)
    once = cube.write(tmp_path / "once", tables)
    writer = cube.CubeWriter(tmp_path / "pieces")
    for draw in (2, 0, 1):
        writer.add({name: _of_draw(columns, draw) for name, columns in tables.items()})
    assert writer.finish() == once
    for name in TABLES:
        files = [cube.literal(cube.path(tmp_path / folder, name)) for folder in ("once", "pieces")]
        first, second = (duckdb.execute(f"FROM read_parquet({file})").fetchall() for file in files)
        assert first == second
    assert not list((tmp_path / "pieces").rglob(".pieces"))


def test_a_draw_is_written_once(tmp_path: Path) -> None:
    writer = cube.CubeWriter(tmp_path)
    writer.add({"spells": SPELLS})
    with pytest.raises(ValueError, match="written before"):
        writer.add({"spells": SPELLS})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"count": None}, "missing columns"),
        ({"extra": [1, 2, 3, 4]}, "unknown columns"),
        ({"count": [1, 2]}, "unequal length"),
        ({"count": [0.5, 1.0, 2.0, 3.0]}, "holds integers"),
        ({"count": "many"}, "holds integers"),
        ({"count": np.array([2**63] * 4, np.uint64)}, "over 2"),
        ({"list": 3}, "holds text"),
        ({"list": ["a", "b", None, "c"]}, "holds text only"),
        ({"list": Coded(np.array([0, 1, 2, 0]), ("a", "b"))}, "labels are 2"),
        ({"list": ["a\0", "b", "c", "d"]}, "NUL"),
        ({"exit": ["expiry", "payment", "payment", "escape"]}, "escape"),
        ({"weeks": 3, "list": "a", "exit": "expiry"}, "rows repeat a key, the first is draw=0"),
    ],
)
def test_columns_that_do_not_fit_are_refused(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    columns = {name: values for name, values in (SPELLS | change).items() if values is not None}
    with pytest.raises(ValueError, match=message):
        cube.write(tmp_path, {"spells": columns})


def test_unknown_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown tables"):
        cube.write(tmp_path, {"persons": SPELLS})


def test_over_five_million_rows_a_draw_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is over all tables of a draw together; another draw has its own."""
    assert cube.ROWS_PER_DRAW == 5_000_000
    monkeypatch.setattr(cube, "ROWS_PER_DRAW", 4)
    acts: dict[str, Any] = {
        "draw": [0, 1],
        "entity": "person",
        "conduct": "debt",
        "group": "A",
        "year": 2014,
        "acts": 1,
        "recorded": 0,
        "deterred": 0,
    }
    cube.write(tmp_path, {"spells": SPELLS, "acts": acts})
    monkeypatch.setattr(cube, "ROWS_PER_DRAW", 3)
    with pytest.raises(cube.RowLimit, match=r"Draw 0 would keep 4 rows; 3 are allowed"):
        cube.write(tmp_path, {"spells": SPELLS, "acts": acts})


def test_every_file_says_synthetic_and_carries_its_schema(run: Path) -> None:
    for name, table in TABLES.items():
        file = cube.literal(cube.path(run, name))
        metadata = dict(duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata({file})").fetchall())
        assert metadata[b"demerit.synthetic"].decode() == SYNTHETIC
        described = json.loads(metadata[b"demerit.schema"])
        assert [column["name"] for column in described["columns"]] == list(table.names)
        assert all(column["unit"] and column["meaning"] for column in described["columns"])


def test_tables_without_rows_are_files_too(tmp_path: Path) -> None:
    entries = cube.write(tmp_path, {})
    assert set(entries) == set(TABLES) and all(entry.rows == 0 for entry in entries.values())
    (tmp_path / FILE_NAME).write_text("{}")
    with reader.reader(tmp_path) as connection:
        assert all(connection.execute(f"FROM {name}").fetchall() == [] for name in TABLES)


def test_a_reader_shows_every_table_and_the_runs_beside(run: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a [1]*'odd' name"
    cube.write(folder / "against", {"spells": SPELLS})
    cube.write(folder / "truthful", {"spells": {**SPELLS, "count": 2}})
    cube.write(folder, {"spells": {**SPELLS, "count": 1}})
    for inside in (folder, folder / "against", folder / "truthful"):
        (inside / FILE_NAME).write_text("{}")
    with reader.reader(folder) as connection:
        assert connection.execute("SELECT sum(count) FROM spells").fetchone() == (4,)
        assert connection.execute("SELECT sum(count) FROM against.spells").fetchone() == (36,)
        assert connection.execute("SELECT sum(count) FROM truthful.spells").fetchone() == (8,)
    with reader.reader(folder, companions=False) as connection:
        with pytest.raises(duckdb.CatalogException):
            connection.execute("FROM truthful.spells")
    with reader.reader(run, tables=["lists"]) as connection:
        assert connection.execute("SELECT max(stock) > 0 FROM lists").fetchone() == (True,)
        with pytest.raises(duckdb.CatalogException):
            connection.execute("FROM people")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{run}/manifest.json')",
        "SELECT * FROM '{run}/cube/lists.parquet'",
        "SELECT * FROM glob('/*')",
        "ATTACH '{run}/new.db'",
        "COPY lists TO '{run}/cube/lists.parquet'",
        "COPY lists FROM '/etc/passwd'",
        "EXPORT DATABASE '{run}/out'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "RESET enable_external_access",
        "SET python_enable_replacements = true",
        "SET threads = 64",
        "SELECT * FROM of_the_caller",
    ],
)
def test_sql_reaches_nothing_but_the_run(run: Path, query: str) -> None:
    """DESIGN's bound: read_csv, ATTACH, COPY, INSTALL and their kin are refused."""
    of_the_caller = {"secret": np.arange(3)}
    before = {file: file.read_bytes() for file in run.rglob("*") if file.is_file()}
    with reader.reader(run) as connection, pytest.raises(duckdb.Error):
        connection.execute(query.format(run=run)).fetchall()
    assert of_the_caller and {file: file.read_bytes() for file in run.rglob("*") if file.is_file()} == before


def test_a_reader_of_no_run_or_no_table_says_so(run: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="not a finished run"):
        reader.reader(tmp_path)
    with pytest.raises(WrongUse, match="no tables persons"):
        reader.reader(run, tables=["persons"])


def test_a_reader_of_a_damaged_table_says_which(tmp_path: Path) -> None:
    cube.write(tmp_path, {"spells": SPELLS})
    (tmp_path / FILE_NAME).write_text("{}")
    file = cube.path(tmp_path, "spells")
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(RunDamaged, match=r"spells\.parquet: the table spells cannot be read"):
        reader.reader(tmp_path)
    duckdb.execute(f"COPY (SELECT 1 AS draw) TO '{file}'")
    with pytest.raises(RunDamaged, match="missing entity, list, exit, weeks, count; of another type draw"):
        reader.reader(tmp_path)
    file.unlink()
    with pytest.raises(RunDamaged, match="spells is missing"):
        reader.reader(tmp_path)


def test_every_outflow_has_its_column() -> None:
    names = [name for name in TABLES["lists"].names if name.startswith("out_")]
    assert names == [f"out_{kind}" for kind in OUTFLOWS]


def test_the_schema_uses_two_types_units_and_sentences() -> None:
    for table in TABLES.values():
        assert table.meaning and table.keys and table.columns[0].name == "draw"
        for column in table.columns:
            assert column.kind in ("int", "text") and column.unit and column.meaning
    with pytest.raises(KeyError, match="no column"):
        TABLES["spells"].column("person")


def test_many_orders_of_the_same_rows_agree() -> None:
    table, tables = TABLES["lists"], small_run.tables(draws=1)
    expected = blocks(canonical(table, tables["lists"]))
    count = len(tables["lists"]["draw"])
    for seed in range(5):
        order = list(range(count))
        random.Random(seed).shuffle(order)
        shuffled: dict[str, Any] = {
            name: [values[at] for at in order] for name, values in tables["lists"].items()
        }
        assert blocks(canonical(table, shuffled)) == expected


def _of_draw(columns: dict[str, Any], draw: int) -> dict[str, Any]:
    keep = [at for at, value in enumerate(columns["draw"]) if value == draw]
    return {name: [values[at] for at in keep] for name, values in columns.items()}
