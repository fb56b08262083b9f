"""Lint asks what the file says, at its line, with its source; expectations were written down beforehand."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import get_args

import pytest

import demerit
from demerit.cli.entry import start
from demerit.documents import gallery, parse, write
from demerit.errors import InvalidFile, WrongUse
from demerit.lab import schema
from demerit.mechanisms.scores import language as scores
from demerit.mechanisms.scores import language_risk
from demerit.regime import axes, loading
from demerit.rights import CATALOGUE, DANGERS, RULES, THRESHOLDS, UNASKED, Finding, Linted, contexts, lint
from demerit.rights.reach import counted_against
from demerit.society import catalogue
from tests import toy
from tests.unit.lint_expected import EXAMPLE, EXPECTED, EXPLAINED, Line
from tests.unit.lint_keys import DANGEROUS, KEYS, NOMINAL
from tests.unit.lint_pairs import (
    APPEAL,
    AS_ENTERED,
    CLEAN,
    HEARING,
    PAIRS,
    REASONS,
    UNABLE,
    UNIVERSAL,
    UNPUBLISHED,
    Changes,
    Pair,
    adding,
    favoured,
    files,
)

EXAMPLE_FILE = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"
GRAVEST = {"R01", "R02", "R03", "R04", "R05", "R07", "R08", "R09", "R23", "R28", "R29", "R37"}
"""Rules of the letter P, some of them only in some places."""


def found(folder: Path, *changes: str, society: Changes | None = None) -> Linted:
    """Ask the clean regime with texts replaced, old and new in turn."""
    return lint(*files(folder, changes, society))


def lines_of(linted: Linted) -> set[Line]:
    """Return what the expectations say of findings: one line a place."""
    return {
        (
            finding.rule,
            place.where,
            str(place.since) if place.since else None,
            str(place.until) if place.until else None,
            place.near,
        )
        for finding in linted.findings
        for place in finding.places
    }


def of_rule(linted: Linted, rule: str) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in linted.findings if finding.rule == rule]


def test_a_regime_with_every_safeguard_has_no_finding_and_is_not_called_lawful(tmp_path: Path) -> None:
    for society in (None, ()):
        clean = found(tmp_path, society=society)
        assert clean.findings == () and clean.uncovered == ()
        assert "found nothing in clean" in clean.sentence
        assert "That is not lawfulness" in clean.sentence


NUMBERED = [f"{pair.rule}-{place}" for place, pair in enumerate(PAIRS)]


@pytest.mark.parametrize("pair", PAIRS, ids=NUMBERED)
def test_a_rule_fires_at_the_line_that_makes_it_fire(pair: Pair, tmp_path: Path) -> None:
    path, society = files(tmp_path, pair.fires, pair.society)
    fired = of_rule(lint(path, society), pair.rule)
    assert len(fired) == 1 and len(fired[0].places) == 1
    assert path.read_text().splitlines()[fired[0].places[0].line - 1].strip().startswith(pair.at)


@pytest.mark.parametrize("pair", PAIRS, ids=NUMBERED)
def test_a_rule_is_silent_where_its_case_is_met(pair: Pair, tmp_path: Path) -> None:
    assert not of_rule(found(tmp_path, *pair.silent, society=pair.silent_society), pair.rule)


def test_every_rule_is_seen_to_fire_and_to_be_silent() -> None:
    known = [rule.id for rule in CATALOGUE]
    assert known == [f"R{number:02}" for number in range(1, 41)]
    assert {pair.rule for pair in PAIRS} == {rule.id for rule in RULES}
    assert [rule.id for rule in UNASKED] == ["R16", "R24", "R38"]
    assert all(rule.needs_run and not rule.find for rule in UNASKED)


def test_every_threshold_is_passed_by_a_pair_of_each_of_its_rules(tmp_path: Path) -> None:
    """One table holds them all; each says what it rests on, or that it is a convention of ours."""
    told: set[tuple[str, str]] = set()
    for pair in PAIRS:
        for finding in of_rule(found(tmp_path, *pair.fires, society=pair.society), pair.rule):
            told |= {
                (pair.rule, threshold.name)
                for threshold in THRESHOLDS
                for place in finding.places
                if f"{threshold.value} {threshold.unit}".rstrip() + f" ({threshold.low}..{threshold.high})"
                in place.found.replace("1 step ", "1 steps ").replace("1 grade ", "1 grades ")
            }
    declared = {(rule.id, threshold.name) for rule in RULES for threshold in rule.thresholds}
    assert declared == {(rule, threshold.name) for threshold in THRESHOLDS for rule in threshold.rules}
    # That an appeal in name only mends nothing is said of R22 in words, not in numbers.
    assert declared - told <= {("R22", each.name) for each in THRESHOLDS if "R13" in each.rules}
    for threshold in THRESHOLDS:
        assert threshold.low < threshold.value < threshold.high
        assert threshold.source
        assert f"assumed {threshold.low}..{threshold.high}; {threshold.source}" in str(threshold)


@pytest.mark.parametrize("name", gallery.names("regime"))
def test_the_gallery_is_as_was_written_down(name: str) -> None:
    assert name in EXPECTED, "write down in lint_expected.py what lint should find, before running it"
    assert_as_expected(name, lint(name), EXPECTED[name])


def test_the_example_with_amendments_is_as_was_written_down() -> None:
    assert_as_expected("test-lists", lint(EXAMPLE_FILE), EXAMPLE)


def assert_as_expected(name: str, linted: Linted, expected: set[Line]) -> None:
    explained = {each for regime, each in EXPLAINED if regime == name}
    assert lines_of(linted) ^ expected == explained
    assert sum(len(finding.places) for finding in linted.findings) == len(lines_of(linted))


def test_one_rule_is_one_finding_and_places_that_say_the_same_are_told_once() -> None:
    """Of sixteen conducts without a legal basis fifteen stand behind the first, with their lines."""
    linted = lint("interview-2019")
    rules = [finding.rule for finding in linted.findings]
    assert len(rules) == len(set(rules))
    basis = of_rule(linted, "R17")[0]
    assert len(basis.places) == 16
    said = str(basis)
    assert said.count("R17 (H)") == 2, "as first written, and what the amendment of 2023 brings"
    assert "likewise, 14 more: conducts.misleading-advertising.legal_basis (line 46)" in said
    assert said.count("question for a lawyer") == said.count("smallest change") == 1


def test_contexts_that_nothing_joins_are_told_in_words_and_not_in_steps() -> None:
    said = str(of_rule(lint("penalty-points"), "R01")[0])
    assert "it bites in employment and its data arise in traffic: no families of contexts join them" in said


def test_contexts_lie_as_many_steps_apart_as_families_that_join_them() -> None:
    """By hand: court and finance are of one family; consumption is joined to court by contract alone."""
    assert contexts.steps("court", "court") == 0
    assert contexts.steps("court", "finance") == contexts.steps("finance", "court") == 1
    assert contexts.steps("court", "consumption") == 2
    assert contexts.steps("traffic", "employment") == contexts.APART
    assert contexts.nearest("travel", ["court", "street"]) == 1
    assert (
        contexts.spread(["court"]) == 0 and contexts.spread(["court", "street", "finance"]) == contexts.APART
    )


def test_every_context_of_a_regime_or_a_society_has_a_family() -> None:
    """A context without one would be unrelated to every other."""
    known = {*get_args(axes.Context), *get_args(catalogue.Context)}
    assert known == {context for family in contexts.FAMILIES.values() for context in family}


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
    finding = of_rule(lint(path), "R25")[0]
    first, second = finding.places
    assert (first.since, first.until) == (dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    assert (second.since, second.until) == (dt.date(2022, 1, 1), None)
    lines = text.splitlines()
    assert "2020" in lines[first.line - 2] and "2022" in lines[second.line - 2]
    assert "holds: from 2020-01-01 until 2021-01-01" in str(finding)


def test_what_a_safeguard_is_missing_for_may_change_and_is_one_place(tmp_path: Path) -> None:
    path = tmp_path / "dated.yaml"
    path.write_text(
        CLEAN.replace(APPEAL, "none")
        + "amendments:\n  - from: 2020-01-01\n"
        + "    consequences: {lease: {refuse: [lease], to: listed(late), context: finance, severity: 2}}\n"
    )
    finding = of_rule(lint(path), "R13")[0]
    assert [(place.since, place.until) for place in finding.places] == [(None, None)]
    assert finding.question.endswith(": loan, publication of late, lease?")


def test_a_conduct_counts_from_the_amendment_that_brings_it(tmp_path: Path) -> None:
    path = tmp_path / "dated.yaml"
    for since, fires in (("2020-06-01", False), ("2019-06-01", True)):
        conduct = f"{{points: -5, counts: ever, evidence_standard: balance, since: {since}}}"
        path.write_text(CLEAN + f"amendments: [{{from: 2020-01-01, conducts: {{default: {conduct}}}}}]\n")
        assert bool(of_rule(lint(path), "R18")) == fires


def test_a_finding_names_line_source_question_and_change() -> None:
    finding = of_rule(lint("china-lists-2018"), "R25")[0]
    said, place = str(finding), finding.places[0]
    assert said.startswith(
        f"{finding.path}:{place.line}:{place.column}: lists.defaulters.publish: R25 (W; H if a law that"
    )
    assert "source: ICCPR 17; ECHR 8; GDPR 5(1)(c) [M]" in said
    assert "question for a lawyer: Is this needed for anything that a quieter way would not reach: " in said
    assert "smallest change: remove screen" in said


def test_every_question_is_a_question_and_names_what_was_found() -> None:
    for rule in CATALOGUE:
        assert rule.question.endswith("?") and "{what}" in rule.question, rule.id
        assert rule.fires and rule.sources and rule.change
    for danger in DANGERS:
        assert danger.question.endswith("?"), danger.key


def test_a_rule_of_which_nobody_read_a_law_that_applies_is_a_warning_at_most() -> None:
    for name in gallery.names("regime"):
        for finding in lint(name).findings:
            read = any(
                source.kind == "law" and source.evidence not in ("M", "S") and not source.reservation
                for source in finding.sources
            )
            for place in finding.places:
                assert read or place.severity == "W"


def test_the_gravest_rules_know_no_change_but_removal(tmp_path: Path) -> None:
    assert {rule.id for rule in RULES if rule.declared == "P"} == GRAVEST
    for pair in PAIRS:
        if pair.rule in GRAVEST:
            for finding in of_rule(found(tmp_path, *pair.fires, society=pair.society), pair.rule):
                for place in finding.places:
                    assert place.change.startswith("remove "), place.change


@pytest.mark.parametrize(
    ("days", "shown", "near"), [("26 days", 0, False), ("27 days", 1, True), ("30 days", 1, True)]
)
def test_what_comes_near_a_threshold_is_shown(days: str, shown: int, near: bool, tmp_path: Path) -> None:
    fired = of_rule(found(tmp_path, "26 days", days), "R22")
    assert len(fired) == shown
    assert all(each.near is near for each in fired)
    assert all(
        "shown because it is within 10 % of it" in place.found for each in fired for place in each.places
    )


@pytest.mark.parametrize(("rule", "where", "changes"), NOMINAL, ids=[each[1] for each in NOMINAL])
def test_a_safeguard_in_name_only_does_not_silence_a_rule(
    rule: str, where: str, changes: Changes, tmp_path: Path
) -> None:
    places = [place.where for each in of_rule(found(tmp_path, *changes), rule) for place in each.places]
    assert where in places


def test_every_part_of_every_safeguard_that_can_be_nominal_is_looked_at() -> None:
    """A share or a time that a safeguard gains must be compared with a threshold, or say here why not."""
    from demerit.mechanisms.redress.language import SEVEN, Bundle
    from demerit.quantities import Duration, Factor, Share

    else_where = {
        "hearing.recognises_unable": "R32 asks for a test of ability",
        "hearing.exempts": "of listings that are right, and more than the rule asks of a hearing",
        "hearing.delay": "how long it puts off what follows, which is to the person's good",
        "appeal.success_if_right": "an appeal is there for what is wrong",
        "appeal.success_if_protected": "of listings alone, and more than the rule asks of an appeal",
        "appeal.success_if_slight": "of listings alone, and more than the rule asks of an appeal",
        "appeal.delay": "R13 and R22, by days",
        "correction.delay": "R22, by days",
        "repair.delay": "`after` is what decides whether it comes before the term ends",
        "human_review.delay": "how long it puts off what follows, which is to the person's good",
    }
    looked_at = {where.split(".", 2)[2] for _, where, _ in NOMINAL if where.startswith("safe")}
    for name in SEVEN:
        field = Bundle.model_fields[name]
        model = next(
            each for each in getattr(field.annotation, "__args__", ()) if hasattr(each, "model_fields")
        )
        for key, inner in model.model_fields.items():
            if any(kind.__name__ in str(inner.annotation) for kind in (Share, Duration, Factor)):
                assert (f"{name}.{key}" in looked_at) != (f"{name}.{key}" in else_where), f"{name}.{key}"


def test_a_law_on_ai_is_cited_where_there_is_ai_with_a_reservation_where_there_may_be_and_else_not(
    tmp_path: Path,
) -> None:
    changes = (REASONS, "reasons: none")
    ruled = (
        "official: {",
        'automated: "0.5, from rules", machine: {upholds_true: "1, from rules",'
        ' upholds_false: "0, from rules"}, official: {',
    )
    for more_changes, cited, reserved in (
        (("ai: false", "ai: true"), True, False),
        (ruled, True, True),
        ((), False, False),
    ):
        finding = of_rule(found(tmp_path, *changes, *more_changes), "R11")[0]
        about_ai = [source for source in finding.sources if source.needs_ai]
        assert bool(about_ai) == cited
        assert all(bool(source.reservation) == reserved for source in about_ai)
        assert finding.severity == ("H" if cited and not reserved else "W")
        if reserved:
            assert "applies only if an AI system evaluates people: the file says `ai: false`, and" in str(
                finding
            )


def test_a_rule_all_of_whose_laws_speak_of_ai_is_cited_with_a_reservation_without_it(tmp_path: Path) -> None:
    changes = (*UNIVERSAL, *adding("records", "street"))
    finding = of_rule(found(tmp_path, *changes), "R03")[0]
    assert finding.severity == "W"
    assert all("applies only if" in source.reservation for source in finding.sources)
    finding = of_rule(found(tmp_path, *changes, "ai: false", "ai: true"), "R03")[0]
    assert finding.severity == "P" and not any(source.reservation for source in finding.sources)


@pytest.mark.parametrize(("where", "changes"), DANGEROUS, ids=[each[0] for each in DANGEROUS])
def test_a_dangerous_key_is_named_or_a_rule_fires_at_it(where: str, changes: Changes, tmp_path: Path) -> None:
    linted = found(tmp_path, *changes)
    named = [each.where for each in linted.uncovered]
    fired = [place.where for each in linted.findings for place in each.places]
    assert (where in named) != any(where == each or each.startswith(f"{where}.") for each in fired)
    if where in named:
        path = str(linted.uncovered[0].path)
        assert any(
            line.startswith(path) and f": {where}: no rule asks about this: " in line
            for line in str(linted).splitlines()
        )
        assert "that no rule covers" in linted.sentence


def test_every_dangerous_key_is_seen() -> None:
    names = {
        "wardens": "*",
        "late": "*",
        "loan": "*",
        "official": "*",
        "noise": "*",
        "lateness": "*",
        "score": "*",
    }
    seen = {".".join(names.get(part, part) for part in where.split(".")) for where, _ in DANGEROUS}
    assert seen == {danger.key for danger in DANGERS}


def test_every_key_of_a_regime_is_read_by_a_rule_named_as_dangerous_or_said_to_be_neither() -> None:
    """A key that the language gains must be written into `KEYS`, and the rule named there must read it."""
    whole = schema("regime")
    parts = {"": whole, **whole["$defs"]}
    known = {name: set(part["properties"]) for name, part in parts.items() if part.get("properties")}
    for kept in (
        scores.Ledger,
        scores.RollingMean,
        language_risk.RiskScore,
        language_risk.Feature,
    ):
        known[kept.__name__] = {field.alias or name for name, field in kept.model_fields.items()}
    assert {name: set(keys) for name, keys in KEYS.items()} == known
    unread = [
        (name, key) for name, keys in KEYS.items() for key, said in keys.items() if not read_by(key, said)
    ]
    assert not unread


def read_by(key: str, said: str) -> bool:
    """Return whether a pair of each rule that is said to read a key writes it; true where none is."""
    for rule in re.findall(r"^R\d\d(?: R\d\d)*(?= danger$|$)", said):
        for each in rule.split():
            if not any(
                key in text for pair in PAIRS if pair.rule == each for text in (*pair.fires, *pair.silent)
            ):
                return False
    return True


def test_a_property_of_the_society_is_looked_at_in_it_and_named_as_not_looked_at_without(
    tmp_path: Path,
) -> None:
    without = found(tmp_path, ", gravity: 2", "")
    missed = {each.rule: each for each in without.not_looked_at}
    assert set(missed) == {"R02", "R12", "R28", "R29", "R31", "R32"}
    assert all(each.of == ("lateness",) for each in missed.values() if each.rule != "R12")
    assert missed["R12"].of == ("loan",)
    assert "a society says it and none was given (`--in SOCIETY`): R02 how grave it is: lateness" in " ".join(
        without.limits
    )
    beside = found(tmp_path, ", gravity: 2", "", society=UNABLE)
    assert beside.not_looked_at == () and beside.society == "small"
    assert len(of_rule(beside, "R32")) == 1


def test_a_conduct_that_the_society_lacks_is_refused_by_line(tmp_path: Path) -> None:
    path, society = files(tmp_path, ("lateness", "latenes"), ())
    with pytest.raises(InvalidFile, match="the society small has no conduct 'latenes'") as caught:
        lint(path, society)
    problem = caught.value.problems[0]
    assert problem.line == 9 and problem.nearest == "lateness"


def test_nothing_in_an_answer_grades_the_regime() -> None:
    for name in gallery.names("regime"):
        assert not set(lint(name).as_dict()) & {"grade", "score", "passed", "lawful", "badge"}


def test_an_answer_names_every_rule_that_was_not_asked_and_why(tmp_path: Path) -> None:
    said = " ".join(found(tmp_path).limits)
    for rule in UNASKED:
        assert f"{rule.id} {rule.title} ({rule.needs_run})" in said
    partly = [rule for rule in RULES if rule.no_word]
    assert {"R05", "R07", "R27"} <= {rule.id for rule in partly}
    for rule in partly:
        assert f"{rule.id} ({rule.no_word})" in said
    assert "demerit lint --rules" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("demerit: 2\nsociety: x\n", "this is a society file, not a regime"),
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
    assert start(["lint", "china-lists-2018", "--in", "large-country-2020"]) == 1
    shown = capsys.readouterr().out
    assert "evidence of sources: V read at the address given" in shown
    assert "beside the society large-country-2020" in shown
    assert " ".join(shown.split()).endswith("which no file says.")
    assert start(["lint", str(files(tmp_path, (), None)[0])]) == 0
    assert "That is not lawfulness" in capsys.readouterr().out
    assert start(["lint", "large-country-2020"]) == 2
    assert start(["lint", str(files(tmp_path, ("publish: [reg", "publish: [web, reg"), None)[0])]) == 1


def test_the_verb_prints_all_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["lint", "--rules"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for rule in CATALOGUE:
        assert f"{rule.id} ({rule.declared}" in shown and rule.fires in shown
    for threshold in THRESHOLDS:
        assert str(threshold) in shown
    assert start(["lint", "--rules", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["rules"]) == 40
    assert {each["name"]: each["value"] for each in told["thresholds"]} == {
        each.name: float(each.value) for each in THRESHOLDS
    }


@pytest.mark.parametrize("words", [["lint"], ["lint", "none", "--rules"]])
def test_a_regime_or_the_rules_are_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert start(words) == 2
    assert "lint takes a regime, or --rules and no regime. Next: " in capsys.readouterr().err


def test_the_verb_gives_machines_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["lint", str(EXAMPLE_FILE), "--json"]) == 1
    given = json.loads(capsys.readouterr().out)
    places = [place for finding in given["findings"] for place in finding["places"]]
    assert len(places) == len(EXAMPLE)
    assert {place["until"] for place in places} == {None, "2017-03-01", "2019-01-01"}
    assert [rule["id"] for rule in given["rules"]] == [rule.id for rule in CATALOGUE]
    assert demerit.lint(EXAMPLE_FILE).as_dict()["regime"] == given["regime"]


def test_what_a_risk_score_by_name_counts_to_the_worse_side_can_be_held_against_somebody() -> None:
    """A number of records by the weight of its feature, and a condition of records either way."""
    features = {
        "late": {"is": "records(lateness within 2 years)", "weight": -3},
        "paid": {"is": "records(default ever)", "weight": 2},
    }
    risk = {"kind": "risk-score", "start": 0, "looked_at": toy.made("4 weeks"), "features": features}
    for worse, counted in (("lower", ["lateness"]), ("higher", ["default"])):
        whole = toy.regime(
            scores={"risk": {**risk, "worse": worse}},
            conducts={"default": {}, "lateness": {}},
            sources={"courts": toy.source({"lateness": 1, "default": 1})},
        )
        assert counted_against(loading.from_document(parse(write(whole)))) == counted


def test_what_a_mean_counts_can_be_held_against_somebody() -> None:
    """A rating is held against somebody by being seen."""
    rolling = {"kind": "rolling-mean", "start": 300, "window": 10, "scale": [100, 500], "worse": "lower"}
    whole = toy.regime(
        scores={"rating": rolling},
        conducts={"default": {}, "lateness": {"points": 200, "counts": "ever"}},
        sources={"courts": toy.source({"lateness": 1})},
    )
    assert counted_against(loading.from_document(parse(write(whole)))) == ["lateness"]


@pytest.mark.parametrize("condition", ["score < 50", "score >= 150", "not (score >= 50)", "grade != A"])
@pytest.mark.parametrize(
    ("worse", "points", "counted"),
    [("lower", -5, True), ("lower", 5, False), ("higher", 5, True), ("higher", -5, False)],
)
def test_points_are_held_against_people_at_the_end_of_the_score_that_is_worse(
    condition: str, worse: str, points: int, counted: bool, tmp_path: Path
) -> None:
    """What a condition asks of the score says nothing of which way is worse; `worse` does."""
    grades = 'grades: {A: ">= 150", B: "50..149", C: "< 50"}, start: 100'
    changes = ("start: 100", grades, "worse: lower", f"worse: {worse}", "points: -5", f"points: {points}")
    path, _ = files(tmp_path, (*changes, AS_ENTERED, f'{{while: "{condition}"}}'), None)
    assert counted_against(loading.load(path)) == (["lateness"] if counted else [])


def test_a_list_that_only_favours_holds_nothing_against_anybody(tmp_path: Path) -> None:
    to_them = (*UNPUBLISHED, "kind: burden", "kind: benefit", *favoured("listed(late)"))
    path, _ = files(tmp_path, to_them, None)
    assert counted_against(loading.load(path)) == ["lateness"], "its points still move a score"
    path, _ = files(tmp_path, (*to_them, "points: -5", "points: 5"), None)
    assert counted_against(loading.load(path)) == []
    to_others = (*UNPUBLISHED, *favoured("not listed(late)"), "points: -5", "points: 5")
    path, _ = files(tmp_path, to_others, None)
    assert counted_against(loading.load(path)) == ["lateness"], "whoever is on it is left out"


def test_a_hearing_that_a_consequence_claims_does_not_outweigh_what_the_file_counts(tmp_path: Path) -> None:
    nominal = HEARING.replace('share: "1,', 'share: "1 %,')
    finding = of_rule(
        found(tmp_path, HEARING, nominal, "severity: 2", "severity: 3, declared: {hearing: true}"), "R12"
    )[0]
    assert "although the consequence says `hearing: true`" in finding.places[0].found
