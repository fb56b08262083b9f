"""M62, lowered: which records claim how much, and what becomes of it.

Sums are whole units of the society's currency, rounded half up once, here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.names import Names
from demerit.scenario.numbers import Q20, ints, steps_of, whole
from demerit.society.catalogue import Conduct

_NEVER_WITHHELD = -1
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


def debts(epochs: Sequence[Regime], names: Names, conducts: Sequence[Conduct], step_days: int) -> Debts:
    """Lower the debts of each span; `conducts` are the society's, in the order of `names`."""
    rules = [regime.debts for regime in epochs]
    listing = [{name for rule in regime.lists.values() for name in rule.enter.on} for regime in epochs]
    return Debts(
        claims=ints(
            [[int(it is not None and name in it.conducts) for name in names.conducts] for it in rules]
        ),
        listed=ints([[int(name in listed) for name in names.conducts] for listed in listing]),
        amount=ints([whole(conduct.amount) if conduct.amount else 0 for conduct in conducts]),
        factor=ints([Q20 + (round(it.penalty.value * Q20) if it and it.penalty else 0) for it in rules]),
        withheld=ints(
            [
                max(steps_of(it.withheld_after, step_days), 1)
                if it and it.withheld_after
                else _NEVER_WITHHELD
                for it in rules
            ]
        ),
        refunds=ints([int(it is not None and it.refunds) for it in rules]),
    )
