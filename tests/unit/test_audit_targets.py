"""Targets: one role, one unit, one window each; how they fall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Interval, RunSource
from demerit.audit.targets import Comparison, Target, Targets, compare, for_regime, load
from demerit.documents import UNVERIFIED, evidence, gallery
from demerit.errors import InvalidFile
from tests import made_run

FILE = """\
demerit: 2
targets: one
title: One
regime: china-lists-2018
references: {here: {title: A newspaper, evidence: V}}
since: 2014-01-06
measured_as: {checked: none, selected_by: none, counts_as_error: none, judged_by: none}
values:
  entries:
    title: Entries
    figure: entries
    list: defaulters
    unit: record
    window: cumulative
    date: 2014-12-31
    role: judged
    value: "1 million records, from here"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "one.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_targets_reads(tmp_path: Path) -> None:
    found = load(written(tmp_path, FILE))
    assert found.values["entries"].value.value == 1_000_000


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("unit: record", "unit: person", "entries cannot be compared in the unit 'person'", 13),
        ("window: cumulative", "window: stock", "entries is no stock", 14),
        ("    role: judged\n", "", "role", 9),
        ("role: judged", "role: [fitted, judged]", "role", 16),
        ("role: judged", "role: tuned", "role", 16),
        ("1 million records", "999 records", "at least 1,000 people", 17),
        ("1 million records, from here", "1 million records", "no evidence", 17),
        ("figure: entries", "figure: refusals\n    unit: ticket refusal", "", 0),
        (", from here", ", from there", "there", 17),
    ],
)
def test_a_target_that_cannot_be_compared_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, message: str, line: int
) -> None:
    with pytest.raises(InvalidFile) as caught:
        load(written(tmp_path, FILE.replace(old, new)))
    assert message in str(caught.value)
    if line:
        assert line in [problem.line for problem in caught.value.problems]


def test_refusals_name_their_domain(tmp_path: Path) -> None:
    text = FILE.replace("figure: entries", "figure: refusals").replace("unit: record", "unit: ticket refusal")
    with pytest.raises(InvalidFile, match="domain"):
        load(written(tmp_path, text))


@pytest.mark.parametrize("name", gallery.names("targets"))
def test_the_gallerys_targets_read_and_each_has_a_source(name: str) -> None:
    found = load(name)
    assert found.targets == name
    rows = {row.path: row for row in evidence(found)}
    assert len(rows) == len(found.values)
    assert all(row.code not in UNVERIFIED | {"assumed"} for row in rows.values())


def test_the_counts_to_2017_are_fitted_and_everything_later_judges() -> None:
    """The roles were written before the engine ran; moving one is tuning after looking."""
    found = for_regime("china-lists-2018")
    assert found is not None
    for target in found.values.values():
        early = target.date <= dt.date(2017, 12, 31)
        expected = "fitted" if target.figure == "entries" and early else "judged"
        assert target.role == expected, target.title


def test_a_regime_without_targets_has_none() -> None:
    assert for_regime("none") is None


def comparison(published: float, ours: Interval | None, at_least: bool = False) -> Comparison:
    target = load("china-lists-2018").values["entries-2018-12"].model_copy(update={"at_least": at_least})
    return Comparison("x", target, published, ours)


@pytest.mark.parametrize(
    ("ours", "at_least", "outcome"),
    [
        (Interval(90, 100, 110, 16), False, "inside"),
        (Interval(60, 70, 80, 16), False, "below"),
        (Interval(120, 130, 140, 16), False, "above"),
        (Interval(120, 130, 140, 16), True, "inside"),
        (Interval(10, 100, 400, 16), False, "too wide"),
        (None, False, "no answer"),
    ],
)
def test_how_a_target_falls(ours: Interval | None, at_least: bool, outcome: str) -> None:
    assert comparison(100, ours, at_least).outcome == outcome


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    folder = made_run.make(
        tmp_path_factory.mktemp("targets") / "run", draws=3, people=40_000, years=5, districts=24
    )
    with reader(folder, companions=False) as connection:
        yield RunSource(folder, Manifest.read(folder), connection)


def _by_name(source: RunSource, targets: Targets) -> dict[str, Comparison]:
    return {found.name: found for found in compare(source, targets)}


def test_counts_are_scaled_to_the_nation_and_ratios_are_not(source: RunSource) -> None:
    targets = for_regime("china-lists-2018")
    assert targets is not None
    found = _by_name(source, targets)
    step = source.step_holding(dt.date(2017, 12, 31))
    assert step is not None
    entries = source.by_step("lists", "inflow", entity="person")[:, : step + 1].sum(axis=1).tolist()
    flights = source.by_step("attempts", "refusals", entity="person", domain="flight")[:, : step + 1]
    ours = found["entries-2017-12"].ours
    assert ours is not None
    assert ours.mid == pytest.approx(sorted(entries)[1] * source.weight)
    ratio = found["flights-per-entry-2017"].ours
    assert ratio is not None
    shares = sorted(a / b for a, b in zip(flights.sum(axis=1).tolist(), entries, strict=True))
    assert ratio.mid == pytest.approx(shares[1])


def test_what_the_run_cannot_say_is_said(source: RunSource) -> None:
    targets = for_regime("china-lists-2018")
    assert targets is not None
    late = _by_name(source, targets)["entries-2019-07"]
    assert late.ours is None
    assert late.missing == "the run does not cover this day"
    target: Target = targets.values["entries-2017-12"].model_copy(update={"list": "other"})
    other = targets.model_copy(update={"values": {"other": target}})
    assert compare(source, other)[0].missing == "the run has no list other"
    target = targets.values["flights-per-entry-2017"].model_copy(update={"domain": "balloon"})
    other = targets.model_copy(update={"values": {"other": target}})
    assert compare(source, other)[0].missing == "the run has no attempts of balloon"


def test_a_run_that_begins_after_the_count_does_has_no_answer(source: RunSource) -> None:
    targets = for_regime("china-lists-2018")
    assert targets is not None
    earlier = targets.model_copy(update={"since": dt.date(2013, 11, 30)})
    assert {found.missing for found in compare(source, earlier)} == {
        "the run begins after the published count does"
    }
