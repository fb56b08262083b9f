"""`from` at the top of a regime or in a section: what it is the evidence of, and what it is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from demerit.documents import digest, evidence, parse, plain, validate, write
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.regime.amendments import epochs
from demerit.regime.model import Regime

TEXT = """\
demerit: 2
regime: mine
title: A regime of three conducts
references:
  law: {title: A road traffic act, evidence: V2}
  agency: {title: Pages of the agency, evidence: M}
from: law
operator: {kind: agency, ai: false}
scores: {points: {kind: ledger, start: 12, floor: 0, worse: lower}}
weights: [{if: tier == official, adverse: 1.5, at: ruling}]
conducts:
  defaults: {counts: 3 years}
  speeding: {points: -3}
  phone: {points: -4, from: agency}
sources:
  police:
    kind: records
    covers: places
    coverage: "1, assumed 0.9..1"
    sees: {speeding: "0.1, assumed 0.01..0.5", phone: "0.1, assumed 0.01..0.5"}
adjudication:
  official: {upholds_true: "0.95, assumed 0.9..1", upholds_false: "0.5, assumed 0.2..0.8"}
  delay: 8 weeks, assumed 4..26 log
lists:
  out:
    kind: burden
    enter: [{record: [speeding], for: 6 months}]
safeguards:
  of_records: ordinary
  of_listings: none
  ordinary:
    notice: {share: "1, assumed 0.5..1", ahead: 2 weeks}
    others: none
