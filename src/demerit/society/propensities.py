"""Lasting differences between people as tables of 4,096 equally likely factors.

A lognormal factor of mean 1, cut into 4,096 classes of equal chance, each represented by its middle and
scaled so that the mean is 1 exactly. Beyond 2.5 standard deviations (0.6 % of people on either side) it is
held flat: the top bounds the factor, and a ceiling pays for the farthest tail with possible points for all.
The normal quantiles come from `decimal` once, the exponentials from fixed-point tables, never from libm.

Kinds of people take as many of the classes as their shares are, rounded.

Names: `n` number of a term, `z` quantile.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from demerit.chance.columns import exp_q32
from demerit.chance.tables import kept

CLASSES = 4096
WIDEST = Decimal("1.5")
_FLAT_BEYOND = int(Decimal("2.5") * (1 << 32))


@cache
def normal_quantiles() -> tuple[int, ...]:
    """Return the 2,048 positive standard normal quantiles of (i + 1/2) / 4096, ascending, in Q32."""
    return tuple(kept("normal").tolist())


def worked_out_quantiles() -> tuple[int, ...]:
    """Work these out, by Newton's method on the series of the distribution function, from the one before."""
    with localcontext(Context(prec=24)):
        root = (2 * Decimal("3.14159265358979323846264338")).sqrt()
        tiny = Decimal("1e-18")
        quantiles = []
        z = Decimal(0)
        for place in range(CLASSES // 2):
            goal = Decimal(2 * place + 1) / (2 * CLASSES)
            while True:
                density = (-z * z / 2).exp() / root
                term, total, n = z, z, 1
                while abs(term) > tiny:
                    term = term * z * z / (2 * n + 1)
                    total += term
                    n += 1
                step = (goal - total * density) / density
                z += step
                if abs(step) < Decimal("1e-12"):
                    break
            quantiles.append(int((z * (1 << 32)).to_integral_value()))
        return tuple(quantiles)


@cache
def _kept() -> NDArray[np.int64]:
    """Return the 2,048 positive quantiles, ascending and flat beyond the widest, in Q32."""
    return np.minimum(np.array(normal_quantiles(), np.int64), _FLAT_BEYOND)


def _factors(spread: Decimal) -> list[int]:
    if not 0 <= spread <= WIDEST:
        raise ValueError(f"a spread of propensity lies in 0..{WIDEST}, not {spread}")
    width = int((spread * (1 << 32)).to_integral_value())
    high, low = _kept() >> 16, _kept() & 0xFFFF  # in two parts, so that no product passes 63 bits
    logs = (high * width + ((low * width) >> 16)) >> 16
    made: list[int] = exp_q32(np.concatenate([-logs[::-1], logs])).tolist()
    return made


@cache
def propensity_table(spread: Decimal) -> NDArray[np.int64]:
    """Return the 4,096 equally likely factors of a propensity, ascending, in Q20; their mean is 1.

    Args:
        spread: standard deviation of the factor's logarithm, 0 to 1.5.
    """
    factors = _factors(spread)
    total = sum(factors)
    table = np.array([(factor * CLASSES << 20) // total for factor in factors], np.int64)
    table.flags.writeable = False
    return table


@cache
def highest(spread: Decimal) -> Decimal:
    """Return the largest factor of `propensity_table(spread)`."""
    return Decimal(int(propensity_table(spread)[-1]) + 1) / (1 << 20)


def kinds_table(shares: Sequence[Decimal], factors: Sequence[Decimal]) -> NDArray[np.int64]:
    """Return the 4,096 equally likely factors of kinds of people, in Q20: the first kind's, then the next.

    Args:
        shares: of the kinds; they need not sum to 1 exactly.
        factors: of the kinds, in one conduct.
    """
    total, tops = sum(shares, Decimal(0)), list(accumulate(shares))
    ends = [int((top * CLASSES / total).to_integral_value(ROUND_HALF_UP)) for top in tops]
    numbers = np.diff([0, *ends])
    return np.repeat(np.array([int(factor * (1 << 20)) for factor in factors], np.int64), numbers)
