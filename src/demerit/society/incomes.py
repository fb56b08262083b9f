"""Incomes from what is published of them: mean and median of town and country, and the Gini of the whole.

A single lognormal with a published mean and median is far too equal, so incomes are a mixture of town and
country, each lognormal below its median, lognormal above it with another spread, and Pareto at the top. The
spread below is one number for both, solved for the Gini coefficient; the spread above follows for each from
its mean. The result is two tables of 4,096 equally likely incomes. They are the distribution, not a sketch
of it: mean, Gini and fifths are those of the tables.

All of it is whole numbers (`exp_q32` of the chance room over columns), so every machine solves the same.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.chance.columns import exp_q32
from demerit.society.contradiction import Contradiction
from demerit.society.propensities import CLASSES, normal_quantiles

HALF = CLASSES // 2
_ONE = 1 << 16
_WIDEST_BELOW = 5 * _ONE // 2
"""Spread below the median (Q16) beyond which the poorest tenth would have next to nothing."""
_WIDEST_ABOVE = 3 * _ONE
_TOO_LITTLE, _TOO_MUCH = -1, -2
_ROUNDS = 18
_LARGEST = (1 << 31) - 1
GINI_TOLERANCE = Decimal("0.0005")
RURAL, URBAN = range(2)

_Ints = NDArray[np.int64]


class NoIncomes(Contradiction):
    """No incomes of this kind have the declared means, medians, tail and Gini coefficient."""

    def __init__(self, said: str, next_step: str) -> None:
        """Take what is wrong, without its full stop, and what to do about it."""
        super().__init__(said, next_step, ("incomes", "gini"))


class Centre(NamedTuple):
    """Mean and median of one residence, in money a year."""

    mean: Decimal
    median: Decimal


class Tail(NamedTuple):
    """Share of people in the Pareto tail, and its exponent."""

    share: Decimal
    exponent: Decimal


class Solved(NamedTuple):
    """The incomes of one draw; rows are rural, urban.

    Attributes:
        tables: int64[2, 4096] equally likely incomes, ascending, in money a year.
        fifths: cumulative shares of each residence in the fifths of all, [2][5].
        gini: Gini coefficient of all.
        below: spread of the logarithm below the median.
        above: spread above it, of each residence.
    """

    tables: _Ints
    fifths: tuple[tuple[Decimal, ...], ...]
    gini: Decimal
    below: Decimal
    above: tuple[Decimal, Decimal]

    def means(self, urban: Decimal) -> tuple[Decimal, tuple[Decimal, ...]]:
        """Return the mean of all and of each fifth of all, given the urban share."""
        merged, weights = _merged(self.tables, urban)
        found, spent, sums, fifth = Decimal(0), Decimal(0), [Decimal(0)] * 5, 0
        for income, weight in zip(merged.tolist(), weights, strict=True):
            found += income * weight
            rest = weight
            while fifth < 4 and spent + rest > Decimal(fifth + 1) / 5:
                part = Decimal(fifth + 1) / 5 - spent
                sums[fifth] += income * part
                spent, rest, fifth = spent + part, rest - part, fifth + 1
            sums[fifth] += income * rest
            spent += rest
        return found, tuple(5 * each for each in sums)


@cache
def _quantiles() -> _Ints:
    """Return the positive standard normal quantiles, ascending, in Q24."""
    return np.array(normal_quantiles(), np.int64) >> 8


def _tail_factors(tail: Tail) -> _Ints:
    """Return what the last classes are of the income where the tail begins, Q20."""
    number = int((tail.share * CLASSES).to_integral_value())
    with localcontext(Context(prec=20)):
        return np.array(
            [
                int(((Decimal(2 * number + 1) / (2 * j + 1)).ln() / tail.exponent).exp() * (1 << 20))
                for j in reversed(range(number))
            ],
            np.int64,
        )


def _lower(median: int, spread: int) -> _Ints:
    """Return the incomes below the median for a spread in Q16, ascending."""
    below: _Ints = (median * exp_q32(-((_quantiles()[::-1] * spread) >> 8))) >> 32
    return below


def _upper(median: int, spread: int, tail: _Ints) -> _Ints:
    """Return the incomes above the median for a spread in Q16, ascending."""
    above = (median * (exp_q32((_quantiles() * spread) >> 8) >> 12)) >> 20
    if tail.size:
        above[HALF - tail.size :] = (above[HALF - tail.size - 1] * tail) >> 20
    return above


def _spread_above(mean: int, median: int, poor: int, tail: _Ints) -> int:
    """Return the spread above the median (Q16) that gives the mean, or _TOO_LITTLE, _TOO_MUCH to share.

    Args:
        mean: of all.
        median: of all.
        poor: sum of the incomes below the median.
        tail: factors of the tail.
    """

    def reaches(spread: int) -> int:
        return int(_upper(median, spread, tail).sum()) - rest

    rest = mean * CLASSES - poor
    low, high = 0, _WIDEST_ABOVE
    under, over = reaches(low), reaches(high)
    if under > 0:
        return _TOO_LITTLE
    if over < 0:
        return _TOO_MUCH
    while high - low > 1:
        # Where a straight line between the ends would cross, kept inside; halves when that gets stuck.
        middle = low + (high - low) * -under // max(over - under, 1)
        middle = min(max(middle, low + max((high - low) // 16, 1)), high - max((high - low) // 16, 1))
        found = reaches(middle)
        if found <= 0:
            low, under = middle, found
        else:
            high, over = middle, found
    return low


def _gini(tables: _Ints, urban: int) -> Decimal:
    """Return the Gini coefficient of the mixture; `urban` is the urban share in Q12.

    Exact in whole numbers: ranks are split in two, so that no sum passes 2^63.
    """
    incomes = tables.reshape(-1)
    weights = np.repeat(np.array([4096 - urban, urban], np.int64), CLASSES)
    order = np.argsort(incomes, kind="stable")
    weights = weights[order]
    money = incomes[order] * weights
    ranks = 2 * np.cumsum(weights) - weights
    above, below = int((money * (ranks >> 12)).sum()), int((money * (ranks & 4095)).sum())
    return Decimal((above << 12) + below) / (int(money.sum()) * int(weights.sum())) - 1


def _merged(tables: _Ints, urban: Decimal) -> tuple[_Ints, list[Decimal]]:
    """Return the incomes of both tables in order, with their shares of all people."""
    order = np.argsort(tables.reshape(-1), kind="stable")
    share = (1 - urban) / CLASSES, urban / CLASSES
    return tables.reshape(-1)[order], [share[int(i) // CLASSES] for i in order]


def _fifths(tables: _Ints, urban: Decimal) -> tuple[tuple[Decimal, ...], ...]:
    """Return the cumulative shares of each residence below the fifths of all; a class may be divided."""
    order = np.argsort(tables.reshape(-1), kind="stable")
    share = (1 - urban) / CLASSES, urban / CLASSES
    below = [Decimal(0), Decimal(0)]
    spent, rows = Decimal(0), list[list[Decimal]]()
    for place in order.tolist():
        side = place // CLASSES
        while len(rows) < 4 and spent + share[side] >= Decimal(len(rows) + 1) / 5:
            cut = list(below)
            cut[side] += (Decimal(len(rows) + 1) / 5 - spent) / share[side]
            rows.append([each / CLASSES for each in cut])
        spent += share[side]
        below[side] += 1
    rows.append([Decimal(1), Decimal(1)])
    return tuple(tuple(row[side] for row in rows) for side in (RURAL, URBAN))


def _made(centres: list[tuple[int, int]], spread: int, factors: _Ints) -> tuple[_Ints, list[int]]:
    """Return the incomes of both tables, and how they spread above the median, where they spread so below.

    `centres` are the mean and the median of each; a spread above that is negative says that there is none.
    """
    halves = [_lower(median, spread) for _, median in centres]
    spreads = [
        _spread_above(mean, median, int(half.sum()), factors)
        for (mean, median), half in zip(centres, halves, strict=True)
    ]
    rows = [
        np.concatenate([half, _upper(median, max(above, 0), factors)])
        for (_, median), half, above in zip(centres, halves, spreads, strict=True)
    ]
    return np.array(rows, np.int64), spreads


@cache
def solve(rural: Centre, urban: Centre, tail: Tail, gini: Decimal, urban_share: Decimal) -> Solved:
    """Return incomes with these means, medians and tail, and this Gini coefficient.

    Args:
        rural: of people in the country.
        urban: of people in town.
        tail: of both.
        gini: of all; met within 0.0005.
        urban_share: share of people in town, above 0 and under 1.

    Raises:
        NoIncomes: there are none.
    """
    number = int((tail.share * CLASSES).to_integral_value())
    if number >= HALF:
        raise NoIncomes(
            f"the tail of incomes holds {tail.share:.2f} of people", "lower its share below one half"
        )
    factors = _tail_factors(tail)
    weight = int((urban_share * 4096).to_integral_value())
    centres = [(int(centre.mean), int(centre.median)) for centre in (rural, urban)]
    low, high = 0, _WIDEST_BELOW
    for _ in range(_ROUNDS):
        middle = (low + high) // 2
        made, spreads = _made(centres, middle, factors)
        if _TOO_LITTLE in spreads or (_TOO_MUCH not in spreads and _gini(made, weight) < gini):
            low = middle
        else:
            high = middle
    made, spreads = _made(centres, high, factors)
    if min(spreads) < 0:
        side = ("rural", "urban")[spreads.index(min(spreads))]
        raise NoIncomes(
            f"{side} incomes cannot have a mean so far from their median"
            f" with a Gini coefficient of {gini:.3f}",
            "move the mean towards the median, or move `gini`",
        )
    found = _gini(made, weight)
    if abs(found - gini) > GINI_TOLERANCE:
        raise NoIncomes(
            f"no incomes with these means, medians and this tail have a Gini coefficient of {gini:.3f}"
            f" (the nearest is {found:.3f})",
            "move `gini` there, or put means and medians further apart",
        )
    if int(made.max()) > _LARGEST:
        raise NoIncomes(
            f"the largest income would be {int(made.max())}",
            "raise the exponent of the tail, or count in a larger currency",
        )
    made.flags.writeable = False
    return Solved(
        tables=made,
        fifths=_fifths(made, urban_share),
        gini=found,
        below=Decimal(high) / _ONE,
        above=(Decimal(spreads[RURAL]) / _ONE, Decimal(spreads[URBAN]) / _ONE),
    )
