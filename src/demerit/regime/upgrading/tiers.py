"""Tiers: what points lost are multiplied by, as weights of the day of the ruling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.documents.splicing import on_one_line
from demerit.regime.upgrading.draft import Draft


def tiers(draft: Draft) -> None:
    """Write the factor of each tier as a weight; before the file's own, as they were worked out."""
    before: list[Any] = []
    for top, form in draft.forms():
        said = form.get("tiers", "none")
        given = said.items() if isinstance(said, Mapping) else ()
        made = [
            {"if": f"tier == {name}", "adverse": rule["deductions"], "at": "ruling"} for name, rule in given
        ]
        made += form.get("weights", [])
        here = draft.at((*top, "tiers"))
        own = draft.at((*top, "weights"))
        if here is None and (own is None or made == own):
            before = made
            continue
        entries = [f"weights:{_lines(made)}"] if made or before else []
        before = made
        if here is None:
            draft.recast.substitute((*top, "weights"), entries)
            continue
        if own is not None:
            draft.recast.remove((*top, "weights"))
        if entries:
            draft.recast.substitute((*top, "tiers"), entries)
        else:
            draft.recast.remove((*top, "tiers"))


def _lines(weights: list[Any]) -> str:
    if not weights:
        return " []"
    return "".join(f"\n  - {on_one_line(each)}" for each in weights)
