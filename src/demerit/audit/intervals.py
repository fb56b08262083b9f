"""Intervals over draws, and how much of one is chance and how much is what we assumed.

An interval here is the smallest to the largest of a run's draws. A further draw is as likely as any to be
the smallest or the largest of all, so it falls between them (n - 1) times in n + 1 (`holds`): 9 in 10 for
19 draws, 3 in 5 for 4. It is not a confidence interval: a draw changes the seed *and* the value of every
assumed input, so the width says how far the answer moves when nobody knows those inputs better than their
ranges. A percentile of few draws would hold less than its name says. Under 19 draws no band is drawn: each
draw is a dot.

The share of the width that is plain chance is worked out from the districts of each draw: they are
independent, so the spread between them says how much the national figure would move if only the seed
changed.

Everything is plain Python arithmetic in one thread over sorted numbers: the same bits everywhere.

Names: `k` districts of a stratum, `n` people, `x` count of what is measured, `z` normal quantile.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

MIDDLE: Final = Fraction(50, 100)

BAND_DRAWS: Final = 19
"""From so many draws on their range is a band: a further draw falls into it 9 times in 10."""

FEWEST_DISTRICTS: Final = 20
"""Under this many districts a spread between them says too little."""

FEWEST_DRAWS: Final = 8
"""Under this many draws a spread between them says too little of how much of it is chance."""

NORMAL_90: Final = 1.6448536269514722
"""Half-width of the central 90 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its low and high end, in the figure's unit.

    `kind` is `draws` (the median, smallest and largest of the draws), `chance only` (one draw: between
    districts) or `none` (one draw and nothing known about the spread: low and high equal the middle).
    `drawn` holds the value of each draw, in the order of the draws; empty where there are none.
    """

    low: float
    mid: float
    high: float
    draws: int
    kind: str = "draws"
    drawn: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        """High end minus low end."""
        return self.high - self.low

    @property
    def banded(self) -> bool:
        """Whether its range may be drawn as a band; else each draw is a dot."""
        return self.kind != "draws" or self.draws >= BAND_DRAWS

    def times(self, factor: float) -> Interval:
        """Return the interval in another unit, `factor` (not below 0) times as large."""
        drawn = tuple(value * factor for value in self.drawn)
        return Interval(
            self.low * factor, self.mid * factor, self.high * factor, self.draws, self.kind, drawn
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """How much of a figure's variance over draws is chance; `note` says why that is not known.

    `chance` is the share with its own interval, which may reach beyond 1. The rest of the variance is what
    was assumed. `by_chance` is the range that chance alone would give the figure, around its median.
    """

    chance: Interval | None
    note: str | None = None
    by_chance: Interval | None = None


def exactly(value: float) -> Interval:
    """Return a number that no draw varies, such as a published one."""
    return Interval(value, value, value, 1, "none")


def holds(draws: int) -> Fraction:
    """Return how often a further draw falls between the smallest and the largest of `draws` draws.

    Of n + 1 draws that nothing tells apart, the last is the smallest once in n + 1, and the largest as often.

    >>> holds(19)
    Fraction(9, 10)
    """
    return Fraction(draws - 1, draws + 1)


def quantile(values: Sequence[float], share: Fraction) -> float:
    """Return the `share` quantile of `values`, linear between order statistics (type 7).

    Raise ValueError on an empty sequence.

    >>> quantile([1, 2, 3, 4], Fraction(1, 2))
    2.5
    """
    if not values:
        raise ValueError("a quantile of no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    rest = place - below
    return float(ordered[below]) + (float(ordered[above]) - float(ordered[below])) * float(rest)


def interval(values: Sequence[float]) -> Interval:
    """Return the median, the smallest and the largest of one value per draw.

    >>> interval([3.0, 1.0, 2.0]).high
    3.0
    """
    kind = "draws" if len(values) > 1 else "none"
    drawn = tuple(float(value) for value in values)
    return Interval(min(drawn), quantile(drawn, MIDDLE), max(drawn), len(drawn), kind, drawn)


Sums = tuple[int, int, int, int, int, int]
"""Sums over districts: their number, x, x^2, n, x n, n^2, where x is a district's count and n its people."""


def ratio_variance(strata: Sequence[Sums]) -> float:
    """Return the variance of R = sum x / sum n that chance gives it, from districts within strata.

    Districts of one stratum differ by chance alone; those of two may differ by a rule, which is the same in
    every seed. With e = x - R n, a stratum of k districts adds k / (k - 1) * (sum e^2 - (sum e)^2 / k) over
    (sum n)^2: the usual combined ratio estimator. Strata of a single district are taken as one, or, where
    there is only one such, with the smallest other, which counts a rule's difference between them as chance
    rather than nothing. All sums are of whole numbers, so no digit is lost where terms nearly cancel. 0 for
    fewer than two districts.
    """
    x, n = sum(each[1] for each in strata), sum(each[3] for each in strata)
    if sum(each[0] for each in strata) < 2 or n <= 0:
        return 0.0
    found = Fraction(0)
    for k, sum_x, sum_x2, sum_n, sum_xn, sum_n2 in _of_two_or_more(strata):
        squares = sum_x2 * n * n - 2 * x * n * sum_xn + x * x * sum_n2  # of e, times n^2
        total = sum_x * n - x * sum_n  # of e, times n
        found += Fraction(max(k * squares - total * total, 0), k - 1)
    return float(found / n**4)


