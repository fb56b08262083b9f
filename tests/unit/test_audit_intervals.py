"""Percentiles, the variance between districts, chance apart from assumptions, time on a list."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from demerit.audit import Interval, between_districts, interval, parts, quantile
from demerit.audit.intervals import ratio_variance
from demerit.audit.who import product_limit_median


@pytest.mark.parametrize("count", [1, 2, 7, 16])
def test_percentiles_are_those_of_type_7(count: int) -> None:
    values = list(np.random.default_rng(count).normal(size=count))
    found = interval(values)
    expected = np.quantile(values, [0.05, 0.5, 0.95])
    assert [found.low, found.mid, found.high] == pytest.approx(list(expected))


def test_the_order_of_draws_does_not_matter() -> None:
    values = [0.1 * n for n in range(16)]
    assert interval(values) == interval(values[::-1])


def test_one_draw_alone_has_no_interval() -> None:
    assert interval([3.0]).kind == "none"


def test_a_quantile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        quantile([], Fraction(1, 2))


def test_an_interval_changes_its_unit_as_a_whole() -> None:
    assert Interval(1, 2, 3, 4).times(10) == Interval(10, 20, 30, 4)
    assert Interval(1, 2, 4, 4).width == 3


def _moments(x: np.ndarray, n: np.ndarray) -> tuple[int, ...]:
    return (
        len(x), int(x.sum()), int((x * x).sum()), int(n.sum()), int((x * n).sum()), int((n * n).sum())
    )  # fmt: skip


def test_the_variance_between_districts_is_the_ratio_estimators() -> None:
    chance = np.random.default_rng(3)
    n = chance.integers(2000, 3000, 50)
    x = chance.binomial(n, 0.01)
    ratio = x.sum() / n.sum()
    residuals = x - ratio * n
    expected = 50 / 49 * (residuals**2).sum() / n.sum() ** 2
    assert ratio_variance(*_moments(x, n)) == pytest.approx(expected, rel=1e-12)


def test_the_variance_between_districts_foretells_the_spread_between_seeds() -> None:
    """Over 2,000 repeated societies, the mean estimate lies within 5 % of the variance that they show."""
    chance = np.random.default_rng(11)
    n = np.full((2000, 40), 2500)
    x = chance.binomial(n, 0.004)
    shown = (x.sum(axis=1) / n.sum(axis=1)).var(ddof=1)
    estimates = [ratio_variance(*_moments(a, b)) for a, b in zip(x, n, strict=True)]
    assert np.mean(estimates) == pytest.approx(shown, rel=0.08)


def test_no_variance_is_claimed_for_one_district_or_nobody() -> None:
    assert ratio_variance(1, 3, 9, 100, 300, 10_000) == 0
    assert ratio_variance(5, 0, 0, 0, 0, 0) == 0


def test_large_counts_lose_no_digit() -> None:
    n, x = 10**9, 10**7
    assert ratio_variance(4, 4 * x, 4 * x * x, 4 * n, 4 * x * n, 4 * n * n) == 0


def test_one_draw_gets_an_interval_between_districts_that_is_labelled_chance_only() -> None:
    found = between_districts(10.0, 4.0)
    assert found.kind == "chance only"
    assert (found.low, found.high) == pytest.approx((10 - 3.29, 10 + 3.29), abs=0.001)
    assert between_districts(1.0, 4.0).low == 0


def test_chance_and_assumptions_share_the_variance_over_draws() -> None:
    values = [8.0, 10.0, 12.0]  # variance 4
    found = parts(values, [1.0, 1.0, 1.0], districts=40)
    assert (found.chance, found.assumptions) == pytest.approx((0.25, 0.75))


def test_chance_is_never_more_than_everything() -> None:
    assert parts([1.0, 1.1], [9.0, 9.0], districts=40).assumptions == 0


@pytest.mark.parametrize(
    ("values", "districts", "note"),
    [
        ([1.0, 2.0], 19, "only 19 districts"),
        ([1.0], 40, "chance only"),
        ([2.0, 2.0], 40, "the same in every draw"),
    ],
)
def test_where_the_parts_cannot_be_told_apart_a_note_says_why(
    values: list[float], districts: int, note: str
) -> None:
    found = parts(values, [0.1] * len(values), districts)
    assert found.chance is None
    assert found.note is not None
    assert note in found.note


def test_time_on_a_list_agrees_with_the_product_limit_estimate_of_scipy() -> None:
    chance = np.random.default_rng(5)
    ended = chance.geometric(0.02, 300)
    standing = chance.integers(1, 120, 200)
    curve = stats.ecdf(stats.CensoredData(uncensored=ended, right=standing)).sf
    below = curve.quantiles[curve.probabilities <= 0.5]

    def counted(lengths: np.ndarray) -> dict[int, int]:
        return {int(a): int(b) for a, b in zip(*np.unique(lengths, return_counts=True), strict=True)}

    assert product_limit_median(counted(ended), counted(standing)) == below[0]


def test_a_median_that_is_never_reached_is_none() -> None:
    assert product_limit_median({5: 1}, {100: 9}) is None
    assert product_limit_median({}, {}) is None
