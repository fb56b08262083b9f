"""The engine's hashes are independent in the directions in which the engine uses them; weak ones are caught.

The screen itself is bench/proofs/rng_screen.py; a large recorded run lies beside it.
"""

from __future__ import annotations

import pytest

from bench.proofs.rng_screen import ENGINE, MULTIPLY, UNMIXED, screen

KEYS = 1500
LIMIT = 5.0
"""A standard normal number passes it twice in four million; the screen has under 40 of them."""


@pytest.mark.parametrize("seed", [1, 2026])
def test_neighbours_steps_districts_seeds_points_and_details_are_independent(seed: int) -> None:
    found = screen(KEYS, seed, ENGINE)
    assert len(found) > 35
    assert {name: z for name, z in found.items() if abs(z) > LIMIT} == {}


@pytest.mark.parametrize("kind", [MULTIPLY, UNMIXED], ids=["multiplication", "no mixing"])
def test_a_weak_hash_is_caught_by_the_same_screen(kind: int) -> None:
    found = screen(KEYS, 1, kind)
    assert max(map(abs, found.values())) > 4 * LIMIT
