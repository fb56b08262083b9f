"""Queries and exports: what a run keeps comes out whole, and what is in the way is said."""

import csv
import json
import math
import shutil
from pathlib import Path

import duckdb
import pytest

import demerit
from demerit.archive import exports
from demerit.archive.disk import FolderUnwritable
from demerit.archive.schema import PANEL, TABLES
from demerit.cli.entry import start
from demerit.lab.tables import Rows
from tests.unit import made_by_lab


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return made_by_lab.run(tmp_path_factory.mktemp("run") / "run")


def test_a_query_answers_with_names_and_rows(run: demerit.Run) -> None:
    found = run.query("SELECT draw, min(step) AS first FROM people GROUP BY draw ORDER BY draw")
    assert found.columns == ("draw", "first")
    assert list(found.rows) == [(0, 0), (1, 0)]
    assert not found.cut and found.sentence == "2 rows"
    assert found.relation.fetchnumpy()["first"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "sql",
    [
        "SHOW TABLES",
        "DESCRIBE people",
        "FROM inputs",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "SUMMARIZE acts",
    ],
)
def test_what_reads_is_a_query(sql: str, run: demerit.Run) -> None:
    assert run.query(sql).rows


def test_a_long_answer_is_cut_and_says_so(run: demerit.Run, capsys: pytest.CaptureFixture[str]) -> None:
    found = run.query("SELECT * FROM people ORDER BY ALL", limit=3)
    assert len(found.rows) == 3 and found.cut
    assert len(found.relation) > 3
    assert start(["query", str(run.folder), "SELECT * FROM people", "--limit", "3"]) == 0
    assert "the first 3 rows; there are more (raise the limit, or ask for sums)" in capsys.readouterr().out


