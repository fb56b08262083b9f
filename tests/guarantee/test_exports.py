"""*Synthetic* travels: whatever leaves the lab says that its people are invented, and names none of them."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import demerit
from demerit.cli.entry import start
from demerit.counted.values import SYNTHETIC

EXAMPLE = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    folder = tmp_path_factory.mktemp("exports") / "run"
    return demerit.run(EXAMPLE, out=folder, people=2500, draws=2, start="2019-01-07", end="2019-07-01")


def parquet_files(run: demerit.Run) -> Iterator[Path]:
    found = sorted(run.folder.rglob("*.parquet"))
    assert len(found) > 10
    yield from found


def test_every_table_says_so(run: demerit.Run) -> None:
    for file in parquet_files(run):
        rows = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)]).fetchall()
        assert (b"demerit.synthetic", SYNTHETIC.encode()) in rows, file


def test_every_json_file_says_so(run: demerit.Run) -> None:
    files = sorted(run.folder.rglob("*.json"))
    assert files
    for file in files:
        assert json.loads(file.read_text(encoding="utf-8"))["synthetic"] == SYNTHETIC, file


def test_every_json_answer_says_so(
    run: demerit.Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(run.folder)
    asked = [
        ["check", "none"],
        ["schema", "regime"],
        ["gallery"],
        ["run", str(EXAMPLE), "--people", "2500", "--dry-run"],
        ["lint", "china-lists-2018"],
        ["verify", folder],
        ["query", folder, "SELECT count(*) FROM people"],
        ["export", folder, "--to", str(tmp_path / "tables")],
        ["report", folder, "--out", str(tmp_path / "page.html")],
        ["check", "nowhere.yaml"],
    ]
    for verb in asked:
        start([*verb, "--json"])
        assert "synthetic (invented)" in json.loads(capsys.readouterr().out)["synthetic"], verb


def test_every_row_of_a_copy_as_csv_says_so(run: demerit.Run, tmp_path: Path) -> None:
    done = run.export(tmp_path / "tables")
    files = [name for name in done.files if name.endswith(".csv")]
    assert len(files) == len(list(run.folder.rglob("*.parquet")))
    for name in files:
        with (done.folder / name).open(newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                assert row["synthetic"] == "synthetic", name
    for name in ("README.txt", "datapackage.json"):
        assert SYNTHETIC in (done.folder / name).read_text(encoding="utf-8")


def test_every_copy_as_arrow_says_so_and_keeps_units(run: demerit.Run, tmp_path: Path) -> None:
    from pyarrow import ipc

    done = run.export(tmp_path / "tables", format="arrow")
    files = [name for name in done.files if name.endswith(".arrow")]
    assert len(files) == len(list(run.folder.rglob("*.parquet")))
    for name in files:
        with ipc.open_file(str(done.folder / name)) as file:
            assert file.schema.metadata[b"demerit.synthetic"] == SYNTHETIC.encode(), name
            assert all(field.metadata[b"unit"] for field in file.schema), name


def test_the_answer_to_a_query_says_so(run: demerit.Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["query", str(run.folder), "SELECT count(*) AS rows FROM people"]) == 0
    assert "All people here are synthetic (invented)." in capsys.readouterr().out


def test_the_page_says_so_where_it_is_read_first(run: demerit.Run, tmp_path: Path) -> None:
    page = run.report(tmp_path / "page.html").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title is not None and "synthetic" in title[1]
    body = re.sub(r"<(script|style).*?</\1>", "", page.partition("<body")[2], flags=re.DOTALL)
    assert "synthetic" in re.sub(r"<[^>]+>", " ", body)[:2000]


def test_only_the_panel_holds_rows_about_one_person_and_no_text_can_be_a_number_of_someone(
    run: demerit.Run,
) -> None:
    """The cube has counts only: no column names a person, slot or district."""
    for file in parquet_files(run):
        columns = duckdb.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(file)]).description
        assert columns is not None
        names = {name for name, *_ in columns}
        if file.parent.name != "panel":
            assert not names & {"person", "slot", "occupant", "id", "household", "district", "name"}, file
        texts = [name for name, kind, *_ in columns if str(kind) == "VARCHAR" and name != "value"]
        for name in texts:
            values = duckdb.execute(f'SELECT DISTINCT "{name}" FROM read_parquet(?)', [str(file)]).fetchall()
            assert not any(re.search(r"\d{9}", str(value)) for (value,) in values), (file, name)
