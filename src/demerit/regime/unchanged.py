"""What an amendment writes that stood already, the whole of it or a part, with the place where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.documents import Document, walk
from demerit.documents.reading import Where
from demerit.errors import Problem
from demerit.regime.model import Regime

Form = tuple[Document, Regime]


def unchanged(document: Document, forms: Sequence[Form]) -> Iterator[Problem]:
    """Yield what amendments write that stood already.

    Args:
        document: the whole regime, with its amendments.
        forms: its dated forms, with their documents.
    """
    for number, amendment in enumerate(document.data.get("amendments") or []):
        (earlier, before), (_, after) = forms[number], forms[number + 1]
        was, now = dict(walk(before)), dict(walk(after))
        written = [path for path in _leaves({k: v for k, v in amendment.items() if k != "from"}) if path]
        idle = [path for path in written if _same(was, now, path)]
        top: Where = ("amendments", number)
        if len(idle) == len(written):
            lines = sorted({earlier.position(path)[0] for path in idle})
            yield document.problem(
                top,
                f"this amendment from {amendment.get('from')} changes nothing: what it writes stood already"
                f" ({_at(lines)})",
                found="",
                next_step="write what changes, or remove it",
            )
            continue
        for path in idle:
            yield document.problem(
                (*top, *path),
                f"this changes nothing: it stood already ({_at([earlier.position(path)[0]])})",
                next_step="write what changes, or remove it",
            )


def _at(lines: Sequence[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


def _leaves(data: Any, path: Where = ()) -> Iterator[Where]:
    """Yield the paths of what an amendment writes; a list is written whole."""
    if isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _leaves(value, (*path, key))
    else:
        yield path


def _same(was: Mapping[Where, Any], now: Mapping[Where, Any], path: Where) -> bool:
    """Return whether two forms hold the same at a path, or, if that is a part of a value, at the value."""
    before, after = _below(was, path), _below(now, path)
    return before == after if before or after or not path else _same(was, now, path[:-1])


def _below(leaves: Mapping[Where, Any], path: Where) -> dict[Where, Any]:
    """Return what stands at a path and below it."""
    whole = tuple(str(part) for part in path)
    return {
        each: value
        for each, value in leaves.items()
        if tuple(str(part) for part in each[: len(path)]) == whole
    }
