"""Whether a regime carried to another version does to synthetic people what it did: both run, side by side.

Assumed ranges are set aside: a range that has moved within the file is drawn anew, and what differs for that
reason says nothing of the language. Both run with the values that the files state.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.lab.planning import Wishes, resolved
from demerit.lab.runs import Run, run

if TYPE_CHECKING:
    from demerit.documents import Document

PEOPLE = 20_000
_RANGE = re.compile(r"^(?P<value>\s*[+-]?[\d_.]+[^,]*)(?P<source>, from [^,]+)?, assumed [^,]+$")
_KEYS = ("draw", "step", "person", "slot", "district")
"""Columns of whole numbers that count nothing."""
STATED = "stated-value"
"""The source that a value has whose range is set aside."""


def differences(
    before: Document, after: Document, target: str | Path, society: str | Path | None
) -> tuple[str, ...]:
    """Return what histories of synthetic people differ in between two files of a regime; nothing if equal.

    Args:
        before: the regime as it was. after: as it is now.
        target: what named it; a gallery regime runs in its own scenario.
        society: in which to run it; None as `run` would.
    """
    from demerit.scenario.lower import lower

    with tempfile.TemporaryDirectory(prefix="demerit-") as folder:
        files = [Path(folder) / name for name in ("before.yaml", "after.yaml")]
        for file, document in zip(files, (before, after), strict=True):
            file.write_text(_without_ranges(document), encoding="utf-8")
        wishes = _wishes(target, society)
        found = [resolved(file, wishes) for file in files]
        tables = [lower(each, 0) for each in found]
        if _equal(tables[0], tables[1]):
            return ()
        runs = [run(file, out=Path(folder) / file.stem, **wishes) for file in files]
        return tuple(_told(*runs))


def _wishes(target: str | Path, society: str | Path | None) -> Wishes:
    """Return the scenario of a gallery regime's name, or of any other, small and alone."""
    from demerit.documents import gallery, read

    own: Mapping[str, Any] = {}
    if str(target) in gallery.names("scenario"):
        own = read(gallery.find("scenario", str(target))).data
    return {
        "people": PEOPLE,
        "draws": 1,
        "against": "nothing",
        "society": society if society is not None else own.get("in"),
        "start": own.get("from"),
        "end": own.get("to"),
    }


def _without_ranges(document: Document) -> str:
    """Return a file's text with the values that it states, each of them exact."""
    from demerit.documents import write

    data = _exact(document.data)
    if STATED in str(data):
        references = dict(data.get("references") or {})
        references[STATED] = {"title": "The value that the file states", "evidence": "S"}
        data["references"] = references
    return write(data)


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    if isinstance(value, str) and (match := _RANGE.match(value)) and ".." not in match["value"]:
        return f"{match['value']}{match['source'] or f', from {STATED}'}"
    return value


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return all(map(_equal, one, other))
    return bool(np.array_equal(one, other))


def _told(before: Run, after: Run) -> Iterator[str]:
    """Yield each sum that differs, table by table."""
    for name, entry in before.manifest.tables.items():
        if after.manifest.tables[name].digest == entry.digest:
            continue
        ours, theirs = (_sums(each, name) for each in (before, after))
        moved = [key for key in ours if ours[key] != theirs.get(key)]
        for key in moved:
            yield f"{name}.{key}: {ours[key]:,} as it was, {theirs.get(key, 0):,} now"
        if not moved:
            yield f"{name}: the same sums, at other times or for other people"


def _sums(of: Run, name: str) -> dict[str, int]:
    """Return the sum of every counted column over all people and steps, by list where there are lists."""
    table = of.table(name)
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    by = ["list"] if "list" in kinds else []
    counted = [key for key in kinds if "INT" in kinds[key] and key not in _KEYS]
    chosen = table.filter("axis = 'all'") if "axis" in kinds else table
    found: dict[str, int] = {}
    for row in chosen.aggregate(", ".join([*by, *(f'sum("{key}")' for key in counted)])).fetchall():
        group = f"{row[0]}." if by else ""
        sums = zip(counted, row[len(by) :], strict=True)
        found |= {f"{group}{key}": int(value or 0) for key, value in sums}
    return found
