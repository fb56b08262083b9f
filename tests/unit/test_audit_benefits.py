"""Acts let go and prevented, and whether that lasts: counted from tables that are written down here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from demerit.audit import RunSource
from demerit.audit.benefits import benefits
from demerit.quantities import Calendar
from tests.unit import small_run

START = dt.date(2014, 1, 6)


def run(
    name: str, weeks: int, acts: list[tuple[range, int]], let_go: int, against: RunSource | None = None
) -> RunSource:
    """Return a run of two draws and 1,000 people; `acts` says how many acts each week of a range has."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE acts_by_step AS SELECT * FROM (VALUES (0, 'person', 'speeding', 0, 0, 0))"
        " AS t(draw, entity, conduct, step, acts, deterred) WHERE false"
    )
    for draw in (0, 1):
        for steps, count in acts:
            connection.executemany(
                "INSERT INTO acts_by_step VALUES (?, 'person', 'speeding', ?, ?, ?)",
                [[draw, step, count * (draw + 1), let_go * (draw + 1)] for step in steps if step < weeks],
            )
    connection.execute(
        "CREATE TABLE acts AS SELECT draw, entity, conduct, sum(acts) AS acts, sum(deterred) AS deterred"
        " FROM acts_by_step GROUP BY ALL"
    )
    connection.execute(
        "CREATE TABLE people AS SELECT draw, 'person' AS entity, step, 'all' AS axis, 'all' AS value,"
        " 1000 AS present FROM range(2) AS d(draw), range(?) AS s(step)",
        [weeks],
    )
    manifest = small_run.manifest(
        calendar=Calendar(START, START + dt.timedelta(days=7 * weeks)),
        steps=weeks,
        regime=small_run.manifest().regime.model_copy(update={"name": name}),
    )
    return RunSource(Path(name), manifest, connection, against)


def pair(weeks: int, ours: list[tuple[range, int]], let_go: int = 20) -> RunSource:
    other = run("none", weeks, [(range(weeks), 100)], 0)
    return run("points", weeks, ours, let_go, other)


FADING = [(range(26), 80), (range(26, 78), 90), (range(78, 200), 95)]


def test_acts_let_go_and_prevented_are_rates_over_the_years_lived() -> None:
    (found,) = benefits(pair(160, FADING))
    assert found.conduct == "speeding"
    a_year = 100_000 * 365.2425 / 7 / 1000
    assert found.let_go.value is not None and found.prevented is not None
    assert found.let_go.value.low == pytest.approx(a_year * 20, rel=0.1)
    assert found.let_go.value.mid == pytest.approx(a_year * 30)  # halfway between the two draws
    fewer = (26 * 20 + 52 * 10 + 82 * 5) / 160
    assert found.prevented.value is not None
    assert found.prevented.value.mid == pytest.approx(a_year * 1.5 * fewer)
    assert found.prevented.unit == "acts per 100,000 person-years"
    assert "under none" in found.prevented.definition


def test_effects_are_shares_of_the_acts_of_the_run_beside_by_months() -> None:
    (found,) = benefits(pair(160, FADING))
    mids = {name: figure.value.mid for name, figure in found.effects.items() if figure.value}
    assert mids == pytest.approx(
        {"months 1 to 6": 0.2, "months 7 to 18": 0.1, "months 19 to 36": 0.05, "month 36": 0.05}, abs=0.004
    )
    assert found.persistence is not None and found.persistence.value is not None
    assert found.persistence.value.mid == pytest.approx(0.25)
    assert not found.persistence.greyed


def test_a_window_that_the_run_does_not_reach_has_no_figure() -> None:
    (found,) = benefits(pair(100, FADING))
    assert list(found.effects) == ["months 1 to 6", "months 7 to 18"]
    assert found.persistence is None


def test_more_acts_than_without_the_regime_are_below_zero_and_last_in_no_sense() -> None:
    (found,) = benefits(pair(160, [(range(160), 110)]))
    assert found.prevented is not None and found.prevented.value is not None
    assert found.prevented.value.high < 0
    assert found.persistence is not None and found.persistence.value is None


def test_without_a_run_beside_only_acts_let_go_are_told() -> None:
    (found,) = benefits(run("points", 60, [(range(60), 80)], 20))
    assert found.let_go.value is not None
    assert found.prevented is None and not found.effects and found.persistence is None


def test_a_conduct_of_which_nothing_is_let_go_is_no_benefit() -> None:
    assert benefits(pair(60, [(range(60), 90)], let_go=0)) == []
