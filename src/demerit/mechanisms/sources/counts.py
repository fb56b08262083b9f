"""What is counted of sightings and records."""

from __future__ import annotations

from demerit.counted.axes import CONDUCT, GROUP, SOURCE, YEAR, fixed
from demerit.counted.counted import Counted
from demerit.counted.table import count, text_key
from demerit.counted.values import TRUTHS

_TRUTH = fixed(
    text_key("truth", "`act`: the entity recorded did it; `none`: it did not", allowed=TRUTHS),
    ("none", "act"),
)

RECORDS = Counted(
    "records",
    "what sources reported and what entered the record, by what is true",
    (SOURCE, CONDUCT, _TRUTH, GROUP, YEAR),
    (
        count(
            "sightings",
            "sightings",
            "reports, true or false, in the year of the act or false report that they are of, even if they"
            " arrive after the run",
        ),
        count(
            "records",
            "records",
            "records that began to count in the year; one that is struck before it begins, or would begin"
            " after its person is gone or after the run, is none",
        ),
        count("misplaced", "records", "of these: made of an act of somebody else"),
        count(
            "called_by_error",
            "sightings",
            "of `sightings`: the source would not have made it on a true record, since it covers whom its"
            " cases name",
        ),
    ),
)

COUNTED = (RECORDS,)
