"""Which way a difference goes: said only where every draw says so.

A difference, a ratio or a rank is a claim about a direction, and a median alone is none: two draws of one
run may disagree about its sign. So every sentence, title and ratio asks this module before it says *more*,
*less*, *times as often* or *the most*, and where the draws do not agree the direction is not settled. One
draw agrees with nobody, so it settles nothing; only where its districts give it a range of chance that
range decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from demerit.audit.intervals import Interval, interval

NOT_SETTLED: Final = "direction not settled"
"""What is said where the draws do not agree."""


class Direction(StrEnum):
    """Which side of what it is held against a figure lies on, in every draw."""

    MORE = "more"
    LESS = "less"
    SAME = "the same"
    OPEN = NOT_SETTLED

    @property
    def settled(self) -> bool:
        """Whether all draws agree."""
        return self is not Direction.OPEN


def direction(value: Interval | None, beside: float = 0.0) -> Direction:
    """Return on which side of `beside` a value lies in every draw.

    Args:
        value: a difference (held against 0) or a ratio (held against 1), worked out draw by draw; None where
            there is no figure, and then nothing is settled.
        beside: what it is held against.

    Draws of which some lie on `beside` and others not settle nothing.
    """
    if value is None:
        return Direction.OPEN
    if value.low == value.high == beside:
        return Direction.SAME
    if value.kind == "none":
        return Direction.OPEN
    if value.low > beside:
        return Direction.MORE
    return Direction.LESS if value.high < beside else Direction.OPEN


def of_ratio(value: Interval | None) -> Direction:
    """Return the direction of a ratio: more or less than once."""
    return direction(value, 1.0)


def minus(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return one value minus another, draw by draw; None where they have not the same number of draws."""
    if one is None or other is None or not one.drawn or len(one.drawn) != len(other.drawn):
        return None
    return interval([a - b for a, b in zip(one.drawn, other.drawn, strict=True)])


def over(one: Interval | None, other: Interval | None) -> Interval | None:
    """Return one value over another, draw by draw; None as in `minus`, and where a draw has nothing below."""
    if one is None or other is None or not one.drawn or len(one.drawn) != len(other.drawn):
        return None
    if any(value <= 0 for value in other.drawn):
        return None
    return interval([a / b for a, b in zip(one.drawn, other.drawn, strict=True)])


def foremost(values: Sequence[Interval | None]) -> int | None:
    """Return the place of the value that is the largest in every draw; None where no one is.

    A superlative is a direction against each of the others, so it needs all of them, and two draws or more.
    """
    for place, value in enumerate(values):
        rest = [minus(value, other) for at, other in enumerate(values) if at != place]
        if rest and all(direction(gap) is Direction.MORE for gap in rest):
            return place
    return None
