"""Points that come back with time: a trigger by a schedule, from a day that stands in it.

Version 1 reckoned by the calendar: what recurs every so many days or weeks from a Monday on, months and years
from their first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.mechanisms.triggers.language import RECOVERY
from demerit.quantities.dates import ANCHOR
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry


def recovery(draft: Draft) -> None:
    """Write `recovery` of `score` as a trigger, in the file and in what its amendments change of it."""
    before: Mapping[str, Any] | None = None
    said_anew: list[tuple[tuple[str | int, ...], Any]] = []
    for top, form in draft.forms():
        after = _trigger(form.get("score"))
        if after != before:
            said_anew.append((top, _changed(before, after)))
        if after is not None and (before is None or after["schedule"] != before["schedule"]):
            draft.readings.append(
                Reading(
                    (*top, "triggers", RECOVERY, "schedule"),
                    entry("schedule", after["schedule"]),
                    "version 1 reckoned by the calendar, weeks from a Monday, months and years from their"
                    " first day",
                    "the day of one turn by the rule in place of this one, or `since last record`",
                )
            )
        before = after
        said = draft.at((*top, "score"))
        if isinstance(said, Mapping) and RECOVERY in said:
            draft.recast.remove((*top, "score", *([RECOVERY] if len(said) > 1 else [])))
    for top, trigger in said_anew:
        _put(draft, top, trigger)


def _trigger(score: Any) -> Mapping[str, Any] | None:
    """Return the trigger that gives points back to a score as far as its start; None where none come back."""
    back = score.get(RECOVERY) if isinstance(score, Mapping) else None
    if not isinstance(back, Mapping):
        return None
    made = {
        "schedule": _schedule(back["every"]),
        "add": {"score": back["points"]},
        "as_far_as": {"score": score["start"]},
        "lasts": "ever",
    }
    if back.get("chance", "none") != "none":
        made["chance"] = back["chance"]
    return made | ({"from": score["from"]} if score.get("from", "none") != "none" else {})


def _schedule(every: Any) -> Any:
    """Return a length that recurs as a schedule from the day on from which version 1 counted."""
    if isinstance(every, Mapping):
        return {**every, "unit": f"{every['unit']} from {ANCHOR}"}
    length, comma, evidence = str(every).partition(",")
    return f"every {length.strip()} from {ANCHOR}{comma}{evidence}"


def _changed(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Any:
    """Return what an amendment says of a trigger that was otherwise before."""
    if before is None or after is None:
        return after or "none"
    new = {key: value for key, value in after.items() if before.get(key) != value}
    return new | {key: "none" for key in before if key not in after}


def _put(draft: Draft, top: tuple[str | int, ...], said: Any) -> None:
    """Write the trigger among those that stand there, or as the only one."""
    section, made = (*top, "triggers"), entry(RECOVERY, said)
    if isinstance(draft.at(section), Mapping) and draft.at(section):
        draft.recast.put_first(section, made)
    else:
        draft.recast.put(top, [f"triggers: {{{made}}}"])
