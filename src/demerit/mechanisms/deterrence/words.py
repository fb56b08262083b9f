"""What is told of acts let go."""

from __future__ import annotations

from demerit.counted.kinds import AMOUNT, CONDUCT, Kind

LET_GO = Kind(
    "act let go",
    "truth",
    (CONDUCT, AMOUNT),
    {"": "lets the act go: {what} (perceived risk {share})"},
    society=(("conducts", "{what}"),),
)
"""Its amount is the perceived risk of a record x 2^30."""
KINDS = (LET_GO,)
