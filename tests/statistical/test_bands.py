"""Ranges hold what they say, at a toy's size; bench/proofs/bands.py asks 200 seeds, recorded in bands.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bench.proofs.bands import FURTHER, Row, asked, further_draws, of_chance
from demerit.scenario.resolve import Resolved
from tests import toy
from tests.statistical.three_outcomes import Outcome, meets, require

SEEDS = 60
FIGURES = {"records", "listed, low-score", "entries, low-score"}


def watched(coverage: Any) -> dict[str, Any]:
    """Return a regime that lists whoever is seen."""
    return toy.regime(sources={"courts": toy.source(coverage=coverage)}, lists={"black": toy.black()})


def runs(which: int) -> Iterator[Resolved]:
    """Yield a made-up scenario of the proof for a quarter, seed by seed: 0 of worlds alone, 1 with ranges."""
    regime, settings, sets = FURTHER[which]
    for seed in range(1, SEEDS + 1):
        yield asked(regime, {**settings, "to": "2024-04-01"}, seed, sets)


def held(row: Row, expected: float) -> Any:
    return meets(row.share, expected, row.sd, 0.12, what=f"{row.figure}, of {row.seeds}", sigmas=3)


@pytest.mark.parametrize("which", [0, 1])
def test_the_range_of_19_draws_holds_a_further_one_9_times_in_10(which: int) -> None:
    rows = further_draws("toy", runs(which))
    assert {row.figure for row in rows} == FIGURES
    require(*(held(row, 0.9) for row in rows))


def test_a_range_of_four_draws_is_seen_to_hold_less() -> None:
    rows = further_draws("toy", runs(0), draws=4)
    assert {row.figure for row in rows} == FIGURES
    assert {held(row, 0.9).outcome for row in rows} == {Outcome.FAILS}


@pytest.mark.parametrize("regions", [False, True])
def test_the_range_of_chance_holds_the_mean_of_all_seeds(regions: bool) -> None:
    coverage: Any = toy.made(0.5)
    if regions:
        coverage = {"by": "region", "is": {"region 01": toy.made(0.9)}, "otherwise": toy.made(0.1)}
    resolved = toy.resolved(watched(coverage), 4, people=24 * 3000)
    found = [
        row for row in of_chance("toy", resolved, range(1, SEEDS + 1)) if row.figure.startswith("listed")
    ]
    mean, *_ = found
    assert mean.seeds == SEEDS and resolved.districts >= 20
    if regions:  # a single draw takes all districts as one stratum, which is too wide rather than too narrow
        assert mean.share >= 0.9
    else:
        require(held(mean, 0.9))
