"""What the bits of a point's hash say: the lowest whom it falls on, the highest whether it happens."""

from __future__ import annotations

SLOT_BITS = 12
"""Lowest bits of the hash: the slot that the point falls on, of 4,096."""
MARK_SHIFT = 34
"""Its highest 30 bits are the mark, which lies under the present rate (Q30) if the point happens."""
LANES = 8
"""Points that are looked at together; whoever takes up those that happen has room for so many more."""
