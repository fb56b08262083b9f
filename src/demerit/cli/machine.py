"""The verb about this machine: warmup."""

from __future__ import annotations

import time

import typer

from demerit.cli.output import Answer, AsJson, note
from demerit.cli.progress import duration


def add_to(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command(epilog="Example: demerit warmup")(warmup)


def warmup(as_json: AsJson = False) -> Answer:
    """Compile the engine once, so that no later run waits for it.

    The machine code is kept below DEMERIT_CACHE, or the user's cache folder, until the engine changes.
    """
    from demerit import lab
    from demerit.chance.ways import why_public
    from demerit.lab.cache import compiled, compiling

    if why_public() and not compiled():
        note(compiling())
    started = time.monotonic()
    folder = lab.warmup()
    seconds = time.monotonic() - started
    text = f"compiled in {duration(seconds)}; kept in {folder}"
    return Answer(text, {"seconds": round(seconds, 3), "cache": str(folder)}, as_json=as_json)
