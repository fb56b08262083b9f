"""What is told of acts."""

from __future__ import annotations

from demerit.counted.kinds import CONDUCT, Kind, fixed

ACT = Kind(
    "act",
    "truth",
    (CONDUCT, fixed("outcome", ("", "could not pay"))),
    {"": "act: {what}", "could not pay": "act: {what}, by somebody who could not pay"},
    society=(("conducts", "{what}"),),
)
KINDS = (ACT,)
