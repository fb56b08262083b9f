"""What a verb gives back, and how it reaches the terminal or a machine.

A verb returns an `Answer` and prints nothing itself. So there is one place that knows stdout from stderr,
one JSON shape, and one place that marks every JSON as being about synthetic people.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

import typer

from demerit.errors import legible

SYNTHETIC = "All people here are synthetic (invented)."

option = partial(typer.Option, show_default=False)
"""An option whose help says all that there is to say of its default."""
argument = partial(typer.Argument, show_default=False)
"""The same of an argument."""

AsJson = Annotated[bool, option("--json", help="Print one JSON object for machines, also for errors.")]


@dataclass(frozen=True)
class Answer:
    """What a verb found: `text` for people, `data` for machines, `code` as exit code (0 done, 1 finding)."""

    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    code: int = 0
    as_json: bool = False

    def show(self) -> int:
        """Print the answer to stdout and return the exit code."""
        if self.as_json:
            print_json(self.data)
        elif self.text:
            say(self.text.rstrip("\n") + "\n")
        return self.code


def print_json(data: Mapping[str, Any]) -> None:
    """Print one JSON object to stdout, headed by the sentence that its people are synthetic."""
    text = json.dumps({"synthetic": SYNTHETIC, **data}, indent=2, ensure_ascii=False, default=str)
    say(legible(text, lambda sign: json.dumps(sign)[1:-1]) + "\n")


def say(text: str) -> None:
    """Print to stdout; signs that it cannot carry, or that would steer a terminal, are written out.

    Raises:
        OSError: stdout is closed, or what it leads to is full.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(legible(text).encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def note(text: str) -> None:
    """Tell the person at the terminal something that is not the result: to stderr, if anybody reads it."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(legible(text).rstrip("\n") + "\n")
            sys.stderr.flush()


def hush() -> None:
    """Lead what is left to say to nowhere, so that Python does not complain at the end of the process."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Lay out rows of text in columns as wide as their widest cell; the last column runs on."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
