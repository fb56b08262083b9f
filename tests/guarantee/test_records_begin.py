"""A record counts from the step in which it begins: on the way it is none, and what is struck never was."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.engine.totals import Totals
from demerit.mechanisms.conduct.counts import ACTS
from demerit.mechanisms.lists.words import RECORD_BEGINS
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.sources.counts import RECORDS
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.still_districts import PER_STEP, floats
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

STEPS = 60
"""From January 2020 to the end of February 2021, so that the second year has some weeks."""


def tables(still: bool = True, steps: int = STEPS, **parts: Any) -> Tables:
    """Return tables of a regime that sees every default late, and lists for it for good."""
    late = parts.pop("delay", made("26 weeks"))
    sources = parts.pop("sources", {"courts": toy.source(delay=late)})
    t = toy.tables(toy.regime(sources=sources, lists={"black": toy.black()}, **parts), steps)
    return toy.still(t) if still else t


def begun(t: Tables, district: int = 0) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return how many records begin on the list in each step, one by one."""
    events = toy.followed(t, 1, district)
    return np.bincount(events[events[:, 3] == RECORD_BEGINS.number][:, 0], minlength=len(t.time.epoch))


def counts(found: Totals) -> dict[str, int]:
    return {
        "records": int(found.records[..., RECORDS.records].sum()),
        "points": int(found.points[..., POINTS.records].sum()),
        "recorded": int(found.acts[..., ACTS.recorded].sum()),
    }


def test_only_acts_whose_record_begins_within_the_run_are_recorded() -> None:
    """Of 60 weeks those of the first 34 are on record by the end; all are reported."""
    t = tables()
    records = floats(toy.per_district(t, 1, 24, "records")[..., RECORDS.records].sum(axis=(1, 2, 3, 4, 5)))
    sightings = floats(
        toy.per_district(t, 1, 24, "records")[..., RECORDS.sightings].sum(axis=(1, 2, 3, 4, 5))
    )
    people = floats(toy.per_district(t, 1, 24, "people")[:, 0, 0, 0])
    require(
        ratio(records, people, (STEPS - 26) * PER_STEP, 0.04, "records of a person"),
        ratio(sightings, people, STEPS * PER_STEP, 0.06, "sightings of a person"),
    )


@pytest.mark.parametrize("still", [True, False])
def test_the_records_counted_are_those_that_begin_one_by_one(still: bool) -> None:
    """Also where people die and leave while their record is on its way."""
    t = tables(still)
    by_step = begun(t)
    found = toy.compiled(t)
    assert set(counts(found).values()) == {int(by_step.sum())}
    for year in (0, 1):
        assert found.records[..., year, RECORDS.records].sum() == by_step[t.time.year == year].sum()
    quarters = np.array(
        [by_step[t.time.quarter == quarter].sum() for quarter in range(int(t.time.quarter[-1]) + 1)]
    )
    assert np.array_equal(found.points[..., POINTS.records].sum(axis=(1, 2)), quarters)
    assert found.acts[..., 1, ACTS.recorded].sum() == 0  # acts of January 2021 come on record in July


def test_with_no_delay_every_report_that_is_upheld_is_a_record_of_its_year() -> None:
    found = toy.compiled(tables(delay="none"))
    assert np.array_equal(found.records[..., RECORDS.records], found.records[..., RECORDS.sightings])


FOUND_UNABLE = {
    "official": {"upholds_true": made(1), "upholds_false": made(1)},
    "ability_test": {"for": ["default"], "finds_able_if_able": made(0), "finds_able_if_unable": made(0)},
}
WON_BEFORE = {
    **{name: made(1) for name in ("chance", "success_if_wrong", "success_if_right")},
    "delay": made("4 weeks"),
    "independent": True,
    "suspensive": True,
}


@pytest.mark.parametrize(
    "struck", [{"adjudication": FOUND_UNABLE}, {"safeguards": toy.of_records(appeal=WON_BEFORE)}]
)
def test_what_is_struck_before_it_begins_is_no_record(struck: dict[str, Any]) -> None:
    found = toy.compiled(tables(**struck))
    assert found.records[..., RECORDS.sightings].sum() > 0
    assert set(counts(found).values()) == {0}
