"""The one decorator for compiled functions, and the cache they are kept in.

Numba's own cache looks only at the file of the function it compiles, so an edit in a function that is
called from elsewhere, or in a constant that was frozen in, would go unnoticed. The cache folder here
carries a digest of every room that holds a compiled function: a changed source is a new folder, and
stale machine code cannot run. The same digest names the engine in a run's id.

`parallel=True` was tried and dropped: it doubles the compile time and ties runs to a threading layer.
Threads run whole ranges of districts instead; compiled functions release the interpreter lock.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from demerit.chance.kernels import Kernel

_F = TypeVar("_F", bound=Callable[..., Any])
_PACKAGE = Path(__file__).resolve().parent.parent
_NUMBERS = ("counted", "scenario")
"""Rooms without compiled functions, whose numbers these take as constants."""


@cache
def source_digest() -> str:
    """Return the SHA-256, in hex, of the sources and kept tables that machine code is made of.

    These are the folders of the package (its rooms) that hold a compiled function, or numbers that compiled
    functions take as constants.
    """
    rooms: dict[str, list[tuple[str, bytes]]] = {}
    compiled_rooms = set(_NUMBERS)
    for path in sorted((*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.npy"))):
        text, inside = path.read_bytes(), path.relative_to(_PACKAGE)
        rooms.setdefault(inside.parts[0], []).append((inside.as_posix(), text))
        if b"@kernel" in text:
            compiled_rooms.add(inside.parts[0])
    digest = hashlib.sha256()
    for room in sorted(compiled_rooms):
        for name, text in rooms[room]:
            digest.update(f"{name}:{len(text)}:".encode())
            digest.update(text)
    return digest.hexdigest()


def cache_root() -> Path:
    """Return the folder for what may be made again: DEMERIT_CACHE, or the user's cache folder."""
    root = os.environ.get("DEMERIT_CACHE")
    return (
        Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "demerit"
    )


def cache_folder() -> Path:
    """Return the folder of the compiled functions of these sources."""
    return cache_root() / "numba" / source_digest()[:16]


def code_folder() -> Path:
    """Return this engine's own folder of machine code that is called by address (`entries`)."""
    own = os.environ.get("NUMBA_CACHE_DIR")
    return Path(own) / source_digest()[:16] if own else cache_folder()


def is_kept(function: Callable[..., Any]) -> bool:
    """Return whether the machine code of a compiled function is kept for this machine."""
    return isinstance(function, Kernel) and function.file.is_file()


def kernel(function: _F) -> _F:
    """Compile `function` on first use, keep the machine code, and run it without the interpreter lock."""
    return cast(_F, Kernel(function, code_folder))
