"""Lists that are no burden: who receives a benefit, rightly and not, from whom it is withheld, who is noted.

Weeks on a benefit stand under no ground. *Granted in error* are those that the shadow, scored on a true
record, does not have; *withheld* are those that it alone has. The two fall on different people and are never
set off against each other. A note, such as a warning, is neither a burden nor a benefit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import NOUN, OF_WEEKS, PER, STAYING, Figure, at_a_time, ratios
from demerit.audit.source import RunSource

OF_BENEFITS: Final = {
    "stock": ("receiving", "on the list, which is a benefit"),
    "granted_in_error": ("granted in error", "on the benefit, and not on it in the shadow"),
    "withheld": ("withheld", "off the benefit, and on it in the shadow"),
}
"""What is said of each column of benefits: its name, and what is counted."""


@dataclass(frozen=True, slots=True)
class Received:
    """A benefit of a regime.

    Attributes:
        name: of the list.
        receiving: how many of 100,000 are on it at a time.
        granted_in_error: of these, how many are not in the shadow.
        withheld: how many are on it in the shadow alone.
    """

    name: str
    receiving: Figure
    granted_in_error: Figure
    withheld: Figure


def received(source: RunSource, entity: str) -> list[Received]:
    """Return each benefit that anybody was on, or would be on a true record, in the order of their names."""
    found = []
    for name in source.names("list", "benefits", entity):
        figures = [
            _figure(source, "benefits", column, entity, name, *said) for column, said in OF_BENEFITS.items()
        ]
        if any(figure.some for figure in figures):
            found.append(Received(name, *figures))
    return found


def noted(source: RunSource, entity: str) -> list[Figure]:
    """Return how many are on each list that is a note, where anybody is, in the order of their names."""
    found = [
        _figure(source, "notes", "stock", entity, name, "noted", "on the list, which is a note")
        for name in source.names("list", "notes", entity)
    ]
    return [figure for figure in found if figure.some]


def _figure(
    source: RunSource, table: str, column: str, entity: str, name: str, called: str, said: str
) -> Figure:
    """Return one column of a table of lists as how many of 100,000 at a time."""
    counts = source.by_step(table, column, entity=entity, list=name).sum(axis=1).tolist()
    noun = NOUN[entity]
    return Figure(
        name=called,
        definition=f"{noun} {said}, on average over the run",
        unit=f"per 100,000 {noun} at a time",
        denominator=f"{noun} present, at the ends of all steps",
        formula=f"sum of {table}.{column} / sum of people.present x 100,000",
        value=ratios(counts, source.present[entity].sum(axis=1).tolist(), PER),
        sampled=at_a_time(counts, source.steps),
        rests_on=STAYING,
        at=name,
        cannot=OF_WEEKS,
    )
