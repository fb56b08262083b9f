"""Listings that pass to others: how many begin by which tie, and how many weeks rest on it alone.

A tie is named by what the reached one is to the listed one: `spouse` counts the spouses of the listed,
`leader` the leaders of listed organisations, `organisation` the organisations whose leader is listed. Of
several ties that reach one person at once, the first in the order of the regime language is counted. Weeks
are told apart by whether anybody near is listed for something true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import OF_FLOW, OF_WEEKS, PER, STAYING, Figure, at_a_time, middle, ratios
from demerit.audit.source import RunSource

COLUMNS: Final = ("entries", "weeks_true", "weeks_false")
SAID: Final = {
    "entries": "entries to a list that a tie began",
    "weeks_true": "weeks on a list only by a tie to somebody listed for something true",
    "weeks_false": "weeks on a list only by a tie to somebody listed by a false record",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """What passes over one relation.

    Attributes:
        relation: what the reached one is to the listed one.
        entries: entries per 100,000 years lived.
        true: weeks by a tie to somebody listed for something true, per 100,000 years lived.
        false: the same by a tie to somebody listed falsely.
    """

    relation: str
    entries: Figure
    true: Figure
    false: Figure


def by_relation(source: RunSource, entity: str) -> list[Carried]:
    """Return what passes over each relation over which anything passes, the most entries first."""
    counted = source.sums("relations", "relation", COLUMNS, "entity = ?", [entity])
    lived = source.present[entity].sum(axis=1).tolist()
    found = [
        Carried(
            relation, *(_figure(source, entity, relation, column, of[column], lived) for column in COLUMNS)
        )
        for relation, of in counted.items()
        if any(any(numbers) for numbers in of.values())
    ]
    return sorted(found, key=lambda each: (-each.entries.mid, each.relation))


def _figure(
    source: RunSource, entity: str, relation: str, column: str, counts: list[int], lived: list[int]
) -> Figure:
    entries = column == "entries"
    a_week = 1.0 if entries else source.manifest.calendar.step_days / 7
    return Figure(
        name=f"through others, {entity}s: {'entries' if entries else column.replace('_', ' ')}",
        definition=SAID[column],
        unit=f"{'entries' if entries else 'weeks'} per 100,000 {entity}-years",
        denominator=f"years lived by all {entity}s present",
        formula=f"sum of relations.{column}{'' if entries else ' x weeks a step'}"
        " / (sum of people.present / steps a year) x 100,000",
        value=ratios(counts, lived, PER * source.steps_per_year * a_week),
        sampled=middle(counts) if entries else at_a_time(counts, source.steps),
        rests_on=STAYING,
        at=relation.replace("_", " "),
        cannot=OF_FLOW if entries else OF_WEEKS,
    )
