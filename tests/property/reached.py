"""Which concepts random regimes really use: the plain functions of mechanisms that they come to, by draws.

That a key stands in a drawn file says little: its condition may hold for nobody. What happens to people,
happens in the plain functions of `mechanisms/` (those of the compiled engine are their twins), so a function
that no draw enters is a concept that no draw uses, and what holds for every drawn regime holds for it in name
only.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import demerit
from demerit.counted.values import RELATIONS
from demerit.documents import keys
from demerit.regime.model import Regime

_ROOM = Path(demerit.__file__).parent / "mechanisms"
_BEFORE = ("language", "society", "lowering", "state", "counts", "words", "reading")
"""Modules of a mechanism that make files into tables, or say what was counted: nothing happens in them."""
_SUMS = {("attempts/attempts", "close"), ("lists/grounds", "close")}
"""What is done with the sums of a whole run, after its last step."""
_UNION = re.compile(r":\w+")
"""Of a key that only one member of a union has, such as `score:Ledger.floor`."""
_RELATION = re.compile(rf"spillover\.({'|'.join(RELATIONS)})(?=\.|$)")
_NEVER = {
    "adjudication.machine.discretion": "a machine has none: refused",
    "adjudication.machine.discretion.by": "as above",
    "adjudication.machine.discretion.strength": "as above",
    "safeguards.*.others": "says that there is no more, and changes nothing",
}
"""Keys that no right regime can use, with the reason."""
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


@cache
def _keys() -> dict[str, Any]:
    """Return the keys of a regime that decide something, as a tree; a union's members side by side."""
    tree: dict[str, Any] = {}
    for key in keys(Regime):
        if key.mark is None:
            here = tree
            for part in _UNION.sub("", str(key)).split("."):
                here = here.setdefault(part, {})
    return tree


@cache
def every_key() -> frozenset[str]:
    """Return the keys of a regime that decide something and that a regime may say, by their place.

    `*` stands for a name or a place in a list, and for each relation of a spill-over.
    """
    found = {_UNION.sub("", str(key)) for key in keys(Regime) if key.mark is None}
    return frozenset(_RELATION.sub("spillover.*", key) for key in found) - set(_NEVER)


def keys_of(said: Any, tree: Mapping[str, Any] | None = None, at: str = "") -> set[str]:
    """Return the keys that a document uses: those that it writes with anything but `none` or nothing."""
    tree = _keys() if tree is None else tree
    found: set[str] = set()
    if isinstance(said, list):
        inside = ("*", f"{at}.*") if "*" in tree else ("", at)
        for each in said:
            found |= keys_of(each, tree[inside[0]] if inside[0] else tree, inside[1])
    elif isinstance(said, dict):
        for name, value in said.items():
            part = str(name) if str(name) in tree else "*"
            if part in tree and value not in ("none", None, [], {}):
                place = f"{at}.{part}".lstrip(".")
                found |= {place} | keys_of(value, tree[part], place)
    return found


def keys_of_regime(whole: Mapping[str, Any]) -> set[str]:
    """Return the keys that a regime uses, in the file or in what an amendment lays over it."""
    found = set().union(keys_of(dict(whole)), *map(keys_of, whole.get("amendments", ())))
    return {_RELATION.sub("spillover.*", key) for key in found}
