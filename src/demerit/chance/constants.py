"""Objects whose whole numbers compiled functions read as constants: a column's place, a kind's number.

What such an object is called and what it means stands in one place; a compiled function that names it finds
the numbers as if they were written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any


class Constants:
    """Something that has whole numbers under names."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """The numbers by name."""
        raise NotImplementedError

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes this for where compiled code names it."""
        from demerit.chance.frozen import Frozen

        return Frozen(self.numbers)


class Named(Constants):
    """Something whose numbers are attributes under their names, to Python as to compiled functions."""

    unknown = "no number has the name"
    """How it is told that a name is none."""

    def __getattr__(self, name: str) -> int:
        """Return the number of a name; asked only for what is no attribute otherwise."""
        if name.startswith("_") or name not in self.numbers:
            raise AttributeError(f"{self.unknown} {name}")
        return self.numbers[name]


class Numbers(Named):
    """Whole numbers by name, and nothing else."""

    def __init__(self, names: Iterable[str]) -> None:
        """Number the names from 0 on."""
        self._numbers = {name: number for number, name in enumerate(names)}

    @property
    def numbers(self) -> Mapping[str, int]:
        """The numbers by name."""
        return self._numbers
