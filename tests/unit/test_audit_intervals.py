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
from demerit.audit.intervals import Sums, chance_variances, holds, ratio_variance
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


def _moments(x: np.ndarray, n: np.ndarray) -> Sums:
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
    assert ratio_variance([_moments(x, n)]) == pytest.approx(expected, rel=1e-12)


def test_the_variance_between_districts_foretells_the_spread_between_seeds() -> None:
    """Over 2,000 repeated societies, the mean estimate lies within 5 % of the variance that they show."""
    chance = np.random.default_rng(11)
    n = np.full((2000, 40), 2500)
    x = chance.binomial(n, 0.004)
    shown = (x.sum(axis=1) / n.sum(axis=1)).var(ddof=1)
    estimates = [ratio_variance([_moments(a, b)]) for a, b in zip(x, n, strict=True)]
    assert np.mean(estimates) == pytest.approx(shown, rel=0.08)


def test_no_variance_is_claimed_for_one_district_or_nobody() -> None:
    assert ratio_variance([(1, 3, 9, 100, 300, 10_000)]) == 0
    assert ratio_variance([(5, 0, 0, 0, 0, 0)]) == 0


def test_large_counts_lose_no_digit() -> None:
    n, x = 10**9, 10**7
    assert ratio_variance([(4, 4 * x, 4 * x * x, 4 * n, 4 * x * n, 4 * n * n)]) == 0


def test_one_draw_gets_an_interval_between_districts_that_is_labelled_chance_only() -> None:
    found = between_districts(10.0, 4.0)
    assert found.kind == "chance only"
    assert (found.low, found.high) == pytest.approx((10 - 3.29, 10 + 3.29), abs=0.001)
    assert between_districts(1.0, 4.0).low == 0


def test_a_difference_between_strata_is_no_chance() -> None:
    """Two regions under two rules, 1 % and 5 %: the spread between them is in no seed's luck."""
    chance = np.random.default_rng(19)
    few, many = (np.full((2000, 20), 2500) for _ in range(2))
    x, y = chance.binomial(few, 0.01), chance.binomial(many, 0.05)
    shown = ((x.sum(axis=1) + y.sum(axis=1)) / (40 * 2500)).var(ddof=1)
    apart = [
        ratio_variance([_moments(a, m), _moments(b, n)]) for a, m, b, n in zip(x, few, y, many, strict=True)
    ]
    assert np.mean(apart) == pytest.approx(shown, rel=0.08)
    both, people = np.hstack([x, y]), np.hstack([few, many])
    assert np.mean([ratio_variance([_moments(a, b)]) for a, b in zip(both, people, strict=True)]) > 5 * shown


def test_strata_of_a_single_district_are_taken_together_or_with_the_smallest_other() -> None:
    n = np.full(1, 100)
    one, two = (_moments(np.array([x]), n) for x in (3, 5))
    wide = _moments(np.array([1, 2, 3]), np.full(3, 100))
    joined = _moments(np.array([3, 5]), np.full(2, 100))
    assert ratio_variance([one, two, wide]) == ratio_variance([joined, wide]) > 0
    assert ratio_variance([one, wide]) == ratio_variance([_moments(np.array([3, 1, 2, 3]), np.full(4, 100))])
    assert ratio_variance([one, two, (0, 0, 0, 0, 0, 0)]) == ratio_variance([joined])


def test_how_many_districts_a_region_has_is_chance_too() -> None:
    """A rule holds in one region alone, with two districts in half of the seeds and three in the others."""
    luck = np.random.default_rng(29)
    people = np.full(40, 2500)

    def seed() -> list[Sums]:
        k = 2 + int(luck.integers(2))
        x = np.concatenate([luck.binomial(people[:k], 0.2), luck.binomial(people[k:], 0.001)])
        return [_moments(x[:k], people[:k]), _moments(x[k:], people[k:])]

    runs = [[seed() for _ in range(19)] for _ in range(100)]
    shown = np.var([sum(s[1] for s in one) / 1e5 for run in runs for one in run], ddof=1)
    foretold = np.mean([chance_variances(run) for run in runs])
    assert foretold == pytest.approx(shown, rel=0.1)
    assert np.mean([ratio_variance(one) for run in runs for one in run]) < shown / 10
    assert np.mean([chance_variances([one]) for run in runs for one in run]) > shown


def test_a_stratum_without_a_district_in_a_draw_is_taken_from_the_others() -> None:
    n = np.full(1, 100)
    there, empty = _moments(np.array([30]), n), (0, 0, 0, 0, 0, 0)
    rest = _moments(np.array([1, 2, 1]), np.full(3, 100))
    found = chance_variances([[there, rest], [empty, rest]])
    assert found[1] > ratio_variance([empty, rest]) > 0
    assert chance_variances([[rest], [rest]]) == [ratio_variance([rest])] * 2


def test_chance_is_its_variance_over_that_of_the_draws_with_a_range_of_its_own() -> None:
    values = [10.0 + d for d in range(19)]  # variance 95 / 3
    found = parts(values, [9.5] * 19, districts=40)
    assert found.chance is not None
    assert found.chance.mid == pytest.approx(0.3 * 16 / 18)
    degrees = stats.chi2(18)
    assert found.chance.low == pytest.approx(0.3 * degrees.ppf(0.05) / 18, rel=0.01)
    assert found.chance.high == pytest.approx(0.3 * degrees.ppf(0.95) / 18, rel=0.01)
    wider = parts(values, [1.0] * 9 + [9.5] + [18.0] * 9, districts=40)
    assert wider.chance is not None and wider.chance.mid == pytest.approx(found.chance.mid)
    assert wider.chance.low < found.chance.low and wider.chance.high > found.chance.high


def test_chance_is_not_cut_off_where_draws_lie_closer_than_it_foretells() -> None:
    found = parts([1.0 + 0.01 * d for d in range(19)], [9.0] * 19, districts=40)
    assert found.chance is not None and found.chance.low > 1


def test_the_share_of_chance_is_right_on_average_and_held_by_its_range_as_often_as_said() -> None:
    """At fixed values chance is all there is: over 2,000 runs of 19 draws the share is 1 on average."""
    luck = np.random.default_rng(23)
    found = [
        parts(list(luck.normal(size=19)), list(luck.chisquare(39, size=19) / 39), districts=40).chance
        for _ in range(2000)
    ]
    known = [each for each in found if each is not None]
    assert np.mean([each.mid for each in known]) == pytest.approx(1, abs=0.04)
    assert 0.87 < np.mean([each.low < 1 < each.high for each in known]) < 0.93


@pytest.mark.parametrize(
    ("values", "districts", "note"),
    [
        ([1.0 * d for d in range(19)], 19, "only 19 districts"),
        ([1.0], 40, "chance only"),
        ([1.0, 2.0, 3.0], 40, "only 3 draws"),
        ([2.0] * 8, 40, "the same in every draw"),
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
