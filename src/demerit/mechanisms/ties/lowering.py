"""What a listing leads to, lowered: attempts refused, listings and points that fall on those near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from demerit.chance import probability
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.regime.parts import passes
from demerit.scenario.conditions import Conditions
from demerit.scenario.modelled import refusals
from demerit.scenario.names import Names
from demerit.scenario.numbers import chance_of, ints, recurrences
from demerit.scenario.tables import RELATIONS, Ints, Rows
from demerit.society.catalogue import Attempt


class Refusals(NamedTuple):
    """Which lists refuse which attempts; see `Tables` for shapes and units."""

    block_start: Rows
    block_list: Ints
    block_if: Ints
    block_severity: Ints


class Spills(NamedTuple):
    """Which listings fall on whose relations; see `Tables` for shapes and units."""

    spill_start: Ints
    spill_relation: Ints
    spill_list: Ints
    spill_from: Ints
    spill_chance: Ints
    spill_if: Ints

    def in_span(self, e: int) -> list[int]:
        """Return the numbers of the conditions of span `e`."""
        first, last = int(self.spill_start[e]), int(self.spill_start[e + 1])
        return [int(number) for number in self.spill_if[first:last]]


class NearPoints(NamedTuple):
    """Points for a listing near; see `Tables` for shapes and units."""

    near_start: Ints
    near_relation: Ints
    near_from: Ints
    near_points: Ints
    near_chance: Ints
    near_if: Ints
    near_due: Rows


def blocks(
    epochs: Sequence[Regime], names: Names, conditions: Conditions, attempts: Mapping[str, Attempt]
) -> Refusals:
    """Lower the refusals of each span, attempt by attempt.

    How hard one is, 0 to 5, the society says of the attempt and the regime of the consequence; the higher
    counts.
    """
    start: list[list[int]] = []
    listed: list[int] = []
    condition: list[int] = []
    severity: list[int] = []
    for regime in epochs:
        row = [len(listed)]
        for domain in names.domains:
            for name, consequence in refusals(regime).items():
                if (consequence.domain or name) == domain:
                    entity = regime.entity_of(consequence)
                    listed.append(names.lists.index(str(consequence.refuse)))
                    condition.append(conditions.number(regime, consequence.applies_if, entity))
                    severity.append(max(consequence.severity, attempts[domain].severity))
            row.append(len(listed))
        start.append(row)
    return Refusals(
        block_start=ints(start),
        block_list=ints(listed),
        block_if=ints(condition),
        block_severity=ints(severity),
    )


def spills(epochs: Sequence[Regime], names: Names, conditions: Conditions) -> Spills:
    """Lower the listings that pass in each span, relation by relation."""
    start = [0]
    relation: list[int] = []
    listed: list[int] = []
    source: list[int] = []
    chance: list[int] = []
    condition: list[int] = []
    for regime in epochs:
        spillover = regime.spillover
        relations = spillover.relations if spillover is not None else {}
        borne_by = spillover.applies_to if spillover is not None else None
        for name, spill in relations.items():
            if name in RELATIONS and spill.lists is not None:
                relation.append(RELATIONS.index(name))
                listed.append(names.lists.index(spill.lists))
                source.append(names.lists.index(spill.of or spill.lists))
                chance.append(chance_of(spill.chance) if spill.chance else probability(1))
                entity, _ = passes(name)
                passed_by = spill.applies_to or (borne_by if entity == "person" else None)
                condition.append(conditions.number(regime, passed_by, entity))
        start.append(len(listed))
    return Spills(
        spill_start=ints(start),
        spill_relation=ints(relation),
        spill_list=ints(listed),
        spill_from=ints(source),
        spill_chance=ints(chance),
        spill_if=ints(condition),
    )


def near_points(
    epochs: Sequence[Regime], names: Names, calendar: Calendar, conditions: Conditions
) -> NearPoints:
    """Lower the points for a listing near in each span; a share of points that passes is not modelled."""
    start, rows = [0], []
    due: list[list[int]] = []
    for regime in epochs:
        spillover = regime.spillover
        for name, spill in spillover.relations.items() if spillover is not None else ():
            if name not in RELATIONS or spill.points is None or spill.every is None:
                continue
            passed_by = spill.applies_to or (spillover.applies_to if spillover is not None else None)
            rows.append(
                (
                    RELATIONS.index(name),
                    names.lists.index(str(spill.of)),
                    spill.points,
                    chance_of(spill.chance) if spill.chance else probability(1),
                    conditions.number(regime, passed_by, "person"),
                )
            )
            due.append(recurrences(spill.every, calendar))
        start.append(len(rows))
    relation, source, points, share, condition = (
        np.ascontiguousarray(c) for c in ints(rows).reshape(-1, 5).T
    )
    return NearPoints(
        near_start=ints(start),
        near_relation=relation,
        near_from=source,
        near_points=points,
        near_chance=share,
        near_if=condition,
        near_due=ints(due).reshape(-1, calendar.steps),
    )
