"""Whether machine code can be kept, asked before anything is compiled.

Where its own folder cannot be written, Numba quietly looks for another: beside the sources, where code of an
older engine would be taken for that of the new one, or nowhere, so that every command waits a minute again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from demerit.archive.disk import writing
from demerit.chance.compiling import cache_folder
from demerit.chance.ways import why_public

COMPILING = "compiling the engine, once on this machine (`demerit warmup` does it beforehand)"
"""What somebody is told who waits for it."""


def compiling() -> str:
    """Return what somebody is told who waits for the compiler, with why it takes minutes if it does."""
    why = why_public()
    return f"{COMPILING}: for minutes, because {why}" if why else COMPILING


def usable_cache() -> Path:
    """Return the folder of the machine code, which is there and can be written.

    Raises:
        Unwritable: the disk refuses; the message names the variable to set.
    """
    own = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(own) if own else cache_folder()
    with writing(folder, "NUMBA_CACHE_DIR" if own else "DEMERIT_CACHE"):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"\0" * 4096)
    return folder


def compiled() -> bool:
    """Return whether the engine's machine code is kept, so that no command waits for a compiler."""
    from demerit.engine import districts

    return districts.compiled()
