"""The pages of the project and the blocks of code in them, to hold the one against the other."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PATTERNS = ("*.md", "docs/**/*.md", "guides/*.md", "tests/*.md", "bench/**/*.md")
_FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its page (from the root), the line of its fence, its language, its text.

    `before` is the paragraph that leads to it.
    """

    page: str
    line: int
    language: str
    text: str
    before: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@cache
def pages() -> tuple[str, ...]:
    """Return every page, as a path from the root."""
    found = {path.relative_to(ROOT).as_posix() for pattern in _PATTERNS for path in ROOT.glob(pattern)}
    return tuple(sorted(found))


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks_of(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = text_of(page)
    return [
        Block(
            page,
            text.count("\n", 0, match.start()) + 1,
            match[1],
            match[2],
            text[: match.start()].rstrip("\n").rpartition("\n\n")[2],
        )
        for match in _FENCE.finditer(text)
    ]


def blocks(*languages: str) -> list[Block]:
    """Return the blocks of all pages, or those in some languages."""
    found = [block for page in pages() for block in blocks_of(page)]
    return [block for block in found if not languages or block.language in languages]


def commands(block: Block) -> list[list[str]]:
    """Return the command lines of a shell block, comments apart."""
    return [words for line in block.text.splitlines() if (words := shlex.split(line, comments=True))]
