"""`declared`: words that decide nothing, apart from those that do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from demerit.documents import keys, parse, plain, validate, write
from demerit.documents.once import once
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.regime.amendments import amended, epochs
from demerit.regime.model import Regime

TEXT = """\
demerit: 2
regime: mine
title: A regime of one conduct
references:
  law: {title: A road traffic act, evidence: V2}
from: law
operator: {kind: agency, ai: false}
declared: {legal_basis: An act, stats_published: true, period: 2 years}
conducts:
  defaults: {declared: {legal_basis: Section 3}}
  speeding: {}
sources:
  police:
    kind: records
    covers: places
    coverage: "1, assumed 0.9..1"
    sees: {speeding: "0.1, assumed 0.01..0.5"}
    declared: {retention: 1 year, accuracy: "0.9, from law"}
adjudication:
  official: {upholds_true: "0.95, assumed 0.9..1", upholds_false: "0.5, assumed 0.2..0.8"}
lists:
  out: {kind: burden, enter: [{record: [speeding], for: 6 months}]}
consequences:
  train: {refuse: [train], to: listed(out), context: travel, severity: 2, declared: {notice_days: 14, hearing: true}}
safeguards: none
amendments:
  - {from: 2020-01-01, declared: {reviews: 3 years}, lists: {out: {declared: {legal_basis: Section 9}}}}
"""  # noqa: E501 (as a file writes it)


def made(text: str = TEXT) -> Regime:
    return loading.from_document(parse(text, "mine.yaml"))


def problem(before: str, after: str) -> str:
    with pytest.raises(InvalidFile) as caught:
        made(TEXT.replace(before, after))
    (found,) = caught.value.problems
    return str(found)


def test_what_is_declared_is_read_where_it_belongs() -> None:
    regime = made()
    assert regime.operator.legal_basis == "An act"
    assert regime.monitoring is not None and regime.monitoring.stats_published
    assert str(regime.period) == "2 years, from law"
    assert regime.conducts["speeding"].legal_basis == "Section 3"
    assert str(regime.sources["police"].retention) == "1 years, from law"
    train = regime.consequences["train"]
    assert (train.notice_days, train.hearing, train.suspensive) == (14, True, False)
    later = epochs(regime)[1].regime
    assert str(later.reviews) == "3 years, from law" and later.lists["out"].legal_basis == "Section 9"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("    declared: {retention: 1 year,", "    retention: 1 year\n    declared: {", "retention"),
        (", period: 2 years}", "}\nperiod: 2 years", "period"),
        ("stats_published: true, period: 2 years}", "}\nmonitoring: {stats_published: true}", "monitoring"),
        ("ai: false}", "ai: false, legal_basis: An act}", "legal_basis"),
        ("  speeding: {}\n", "  speeding: {legal_basis: Section 3}\n", "legal_basis"),
    ],
)
def test_such_a_word_stands_nowhere_else(before: str, after: str, word: str) -> None:
    assert f"version 2 says '{word}' otherwise" in problem(before, after)
    assert f"write `declared: {{{word}: ...}}`" in problem(before, after)


def test_a_problem_in_a_declared_word_is_shown_at_its_line() -> None:
    found = problem("stats_published: true", "stats_published: perhaps")
    assert found.startswith("mine.yaml:8:50: declared.stats_published: this is neither true nor false")


def test_a_line_stays_with_its_word() -> None:
    form = amended(parse(TEXT, "mine.yaml"))[0][1]
    assert form.position(("sources", "police", "retention"), key=True) == (18, 16)
    assert form.position(("conducts", "speeding", "legal_basis"), key=True)[0] == 10


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{retention:", "{retenton:", "'retenton' is nothing that can be declared here"),
        ("{notice_days: 14,", "{severity: 2, notice_days: 14,", "it stands beside `declared`, not under it"),
        ("{notice_days: 14, hearing: true}", "none", "`declared` holds words and what they say"),
        ("period: 2 years}", "period: 2 years}\nperiod: 3 years", "version 2 says 'period' otherwise"),
        ("stats_published: true,", "monitoring: none, stats_published: true,", "stands here and outside"),
        ("  speeding: {}\n", "  speeding: {}\n  declared: {gravity: 3}\n", "no name of an entry"),
    ],
)
def test_what_cannot_be_declared_is_refused(before: str, after: str, said: str) -> None:
    assert said in problem(before, after)


def test_the_nearest_word_is_named() -> None:
    found = problem("{retention:", "{retenton:")
    assert found.startswith("mine.yaml:18:16: ") and "Did you mean retention?" in found


def test_what_is_written_back_reads_back() -> None:
    data: dict[str, Any] = plain(made())
    again = validate(parse(write(data)), Regime)  # every word stands where the model has it
    assert loading.digest(again) == loading.digest(made())


def test_every_word_that_can_be_declared_decides_nothing() -> None:
    """Or a rule could be hidden among words that decide nothing."""
    nothing = {(each.owner, each.path[-1]) for each in keys(Regime) if each.mark is not None}
    found = list(words(Regime, set()))
    assert len(found) > 15
    for part, place in found:
        for step in place[:-1]:
            part = next(inner for inner in inside(part.model_fields[step].annotation))
        assert (part, place[-1]) in nothing, place


def words(part: type[BaseModel], seen: set[type]) -> Iterator[tuple[type[BaseModel], tuple[Any, ...]]]:
    if part in seen:
        return
    seen.add(part)
    for name, field in part.model_fields.items():
        said = once(field.metadata) if name == "declared" else None
        yield from ((part, place) for place in (said.lifts.values() if said else ()))
        for inner in inside(field.annotation):
            yield from words(inner, seen)


def inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from inside(each)
