"""Lint asks what the file says, at its line, with its source; expectations were written down beforehand."""

import datetime as dt
import json
from pathlib import Path

import pytest

import demerit
from demerit import regime
from demerit.cli.entry import start
from demerit.documents import gallery, parse, write
from demerit.errors import InvalidFile, WrongUse
from demerit.regime import ROWS
from demerit.rights import RULES, Finding, Linted, lint
from demerit.rights.process import APPEAL_DAYS, MENDING_DAYS, SERIOUS
from demerit.rights.substance import counted_against
from tests import toy
from tests.unit.lint_expected import EXAMPLE, EXPECTED, EXPLAINED, Line

EXAMPLE_FILE = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"

# A regime with every safeguard, in which no rule finds anything; each test below changes one text of it.
CLEAN = """\
demerit: 1
regime: clean
title: Nothing to ask about
references: {rules: {title: The rules, evidence: V}}
operator: {kind: agency, ai: false, legal_basis: an act, keeps_penalties: false}
score: {kind: ledger, start: 100, expiry: "1 year, from rules"}
conducts:
  parking: {points: -5, legal_basis: an act}
sources:
  wardens: {kind: records, sees: {parking: "0.5, from rules"}, coverage: "1, from rules", retention: "1 year, from rules"}
adjudication: {official: {upholds_true: "1, from rules", upholds_false: "1, from rules"}}
lists:
  late: {enter: {on: [parking]}, term: "1 year, from rules", publish: [register]}
consequences:
  permit: {refuse: late, context: traffic, severity: 3}
spillover: none
safeguards:
  notice: {share: "1, from rules", ahead: "2 weeks, from rules"}
  reasons: {raises_appeal: "1, from rules"}
  hearing: {share: "1, from rules", stops_wrong: "1, from rules", recognises_unable: "1, from rules"}
  appeal: {chance: "0.1, from rules", success_if_wrong: "1, from rules", success_if_right: "0, from rules", delay: "26 days, from rules", independent: true, suspensive: true}
  correction: none
  repair: none
  human_review: none
"""  # noqa: E501
# Rows named with a reason are right whether they are used and modelled or not: these tests are about neither.
CLEAN += "not_modelled:\n" + "".join(f"  - {{{row}: not run}}\n" for row in ROWS)

NOTICE = 'notice: {share: "1, from rules", ahead: "2 weeks, from rules"}'
REASONS = 'reasons: {raises_appeal: "1, from rules"}'
HEARING = (
    'hearing: {share: "1, from rules", stops_wrong: "1, from rules", recognises_unable: "1, from rules"}'
)
APPEAL = CLEAN.partition("  appeal: ")[2].partition("\n")[0]

# rule, what is changed, into what, and the line of the new text that the finding stands at.
FIRES = [
    ("R08", "severity: 3}", "severity: 3, falls_on: family}", "permit"),
    ("R08", "severity: 3}", "severity: 3, falls_on: staff}", "permit"),
    ("R08", "spillover: none", "spillover: {former_spouse: {lists: late}}", "spillover"),
    ("R08", "spillover: none", 'spillover: {group: {share_of_points: "0.1, from rules"}}', "spillover"),
    ("R09", "severity: 3}", "severity: 3, falls_on: children}", "permit"),
    ("R10", NOTICE, "notice: none", "notice"),
    ("R10", 'ahead: "2 weeks, from rules"', 'ahead: "0 days, from rules"', "notice"),
    ("R10", "severity: 3}", "severity: 3, notice_days: 0}", "permit"),
    ("R11", REASONS, "reasons: none", "reasons"),
    ("R12", HEARING, "hearing: none", "hearing"),
    ("R13", APPEAL, "none", "appeal"),
    ("R13", "independent: true", "independent: false", "appeal"),
    ("R13", "26 days", "181 days", "appeal"),
    ("R17", "parking: {points: -5, legal_basis: an act}", "parking: {points: -5}", "parking"),
    (
        "R17",
        "legal_basis: an act}\nsources",
        "legal_basis: an act, discretionary: [-50, -5]}\nsources",
        "parking",
    ),
    ("R20", 'term: "1 year, from rules"', "term: none", "late"),
    ("R20", ', retention: "1 year, from rules"', "", "wardens"),
    ("R20", ', expiry: "1 year, from rules"', "", "score"),
    ("R22", APPEAL, "none", "correction"),
    ("R22", "26 days", "31 days", "appeal"),
    ("R25", "publish: [register]", "publish: [register, screen]", "late"),
    ("R25", "publish: [register]", "publish: [register], publish_fields: [name, photo]", "late"),
    ("R32", "parking", "unpaid-parking", "unpaid-parking"),
]

