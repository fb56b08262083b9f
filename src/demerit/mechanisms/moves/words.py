"""What is told of moves."""

from __future__ import annotations

from demerit.counted.kinds import CONDUCT, Kind

NOT_TOLD = Kind(
    "move not told",
    "truth",
    (CONDUCT,),
    {"": "has lived elsewhere than registered for longer than allowed, and not told: {what}"},
    regime=(("conducts", "{what}", "deadline"),),
    society=(("conducts", "{what}", "tells"),),
)
KINDS = (NOT_TOLD,)
