"""Which numbers a rule's own text states, and which nobody but a source or an assumption can give.

*Three points, for two years* stands in a rule; how many of the acts a camera sees, how long an office takes
and what something costs stand in none. So the source of a whole file or section is the evidence of the first
and never of the second. Points and lengths are stated unless their field says `MEASURED`; shares, rates,
factors and money are measured unless it says `STATED`; whole numbers that rest on a source say `STATED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

PROPOSAL: Final = "proposal"
"""Stands for a source where a rule is the author's own: *a rule that I propose*."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Beside a field of a model: whether a rule's text states its numbers.

    Beside a field `from`: whether it takes the source of the file or section where it names none.

    Attributes:
        there: whether it does; if not, each number names its own source or range.
    """

    there: bool


STATED: Final = Stated(True)
MEASURED: Final = Stated(False)


def stated(metadata: list[Any]) -> bool | None:
    """Return what a field says of itself among its metadata, or None if nothing."""
    return next((each.there for each in metadata if isinstance(each, Stated)), None)
