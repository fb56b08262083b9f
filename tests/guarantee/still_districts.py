"""Counts of districts in which nobody is born, dies or moves, for tests whose expectation is a closed form.

Most lists last one step: an entry rate of m per step and person then shows as a listed share of 1 - exp(-m),
exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.tables import Tables
from tests import toy
from tests.statistical.three_outcomes import Comparison, ratio
from tests.toy import made

WEEKS_A_YEAR = 365.2425 / 7
PER_STEP = 1 / WEEKS_A_YEAR
"""Acts of `default` per person and step: its rate is one a year."""
ONE_STEP = made("1 day")
Floats = NDArray[np.float64]


def floats(counts: NDArray[np.int64]) -> Floats:
    return counts.astype(np.float64)


def run(whole: dict[str, Any], steps: int, districts: int, **scenario: Any) -> tuple[Tables, Any, Any]:
    """Return tables and, by district, counts of list 0 and of people, each [district, step, column]."""
    t = toy.still(toy.tables(whole, steps, **scenario))
    lists = toy.per_district(t, 1, districts, "lists")[:, :, 0, 0]
    people = toy.per_district(t, 1, districts, "people")[:, :, 0]
    return t, lists, people


def listed_share(
    whole: dict[str, Any], expected: float, warm: int, what: str, districts: int = 16
) -> Comparison:
    """Compare the share of people on list 0 after `warm` steps with its expectation, to a twentieth of it."""
    _, lists, people = run(whole, 52, districts)
    stock = floats(lists[:, warm:, LISTS.stock].sum(axis=1))
    weeks = floats(people[:, warm:, PEOPLE.present].sum(axis=1))
    return ratio(stock, weeks, expected, expected / 20, what)
