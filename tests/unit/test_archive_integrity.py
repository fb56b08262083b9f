from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from demerit.archive import cube, integrity
from demerit.archive.folder import RunFolder, file_digests
from demerit.archive.laws import LAWS, breaches
from demerit.archive.manifest import FILE_NAME
from demerit.archive.reader import reader
from demerit.archive.schema import TABLES
from demerit.counted.values import GROUNDS
from demerit.errors import RunDamaged, WrongUse
from tests.unit import small_run


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_run.write(tmp_path_factory.mktemp("integrity") / "run").path


@pytest.fixture
def run(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "run"))


@pytest.mark.parametrize("seed", range(3))
def test_a_run_that_was_counted_rightly_has_no_findings(tmp_path: Path, seed: int) -> None:
    with small_run.start(tmp_path / "run") as part:
        run = part.finish(part.write_cube(small_run.manifest(), small_run.tables(seed=seed)))
    assert integrity.check(run.path) == []
    assert integrity.require(run.path) == run


def rewrite(run: Path, table: str, query: str) -> None:
    """Replace a table's file by the result of a query over it, as an editor of files would."""
    file = cube.path(run, table)
    said = ", ".join(
        f"'{key}': '" + value.replace("'", "''") + "'" for key, value in cube.described(TABLES[table]).items()
    )
    duckdb.execute(
        f"COPY (WITH t AS (FROM read_parquet('{file}')) {query}) TO '{file}.new'"
        f" (FORMAT parquet, KV_METADATA {{{said}}})"
    )
    Path(f"{file}.new").replace(file)


def renew_digests(run: Path) -> None:
    """Do what somebody would do who edits a run and knows about digests."""
    manifest = RunFolder.open(run).manifest
    tables = {name: _read(cube.path(run, name)) for name in TABLES}
    shutil.rmtree(run / cube.FOLDER)
    entries = cube.write(run, tables)
    renewed = manifest.model_copy(update={"tables": entries, "files": file_digests(run)})
    (run / FILE_NAME).write_text(renewed.to_json())


def _read(file: Path) -> dict[str, Any]:
    result = duckdb.execute(f"FROM read_parquet('{file}')")
    names = [name for name, *_ in result.description or ()]
    rows = result.fetchall()
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def test_rewriting_a_file_with_the_same_rows_changes_its_bytes_and_not_its_digest(run: Path) -> None:
    """The result's digest is of values: another order or compression is another file of the same result."""
    rewrite(run, "lists", "FROM t ORDER BY stock DESC, random()")
    (finding,) = integrity.check(run)
    assert (finding.where, finding.law) == ("cube/lists.parquet", "files")
    assert finding.message == "was changed after the run was written"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_one_changed_value_is_found_in_its_table_and_draw(run: Path, table: str) -> None:
    if table == "inputs":
        query = "SELECT * REPLACE (CASE WHEN draw = 1 THEN value || '1' ELSE value END AS value) FROM t"
    else:
        column = TABLES[table].counts[-1]
        query = (
            f'SELECT * EXCLUDE (spot) REPLACE ("{column}" + (spot = 1 AND draw = 1)::BIGINT AS "{column}")'
            " FROM (SELECT *, row_number() OVER (PARTITION BY draw) AS spot FROM t)"
        )
    rewrite(run, table, query)
    findings = integrity.check(run)
    assert [(finding.where, finding.law) for finding in findings] == [(f"cube/{table}.parquet", "digest")]
    assert "draw 1 was changed after the run was written" in findings[0].message
    with pytest.raises(RunDamaged, match=f"{table}.parquet: draw 1 was changed"):
        integrity.require(run)


def test_missing_and_added_rows_are_told_apart(run: Path) -> None:
    rewrite(run, "spells", "FROM t WHERE draw = 0 UNION ALL SELECT 5, 'person', 'black', 'expiry', 3, 1")
    messages = [finding.message for finding in integrity.check(run)]
    assert len(messages) == 2
    assert "draw 1 is missing" in messages[0] and "draw 5 is not part of the run" in messages[1]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * REPLACE (NULL::BIGINT AS count) FROM t", r"count holds an empty value"),
        ("SELECT * REPLACE (NULL::VARCHAR AS list) FROM t", r"list holds an empty value"),
        ("SELECT * REPLACE (NULL::BIGINT AS draw) FROM t", r"draw holds an empty value"),
        ("SELECT * REPLACE (count::DOUBLE AS count) FROM t", r"of another type count\."),
        ("FROM t UNION ALL FROM t", r"repeat a key"),
        ("SELECT * REPLACE ('escape' AS exit) FROM t WHERE weeks = 3 LIMIT 1", r"escape.*not among"),
        ("SELECT *, 1 AS person FROM t", r"not known person\."),
    ],
)
def test_a_table_that_is_not_its_table_is_named(run: Path, query: str, message: str) -> None:
    rewrite(run, "spells", query)
    (finding,) = integrity.check(run)
    assert finding.where == "cube/spells.parquet" and finding.law == "readable"
    with pytest.raises(RunDamaged, match=message):
        integrity.require(run)


