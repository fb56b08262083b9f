"""For every small regime and society: the compiled engine equals the plain one to the bit.

Equal are the counts, and what is written down about everybody where everybody is followed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from demerit.engine.districts import Desk
from demerit.engine.events import COLUMNS
from demerit.engine.totals import Totals
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS
from tests import toy
from tests.property.strategies import regimes, societies


def assert_equal(fast: Totals, slow: Totals) -> None:
    for name, mine, theirs in zip(Totals._fields, fast, slow, strict=True):
        assert np.array_equal(mine, theirs), f"{name} differs in {int((mine != theirs).sum())} places"


def answering(answer: bool) -> dict[str, Any]:
    """Return the setting of a society whose people answer a regime, or none for the small society."""
    return {"in": str(toy.answering())} if answer else {}


def assert_lives_equal(fast: NDArray[np.int64], slow: list[tuple[int, ...]]) -> None:
    """Compare person by person and step by step: what comes first within a step is open."""
    mine, theirs = fast, np.array(slow, np.int64).reshape(-1, len(COLUMNS))
    mine, theirs = (rows[np.lexsort(rows.T[::-1])] for rows in (mine, theirs))
    assert mine.shape == theirs.shape
    different = np.flatnonzero((mine != theirs).any(axis=1))
    assert not different.size, f"{mine[different[0]]} is not {theirs[different[0]]}"


@st.composite
def scenarios(draw: st.DrawFn) -> tuple[dict[str, Any], int, str]:
    steps = draw(st.integers(6, 30))
    return draw(regimes(steps)), steps, draw(st.sampled_from(["week", "week", "day"]))


@settings(
    max_examples=int(__import__("os").environ.get("EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    scenario=scenarios(),
    society=societies(),
    seed=st.integers(0, 2**62),
    district=st.integers(0, 400_000),
    slots=st.integers(1, 300),
    draw=st.integers(0, 40),
    answer=st.booleans(),
)
def test_the_compiled_engine_equals_the_plain_one_to_the_bit(
    scenario: tuple[dict[str, Any], int, str],
    society: Callable[[Tables], Tables],
    seed: int,
    district: int,
    slots: int,
    draw: int,
    answer: bool,
) -> None:
    """Guarantee 4."""
    whole, steps, step = scenario
    t = society(toy.tables(whole, steps, draw, step=step, **answering(answer)))
    slow = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, slow, seed, district, slots, range(ALL_SLOTS))
    desk = Desk(t)
    assert_lives_equal(desk.follow(t, seed, district, slots, range(ALL_SLOTS)), world.events)
    assert_equal(desk.totals, slow)
    assert_equal(desk.run(t, seed, district, district + 1, slots), slow)
