"""The world of each draw: a seed of its own, from the seed of the run and the number of the draw.

People choose seeds as 1, 2, 3. Were draw k's world that of seed + k, the draws of neighbouring seeds would be
the same people with the same luck, and a second run would seem to confirm the first. So the two are hashed
together by the keyed generator, under a decision point of their own: no two (seed, draw) share anything.
"""

from __future__ import annotations

from typing import Final

from demerit.chance import plain
from demerit.chance.points import point

_WORLD: Final = point("world")


def world(seed: int, draw: int) -> int:
    """Return the seed of the world of one draw, 0 to 2^64 - 1.

    Args:
        seed: the run's, 0 to 2^62.
        draw: its number, from 0.
    """
    return plain.key(seed, _WORLD, draw, 0)