def test_a_file_without_the_sentence_is_refused(run: Path) -> None:
    """Synthetic travels: a file that lost the mark is not the run's."""
    file = cube.path(run, "acts")
    duckdb.execute(f"COPY (FROM read_parquet('{file}')) TO '{file}.new' (FORMAT parquet)")
    Path(f"{file}.new").replace(file)
    (finding,) = integrity.check(run)
    assert "does not say that the people are synthetic" in finding.message


def test_torn_missing_and_foreign_files_are_named(run: Path) -> None:
    file = cube.path(run, "acts")
    file.write_bytes(file.read_bytes()[:-20])
    (run / "regime.yaml").write_text("regime: other\n")
    (run / "society.yaml").unlink()
    (run / "notes.txt").write_text("mine")
    (run / "cube" / "persons.parquet").write_text("mine")
    found = {(finding.where, finding.law) for finding in integrity.check(run)}
    assert found == {
        ("cube/acts.parquet", "readable"),
        ("regime.yaml", "files"),
        ("society.yaml", "files"),
        ("notes.txt", "files"),
        ("cube/persons.parquet", "files"),
    }
    cube.path(run, "lists").unlink()
    with pytest.raises(RunDamaged, match="lists is missing"):
        integrity.check(run)


def test_a_manifest_with_a_digest_of_its_own_making_is_found(run: Path) -> None:
    values = json.loads((run / FILE_NAME).read_text())
    values["tables"]["acts"]["digest"] = "00" * 32
    del values["tables"]["spells"]
    (run / FILE_NAME).write_text(json.dumps(values))
    messages = {finding.where: finding.message for finding in integrity.check(run)}
    assert "does not follow from its draws" in messages["cube/acts.parquet"]
    assert "no digest" in messages["cube/spells.parquet"]


def _bump(table: str, column: str, where: str = "true", by: int = 1) -> tuple[str, str]:
    changed = f'CASE WHEN {where} THEN "{column}" + {by} ELSE "{column}" END'
    return table, f'SELECT * REPLACE ({changed} AS "{column}") FROM t'


