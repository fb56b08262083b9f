"""No number stands on the page alone: each has its figure, and each figure says what it is and rests on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource
from demerit.documents import gallery
from demerit.regime.model import Regime
from demerit.report import page as report
from demerit.report.checking import ROOTS
from demerit.report.facts import Facts, cited, uncited
from demerit.report.page import Story, story
from demerit.society.recipe import Recipe
from tests import made_run

SIZE = {"draws": 3, "people": 60_000, "districts": 24, "years": 5}

NO_RESULT = (
    r"([Pp]er|[Oo]f( every| each)?|[Ii]n|the end) 100,000",  # the measure that a rate is given in
    r"\d{1,2} [A-Z][a-z]+ 20\d\d",  # a day
    r"20\d\d(-Q\d|, (first|second|third|fourth))?",  # a year, a quarter
    r"aged \d+( to \d+|\+)?",  # an age band
    r"fifth,? \d",
    r"[Ff]ewer than 20 sampled|under 20|at 1 \(dashed\)",  # what is too few to quote, where two are equal
    r"gravity \d( (or|to) \d)?( \(?of 5\)?)?|severity (of )?3 or more( of 5)?",  # bounds of a class
    r"4,096 places",
    r"the other \d+ lists",
    r"[A-H]\d{2}\b|M\d{2}",  # a row of what is not modelled
)
"""Numerals that are no result of a run, each with its reason."""

SPOKEN = {"p", "h1", "h2", "h3", "h4", "td", "th", "figcaption", "caption", "li", "summary", "dd", "dt"}
TAGGED = ("data-figure", "data-input", "data-trace")


class Numbers(HTMLParser):
    """Collects the text of a page that no figure and no input stands for, and the ids of the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[str] = []
        self.figures: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.skip: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("meta", "br", "link"):
            return
        if "data-figure" in given:
            self.figures.append(given["data-figure"] or "")
        label = tag == "th" and given.get("scope") == "row"
        hidden = tag in ("style", "script", "code", "pre", "a") or label
        apart = given.get("id", "").endswith(("-reproduce", "-limits", "-assumed")) or tag == "footer"
        self.open.append((tag, hidden or apart or any(name in given for name in TAGGED)))
        if tag in SPOKEN:
            self.left.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.left and not any(silent for _, silent in self.open):
            self.left[-1] += data


def walked(html: str) -> Numbers:
    found = Numbers()
    found.feed(html.split("<body>")[1])
    return found


def numerals(text: str) -> list[str]:
    for pattern in NO_RESULT:
        text = re.sub(pattern, "", text)
    return re.findall(r"\d[\d.,]*", text)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    base = tmp_path_factory.mktemp("facts")
    folder = made_run.make(base / "run", rate=0.01, **SIZE)
    none = made_run.make(base / "run" / "against", regime="none", lists=False, not_modelled=(), **SIZE)
    true = made_run.make(base / "run" / "truthful", rate=0.009, seed=8, **SIZE)
    for kind, name in (("society", "large-country-2020"), ("regime", "china-lists-2018")):
        (folder / f"{kind}.yaml").write_text(gallery.find(kind, name).read_text())
    yield opened(folder, against=opened(none), truthful=opened(true))


def opened(folder: Path, **beside: RunSource) -> RunSource:
    return RunSource(folder, Manifest.read(folder), reader(folder, companions=False), **beside)


@pytest.fixture(scope="module")
def told(source: RunSource) -> Story:
    return story(source)


@pytest.fixture(scope="module")
def checked(source: RunSource) -> dict[str, Any]:
    (found,) = report.facts_of([source])
    return found


@pytest.fixture(scope="module")
def html(source: RunSource) -> str:
    return report.page([source], checked=True)


def test_every_number_on_the_page_has_its_figure(html: str) -> None:
    found = walked(html)
    alone = [(text.strip(), numbers) for text in found.left if (numbers := numerals(text))]
    assert alone == []
    assert len(found.figures) > 500


def test_a_number_without_its_figure_is_found(html: str) -> None:
    """The walk above can fail: a plain number in a cell or a sentence is left over."""
    spoilt = html.replace("<p>In this model, ", "<p>In this model, 17 ", 1)
    assert spoilt != html
    assert any("17" in numerals(text) for text in walked(spoilt).left)


def test_every_figure_of_the_page_is_in_the_fact_check_and_the_other_way_round(
    checked: dict[str, Any], html: str
) -> None:
    ids = [value["id"] for fact in checked["facts"] for value in fact["values"]]
    assert len(ids) == len(set(ids))
    page = html.split('id="0-facts"')[0]
    assert set(re.findall(r'data-figure="([^"]+)"', page)) == set(ids)
    for each in ids:
        assert html.count(f'<tr id="{each}">') == 1


