"""M62, lowered: which records claim how much, and what becomes of it.

Sums are whole units of the society's currency, rounded half up once, here.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

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
    amount: Annotated[Ints, "C"]  # of one act, in the society's currency
    factor: Annotated[Ints, "E"]  # Q20, what is claimed over the amount
    withheld: Annotated[Ints, "E"]  # steps from claim to withholding, -1 for never
    refunds: Annotated[Ints, "E"]  # 0 or 1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the debts of each span."""
        rules, conducts = [regime.debts for regime in draw.forms], draw.names.conducts
        return cls(
            claims=spans.table(rules, conducts, lambda it, name: name in it.conducts),
            listed=spans.table(draw.forms, conducts, lambda it, name: name in it.listing),
            amount=ints([whole(it.amount) if it.amount else 0 for it in draw.society.conducts.values()]),
            factor=Q20 + spans.each(rules, lambda it: round(it.penalty.value * Q20) if it.penalty else 0),
            withheld=spans.each(
                rules,
                lambda it: max(steps_of(it.withheld_after, draw.days), 1) if it.withheld_after else _NEVER,
                absent=_NEVER,
            ),
            refunds=spans.each(rules, lambda it: int(it.refunds)),
        )
