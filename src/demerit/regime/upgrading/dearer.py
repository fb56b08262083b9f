"""What is dearer by a condition alone: version 2 lists whoever bears it, so that every week has a ground."""

from __future__ import annotations

from demerit.regime.parts import OwnList
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.kinds import forms_of


def dearer(draft: Draft) -> None:
    """Say of every price whose `to` makes a list that it bites a step later than it did."""
    priced = [
        change
        for change in draft.changes("consequences")
        if change.after.get("price", "none") != "none" and "to" in change.after
    ]
    forms = forms_of(draft.document) if priced else ()
    for change in priced:
        name = str(change.path[-1])
        if any(isinstance(form.lists.get(name), OwnList) for form in forms):
            draft.readings.append(
                Reading(
                    (*change.path, "to"),
                    f"to: {change.after['to']}",
                    f"whoever it holds for is on a list {name!r} now, so that every week of it has a ground,"
                    " and pays from the step after; version 1 counted them on no list, and they paid at once",
                    "a list in `to`, where one of the file's own is meant",
                )
            )