_ONE = "draw = 1 AND step = 7 AND entity = 'person'"
EDITS: dict[str, tuple[str, str]] = {
    "acts-draws": _bump("acts", "draw", "draw = 1"),
    "attempts-not-negative": _bump("attempts", "attempts", f"{_ONE} AND axis = 'all'", -(10**6)),
    "people-every-step": ("people", "FROM t WHERE NOT (step = 29 AND axis = 'sex')"),
    "lists-every-step": ("lists", "FROM t WHERE NOT (step = 0 AND axis = 'group' AND value = 'A')"),
    "people-balance": _bump(
        "people", "entered", f"{_ONE} AND value IN ('all', 'male', 'A', '1', 'region 01')"
    ),
    "lists-balance": _bump("lists", "out_repair", f"{_ONE} AND list = 'black'"),
    "benefits-balance": _bump("benefits", "out_repair", _ONE),
    "notes-balance": _bump("notes", "out_repair", _ONE),
    "benefits-every-step": ("benefits", "FROM t WHERE NOT (step = 0 AND axis = 'group' AND value = 'A')"),
    "notes-every-step": ("notes", "FROM t WHERE NOT (step = 0 AND axis = 'group' AND value = 'A')"),
    "benefits-axes": _bump("benefits", "withheld", f"{_ONE} AND value = 'official'"),
    "notes-axes": _bump("notes", "out_tie", f"{_ONE} AND value = 'official'"),
    "benefits-are-of-people-present": _bump("benefits", "out_death", _ONE, 100),
    "notes-are-of-people-present": _bump("notes", "out_death", _ONE, 100),
    "benefits-granted-in-error-within-stock": _bump("benefits", "granted_in_error", _ONE, 100),
    "benefits-inflow-in-error-within-inflow": _bump("benefits", "inflow_in_error", _ONE, 100),
    "benefits-inflow-in-error-within-granted-in-error": _bump("benefits", "inflow_in_error", _ONE, 100),
    "quarters-receiving-weeks-within-person-weeks": _bump("quarters", "receiving_weeks", "draw = 1", 1000),
    "quarters-receiving-weeks": _bump("quarters", "receiving_weeks", "draw = 1 AND fifth = '5'"),
    "people-axes": _bump("people", "left", f"{_ONE} AND value = '18-24'"),
    "lists-axes": _bump("lists", "out_tie", f"{_ONE} AND value = 'official'"),
    "grades-axes": _bump("grades", "shadow", "draw = 1 AND axis = 'sex'"),
    "members-axes": _bump("members", "members", f"{_ONE} AND value = 'official'"),
    "degraded-axes": _bump("degraded", "weeks", f"{_ONE} AND value = 'official'"),
    "offers-taken-in-error-within-taken": _bump("offers", "taken_in_error", "draw = 1", 100),
    "offers-unlisted-within-money": _bump("offers", "unlisted", "draw = 1", 100),
    "offers-money-in-error-within-money": _bump("offers", "money_in_error", "draw = 1", 100),
    "triggers-axes": _bump("triggers", "acted", "draw = 1 AND value = 'official'"),
    "rulings-axes": _bump("rulings", "heard", "draw = 1 AND value = 'official'"),
    "claims-axes": _bump("claims", "won", "draw = 1 AND value = 'official'"),
    "claims-appealed-within-withheld": _bump("claims", "appealed", "draw = 1", 100),
    "claims-are-won-after-appeal": _bump("claims", "won", "draw = 1", 10**6),
    "pending-axes": _bump("pending", "entered", "draw = 1 AND value = 'official'"),
    "rulings-stopped-at-review-within-reviewed": _bump("rulings", "stopped_at_review", "draw = 1", 100),
    "rulings-stopped-at-hearing-within-heard": _bump("rulings", "stopped_at_hearing", "draw = 1", 100),
    "rulings-won-within-appealed": _bump("rulings", "won", "draw = 1", 100),
    "offers-end-once": _bump("offers", "passed", "draw = 1", 100),
    "stopped-axes": _bump("stopped", "stopped", f"{_ONE} AND value = 'official'"),
    "stopped-obeyed-within-stopped": _bump("stopped", "obeyed", _ONE, 100),
    "stopped-wrongful-within-stopped": _bump("stopped", "wrongful", _ONE, 100),
    "stops-have-a-list": ("stopped", "FROM t UNION ALL SELECT * REPLACE (0 AS step) FROM t WHERE step = 7"),
    "refusals-axes": _bump("refusals", "own_terms", "draw = 1 AND value = 'urban away'"),
    "refused-axes": _bump("refused", "entities", "draw = 1 AND value = 'urban away'"),
    "refusals-have-grounds": _bump("refusals", "slight", "draw = 1"),
    "refusals-wrongful-within-all": _bump("refusals", "wrongful", "draw = 1", 100),
    "refused-were-refused": _bump("refused", "entities", "draw = 1", 1000),
    "refused-before-is-before": _bump("refused", "before", "draw = 1", 10),
    "attempts-axes": _bump("attempts", "attempts", f"{_ONE} AND value = 'urban away'"),
    "lists-inflow-wrongful-within-inflow": _bump("lists", "inflow_wrongful", _ONE, 100),
    "lists-inflow-wrongful-within-wrongful": _bump("lists", "inflow_wrongful", _ONE, 100),
    "lists-without-act-within-stock": _bump("lists", "without_act", _ONE, 100),
    "lists-could-not-pay-within-stock": _bump("lists", "could_not_pay", _ONE, 100),
    "lists-mixed-within-own-terms": _bump("lists", "mixed", _ONE, 100),
    "lists-by-measurement-within-counted-for-more": _bump("lists", "by_measurement", _ONE, 100),
    **{
        f"lists-{ground}-wrongful-within-{ground}".replace("_", "-"): _bump(
            "lists", f"{ground}_wrongful", _ONE, 100
        )
        for ground in GROUNDS
    },
    "wrongful-inside-its-grounds": _bump("lists", "own_terms_wrongful", _ONE),
    "no-act-is-through-others-or-unfounded": _bump("lists", "through_others", _ONE),
    "grounds-share-the-stock": _bump("lists", "own_terms", _ONE, 1),
    "grounds-wrongful-within-weeks": _bump("grounds", "wrongful", "draw = 1", 1000),
    "grounds-share-the-listed-weeks": _bump("grounds", "weeks", "draw = 1 AND ground = 'own_terms'"),
    "attempts-refusals-within-attempts": _bump("attempts", "refusals", _ONE, 100),
    "attempts-refusals-without-act-within-refusals": _bump("attempts", "refusals_without_act", _ONE, 100),
    "attempts-refusals-could-not-pay-within-refusals": _bump("attempts", "refusals_could_not_pay", _ONE, 100),
    "attempts-mismatches-within-attempts": _bump("attempts", "mismatches", _ONE, 100),
    "attempts-gated-within-attempts": _bump("attempts", "gated", _ONE, 100),
    "records-called-by-error-within-sightings": _bump("records", "called_by_error", "draw = 1", 10**6),
    "money-overclaimed-within-claimed": _bump("money", "overclaimed", "draw = 1", 10**6),
    "overclaimed-is-of-an-act": _bump("money", "overclaimed", "draw = 1 AND truth <> 'act'"),
    "records-misplaced-within-records": _bump("records", "misplaced", "draw = 1", 100),
    "misplaced-are-without-the-act": _bump("records", "misplaced", "draw = 1 AND truth = 'act'"),
    "favours-are-of-attempts-that-succeed": _bump("attempts", "charged", _ONE, 100),
    "money-is-paid-or-cancelled-once": _bump("money", "cancelled", "draw = 1", 10**6),
    "money-is-refunded-after-payment": _bump("money", "refunded", "draw = 1", 10**6),
    "records-after-sightings": _bump("records", "records", "draw = 1", 100),
    "acts-recorded-within-acts": _bump("acts", "recorded", "draw = 1", 100),
    "acts-by-step-are-acts": _bump("acts_by_step", "deterred", "draw = 1 AND step = 7"),
    "acts-by-step-unable-within-acts": _bump("acts_by_step", "unable", "draw = 1 AND step = 7", 100),
    "strained-acts-are-by-choice": _bump("acts_by_step", "strained", "draw = 1 AND step = 7", 100),
    "acts-are-of-conducts": ("conducts", "FROM t WHERE draw <> 1"),
    "gravity-is-0-to-5": _bump("conducts", "gravity", "draw = 1", 4),
    "scores-are-graded": _bump("scores", "shadow", 'draw = 1 AND "from" = 0'),
    "jobless-lost-a-job": _bump("work", "jobs_found", "draw = 1 AND quarter = '2014-Q2'", 20),
    "workers-are-present": _bump("work", "working", "draw = 1 AND quarter = '2014-Q2'", 100),
    "quarters-listed-weeks-within-person-weeks": _bump("quarters", "listed_weeks", "draw = 1", 1000),
    "quarters-without-act-weeks-within-listed-weeks": _bump(
        "quarters", "without_act_weeks", "draw = 1", 1000
    ),
    "quarters-could-not-pay-weeks-within-listed-weeks": _bump(
        "quarters", "could_not_pay_weeks", "draw = 1", 1000
    ),
    "quarters-through-weeks-within-listed-weeks": _bump("quarters", "through_weeks", "draw = 1", 1000),
    "listed-are-present": _bump("lists", "out_death", _ONE, 100),
    "refusals-have-a-sanction": _bump("attempts", "refusals", "step = 0 AND attempts > 0"),
    "recorded-acts-have-records": ("records", "FROM t WHERE truth = 'none'"),
    "records-by-tier": _bump("points", "records", "draw = 1 AND tier = 'official'"),
    "quarters-person-weeks": _bump("quarters", "person_weeks", "draw = 1 AND quarter = '2014-Q2'"),
    "quarters-listed-weeks": ("quarters", "SELECT * REPLACE (0 AS listed_weeks) FROM t"),
    "quarters-without-act-weeks": _bump("quarters", "without_act_weeks", "draw = 1", 40),
    "quarters-could-not-pay-weeks": _bump("quarters", "could_not_pay_weeks", "draw = 1", 40),
    "quarters-through-weeks": _bump("quarters", "through_weeks", "draw = 1", 40),
    "quarters-entries": _bump("quarters", "entries", "draw = 1 AND fifth = '5'"),
    "quarters-refusals": ("quarters", "FROM t WHERE quarter <> '2014-Q3'"),
    "spells-are-flows": _bump("spells", "count", "draw = 1 AND exit = 'standing' AND list = 'grey'"),
    "relations-weeks": _bump("relations", "weeks_true", "draw = 1 AND quarter = '2014-Q2'"),
    "relations-entries": _bump("relations", "entries", "draw = 1 AND quarter = '2014-Q2'", 1000),
    "moments-stock": _bump("moments", "sum_x", f"{_ONE} AND measure = 'stock'"),
    "moments-inflow": _bump("moments", "sum_x", f"{_ONE} AND measure = 'inflow'"),
    "moments-without-act": _bump("moments", "sum_x", f"{_ONE} AND measure = 'without_act'"),
    "moments-could-not-pay": _bump("moments", "sum_x", f"{_ONE} AND measure = 'could_not_pay'"),
    "moments-refusals": _bump("moments", "sum_x", f"{_ONE} AND measure = 'refusals'"),
    "moments-are-of-districts": _bump("moments", "n", f"{_ONE} AND measure = 'stock'"),
    "moments-have-the-people": _bump("moments", "sum_n", f"{_ONE} AND measure = 'stock'"),
}


