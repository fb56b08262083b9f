"""Within which regions districts differ by chance alone: those that a rule names, and all others together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.counted.axes import MEASURE
from demerit.mechanisms.lists.counts import MOMENTS
from demerit.regime.loading import load
from demerit.scenario.strata import strata
from demerit.society.traits import CATEGORIES
from tests import toy

REGIONS = ("region 01", "region 02")


def watched(by: str, **parts: Any) -> dict[str, Any]:
    """Return a regime whose one source covers more in region 01 than elsewhere, if `by` is region."""
    coverage: Any = toy.made(1)
    if by == "region":
        coverage = {"by": "region", "is": {"region 01": toy.made(1)}, "otherwise": toy.made(0)}
    parts = {"lists": {"black": toy.black()}, **parts}
    return toy.regime(sources={"courts": toy.source(coverage=coverage)}, **parts)


def test_regions_that_a_table_names_are_apart_and_all_others_together() -> None:
    form = load("interview-2019")
    names, places = strata([form], CATEGORIES["region"][:31])
    assert names == ("region 01", "region 21", "region 30", "other regions")
    assert (places[0], places[20], places[29]) == (0, 1, 2)
    assert set(places) - {0, 1, 2} == {3}


def test_a_rule_without_regions_keeps_all_together_and_a_condition_on_them_each_apart() -> None:
    assert strata([load("china-lists-2018")], REGIONS) == (("all",), (0, 0))
    way = {"record": ["default"], "if": "region >= 2", "own_points": "counted", "for": "ever"}
    enter = {"enter": [way]}
    one = toy.resolved(watched("none", lists={"black": toy.black() | enter}), 4)
    assert one.names.strata == REGIONS
    assert one.names.stratum == (0, 1)


@pytest.mark.parametrize("by", ["none", "region"])
def test_sums_over_districts_are_kept_by_stratum_alike_in_both_engines(by: str) -> None:
    t = toy.tables(watched(by), 6)
    each = toy.per_district(t, 1, 6, "moments")
    regions = each[:, 0, :, 0, MEASURE.stock, MOMENTS.n]  # districts of each stratum
    assert regions.shape[1] == (2 if by == "region" else 1)
    assert np.array_equal(regions.sum(axis=1), np.ones(6))
    for district in range(2):
        plain = toy.empty(t)
        for _ in toy.walk(t, plain, district=district, slots=256):
            pass
        assert np.array_equal(
            plain.moments, toy.compiled(t, first=district, last=district + 1, slots=256).moments
        )
    if by == "region":
        assert 0 < regions[:, 0].sum() < 6
        entered = each[:, :, :, 0, MEASURE.inflow, MOMENTS.sum_x].sum(axis=(0, 1))
        assert entered[0] > 0 and entered[1] == 0  # nobody is seen, and nobody enters, in the other region
