"""Parts of a page: two runs side by side, benefits beside harms, the way in, and chance apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource
from demerit.audit.intervals import parts
from demerit.counted.values import GROUNDS
from demerit.report import page as report
from demerit.report.facts import Facts, uncited
from demerit.report.numbers import ranged
from demerit.report.page import story
from demerit.report.sentences import GROUND_LABELS, named
from demerit.report.sides import differing, sides, unlike_in
from demerit.report.ways import how_sure, way_in
from tests import made_run

SIZE = {"draws": 3, "people": 60_000, "districts": 24, "years": 4}


def opened(folder: Path, **beside: RunSource) -> RunSource:
    return RunSource(folder, Manifest.read(folder), reader(folder, companions=False), **beside)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    base = tmp_path_factory.mktemp("parts")
    folder = made_run.make(base / "run", rate=0.01, **SIZE)
    none = made_run.make(base / "none", regime="none", lists=False, not_modelled=(), **SIZE)
    true = made_run.make(base / "true", rate=0.008, seed=8, **SIZE)
    yield opened(folder, against=opened(none), truthful=opened(true))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    folder = made_run.make(
        tmp_path_factory.mktemp("other") / "run", rate=0.004, seed=9, regime="own-lists", **SIZE
    )
    yield opened(folder)


def test_two_runs_and_life_without_scoring_stand_side_by_side(source: RunSource, other: RunSource) -> None:
    ours, theirs = Facts(0), Facts(1)
    found = sides([(source, ours), (other, theirs)])
    assert found.columns == ("Of synthetic people", "china lists 2018", "own lists", "no scoring")
    rows = {row[0]: [uncited(cell) for cell in row[1:]] for row in found.rows}
    listed = rows["on a list, at a time, per 100,000 people"]
    weeks = source.per_draw("SELECT draw, sum(listed_weeks)::BIGINT FROM quarters GROUP BY draw")
    lived = source.present["person"].sum(axis=1).tolist()
    expected = sorted(100_000 * a / b for a, b in zip(weeks, lived, strict=True))[1]
    assert float(listed[0].split(" ")[0].replace(",", "")) == pytest.approx(expected, rel=0.005)
    assert listed[2] == "0"
    total = rows["wrongfully on a list in total (beyond a true record), at a time, per 100,000 people"]
    assert total[1:] == ["not run", "not run"]
    assert float(total[0].split(" ")[0].replace(",", "")) > 0
    assert re.match(
        r"Of 100,000 synthetic people, as a mean of the whole run, [\d,.]+ under “china lists 2018” and"
        r" [\d,.]+"
        r" under “own lists” are on a list; in total, [\d,.]+ under “china lists 2018” are wrongfully so$",
        uncited(found.finding),
    )
    assert {figure.at for figure in ours.figures} == {"under china-lists-2018", "under none"}
    assert {figure.at for figure in theirs.figures} == {"under own-lists"}


def same_people(source: RunSource, other: RunSource, **changes: object) -> RunSource:
    """Return a run as if its society were that of another."""
    society = {"society": source.manifest.society, **changes}
    return replace(other, manifest=other.manifest.model_copy(update=society))


def test_two_runs_of_other_people_are_not_compared_draw_by_draw(source: RunSource, other: RunSource) -> None:
    one, two = source, same_people(source, other, seed=9)
    assert unlike_in([one, two]) == ["seed"]
    found = sides([(one, Facts(0)), (two, Facts(1))])
    assert "differ in seed" in found.note and "--against" in found.note
    assert not any("paired" in column for column in found.columns)


def test_two_runs_on_the_same_luck_are_compared_draw_by_draw(source: RunSource, other: RunSource) -> None:
    other = same_people(source, other)
    assert unlike_in([source, other]) == []
    found = sides([(source, Facts(0)), (other, Facts(1))])
    assert found.columns[-1] == "china lists 2018 minus own lists, paired"
    rows = {row[0]: uncited(row[-1]) for row in found.rows}
    rates = []
    for run in (source, other):
        weeks = run.per_draw("SELECT draw, sum(listed_weeks)::BIGINT FROM quarters GROUP BY draw")
        lived = run.present["person"].sum(axis=1).tolist()
        rates.append([100_000 * a / b for a, b in zip(weeks, lived, strict=True)])
    middle = sorted(a - b for a, b in zip(*rates, strict=True))[1]
    told = rows["on a list, at a time, per 100,000 people"].split(" ")[0]
    assert told.startswith("+" if middle > 0 else "−")
    assert float(told[1:].replace(",", "")) == pytest.approx(abs(middle), rel=0.005)
    assert uncited(found.finding).startswith("On the same luck, ") and "same luck" in found.note


def test_the_lines_in_which_two_files_differ_are_named(source: RunSource, tmp_path: Path) -> None:
    runs = []
    for name, term in (("a", "2 years"), ("b", "5 years")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "regime.yaml").write_text(f"demerit: 2\nterm: {term}\nend: none\n")
        runs.append(replace(source, folder=tmp_path / name))
    (found,) = differing(runs)
    assert found.file == "regime.yaml"
    assert (found.one, found.two) == (((2, "term: 2 years"),), ((2, "term: 5 years"),))
    assert differing([runs[0], runs[0]]) == ()


def test_two_runs_of_one_regime_are_told_apart(source: RunSource) -> None:
    found = sides([(source, Facts(0)), (source, Facts(1))])
    assert found.columns[1:3] == ("china lists 2018 (run A)", "china lists 2018 (run B)")


def test_a_page_about_two_runs_begins_with_both(source: RunSource, other: RunSource) -> None:
    page = report.page([source, other])
    assert page.index('id="both"') < page.index('id="0-answer"') < page.index('id="1-answer"')
    assert page.count("<h1") == 1
    both = page.split('id="both"')[1].split("</section>")[0]
    printed = set(re.findall(r'data-figure="([^"]+)"', both))
    assert {name[:2] for name in printed} == {"0-", "1-"}
    known = {
        value["id"]
        for run in report.facts_of([source, other])
        for fact in run["facts"]
        for value in fact["values"]
    }
    assert printed <= known
    assert 'id="both"' not in report.page([source])


def test_benefits_stand_beside_every_ground(source: RunSource) -> None:
    found = story(source).balance
    assert found is not None
    labels = [row[0] for row in found.rows]
    assert [f"Weeks on a list: {GROUND_LABELS[name]}" for name in GROUNDS] == labels[
        labels.index("Weeks on a list: through others") :
    ][: len(GROUNDS)]
    for label in (
        "Acts by choice, gravity 2 to 5: judgment default (gravity 2), fewer",
        "Acts by choice, gravity 2 to 5: judgment default (gravity 2), let go",
        "Acts by choice, gravity 2 to 5: judgment default (gravity 2), under strain",
        "Who receives: debts paid or performed",
        "Weeks on a list: wrongful weeks",
        "Weeks on a list: wrongly spared weeks",
        "Refused, paid wrongly: attempts refused",
    ):
        assert label in labels
    assert "nothing is set off against anything" in found.reading
    said = uncited(found.finding)
    assert "assume" in said and re.search(r"acts by choice (of judgment default|differ)", said)
    assert all(row[1] for row in found.rows)


def test_the_way_in_says_which_share_of_a_sources_records_has_no_act(source: RunSource) -> None:
    chart = way_in(source, Facts())
    assert chart is not None
    (name, *_, share, sampled), (every, *_, whole, _) = chart.rows
    shares = source.connection.execute(
        "SELECT sum(records) FILTER (truth = 'none') / sum(records) FROM records GROUP BY draw ORDER BY 1"
    ).fetchall()
    assert (name, every) == ("courts", "all sources")
    assert uncited(whole) == uncited(share)
    assert uncited(share).startswith(f"{100 * shares[1][0]:.1f}")
    assert int(uncited(sampled).replace(",", "")) > 20


def test_chance_is_told_apart_from_assumptions_where_there_are_districts_and_draws_enough(
    tmp_path: Path,
) -> None:
    size = {"people": 20_000, "districts": 24, "years": 1}
    source = opened(made_run.make(tmp_path / "run", draws=9, rate=0.02, **size))
    chart = how_sure(source, Facts(), "person", "defaulters")
    assert chart is not None
    assert re.match(
        r"Chance alone makes about [\d.]+\s% \([\d.]+ to [\d.]+\s%\) of the spread", uncited(chart.finding)
    )
    assert "small dots are the draws" in chart.reading
    assert "is chance and the rest is what had to be assumed" in story(source).answer.ranges
    assert (
        how_sure(
            opened(made_run.make(tmp_path / "few", draws=3, rate=0.02, **size)),
            Facts(),
            "person",
            "defaulters",
        )
        is None
    )
    assert "how many are listed on a day" in chart.note
    few = opened(source.folder)
    few = RunSource(few.folder, few.manifest.model_copy(update={"districts": 5}), few.connection)
    assert how_sure(few, Facts(), "person", "defaulters") is None


def test_the_range_of_chance_alone_is_that_of_the_spread_between_districts() -> None:
    found = parts([10.0 * d for d in range(1, 10)], [4.0] * 9, 40)
    assert found.by_chance is not None
    assert found.by_chance.mid == 50
    assert found.by_chance.high - found.by_chance.mid == pytest.approx(1.6448536 * 2)


def test_what_is_too_rare_to_quote_is_not_said_to_be_nothing(tmp_path: Path) -> None:
    few = {"draws": 3, "people": 20_000, "districts": 24, "years": 2}
    run = made_run.make(tmp_path / "run", rate=0.002, **few)
    found = story(opened(run)).balance
    assert found is not None
    rows = {label: (uncited(value), int(uncited(sampled))) for label, _, value, sampled in found.rows}
    value, sampled = rows["Weeks on a list: wrongful weeks"]
    assert value != "0" and sampled < 20
    assert "too few weeks on a list are wrongful to quote" in found.finding


def test_names_of_figures_and_ranges_are_said_in_words() -> None:
    assert named("slight") == "slight conduct, hard consequence"
    assert named("without_act by age") == "with no act of their own by age"
    assert ranged("0.005..0.08 log") == "0.005 to 0.08, log scale"
    page_of = (named("listed"), ranged("0.5..1"))
    assert page_of == ("listed", "0.5 to 1")
