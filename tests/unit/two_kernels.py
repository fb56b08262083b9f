"""Two compiled functions that a process can be asked for by name."""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1


@kernel
def summed(numbers: I64x1) -> int:
    """Return the sum."""
    total = 0
    for n in range(numbers.shape[0]):
        total += numbers[n]
    return total


@kernel
def greatest(numbers: I64x1) -> int:
    """Return the greatest."""
    most = numbers[0]
    for n in range(1, numbers.shape[0]):
        most = max(most, numbers[n])
    return int(most)
