"""Explain: any person of a run can be told of, and what is told is what the run kept."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

import demerit
from demerit import lab
from demerit.archive.persons import person_id, place_of
from demerit.cli.entry import start
from demerit.counted.values import PARTS
from tests.guarantee.test_panel import made


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    return made(tmp_path_factory.mktemp("explained"))


@pytest.fixture(scope="module")
def lives(run: demerit.Run) -> dict[str, demerit.Life]:
    return {each.part: run.explain(each.person) for each in run.people_worth_a_look()}


def test_one_of_each_part_of_the_panel_is_worth_a_look(
    run: demerit.Run, lives: dict[str, demerit.Life]
) -> None:
    assert tuple(lives) == PARTS
    for each in run.people_worth_a_look():
        life = lives[each.part]
        refused = sum(entry.kind == "refused" for entry in life.trace.entries)
        assert f"refused {refused} times" in each.sentence or refused < 3


def test_a_life_is_what_the_panel_keeps_of_it(run: demerit.Run, lives: dict[str, demerit.Life]) -> None:
    """Entry by entry; a sighting's truth stands in the one and not in the other."""
    columns = 'entry, step, date, kind, what, "by", outcome, amount, after, "case"'
    for life in lives.values():
        kept = run.query(
            f"SELECT {columns} FROM panel_ledger WHERE person = '{life.person}' ORDER BY entry"
        ).rows
        told = [
            (
                one.entry, one.step, one.date, one.kind, one.what, one.by,
                "" if one.kind == "sighting" else one.outcome, one.amount, one.after, one.case,
            )
            for one in life.trace.entries
            if one.known_to == "record"
        ]  # fmt: skip
        assert told == list(kept) and told
        lab_only = run.query(
            f"SELECT count(*) FROM panel_truth WHERE person = '{life.person}'"
            " AND entry NOT IN (SELECT entry FROM panel_ledger l WHERE l.person = panel_truth.person)"
        ).rows[0][0]
        assert lab_only == sum(one.known_to == "lab" for one in life.trace.entries)


def test_every_refusal_point_and_listing_goes_back_to_a_line_of_the_runs_own_regime(
    run: demerit.Run, lives: dict[str, demerit.Life]
) -> None:
    lines = (run.folder / "regime.yaml").read_text(encoding="utf-8").splitlines()
    seen: Counter[str] = Counter()
    for life in lives.values():
        for entry in life.trace.entries:
            if entry.kind in ("refused", "record", "ruling", "sighting", "listed", "tie carries"):
                seen[entry.kind] += 1
                assert entry.rules, entry
            for rule in entry.rules:
                if rule.file == "regime.yaml":
                    name = rule.where.rpartition(".")[2]
                    assert name in lines[rule.line - 1] or "amendments" in rule.where
    assert min(seen.values()) > 3 and len(seen) == 6


def test_the_end_of_a_term_goes_back_to_the_amendment_that_wrote_it(lives: dict[str, demerit.Life]) -> None:
    ends = [entry for life in lives.values() for entry in life.trace.entries if entry.kind == "off the list"]
    places = {rule.where for entry in ends for rule in entry.rules}
    assert "amendments[0].lists.black.enter" in places


def test_whoever_is_listed_through_somebody_is_among_those_whom_that_ones_listing_reached(
    run: demerit.Run, lives: dict[str, demerit.Life]
) -> None:
    behind = lives["through others"].trace.behind
    assert behind
    other = run.explain(behind[0].person)
    reached = {(each.date, each.list, each.person, each.relation) for each in other.trace.affected}
    mine = lives["through others"].person
    assert (behind[0].date, behind[0].list, mine, behind[0].relation) in reached


def test_anybody_of_any_draw_can_be_told_of_in_the_panel_or_not(run: demerit.Run) -> None:
    kept = {row[0] for row in run.query("SELECT DISTINCT person FROM panel_people", limit=9999).rows}
    somebody = next(
        person_id(0, slot, 0)
        for slot in range(4096)
        if person_id(0, slot, 0) not in kept and _is_there(run, slot)
    )
    first, second = run.explain(somebody), run.explain(somebody, draw=1)
    assert first.trace.draw == 0 and second.trace.draw == 1
    assert first.trace.person.traits["born"] and first.trace.entries != second.trace.entries


def _is_there(run: demerit.Run, slot: int) -> bool:
    try:
        run.explain(person_id(0, slot, 0))
        run.explain(person_id(0, slot, 0), draw=1)
    except demerit.WrongUse:
        return False
    return True


def test_an_organisation_can_be_told_of(run: demerit.Run) -> None:
    for slot in range(4096, 4352):
        try:
            life = run.explain(person_id(0, slot, 0))
        except demerit.WrongUse:
            continue
        assert life.text.startswith("Invented organisation syn-")
        assert set(life.trace.person.traits) == {"size", "region"}
        return
    raise AssertionError("no organisation stands in the district")


def test_the_trace_is_what_its_schema_says(lives: dict[str, demerit.Life]) -> None:
    schema = lab.schema("trace")
    jsonschema.Draft202012Validator.check_schema(schema)
    for life in lives.values():
        jsonschema.validate(json.loads(json.dumps(life.as_dict())), schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**life.as_dict(), "name": "somebody"}, schema)


def test_a_life_does_not_flood(lives: dict[str, demerit.Life]) -> None:
    for life in lives.values():
        assert life.text.startswith(f"Invented person {life.person}. ")
        assert len(life.text.splitlines()) < 25 + len(life.trace.entries) * 2 // 3


def test_the_verb_tells_text_json_and_a_list(
    run: demerit.Run, lives: dict[str, demerit.Life], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, person = str(run.folder), lives["listed"].person
    assert start(["explain", folder, person]) == 0
    assert capsys.readouterr().out.startswith(f"Invented person {person}")
    assert start(["explain", folder, person, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == "demerit.trace/1"
    assert start(["explain", folder]) == 0
    listed = capsys.readouterr().out
    assert all(part in listed for part in PARTS) and f"demerit explain {folder} syn-" in listed


@pytest.mark.parametrize(
    ("person", "draw", "told"),
    [
        ("Somebody", "0", "an id begins with syn-"),
        (
            person_id(4000, 1, 0),
            "0",
            "it has the districts 0 to 2, not 4000. Next: `demerit explain RUN` lists",
        ),
        (
            person_id(0, 1, 99),
            "0",
            "slot 1 of district 0 has no occupant 99. Next: `demerit explain RUN` lists",
        ),
        (person_id(0, 1, 0), "7", "this run has the draws 0 to 1, not 7."),
    ],
)
def test_whoever_is_not_there_is_refused_with_what_to_do(
    run: demerit.Run, capsys: pytest.CaptureFixture[str], person: str, draw: str, told: str
) -> None:
    assert start(["explain", str(run.folder), person, "--draw", draw]) == 2
    assert told in capsys.readouterr().err


def test_a_run_without_a_panel_lists_nobody_and_can_still_be_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = made(tmp_path, people=300, draws=1, changes={"scenario.keep": "[]"})
    assert start(["explain", str(run.folder)]) == 2
    assert "this run keeps no panel, so nobody is listed. Next: give the id" in capsys.readouterr().err
    slot = next(n for n in range(300) if _there_at_first(run, n))
    assert place_of(run.explain(person_id(0, slot, 0)).person).slot == slot


def _there_at_first(run: demerit.Run, slot: int) -> bool:
    try:
        return bool(run.explain(person_id(0, slot, 0)))
    except demerit.WrongUse:
        return False
