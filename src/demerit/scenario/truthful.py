"""The same regime on a true record: every false record off, and the rule's own points.

Wrongful in total asks what false records do to people, and to people around them, once everybody has answered
to them. No history beside another can say that; it takes a second run of the same people, whose record is
true. That run is made here, by tables alone: no engine knows of it, and so none can treat it differently.

A mechanism that makes false records, or gives more than the rule says, has one line in `SWITCHED_OFF`: what
its tables are when it does not. What is kept, because no record is false by it: acts that nobody sees, that
an official lets off or that a court dismisses, and, where no rule asks for ability, people who could not pay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from demerit.chance import probability
from demerit.scenario.tables import Tables

ALWAYS = probability(1)

SWITCHED_OFF: Final[Mapping[str, Callable[[Tables], Mapping[str, Any]]]] = {
    "false sightings": lambda t: {"false_ratio": np.zeros_like(t.false_ratio)},
    "reports put on somebody else": lambda t: {
        "link_missed": t.link_missed + t.link_wrong,
        "link_wrong": np.zeros_like(t.link_wrong),
    },
    "noise in risk scores": lambda t: {"feature_spread": np.zeros_like(t.feature_spread)},
    "averaged income": lambda t: {"match_every": np.zeros_like(t.match_every)},
    "errors of the court about ability": lambda t: {
        "finds_able": np.tile(np.array([ALWAYS, 0], np.int64), (len(t.finds_able), 1))
    },
    "points that officials choose": lambda t: {"points_low": t.points, "points_high": t.points},
}
"""What each false part of a mechanism becomes, by its name: fields of the tables and their values."""


def truthful(tables: Tables) -> Tables:
    """Return the tables of the same draw with every false part switched off."""
    for off in SWITCHED_OFF.values():
        tables = tables._replace(**off(tables))
    return tables
