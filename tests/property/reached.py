"""Which concepts random regimes really use: the plain functions of mechanisms that they come to, by draws.

That a key stands in a drawn file says little: its condition may hold for nobody. What happens to people,
happens in the plain functions of `mechanisms/` (those of the compiled engine are their twins), so a function
that no draw enters is a concept that no draw uses, and what holds for every drawn regime holds for it in name
only.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import demerit

_ROOM = Path(demerit.__file__).parent / "mechanisms"
_BEFORE = ("language", "society", "lowering", "state", "counts", "words", "reading")
"""Modules of a mechanism that make files into tables, or say what was counted: nothing happens in them."""
_SUMS = {("attempts/attempts", "close"), ("lists/grounds", "close")}
"""What is done with the sums of a whole run, after its last step."""
Name = tuple[str, str]
"""A module below `mechanisms/`, such as `ties/near`, and a function of it."""


@cache
def plain_functions() -> frozenset[Name]:
    """Return every function of a mechanism in which something happens and that is not compiled."""
    found = set()
    for path in sorted(_ROOM.glob("*/*.py")):
        module = path.relative_to(_ROOM).with_suffix("").as_posix()
        if path.stem.partition("_")[0] in _BEFORE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and "kernel" not in map(ast.unparse, node.decorator_list):
                found.add((module, node.name))
    return frozenset(found) - _SUMS


@contextmanager
def counting(entered: Counter[Name]) -> Iterator[None]:
    """Add one to each function of a mechanism that is entered meanwhile, however often it is."""
    files: dict[str, str] = {}
    seen: set[Name] = set()

    def called(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        module = files.get(code.co_filename)
        if module is None:
            path = Path(code.co_filename)
            module = path.relative_to(_ROOM).with_suffix("").as_posix() if _ROOM in path.parents else ""
            files[code.co_filename] = module
        if module:
            seen.add((module, code.co_name))

    before = sys.gettrace()
    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(before)
        entered.update(seen)
