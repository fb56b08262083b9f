"""Machine code as files, taken up and called without the compiler that made it.

The compiler takes longer to load than a hundred thousand people take to live a year. So what Python calls
with whole numbers and one-dimensional arrays of int64 (`kinds_of`) is kept as an object file of its own,
beside a digest of it, and called by address. Folder and name say which sources, which machine and which
compiler made it: code of another is never found, and a file cut short is as good as none.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from demerit.chance import keeping

_FORMS: Final = {"I64x1": "array", "np.uint64": "unsigned", "int": "signed"}
_MADE_WITH: Final = ("numba", "llvmlite")
_WORD = ctypes.c_int64
_FINE: Final = 0
"""What compiled code returns; anything else is an exception, and kernels raise none."""


class Code(NamedTuple):
    """An object file, and the name under which it holds the function."""

    symbol: str
    object_file: bytes


def kinds_of(function: Callable[..., Any]) -> tuple[str, ...] | None:
    """Return the kinds of a function's arguments, None unless it can be called by address."""
    given = dict(function.__annotations__)
    if given.pop("return", None) != "int" or not set(given.values()) <= set(_FORMS):
        return None
    return tuple(_FORMS[annotation] for annotation in given.values())


def file_of(function: Callable[..., Any], folder: Path, ending: str = "o") -> Path:
    """Return where a function's machine code is kept, below the folder of one engine.

    With another `ending` it is the file that notes that Numba keeps the code instead.
    """
    return folder / f"{function.__module__.rpartition('.')[2]}.{function.__name__}-{_machine()[:16]}.{ending}"


def kept(file: Path) -> Code | None:
    """Return what is kept in a file, None where that is nothing or not whole."""
    body = keeping.kept(file)
    if body is None:
        return None
    symbol, object_file = body.split(b"\n", 1)
    return Code(symbol.decode(), object_file)


def keep(file: Path, code: Code) -> None:
    """Keep machine code, whole or not at all."""
    keeping.keep(file, code.symbol.encode() + b"\n" + code.object_file)


def callable_of(code: Code, kinds: tuple[str, ...]) -> Callable[..., int]:
    """Return machine code as a function that runs without the interpreter lock.

    Numba hands an array on as seven words, of which the first two are for counting references; a function's
    own first two arguments are where its answer and an exception go.
    """
    given: list[Any] = [ctypes.c_void_p, ctypes.c_void_p]
    for kind in kinds:
        given += [_WORD] * 7 if kind == "array" else [ctypes.c_uint64 if kind == "unsigned" else _WORD]
    function = ctypes.CFUNCTYPE(ctypes.c_int32, *given)(_address(code))

    def call(*arguments: Any) -> int:
        words: list[int] = []
        for kind, argument in zip(kinds, arguments, strict=True):
            if kind == "array":
                size = argument.size
                words += [0, 0, size, 8, argument.ctypes.data, size, 8]
            else:
                words.append(int(argument))
        answer, raised = _WORD(0), ctypes.c_void_p(None)
        state = function(ctypes.addressof(answer), ctypes.addressof(raised), *words)
        if state != _FINE:
            raise RuntimeError(f"compiled code ended with {state}, and kernels raise nothing")
        return answer.value

    return call


def _address(code: Code) -> int:
    engine = _engine()
    import llvmlite.binding as llvm

    engine.add_object_file(llvm.ObjectFileRef.from_data(code.object_file))
    engine.finalize_object()
    _LINKED.append(engine)  # its memory holds the code
    return int(engine.get_function_address(code.symbol))


_LINKED: list[Any] = []


def _engine() -> Any:
    """Return what places machine code in memory."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(jit=True)
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)


@cache
def _machine() -> str:
    """Return a digest of what decides which machine code a source becomes, beside the source."""
    import llvmlite.binding as llvm

    asked = sorted(item for item in os.environ.items() if item[0].startswith("NUMBA_"))
    said = (
        platform.machine(),
        sys.platform,
        sys.version_info[:2],
        llvm.get_host_cpu_name(),
        llvm.get_host_cpu_features().flatten(),
        [version(name) for name in _MADE_WITH],
        [item for item in asked if item[0] != "NUMBA_CACHE_DIR"],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()
