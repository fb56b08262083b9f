"""The form of a mechanism: what it declares beside its plain and its compiled function.

A mechanism is one file under the stage it belongs to. The declaration is data, so that `plan` can print
what runs in which order, what it may read, and which decision points are its own.
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
    points: tuple[str, ...]
    """Decision points that belong to it alone."""
    tables: tuple[str, ...]
    """Fields of `Tables` it reads."""
    columns: tuple[str, ...] = ()
    """Columns of `State` it writes."""
    queues: tuple[str, ...] = ()
    """Queues it writes to."""
    ceilings: tuple[str, ...] = ()
    """Where the society declares the highest rate of its possible points."""
    called_from: str = ""
    """The mechanism inside whose pass it runs, if it has no pass of its own."""
