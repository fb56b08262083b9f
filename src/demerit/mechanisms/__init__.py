"""Mechanisms, a folder each: what a file may say of it, what the engine reads, what happens, what is counted.

In a folder `language` is its part of the regime language, `society` that of the society language,
`lowering` makes tables of them, `state` has its columns of a district, `counts` its tables of the cube,
`words` its kinds of event with their sentences, `reading` what its part of a regime is said back as; every
other module is of the engine. Each stands on the floor of the room that it belongs to (ARCHITECTURE.md,
Floors): a language part never imports an engine part.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

_T = TypeVar("_T")


@cache
def declared(part: str, name: str) -> tuple[Any, ...]:
    """Return what the modules `part` in the folders of mechanisms declare as `name`, by the folders' names.

    A folder without the module, and a module without the name, has nothing to say; a module whose source does
    not have the name is not imported, so that a part of the language may ask while it is being made.
    """
    found = []
    for folder in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        source = Path(__path__[0], folder, f"{part}.py")
        if source.is_file() and name in source.read_text(encoding="utf-8"):
            module = import_module(f"{__name__}.{folder}.{part}")
            found += [getattr(module, name)] if hasattr(module, name) else []
    return tuple(found)


def extended(part: str, name: str, whole: type) -> type:
    """Return a base for a part of the language: `whole`, with what mechanisms extend it by.

    Args:
        part: `language` or `society`.
        name: what each mechanism calls its class, such as `OfConduct`.
        whole: what the base is if nobody extends it.
    """
    return type(name, (*declared(part, name), whole), {"__module__": __name__, "__doc__": None})


def extension(kind: type[_T], whole: object) -> _T:
    """Return a part of the language as what a mechanism extends it by, for whoever reads those keys."""
    assert isinstance(whole, kind)
    return whole
