"""What a page says and draws of its draws: dots or a band, how often a further draw falls in, directions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Figure, Interval, RunSource, interval, series
from demerit.audit.who import Row
from demerit.report.charts import dots
from demerit.report.facts import Facts, uncited
from demerit.report.page import story
from demerit.report.pieces import Dot
from demerit.report.sections import stock
from demerit.report.sentences import flow_finding, stock_finding, who_finding
from tests import made_run

SIZE = {"people": 20_000, "districts": 24, "years": 1, "rate": 0.02}


def opened(folder: Path) -> RunSource:
    return RunSource(folder, Manifest.read(folder), reader(folder, companions=False))


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["layer"]]


def figure(*drawn: float) -> Figure:
    return Figure("a", "b", "times", "c", "d", interval(drawn), 1000)


@pytest.mark.parametrize(("draws", "held", "band"), [(4, "3 of 5", False), (19, "9 of 10", True)])
def test_a_page_says_how_often_a_further_draw_falls_in_and_draws_a_band_from_19_on(
    tmp_path: Path, draws: int, held: str, band: bool
) -> None:
    source = opened(made_run.make(tmp_path / "run", draws=draws, **SIZE))
    told = story(source)
    said = uncited(told.answer.ranges)
    assert f"the smallest to the largest of {draws} draws" in said
    assert f"a further draw falls into them in {held} cases" in said
    assert ("as dots and not as a band" in said) is not band
    for chart in told.charts:
        if chart.spec:
            kinds = marks(chart.spec)
            assert ("area" in kinds) <= band
            if "Share of all exits" in chart.reading or chart.key.startswith("stock"):
                assert ("bands and bars" in chart.reading) is band, chart.reading
                assert ("small dots are the draws" in chart.reading) is not band
    found = stock(source, Facts(), "person", "defaulters")
    assert ("area" in marks(found.spec)) is band


def test_every_draw_of_a_row_is_a_dot_and_no_bar_stands_there() -> None:
    few = dots([Dot("one", interval([1.0, 2.0, 4.0]))], "unit")
    assert "rule" not in marks(few)
    shown = json.dumps(few)
    assert all(f'"low": {value}' in shown for value in ("1.0", "2.0", "4.0"))
    assert "rule" in marks(dots([Dot("one", interval([float(n) for n in range(19)]))], "unit"))


def test_one_draw_with_its_range_of_chance_keeps_its_bar() -> None:
    assert "rule" in marks(dots([Dot("one", Interval(1.0, 2.0, 3.0, 1, "chance only"))], "unit"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> RunSource:
    return opened(made_run.make(tmp_path_factory.mktemp("few") / "run", draws=2, **SIZE))


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ((1.1, 1.2, 1.3), ", 20\xa0% more than a year before"),
        ((0.7, 0.8, 0.9), ", 20\xa0% fewer than a year before"),
        ((2.9, 3.0, 3.1), ", 3 times as many as a year before"),
        ((1.0, 1.0, 1.0), ", as many as a year before"),
        ((0.9, 1.2, 1.3), "; beside a year before, direction not settled"),
        ((3.0,), "; beside a year before, direction not settled"),
    ],
)
def test_more_fewer_and_times_are_said_of_a_list_only_if_all_draws_agree(
    source: RunSource, drawn: tuple[float, ...], said: str
) -> None:
    whole = series.stock(source, "person", "defaulters")
    text = uncited(stock_finding(source, Facts(), "defaulters", whole, figure(*drawn), "people"))
    assert text.endswith((f"2014{said}", f"2015{said}"))


def test_which_kind_of_people_is_listed_most_is_said_only_if_all_draws_agree() -> None:
    def row(value: str, *rates: float) -> Row:
        return Row("tier", value, {"listed": figure(*rates)}, rates)

    agreed = who_finding(Facts(), [row("official", 8.0, 9.0), row("ordinary", 4.0, 3.0)], "tier")
    assert uncited(agreed).startswith("Synthetic officials are listed 2.5 (2 to 3) times as often")
    open_ = who_finding(Facts(), [row("official", 8.0, 2.0), row("ordinary", 4.0, 3.0)], "tier")
    assert uncited(open_).startswith("By tier, direction not settled")
    assert "times" not in open_


def test_how_many_enter_and_leave_is_told_in_numbers() -> None:
    text = uncited(flow_finding(Facts(), figure(10.0, 10.0), figure(9.9, 9.9), "people"))
    assert text.endswith("10.0 of 100,000 synthetic people enter the list and 9.90 leave")
