"""Integer tables of chance, made with decimal arithmetic so that every machine makes the same ones.

libm's log and exp differ in the last bit between machines and versions, and a bit is a different
history. `decimal` rounds correctly everywhere, so thresholds, logarithms and Poisson distributions
are computed there once and read as integers ever after; the larger ones lie beside this file.

Names: `n` outcome of a count.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.chance.kinds import I32x2, I64x1, U64x1

NEVER = 1 << 30
"""Steps until an event that does not happen."""

MOST_MEAN = 40_000
"""The largest mean of a Poisson count that has a table."""

DAYS_PER_YEAR = Decimal("365.2425")
_PRECISE = Context(prec=40)


def log_table() -> NDArray[np.int64]:
    """Work out ln(1 + i/4096) in Q40 for i = 0..4096."""
    with localcontext(_PRECISE):
        scale = Decimal(1 << 40)
        return np.array(
            [int(((1 + Decimal(i) / 4096).ln() * scale).to_integral_value()) for i in range(4097)], np.int64
        )


def exp2_table() -> NDArray[np.int64]:
    """Work out 2^(i/4096) in Q40 for i = 0..4096, each from the one before by 2^(1/4096) at 40 digits."""
    with localcontext(_PRECISE):
        ratio, value, rows = Decimal(2) ** (Decimal(1) / 4096), Decimal(1 << 40), []
        for _ in range(4097):
            rows.append(int(value.to_integral_value()))
            value *= ratio
        return np.array(rows, np.int64)


KEPT = Path(__file__).with_name("kept")
"""Tables that take a tenth of a second each to work out, kept as files; a test works them out again."""


def kept(name: str) -> NDArray[np.int64]:
    """Return a table of `KEPT`, as it is written by scripts/refresh-tables."""
    table: NDArray[np.int64] = np.load(KEPT / f"{name}.npy")
    table.flags.writeable = False
    return table


with localcontext(_PRECISE):
    LN2_Q40 = int((Decimal(2).ln() * (1 << 40)).to_integral_value())
    LN2_Q32 = int((Decimal(2).ln() * (1 << 32)).to_integral_value())
LOG_TABLE = kept("log")
EXP2_TABLE = kept("exp2")


def probability(share: Decimal | float | int) -> int:
    """Return a probability as Q53: 0 never, 2^53 always; events compare `uniform53` with it.

    Raises ValueError outside 0..1.
    """
    exact = Decimal(share)
    if not 0 <= exact <= 1:
        raise ValueError(f"a probability lies in 0..1, not {share}")
    with localcontext(_PRECISE):
        return int((exact * (1 << 53)).to_integral_value())


def hazard_q32(rate_per_year: Decimal | float | int, step_days: int) -> int:
    """Return a yearly rate as hazard per step of `step_days` days, in Q32; a positive rate gives at least 1.

    Raises ValueError below 0.
    """
    rate = Decimal(rate_per_year)
    if rate < 0:
        raise ValueError(f"a rate is not negative: {rate_per_year}")
    with localcontext(_PRECISE):
        hazard = int((rate * step_days / DAYS_PER_YEAR * (1 << 32)).to_integral_value())
    return max(hazard, 1) if rate > 0 else 0


class PoissonTables(NamedTuple):
    """Cumulative distributions of several Poisson counts, one after another, for reading by 64-bit hash.

    N rows. `cumulative`: floor(2^64 P(count <= n)); `start`: where each row begins in it; `guide`: the first
    n that a hash with these upper 8 bits can mean.
    """

    cumulative: Annotated[U64x1, "*"]
    start: Annotated[I64x1, "N + 1"]
    guide: Annotated[I32x2, "N, 256"]


def poisson_tables(means: list[Decimal]) -> PoissonTables:
    """Return tables of full width (every outcome likelier than 2^-64) for the given means (0 to 40,000)."""
    full = 1 << 64
    values: list[int] = []
    start = [0]
    guide = np.zeros((len(means), 256), np.int32)
    for row, mean in enumerate(means):
        if not 0 <= mean <= MOST_MEAN:
            raise ValueError(f"a Poisson mean here lies in 0..{MOST_MEAN}, not {mean}")
        rows = _cumulative(mean)
        firsts = np.searchsorted(
            np.array(rows, np.uint64), np.arange(256, dtype=np.uint64) << np.uint64(56), side="right"
        )
        guide[row] = np.minimum(firsts, len(rows) - 1)
        rows[-1] = full - 1
        values += rows
        start.append(len(values))
    return PoissonTables(np.array(values, np.uint64), np.array(start, np.int64), guide)


def _cumulative(mean: Decimal) -> list[int]:
    """Return floor(2^64 P(N <= n)) for n = 0, 1, ... up to the last that differs from 2^64 - 1."""
    bits = 192
    with localcontext(Context(prec=90)):
        extra = int((mean / Decimal(2).ln()).to_integral_value(ROUND_FLOOR)) + 1
        scaled = int(((-mean).exp() * (Decimal(2) ** (bits + extra))).to_integral_value(ROUND_FLOOR))
        numerator, denominator = mean.as_integer_ratio()
    total, term, n, rows = 0, scaled, 0, []
    ceiling = (1 << 64) - 1
    while True:
        total += term
        row = min(total >> (bits + extra - 64), ceiling)
        rows.append(row)
        n += 1
        if n > mean and (row == ceiling or term >> (bits + extra - 66) == 0):
            return rows
        term = term * numerator // (denominator * n)
