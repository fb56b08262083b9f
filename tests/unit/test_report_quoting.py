"""One rule decides what may be quoted, in sentences, titles, ratios and superlatives: 20 cases a draw."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import demerit.report
from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Figure, RunSource, interval
from demerit.documents import gallery
from demerit.report import page as report
from demerit.report.facts import Facts, cited, uncited
from demerit.report.quoting import TOO_FEW, most, quotable, settled
from demerit.report.wording import own_words
from tests import made_run

WRITERS = {"plain", "rough", "large", "percent", "span", "portion"}
"""Functions that write a number as a reader meets it."""
ELSEWHERE = {
    "beside": "a difference with its signs, handed to a cell",
    "charts": "numbers drawn in pictures, hollow and grey where they are few",
    "checking": "the fact-check, a table of all figures with how many cases stand behind each",
    "facts": "where the rule is applied",
    "lives": "days and sums of two invented people",
    "others": "handed to `Facts.mark`",
    "page": "the size of the run, which is no sample",
    "published": "published numbers, and handed to `Facts.mark`",
    "resting": "handed to `Facts.mark` and to pictures",
    "sections": "handed to pictures",
    "sentences": "handed to `Facts.mark`",
    "ways": "handed to `Facts` and to pictures",
    "answer": "handed to `Facts.mark`",
}


def figure(values: list[float], sampled: int) -> Figure:
    return Figure(
        name="made",
        definition="made up",
        unit="people",
        denominator="none",
        formula="none",
        value=interval(values),
        sampled=sampled,
    )


FEW, ENOUGH, NOTHING = figure([3.0, 5.0], 19), figure([300.0, 500.0], 20), figure([0.0, 0.0], 0)


def test_what_rests_on_fewer_than_20_is_never_a_number_in_a_sentence() -> None:
    facts = Facts()
    said = (facts.mid(FEW), facts.span(FEW), facts.size(FEW), facts.mark(FEW, "4"))
    assert {uncited(text) for text in said} == {TOO_FEW}
    assert uncited(facts.mid(ENOUGH)) == "400" and uncited(facts.mid(NOTHING)) == "0"
    assert quotable(ENOUGH) and not quotable(FEW) and not quotable(None)


def test_in_a_cell_it_stands_grey_with_its_reason() -> None:
    facts = Facts()
    grey = cited(facts.cell(FEW))
    assert uncited(facts.cell(FEW)) == "4.00 (3.00 to 5.00)"
    assert 'class="few"' in grey and "do not quote" in grey and "4.00 (3.00 to 5.00)</span>" in grey
    assert 'class="few"' not in cited(facts.cell(ENOUGH)) + cited(facts.cell(NOTHING))


def test_a_direction_needs_enough_cases_and_all_draws() -> None:
    assert settled(figure([2.0, 5.0], 40)) and settled(figure([1.2, 1.5], 40), 1)
    assert not settled(figure([2.0, 5.0], 19)) and not settled(figure([-2.0, 5.0], 40))


def test_a_superlative_says_among_which_where_some_rest_on_too_few() -> None:
    least, largest = figure([1.0, 2.0], 50), figure([3.0, 4.0], 50)
    found = most([least, largest, NOTHING])
    assert found is not None and found.place == 1 and found.of_all
    found = most([least, largest, FEW])
    assert found is not None and found.place == 1 and not found.of_all
    assert most([largest, FEW]) is None
    crossed = most([figure([1.0, 4.0], 50), figure([3.0, 2.0], 50)])
    assert crossed is not None and crossed.place is None


def test_numbers_of_figures_are_written_in_known_places_only() -> None:
    """Planted: a module that imports a writer and is not named above is found."""
    folder = Path(demerit.report.__path__[0])
    found = {path.stem for path in folder.glob("*.py") if _writes(path.read_text(encoding="utf-8"))}
    assert found - {"numbers"} <= set(ELSEWHERE), found
    assert _writes("from demerit.report.numbers import day, percent\n")


def _writes(text: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "demerit.report.numbers"
        and WRITERS & {name.name for name in node.names}
        for node in ast.walk(ast.parse(text))
    )


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    """A run on whose list stand a handful of people."""
    base = tmp_path_factory.mktemp("tiny")
    size: dict[str, Any] = {"draws": 2, "people": 900, "districts": 3, "years": 2}
    folder = made_run.make(base / "run", rate=0.004, **size)
    none = made_run.make(base / "run" / "against", regime="none", lists=False, not_modelled=(), **size)
    yield RunSource(
        folder,
        Manifest.read(folder),
        reader(folder, companions=False),
        RunSource(none, Manifest.read(none), reader(none, companions=False)),
    )


def test_no_heading_and_no_sentence_of_a_tiny_run_quotes_a_figure_on_few(tiny: RunSource) -> None:
    html = report.page([tiny])
    outside = re.sub(r"<td.*?</td>", "", html.split("<body>")[1], flags=re.S)
    assert 'class="few"' in html and 'class="few"' not in outside
    (found,) = report.facts_of([tiny])
    few = {v["id"] for fact in found["facts"] for v in fact["values"] if v["too_few_to_quote"] and v["high"]}
    assert few
    for name, text in re.findall(r'<span data-figure="([^"]+)"[^>]*>(.*?)</span>', outside):
        assert name not in few or TOO_FEW in text or not re.search(r"\d", text), (name, text)


def test_no_two_values_of_a_fact_have_one_description(tiny: RunSource) -> None:
    (found,) = report.facts_of([tiny])
    for fact in found["facts"]:
        seen: dict[str, object] = {}
        for value in fact["values"]:
            key = json.dumps([value["of"], value["at"]])
            assert seen.setdefault(key, value["mid"]) == value["mid"], (fact["name"], key)


def test_a_list_that_asks_for_a_tier_is_no_finding_about_tiers(tmp_path: Path, tiny: RunSource) -> None:
    def said(regime: str) -> dict[str, str]:
        (tmp_path / "regime.yaml").write_text(gallery.find("regime", regime).read_text())
        return own_words(replace(tiny, folder=tmp_path))

    assert set(said("interview-2019")) == {"tier"}
    assert "the list of leaders asks for it" in said("interview-2019")["tier"]
    assert said("china-lists-2018") == {}
