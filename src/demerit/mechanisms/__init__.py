"""Mechanisms, a folder each: what a file may say of it, what the engine reads, what happens, what is counted.

In a folder `language` is its part of the regime language, `society` that of the society language,
`lowering` makes tables of them, `state` has its columns of a district, `counts` its tables of the cube,
`words` its kinds of event with their sentences; every other module is of the engine. Each stands on the
floor of the room that it belongs to (ARCHITECTURE.md, Floors): a language part never imports an engine part.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any


@cache
def declared(part: str, name: str) -> tuple[Any, ...]:
    """Return what each mechanism's module called `part` binds to `name`, in order of their folders' names.

    Mechanisms without such a module or name are left out.
    """
    found = []
    for folder in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        package = import_module(f"{__name__}.{folder}")
        if any(each.name == part for each in pkgutil.iter_modules(package.__path__)):
            module = import_module(f"{package.__name__}.{part}")
            found += [getattr(module, name)] if hasattr(module, name) else []
    return tuple(found)
