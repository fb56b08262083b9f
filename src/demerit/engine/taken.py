"""What people have taken of what is offered, and what comes of it, as the plain engine keeps it."""

from __future__ import annotations

from typing import NamedTuple


class Taken(NamedTuple):
    """An offer that somebody took."""

    offer: int
    within: frozenset[int]
    """The histories in which they did."""
    since: int
    """The step in which they did."""
    ends: int
    """The step in which it is passed or failed."""
    passes: bool


class Coming(NamedTuple):
    """That somebody comes onto a list for an offer that is over."""

    when: int
    """The step in which they do."""
    way: int
    """The way that it was to be by, or -1: they are put on it."""
    number: int
    """The list."""
    within: frozenset[int]
    """The histories in which they do."""
