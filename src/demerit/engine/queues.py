"""Queues of slots that wait to be looked at in a step, each once, in the order in which they came.

Names: `i` slot.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, U8x1
from demerit.chance.layouts import Cleared


class Queue(NamedTuple):
    """Slots that wait."""

    slots: Annotated[I32x1, "slots"]  # in the order in which they came
    waits: Annotated[U8x1, "slots", Cleared(0)]  # why a slot waits, or 0
    length: Annotated[I32x1, "1", Cleared(0)]  # how many wait


@kernel
def queue(waiting: Queue, i: int, why: int) -> None:
    """Put slot `i` at the end of a queue, for the reason `why` (not 0), unless it waits there already."""
    if waiting.waits[i] == 0:
        waiting.waits[i] = why
        waiting.slots[waiting.length[0]] = i
        waiting.length[0] += 1
