"""Pages about the language, one fact each: a piece of a file, and what it says back or is answered.

The piece stands in place of the sections of `base.yaml` that it names. Its lines are the first of the file,
so a line in an answer is a line of the page. `python -m tests.language.pages` writes the answers to wrong
files anew: read what changes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from demerit.documents import parse, plain
from demerit.errors import InvalidFile
from demerit.regime import loading

HERE = Path(__file__).parent
_DATED = re.compile(r"(?:(\d{4}-\d\d-\d\d) )?(.+)")
GOOD, BAD = (sorted((HERE / kind).glob("*.md")) for kind in ("good", "bad"))


class Page(NamedTuple):
    """A page: its first line, the piece of a file, and what stands below the piece."""

    title: str
    piece: str
    answer: str


def page(path: Path) -> Page:
    """Return a page with its two blocks."""
    title, piece, _, answer, *_ = path.read_text(encoding="utf-8").split("```")
    return Page(title, piece.partition("\n")[2], answer.partition("\n")[2])


def whole(piece: str, base: str = "base.yaml") -> str:
    """Return the file of a piece: its sections, then those of the base that it does not name."""
    named = set(parse(piece, "piece").data)
    return piece + "".join(text for key, text in _sections(base) if key not in named)


def _sections(base: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in (HERE / base).read_text(encoding="utf-8").splitlines(keepends=True):
        if line[0] != " ":
            found.append((line.partition(":")[0], line))
        else:
            key, text = found.pop()
            found.append((key, text + line))
    return found


def said(piece: str, places: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file says at places: dotted paths, with a date before where an amendment holds."""
    regime = loading.from_document(parse(whole(piece), "mine.yaml"))
    found: dict[str, Any] = {}
    for place in places:
        date, path = _DATED.fullmatch(place).groups()  # type: ignore[union-attr]  # it fits everything
        here: Any = plain(loading.in_force(regime, dt.date.fromisoformat(date)) if date else regime)
        for part in path.split("."):
            here = here[int(part)] if isinstance(here, list) else here[part]
        found[place] = here
    return found


def answered(piece: str) -> str:
    """Return what a wrong file is answered; empty for a right one."""
    try:
        loading.from_document(parse(whole(piece), "mine.yaml"))
    except InvalidFile as error:
        return "".join(f"{problem}\n" for problem in error.problems)
    return ""


def main() -> None:
    """Write the answers anew."""
    for path in BAD:
        title, piece, _ = page(path)
        path.write_text(f"{title}```yaml\n{piece}```\n```text\n{answered(piece)}```\n", encoding="utf-8")


if __name__ == "__main__":
    main()
