"""The range of draws, directions, variance between districts, chance and assumptions, time on a list."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from scipy import stats

from demerit.audit import (
    Direction,
    Interval,
    between_districts,
    direction,
    foremost,
    interval,
    of_ratio,
    parts,
    quantile,
)
from demerit.audit.directions import minus, over
from demerit.audit.intervals import holds, ratio_variance
from demerit.audit.who import product_limit_median


@pytest.mark.parametrize("count", [1, 2, 7, 19])
def test_an_interval_is_the_smallest_to_the_largest_of_the_draws_around_their_median(count: int) -> None:
    values = list(np.random.default_rng(count).normal(size=count))
    found = interval(values)
    assert (found.low, found.high, found.drawn) == (min(values), max(values), tuple(values))
    assert found.mid == pytest.approx(np.median(values))


def test_the_order_of_draws_does_not_matter() -> None:
    values = [0.1 * n for n in range(16)]
    one, other = interval(values), interval(values[::-1])
    assert (one.low, one.mid, one.high) == (other.low, other.mid, other.high)


def test_a_further_draw_falls_into_the_range_as_often_as_said() -> None:
    """Of all orders of 5 numbers, the last lies between those before in 3 of 5."""
    orders = list(permutations(range(5)))
    inside = sum(min(order[:4]) < order[4] < max(order[:4]) for order in orders)
    assert Fraction(inside, len(orders)) == holds(4) == Fraction(3, 5)
    assert holds(19) == Fraction(9, 10)


def test_a_range_is_a_band_from_19_draws_on() -> None:
    assert not interval([float(n) for n in range(18)]).banded
    assert interval([float(n) for n in range(19)]).banded
    assert between_districts(10.0, 4.0).banded


@pytest.mark.parametrize(
    ("values", "beside", "found"),
    [
        ([0.1, 2.0, 3.0], 0, Direction.MORE),
        ([-0.1, -2.0, -3.0], 0, Direction.LESS),
        ([-0.1, 2.0, 3.0], 0, Direction.OPEN),
        ([0.0, 2.0, 3.0], 0, Direction.OPEN),
        ([0.0, 0.0, 0.0], 0, Direction.SAME),
        ([1.1, 7.0], 1, Direction.MORE),
        ([0.9, 7.0], 1, Direction.OPEN),
        ([5.0], 0, Direction.OPEN),
        ([0.0], 0, Direction.SAME),
    ],
)
def test_a_direction_is_said_only_where_all_draws_agree(
    values: list[float], beside: float, found: Direction
) -> None:
    assert direction(interval(values), beside) is found


def test_nothing_is_settled_without_a_figure_and_one_draw_only_by_its_range_of_chance() -> None:
    assert direction(None) is Direction.OPEN
    assert str(Direction.OPEN) == "direction not settled"
    assert of_ratio(Interval(1.2, 1.5, 1.8, 1, "chance only")) is Direction.MORE
    assert of_ratio(Interval(0.8, 1.5, 1.8, 1, "chance only")) is Direction.OPEN


def test_the_most_is_said_of_what_is_the_largest_in_every_draw() -> None:
    one, two, three = interval([5.0, 9.0]), interval([4.0, 8.0]), interval([1.0, 10.0])
    assert foremost([two, one]) == 1
    assert foremost([one, two, three]) is None
    assert foremost([one]) is None
    assert foremost([one, interval([1.0])]) is None
    assert foremost([one, None]) is None


def test_two_values_are_compared_draw_by_draw() -> None:
    found = minus(interval([5.0, 9.0]), interval([4.0, 7.0]))
    assert found is not None and found.drawn == (1.0, 2.0)
    found = over(interval([5.0, 9.0]), interval([4.0, 3.0]))
    assert found is not None and found.drawn == (1.25, 3.0)
    assert over(interval([5.0, 9.0]), interval([0.0, 3.0])) is None
    assert minus(interval([5.0, 9.0]), interval([1.0, 2.0, 3.0])) is None


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
