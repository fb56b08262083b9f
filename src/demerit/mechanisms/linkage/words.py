"""What is told of reports that are put on nobody, or on somebody else."""

from __future__ import annotations

from demerit.counted.kinds import CONDUCT, SLOT, SOURCE, Kind

NOT_FOUND = Kind(
    "nobody found",
    "truth",
    (CONDUCT, SOURCE),
    {"": "{by} sees {what}, and nobody can be found for it"},
    regime=(("linkage", "missed"),),
)
PUT_ELSEWHERE = Kind(
    "put on another",
    "truth",
    (CONDUCT, SOURCE, SLOT),
    {"": "{by} sees {what}, and it is put on somebody else"},
    regime=(("linkage", "wrong_person"),),
)
KINDS = (NOT_FOUND, PUT_ELSEWHERE)
