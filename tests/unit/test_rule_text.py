"""A rule's own words: what a file must say of them, and where they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.documents import parse
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.report.quotations import quotations

TEXT = """\
demerit: 2
regime: mine
title: A regime of one list
references:
  law: {title: A road traffic act, evidence: V2}
operator: {kind: agency}
conducts:
  speeding: {text: {words: Whoever drives faster is recorded., source: law, language: en}}
sources:
  police:
    kind: records
    covers: places
    coverage: "1, assumed 0.9..1"
    sees: {speeding: "0.1, assumed 0.01..0.5"}
adjudication:
  official: {upholds_true: "0.95, assumed 0.9..1", upholds_false: "0.5, assumed 0.2..0.8"}
lists:
  out:
    text: {words: "Whoever is recorded is listed for six months.", source: law, language: en}
    kind: burden
    enter: [{record: [speeding], for: "6 months, from law"}]
consequences:
  train:
    text: {words: Wer gelistet ist reist nicht., source: law, language: de}
    refuse: train
    to: listed(out)
    context: travel
    severity: 2
safeguards:
  of_records: court
  of_listings: none
  court: {text: {words: "There is no appeal.", source: law, language: en}, appeal: none, others: none}
amendments:
  - from: 2020-01-01
    lists: {out: {text: {words: Whoever is recorded is listed for two years.}, minors: true}}
"""


def test_words_stand_where_their_rule_is_told_and_those_in_force_last(tmp_path: Path) -> None:
    (tmp_path / "regime.yaml").write_text(TEXT, encoding="utf-8")
    found = {each.of: (each.words, each.source, each.language) for each in quotations(tmp_path)}
    act = "A road traffic act"
    assert found == {
        "the conduct speeding": ("Whoever drives faster is recorded.", act, "en"),
        "the list of out": ("Whoever is recorded is listed for two years.", act, "en"),
        "the consequence train": ("Wer gelistet ist reist nicht.", act, "de"),
        "the safeguards court": ("There is no appeal.", act, "en"),
    }


@pytest.mark.parametrize(
    ("safeguards", "told"),
    [
        ("none", []),
        (
            "{of_records: court, of_listings: none, court: {text: {words: You may appeal., source: law,"
            " language: en}, appeal: none, others: none}}",
            [("the safeguards court", "You may appeal.")],
        ),
    ],
    ids=["no safeguards", "a bundle"],
)
def test_words_of_bundles_are_told_and_none_where_there_are_no_safeguards(
    tmp_path: Path, safeguards: str, told: list[tuple[str, str]]
) -> None:
    before, _, _ = TEXT.partition("safeguards:\n")
    (tmp_path / "regime.yaml").write_text(f"{before}safeguards: {safeguards}\n", encoding="utf-8")
    found = [(each.of, each.words) for each in quotations(tmp_path) if each.section == "safeguards"]
    assert found == told


def test_a_run_without_a_regime_of_its_own_quotes_nothing(tmp_path: Path) -> None:
    assert quotations(tmp_path) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (", language: de", "", "'language' is missing here"),
        ("language: de", "language: German", "'German' is no code of a language"),
        ("language: de", "language: deu-Latn", ""),
        ("reist nicht., source: law", "reist nicht., source: lwa", "no reference 'lwa' is declared"),
        ('words: "There is no appeal."', 'words: ""', "no words stand here"),
        ("There is no appeal.", "There is no appeal. " * 40, "these words have 800 signs"),
    ],
)
def test_words_need_their_source_and_language(before: str, after: str, said: str) -> None:
    text = TEXT.replace(before, after)
    assert text != TEXT
    if not said:
        assert loading.from_document(parse(text, "mine.yaml"))
        return
    with pytest.raises(InvalidFile, match=said):
        loading.from_document(parse(text, "mine.yaml"))
