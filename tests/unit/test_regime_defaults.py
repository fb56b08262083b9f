"""`defaults` of a section: keys of the entries that do not say them, and of no others."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.documents import edited, parse, plain, validate, write
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.regime.amendments import amended, epochs
from demerit.regime.model import Regime

TEXT = """\
demerit: 2
regime: mine
title: A regime of three conducts
references:
  law: {title: A road traffic act, evidence: V2}
operator: {kind: agency, ai: false}
scores: {points: {kind: ledger, start: 12, worse: lower}}
conducts:
  # Most cost three points.
  defaults: {points: -3, counts: ever, evidence_standard: record}
  speeding: {}
  phone: {points: -4}
sources:
  defaults: {kind: records, covers: places, coverage: "1, assumed 0.9..1"}
  police: {sees: {speeding: "0.1, assumed 0.01..0.5"}}
  cameras: {kind: camera, sees: {phone: "0.1, assumed 0.01..0.5"}}
adjudication:
  official: {upholds_true: "0.95, assumed 0.9..1", upholds_false: "0.5, assumed 0.2..0.8"}
lists:
  defaults: {enter: [{record: [speeding], for: "6 months, from law"}]}
  out: {kind: burden}
consequences:
  defaults: {context: travel}
  train: {refuse: [train], to: listed(out), severity: 2}
safeguards: none
not_modelled: [M12]
"""


def made(text: str) -> Regime:
    return loading.from_document(parse(text, "mine.yaml"))


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        made(text)
    return [str(problem) for problem in caught.value.problems]


def points(regime: Regime) -> list[dict[str, int]]:
    return [{name: rule.points for name, rule in form.conducts.items()} for _, form in epochs(regime)]


def test_an_entry_has_the_keys_that_it_does_not_say() -> None:
    regime = made(TEXT)
    assert points(regime) == [{"speeding": -3, "phone": -4}]
    assert {rule.evidence_standard for rule in regime.conducts.values()} == {"record"}
    assert [source.kind for source in regime.sources.values()] == ["records", "camera"]
    assert [str(case.length) for way in regime.lists["out"].ways for case in way.cases] == [
        "6 months, from law"
    ]
    assert regime.consequences["train"].context == "travel"


def test_a_wrong_default_is_shown_where_it_is_written() -> None:
    (problem,) = problems(TEXT.replace("  defaults: {enter: ", "  defaults: {entr: "))
    assert problem.startswith("mine.yaml:20:14: lists.defaults.entr: there is no 'entr' here.")
    assert "Did you mean enter?" in problem


def test_a_rule_stands_at_the_line_that_wrote_it() -> None:
    ((_, form),) = amended(parse(TEXT, "mine.yaml"))
    assert form.position(("lists", "out", "enter"), key=True) == (20, 14)
    assert form.position(("conducts", "phone", "points"), key=True) == (12, 11)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("  speeding: {}\n", "  speeding: {points: -1}\n", "every entry of conducts says `points` itself"),
        ("defaults: {context: travel}", "defaults: travel", "`defaults` holds keys of consequences"),
    ],
)
def test_a_default_for_none_and_one_without_keys_are_refused(before: str, after: str, said: str) -> None:
    assert any(said in problem for problem in problems(TEXT.replace(before, after)))


def test_a_section_with_defaults_alone_is_refused() -> None:
    text = TEXT.replace("  train: {refuse: [train], to: listed(out), severity: 2}\n", "")
    assert any("consequences has no entry that this default could be for" in each for each in problems(text))


def test_an_amended_default_reaches_the_entries_that_do_not_say_the_key() -> None:
    more = """\
amendments:
  - {from: 2020-01-01, conducts: {defaults: {points: -5}}}
  - from: 2021-01-01
    conducts: {late: {}, speeding: {points: -1}}
    sources: {police: {sees: {late: "1, from law"}}}
  - {from: 2022-01-01, conducts: {defaults: {points: -6}}}
"""
    assert points(made(TEXT + more)) == [
        {"speeding": -3, "phone": -4},
        {"speeding": -5, "phone": -4},
        {"speeding": -1, "phone": -4, "late": -5},
        {"speeding": -1, "phone": -4, "late": -6},
    ]


def test_a_source_that_an_amendment_makes_one_of_another_kind_begins_with_the_defaults() -> None:
    more = """\
amendments:
  - {from: 2020-01-01, sources: {police: {kind: camera, sees: {phone: "0.3, assumed 0.1..0.9"}}}}
"""
    police = epochs(made(TEXT + more))[1].regime.sources["police"]
    assert police.kind == "camera" and list(police.sees) == ["phone"] and police.covers == "places"


def test_the_default_kind_alone_makes_no_entry_one_of_another_kind() -> None:
    more = """\
amendments:
  - {from: 2020-01-01, sources: {police: {kind: records, delay: "1 week, assumed 1..2"}}}
"""
    assert list(epochs(made(TEXT + more))[1].regime.sources["police"].sees) == ["speeding"]


def test_what_is_written_back_reads_back_and_an_edit_keeps_the_file() -> None:
    regime = made(TEXT)
    data: dict[str, Any] = plain(regime)
    assert validate(parse(write(data)), Regime) == regime
    document = parse(TEXT, "mine.yaml")
    changed = edited(document, ("conducts", "defaults", "points"), -2)
    assert changed.text == TEXT.replace("points: -3", "points: -2")
    assert points(loading.from_document(changed)) == [{"speeding": -2, "phone": -4}]
    own = edited(document, ("conducts", "speeding", "points"), -1)
    assert "# Most cost three points." in own.text
