"""M04, M33, lowered: listings and points that fall on those near somebody listed.

Names: `e` span between amendments.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import probability
from demerit.counted.values import RELATIONS
from demerit.mechanisms.scores.language import Ledger
from demerit.regime.model import Regime
from demerit.regime.parts import passes
from demerit.regime.recurring import days_of
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints


class Spills(NamedTuple):
    """Which listings fall on whose relations."""

    start: Annotated[Ints, "E + 1"]  # rows of spill_*
    relation: Annotated[Ints, "P"]  # place in RELATIONS
    enters: Annotated[Ints, "P"]  # which list the relations enter
    origin: Annotated[Ints, "P"]  # of which list one is to pass it on
    chance: Annotated[Ints, "P"]  # Q53
    condition: Annotated[Ints, "P"]  # expression about whoever passes it on, or -1
    acquaintances: Annotated[Ints, "1"]  # ties a slot

    def in_span(self, e: int) -> list[int]:
        """Return the numbers of the conditions of span `e`."""
        first, last = int(self.start[e]), int(self.start[e + 1])
        return [int(number) for number in self.condition[first:last]]

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the listings that pass in each span, relation by relation."""
        names, conditions = draw.names, draw.conditions
        start = [0]
        relation: list[int] = []
        listed: list[int] = []
        source: list[int] = []
        chance: list[int] = []
        condition: list[int] = []
        for regime in draw.forms:
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
        return cls(
            start=ints(start),
            relation=ints(relation),
            enters=ints(listed),
            origin=ints(source),
            chance=ints(chance),
            condition=ints(condition),
            acquaintances=ints([draw.society.ties.acquaintances]),
        )


class NearPoints(NamedTuple):
    """Points for a listing near."""

    start: Annotated[Ints, "E + 1"]  # rows of near_*
    relation: Annotated[Ints, "R"]  # place in RELATIONS
    origin: Annotated[Ints, "R"]  # on which list one is to be
    points: Annotated[Ints, "R"]  # what those near gain, or lose below 0
    score: Annotated[Ints, "R"]  # of which score
    chance: Annotated[Ints, "R"]  # Q53
    condition: Annotated[Ints, "R"]  # expression about who is listed, or -1
    due: Annotated[Rows, "R, T"]  # 1 in the steps in which they are given

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the points for a listing near in each span; a share of points that passes is not modelled."""
        start, rows = [0], []
        due: list[list[int]] = []
        for regime in draw.forms:
            spillover = regime.spillover
            for name, spill in spillover.relations.items() if spillover is not None else ():
                if name not in RELATIONS or spill.points is None or spill.every is None:
                    continue
                passed_by = spill.applies_to or (spillover.applies_to if spillover is not None else None)
                rows.append(
                    (
                        RELATIONS.index(name),
                        draw.names.lists.index(str(spill.of)),
                        spill.points,
                        _moved(draw, regime),
                        chance_of(spill.chance) if spill.chance else probability(1),
                        draw.conditions.number(regime, passed_by, "person"),
                    )
                )
                due.append(days_of(spill.every, draw.calendar))
            start.append(len(rows))
        relation, source, points, score, share, condition = (
            np.ascontiguousarray(c) for c in ints(rows).reshape(-1, 6).T
        )
        return cls(
            start=ints(start),
            relation=relation,
            origin=source,
            points=points,
            score=score,
            chance=share,
            condition=condition,
            due=ints(due).reshape(-1, draw.calendar.steps),
        )


def _moved(draw: Draw, form: Regime) -> int:
    """Return the number of the score that points for a listing near move: the only ledger."""
    names = draw.names.scores
    return names.index(next(name for name, score in form.scores.items() if isinstance(score, Ledger)))
