"""Which command gives a finished run again: from the gallery where that can be said, else from its folder.

A command is resolved before it is printed, so that one that would give another run is never given.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from demerit.documents import gallery, parse, read
from demerit.errors import DemeritError, InvalidFile
from demerit.report.again import OUT, from_folder

if TYPE_CHECKING:
    from demerit.archive.manifest import Manifest
    from demerit.documents import Document

MOST_SETS: Final = 12
"""Values that a command sets one by one; a file that differs in more is named as a file."""
_PLAIN: Final = ("people", "seed", "draws", "from", "to")


def command(folder: Path, manifest: Manifest) -> list[str]:
    """Return the words of a command that gives a run again, with the same id.

    Args:
        folder: of the run, whose files hold what was set by hand.
        manifest: of the run.
    """
    try:
        return _from_gallery(folder, manifest) or from_folder(folder)
    except DemeritError:
        return from_folder(folder)


def _from_gallery(folder: Path, manifest: Manifest) -> list[str] | None:
    """Return a command of names of the gallery and values set by hand, or None where there is none."""
    from demerit.scenario.finding import scenario_document
    from demerit.scenario.resolve import resolve

    names = (("regime", manifest.regime.name), ("society", manifest.society.name))
    if any(name not in gallery.names(kind) for kind, name in names):
        return None
    target = manifest.scenario.name
    if target not in (*gallery.names("scenario"), *gallery.names("regime")):
        return None
    kept, packaged = read(folder / "scenario.yaml").data, scenario_document(target).data
    settings = {key: kept[key] for key in _PLAIN}
    against = manifest.against.name if manifest.against else "nothing"
    for key, name in (("in", manifest.society.name), ("against", against)):
        if packaged.get(key, "none") != name:
            settings[key] = name
    sets = [
        f"scenario.{key}={_written(kept[key])}"
        for key in ("title", "step", "keep")
        if key in kept and key in packaged and kept[key] != packaged[key]
    ]
    for kind, name in names:
        changed = _changes(read(gallery.find(kind, name)), read(folder / f"{kind}.yaml"))
        if changed is None:
            return None
        sets += [f"{kind}.{place}={value}" for place, value in changed]
    if len(sets) > MOST_SETS or resolve(target, settings, sets).run_id != manifest.run_id:
        return None
    words = ["demerit", "run", target]
    for key, value in settings.items():
        words += [f"--{key}", str(value)]
    for text in sets:
        words += ["--set", text]
    return [*words, "--out", OUT]


def _changes(packaged: Document, kept: Document) -> list[tuple[str, str]] | None:
    """Return the values in which a kept file differs from the packaged one; None if they cannot be set."""
    found = []
    for path, value in _differing(packaged.data, kept.data, ()):
        if value is _GONE or any("." in str(part) or "=" in str(part) for part in path):
            return None
        found.append((".".join(map(str, path)), _written(value)))
    return found


_GONE: Final = object()


def _differing(
    old: Any, new: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in new:
                yield (*path, key), _GONE
            elif key not in old:
                yield (*path, key), new[key]
            else:
                yield from _differing(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _differing(before, after, (*path, place))
    elif old != new:
        yield path, new


def _written(value: Any) -> str:
    """Return plain data as the text after `=`, in one line and as short as it is read alike."""
    text = str(value)
    try:
        if parse(f"value: {text}\n").data == {"value": value}:
            return text
    except InvalidFile:
        pass
    return json.dumps(value, ensure_ascii=False, default=dt.date.isoformat)