def _of_two_or_more(strata: Sequence[Sums]) -> list[Sums]:
    """Return the strata with those of a single district put together, or with the smallest other."""
    whole = sorted(each for each in strata if each[0] > 1)
    single = [each for each in strata if each[0] == 1]
    if len(single) == 1 and whole:
        single.append(whole.pop(0))
    together: list[Sums] = [_added(single)] if single else []
    return [*whole, *together]


def _added(strata: Sequence[Sums]) -> Sums:
    k, x, x2, n, xn, n2 = (sum(column) for column in zip(*strata, strict=True))
    return k, x, x2, n, xn, n2


def chance_variances(drawn: Sequence[Sequence[Sums]]) -> list[float]:
    """Return, for each draw, the variance that chance gives its R: within strata, and by their sizes.

    Args:
        drawn: for each draw its strata, in one order; those without a district among them.

    How many districts a small region has is chance too: two in one seed, three in the next. How these
    numbers vary together is read off the draws themselves, each of which has another seed; what that does to
    R follows from how far a district of each stratum lies from R (where a draw has none, from its mean over
    draws). One draw does not say how the numbers vary: there all districts are taken as one stratum, which is
    too wide rather than too narrow.
    """
    if len(drawn) == 1:
        return [ratio_variance([_added(drawn[0])])]
    apart = [_apart(strata) for strata in drawn]
    usual = [_mean([each for each in column if each is not None]) for column in zip(*apart, strict=True)]
    found = []
    for strata, own in zip(drawn, apart, strict=True):
        far = [mean if each is None else each for each, mean in zip(own, usual, strict=True)]
        sums = [math.fsum(k[0] * e for k, e in zip(each, far, strict=True)) for each in drawn]
        people = sum(each[3] for each in strata)
        found.append(ratio_variance(strata) + (_variance(sums) / people**2 if people else 0.0))
    return found


def _apart(strata: Sequence[Sums]) -> list[float | None]:
    """Return how far a district of each stratum lies from R on average; None without a district."""
    x, n = sum(each[1] for each in strata), sum(each[3] for each in strata)
    return [
        float(Fraction(each[1] * n - x * each[3], each[0] * n)) if each[0] and n else None for each in strata
    ]


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0


def between_districts(value: float, variance: float) -> Interval:
    """Return the interval of a single draw: its districts' spread, labelled `chance only`.

    Value plus and minus 1.645 standard deviations, not below 0 (all our figures are counts or shares).
    """
    half = NORMAL_90 * math.sqrt(variance)
    return Interval(max(0.0, value - half), value, value + half, 1, "chance only")


def parts(values: Sequence[float], variances: Sequence[float], districts: int) -> Parts:
    """Say which part of the spread of `values` (one per draw) is chance.

    `variances` holds, per draw, the variance that chance alone gives the value (`ratio_variance` in the
    value's unit). Chance is their mean over the variance between draws, times (n - 3) / (n - 1), since one
    over a sample variance of n draws is too large by that on average. It is not cut off at 1: a run may
    show a little less spread than chance gives. Its own interval follows from how far a variance of n draws
    and a mean of n variances lie from what they estimate, 90 % to both sides together.

    Under 20 districts, under 8 draws, or where nothing varies, there is no part, and `note` says why.
    """
    if districts < FEWEST_DISTRICTS:
        return Parts(None, f"only {districts} districts: too few to tell chance from assumptions")
    if len(values) < 2:
        return Parts(None, "one draw: chance only")
    if len(values) < FEWEST_DRAWS:
        return Parts(None, f"only {len(values)} draws: too few to tell chance from assumptions")
    total = _variance(values)
    if total <= 0:
        return Parts(None, "the same in every draw")
    many, mean = len(values), math.fsum(variances) / len(variances)
    share = mean / total * (many - 3) / (many - 1)
    # logarithms: of the variance between draws as a chi-squared one, of the mean variance as a normal one
    own = NORMAL_90 * math.sqrt(_variance(variances) / many) / mean if mean > 0 else 0.0
    down, up = (math.log(_chi_squared(many - 1, z) / (many - 1)) for z in (-NORMAL_90, NORMAL_90))
    pivot = mean / total
    chance = Interval(
        pivot * math.exp(-math.hypot(down, own)), share, pivot * math.exp(math.hypot(up, own)), many
    )
    alone = between_districts(quantile(values, MIDDLE), mean)
    return Parts(chance, by_chance=replace(alone, draws=many))


def _variance(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _chi_squared(degrees: int, z: float) -> float:
    """Return a quantile of chi squared, by a normal one, `z` (Wilson and Hilferty 1931)."""
    part = 2 / (9 * degrees)
    return degrees * float((1 - part + z * math.sqrt(part)) ** 3)
