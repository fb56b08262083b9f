"""Real schemes as far as the language can say them: set-ups have the sheets' rates, figures pass."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

import demerit
from demerit.engine.districts import Desk
from demerit.mechanisms.conduct.counts import ACTS_BY_STEP
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.society.traits import SLOTS
from tests.schemes import running, sheets, telling
from tests.schemes.comparing import Compared, Moved, Result, Size, changed, compared
from tests.schemes.sheets import Change, Figure, Sheet
from tests.schemes.waiting import CONCEPTS

NAMES = sheets.names()
SAID = [name for name in NAMES if running.scheme(name).runs]
WAITS = Path(__file__).with_name("waits.md")
PEOPLE_OF_A_SET_UP = 4_000
SIGMAS = 5


@pytest.mark.parametrize("name", NAMES)
def test_people_of_the_set_up_do_each_thing_as_often_as_the_sheet_says(name: str, tmp_path: Path) -> None:
    """A year of regime `none`: acts are a Poisson number, wider by what classes differ.

    Of no sheet do classes differ by so much that the variance of somebody's acts passes mean + 5 mean².
    """
    it = running.scheme(name)
    path = running.written(replace(it, weeks=52, beyond=0), tmp_path, lays={"scenario": {"of": "none"}})
    found = resolve(path, {"people": PEOPLE_OF_A_SET_UP})
    tables = lower(found, 0)
    totals = Desk(tables).run(tables, 1, 0, 1, SLOTS)
    acts = totals.acts_by_step[:, :, ACTS_BY_STEP.acts].sum(axis=0)
    people = totals.people[0, :, PEOPLE.present]
    all_of_them = {
        entity: int(people[place])
        for place, (entity, axis, _) in enumerate(found.names.axis_values)
        if axis == "all"
    }
    assert set(found.names.conducts) == set(it.acts)
    for conduct, entity, count in zip(found.names.conducts, found.names.conduct_entities, acts, strict=True):
        each = it.acts[conduct] * 364 / running.DAYS_A_YEAR
        mean = each * all_of_them[entity]
        assert abs(int(count) - mean) <= SIGMAS * math.sqrt(mean * (1 + 5 * each)) + 1, (conduct, count, mean)


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_of_a_scheme_gives_the_figures_of_its_sheet(name: str, tmp_path: Path) -> None:
    it = running.scheme(name)
    found = running.result(it, tmp_path, changes=it.suite)
    assert found.figures
    missed = [key for key, figure in found.figures.items() if not figure.passes]
    assert not missed, "\n".join(telling.figures(found))
    assert all(moved.outcome != "missed" for moved in found.moved), "\n".join(telling.figures(found))
    tried = [moved for moved in found.moved if moved.after is not None]
    assert not tried or any(moved.outcome == "shown" for moved in tried), "too few people to show any rule"


def test_a_rule_said_wrongly_is_seen(tmp_path: Path) -> None:
    """The planted fault: filings shown for five years, where the sheet says seven."""
    it = running.scheme("tenant-screening")
    size, found = running.counted(it, tmp_path, it.people, change="records kept 5 years")
    assert not compared(it.sheet.figures["F4"], it.sheet.people, size, found["F4"]).passes
    assert compared(it.sheet.figures["F1"], it.sheet.people, size, found["F1"]).passes


def test_beyond_its_end_a_set_up_only_lets_lengths_run_out(tmp_path: Path) -> None:
    """Filings are shown for seven years, so all spells end in seven more, and nobody enters in these."""
    it = replace(running.scheme("tenant-screening"), beyond=367)
    run = demerit.run(running.written(it, tmp_path / "files"), out=tmp_path / "run", people=4_000)
    spells = run.query("SELECT exit, weeks, count FROM spells").rows
    assert {exit for exit, _, _ in spells} == {"expiry"}
    assert min(weeks for _, weeks, _ in spells) == 366  # 7 years, rounded up to whole weeks
    (inside, after) = run.query(
        f"SELECT sum(inflow) FILTER (step < {it.weeks}), sum(inflow) FILTER (step >= {it.weeks}) FROM lists"
        " WHERE axis = 'all'"
    ).rows[0]
    assert (inside, after) == (sum(count for _, _, count in spells), 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_said_or_waits_for_something_and_every_figure_is_accounted_for(name: str) -> None:
    it = running.scheme(name)
    shown = {change.rule for change in it.sheet.changes if change.change in it.lays} | set(it.shown_by)
    assert set(it.sheet.rules) <= set(it.waits) | shown
    assert set(it.waits) <= set(it.sheet.rules)
    assert {concept for wait in it.waits.values() for concept in wait.concepts} <= set(CONCEPTS)
    places = [*it.counted, *it.today, *it.memory, *it.needs]
    assert sorted(places) == sorted(it.sheet.figures), "each figure stands in one of four places"
    changes = {change.change for change in it.sheet.changes}
    assert {*it.lays, *it.only, *it.stands_for} <= changes
    of_rows = [key for words in it.stands_for for key in it.sheet.change(words).moves if key in it.counted]
    assert len(of_rows) == len(set(of_rows)), "what a figure is with two changes at once no sheet says"
    assert set(it.suite or ()) <= set(it.lays)
    named = {key for keys in (*it.only.values(), *it.shown_by.values(), it.by_day) for key in keys}
    assert named <= set(it.sheet.figures)
    assert it.runs == bool(it.counted)


def test_what_rules_and_figures_wait_for_is_written_down() -> None:
    assert WAITS.read_text("utf-8") == telling.waits_page([running.scheme(name) for name in NAMES]), (
        "write it anew: python -m tests.schemes.telling"
    )


FIGURE = Figure("a share", 4.0, 0.02, 4.1)


def test_a_figure_may_differ_by_three_errors_and_by_the_distance_of_a_step() -> None:
    """With a quarter of the people the own error is twice the printed one: 3 x sqrt(0.02² + 0.04²)."""
    week, day = (compared(FIGURE, 1_000_000, Size(250_000, days), 4.2) for days in (7, 1))
    assert week.tolerance == pytest.approx(0.13416 + 0.1, abs=1e-4)
    assert day.tolerance == pytest.approx(0.13416 + 0.1 / 7, abs=1e-4)
    assert week.passes and not day.passes


def test_a_changed_figure_has_the_error_that_goes_with_its_size() -> None:
    larger, smaller, from_nothing = (
        changed(FIGURE, 16.0),
        changed(FIGURE, 1.0),
        changed(Figure("none", 0.0, 0.0), 3.0),
    )
    assert [larger.error, larger.distance] == pytest.approx([0.04, 0.4])
    assert [smaller.error, smaller.distance] == pytest.approx([0.02, 0.1])
    assert 3 * from_nothing.error == pytest.approx(0.06)


def moved(before: float, after: float, expected: float) -> Moved:
    """Return how a figure moved that is expected at 4 and, with the change, elsewhere; both within 0.5."""
    change = Change(1, "left out", {"F1": expected})
    return Moved(change, "F1", Compared(before, 4.0, 0.5), Compared(after, expected, 0.5))


def test_a_rule_shows_in_a_figure_that_moves_as_its_row_says() -> None:
    assert moved(4.2, 6.1, 6.0).outcome == "shown"
    assert moved(4.2, 4.2, 6.0).outcome == "missed", "equal figures with and without: it was ignored"
    assert moved(4.2, 4.4, 4.6).outcome == "too small to tell"
    assert Moved(Change(1, "left out", {}), "F1", None, None).outcome == "not counted"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (("shown", "shown"), "said"),
        (("shown", "too small to tell"), "said"),
        (("too small to tell",), "not"),
        (("shown", "not counted", "not counted", "not counted"), "half"),
        (("shown", "not counted", "not counted", "not counted", "not counted"), "not"),
        (("shown", "missed"), "half"),
        (("not counted", "not counted"), "not"),
    ],
)
def test_a_rule_is_said_half_or_not_by_the_figures_of_its_rows(outcomes: tuple[str, ...], said: str) -> None:
    by = {
        "shown": moved(4, 6, 6),
        "missed": moved(4, 4, 6),
        "too small to tell": moved(4, 4.5, 4.5),
        "not counted": Moved(Change(1, "left out", {}), "F1", None, None),
    }
    sheet = Sheet("made", "Made", 1, 1, {1: "a rule"}, {"F1": FIGURE}, ())
    found = Result(sheet, {}, [by[outcome] for outcome in outcomes], {})
    assert found.said(1) == said
    assert found.share == {"said": 1.0, "half": 0.5, "not": 0.0}[said]


def test_a_rule_without_a_row_is_said_by_the_figures_that_its_scheme_names() -> None:
    sheet = Sheet("made", "Made", 1, 1, {1: "a rule", 2: "another"}, {"F1": FIGURE}, ())
    found = Result(sheet, {"F1": Compared(4, 4, 0.5)}, [], {1: ["F1"]})
    assert [found.said(rule) for rule in (1, 2)] == ["said", "not"]


def test_laying_over_replaces_tables_and_takes_away_what_is_empty() -> None:
    below = {"a": {"b": 1, "c": 2}, "t": {"values": {"x": 1, "y": 2}, "unit": "%"}, "k": [1]}
    over = {"a": {"b": 3, "c": None}, "t": {"values": {"x": 3}}, "k": [2]}
    assert running.laid(below, over) == {"a": {"b": 3}, "t": {"values": {"x": 3}}, "k": [2]}
