"""What chance decides has the distribution that its name says, against SciPy's.

Chi-square over 200,000 hashes; a p value below 1e-6 fails. All hashes are keyed, so a result never flickers.
"""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from demerit.chance import hazard_q32, poisson_tables, probability
from demerit.chance.compiled import choose, detail, index_below, lane, poisson, uniform53, waiting_steps
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.tables import PoissonTables

N = 200_000
KEY = np.uint64(0x5EED)
ONE = 1 << 32


@kernel
def _bernoulli(key: np.uint64, threshold: int, out: I64x1) -> None:
    for i in range(out.shape[0]):
        out[i] = 1 if uniform53(lane(key, i)) < threshold else 0


@kernel
def _waits(key: np.uint64, hazard: int, out: I64x1) -> None:
    for i in range(out.shape[0]):
        out[i] = waiting_steps(detail(lane(key, i), np.uint64(77)), hazard)


@kernel
def _poisson(key: np.uint64, tables: PoissonTables, row: int, out: I64x1) -> None:
    for i in range(out.shape[0]):
        out[i] = poisson(lane(key, i), tables, row)


@kernel
def _choices(key: np.uint64, utilities: I64x1, out: I64x1) -> None:
    for i in range(out.shape[0]):
        out[i] = choose(lane(key, i), utilities)


@kernel
def _below(key: np.uint64, n: int, out: I64x1) -> None:
    for i in range(out.shape[0]):
        out[i] = index_below(lane(key, i), n)


def fits(counts: NDArray[np.float64], expected: NDArray[np.float64]) -> None:
    """Require a chi-square p value of at least 1e-6; small classes are joined."""
    order = np.argsort(-expected)
    counts, expected = counts[order], expected[order]
    whole = max(int((expected >= 10).sum()) - 1, 1)
    counts = np.append(counts[:whole], counts[whole:].sum())
    expected = np.append(expected[:whole], expected[whole:].sum())
    assert math.isclose(float(counts.sum()), float(expected.sum()), rel_tol=1e-9)
    p = stats.chi2.sf(float(((counts - expected) ** 2 / expected).sum()), len(counts) - 1)
    assert p > 1e-6, f"chi-square p = {p:.2g}"


@pytest.mark.parametrize("p", ["0.00003", "0.02", "0.5", "0.998"])
def test_an_event_happens_as_often_as_its_probability_says(p: str) -> None:
    out = np.zeros(N, np.int64)
    _bernoulli(KEY, probability(Decimal(p)), out)
    assert stats.binomtest(int(out.sum()), N, float(p)).pvalue > 1e-6


@pytest.mark.parametrize("rate", ["0.02", "0.6", "20"])
def test_waiting_times_are_geometric(rate: str) -> None:
    """P(wait = w) = q^w (1 - q) with q = exp(-hazard), for weekly steps."""
    hazard = hazard_q32(Decimal(rate), 7)
    out = np.zeros(N, np.int64)
    _waits(KEY, hazard, out)
    q = math.exp(-hazard / ONE)
    most = int(out.max())
    edges = np.unique(np.linspace(0, most + 1, 60).astype(int))
    counts = np.array([((out >= a) & (out < b)).sum() for a, b in zip(edges, edges[1:], strict=False)], float)
    shares = np.array([q**a - q**b for a, b in zip(edges, edges[1:], strict=False)])
    fits(np.append(counts, 0.0), N * np.append(shares, 1 - shares.sum()))


@pytest.mark.parametrize("mean", ["0.01", "1.3", "60", "1500"])
def test_counts_are_poisson(mean: str) -> None:
    out = np.zeros(N, np.int64)
    _poisson(KEY, poisson_tables([Decimal(3), Decimal(mean)]), 1, out)
    values = np.arange(int(out.max()) + 1)
    expected = N * stats.poisson.pmf(values, float(mean))
    fits(np.append(np.bincount(out), 0.0), np.append(expected, N - expected.sum()))


def test_choices_follow_the_softmax_of_their_utilities() -> None:
    utilities = np.array([0.0, 1.0, -0.7, 2.2, 0.3])
    out = np.zeros(N, np.int64)
    _choices(KEY, (utilities * ONE).astype(np.int64), out)
    shares = np.exp(utilities) / np.exp(utilities).sum()
    fits(np.bincount(out, minlength=5).astype(float), N * shares)


@pytest.mark.parametrize("n", [2, 7, 256, 1000])
def test_indices_are_even(n: int) -> None:
    out = np.zeros(N, np.int64)
    _below(KEY, n, out)
    fits(np.bincount(out, minlength=n).astype(float), np.full(n, N / n))
