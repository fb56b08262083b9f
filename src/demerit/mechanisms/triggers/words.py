"""What is told of triggers."""

from __future__ import annotations

from demerit.counted.kinds import Field, Kind
from demerit.mechanisms.triggers.counts import PLACES

ACTS = Kind(
    "trigger",
    "record",
    (Field("what", lambda names, values: ([name for (name,) in names.others[PLACES]], values)),),
    {"": "the rule {what} acts"},
    regime=(("triggers", "{what}"),),
)
KINDS = (ACTS,)
