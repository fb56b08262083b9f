"""For every small regime and society: the compiled engine equals the plain one to the bit.

Equal are the counts, and what is written down about everybody where everybody is followed. What random
regimes never use is not compared, so it is counted what they use: they say every key of the language, and
come to nine in ten plain functions of mechanisms (`reached`; bench/proofs/drawn.py names the rarest).
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from demerit.engine.districts import Desk
from demerit.engine.events import COLUMNS
from demerit.engine.totals import Totals
from demerit.engine.world import World
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS
from tests import toy
from tests.property.reached import Name, counting, every_key, keys_of_regime, plain_functions
from tests.property.strategies import UNTOLD, regimes, societies, society_of


def assert_equal(fast: Totals, slow: Totals) -> None:
    for name, mine, theirs in zip(Totals._fields, fast, slow, strict=True):
        assert np.array_equal(mine, theirs), f"{name} differs in {int((mine != theirs).sum())} places"


def assert_lives_equal(fast: NDArray[np.int64], slow: list[tuple[int, ...]]) -> None:
    """Compare person by person and step by step: what comes first within a step is open."""
    mine, theirs = fast, np.array(slow, np.int64).reshape(-1, len(COLUMNS))
    mine, theirs = (rows[np.lexsort(rows.T[::-1])] for rows in (mine, theirs))
    assert mine.shape == theirs.shape
    different = np.flatnonzero((mine != theirs).any(axis=1))
    assert not different.size, f"{mine[different[0]]} is not {theirs[different[0]]}"


def assert_agree(
    t: Tables, seed: int, district: int, slots: int, whom: Collection[int] = range(ALL_SLOTS)
) -> tuple[Totals, World]:
    """Compare what both engines count of a district, and the lives of `whom`; return what plain has of it."""
    slow = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, slow, seed, district, slots, whom)
    desk = Desk(t)
    assert_lives_equal(desk.follow(t, seed, district, slots, whom), world.events)
    assert_equal(desk.totals, slow)
    return slow, world


@st.composite
def scenarios(draw: st.DrawFn) -> tuple[dict[str, Any], int, str]:
    steps = draw(st.integers(6, 30))
    return draw(regimes(steps, moving=True)), steps, draw(st.sampled_from(["week", "week", "day"]))


EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
LEAST = 0.9
"""The share of plain functions that the drawn histories come to; bench/proofs/drawn.py names the rarest."""
WALKED = 80
"""Further histories that are walked by the plain engine where the compared ones come to fewer."""
MOST = 400
"""Further regimes that are drawn where a key was left out."""
HISTORIES = {
    "scenario": scenarios(),
    "society": societies(),
    "seed": st.integers(0, 2**62),
    "district": st.integers(0, 400_000),
    "slots": st.integers(1, 300),
    "draw": st.integers(0, 40),
    "answer": st.booleans(),
}


def drawn(examples: int, **others: Any) -> settings:
    """Return how histories are drawn: so many, of any size and however long each takes."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), **others)


def made(
    scenario: tuple[dict[str, Any], int, str],
    society: Callable[[Tables], Tables],
    draw: int,
    answer: bool,
) -> Tables:
    whole, steps, step = scenario
    where = society_of(UNTOLD in whole["conducts"], answer)
    return society(toy.tables(whole, steps, draw, step=step, **{"in": str(where)}))


def compare(
    entered: Counter[Name], said: Counter[str], seed: int, district: int, slots: int, **given_: Any
) -> None:
    """Run a history by both engines, and count which keys it says and which plain functions it enters."""
    said.update(keys_of_regime(given_["scenario"][0]))
    t = made(**given_)
    slow = toy.empty(t)
    with counting(entered):
        *_, (_, world, _) = toy.walk(t, slow, seed, district, slots, range(ALL_SLOTS))
    desk = Desk(t)
    assert_lives_equal(desk.follow(t, seed, district, slots, range(ALL_SLOTS)), world.events)
    assert_equal(desk.totals, slow)
    assert_equal(desk.run(t, seed, district, district + 1, slots), slow)


def test_the_compiled_engine_equals_the_plain_one_to_the_bit_whatever_a_regime_uses() -> None:
    """Guarantee 4."""
    entered: Counter[Name] = Counter()
    said: Counter[str] = Counter()

    @drawn(EXAMPLES)
    @given(**HISTORIES)
    def agree(**history: Any) -> None:
        compare(entered, said, **history)

    @drawn(MOST)
    @given(**HISTORIES)
    def further(seed: int, district: int, slots: int, **given_: Any) -> None:
        if every_key() - set(said):
            said.update(keys_of_regime(given_["scenario"][0]))
        tried.append(1)
        if len(never()) > allowed and len(tried) <= WALKED:
            t = made(**given_)
            with counting(entered):
                deque(toy.walk(t, toy.empty(t), seed, district, slots), maxlen=0)

    def never() -> frozenset[Name]:
        return plain_functions() - set(entered)

    agree()
    if EXAMPLES >= 40:
        tried: list[int] = []
        allowed = (1 - LEAST) * len(plain_functions())
        further()
        assert len(never()) <= allowed, f"random regimes come to none of {never()}"
        assert every_key() - set(said) == set(), f"{MOST} random regimes say none of these"
