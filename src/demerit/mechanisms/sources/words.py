"""What is told of sightings."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.kinds import CONDUCT, SOURCE, Form, Kind, Told, Where, fixed


def _seen(entry: Told, form: Form) -> Sequence[Where]:
    return [("sources", entry.by, *(("sees", entry.what) if entry.of_act else ("false_records",)))]


SIGHTING = Kind(
    "sighting",
    "record",
    (CONDUCT, SOURCE, fixed("outcome", ("of no act", "of an act"), known=False)),
    {
        "of an act": "{by} reports {what}, which is true",
        "of no act": "{by} reports {what}, which the person did not do",
        "": "{by} reports {what}",
    },
    regime=_seen,
    twin="sighting",
)
CALLED = Kind(
    "called by error",
    "truth",
    (CONDUCT, SOURCE),
    {"": "{by} looked because of what is wrong in the record: {what}"},
    regime=(("sources", "{by}", "coverage"),),
)
KINDS = (SIGHTING, CALLED)
