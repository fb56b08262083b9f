"""A statistical test has three outcomes: it passes, it fails, or the sample is too small to tell.

A test that cannot fail is worth nothing, so a sample whose spread hides the difference that would matter does
not pass: it says how many times more it needs.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SIGMAS = 4.5
"""Distance in standard deviations that chance reaches once in 150,000 comparisons."""


class Outcome(Enum):
    PASSES = "passes"
    FAILS = "fails"
    TOO_SMALL = "too small"


class Comparison(NamedTuple):
    outcome: Outcome
    text: str


def meets(
    observed: float, expected: float, sd: float, matters: float, *, what: str = "", sigmas: float = SIGMAS
) -> Comparison:
    """Compare an estimate with what it should be.

    Args:
        observed: the estimate.
        expected: the declared or independently computed value.
        sd: standard deviation of the estimate.
        matters: the difference that the test must be able to see.
        what: what is compared, for the message.
        sigmas: how far chance may take the estimate.
    """
    text = f"{what}: {observed:.6g} against {expected:.6g}, sd {sd:.2g}, {matters:.2g} would matter"
    if sigmas * sd > matters:
        times = math.ceil((sigmas * sd / matters) ** 2)
        return Comparison(Outcome.TOO_SMALL, f"{text}; use about {times} times as many people")
    if abs(observed - expected) > sigmas * sd:
        far = abs(observed - expected) / sd if sd > 0 else math.inf
        return Comparison(Outcome.FAILS, f"{text}; {far:.1f} standard deviations away")
    return Comparison(Outcome.PASSES, text)


def require(*comparisons: Comparison) -> None:
    """Fail with every comparison that does not pass, the too small ones named as such."""
    wrong = [f"{c.outcome.value}: {c.text}" for c in comparisons if c.outcome is not Outcome.PASSES]
    assert not wrong, "\n".join(wrong)


def ratio(
    part: NDArray[np.float64], whole: NDArray[np.float64], expected: float, matters: float, what: str
) -> Comparison:
    """Compare a ratio of sums over districts, which are independent, with its expectation.

    Args:
        part: counted in each district.
        whole: counted out of, in each district.
        expected: what their ratio should be.
        matters: the difference that the test must be able to see.
        what: what is compared.
    """
    n, total = part.size, float(whole.sum())
    residual = part - expected * whole
    sd = math.sqrt(n / (n - 1) * float(((residual - residual.mean()) ** 2).sum())) / total
    return meets(float(part.sum()) / total, expected, sd, matters, what=what)
