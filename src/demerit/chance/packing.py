"""Named tuples of arrays for compiled functions, handed on as one pointer.

Numba passes a named tuple field by field: with a hundred arrays every call has a thousand arguments, and the
first run took five minutes to compile and a hundred times too long to go. Here a tuple's arrays are entered
in a directory of addresses and lengths (`layouts`), and a compiled function gets the directory. Inside,
`t.conduct.point[c]` reads as before, because the type resolves its attributes (`directories`); nothing is
copied and nothing is counted.

Three things must hold, and `pack` sees to all: arrays are contiguous and of the declared type, they have the
declared lengths, and whoever holds the directory holds the arrays too.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.chance.layouts import layout, misshapen


class Opener:
    """What compiled functions call to read a directory as a named tuple."""

    def __init__(self, kind: Any, constant: bool) -> None:
        """Take the class of the named tuple, and whether its arrays are only read."""
        self.kind, self.constant = kind, constant

    def __call__(self, directory: NDArray[np.int64]) -> Any:
        """Stand for what happens in compiled code; Python reads the arrays themselves."""
        raise NotImplementedError("a directory is read in compiled functions only")

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes this for where compiled code names it."""
        from demerit.chance.directories import opening

        return opening(self.kind, self.constant)


def opener(kind: Any, *, constant: bool = False) -> Opener:
    """Return what compiled functions call to read a directory as a named tuple of class `kind`.

    With `constant` nothing writes into its arrays while compiled code runs, so that it may read them once.
    """
    return Opener(kind, constant)


class Clearer:
    """What compiled functions call to set the arrays of a named tuple to what their annotations say."""

    def __init__(self, kind: Any) -> None:
        """Take the class of the named tuple."""
        self.kind = kind

    def __call__(self, columns: Any) -> None:
        """Stand for what happens in compiled code."""
        raise NotImplementedError("a named tuple is cleared in compiled functions only")

    @cached_property
    def _numba_type_(self) -> Any:
        """What Numba takes this for where compiled code names it."""
        from demerit.chance.directories import clearing

        return clearing(self.kind)


class Directory(NamedTuple):
    """A packed named tuple: the words that compiled functions read, and the arrays that they point into."""

    words: NDArray[np.int64]
    holds: tuple[Any, ...]


def turned(*shape: int) -> NDArray[np.int64]:
    """Return zeros of `shape` whose last two axes lie the other way round in memory.

    For counts of which one column is added to at a time: its values then lie side by side.
    """
    made: NDArray[np.int64] = np.zeros((*shape[:-2], shape[-1], shape[-2]), np.int64).swapaxes(-1, -2)
    return made


def pack(columns: Any) -> Directory:
    """Return the directory of a named tuple.

    Raises:
        TypeError: an array is not of the annotated type and dimensions, or not contiguous.
        ValueError: arrays have other lengths than are declared, or than agree with each other.
    """
    words: list[int] = []
    holds: list[Any] = []
    _enter(columns, words, holds)
    if wrong := misshapen(columns):
        raise ValueError(f"{type(columns).__name__}: {'; '.join(wrong)}")
    return Directory(np.array(words, np.int64), tuple(holds))


def _enter(columns: Any, words: list[int], holds: list[Any]) -> None:
    """Add the words of a named tuple, and of its parts where they stand, and the arrays they point into."""
    kind: Any = type(columns)
    for place, given in zip(layout(kind), columns, strict=True):
        value = given.swapaxes(-1, -2) if place.turned else given
        if place.inner is not None:
            _enter(value, words, holds)
        elif place.dimensions:
            if (
                value.dtype.name != place.dtype
                or value.ndim != place.dimensions
                or not value.flags.c_contiguous
            ):
                raise TypeError(
                    f"{kind.__name__}: {place.name} is {value.dtype} of {value.ndim} dimensions, not"
                    f" a contiguous array of {place.dtype} of {place.dimensions}"
                )
            holds.append(value)
            words += [value.__array_interface__["data"][0], *value.shape]
        else:
            words.append(int(value))
