"""Lists: who enters and for how long, as ways. Version 1 had one way a list, with the list's `term`.

What version 1 did: a condition without a term held people while it held; with a term it took everybody for
that long, and at its end at once anew if it still held; a record entered whom its condition held for with
the step's own points counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Where
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import resaid

OLD = 110
"""Years beyond which version 1's files asked for nobody, of a list that ties alone were to fill."""
_NOBODY = re.compile(r"\s*age\s*>=?\s*(\d+)\s*")


def lists(draft: Draft) -> None:
    """Write every list's `enter` and `term` as ways."""
    made = resaid(draft, "lists", ("enter", "term"), lambda name, said: _said(draft, name, said))
    for change in made:
        path: Where = (*change.path, "enter")
        (way,) = _said(draft, str(change.path[-1]), change.after)["enter"]  # type: ignore[index]  # it was made
        if "once" in way:
            draft.readings.append(
                Reading(
                    path,
                    "once ... again: after-spell-ends",
                    "a condition that still holds when the term ends makes the next listing, as it did",
                    "again: after-condition-ends, where one listing follows from it and no second;"
                    " or while ... at_least, where it lasts as long as the condition",
                )
            )
        if "own_points" in way:
            draft.readings.append(
                Reading(
                    path,
                    "own_points: counted",
                    "the condition of a record was asked with the points of its own step",
                    "own_points: not-counted, where it is asked before they count",
                )
            )


def _said(draft: Draft, name: str, said: Mapping[str, Any]) -> Mapping[str, Any] | None:
    enter = said.get("enter")
    if enter is None or isinstance(enter, list):
        return None
    return {"enter": [_way(draft, name, enter, said.get("term", "none"))]}


def _way(draft: Draft, name: str, enter: Any, term: Any) -> Mapping[str, Any]:
    records, condition = ([], enter) if isinstance(enter, str) else (enter.get("on", []), enter.get("if"))
    if condition == "none":
        condition = None
    length = "ever" if term == "none" else term
    if records:
        asked = {"if": condition, "own_points": "counted"} if condition is not None else {}
        return {"record": records, **asked, "for": length}
    if _nobody(draft, name, condition):
        return {"by": "spillover"}
    if term == "none":
        return {"while": condition}
    return {"once": condition, "for": length, "again": "after-spell-ends"}


def _nobody(draft: Draft, name: str, condition: Any) -> bool:
    """Return whether a condition stands for nobody, beside a tie that fills the list."""
    asked = _NOBODY.fullmatch(str(condition))
    if asked is None or int(asked[1]) < OLD:
        return False
    spills = [form.get("spillover") for _, form in draft.forms()]
    return any(
        isinstance(spill, Mapping) and spill.get("lists") == name
        for relations in spills
        if isinstance(relations, Mapping)
        for spill in relations.values()
    )
