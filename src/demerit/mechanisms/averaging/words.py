"""What is told of averaged income."""

from __future__ import annotations

from demerit.counted.kinds import AMOUNT, CONDUCT, SOURCE, Kind

DIFFERENCE = Kind(
    "difference",
    "record",
    (CONDUCT, AMOUNT, SOURCE),
    {"": "averaging works out a difference of {amount}: {what}"},
    regime=(("sources", "{by}", "income_test"),),
)
KINDS = (DIFFERENCE,)
