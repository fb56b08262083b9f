"""The form of a mechanism: what it declares beside its plain and its compiled function.

A mechanism is one file in the folder of its concept. It declares only what its code cannot say; what it
reads, writes and tells is read from the code (scripts/code_reading.py); docs/mechanisms/step.md prints both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["population", "conduct", "detection", "adjudication", "scoring", "consequences", "response"]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What a mechanism is and uses; names only, the functions stand in the same file."""

    name: str
    rows: tuple[str, ...]
    """Rows of the list of mechanisms that it makes work; empty for a sample that later rows lean on."""
    stage: Stage
    points: tuple[str, ...] = ()
    """Decision points named after what a file declares; all others stand in the code."""
    ceilings: tuple[str, ...] = ()
    """Where the society declares the highest rate of its possible points."""