def test_every_fact_says_everything(told: Story) -> None:
    for fact in told.checked:
        for part in ("name", "definition", "unit", "denominator", "formula", "cannot"):
            assert getattr(fact, part), (fact.name, part)
        assert fact.rests_on, fact.name


def test_what_a_figure_rests_on_is_a_part_of_a_file(told: Story) -> None:
    models = {
        root: {field.alias or name for name, field in model.model_fields.items()}
        for root, model in (("regime", Regime), ("society", Recipe))
    }
    for fact in told.checked:
        for rest in fact.rests_on:
            root, _, below = rest.path.partition(".")
            assert root in ROOTS
            if root in models:
                assert below.partition(".")[0] in models[root], rest.path
            if root == "targets":
                assert rest.inputs, rest.path


def test_a_listed_figure_rests_on_the_inputs_that_set_it(told: Story) -> None:
    fact = next(fact for fact in told.checked if fact.name == "listed")
    inputs = {each.path for rest in fact.rests_on for each in rest.inputs}
    assert "regime.sources.courts.false_records" in inputs
    assert any(path.startswith("regime.sources.courts.sees.judgment-default (from 2018") for path in inputs)
    assert any(path.startswith("society.responses.") for path in inputs)
    assert not any(path.startswith("society.attempts.") for path in inputs)


def test_another_evidence_of_an_input_is_another_mark_in_the_fact_check(
    source: RunSource, tmp_path: Path
) -> None:
    marks = []
    for code in ("M", "V2"):
        for name in ("society", "regime"):
            text = (source.folder / f"{name}.yaml").read_text()
            (tmp_path / f"{name}.yaml").write_text(re.sub(r"evidence: \w+", f"evidence: {code}", text))
        facts = report.page([replace(source, folder=tmp_path)], checked=True).split('id="0-facts"')[1]
        marks.append({mark: facts.count(f'class="mark mark-{mark}"') for mark in ("M", "V2", "V")})
        assert "society.conducts</code> <span" in facts and "regime.sources</code> <span" in facts
    assert marks[0]["M"] > 0 == marks[1]["M"]
    assert marks[1]["V2"] > marks[0]["V2"]  # published numbers have evidence of their own


def test_the_fact_check_is_json_and_says_that_people_are_synthetic(
    source: RunSource, checked: dict[str, Any]
) -> None:
    again = json.loads(json.dumps(checked, allow_nan=False))
    assert "synthetic (invented)" in again["synthetic"]
    assert again["run"] == source.manifest.run_id
    value = next(fact for fact in again["facts"] if fact["name"] == "listed")["values"][0]
    assert value["low"] <= value["mid"] <= value["high"]
    assert value["draws"] == 3 and value["interval"] == "draws"


def test_without_the_wish_there_is_no_fact_check_but_every_number_has_its_figure(source: RunSource) -> None:
    page = report.page([source])
    assert 'id="0-facts"' not in page
    assert len(re.findall("data-figure", page)) > 300


def test_on_a_page_of_two_runs_every_number_has_its_figure_too(source: RunSource) -> None:
    assert source.against is not None
    page = report.page([source, source.against], checked=True)
    alone = [(text.strip(), numbers) for text in walked(page).left if (numbers := numerals(text))]
    assert alone == []


def test_two_runs_number_their_figures_apart(source: RunSource) -> None:
    assert source.against is not None
    one, other = report.facts_of([source.against, source.against])
    ids = [{value["id"] for fact in each["facts"] for value in fact["values"]} for each in (one, other)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


def test_marks_are_turned_into_elements_or_dropped_and_text_stays_escaped(told: Story) -> None:
    facts, figure = Facts(1), told.answer.figures[0]
    text = f"a < b: {facts.mark(figure, '5 & 6')}, and {facts.mark(figure, '7')}"
    assert uncited(text) == "a < b: 5 & 6, and 7"
    assert cited(text) == (
        'a &lt; b: <span data-figure="1-f0">5 &amp; 6</span>, and <span data-figure="1-f0">7</span>'
    )
    assert facts.figures == (figure,)


def test_no_mark_is_left_where_none_is_read(source: RunSource, told: Story, html: str) -> None:
    private = re.compile("[\ue000-\uf8ff]")
    assert not private.search(html)
    assert not private.search(json.dumps([chart.spec for chart in told.charts], ensure_ascii=False))
