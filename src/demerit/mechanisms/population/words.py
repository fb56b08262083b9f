"""What is told of people who come, go, marry and divorce."""

from __future__ import annotations

from demerit.counted.kinds import BAND, SLOT, Kind, fixed

LEAVE_KINDS = ("stays", "death", "left")
"""How a stay ends, in the order of its codes (`STAYS`, `DEATH`, `LEFT` of `society.traits`)."""

ENTERED = Kind("entered", "truth", (BAND,), {"": "is there ({outcome})"})
LEFT = Kind(
    "left",
    "truth",
    (fixed("outcome", LEAVE_KINDS),),
    {"death": "dies", "left": "leaves the society", "": "leaves"},
)
MARRIED = Kind("married", "truth", (SLOT,), {"": "marries"})
DIVORCED = Kind("divorced", "truth", (SLOT,), {"": "divorces"})
KINDS = (ENTERED, LEFT, MARRIED, DIVORCED)
