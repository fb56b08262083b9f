"""M61, lowered: what income matches work out, and of whom."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.regime.model import Regime
from demerit.regime.parts import IncomeTest
from demerit.scenario.codes import Blocks, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import working_sources
from demerit.scenario.numbers import Q20, ints, steps_of, whole
from demerit.scenario.rates import points


class Matches(NamedTuple):
    """What income matches work out, and of whom."""

    every: Annotated[Rows, "E, S"]  # steps between two matches, 0 for none
    months: Annotated[Rows, "E, S"]  # over which income is averaged
    conduct: Annotated[Rows, "E, S"]  # what is reported
    condition: Annotated[Rows, "E, S"]  # expression, or -1
    benefit: Annotated[Rows, "E, S"]
    free: Annotated[Rows, "E, S"]
    taper: Annotated[Rows, "E, S"]  # Q20
    least: Annotated[Rows, "E, S"]  # least difference that is reported
    paid: Annotated[Rows, "E, S"]  # 1 where the average is set against months with a benefit alone
    point: Annotated[Keys, "S"]  # what chance decides about a report

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the matches of each span, source by source."""
        names = draw.names
        rows: list[list[tuple[int, ...]]] = []
        for regime in draw.forms:
            known = working_sources(regime)
            tests = [known[name].income_test if name in known else None for name in names.sources]
            rows.append([_match(regime, test, draw) for test in tests])
        table = ints(rows).reshape(len(draw.forms), len(names.sources), 9)
        return cls(
            every=_column(table, 0),
            months=_column(table, 1),
            conduct=_column(table, 2),
            condition=_column(table, 3),
            benefit=_column(table, 4),
            free=_column(table, 5),
            taper=_column(table, 6),
            least=_column(table, 7),
            paid=_column(table, 8),
            point=points("source", names.sources, ".match"),
        )


def _match(regime: Regime, test: IncomeTest | None, draw: Draw) -> tuple[int, ...]:
    if test is None:
        return (0, 0, 0, NO_CONDITION, 0, 0, 0, 0, 0)
    return (
        max(steps_of(test.every, draw.days), 1),
        test.months,
        draw.names.conducts.index(test.conduct),
        draw.conditions.number(regime, test.applies_if, "person"),
        whole(test.benefit),
        whole(test.free),
        round(test.taper.value * Q20),
        whole(test.least),
        int(test.over == "months-paid"),
    )


def _column(table: Blocks, number: int) -> Rows:
    return np.ascontiguousarray(table[:, :, number])
