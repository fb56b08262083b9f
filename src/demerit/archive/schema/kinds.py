"""Every kind of event; each mechanism declares its own (`words` in its folder), where they are found."""

from __future__ import annotations

from itertools import chain
from typing import Final

from demerit.counted.kinds import Kind, numbered
from demerit.mechanisms import declared

KINDS: Final[dict[int, Kind]] = numbered(chain.from_iterable(declared("words", "KINDS")))
"""Every kind of event by its number."""
KIND_NAMES: Final[dict[str, Kind]] = {kind.name: kind for kind in KINDS.values()}
"""The same by name; what the lab knows of an entry on record has the name of its `twin`."""
