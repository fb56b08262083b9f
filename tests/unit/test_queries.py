"""What somebody asks of a run's tables changes nothing, ends in time, and does not fill the machine."""

import threading
import time
from pathlib import Path

import duckdb
import pytest

import demerit
from demerit.archive import bounded, queries
from demerit.archive.reader import reader
from demerit.cli.entry import start
from demerit.errors import WrongUse
from tests.unit import made_by_lab

WRITING = (
    "WITH x AS (UPDATE lists SET stock = 7 RETURNING stock) SELECT count(*) FROM x",
    "WITH x AS (DELETE FROM lists RETURNING *) SELECT count(*) FROM x",
    "WITH x AS (INSERT INTO lists SELECT * FROM lists RETURNING *) SELECT count(*) FROM x",
    "WITH a AS (SELECT 1), b AS (DELETE FROM people RETURNING *) SELECT count(*) FROM a, b",
)
ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return made_by_lab.run(tmp_path_factory.mktemp("run") / "run")


@pytest.mark.parametrize("sql", WRITING)
def test_a_with_that_writes_is_refused_and_nothing_is_changed(
    sql: str, run: demerit.Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run.query("SELECT count(*), sum(stock)::BIGINT FROM lists").rows
    with pytest.raises(WrongUse, match="changes nothing; this one writes"):
        run.query(sql)
    assert run.query("SELECT count(*), sum(stock)::BIGINT FROM lists").rows == before
    assert start(["query", str(run.folder), sql]) == 2
    assert "Next: ask with SELECT" in capsys.readouterr().err


def test_a_query_after_one_that_failed_is_answered(run: demerit.Run) -> None:
    with pytest.raises(WrongUse):
        run.query("SELECT cast(value AS INTEGER) FROM people")
    assert run.query("SELECT 1").rows == [(1,)]


def test_what_a_query_sets_is_not_set_for_the_next(run: demerit.Run) -> None:
    run.query("SELECT setseed(0.5)")
    first = run.query("SELECT random()").rows
    run.query("SELECT setseed(0.5)")
    assert run.query("SELECT random()").rows != first


def test_a_table_that_a_run_gives_out_cannot_be_written_to(run: demerit.Run) -> None:
    relation = run.table("lists")
    count = relation.count("*").fetchall()
    with pytest.raises(duckdb.Error):
        relation.insert(relation.limit(1).fetchall()[0])
    assert run.table("lists").count("*").fetchall() == count


@pytest.mark.parametrize("name", ["cells", "connection", "path", "run"])
def test_variables_of_whoever_asks_are_no_tables(name: str, run: demerit.Run) -> None:
    cells = connection = path = run.table("lists").fetchnumpy()
    assert cells is connection is path
    with pytest.raises(WrongUse, match="does not exist"):
        run.query(f"SELECT * FROM {name}")


def test_a_query_without_end_is_stopped_and_says_so(
    run: demerit.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "bounded", lambda work, stop: bounded.bounded(work, stop, seconds=0.5))
    began = time.monotonic()
    with pytest.raises(WrongUse, match="stopped after 0 seconds, which is the longest"):
        run.query(ENDLESS)
    assert time.monotonic() - began < 20
    assert run.query("SELECT 1").rows == [(1,)]


def test_work_that_heeds_nobody_is_left_behind() -> None:
    going = threading.Event()
    with pytest.raises(WrongUse, match="was stopped after"):
        bounded.bounded(lambda: going.wait(60), lambda: None, seconds=0.2)
    going.set()


def test_a_query_may_take_half_a_minute() -> None:
    assert bounded.SECONDS == 30


def test_a_query_that_needs_too_much_memory_is_stopped_and_says_so(
    run: demerit.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongUse, match="needs more than 2 GB of memory"):
        run.query("SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)")
    monkeypatch.setattr(bounded, "MEMORY", 1 << 26)
    monkeypatch.setattr(bounded, "_SLACK", 1 << 20)
    with pytest.raises(WrongUse, match="GB of memory"):  # one value, of which DuckDB keeps no account
        run.query("SELECT length(repeat('abc', 200000000))")


def test_nothing_of_a_query_is_put_down_on_the_disk(
    run: demerit.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with reader(run.folder, asked=True) as connection:
        settings = "SELECT current_setting('temp_directory'), current_setting('enable_external_access')"
        assert connection.execute(settings).fetchone() == ("", False)


def test_an_error_of_the_work_is_raised_where_it_was_asked_for() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bounded.bounded(fail, lambda: None)
