"""How somebody stands under one score, as the plain engine remembers it, and what of that a spell keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from demerit.scenario.histories import HISTORIES


@dataclass
class Standing:
    """How somebody stands under one score; a number for each history."""

    score: list[int]
    uncut: list[int]
    """The score as it would stand had no bound cut the last change by points."""
    gain: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of this step."""
    returned: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of this step that come back up to the start only."""
    ratings: list[list[tuple[int, int]]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """The last ratings, by upper bits of their record's hash, under a rolling mean."""
    rated: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """How many ratings there ever were."""
    held: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of the records in force, under a risk score."""
    noise: int = 0
    """Points of error in a risk score when it was last worked out."""
    absorbed: list[int] = field(default_factory=lambda: [-1] * HISTORIES)
    """The last step in which the score was set or cleared, or -1: no earlier entry weighs."""


class Kept(NamedTuple):
    """What one score was worked out from as a spell began, as its kind reckons."""

    value: int
    ratings: int = 0
    """How many ratings are in the sum, under a rolling mean."""
    ever: int = 0
    """How many ratings there ever were, under a rolling mean."""
    absorbed: int = -1
    """The last step before in which the score was set or cleared, or -1."""
