"""Two lives on a page: an invented person listed wrongly or through others, and one by the rule's terms.

A life is there to show how a listing comes about, entry by entry, with what only the lab knows marked. It is
one case out of many and no estimate of anything, and the page says so beside it. The lab chooses and traces
it; this only places what `explain` tells.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.explain import Trace, lines

LONGEST = 40
"""Lines of a life that a page shows; the rest is told by `demerit explain`."""


@dataclass(frozen=True)
class ToldLife:
    """A life as a page shows it: who, what happened in a few sentences, and dated lines.

    A line is its date, a mark where only the lab knows it, and what happened. `left_out` counts the others.
    """

    person: str
    noun: str
    draw: int
    traits: str
    summary: tuple[str, ...]
    lines: tuple[tuple[str, str, str], ...]
    left_out: int


def told_life(trace: Trace) -> ToldLife:
    """Return a traced life as a page shows it."""
    who, told = trace.person, lines(trace)
    traits = ", ".join(
        value if value.startswith(name) else f"{name} {value}" for name, value in who.traits.items() if value
    )
    return ToldLife(
        who.id,
        "person" if who.entity == "person" else "organisation",
        trace.draw,
        traits,
        trace.summary,
        told[:LONGEST],
        max(0, len(told) - LONGEST),
    )
