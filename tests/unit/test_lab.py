"""The lab finds files, opens runs, and lets nobody read a run that does not hold what it says."""

import shutil
from pathlib import Path

import pytest

from demerit import lab
from demerit.archive import cube, integrity
from demerit.archive.schema import TABLES
from demerit.errors import InvalidFile, RunDamaged, WrongUse
from demerit.lab.planning import Wishes, resolved
from demerit.lab.size import rows_of
from tests.editing import renew

EXAMPLE = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"
SMALL: Wishes = {"people": 2500, "draws": 2, "start": "2019-01-07", "end": "2019-07-01"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lab.run(EXAMPLE, out=tmp_path_factory.mktemp("lab") / "run", **SMALL).folder


@pytest.fixture(scope="module")
def often(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run with many false records."""
    changes = {"regime.sources.courts.false_records": "20 % per person-year, assumed 10..40 log"}
    return lab.run(EXAMPLE, out=tmp_path_factory.mktemp("often") / "run", changes=changes, **SMALL).folder


@pytest.fixture
def spoilt(made: Path, tmp_path: Path) -> Path:
    """Return a run one of whose tables was replaced after it was written."""
    folder = shutil.copytree(made, tmp_path / "run")
    shutil.copy(folder / "against" / "cube" / "lists.parquet", folder / "cube" / "lists.parquet")
    return folder


def test_a_name_means_the_first_kind_that_has_it_unless_the_kind_is_said() -> None:
    assert lab.check("none").kind == "regime"
    assert lab.check("china-lists-2018", kind="targets").kind == "targets"
    assert lab.check("large-country-2020").name == "large-country-2020"


def test_a_file_tells_its_kind_by_its_key(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(lab.gallery_text("none"))
    assert lab.check(mine).kind == "regime"
    assert lab.check(mine).digest == lab.check("none").digest


def test_a_file_of_no_kind_is_refused_by_line(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("demerit: 2\nrules: none\n")
    with pytest.raises(InvalidFile, match=r"mine\.yaml:"):
        lab.check(mine)


def test_every_file_of_the_gallery_is_listed_with_a_title() -> None:
    entries = lab.gallery()
    assert {"regime", "society"} <= {entry.kind for entry in entries}
    assert all(entry.title and entry.path.is_file() for entry in entries)
    assert all(entry.kind == "society" for entry in lab.gallery(kind="society"))


def test_a_change_is_a_place_and_a_value() -> None:
    assert lab.change("regime.lists.black.enter.0.for = 1 year") == (
        "regime.lists.black.enter.0.for",
        "1 year",
    )
    assert lab.change("regime.lists.black.enter.if=score == 3") == (
        "regime.lists.black.enter.if",
        "score == 3",
    )


@pytest.mark.parametrize("text", ["people", "=5", "people=", ""])
def test_a_change_without_place_or_value_is_wrong_use(text: str) -> None:
    with pytest.raises(WrongUse, match="--set takes PATH=VALUE"):
        lab.change(text)


def test_a_day_that_is_none_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="--from takes a date such as 2014-01-06, not '2014-13-06'"):
        lab.plan("none", start="2014-13-06")


def test_a_plan_says_what_a_run_would_be_and_runs_nothing(tmp_path: Path) -> None:
    planned = lab.plan(EXAMPLE, out=tmp_path / "run", **SMALL)
    assert (planned.regime, planned.against, planned.society) == ("test-lists", "none", "large-country-2020")
    assert (planned.people, planned.draws, planned.steps, planned.seed) == (2500, 2, 25, 1)
    assert planned.rows < planned.row_limit
    assert not list(tmp_path.iterdir())


def test_a_plan_is_no_smaller_than_what_the_run_keeps(made: Path) -> None:
    kept = lab.open(made).manifest.tables
    for name, rows in rows_of(resolved(EXAMPLE, SMALL)).items():
        assert all(draw.rows <= rows for draw in kept[name].draws), name


def test_a_run_is_opened_with_its_manifest(made: Path) -> None:
    run = lab.open(made)
    assert run.how == "opened"
    assert run.id == run.manifest.run_id
    assert run.title == "test-lists beside none in large-country-2020"
    assert run.as_dict()["manifest"]["draws"] == 2
    scope = "scope: everybody is evaluated whom a source covers"
    assert run.manifest.not_modelled == ("M12", "M31", scope)
    assert run.manifest.acts_per_person_week > run.manifest.sightings_per_person_week > 0


def test_the_run_beside_lies_inside_and_has_the_same_people(made: Path) -> None:
    run = lab.open(made)
    assert run.against is not None and run.against.title == "none in large-country-2020"
    assert run.against.manifest.people_realised == run.manifest.people_realised
    assert run.against.against is None


def test_the_same_regime_on_a_true_record_lies_inside_too(often: Path) -> None:
    run = lab.open(often)
    assert run.truthful is not None
    assert run.truthful.title == "test-lists on a true record in large-country-2020"
    assert run.truthful.manifest.people_realised == run.manifest.people_realised
    assert run.truthful.truthful is None and run.truthful.against is None
    assert run.truthful.verify().findings == ()
    false = "SELECT coalesce(sum(records), 0) FROM {}records WHERE truth = 'none'"
    assert run.query(false.format("")).rows[0][0] > 0
    assert run.query(false.format("truthful.")).rows[0][0] == 0


def test_wrongful_in_total_is_a_difference_draw_by_draw(often: Path) -> None:
    """Nobody in this run answers to a listing, so weeks in total are wrongful weeks minus wrongly spared."""
    weeks = lab.open(often).query(
        "WITH ours AS (SELECT draw, sum(stock) AS listed, sum(wrongful - spared) AS direct FROM lists"
        " WHERE axis = 'all' GROUP BY draw), true_ones AS (SELECT draw, sum(stock) AS listed"
        " FROM truthful.lists WHERE axis = 'all' GROUP BY draw)"
        " SELECT ours.listed - true_ones.listed, direct FROM ours JOIN true_ones USING (draw)"
    )
    assert len(weeks.rows) == 2
    assert all(total == direct > 0 for total, direct in weeks.rows)


def test_a_run_answers_in_sentences_without_a_page(made: Path) -> None:
    told = lab.open(made).answer
    assert told[0].startswith("In this model, ")
    assert "under the regime “none”" in told[3]
    assert not any("\ue000" <= letter <= "\uf8ff" for sentence in told for letter in sentence)


def test_a_run_may_leave_the_true_record_out(tmp_path: Path) -> None:
    planned = lab.plan(EXAMPLE, **SMALL)
    without = lab.plan(EXAMPLE, changes={"scenario.truthful": "false"}, **SMALL)
    assert planned.truthful and not without.truthful and planned.id != without.id


def test_the_same_run_is_opened_and_another_is_refused(made: Path) -> None:
    again = lab.run(EXAMPLE, out=made, **SMALL)
    assert again.how == "opened"
    with pytest.raises(WrongUse, match="holds run"):
        lab.run(EXAMPLE, out=made, **{**SMALL, "seed": 2})


def test_a_run_without_a_folder_is_kept_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = lab.run("none", people=500, draws=1, start="2020-01-06", end="2020-02-03")
    assert first.folder == tmp_path / "runs" / first.id
    assert (first.how, lab.run("none", people=500, draws=1, start="2020-01-06", end="2020-02-03").how) == (
        "computed",
        "opened",
    )


def test_a_changed_value_makes_another_run() -> None:
    one = lab.plan(EXAMPLE, **SMALL)
    changed = lab.plan(EXAMPLE, changes={"regime.lists.black.enter.0.for": "1 year, from spc-2017"}, **SMALL)
    assert one.id != changed.id
    with pytest.raises(InvalidFile, match="for"):
        lab.plan(EXAMPLE, changes={"regime.lists.black.enter.0.for": "1 yaer, from spc-2017"}, **SMALL)


def test_progress_counts_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    lab.run(EXAMPLE, out=tmp_path / "run", progress=lambda *each: told.append(each), **SMALL)
    assert told[-1][0] == told[-1][1]
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_a_table_of_a_run_can_be_queried(made: Path) -> None:
    ((present,),) = (
        lab.open(made).table("people").filter("axis = 'all' AND entity = 'person' AND step = 0 AND draw = 0")
        .aggregate("sum(present)").fetchall()
    )  # fmt: skip
    assert present == lab.open(made).manifest.people_realised[0]


def test_a_table_that_a_run_does_not_have_is_wrong_use(made: Path) -> None:
    with pytest.raises(WrongUse, match="Did you mean lists?"):
        lab.open(made).table("list")


@pytest.mark.parametrize("replay", [False, True])
def test_a_whole_run_verifies(made: Path, replay: bool) -> None:
    found = lab.open(made).verify(replay=replay)
    assert found.findings == ()
    assert "holds what it says" in found.sentence


def test_a_replaced_table_is_a_finding(spoilt: Path) -> None:
    findings = lab.open(spoilt).verify().findings
    assert findings and all("lists" in finding for finding in findings)


def test_a_history_edited_with_all_its_digests_is_found_by_replaying(often: Path, tmp_path: Path) -> None:
    """Every digest and every sum holds, and only running the draw again tells the edit."""
    folder = shutil.copytree(often, tmp_path / "run")
    run = lab.open(folder)
    tables = {
        name: {key: list(values) for key, values in run.table(name).fetchnumpy().items()} for name in TABLES
    }
    records = tables["records"]
    spare = next(
        row
        for row, seen in enumerate(records["sightings"])
        if row and seen > records["records"][row] and records["draw"][row] == records["draw"][0]
    )
    records["sightings"][0] += 1
    records["sightings"][spare] -= 1
    shutil.rmtree(folder / "cube")
    renew(folder, cube.write(folder, tables))
    assert integrity.check(folder) == []
    findings = lab.open(folder).verify(replay=True).findings
    draw = tables["records"]["draw"][0]
    assert findings == (
        f"cube/records: draw {draw}, run again, gives other rows than the folder holds (replay)",
    )


def test_a_run_of_another_engine_cannot_be_replayed_and_says_so(tmp_path: Path) -> None:
    alone: Wishes = {**SMALL, "against": "nothing", "changes": {"scenario.truthful": "false"}}
    folder, other = lab.run(EXAMPLE, out=tmp_path / "run", **alone).folder, "ab" * 32
    renew(folder, engine_digest=other, run_id=resolved(EXAMPLE, alone).id_by(other))
    (finding,) = lab.open(folder).verify().findings
    assert "another engine made it" in finding


def test_a_run_that_does_not_verify_has_no_report(spoilt: Path) -> None:
    with pytest.raises(RunDamaged, match="does not hold what its manifest says"):
        lab.open(spoilt).report()
    assert not spoilt.with_name("run.html").exists()


def test_a_page_is_written_beside_its_run(made: Path) -> None:
    page = lab.open(made).report()
    assert page == made.with_name("run.html")
    assert "synthetic" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_wrong_use(made: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="cannot be a page"):
        lab.open(made).report(tmp_path)
