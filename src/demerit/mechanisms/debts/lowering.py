"""M62, lowered: which records claim how much, and what becomes of it.

Sums are whole units of the society's currency, rounded half up once, here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, NamedTuple, Self

from demerit.mechanisms.debts.language import AVERAGED, Owing
from demerit.quantities import Money
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import Q20, ints, steps_of, whole

_NEVER = -1
MOST_CLAIMED = 2_000_000_000
"""The largest debt, penalty among it: a case holds it in 32 bits."""


class Debts(NamedTuple):
    """Which records claim how much, and what becomes of it."""

    claims: Annotated[Rows, "E, C"]  # 1 where a record of the conduct claims money
    listed: Annotated[Rows, "E, C"]  # 1 where it also enters a list
    sum: Annotated[Rows, "E, C"]  # what a record claims before any penalty, in the society's currency
    averaged: Annotated[Rows, "E, C"]  # 1 where it claims what averaging worked out instead, if that did
    own: Annotated[Ints, "C"]  # what an act comes to, in the society's currency; 0 where nothing is put on it
    factor: Annotated[Rows, "E, C"]  # Q20, what is claimed over the sum
    withheld: Annotated[Rows, "E, C"]  # steps from claim to withholding, -1 for never
    refunds: Annotated[Rows, "E, C"]  # 0 or 1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the debts of each span, conduct by conduct."""
        owing, conducts = [regime.owing for regime in draw.forms], draw.names.conducts
        own = {name: whole(it.amount) if it.amount else 0 for name, it in draw.society.conducts.items()}

        def of_each(value: Callable[[Owing, str], int], absent: int = 0) -> Rows:
            return spans.table(
                owing, conducts, lambda it, name: value(it[name], name) if name in it else absent
            )

        return cls(
            claims=of_each(lambda debt, name: 1),
            listed=spans.table(draw.forms, conducts, lambda it, name: name in it.listing),
            sum=of_each(
                lambda debt, name: whole(debt.amount) if isinstance(debt.amount, Money) else own[name]
            ),
            averaged=of_each(lambda debt, name: int(debt.amount == AVERAGED)),
            own=ints([own[name] for name in conducts]),
            factor=of_each(
                lambda debt, name: Q20 + (round(debt.penalty.value * Q20) if debt.penalty else 0), absent=Q20
            ),
            withheld=of_each(
                lambda debt, name: (
                    max(steps_of(debt.withheld_after, draw.days), 1) if debt.withheld_after else _NEVER
                ),
                absent=_NEVER,
            ),
            refunds=of_each(lambda debt, name: int(debt.refunds)),
        )
