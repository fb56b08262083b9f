"""Mechanisms, a folder each: what a file may say of it, what the engine reads, what happens, what is counted.

In a folder `language` is its part of the regime language, `society` that of the society language,
`lowering` makes tables of them, `state` has its columns of a district, `counts` its tables of the cube,
`words` its kinds of event with their sentences; every other module is of the engine. Each stands on the
floor of the room that it belongs to (ARCHITECTURE.md, Floors): a language part never imports an engine part.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def parts(name: str) -> Iterator[ModuleType]:
    """Yield the modules of this name in the folders of mechanisms, in the order of the folders' names."""
    for folder in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        package = import_module(f"{__name__}.{folder}")
        if any(each.name == name for each in pkgutil.iter_modules(package.__path__)):
            yield import_module(f"{package.__name__}.{name}")
