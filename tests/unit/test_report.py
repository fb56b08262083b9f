"""The page as text: nothing fetched, everything escaped, ranges beside numbers, synthetic everywhere."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from markupsafe import escape

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Interval, RunSource, order
from demerit.counted.values import GROUNDS, SYNTHETIC
from demerit.documents import EVIDENCE, gallery
from demerit.errors import WrongUse
from demerit.report import colours, images, inputs, numbers, resting
from demerit.report import page as report
from demerit.report.facts import uncited
from demerit.report.page import embedded, story
from tests import made_run

ALARM = "<script>alert(1)</script>"


def opened(folder: Path, against: RunSource | None = None) -> RunSource:
    return RunSource(folder, Manifest.read(folder), reader(folder, companions=False), against)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    base = tmp_path_factory.mktemp("report")
    size = {"draws": 3, "people": 60_000, "districts": 24, "years": 5}
    folder = made_run.make(base / "run", rate=0.01, **size)
    beside = made_run.make(base / "run" / "against", regime="none", lists=False, not_modelled=(), **size)
    for kind, name in (("society", "large-country-2020"), ("regime", "none")):
        (folder / f"{kind}.yaml").write_text(gallery.find(kind, name).read_text())
    yield opened(folder, opened(beside))


@pytest.fixture(scope="module")
def html(source: RunSource) -> str:
    return report.page([source])


def test_the_page_asks_nothing_of_a_network(html: str) -> None:
    assert "default-src 'none'" in html.replace("&#39;", "'")
    written = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    assert not re.findall(r"<(?:link|img|iframe|object|embed)\b", written)
    assert not re.findall(r"<script[^>]+src=", html)
    assert "@import" not in html
    assert "url(" not in html.split("</style>")[0]


def test_only_the_scripts_of_the_page_may_run(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert "unsafe-eval" not in allowed
    assert "script-src 'unsafe-inline'" not in allowed
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.S)
    assert len(scripts) == 4
    for script in scripts:
        digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed


def test_text_from_a_run_is_escaped(source: RunSource) -> None:
    manifest = source.manifest.model_copy(
        update={
            "question": ALARM,
            "warnings": (ALARM,),
            "regime": source.manifest.regime.model_copy(update={"name": ALARM}),
            "scenario": source.manifest.scenario.model_copy(update={"name": ALARM}),
        }
    )
    page = report.page([replace(source, manifest=manifest)])
    assert ALARM not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_data_inside_a_script_element_cannot_close_it() -> None:
    assert "<" not in embedded({"x": "</script><script>alert(1)</script>&"})
    assert json.loads(embedded({"x": "</script>&"})) == {"x": "</script>&"}


def test_the_page_says_first_that_its_people_are_invented(html: str) -> None:
    body = html.split("<body>")[1]
    assert body.index("All people on this page are synthetic (invented).") < body.index("<h1>")
    assert "synthetic people" in html.split("<title>")[1].split("</title>")[0]


def test_every_chart_says_what_it_finds_about_synthetic_people_and_has_its_table(source: RunSource) -> None:
    told = story(source)
    for chart in told.charts:
        assert "synthetic" in chart.finding.lower() or chart.key.startswith("targets-"), chart.key
        assert chart.reading
    for part in told.parts:
        for chart in (*part.lists[0].charts, *part.refusals):
            assert chart.rows, chart.key
            assert all(len(row) == len(chart.columns) for row in chart.rows)
    for rests in told.resting:
        for chart in (rests.grounds, rests.shadow):
            assert chart.rows, chart.key
            assert all(len(row) == len(chart.columns) for row in chart.rows)
    for panels in (*told.who, *(panels for rests in told.resting for panels in rests.kinds), told.ratios):
        assert panels is not None
        assert panels.rows
        assert all(len(row) == len(panels.columns) for row in panels.rows)
        assert "ynthetic" in panels.finding


def test_every_chart_is_on_the_page_with_a_text_that_stands_for_it(source: RunSource, html: str) -> None:
    for chart in story(source).charts:
        assert f'data-chart="0-{chart.key}" role="img" aria-label="' in html


def test_the_answer_says_how_many_on_what_at_what_cost_and_compared_with_what(source: RunSource) -> None:
    told = story(source).answer
    many, rests, cost = (uncited(sentence) for sentence in told.found)
    compared = uncited(told.compared)
    ranges = re.compile(r"\([\d.,]+ to [\d.,]+")
    assert all(ranges.search(sentence) for sentence in (many, rests, cost))
    assert all(sentence.endswith(".") for sentence in told.sentences)
    assert many.startswith("In this model, ") and "of every 100,000 synthetic people" in many
    assert many.count(" stand on the list of ") == 1
    assert "stand by the rule's own terms" in rests
    assert "would not stand without records that have no act behind them (unfounded)" in rests
    assert "none fall under another ground" not in rests, "some could not have paid"
    assert "only on acts that the person could not pay for" in rests
    assert "person-times and never as people" in cost
    assert compared.startswith(
        "For the same people on the same luck under the regime “none” (ordinary courts and credit, no"
        " scoring), nobody is on a list and no attempt is refused because of a list; "
    )
    assert "not confidence intervals" in told.ranges


def test_the_acts_of_both_histories_are_compared_draw_by_draw(source: RunSource) -> None:
    assert source.against is not None

    def acts(run: RunSource) -> list[int]:
        return run.per_draw(
            "SELECT draw, sum(acts - unable)::BIGINT FROM acts_by_step WHERE entity = 'person' GROUP BY draw"
        )

    (fewer,) = order.fewer_by_gravity(source).values()
    lived = source.present["person"].sum(axis=1).tolist()
    expected = sorted(
        100_000 * source.steps_per_year * (b - a) / weeks
        for a, b, weeks in zip(acts(source), acts(source.against), lived, strict=True)
    )
    assert fewer.value is not None and fewer.value.mid == pytest.approx(expected[1])
    said = uncited(story(source).answer.compared)
    assert "the society's file assume" in said or "assumed by the society's file" in said
    if expected[0] <= 0 <= expected[-1]:
        assert "is not settled in this run" in said
    else:
        assert f"{numbers.plain(abs(fewer.value.mid))} (" in said and "of gravity 2" in said


def test_a_run_with_nothing_beside_it_says_that_it_is_compared_with_nothing(source: RunSource) -> None:
    alone = replace(source, against=None)
    assert story(alone).answer.compared == ""
    assert "it cannot say what the regime changes" in report.page([alone])


def test_the_first_screen_says_question_finding_comparison_people_and_assumptions(html: str) -> None:
    """All of it stands before the links to the parts of the page."""
    top = html.split("<body>")[1].split("<nav")[0]
    for said in ("synthetic (invented)", "<h1>", "The answer", "Compared with", "Who they are", "no scoring"):
        assert said in top
    assert re.search(
        r'What is assumed</dt><dd><span data-input="regime">[\d,]+ of [\d,]+</span> numbers', top
    )
    assert re.search(r'<span data-input="society">[\d,]+ of [\d,]+</span> numbers of the society are', top)
    assert "smallest to the largest of" in top


def test_every_ground_is_explained_and_stands_in_the_table(source: RunSource, html: str) -> None:
    section = html.split('id="0-resting"')[1].split("</section>")[0]
    for label, meaning in resting.GROUNDS.values():
        assert f"<dt>{escape(label)}</dt><dd>{escape(meaning)}</dd>" in section
    assert list(resting.GROUNDS) == list(GROUNDS)
    rests = story(source).resting[0]
    assert [row[0] for row in rests.grounds.rows] == [label for label, _ in resting.GROUNDS.values()]
    assert "% stand by the rule's own terms" in uncited(rests.grounds.finding)
    assert rests.grounds.note.startswith(
        "None in the run: through others; unable, despite the test; counted for more;"
    )


def test_wrongly_spared_stands_wherever_wrongful_stands(source: RunSource) -> None:
    told = story(source)
    for rests in told.resting:
        for part in (rests.shadow, *rests.kinds):
            text = " ".join(
                (part.reading, *part.columns, *(cell for row in part.rows for cell in row))
            ).lower()
            assert "wrongful" in text
            assert "wrongly spared" in text
    assert "no wrongly spared weeks" in told.resting[0].shadow.finding


def test_wrongful_entries_stand_beside_wrongful_weeks(source: RunSource) -> None:
    people, organisations = story(source).resting
    assert re.search(r"Of all entries, 5\.\d\xa0% .* are wrongful at entry\.", uncited(people.shadow.note))
    assert "wrongful at entry" in organisations.shadow.note


def test_wrongful_in_total_stands_beside_wrongful_where_the_run_has_a_true_record(
    source: RunSource, html: str, tmp_path: Path
) -> None:
    folder = made_run.make(
        tmp_path / "true", draws=3, people=60_000, districts=24, years=5, rate=0.04, seed=11
    )
    told = story(replace(source, truthful=opened(folder))).resting[0].shadow
    assert [row[0] for row in told.rows] == [
        "wrongful weeks",
        "wrongly spared weeks",
        "weeks wrongful in total",
    ]
    assert uncited(told.rows[2][1]).startswith("-")
    assert "weeks fewer in total than on a true record" in told.finding
    assert "Wrongful in total" in told.reading
    assert "in total" not in html


def test_who_bears_a_ground_is_told_on_five_axes(source: RunSource) -> None:
    people, organisations = story(source).resting
    assert [panels.key for panels in people.kinds] == ["borne-defaulters-unfounded"]
    assert organisations.kinds == ()
    panels = people.kinds[0]
    assert {row[0].split(":")[0] for row in panels.rows} == {"group", "tier", "residence", "fifth", "age"}
    assert all(len(row) == len(panels.columns) for row in panels.rows)


def test_grounds_of_too_few_people_are_not_quoted(tmp_path: Path) -> None:
    folder = made_run.make(tmp_path / "few", draws=3, people=20_000, years=2, districts=24, rate=0.004)
    told = story(opened(folder))
    people = told.resting[0]
    assert "unfounded" not in people.grounds.finding
    assert people.shadow.finding.endswith("no wrongly spared weeks and too few wrongful weeks to quote")
    assert people.kinds[0].charts == ()
    assert people.kinds[0].finding.startswith("Too few synthetic people")
    assert "unfounded" not in uncited(told.answer.found[1])
    assert "too few stand under another ground to say how many" in told.answer.found[1]


def test_the_page_says_what_the_classes_leave_out(html: str) -> None:
    limits = html.split('id="0-limits"')[1].split("</section>")[0]
    assert "“Counted for more” is of points only" in limits
    assert "whether anybody was told, given reasons or heard" in limits
    assert "later version" not in limits


def test_the_run_beside_is_compared_draw_by_draw(source: RunSource) -> None:
    beside = story(source).beside
    assert beside is not None
    assert beside.other == "none"
    rows = {row.label: row for row in beside.rows}
    listed = rows["on lists at the end (whoever is on two counts twice), per 100,000 people"]
    assert uncited(listed.theirs) == "0"
    assert uncited(listed.difference).startswith("+")


def test_a_regime_without_lists_says_that_nobody_is_listed(source: RunSource) -> None:
    assert source.against is not None
    page = report.page([source.against])
    assert "nobody is ever listed" in page
    assert 'id="0-who"' not in page


def test_two_runs_stand_on_one_page_and_three_do_not(source: RunSource) -> None:
    assert source.against is not None
    page = report.page([source, source.against])
    assert 'id="0-answer"' in page
    assert 'id="1-answer"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    with pytest.raises(WrongUse, match="one run or two"):
        report.page([source, source, source])


def test_what_is_left_out_is_named(html: str) -> None:
    assert "M31 (children bear refusals)" in html


def test_a_small_run_says_that_it_is_too_small(source: RunSource) -> None:
    manifest = source.manifest.model_copy(update={"districts": 5})
    page = report.page([replace(source, manifest=manifest)])
    assert "only 5 districts" in page


def test_the_page_says_how_to_make_it_again(source: RunSource, html: str) -> None:
    assert f"demerit run ./{source.folder.name}/scenario.yaml" in html
    assert source.manifest.run_id in html
    assert source.manifest.result_digest in html


def test_the_same_run_gives_the_same_page(source: RunSource, html: str) -> None:
    assert report.page([source]) == html


def test_a_change_of_an_inputs_evidence_changes_its_mark(tmp_path: Path) -> None:
    text = gallery.find("society", "large-country-2020").read_text()
    (tmp_path / "society.yaml").write_text(text)
    before = inputs.run_inputs(tmp_path)[0]
    assert "evidence: M" in text
    (tmp_path / "society.yaml").write_text(text.replace("evidence: M", "evidence: V", 1))
    after = inputs.run_inputs(tmp_path)[0]
    assert dict(before.counts)["M"] > dict(after.counts).get("M", 0)
    assert dict(before.counts)["V"] < dict(after.counts)["V"]


def test_every_evidence_code_has_a_mark() -> None:
    assert set(inputs.MARKS) == set(EVIDENCE)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (Interval(1, 2, 3, 4), "plain", "2.00 (1.00 to 3.00)"),
        (Interval(0.1, 0.2, 0.3, 4), "percent", "20\u00a0% (10 to 30\u00a0%)"),
        (Interval(1e6, 2e6, 3e6, 4), "large", "2.00\u00a0million (1.00 to 3.00\u00a0million)"),
        (Interval(9e5, 2e6, 3e6, 4), "large", "2.00\u00a0million (900,000 to 3.00\u00a0million)"),
        (Interval(5, 5, 5, 4), "plain", "5.00"),
        (Interval(0, 0, 0, 1, "none"), "plain", "0"),
        (None, "plain", "no figure"),
    ],
)
def test_numbers_stand_with_their_ranges(value: Interval | None, form: str, text: str) -> None:
    assert numbers.span(value, form) == text


def test_charts_use_the_pages_colours_and_pictures_real_ones(source: RunSource) -> None:
    spec = story(source).charts[0].spec
    assert "var(--ink)" in json.dumps(spec)
    themed = images.themed(spec, colours.LIGHT, "A title of synthetic people")
    assert "var(--" not in json.dumps(themed)


def test_the_pages_colours_are_the_charts_colours() -> None:
    css = (resources.files("demerit.report") / "templates" / "page.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    for name, colour in colours.LIGHT.items():
        assert f"--{name}: {colour}" in light
    for name, colour in colours.DARK.items():
        assert f"--{name}: {colour}" in dark


def test_a_picture_says_in_itself_that_its_people_are_synthetic(source: RunSource, tmp_path: Path) -> None:
    chart = story(source).charts[0]
    drawn = images.picture(chart, tmp_path / "stock.png", scale=1).read_bytes()
    texts = images.texts_of(drawn)
    assert texts["Title"] == uncited(chart.finding)
    assert SYNTHETIC in texts["Description"]
    with pytest.raises(ValueError, match="not a PNG"):
        images.with_texts(b"GIF89a", {})


def test_the_vendored_libraries_are_the_recorded_ones() -> None:
    folder = resources.files("demerit.report") / "vendored"
    record = json.loads((folder / "vendored.json").read_text())
    assert {entry["name"] for entry in record} == {"vega", "vega-lite", "vega-embed"}
    for entry in record:
        code = (folder / entry["file"]).read_bytes()
        assert hashlib.sha256(code).hexdigest() == entry["sha256"]
        assert "Redistribution" in (folder / entry["licence_file"]).read_text()
        assert b"</script" not in code.lower()


def test_a_tiny_run_has_a_page_that_says_how_little_it_knows(tmp_path: Path) -> None:
    folder = made_run.make(tmp_path / "tiny", draws=3, people=3_000, years=1, districts=2, rate=0.0003)
    page = report.page([opened(folder)])
    assert "too few to quote" in page
    assert "only 2 districts" in page
    assert "% more than a year before" not in page


def test_one_draw_is_labelled_chance_only(tmp_path: Path) -> None:
    folder = made_run.make(tmp_path / "one", draws=1, people=40_000, years=1, districts=24, rate=0.01)
    assert "chance only, taken from the spread between districts" in report.page([opened(folder)])