"""


TERM = "lists.out.enter[0].for[0].is"
AHEAD = "safeguards.ordinary.notice.ahead"


def made(*changes: tuple[str, str], more: str = "") -> Regime:
    """Return the regime above with texts replaced."""
    return loading.from_document(parse(changed(*changes) + more, "mine.yaml"))


def changed(*changes: tuple[str, str]) -> str:
    text = TEXT
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def codes(regime: Regime) -> dict[str, str]:
    return {row.path: row.code for row in loading.evidence(regime)}


def problems(*changes: tuple[str, str], more: str = "") -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        made(*changes, more=more)
    return [str(problem) for problem in caught.value.problems]


def test_one_source_serves_points_factors_lengths_and_limits() -> None:
    found = codes(made())
    ruled = (
        "scores.points.start",
        "scores.points.floor",
        "conducts.speeding.counts",
        "weights[0].adverse",
        "conducts.speeding.points",
    )
    assert {found[path] for path in (*ruled, TERM, AHEAD)} == {"V2"}


def test_the_nearest_source_wins() -> None:
    assert codes(made())["conducts.phone.points"] == "M"
    found = codes(made(("  out:\n", "  from: agency\n  out:\n")))
    assert found[TERM] == "M" and found["conducts.speeding.points"] == "V2"
    found = codes(made(("6 months", "'6 months, from agency'")))
    assert found[TERM] == "M"


def test_it_says_the_same_as_naming_the_source_at_every_number() -> None:
    long = made(
        ("start: 12", "from: law, start: 12"),
        ("1.5", "'1.5, from law'"),
        ("points: -3", "points: -3, counts: '3 years, from law', from: law"),
        ("burden\n", "burden\n    from: law\n"),
        ("6 months", "'6 months, from law'"),
        ("2 weeks", "'2 weeks, from law'"),
    )
    assert digest(long) == digest(made())


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('coverage: "1, assumed 0.9..1"', "coverage: 1", "this number has no evidence"),
        ("8 weeks, assumed 4..26 log", "8 weeks", "this number has no evidence"),
        ('share: "1, assumed 0.5..1"', "share: 1", "this number has no evidence"),
        ('coverage: "1, assumed 0.9..1"', 'coverage: "1, from proposal"', "no rule states this number"),
    ],
)
def test_what_is_measured_names_its_own_source(before: str, after: str, what: str) -> None:
    (problem,) = problems((before, after))
    assert what in problem


def test_without_one_at_the_top_the_rest_of_the_file_needs_its_own() -> None:
    found = problems(("from: law\n", ""), ("  speeding: {points", "  from: law\n  speeding: {points"))
    assert found[0] == (
        "mine.yaml:8:40: scores.points.start: `start: 12` has no evidence. Next: write `from: KEY` at"
        " the top of the file, or `from: proposal` if it is yours."
    )
    assert [problem.split(": ")[1] for problem in found] == [
        "scores.points.start",
        "scores.points.floor",
        "weights[0].adverse",
        "lists.out.enter[0].for",
        AHEAD,
    ]


def test_a_file_that_says_no_from_asks_for_evidence_as_ever() -> None:
    text = ("6 months", "'6 months, assumed 1..12'"), ("2 weeks", "'2 weeks, assumed 1..4'")
    found = made(("from: law\n", ""), *text, ("1.5", "'1.5, from law'"), ("3 years", "'3 years, from law'"))
    assert found.scores["points"].source is None and found.conducts["speeding"].points == -3  # type: ignore[union-attr]


def test_the_source_of_an_entry_is_that_of_its_lengths_without_any_at_the_top() -> None:
    found = made(
        ("from: law\n", ""),
        ("2 weeks", "'2 weeks, assumed 1..4'"),
        ("kind: burden\n", "kind: burden\n    from: law\n"),
        ("1.5", "'1.5, from law'"),
        ("3 years", "'3 years, from law'"),
    )
    assert codes(found)[TERM] == "V2"


def test_a_proposal_is_marked_and_needs_no_reference() -> None:
    found = made(("from: law\n", "from: proposal\n"), ("6 months", "'6 months, from law'"))
    rows = {row.path: row for row in loading.evidence(found)}
    assert rows["conducts.speeding.points"].code == "P"
    assert rows["conducts.speeding.points"].reference == "a rule that this file proposes"
    assert rows[TERM].code == "V2" and not rows["scores.points.start"].unverified


def test_the_word_proposal_is_no_key_of_references() -> None:
    (problem,) = problems(("references:\n", "references:\n  proposal: {title: Mine, evidence: V}\n"))
    assert "'proposal' is a word of the language" in problem


def test_a_source_that_nothing_needs_is_refused() -> None:
    (problem,) = problems(("adjudication:\n", "adjudication:\n  from: law\n"))
    assert problem.startswith("mine.yaml:22:3: adjudication.from: nothing below rests on `from: law`")


def test_an_undeclared_source_is_named_where_it_is_written() -> None:
    (problem,) = problems(("from: law\n", "from: lwa\n"), ("6 months", "'6 months, from law'"))
    assert problem.startswith("mine.yaml:7:7: ") and "Did you mean law?" in problem


def test_the_source_reaches_what_amendments_write_and_theirs_reaches_only_them() -> None:
    more = """\
amendments:
  - from: 2022-01-01
    conducts: {speeding: {points: -5}, late: {points: -1}}
    sources: {police: {sees: {late: "0.5, assumed 0.1..0.9"}}}
  - from: 2023-01-01
    lists: {from: agency, out: {enter: [{record: [speeding], for: 8 months}]}}
"""
    regime = made(more=more)
    first, second, third = (form for _, form in epochs(regime))
    assert [dict(codes_of(form))["conducts.speeding.points"] for form in (first, second, third)] == ["V2"] * 3
    assert dict(codes_of(second))["conducts.late.points"] == "V2"
    assert dict(codes_of(second))[TERM] == "V2"
    assert dict(codes_of(third))[TERM] == "M"
    assert loading.in_force(regime, dt.date(2023, 6, 1)).conducts["speeding"].source == "law"


def codes_of(form: Regime) -> list[tuple[str, str]]:
    return [(row.path, row.code) for row in evidence(form)]


def test_what_is_written_back_reads_back() -> None:
    regime = made(("from: law\n", "from: proposal\n"), ("6 months", "'6 months, from law'"))
    data: dict[str, Any] = plain(regime)
    again = validate(parse(write(data), "mine.yaml"), Regime)
    assert again == regime and loading.digest(again) == loading.digest(regime)
