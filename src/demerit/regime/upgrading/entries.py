"""Entries of a section said in other keys: what changes in each part of a file is written there anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from demerit.documents.splicing import on_one_line
from demerit.regime.upgrading.draft import Change, Draft

Said = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]
"""What an entry says in the new keys, from its name and its old ones; None where nothing is to be changed."""


def entry(key: str, value: Any) -> str:
    """Return a key with its value, as text on one line."""
    return f"{on_one_line(key)}: {on_one_line(value)}"


def resaid(draft: Draft, section: str, old: Sequence[str], said: Said) -> list[Change]:
    """Say the entries of a section in new keys, in the file, its amendments and its defaults.

    Args:
        draft: the file.
        section: its name.
        old: keys that go.
        said: what stands for them.

    Returns:
        The entries that are said anew.
    """
    made: list[Change] = []
    for change in draft.changes(section):
        name = str(change.path[-1])
        after = said(name, change.after)
        if after is None:
            continue
        before = said(name, change.before) if change.before is not None else None
        new = {key: value for key, value in after.items() if before is None or before.get(key) != value}
        new |= {key: "none" for key in before or {} if key not in after}
        written = draft.at(change.path)
        gone = [key for key in written if key in old] if isinstance(written, Mapping) else []
        if new:
            made.append(change)
        _write(draft, change, gone, [_entry(draft, change, key, value) for key, value in new.items()])
    _clear_defaults(draft, section, old)
    return made


def _entry(draft: Draft, change: Change, key: str, value: Any) -> str:
    """Return a key with its value; a list of mappings in a block has a line for each."""
    place = draft.recast.places.get(change.path)
    if place is not None and place.block and isinstance(value, list) and isinstance(value[0], Mapping):
        return f"{key}:" + "".join(f"\n  - {on_one_line(each)}" for each in value)
    return entry(key, value)


def _write(draft: Draft, change: Change, gone: Sequence[str], new: Sequence[str]) -> None:
    """Put new entries where the first that goes stood."""
    if change.path not in draft.recast.places:
        if new:
            draft.recast.put(change.path[:-1], [f"{change.path[-1]}: {{{', '.join(new)}}}"])
        return
    if not new:
        for key in gone:
            draft.recast.remove((*change.path, key))
        return
    if not gone:
        draft.recast.put(change.path, new)
        return
    draft.recast.substitute((*change.path, gone[0]), new)
    for key in gone[1:]:
        draft.recast.remove((*change.path, key))


def _clear_defaults(draft: Draft, section: str, old: Sequence[str]) -> None:
    """Take the old keys out of defaults, and the defaults with the last of them."""
    for path in draft.defaults(section):
        said = draft.at(path)
        gone = [key for key in said if key in old]
        if gone and len(gone) == len(said):
            draft.recast.remove(path)
            continue
        for key in gone:
            draft.recast.remove((*path, key))
