"""Decision points: a name for every place where chance decides.

The key of a point comes from its name alone, so adding, removing or reordering mechanisms leaves every
other random number as it was. Names read like `conduct.count` or `society.death`.
"""

from __future__ import annotations

import hashlib


def point(name: str) -> int:
    """Return the 64-bit constant of the decision point `name` (first 8 bytes of its SHA-256, big-endian).

    >>> hex(point("conduct.count"))
    '0x8bf0d1143f43650c'
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
