"""Compiled functions made by Numba's public decorator alone: the same bits as `whole` makes, after minutes.

Every function is compiled for each combination of argument types that it meets, with wrappers for Python
that nobody calls. What packed named tuples are to compiled code (`fields`, `directories`) stays as it is. A
`Field` is never handed over from Python or to it; the wrappers ask how all the same, and get an error.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numba
import numpy as np
from numba.core import cgutils, types
from numba.extending import NativeValue, box, unbox

from demerit.chance.fields import Field

KINDS: Final = {"array": types.Array(types.int64, 1, "C"), "unsigned": types.uint64, "signed": types.int64}
"""Numba's types for the kinds of arguments that `entries.kinds_of` knows."""
_WORD: Final = (1 << 64) - 1


def keep_in(folder: Path) -> None:
    """Have Numba keep its machine code in a folder of these sources; NUMBA_CACHE_DIR is in it already."""
    numba.config.CACHE_DIR = str(folder)


def dispatcher(function: Callable[..., Any], folder: Path) -> Any:
    """Return what compiles `function`, and keeps its machine code in `folder`."""
    keep_in(folder)
    return numba.njit(nogil=True, error_model="numpy", boundscheck=False, cache=True)(function)


def made(compiler: Any, kinds: tuple[str, ...]) -> Callable[..., Any]:
    """Have a function compiled for arguments of these kinds; return it as Python calls it."""
    compiler.compile(tuple(KINDS[kind] for kind in kinds))

    def call(*arguments: Any) -> Any:
        words: list[Any] = []
        for kind, argument in zip(kinds, arguments, strict=True):
            if kind == "unsigned":
                words.append(np.uint64(int(argument) & _WORD))
            else:
                words.append(argument if kind == "array" else int(argument))
        return compiler(*words)

    return call


@unbox(Field)  # type: ignore[untyped-decorator]  # numba is untyped
def _taken(kind: Any, value: Any, boxing: Any) -> Any:
    """Refuse an array of Python's where a field is wanted."""
    boxing.pyapi.err_set_string("PyExc_TypeError", "a field comes from a directory, never from Python")
    nothing = cgutils.get_null_value(boxing.context.get_value_type(kind))
    return NativeValue(nothing, is_error=cgutils.true_bit)


@box(Field)  # type: ignore[untyped-decorator]  # numba is untyped
def _given(kind: Any, value: Any, boxing: Any) -> Any:
    """Refuse to hand a field to Python."""
    boxing.pyapi.err_set_string("PyExc_TypeError", "a field stays in compiled code")
    return boxing.pyapi.get_null_object()