# rule, and a change after which it is still silent although it looks alike.
SILENT = [
    ("R08", "severity: 3}", "severity: 3, falls_on: self}"),
    ("R09", "spillover: none", "spillover: {household: {lists: late}}"),
    (
        "R10",
        NOTICE,
        "notice: none",
        "refuse: late,",
        "refuse: late, notice_days: 14,",
        "publish: [register]",
        "publish: none",
    ),
    (
        "R11",
        REASONS,
        "reasons: none",
        "refuse: late,",
        "refuse: late, reasons: true,",
        "publish: [register]",
        "publish: none",
    ),
    ("R12", HEARING, "hearing: none", "severity: 3", "severity: 2"),
    ("R12", HEARING, "hearing: none", "severity: 3", "severity: 5, hearing: true"),
    ("R13", "26 days", "161 days"),
    ("R17", "points: -5, legal_basis: an act", "points: 0", "{on: [parking]}", '"score < 50"'),
    ("R20", ', expiry: "1 year, from rules"', ', recovery: {points: 1, every: "1 month, from rules"}'),
    (
        "R22",
        "26 days",
        "200 days",
        "correction: none",
        'correction: {chance: "0.5, from rules", delay: "1 week, from rules"}',
    ),
    ("R25", "publish: [register]", "publish: [register, web, press], publish_fields: [name, reason]"),
    (
        "R25",
        "late: {",
        "late: {entity: organisation, ",
        "wardens: {",
        "wardens: {entity: organisation, ",
        "publish: [register]",
        "publish: [screen]",
    ),
    (
        "R32",
        "parking",
        "unpaid-parking",
        "official: {",
        'ability_test: {for: [unpaid-parking], finds_able_if_able: "1, from rules",'
        ' finds_able_if_unable: "0.1, from rules"}, official: {',
    ),
]


def written(folder: Path, *changes: str) -> Path:
    """Write the clean regime with texts replaced, old and new in turn."""
    text = CLEAN
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "clean.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line(finding: Finding) -> Line:
    """Return what the expectations say of a finding."""
    dates = [str(date) if date else None for date in (finding.since, finding.until)]
    return (finding.rule, finding.where, dates[0], dates[1], finding.near)


def test_a_regime_with_every_safeguard_has_no_finding_and_is_not_called_lawful(tmp_path: Path) -> None:
    found = lint(written(tmp_path))
    assert found.findings == ()
    assert "found nothing in clean" in found.sentence
    assert "That is not lawfulness" in found.sentence


@pytest.mark.parametrize(("rule", "old", "new", "at"), FIRES)
def test_a_rule_fires_at_the_line_that_makes_it_fire(
    rule: str, old: str, new: str, at: str, tmp_path: Path
) -> None:
    path = written(tmp_path, old, new)
    found = [finding for finding in lint(path).findings if finding.rule == rule]
    assert len(found) == 1
    assert path.read_text().splitlines()[found[0].line - 1].strip().startswith(at)


@pytest.mark.parametrize("case", SILENT, ids=[f"{case[0]}-{place}" for place, case in enumerate(SILENT)])
def test_a_rule_is_silent_where_its_case_is_met(case: tuple[str, ...], tmp_path: Path) -> None:
    rule, *changes = case
    assert rule not in {finding.rule for finding in lint(written(tmp_path, *changes)).findings}


def test_every_rule_is_seen_to_fire_and_to_be_silent() -> None:
    known = [rule.id for rule in RULES]
    assert {case[0] for case in FIRES} == {case[0] for case in SILENT} == set(known)
    assert known == sorted(set(known))


@pytest.mark.parametrize("name", gallery.names("regime"))
def test_the_gallery_is_as_was_written_down_beforehand(name: str) -> None:
    assert name in EXPECTED, "write down in lint_expected.py what lint should find, before running it"
    assert_as_expected(name, lint(name), EXPECTED[name])


def test_the_example_with_amendments_is_as_was_written_down_beforehand() -> None:
    assert_as_expected("test-lists", lint(EXAMPLE_FILE), EXAMPLE)


def assert_as_expected(name: str, found: Linted, expected: set[Line]) -> None:
    explained = {each for regime, each in EXPLAINED if regime == name}
    assert {line(each) for each in found.findings} ^ expected == explained
    assert len(found.findings) == len({line(each) for each in found.findings})


