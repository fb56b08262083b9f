"""Numbers for each span between amendments, from parts of a regime that may be absent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from demerit.scenario.codes import Ints, Rows
from demerit.scenario.numbers import ints

_Part = TypeVar("_Part")


def each(parts: Sequence[_Part | None], value: Callable[[_Part], int], absent: int = 0) -> Ints:
    """Return a number for each span [E], `absent` where the regime has no such part."""
    return ints([absent if part is None else value(part) for part in parts])


def pairs(parts: Sequence[_Part | None], values: Callable[[_Part], tuple[int, int]]) -> Rows:
    """Return two numbers for each span [E, 2], zeros where the regime has no such part."""
    return ints([(0, 0) if part is None else values(part) for part in parts])


def table(
    parts: Sequence[_Part | None], names: Sequence[str], value: Callable[[_Part, str], int], absent: int = 0
) -> Rows:
    """Return a number for each name in each span [E, names], `absent` where the regime has no such part."""
    rows = [[absent if part is None else value(part, name) for name in names] for part in parts]
    return ints(rows).reshape(len(parts), len(names))
