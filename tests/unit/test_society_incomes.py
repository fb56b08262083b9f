"""Incomes have the published means and medians, the drawn Gini coefficient, and fifths of a fifth each."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from demerit import documents, society
from demerit.society import traits
from demerit.society.incomes import RURAL, URBAN, Centre, NoIncomes, Solved, Tail, solve
from demerit.society.recipe import Recipe

NAMES = ("large-country-2020", "town", "drivers", "claimants")


@cache
def recipe(name: str, draw: int) -> Recipe:
    declared = society.load(name)
    return declared if draw < 0 else documents.drawn(declared, 3, draw, "society")


def solved(name: str, draw: int) -> Solved:
    r = recipe(name, draw)
    return r.incomes.solved(r.residence.urban.value)


def gini(weights: np.ndarray, values: np.ndarray) -> float:
    """The mean difference of every two people over twice the mean: nothing of the code under test."""
    order = np.argsort(values)
    w, v = weights[order] / weights.sum(), values[order]
    people, money = np.concatenate([[0], np.cumsum(w)]), np.concatenate([[0], np.cumsum(w * v)])
    return float(1 - (np.diff(people) * (money[1:] + money[:-1])).sum() / money[-1])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("draw", [-1, 0, 1])
def test_means_and_medians_are_the_declared_ones(name: str, draw: int) -> None:
    declared, found = recipe(name, draw).incomes, solved(name, draw)
    for side, centre in ((RURAL, declared.rural), (URBAN, declared.urban)):
        table = found.tables[side]
        assert (np.diff(table) >= 0).all() and table[0] > 0
        assert table.mean() == pytest.approx(float(centre.mean.value), rel=2e-4)
        assert np.median(table) == pytest.approx(float(centre.median.value), rel=2e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("draw", [-1, 0, 1])
def test_the_gini_coefficient_is_the_drawn_one_and_within_what_is_published(name: str, draw: int) -> None:
    r, found = recipe(name, draw), solved(name, draw)
    urban = float(r.residence.urban.value)
    weights = np.repeat([1 - urban, urban], traits.SLOTS)
    real = gini(weights, found.tables.reshape(-1).astype(float))
    assert real == pytest.approx(float(r.incomes.gini.value), abs=0.001)
    published = r.incomes.published_gini
    if published is not None:
        assert float(published.low.value) - 0.001 <= real <= float(published.high.value) + 0.001


def test_the_large_country_has_the_published_incomes_and_fifths_near_those_known() -> None:
    found = solved("large-country-2020", -1)
    assert float(found.gini) == pytest.approx(0.465, abs=0.0005)
    mean, fifths = found.means(Decimal("0.6389"))
    assert float(mean) == pytest.approx(0.6389 * 39_251 + 0.3611 * 14_617, abs=2)
    assert sum(fifths) / 5 == pytest.approx(mean)
    known = (6_440, 14_361, 23_189, 36_471, 70_640)  # 2018, from memory: FACTS §2.7
    for mine, theirs in zip(fifths, known, strict=True):
        assert 0.65 < float(mine) / theirs < 1.15


@pytest.mark.parametrize("name", NAMES)
def test_each_fifth_of_all_is_a_fifth_exactly_and_richer_than_the_one_below(name: str) -> None:
    r, found = recipe(name, 0), solved(name, 0)
    urban = r.residence.urban.value
    for k in range(5):
        both = (1 - urban) * found.fifths[RURAL][k] + urban * found.fifths[URBAN][k]
        assert float(both) == pytest.approx((k + 1) / 5, abs=1e-12)
    _, fifths = found.means(urban)
    assert list(fifths) == sorted(fifths)


def test_a_fifth_in_town_reaches_as_far_as_the_same_in_the_country() -> None:
    found = solved("large-country-2020", -1)
    for k in range(4):
        edges = [found.tables[side][int(found.fifths[side][k] * traits.SLOTS)] for side in (RURAL, URBAN)]
        assert edges[0] == pytest.approx(edges[1], rel=0.02)


def test_the_top_follows_pareto() -> None:
    made = solve(
        Centre(Decimal(14617), Decimal(13066)),
        Centre(Decimal(39251), Decimal(36413)),
        Tail(Decimal("0.04"), Decimal("2.2")),
        Decimal("0.47"),
        Decimal("0.6"),
    )
    top = np.log(made.tables[URBAN][-160:].astype(float))
    left = np.log((np.arange(160)[::-1] + 0.5) / 4096)
    assert -np.polyfit(top, left, 1)[0] == pytest.approx(2.2, abs=0.01)


def test_what_cannot_be_is_refused_with_a_next_step() -> None:
    rural, urban = Centre(Decimal(14617), Decimal(13066)), Centre(Decimal(39251), Decimal(36413))
    tail, share = Tail(Decimal("0.02"), Decimal("2.5")), Decimal("0.6")
    for gini_, a in (
        (Decimal("0.7"), urban),
        (Decimal("0.1"), urban),
        (Decimal("0.465"), Centre(Decimal(19251), Decimal(36413))),
    ):
        with pytest.raises(NoIncomes, match="Next: "):
            solve(rural, a, tail, gini_, share)
    with pytest.raises(NoIncomes, match="one half"):
        solve(rural, urban, Tail(Decimal("0.6"), Decimal(2)), Decimal("0.47"), share)
