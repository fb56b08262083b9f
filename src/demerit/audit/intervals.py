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
    """Shares of a figure's variance over draws; `note` says why a share is missing.

    `by_chance` is the range that chance alone would give the figure, around its median.
    """

    chance: float | None
    assumptions: float | None
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


def ratio_variance(n: int, sum_x: int, sum_x2: int, sum_n: int, sum_xn: int, sum_n2: int) -> float:
    """Return the variance of R = sum_x / sum_n between `n` districts (0 for fewer than two).

    The usual ratio estimator, x and n being a district's count and its people:
    n / (n - 1) * (sum_x2 - 2 R sum_xn + R^2 sum_n2) / sum_n^2. The sum in brackets is taken over whole
    numbers, so no digit is lost where its terms nearly cancel.
    """
    if n < 2 or sum_n <= 0:
        return 0.0
    scaled = sum_x2 * sum_n * sum_n - 2 * sum_x * sum_n * sum_xn + sum_x * sum_x * sum_n2
    return float(Fraction(max(scaled, 0) * n, (n - 1) * sum_n**4))


def between_districts(value: float, variance: float) -> Interval:
    """Return the interval of a single draw: its districts' spread, labelled `chance only`.

    Value plus and minus 1.645 standard deviations, not below 0 (all our figures are counts or shares).
    """
    half = NORMAL_90 * math.sqrt(variance)
    return Interval(max(0.0, value - half), value, value + half, 1, "chance only")


def parts(values: Sequence[float], variances: Sequence[float], districts: int) -> Parts:
    """Split the spread of `values` (one per draw) into chance and assumptions.

    `variances` holds, per draw, the variance that chance alone gives the value (`ratio_variance` in the
    value's unit). Chance is their mean over the variance between draws; assumptions are the rest, not
    below 0. Under 20 districts, with one draw, or where nothing varies, the shares are None and `note`
    says so.
    """
    if districts < FEWEST_DISTRICTS:
        return Parts(None, None, f"only {districts} districts: too few to tell chance from assumptions")
    if len(values) < 2:
        return Parts(None, None, "one draw: chance only")
    mean = math.fsum(values) / len(values)
    total = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    if total <= 0:
        return Parts(None, None, "the same in every draw")
    mean_variance = math.fsum(variances) / len(variances)
    chance = min(1.0, mean_variance / total)
    alone = between_districts(quantile(values, MIDDLE), mean_variance)
    return Parts(chance, 1.0 - chance, by_chance=replace(alone, draws=len(values)))
