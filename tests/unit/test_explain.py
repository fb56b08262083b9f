"""The words of a life: how each kind is told, what is summed up, what rests on nothing, counted by hand."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from demerit import mechanisms
from demerit.archive.schema.kinds import KIND_NAMES, KINDS
from demerit.counted.kinds import AMOUNT, CONDUCT, LIST, NUMBERS, Kind, numbered
from demerit.explain import Affected, Behind, Person, Trace, told, traced
from demerit.explain.phrases import phrase

MECHANISMS = Path(str(mechanisms.__file__)).parent

REGIME = """\
demerit: 2
scores: {score: {kind: ledger, start: 100, worse: lower}}
conducts:
  late-bill: {points: -10}
sources:
  courts: {sees: {late-bill: 1}, false_records: 1}
adjudication:
  official: {}
lists:
  black:
    enter: [{record: [late-bill], for: 8 weeks}]
consequences:
  train:
    refuse: [train]
    to: listed(black)
  rail:
    refuse: [train]
    to: listed(grey)
amendments:
- from: 2020-02-01
  lists:
    black:
      enter: [{record: [late-bill], for: 4 weeks}]
"""
SOCIETY = "demerit: 2\nconducts:\n  late-bill: {}\nattempts:\n  train: {}\n"
SOMEBODY = Person(
    id="syn-abc-def-ghj-kmn",
    entity="person",
    district=0,
    slot=1,
    occupant=0,
    enters="2020-01-06",
    leaves="",
    traits={"sex": "female", "tier": "ordinary"},
)
FACTS = {
    "run": "5e5e",
    "regime": "toy",
    "society": "small",
    "draw": 0,
    "begins": "2020-01-06",
    "ends": "2020-12-28",
    "step": "week",
}


def entry(
    step: int, kind: str, what: str = "", by: str = "", outcome: str = "", **more: Any
) -> dict[str, Any]:
    numbers = {"amount": 0, "after": 0, "case": 0, **more}
    lab = kind in ("act", "attempt", "entered") or kind.startswith("shadow")
    date = f"2020-{1 + step // 4:02}-{1 + 7 * (step % 4):02}"
    fixed = {"step": step, "date": date, "kind": kind, "what": what, "by": by, "outcome": outcome}
    return {"entry": 0, **fixed, **numbers, "known_to": "lab" if lab else "record"}


LIFE = [
    entry(0, "act", "late-bill", case=1),
    entry(1, "act", "late-bill", case=2),
    entry(1, "sighting", "late-bill", "courts", "of an act", case=2),
    entry(1, "ruling", "late-bill", "official", "dismissed", case=2),
    entry(2, "sighting", "late-bill", "courts", "of no act", case=3),
    entry(2, "ruling", "late-bill", "official", "recorded", case=3),
    entry(3, "record", "late-bill", "black", case=3),
    entry(3, "listed", "black", "own"),
    *(entry(step, "refused", "train", "black", case=4 + step) for step in (4, 5, 6)),
    entry(7, "record ceases", "late-bill", "black", "expiry", case=3),
    entry(7, "off the list", "black", "own", "expiry"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "regime.yaml").write_text(REGIME)
    (tmp_path / "society.yaml").write_text(SOCIETY)
    return tmp_path


def trace(folder: Path, life: list[dict[str, Any]], behind: tuple[Behind, ...] = ()) -> Trace:
    return traced(folder, FACTS, SOMEBODY, life, behind, (), 20)


def test_the_summary_says_what_happened_and_what_rests_on_nothing(folder: Path) -> None:
    assert trace(folder, LIFE).summary == (
        "Acts: 2, of which 1 reported; reported without an act: 1.",
        "On record: 1 case; 4 weeks on black; refused 3 times.",
        "What rests on nothing: recorded cases without an act: 1; 4 weeks on a list would not be with true"
        " records and the rule's own points; 3 times the person was refused by a list they would not be on.",
    )


def test_a_life_without_false_records_says_that_nothing_rests_on_nothing(folder: Path) -> None:
    assert trace(folder, LIFE[:4]).summary[-1] == (
        "What rests on nothing: nothing here; with true records and the rule's own points this life would be"
        " the same."
    )


def test_weeks_on_a_list_are_counted_to_the_end_and_spared_weeks_apart(folder: Path) -> None:
    life = [
        entry(2, "listed", "black", "own"),
        entry(2, "shadow listed", "black", "own"),
        entry(5, "off the list", "black", "own", "correction"),
    ]
    assert trace(folder, life).summary[1:] == (
        "On record: 0 cases; 3 weeks on black; refused never.",
        "What rests on nothing: 15 weeks on a list that would be with true records and the rule's own points"
        " were spared.",
    )


def test_each_entry_goes_back_to_the_line_of_its_rule(folder: Path) -> None:
    made = trace(folder, LIFE)
    lines = (folder / "regime.yaml").read_text().splitlines()
    found = {
        (one.kind, one.outcome): [(rule.file, rule.where, lines[rule.line - 1].strip()) for rule in one.rules]
        for one in made.entries
        if one.kind not in ("act", "listed")
    }
    assert found["sighting", "of an act"][0][1] == "sources.courts.sees.late-bill"
    assert found["sighting", "of no act"][0][1] == "sources.courts.false_records"
    assert found["ruling", "recorded"] == [("regime.yaml", "adjudication.official", "official: {}")]
    assert found["record", ""] == [
        ("regime.yaml", "lists.black.enter", "enter: [{record: [late-bill], for: 8 weeks}]")
    ]
    assert found["refused", ""] == [("regime.yaml", "consequences.train", "train:")]
    assert [where for _, where, _ in found["record ceases", "expiry"]] == ["lists.black.enter"]
    rule = made.entries[0].rules[0]
    assert (rule.file, rule.line, rule.where) == ("society.yaml", 3, "conducts.late-bill")


def test_a_case_is_held_against_the_rules_of_the_day_it_was_seen_an_entry_without_one_against_its_own(
    folder: Path,
) -> None:
    """The amendment of 1 February comes between the sighting and the end of the listing."""
    made = {one.kind: one for one in trace(folder, LIFE).entries}
    assert [rule.where for rule in made["record ceases"].rules] == ["lists.black.enter"]
    assert [rule.where for rule in made["off the list"].rules] == ["amendments[0].lists.black.enter"]


def test_refusals_and_unreported_acts_of_a_quarter_are_told_in_one_line(folder: Path) -> None:
    unseen = [entry(step, "act", "late-bill", case=20 + step) for step in (2, 3)]
    lines = told(trace(folder, sorted([*LIFE, *unseen], key=lambda each: each["step"]))).splitlines()
    assert "2020-Q1       refused 3 times, for being on black: train 3  [regime.yaml:13]" in lines
    assert "2020-Q1     * acts that nobody reported: late bill 3  [society.yaml:3]" in lines
    assert sum("refused 3" in line for line in lines) == 2, "once in the summary, once in the story"


def test_the_text_is_headed_invented_person_and_marks_what_only_the_lab_knows(folder: Path) -> None:
    behind = Behind(
        date="2020-02-01", list="black", of="firms", person="syn-xyz-xyz-xyz-xyz", relation="household",
        conduct="late-bill", source="courts", of_act=False,
    )  # fmt: skip
    lines = told(trace(folder, LIFE, (behind,))).splitlines()
    assert lines[0] == (
        "Invented person syn-abc-def-ghj-kmn. No such person exists; all of this happens in a model."
    )
    assert "2020-01-15  * courts reports late bill, which the person did not do  [regime.yaml:6]" in lines
    assert (
        "2020-01-22    the record of late bill begins to count on black: on the list, where they would not be"
        " with true records and the rule's own points *  [regime.yaml:11, regime.yaml:10]" in lines
    )
    assert "* known to the lab alone, never to the regime" in lines
    assert (
        "2020-02-01    syn-xyz-xyz-xyz-xyz (household): on firms for late bill, reported by courts,"
        " which is not true *" in lines
    )


def test_a_kind_cannot_be_without_a_sentence() -> None:
    with pytest.raises(ValueError, match="the kind moved house has no sentence for any other outcome"):
        Kind("moved house", "truth", (), {"gladly": "moves"})
    with pytest.raises(ValueError, match="the kind moved house has no sentence"):
        Kind("moved house", "truth", (), {"": ""})


def test_a_kind_cannot_have_two_numbers_for_one_column() -> None:
    with pytest.raises(ValueError, match="the kind moved house has fields for one column"):
        Kind("moved house", "truth", (CONDUCT, AMOUNT, LIST), {"": "moves"})


def test_two_kinds_of_one_number_are_refused_and_none_is_lost() -> None:
    one, other = (Kind(name, "truth", (), {"": "moves"}) for name in ("moved house", "moved away"))
    assert list(numbered([one, other]).values()) == [one, other]
    other.number = one.number
    with pytest.raises(ValueError, match="the kinds moved house and moved away have the number"):
        numbered([one, other])
    with pytest.raises(ValueError, match="the kinds moved house and moved house have the number"):
        numbered([one, Kind("moved house", "record", (), {"": "moves"})])


def test_every_kind_that_a_mechanism_declares_is_in_the_list_of_all() -> None:
    folders = [path.parent.name for path in MECHANISMS.glob("*/words.py")]
    assert len(folders) > 12
    found: list[Kind] = []
    for folder in folders:
        declared = vars(import_module(f"demerit.mechanisms.{folder}.words"))
        own = {each for each in declared.values() if isinstance(each, Kind)}
        assert own == set(declared.get("KINDS", ())) and own <= set(KINDS.values())
        found += list(own)
    assert len(found) == len(KINDS)


def test_to_read_what_kinds_mean_needs_no_compiler_and_no_engine() -> None:
    code = (
        "import sys, demerit.archive.schema.kinds, demerit.explain;"
        "print([m for m in sys.modules if m.startswith(('numba', 'llvmlite', 'demerit.engine'))])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_every_kind_has_a_number_of_its_own_and_says_whose_knowledge_it_is() -> None:
    assert len(KINDS) > 35
    assert [KIND_NAMES[kind.name] for kind in KINDS.values()] == list(KINDS.values())
    assert all(0 <= number < NUMBERS and kind.number == number for number, kind in KINDS.items())
    assert {kind.side for kind in KINDS.values()} == {"truth", "record", "shadow"}
    assert {kind.name for kind in KINDS.values() if any(not field.known for field in kind.fields)} == {
        "sighting"
    }


def test_a_kind_without_words_is_told_by_its_fields() -> None:
    assert phrase("moved house", "far-away", "", "gladly", 3, 0) == "moved house: far away, gladly, 3"
    assert phrase("moved house", "", "", "", 0, 0) == "moved house"


def test_a_change_and_what_brings_it_are_told_in_one_line_and_the_shadow_only_where_it_differs(
    folder: Path,
) -> None:
    life = [
        entry(2, "record", "late-bill", "score", amount=-10, case=1),
        entry(2, "score", outcome="points", amount=-10, after=90),
        entry(2, "condition holds", "black"),
        entry(2, "listed", "black", "own"),
        entry(2, "shadow listed", "black", "own"),
        entry(3, "shadow off the list", "black", "own", "expiry"),
        entry(4, "tie ceases", "black"),
        entry(4, "off the list", "black", "tie", "tie"),
    ]
    text = [
        line[14:].partition("  [")[0] for line in told(trace(folder, life)).splitlines() if line[4:5] == "-"
    ]
    assert text == [
        "the record of late bill begins to count in the score: \N{MINUS SIGN}10 points; the score is 90",
        "the condition of the list black holds: on the list",
        "with true records and the rule's own points, would be off the list black",
        "no tie carries the listing on black any more: off the list",
    ]


def test_it_is_told_where_somebody_would_still_be_on_a_list(folder: Path) -> None:
    life = [
        entry(2, "listed", "black", "own"),
        entry(2, "shadow listed", "black", "own"),
        entry(3, "off the list", "black", "own", "correction"),
    ]
    assert "off the list black (correction), where they would still be with true records" in told(
        trace(folder, life)
    )


@pytest.mark.parametrize("kind", sorted(KIND_NAMES))
def test_every_phrase_can_be_said_of_every_outcome(kind: str) -> None:
    for outcome in (*KIND_NAMES[kind].tells, "something else"):
        text = phrase(kind, "late-bill", "courts", outcome, -3, 97)
        assert text and "{" not in text and "-" not in text


def test_a_record_in_the_score_is_told_with_its_points() -> None:
    assert phrase("record", "late-bill", "score", "", -10, 0) == (
        "the record of late bill begins to count in the score: \N{MINUS SIGN}10 points"
    )
    assert phrase("record ceases", "late-bill", "score", "expiry", 0, 0) == (
        "the record of late bill no longer counts in the score (expiry)"
    )


@pytest.mark.parametrize("width", [60, 100])
def test_in_a_terminal_lines_are_broken_and_stay_right_of_their_date(folder: Path, width: int) -> None:
    made = trace(folder, LIFE)
    lines = told(made, width).splitlines()
    assert max(len(line) for line in lines) <= width
    whole = told(made)
    assert " ".join(" ".join(lines).split()) == " ".join(whole.split()), "no word is lost or changed"
    begun = lines.index(next(line for line in lines if line.startswith("2020-01-22")))
    assert lines[begun + 1].startswith(" " * 14) or width > 60
    assert max(len(line) for line in whole.splitlines()) > 100, "piped, an entry is one line"


def test_whom_a_listing_reached_together_stands_in_one_line(folder: Path) -> None:
    reached = [
        Affected(date="2020-01-22", list="black", person=f"syn-{name}", relation="household")
        for name in ("aaa", "bbb")
    ]
    alone = Affected(date="2020-01-22", list="black", person="syn-ccc", relation="spouse")
    text = told(traced(folder, FACTS, SOMEBODY, LIFE, (), (*reached, alone), 20))
    assert "2020-01-22    put on black: household 2 (syn-aaa, syn-bbb)" in text
    assert "2020-01-22    put on black: spouse 1 (syn-ccc)" in text
