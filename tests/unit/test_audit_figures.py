"""Figures of a made-up run, against the same figure counted another way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource, figures, grounds, series, total, who
from demerit.counted.values import GROUNDS
from tests import made_run


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    folder = made_run.make(
        tmp_path_factory.mktemp("audit") / "run", draws=3, people=40_000, years=4, districts=24, rate=0.01
    )
    with reader(folder, companions=False) as connection:
        yield RunSource(folder, Manifest.read(folder), connection)


def column(source: RunSource, query: str) -> list[float]:
    return [float(value) for (value,) in source.connection.execute(query).fetchall()]


LAST = "axis = 'all' AND entity = 'person' AND step = (SELECT max(step) FROM lists)"


def test_listed_is_the_stock_over_the_people_present(source: RunSource) -> None:
    found = figures.listed(source, "person", "defaulters", source.steps - 1)
    stock = column(source, f"SELECT stock FROM lists WHERE {LAST} ORDER BY draw")
    assert found.value is not None
    assert found.value.mid == pytest.approx(sorted(stock)[1] / 40_000 * 100_000)
    assert found.unit == "per 100,000 people"
    assert found.sampled == sorted(stock)[1]
    assert found.parts is not None
    assert found.parts.note == "only 3 draws: too few to tell chance from assumptions"


def test_weeks_without_an_act_are_a_share_of_all_weeks(source: RunSource) -> None:
    found = figures.share_of_weeks(source, "person", "defaulters", "without_act", 0, source.steps - 1)
    shares = column(
        source,
        "SELECT sum(without_act) / sum(stock) FROM lists WHERE axis = 'all' AND entity = 'person'"
        " GROUP BY draw ORDER BY 1",
    )
    assert found.value is not None
    assert found.value.mid == pytest.approx(shares[1])


def test_entries_wrongful_at_entry_are_a_share_of_all_entries(source: RunSource) -> None:
    found = grounds.wrongful_entries(source, "person", "defaulters")
    shares = column(
        source,
        "SELECT sum(inflow_wrongful) / sum(inflow) FROM lists WHERE axis = 'all' AND entity = 'person'"
        " GROUP BY draw ORDER BY 1",
    )
    assert found.value is not None
    assert found.value.mid == pytest.approx(shares[1])
    assert grounds.wrongful_entries(source, "person", "no such list").value is None


def test_wrongful_in_total_is_the_difference_to_a_true_record(source: RunSource, tmp_path: Path) -> None:
    """Draw by draw, on every axis; where the true record has more weeks, below zero."""
    size = {"draws": 3, "people": 40_000, "years": 4, "districts": 24}
    folder = made_run.make(tmp_path / "true", rate=0.004, seed=9, **size)
    with reader(folder, companions=False) as connection:
        true = RunSource(folder, Manifest.read(folder), connection)
        paired = replace(source, truthful=true)
        found = total.total(paired, "person", "defaulters")
        by_tier = total.total_by(paired, "person", "defaulters", "tier")
        share = total.total_share(paired, "person", "defaulters")
        other_way = total.total(replace(true, truthful=source), "person", "defaulters")
        weeks = [
            column(
                run,
                "SELECT sum(stock) FROM lists WHERE axis = 'all' AND entity = 'person'"
                " GROUP BY draw ORDER BY draw",
            )
            for run in (source, true)
        ]
    more = sorted(a - b for a, b in zip(*weeks, strict=True))
    years = 40_000 * source.steps / source.steps_per_year
    assert found is not None and found.value is not None and share is not None and share.value is not None
    assert found.value.mid == pytest.approx(more[1] / years * 100_000)
    assert found.unit == "weeks per 100,000 person-years"
    shares = sorted((a - b) / a for a, b in zip(*weeks, strict=True))
    assert share.value.mid == pytest.approx(shares[1])
    assert list(by_tier) == ["ordinary", "official", "owner", "visitor"]
    assert other_way is not None and other_way.value is not None
    assert other_way.value.mid == pytest.approx(-found.value.mid)
    assert total.total(source, "person", "defaulters") is None


def test_refusals_are_divided_by_years_on_a_list(source: RunSource) -> None:
    found = figures.refusals_per_listed_year(source, "person", "flight")
    assert found.value is not None
    # A listing made in step t refuses from t + 1, and the made-up flights come 1.5 to a listed year.
    assert found.value.mid == pytest.approx(1.5, rel=0.15)
    assert found.unit == "person-times per listed person-year"


def test_entries_and_exits_make_the_stock(source: RunSource) -> None:
    outs = [f"out_{kind}" for kind in figures.WAYS_OUT]
    total = source.by_step("lists", "inflow", entity="person").sum(axis=1)
    for out in outs:
        total = total - source.by_step("lists", out, entity="person").sum(axis=1)
    assert total.tolist() == source.by_step("lists", "stock", entity="person")[:, -1].tolist()


def test_shares_of_exits_sum_to_one(source: RunSource) -> None:
    found = figures.exits_by_kind(source, "person", "defaulters")
    assert sum(figure.value.mid for figure in found if figure.value) == pytest.approx(1, abs=0.02)
    assert [figure.name for figure in found][:2] == ["payment", "expiry"]  # long terms end late


def test_few_sampled_people_are_greyed(source: RunSource) -> None:
    few = figures.listed(source, "person", "defaulters", 0)
    many = figures.listed(source, "person", "defaulters", source.steps - 1)
    assert few.sampled < 20
    assert few.greyed
    assert not many.greyed


def test_no_denominator_is_no_figure(source: RunSource) -> None:
    assert figures.ratios([1, 2], [0, 3]) is None
    assert figures.share_of_weeks(source, "person", "no such list", "could_not_pay", 0, 3).value is None


def test_a_scaled_figure_keeps_its_definition(source: RunSource) -> None:
    found = figures.listed(source, "person", "defaulters", 50)
    scaled = found.scaled(source.weight, "people of the nation")
    assert scaled.unit == "people of the nation"
    assert scaled.definition == found.definition
    assert str(round(source.weight)) in scaled.formula.replace(",", "")


def test_categories_come_in_an_order_that_a_reader_expects(source: RunSource) -> None:
    window = who.window(source)
    assert [row.value for row in who.by_axis(source, "age", window)] == list(made_run.AXES["age"][0])
    assert [row.value for row in who.by_axis(source, "residence", window)] == list(
        made_run.AXES["residence"][0]
    )


def test_categories_together_are_everybody_listed(source: RunSource) -> None:
    window = who.window(source, 1)
    whole = column(
        source, f"SELECT sum(listed_weeks) FROM quarters WHERE quarter = '{window[0]}' AND draw = 0"
    )
    rows = who.by_axis(source, "tier", window)
    lived = {
        tier: (weeks, listed)
        for tier, weeks, listed in source.connection.execute(
            "SELECT tier, sum(person_weeks), sum(listed_weeks) FROM quarters"
            f" WHERE quarter = '{window[0]}' AND draw = 0 GROUP BY tier"
        ).fetchall()
    }
    assert sum(listed for _, listed in lived.values()) == whole[0]
    assert {row.value for row in rows} == set(lived)


def test_the_window_is_whole_quarters_at_the_end(source: RunSource) -> None:
    assert who.window(source) == ("2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4")


def test_time_on_the_list_counts_those_still_standing(source: RunSource) -> None:
    found = who.time_on_list(source, "person", "defaulters")
    assert found.median.value is not None
    assert found.median.value.mid == 105  # the made-up term; most are still standing when the run ends
    assert found.standing.value is not None
    assert found.standing.value.mid > 0.3
    paid = found.by_exit["payment"].value
    assert paid is not None and paid.mid < 60


def test_series_have_one_interval_for_each_date(source: RunSource) -> None:
    stock = series.stock(source, "person", "defaulters")
    assert len(stock.dates) == len(stock.values) == source.steps
    assert stock.dates[0] == dt.date(2014, 1, 12)
    assert all(value.low <= value.mid <= value.high for value in stock.values)
    into = series.quarterly_flow(source, "person", "defaulters", ("inflow",), "enter")
    assert len(into.values) == 16
    cumulative = series.cumulative(source, "person", "defaulters")
    entries = source.by_step("lists", "inflow", entity="person").sum(axis=1)
    assert cumulative.last.mid == pytest.approx(sorted(entries.tolist())[1] * source.weight)


def test_a_day_is_held_by_the_step_that_ends_nearest_to_it(source: RunSource) -> None:
    assert source.end_of(0) == dt.date(2014, 1, 12)
    assert source.step_holding(dt.date(2014, 1, 12)) == 0
    assert source.step_holding(dt.date(2014, 1, 19)) == 1
    assert source.step_holding(dt.date(2013, 12, 31)) is None
    assert source.step_holding(dt.date(2030, 1, 1)) is None


def test_organisations_are_counted_apart(source: RunSource) -> None:
    found = figures.listed(source, "organisation", "dishonest-enterprises", source.steps - 1)
    assert found.unit == "per 100,000 organisations"
    assert source.names("list", "lists", "person") == ["defaulters"]


def test_one_draw_is_told_from_many(tmp_path: Path) -> None:
    folder = made_run.make(tmp_path / "one", draws=1, people=40_000, years=1, districts=24, rate=0.02)
    with reader(folder, companions=False) as connection:
        one = RunSource(folder, Manifest.read(folder), connection)
        found = figures.listed(one, "person", "defaulters", 40)
    assert found.value is not None
    assert found.value.kind == "chance only"
    assert found.value.low < found.value.mid < found.value.high


def test_grounds_share_all_weeks_on_a_list(source: RunSource) -> None:
    found = grounds.ground_shares(source, "person", "defaulters")
    assert [figure.name for figure in found] == list(GROUNDS)
    assert sum(figure.value.mid for figure in found if figure.value) == pytest.approx(1)
    shares = column(
        source,
        "SELECT sum(unfounded) / sum(stock) FROM lists WHERE axis = 'all' AND entity = 'person'"
        " GROUP BY draw ORDER BY 1",
    )
    assert found[1].value is not None
    assert found[1].value.mid == pytest.approx(shares[1])
    assert found[1].unit == "share"
    assert found[1].denominator == "weeks on the list"
    assert [figure.name for figure in grounds.occurring(found)] == ["own_terms", "unfounded"]


def test_grounds_of_all_lists_together_are_those_of_the_only_list(source: RunSource) -> None:
    assert grounds.ground_shares(source, "person") == grounds.ground_shares(source, "person", "defaulters")


def test_wrongful_weeks_are_divided_by_years_lived(source: RunSource) -> None:
    found = grounds.compared(source, "person", "defaulters")
    weeks = column(
        source,
        "SELECT sum(wrongful) FROM lists WHERE axis = 'all' AND entity = 'person' GROUP BY draw ORDER BY 1",
    )
    years = 40_000 * source.steps * 7 / 365.2425
    assert found["wrongful"].value is not None
    assert found["wrongful"].value.mid == pytest.approx(weeks[1] / years * 100_000)
    assert found["wrongful"].unit == "weeks per 100,000 person-years"
    assert found["spared"].value is not None
    assert found["spared"].value.high == 0


def test_kinds_of_people_hold_all_weeks_of_a_ground(source: RunSource) -> None:
    for axis in grounds.AXES:
        kinds = grounds.by_kind(source, "person", "defaulters", axis)
        assert [kind.value for kind in kinds] == list(made_run.AXES[axis][0])
        for kind in kinds:
            if kind.drawn["unfounded"]:
                assert sum(shares[0] for shares in kind.drawn.values()) == pytest.approx(1)


def test_wrongful_and_spared_by_hand(source: RunSource) -> None:
    """Two weeks of 52 people: on the list 4 and 6, of them 1 and 2 wrongful; 3 and 0 spared."""
    columns = ", ".join(grounds.COLUMNS)
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE lists AS SELECT * FROM (VALUES"
        f" (0, 'person', 'l', 'all', 'all', 0, 4, 1, 3, 0, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0),"
        f" (0, 'person', 'l', 'all', 'all', 1, 6, 2, 0, 3, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0))"
        f" t(draw, entity, list, axis, value, step, {columns})"
    )
    connection.execute(
        "CREATE TABLE people AS SELECT 0 AS draw, 'person' AS entity, 'all' AS axis, 'all' AS value, step,"
        " 52 AS present FROM range(2) r(step)"
    )
    manifest = source.manifest.model_copy(update={"draws": 1})
    by_hand = RunSource(source.folder, manifest, connection)
    shares = {
        figure.name: figure.value.mid for figure in grounds.ground_shares(by_hand, "person") if figure.value
    }
    assert shares == pytest.approx(
        {
            "through_others": 0.3,
            "unfounded": 0.2,
            "unable": 0,
            "counted_for_more": 0,
            "protected": 0,
            "slight": 0.2,
            "own_terms": 0.3,
        }
    )
    wrongful = grounds.wrongful_shares(by_hand, "person")
    parts = {name: figure.value.mid for name, figure in wrongful.items() if figure.value and figure.value.mid}
    assert parts == pytest.approx({"through_others": 0.1, "unfounded": 0.2})
    lived = 2 * 52 * 7 / 365.2425  # years
    rates = {
        name: figure.value.mid for name, figure in grounds.compared(by_hand, "person").items() if figure.value
    }
    assert rates == pytest.approx({"wrongful": 3 / lived * 100_000, "spared": 3 / lived * 100_000})
    beside = grounds.compared_shares(by_hand, "person")
    assert {name: figure.value.mid for name, figure in beside.items() if figure.value} == pytest.approx(
        {"wrongful": 0.3, "spared": 0.3}
    )


def test_a_list_with_nobody_on_it_has_no_shares(source: RunSource) -> None:
    assert all(figure.value is None for figure in grounds.ground_shares(source, "person", "no such list"))
    assert grounds.occurring(grounds.ground_shares(source, "person", "no such list")) == []
