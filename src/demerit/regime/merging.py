"""One part of a file laid over another: how a change is read, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Where

CATALOGUES = ("conducts", "sources", "lists", "consequences", "debts", "triggers")
"""Sections that hold entries by name, which `none` abolishes and `defaults` fills."""
ABOLISHED = (*CATALOGUES, "scores")
"""Sections whose entries `none` abolishes."""


def merged(base: Any, change: Any, path: Where = ()) -> Any:
    """Return plain data with a change laid over it; neither is altered.

    Args:
        base: what stood before.
        change: what the amendment writes.
        path: where both stand, from the regime's top.
    """
    if not isinstance(base, Mapping) or not isinstance(change, Mapping):
        return change
    if replaces(base, change, path):
        return change
    made = dict(base)
    for key, value in change.items():
        if value == "none" and len(path) == 1 and path[0] in ABOLISHED:
            made.pop(key, None)
        else:
            made[key] = merged(base[key], value, (*path, key)) if key in base else value
    return made


def replaces(base: Mapping[str, Any], change: Mapping[str, Any], path: Where = ()) -> bool:
    """Return whether a change replaces a mapping whole, being of another `kind`; kinds of list share keys.

    Args:
        base: what stood before.
        change: what is written.
        path: where both stand, from the regime's top.
    """
    other = "kind" in change and change["kind"] != base.get("kind", change["kind"])
    return other and path[:1] != ("lists",)
