"""Consequences: `refuse`, `price` and `favour` name what they touch, and `to` whom they are for.

Version 1 named the list that is refused, or the factor, or who is favoured, and in `domain` what it touches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from demerit.regime.upgrading.draft import Draft
from demerit.regime.upgrading.entries import resaid

OLD = ("refuse", "favour", "factor", "domain", "for", "fiscal_cost")
"""Keys of version 1 that become others beside `to`."""


def consequences(draft: Draft) -> None:
    """Write every consequence that names no `to` with one."""
    made = resaid(draft, "consequences", OLD, _said)
    for change in made:
        severity = (*change.path, "severity")
        if change.after.get("favour", "none") != "none" and draft.at(severity) is not None:
            draft.recast.remove(severity)  # a favour is hard for nobody


def _said(name: str, said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if said.get("to", "none") != "none" or said.get("slow", "none") != "none":
        return None
    form = next((key for key in ("refuse", "factor", "favour") if said.get(key, "none") != "none"), None)
    if form is None:
        return None
    kinds = [said["domain"] if said.get("domain", "none") != "none" else name]
    cost = {"public_cost": said["fiscal_cost"]} if said.get("fiscal_cost", "none") != "none" else {}
    asked = said.get("for", "none")
    if form == "factor":
        return {"price": kinds, "times": said["factor"], "to": asked, **cost}
    if form == "favour":
        return {"favour": kinds, "to": both(said["favour"], asked), **cost}
    listed = said["refuse"][0] if isinstance(said["refuse"], list) else said["refuse"]
    return {"refuse": kinds, "to": both(f"listed({listed})", asked), **cost}


def both(first: str, second: str) -> str:
    """Return the condition that both hold; `none` asks for nothing."""
    if second == "none":
        return first
    return " and ".join(f"({each})" if re.search(r"\bor\b", each) else each for each in (first, second))
