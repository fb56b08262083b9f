"""The command that gives a run again, as somebody may paste it into a shell."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

OUT: Final = "again"
"""The folder that the printed commands write."""
_WIDTH: Final = 96


def from_folder(folder: Path) -> list[str]:
    """Return the words of the command that runs a run's own files again, given where its folder lies."""
    return ["demerit", "run", f"./{folder.name}/scenario.yaml", "--out", OUT]


def for_shell(words: Sequence[str]) -> str:
    """Return a command in lines, with what a shell would take apart in quotes."""
    pieces: list[str] = []
    for word in words:
        if word.startswith("--") or len(pieces) < 1:
            pieces.append(shlex.quote(word))
        else:
            pieces[-1] += f" {shlex.quote(word)}"
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if len(lines[-1]) + len(piece) < _WIDTH:
            lines[-1] += f" {piece}"
        else:
            lines.append(f"    {piece}")
    return " \\\n".join(lines)