def test_a_limit_is_at_least_one_row(run: demerit.Run) -> None:
    with pytest.raises(demerit.WrongUse, match="a limit is at least one row, not 0"):
        run.query("SHOW TABLES", limit=0)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", 'this query cannot be answered: Parser Error: syntax error at or near "SELEC"'),
        ("SELECT * FROM peple", "The run has the tables acts, acts_by_step, attempts, benefits, claims"),
        ("SELECT presen FROM people", 'Referenced column "presen" not found'),
        ("SELECT value::INT FROM people", "Could not convert string 'all' to INT32"),
        ("SELECT 1; SELECT 2", "a query is one statement, not 2"),
        ("/* nothing */", "a query is one statement, not 0"),
        ("DELETE FROM people", "changes nothing; this is a statement of the kind DELETE"),
        ("SELECT * FROM read_csv('x.csv')", "a query reaches this run's tables and nothing else"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(
    sql: str, said: str, run: demerit.Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["query", str(run.folder), sql]) == 2
    assert said in capsys.readouterr().err


def test_an_answer_for_machines_holds_every_number(
    run: demerit.Run, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = "SELECT 1 AS one, sum(n) AS many, 'nan'::DOUBLE AS none, DATE '2014-02-03' AS day,"
    sql += " 0.25 AS quarter FROM moments"
    assert start(["query", str(run.folder), sql, "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=lambda text: pytest.fail(text))
    assert found["columns"] == ["one", "many", "none", "day", "quarter"]
    assert found["rows"][0][0] == 1 and found["rows"][0][2:] == ["nan", "2014-02-03", 0.25]
    assert not math.isnan(found["rows"][0][1])


def test_text_in_an_answer_is_shown_as_it_is(run: demerit.Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["query", str(run.folder), "SELECT '[red]no markup[/red]' AS \"[b]name\""]) == 0
    shown = capsys.readouterr().out
    assert "[red]no markup[/red]" in shown and "[b]name" in shown


@pytest.mark.parametrize("verb", ["query", "export"])
def test_a_run_that_does_not_verify_is_not_read(
    verb: str, run: demerit.Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = shutil.copytree(run.folder, tmp_path / "run")
    (spoilt / "regime.yaml").write_text("demerit: 2\nregime: other\n")
    rest = ["SHOW TABLES"] if verb == "query" else ["--to", str(tmp_path / "out")]
    assert start([verb, str(spoilt), *rest]) == 1
    assert "was changed after the run was written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ["csv", "arrow"])
def test_a_copy_holds_every_row_in_order(format: str, run: demerit.Run, tmp_path: Path) -> None:
    done = run.export(tmp_path / "out", format=format)
    assert done.how == "written"
    assert {Path(name).stem for name in done.files} == {*TABLES, *PANEL, "README", "datapackage"}
    for name, table in {**TABLES, **PANEL}.items():
        expected = run.table(name).fetchall()
        if format == "csv":
            found = duckdb.read_csv(
                str(done.folder / f"{name}.csv"),
                header=True,
                dtype=[*(column.sql for column in table.columns), "VARCHAR"],
            ).fetchall()
            # A number without a unit has an empty one, which CSV cannot tell from nothing.
            assert [row[:-1] for row in found] == [
                tuple(None if v == "" else v for v in row) for row in expected
            ]
        else:
            from pyarrow import feather

            found = feather.read_table(done.folder / f"{name}.arrow").to_pylist()
            assert [tuple(row.values()) for row in found] == expected


def test_a_copy_is_described_with_units_keys_and_digests(run: demerit.Run, tmp_path: Path) -> None:
    done = run.export(tmp_path / "out")
    package = json.loads((done.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["demerit"]["run_id"] == run.id
    for resource in package["resources"]:
        with (done.folder / resource["path"]).open(newline="", encoding="utf-8") as stream:
            header = next(csv.reader(stream))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["unit"] and field["description"] for field in resource["schema"]["fields"])
        assert resource["bytes"] == (done.folder / resource["path"]).stat().st_size
    assert "Nothing here is about anybody who lives" in (done.folder / "README.txt").read_text()


def test_the_same_copy_is_found_and_left_as_it_is(run: demerit.Run, tmp_path: Path) -> None:
    first = run.export(tmp_path / "out")
    times = {file: file.stat().st_mtime_ns for file in first.folder.iterdir()}
    again = run.export(tmp_path / "out")
    assert again.how == "found" and again.files == first.files
    assert {file: file.stat().st_mtime_ns for file in first.folder.iterdir()} == times


def test_two_copies_are_equal_to_the_bit(run: demerit.Run, tmp_path: Path) -> None:
    for format in ("csv", "arrow"):
        one, two = (run.export(tmp_path / f"{format}-{name}", format=format) for name in "ab")
        for name in one.files:
            assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes(), name


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda out, run: (out.mkdir(), (out / "letter.txt").write_text("mine")), "is not an export"),
        (lambda out, run: out.write_text("mine"), "exists and is not a folder"),
        (lambda out, run: run.export(out, format="arrow"), "as arrow, not of run"),
        (lambda out, run: (run.export(out), (out / "acts.csv").write_text("mine")), "was changed since"),
        (
            lambda out, run: (
                out.with_name("out.part").mkdir(),
                (out.with_name("out.part") / "letter.txt").write_text("mine"),
            ),
            "is not a started export",
        ),
    ],
)
def test_what_is_something_else_is_never_touched(
    prepare: object, said: str, run: demerit.Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    prepare(out, run)  # type: ignore[operator]
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert start(["export", str(run.folder), "--to", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("place", ["", "cube", "tables"])
def test_nothing_is_written_into_a_run(place: str, run: demerit.Run) -> None:
    with pytest.raises(demerit.WrongUse, match="lies inside the run"):
        run.export(run.folder / place)
    assert not (run.folder / "tables").exists()


def test_an_empty_folder_is_filled(run: demerit.Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run.export(tmp_path / "out").how == "written"


def test_a_copy_cut_short_is_written_anew(
    run: demerit.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(exports, "_readme", cut)
        with pytest.raises(KeyboardInterrupt):
            run.export(tmp_path / "out")
    assert [item.name for item in tmp_path.iterdir()] == ["out.part"]
    assert run.export(tmp_path / "out").how == "written"
    assert [item.name for item in tmp_path.iterdir()] == ["out"]
    assert sorted(item.name for item in (tmp_path / "out").iterdir()) == sorted(
        ["README.txt", "datapackage.json", *(f"{name}.csv" for name in (*TABLES, *PANEL))]
    )


def test_a_place_that_cannot_be_written_is_said(run: demerit.Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnwritable, match=r"A file is in the way; choose another --to\."):
        run.export(tmp_path / "file" / "out")


def test_a_format_that_there_is_not_is_wrong_use(run: demerit.Run, tmp_path: Path) -> None:
    with pytest.raises(demerit.WrongUse, match=r"Allowed: csv, arrow\. Did you mean arrow\?"):
        run.export(tmp_path / "out", format="arow")


def test_arrow_without_pyarrow_says_what_to_install(
    run: demerit.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(exports, "find_spec", lambda name: None)
    assert start(["export", str(run.folder), "--to", str(tmp_path / "out"), "--format", "arrow"]) == 2
    assert "Next: install pyarrow (the extra `tables`), or --format csv" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_rows_are_told_apart_by_what_they_hold(run: demerit.Run) -> None:
    relation = run.query("SHOW TABLES").relation
    assert Rows(("a",), [(1,)], 10, False, relation).sentence == "1 row"
