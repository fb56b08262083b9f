"""A spell on a list as the plain engine sees it, with what is kept of the day on which it was entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from demerit.chance import NEVER


class Kept(NamedTuple):
    """What one score was worked out from as a spell began, as its kind reckons."""

    value: int
    ratings: int = 0
    """How many ratings are in the sum, under a rolling mean."""
    ever: int = 0
    """How many ratings there ever were, under a rolling mean."""
    absorbed: int = -1
    """The last step before in which the score was set or cleared, or -1."""


@dataclass
class Spell:
    """A spell on list `number` that a condition took somebody onto, in one history."""

    way: int
    number: int
    epoch: int
    since: int
    """The step in which it was entered: in which it began, unless it was pending."""
    least: int
    """The step until which it lasts at least."""
    ends: int
    """The step in which its length is over, or NEVER; of one that is pending, the step in which it begins."""
    fate: int
    """The step in which it is repaired, or NEVER."""
    appeal: int = NEVER
    """The step in which an appeal of it is decided, or NEVER."""
    found: int = NEVER
    """The step in which it is found if it is wrong, or NEVER."""
    guarded: bool = True
    """Whether the safeguards of its list, if it has any, are for whom it is about."""
    hash: int = 0
    """What chance is read from."""
    entry: list[Kept] = field(default_factory=list)
    """What each score was worked out from as it began, by its number."""
    counted: list[int] = field(default_factory=list)
    """What conditions counted as it began, by term."""
    looked: dict[int, int] = field(default_factory=dict)
    """How many records each feature of a risk score had counted by then, when it was last worked out."""
