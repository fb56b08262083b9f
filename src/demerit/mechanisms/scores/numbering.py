"""Which number each score of a regime has: its place among those of all its forms."""

from __future__ import annotations

from demerit.mechanisms.scores.counts import PLACES
from demerit.scenario.names import Names


def score_names(names: Names) -> list[str]:
    """Return the names of the scores in the order of their numbers; one of no score where there is none."""
    return [name for name, *_ in names.others[PLACES]]
