"""What a regime gives or charges at an attempt, lowered: favours and factors, attempt by attempt.

A factor below 1 is a favour and one above 1 a surcharge; exactly 1 is neither and leaves no row. By how much
a price changes is not counted, because no file says what anything costs; what is counted is how often, for
whom, and what it costs the public.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import point, probability
from demerit.scenario import modelled
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints, whole

FAVOUR, SURCHARGE = range(2)


class Favours(NamedTuple):
    """Who is favoured or charged at which attempts."""

    start: Annotated[Rows, "E, A + 1"]  # rows of favour_*
    point: Annotated[Keys, "V"]
    kind: Annotated[Ints, "V"]  # 0 a favour, 1 a surcharge
    condition: Annotated[Ints, "V"]  # expression, or -1
    uptake: Annotated[Ints, "V"]  # Q53
    cost: Annotated[Ints, "V"]  # what it costs the public each time, in the society's currency

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the favours and factors of each span, attempt by attempt."""
        start: list[list[int]] = []
        points: list[int] = []
        rows: list[tuple[int, int, int, int]] = []
        for regime in draw.forms:
            row = [len(rows)]
            for domain in draw.names.domains:
                for name, each in modelled.favours(regime).items():
                    dearer = each.dearer
                    if domain not in each.kinds or (dearer is not None and dearer.value == 1):
                        continue
                    points.append(point(f"favour.{name}"))
                    rows.append(
                        (
                            SURCHARGE if dearer is not None and dearer.value > 1 else FAVOUR,
                            draw.conditions.number(regime, regime.asked(each), "person"),
                            chance_of(each.uptake) if each.uptake is not None else probability(1),
                            whole(each.public_cost) if each.public_cost is not None else 0,
                        )
                    )
                row.append(len(rows))
            start.append(row)
        kind, condition, uptake, cost = ints(rows).reshape(-1, 4).T.copy()
        return cls(
            start=ints(start),
            point=np.array(points, np.uint64),
            kind=kind,
            condition=condition,
            uptake=uptake,
            cost=cost,
        )
