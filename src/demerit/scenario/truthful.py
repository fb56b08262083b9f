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
    "false sightings": lambda t: {
        "false_sightings": t.false_sightings._replace(ratio=np.zeros_like(t.false_sightings.ratio))
    },
    "reports put on somebody else": lambda t: {
        "linkage": t.linkage._replace(
            missed=t.linkage.missed + t.linkage.wrong, wrong=np.zeros_like(t.linkage.wrong)
        )
    },
    "noise in risk scores": lambda t: {"risk": t.risk._replace(spread=np.zeros_like(t.risk.spread))},
    "averaged income": lambda t: {"averaging": t.averaging._replace(every=np.zeros_like(t.averaging.every))},
    "errors of the court about ability": lambda t: {
        "adjudication": t.adjudication._replace(
            finds_able=np.tile(np.array([ALWAYS, 0], np.int64), (len(t.adjudication.finds_able), 1))
        )
    },
    "points that officials choose": lambda t: {
        "scores": t.scores._replace(points_low=t.scores.points, points_high=t.scores.points)
    },
}
"""What each false part of a mechanism becomes, by its name: parts of the tables as they then are."""


def truthful(tables: Tables) -> Tables:
    """Return the tables of the same draw with every false part switched off."""
    for off in SWITCHED_OFF.values():
        tables = tables._replace(**off(tables))
    return tables