def test_what_an_amendment_brings_has_its_date_and_its_line(tmp_path: Path) -> None:
    text = CLEAN + (
        "amendments:\n"
        "  - from: 2020-01-01\n"
        "    lists: {late: {publish: [screen]}}\n"
        "  - from: 2021-01-01\n"
        "    lists: {late: {publish: [register]}}\n"
        "  - from: 2022-01-01\n"
        "    lists: {late: {publish: [screen]}}\n"
    )
    path = tmp_path / "dated.yaml"
    path.write_text(text)
    found = lint(path).findings
    first, second = found
    assert (first.since, first.until) == (dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    assert (second.since, second.until) == (dt.date(2022, 1, 1), None)
    lines = text.splitlines()
    assert "2020" in lines[first.line - 2] and "2022" in lines[second.line - 2]
    assert "holds: from 2020-01-01 until 2021-01-01" in str(first)


def test_a_finding_names_line_source_question_and_change() -> None:
    found = next(each for each in lint("china-lists-2018").findings if each.rule == "R25")
    said = str(found)
    assert said.startswith(
        f"{found.path}:{found.line}:{found.column}: lists.defaulters.publish: R25 (W; H if"
    )
    assert "source: ICCPR 17; ECHR 8; GDPR 5(1)(c) [M]" in said
    assert "question for a lawyer: Is showing people of the list defaulters by screen needed" in said
    assert "smallest change: remove screen" in said


def test_a_rule_of_which_nobody_read_the_law_is_a_warning_at_most() -> None:
    for name in gallery.names("regime"):
        for finding in lint(name).findings:
            laws = [source.evidence for source in finding.sources if source.kind == "law"]
            assert laws
            expected = "W" if set(laws) <= {"M", "S"} else finding.declared
            assert finding.severity == expected


def test_the_gravest_rules_know_no_change_but_removal(tmp_path: Path) -> None:
    gravest = {rule.id for rule in RULES if rule.declared == "P"}
    assert gravest == {"R08", "R09"}
    for rule, old, new, _ in FIRES:
        if rule in gravest:
            for finding in lint(written(tmp_path, old, new)).findings:
                assert finding.change.startswith("remove "), finding.change


@pytest.mark.parametrize(
    ("days", "shown", "near"), [("26 days", 0, False), ("27 days", 1, True), ("30 days", 1, True)]
)
def test_what_comes_near_a_threshold_is_shown(days: str, shown: int, near: bool, tmp_path: Path) -> None:
    found = [each for each in lint(written(tmp_path, "26 days", days)).findings if each.rule == "R22"]
    assert len(found) == shown
    assert all(each.near is near for each in found)
    assert all("shown because it is within 10 % of it" in each.found for each in found)


def test_every_threshold_is_assumed_with_a_range_around_it() -> None:
    given = {threshold for rule in RULES for threshold in rule.thresholds}
    assert given == {SERIOUS, APPEAL_DAYS, MENDING_DAYS}
    for threshold in given:
        assert threshold.low < threshold.value < threshold.high
        assert f"assumed {threshold.low}..{threshold.high}" in str(threshold)


def test_a_law_on_ai_is_a_source_only_where_there_is_ai(tmp_path: Path) -> None:
    for ai in ("false", "true"):
        found = lint(written(tmp_path, REASONS, "reasons: none", "ai: false", f"ai: {ai}")).findings
        assert any("AI Act" in source.text for source in found[0].sources) == (ai == "true")


def test_nothing_in_an_answer_grades_the_regime() -> None:
    for name in gallery.names("regime"):
        assert not set(lint(name).as_dict()) & {"grade", "score", "passed", "lawful", "badge"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("demerit: 1\nsociety: x\n", "this is a society file, not a regime"),
        (CLEAN.replace("regime: clean", "regime: clean\nblame: all"), "there is no 'blame' here"),
    ],
)
def test_a_bad_file_is_refused_by_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(InvalidFile, match=said):
        lint(path)


def test_an_unknown_name_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="Did you mean china-lists-2018"):
        lint("china-list-2018")


def test_the_verb_lints_and_exits_1_with_findings_and_0_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["lint", "china-lists-2018"]) == 1
    shown = capsys.readouterr().out
    assert "evidence of sources: V read at the address given" in shown
    assert shown.endswith("no finding is no statement that the regime is lawful.\n")
    assert start(["lint", str(written(tmp_path))]) == 0
    assert "That is not lawfulness" in capsys.readouterr().out
    assert start(["lint", "large-country-2020"]) == 2


def test_the_verb_gives_machines_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["lint", str(EXAMPLE_FILE), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert len(found["findings"]) == len(EXAMPLE)
    ended = [each for each in found["findings"] if each["until"]]
    assert {each["until"] for each in ended} == {"2017-03-01", "2019-01-01"}
    assert [rule["id"] for rule in found["rules"]] == [rule.id for rule in RULES]
    assert demerit.lint(EXAMPLE_FILE).as_dict()["regime"] == found["regime"]


def test_what_a_risk_score_or_a_mean_counts_can_be_held_against_somebody() -> None:
    """A feature is counted by its records, whatever its weight; a rating by being seen."""
    feature = {"weight": 3, "noise": "none"}
    risk = {"kind": "risk-score", "start": 0, "threshold": 9, "every": toy.made("4 weeks")}
    rolling = {"kind": "rolling-mean", "start": 300, "window": 10, "scale": [100, 500]}
    conducts = {"default": {}, "lateness": {}}
    sources = {"courts": toy.source({"lateness": 1})}
    for score, counted in (
        ({**risk, "features": {"default": feature, "age": dict(feature)}}, ["default"]),
        (rolling, ["lateness"]),
    ):
        made = regime.from_document(parse(write(toy.regime(score=score, conducts=conducts, sources=sources))))
        assert counted_against(made) == counted
