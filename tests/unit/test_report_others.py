"""Who bears it besides: each part only where the run has it, its numbers those of the rows beneath."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Figure, RunSource, choices, jobs, linkage, money, relations, services, stopping
from demerit.regime.model import Regime
from demerit.report import page as report
from demerit.report.facts import Facts, uncited
from demerit.report.limits import limits
from demerit.report.others import others
from demerit.report.page import story
from demerit.report.sections import Panels
from demerit.society.recipe import Recipe
from tests import made_run
from tests.unit.test_report_facts import numerals, walked

PEOPLE = 60_000
SIZE = {"draws": 2, "people": PEOPLE, "districts": 4, "years": 3}
STEPS = 157
PER_YEARS = 365.2425 / 7 / (PEOPLE * STEPS) * 100_000


def opened(folder: Path, against: RunSource | None = None) -> RunSource:
    return RunSource(folder, Manifest.read(folder), reader(folder, companions=False), against)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    base = tmp_path_factory.mktemp("others")
    folder = made_run.make(base / "run", rate=0.02, besides=True, **SIZE)
    none = made_run.make(base / "none", regime="none", lists=False, besides=True, not_modelled=(), **SIZE)
    yield opened(folder, opened(none))


@pytest.fixture(scope="module")
def found(source: RunSource) -> dict[str, Panels]:
    return {panels.key: panels for panels in others(source, Facts())}


def mid(figure: Figure | None) -> float:
    assert figure is not None and figure.value is not None
    return figure.value.mid


def test_the_calendar_of_the_made_up_run_has_the_weeks_that_the_sums_below_take(source: RunSource) -> None:
    assert source.present["person"].sum(axis=1).tolist() == [PEOPLE * source.steps] * 2
    assert source.steps == STEPS


def test_listings_through_others_are_counted_by_relation_over_the_years_lived(source: RunSource) -> None:
    spouse, leader = relations.by_relation(source, "person")
    assert (spouse.relation, leader.relation) == ("spouse", "leader")
    assert mid(spouse.entries) == pytest.approx(200 * PER_YEARS)
    assert mid(spouse.true) == pytest.approx(90_000 * PER_YEARS)
    assert mid(leader.false) == pytest.approx(300 * PER_YEARS)
    assert leader.false.sampled == 300 // STEPS and leader.false.greyed
    assert relations.by_relation(source, "organisation") == []


def test_jobs_lost_are_told_by_standing_and_beside_the_life_without(source: RunSource) -> None:
    rates = {figure.at: mid(figure) for figure in jobs.lost_by_standing(source)}
    assert rates["nothing"] == pytest.approx(900 / 10_000 * 100_000)
    assert rates["both"] == pytest.approx(30 / 25 * 100_000)
    assert mid(jobs.more_lost(source)) == pytest.approx(40 * PER_YEARS)
    weeks = source.by_step("lists", "stock", entity="organisation").sum(axis=1)
    expected = [90 / int(each) * source.steps_per_year for each in weeks]
    value = jobs.lost_per_listed_organisation(source).value
    assert value is not None and (value.low, value.high) == (
        pytest.approx(min(expected), rel=0.1),
        pytest.approx(max(expected), rel=0.1),
    )


def test_refunded_is_what_was_paid_wrongly_and_came_back(source: RunSource) -> None:
    assert mid(money.wrongly_refunded(source)) == pytest.approx(4_100 * PER_YEARS)
    assert mid(money.wrongly_refunded(source, "5")) == pytest.approx(100 * PER_YEARS * 5)


def test_records_without_the_act_are_of_nobodys_act_or_of_somebody_elses(source: RunSource) -> None:
    everything, courts = linkage.origins(source)
    assert (everything.source, courts.source) == ("", "courts")
    rows = source.rows(
        "SELECT sum(records), sum(misplaced) FROM records WHERE truth = 'none' GROUP BY draw ORDER BY draw"
    )
    nobodys, somebodys = (
        [float(false - misplaced) for false, misplaced in rows],
        [float(misplaced) for _, misplaced in rows],
    )
    assert mid(courts.invented) == pytest.approx(sum(nobodys) / 2 * PER_YEARS)
    assert mid(everything.misplaced) == pytest.approx(sum(somebodys) / 2 * PER_YEARS)


def test_each_part_says_what_it_finds_of_synthetic_people(found: dict[str, Panels]) -> None:
    assert list(found) == [
        "others-relations-person",
        "others-jobs",
        "others-services",
        "others-stopped-person",
        "others-offers",
        "others-money",
        "others-tiers",
        "others-false",
    ]
    findings = {key: uncited(panels.finding) for key, panels in found.items()}
    assert findings["others-relations-person"] == (
        f"In 100,000 years lived, synthetic people spend {90_000 * PER_YEARS:,.0f} weeks on a list only as"
        " the spouse of somebody listed for something true, and"
        f" {9_000 * PER_YEARS:,.0f} of one listed falsely"
    )
    assert findings["others-jobs"] == (
        f"In 100,000 years lived, synthetic people lose {40 * PER_YEARS:,.1f} more jobs than the same people"
        " under “none”"
    )
    assert findings["others-money"] == (
        f"In 100,000 years lived, a sum of {15_000 * PER_YEARS:,.0f} is wrongly claimed of synthetic people,"
        " 25\u00a0% of all that is claimed"
    )
    assert "1.5 (1.5 to 1.5) times as many points as ordinary people" in findings["others-tiers"]
    assert findings["others-false"].startswith("In 100,000 years lived, synthetic people get")
    assert "records of nobody's act" in findings["others-false"]
    for panels in found.values():
        assert "ynthetic" in panels.finding
        assert all(len(row) == len(panels.columns) for row in panels.rows)
        assert all("ynthetic" in chart.finding and chart.reading for chart in panels.charts)


def test_slower_services_are_people_at_a_time_and_two_consequences_are_never_added(
    source: RunSource, found: dict[str, Panels]
) -> None:
    first, second = services.slower(source)
    assert (first.consequence, first.service, second.consequence) == ("slow-net", "internet", "slower-net")
    assert mid(first.weeks) == pytest.approx(47_100 / (PEOPLE * STEPS) * 100_000)
    assert mid(first.wrongful) == pytest.approx(9_420 / (PEOPLE * STEPS) * 100_000)
    assert uncited(found["others-services"].finding) == (
        f"Of 100,000 synthetic people, {47_100 / (PEOPLE * STEPS) * 100_000:,.0f} have slower internet at a"
        " time, on average over the run, by slow-net"
    )


def test_what_lists_stop_is_acts_and_attempts_and_what_of_them_is_obeyed_and_wrongful(
    source: RunSource, found: dict[str, Panels]
) -> None:
    acts, attempts = stopping.stopped(source)
    assert (acts.kind, acts.name, attempts.kind, attempts.name) == ("act", "speeding", "attempt", "flight")
    for each, counts in ((acts, (30_000, 12_000, 3_000)), (attempts, (9_000, 0, 900))):
        figures = (each.stopped, each.obeyed, each.wrongful)
        assert [mid(figure) for figure in figures] == pytest.approx([n * PER_YEARS for n in counts])
    assert uncited(found["others-stopped-person"].finding) == (
        f"In 100,000 years lived by synthetic people, lists stop {30_000 * PER_YEARS:,.0f} acts of speeding"
    )
    assert stopping.stopped(source, "organisation") == []


def test_offers_are_what_is_taken_and_passed_and_what_of_it_is_a_cost_of_error(
    source: RunSource, found: dict[str, Panels]
) -> None:
    course, exam = choices.chosen(source)
    assert (course.name, exam.name) == ("course", "exam")
    figures = (course.taken, course.passed, course.failed, course.money, course.taken_in_error)
    expected = [n * PER_YEARS for n in (12_000, 9_000, 2_400, 1_200_000, 1_200)]
    assert [mid(figure) for figure in figures] == pytest.approx(expected)
    assert mid(course.money_in_error) == pytest.approx(120_000 * PER_YEARS)
    assert uncited(found["others-offers"].finding) == (
        f"In 100,000 years lived by synthetic people, course is passed {9_000 * PER_YEARS:,.0f} times,"
        " assumed by the society's file"
    )


def test_what_is_too_rare_is_grey_and_not_in_a_finding(source: RunSource, found: dict[str, Panels]) -> None:
    misplaced = linkage.origins(source)[0].misplaced
    assert misplaced.greyed
    assert "too few to quote of somebody else's" in found["others-false"].finding
    small = made_run.make(source.folder.parent / "few", rate=0.0002, **SIZE)
    panels = {each.key: each for each in others(opened(small), Facts())}
    assert "others-money" not in panels and "others-jobs" not in panels
    assert "others-relations-person" not in panels


def test_a_regime_without_any_of_it_has_no_such_part(source: RunSource) -> None:
    assert source.against is not None
    assert others(source.against, Facts()) == ()
    assert 'id="0-others"' not in report.page([source.against])


def test_what_is_left_out_of_each_part_is_said_where_the_run_has_it(source: RunSource) -> None:
    assert source.against is not None
    said = limits(source, Facts())
    for text in (
        "for the risk of a record alone",
        "only over the ties",
        "interest, instalments",
        "by mistake",
    ):
        assert sum(text in sentence for sentence in said) == 1, text
        assert not any(text in sentence for sentence in limits(source.against, Facts()))
    assert not any("comes back to the same place" in sentence for sentence in said)  # nobody is without a job


def test_its_numbers_have_their_figures_and_these_say_everything(source: RunSource) -> None:
    html = report.page([source], checked=True)
    section = html.split('<section id="0-others"')[1].split("</section>")[0]
    left = walked(f"<body><section {section}").left
    assert [(text, numbers) for text in left if (numbers := numerals(text))] == []
    told = story(source)
    for fact in told.checked:
        for part in ("name", "definition", "unit", "denominator", "formula", "cannot"):
            assert getattr(fact, part), (fact.name, part)
        assert fact.rests_on
        for rest in fact.rests_on:
            root, _, below = rest.path.partition(".")
            model = {"regime": Regime, "society": Recipe}.get(root)
            fields = model.model_fields if model is not None else {}
            keys = {field.alias or name for name, field in fields.items()}
            assert model is None or below.partition(".")[0] in keys, rest.path
