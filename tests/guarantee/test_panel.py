"""The panel: invented people kept in full, whom nobody has to believe.

Who they are follows from seed and slot and is worked out again by every reader; what happened to them is
walked again by `verify`. The run is small and lively: a score, lists, ties, false records.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import demerit
from demerit.archive import cube, integrity
from demerit.archive.persons import person_id
from demerit.archive.schema import PANEL
from demerit.documents import write
from demerit.errors import RunDamaged
from demerit.lab.followed import followed
from demerit.lab.planning import Wishes
from tests import toy
from tests.editing import renew
from tests.guarantee.test_lives import WITH_SCORE

WEEKS = 40
ASKED: Wishes = {"people": 6_000, "draws": 2, "start": "2020-01-06", "end": "2020-10-12"}


def made(folder: Path, **changes: Any) -> demerit.Run:
    """Run the lively regime in the small society."""
    regime = folder / "regime.yaml"
    regime.write_text(write(toy.regime(**WITH_SCORE)), encoding="utf-8")
    wishes = {**ASKED, "society": str(toy.SMALL), "against": "nothing", **changes}
    return demerit.run(regime, out=folder / "run", **wishes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return made(tmp_path_factory.mktemp("panel"))


@pytest.fixture
def run(whole: demerit.Run, tmp_path: Path) -> demerit.Run:
    return demerit.open(shutil.copytree(whole.folder, tmp_path / "run"))


def edit(run: demerit.Run, table: str, query: str) -> None:
    """Replace a table of the panel by a query over it, and renew every digest, as a clever editor would."""
    file = cube.path(run.folder, table)
    tables: dict[str, Any] = {}
    for name in PANEL:
        source = f"WITH t AS (FROM read_parquet('{cube.path(run.folder, name)}')) "
        found = duckdb.execute(source + (query if name == table else "FROM t"))
        names = [column for column, *_ in found.description or ()]
        rows = found.fetchall()
        tables[name] = {column: [row[at] for row in rows] for at, column in enumerate(names)}
    renew(run.folder, cube.write_panel(run.folder, tables))
    assert file.is_file()


def number(run: demerit.Run, query: str) -> int:
    return int(run.query(query).rows[0][0])


def test_the_panel_has_a_random_part_with_equal_weights_and_cases_that_stand_for_nobody(
    whole: demerit.Run,
) -> None:
    rows = whole.query(
        "SELECT part, count(*), count(DISTINCT weight), min(weight) FROM panel_people GROUP BY ALL"
    )
    parts = {part: (count, weights, weight) for part, count, weights, weight in rows.rows}
    entered = "SELECT sum(entered) FROM people WHERE draw = 0 AND entity = 'person' AND axis = 'all'"
    assert parts["random"][:2] == (1000, 1)
    assert float(parts["random"][2]) * 1000 == pytest.approx(number(whole, entered), rel=1e-9)
    for part in ("listed", "wrongly listed", "wrongly spared", "through others"):
        assert 0 < parts[part][0] <= 200 and parts[part][1:] == (1, "0"), part


def test_an_estimate_from_the_random_part_agrees_with_the_count_of_everybody(whole: demerit.Run) -> None:
    """Entries to lists: the panel's, weighted, against the cube's; four standard errors of a count."""
    seen = number(
        whole,
        "SELECT count(*) FROM panel_ledger JOIN panel_people USING (person)"
        " WHERE part = 'random' AND kind = 'listed'",
    )
    counted = number(
        whole, "SELECT sum(inflow) FROM lists WHERE draw = 0 AND axis = 'all' AND entity = 'person'"
    )
    weight = float(whole.query("SELECT max(weight::DOUBLE) FROM panel_people").rows[0][0])
    assert seen > 100 and abs(seen * weight - counted) < 4 * weight * (2 * seen) ** 0.5


def test_people_of_each_part_are_what_it_says(whole: demerit.Run) -> None:
    through = "SELECT person FROM panel_ledger WHERE kind = 'listed' AND \"by\" = 'tie'"
    listed = "SELECT person FROM panel_ledger WHERE kind = 'listed'"
    shadow = "SELECT person FROM panel_truth WHERE kind = 'shadow listed'"
    for part, among in {"listed": listed, "through others": through, "wrongly spared": shadow}.items():
        assert (
            number(
                whole, f"SELECT count(*) FROM panel_people WHERE part = '{part}' AND person NOT IN ({among})"
            )
            == 0
        )
    falsely = "SELECT person FROM panel_truth WHERE kind = 'sighting' AND outcome = 'of no act'"
    points = "SELECT person FROM panel_ledger WHERE kind = 'tie carries'"
    alone = f"part = 'wrongly listed' AND person NOT IN ({falsely} UNION {points})"
    charged = "SELECT count(*) FROM panel_people WHERE " + alone
    assert number(whole, charged) < number(
        whole, "SELECT count(*) FROM panel_people WHERE part = 'wrongly listed'"
    )


def test_the_ledger_tells_nothing_of_what_is_true(whole: demerit.Run) -> None:
    rows = whole.query("SELECT DISTINCT kind, outcome FROM panel_ledger").rows
    assert not {kind for kind, _ in rows} & {"act", "attempt", "left", "entered", "shadow listed"}
    assert {outcome for kind, outcome in rows if kind == "sighting"} == {""}
    both = 'SELECT count(*) FROM panel_ledger JOIN panel_truth USING (person, "case") WHERE "case" > 0'
    assert number(whole, both) > 100


def test_every_id_is_made_of_where_its_person_is_and_none_reads_as_a_number(whole: demerit.Run) -> None:
    rows = whole.query("SELECT DISTINCT person, district, slot, occupant FROM panel_people", limit=9999).rows
    assert len(rows) > 1000
    for person, *place in rows:
        assert person == person_id(*place) and not re.search(r"\d{9}", person)


def test_the_panel_is_the_same_on_any_number_of_threads(whole: demerit.Run, tmp_path: Path) -> None:
    again = made(tmp_path, workers=3)
    for name in PANEL:
        assert again.manifest.tables[name].digest == whole.manifest.tables[name].digest


def test_the_panel_does_not_grow_with_people(whole: demerit.Run, tmp_path: Path) -> None:
    larger = made(tmp_path, people=24_000, draws=1)
    for run in (whole, larger):
        assert number(run, "SELECT count(*) FROM panel_people WHERE part = 'random'") == 1000
    assert larger.manifest.tables["panel_people"].rows <= 1800
    assert larger.manifest.tables["panel_ledger"].rows < 2 * whole.manifest.tables["panel_ledger"].rows


def test_a_village_is_kept_whole(tmp_path: Path) -> None:
    run = made(tmp_path, people=300, draws=1)
    entered = "SELECT sum(entered) FROM people WHERE draw = 0 AND entity = 'person' AND axis = 'all'"
    rows = run.query(
        "SELECT count(*), min(weight::DOUBLE), max(weight::DOUBLE) FROM panel_people WHERE part = 'random'"
    ).rows
    assert rows[0] == (number(run, entered), 1.0, 1.0)


def test_a_run_asked_to_keep_nothing_has_no_panel(tmp_path: Path) -> None:
    run = made(tmp_path, people=300, draws=1, changes={"scenario.keep": "[]"})
    assert not run.manifest.has_panel and not (run.folder / "panel").exists()
    assert run.verify().findings == ()
    with pytest.raises(demerit.WrongUse, match="A run has no table panel_people"):
        run.table("panel_people")


READERS: dict[str, Callable[[demerit.Run, Path], object]] = {
    "query": lambda run, _: run.query("SELECT 1"),
    "table": lambda run, _: run.table("panel_people"),
    "export": lambda run, folder: run.export(folder / "tables"),
    "report": lambda run, folder: run.report(folder / "page.html"),
}


@pytest.mark.parametrize("reader", sorted(READERS))
def test_one_edited_trait_with_every_digest_renewed_is_refused_by_every_reader(
    run: demerit.Run, tmp_path: Path, reader: str
) -> None:
    other = "CASE WHEN spot = 7 THEN CASE sex WHEN 'male' THEN 'female' ELSE 'male' END ELSE sex END AS sex"
    spots = "SELECT *, row_number() OVER () AS spot FROM t"
    edit(run, "panel_people", f"SELECT * EXCLUDE (spot) REPLACE ({other}) FROM ({spots})")
    assert integrity.check(run.folder) == []
    edited = demerit.open(run.folder)
    with pytest.raises(
        RunDamaged, match=r"panel_people.parquet: syn-[a-z2-9-]+ has sex \w+; seed and slot give"
    ):
        READERS[reader](edited, tmp_path)
    assert any("has sex" in finding for finding in edited.verify().findings)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * REPLACE (occupant + 70 AS occupant) FROM t", "seed and slot give"),
        ("SELECT * REPLACE (district + 50000 AS district) FROM t", "lives in district 5000"),
        ("SELECT * REPLACE (weight || '5' AS weight) FROM t", "people, not for"),
    ],
)
def test_people_that_nobody_is_are_found(run: demerit.Run, query: str, told: str) -> None:
    edit(run, "panel_people", query)
    with pytest.raises(RunDamaged, match=told):
        demerit.open(run.folder).query("SELECT 1")


@pytest.mark.parametrize(
    ("table", "query", "law"),
    [
        (
            "panel_ledger",
            "SELECT * REPLACE (after + (kind = 'score')::BIGINT AS after) FROM t",
            "panel-score",
        ),
        ("panel_truth", "SELECT * REPLACE (amount * 2 AS amount) FROM t", "panel-shadow-score"),
        ("panel_ledger", "FROM t WHERE kind <> 'listed'", "panel-refused-is-listed"),
        (
            "panel_ledger",
            "FROM t WHERE kind NOT IN ('record', 'record ceases', 'tie carries', 'condition holds')",
            "panel-listed-is-carried",
        ),
        ("panel_ledger", "FROM t WHERE kind <> 'ruling'", "panel-record-has-ruling"),
        ("panel_ledger", "FROM t WHERE kind <> 'sighting'", "panel-ruling-has-sighting"),
        (
            "panel_truth",
            "SELECT * REPLACE (replace(outcome, 'of no act', 'of an act') AS outcome) FROM t",
            "panel-sightings-are-true-or-false",
        ),
        ("panel_ledger", "SELECT * REPLACE ('2020-01-07' AS date) FROM t", "panel-ledger-dates"),
        ("panel_truth", "SELECT * REPLACE (step + 99 AS step) FROM t", "panel-truth-people"),
        ("panel_ledger", "SELECT * REPLACE (draw + 1 AS draw) FROM t", "panel-ledger-draw"),
    ],
)
def test_a_life_that_does_not_follow_from_itself_is_found(
    run: demerit.Run, table: str, query: str, law: str
) -> None:
    edit(run, table, query)
    found = integrity.check(run.folder)
    assert law in {finding.law for finding in found}
    assert {finding.where for finding in found} <= {f"panel/{name}.parquet" for name in PANEL}


def test_an_edited_history_that_keeps_every_law_is_found_when_it_is_walked_again(run: demerit.Run) -> None:
    edit(run, "panel_truth", "FROM t WHERE kind <> 'attempt' OR step > 3")
    assert integrity.check(run.folder) == []
    findings = demerit.open(run.folder).verify().findings
    assert findings == (
        "panel/panel_truth: its districts, walked again, give other rows than the folder holds (replay)",
    )


def test_a_panel_that_was_taken_out_is_missed(run: demerit.Run) -> None:
    shutil.rmtree(run.folder / "panel")
    kept = {name: entry for name, entry in run.manifest.tables.items() if name not in PANEL}
    renew(run.folder, tables=kept)
    assert demerit.open(run.folder).verify().findings == (
        "panel: is missing, and the scenario says otherwise (files)",
    )


def test_an_export_brings_the_panel_with_units_and_the_mark(whole: demerit.Run, tmp_path: Path) -> None:
    done = whole.export(tmp_path / "tables")
    assert {f"{name}.csv" for name in PANEL} <= set(done.files)
    head, first = (done.folder / "panel_people.csv").read_text().splitlines()[:2]
    assert head.endswith(",synthetic") and first.endswith(",synthetic")


def test_the_two_lives_of_a_report_are_the_ones_in_the_middle_of_those_who_fit_and_are_told_as_walked(
    whole: demerit.Run,
) -> None:
    """What the report tells from the panel is what walking the person's district again gives."""
    found = followed(whole.folder, whole.manifest)
    assert found.people == number(whole, "SELECT count(DISTINCT person) FROM panel_people")
    assert found.wrongly is not None and found.own is not None
    assert found.wrongly_fit > 1 and found.own_fit > 1
    parts = "SELECT part FROM panel_people WHERE person = '{}'"
    wrongly, spell = found.wrongly
    assert spell.wrongful and ("wrongly listed",) in whole.query(parts.format(wrongly.person.id)).rows
    false = {entry.case for entry in wrongly.entries if entry.kind == "sighting" and not entry.of_act}
    assert false & set(spell.cases)
    own, spell = found.own
    assert ("wrongly listed",) not in whole.query(parts.format(own.person.id)).rows
    assert "nothing here" in own.summary[-1] or "spared" in own.summary[-1]
    for trace in (wrongly, own):
        walked = whole.explain(trace.person.id).trace
        assert trace.person == walked.person
        assert trace.entries == walked.entries
        assert trace.summary == walked.summary


def test_a_report_tells_the_two_lives_and_one_of_a_run_without_a_panel_says_why_not(
    whole: demerit.Run, tmp_path: Path
) -> None:
    page = whole.report(tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<h3>Invented person syn-") == 2
    bare = made(tmp_path, people=300, draws=1, changes={"scenario.keep": "[]"})
    told = bare.report(tmp_path / "bare.html").read_text(encoding="utf-8")
    assert "This run keeps no panel of people who are followed, so no life is told." in told
