"""What is told of rulings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demerit.counted.kinds import CONDUCT, Field, Form, Kind, Told, Where, fixed
from demerit.mechanisms.redress.words import guard_of_record

OUTCOMES = (
    "dismissed",
    "let off",
    "stopped at review",
    "stopped at hearing",
    "found unable",
    "paid before",
    "won on appeal before",
    "recorded",
)
(
    DISMISSED,
    LET_OFF,
    STOPPED_AT_REVIEW,
    STOPPED_AT_HEARING,
    FOUND_UNABLE,
    PAID_BEFORE,
    APPEAL_WON,
    RECORD_MADE,
) = range(len(OUTCOMES))
"""From `FOUND_UNABLE` on a sighting was upheld; only what the last one makes is a record, once it begins."""

_GUARDED: Mapping[str, str] = {
    "stopped at review": "human_review",
    "stopped at hearing": "hearing",
    "paid before": "notice",
    "won on appeal before": "appeal",
}


def _ruled(entry: Told, form: Form) -> Sequence[Where]:
    if entry.outcome in _GUARDED:
        return [(*guard_of_record(form, entry.what), _GUARDED[entry.outcome])]
    if entry.outcome == "found unable":
        return [("adjudication", "ability_test")]
    if entry.outcome == "let off":
        return [("adjudication", "official", "discretion")]
    return [("adjudication", entry.by)]


_RULER = Field(
    "by",
    lambda names, values: (("official", "machine"), values & 1),
    said={"official": "an official", "machine": "a machine"},
)
"""Twice the source, and one more by a machine."""

RULING = Kind(
    "ruling",
    "record",
    (CONDUCT, _RULER, fixed("outcome", OUTCOMES)),
    {
        "recorded": "{by} rules on {what}: recorded",
        "dismissed": "{by} rules on {what}: dismissed",
        "let off": "{by} lets the person off: {what}",
        "stopped at review": "a human review stops the case: {what}",
        "stopped at hearing": "a hearing stops the case: {what}",
        "found unable": "found unable to pay, no listing follows: {what}",
        "paid before": "paid after notice, no listing follows: {what}",
        "won on appeal before": "an appeal is won before anything follows: {what}",
        "": "{by} rules on {what}: {outcome}",
    },
    regime=_ruled,
)
KINDS = (RULING,)