@pytest.fixture(scope="module")
def tables(sound: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with reader(sound) as connection:
        yield connection


@pytest.mark.parametrize("name", EDITS)
def test_each_law_finds_the_edit_that_breaks_it(
    sound: Path, tables: duckdb.DuckDBPyConnection, name: str
) -> None:
    manifest = RunFolder.open(sound).manifest
    table, query = EDITS[name]
    assert breaches(tables, manifest, LAWS) == []
    tables.execute(f"CREATE TABLE t AS FROM {table}")
    try:
        tables.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")
        found = {breach.law.name: breach for breach in breaches(tables, manifest, LAWS)}
    finally:
        tables.execute(f"CREATE OR REPLACE TABLE {table} AS FROM t")
        tables.execute("DROP TABLE t")
    assert name in found, sorted(found)
    place, expected, seen = found[name].first[0]
    assert place.startswith("draw ") and expected != seen and found[name].rows >= 1


def test_an_edit_that_renews_every_digest_is_found_by_the_laws(run: Path) -> None:
    """Who edits a run and knows about digests still has to keep every sum."""
    rewrite(run, *_bump("lists", "out_repair", f"{_ONE} AND list = 'black' AND axis = 'all'"))
    renew_digests(run)
    findings = integrity.check(run)
    assert {finding.law for finding in findings} == {"lists-balance", "lists-axes", "spells-are-flows"}
    (balance,) = (finding for finding in findings if finding.law == "lists-balance")
    assert balance.where == "cube/lists.parquet"
    assert "at draw 1, entity person, list black, step 7, axis all, value all expected" in balance.message


def test_every_law_has_an_edit_and_a_sentence() -> None:
    alike = ("-draws", "-not-negative")  # one query for every table; one table stands for them
    assert {law.name for law in LAWS if not law.name.endswith(alike)} <= set(EDITS)
    assert all(law.sentence and not law.sentence.endswith(".") for law in LAWS)
    assert len({law.name for law in LAWS}) == len(LAWS)


def test_sums_beyond_the_integers_are_a_finding_not_a_crash(run: Path) -> None:
    rewrite(run, "spells", "SELECT * REPLACE (9223372036854775807 AS count) FROM t")
    renew_digests(run)
    assert "spells-are-flows" in {finding.law for finding in integrity.check(run)}


def _paired(out: Path) -> Path:
    other = "0f" * 32
    with small_run.start(out) as part:
        inside = part.inside("against", other)
        inside.finish(inside.write_cube(small_run.manifest(run_id=other), small_run.tables(seed=2)))
        against = small_run.manifest().regime
        bound = small_run.manifest(against=against, companions={"against": other})
        manifest = part.write_cube(bound, small_run.tables())
        return part.finish(manifest).path


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        (
            lambda run: rewrite(run / "against", "acts", "SELECT * REPLACE (acts + 1 AS acts) FROM t"),
            "against/cube/acts.parquet",
        ),
        (lambda run: (run / "against" / FILE_NAME).unlink(), "against"),
        (lambda run: shutil.rmtree(run / "against"), "against"),
        (lambda run: shutil.copytree(run / "against", run / "truthful"), "truthful"),
    ],
)
def test_a_paired_run_is_checked_with_its_run(
    tmp_path: Path, harm: Callable[[Path], None], where: str
) -> None:
    run = _paired(tmp_path / "run")
    assert integrity.check(run) == []
    harm(run)
    assert {finding.where for finding in integrity.check(run)} == {where}


def test_another_run_in_the_place_of_a_companion_is_found(tmp_path: Path) -> None:
    run = _paired(tmp_path / "run")
    shutil.rmtree(run / "against")
    shutil.copytree(small_run.write(tmp_path / "other").path, run / "against")
    (finding,) = integrity.check(run)
    assert finding.message == f"holds run {small_run.RUN_ID}, not {'0f' * 32}"


def test_what_is_no_run_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        integrity.check(tmp_path)
