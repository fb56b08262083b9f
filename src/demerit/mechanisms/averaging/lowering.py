"""M61, lowered: what income matches work out, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np

from demerit.chance import point
from demerit.regime.model import Regime
from demerit.regime.parts import IncomeTest
from demerit.scenario.codes import Blocks, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION, Conditions
from demerit.scenario.modelled import working_sources
from demerit.scenario.names import Names
from demerit.scenario.numbers import Q20, ints, steps_of, whole


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
    point: Annotated[Keys, "S"]  # what chance decides about a report


def matches(epochs: Sequence[Regime], names: Names, conditions: Conditions, step_days: int) -> Matches:
    """Lower the matches of each span, source by source."""
    rows: list[list[tuple[int, ...]]] = []
    for regime in epochs:
        known = working_sources(regime)
        tests = [known[name].income_test if name in known else None for name in names.sources]
        rows.append([_match(regime, test, names, conditions, step_days) for test in tests])
    table = ints(rows).reshape(len(epochs), len(names.sources), 8)
    return Matches(
        every=_column(table, 0),
        months=_column(table, 1),
        conduct=_column(table, 2),
        condition=_column(table, 3),
        benefit=_column(table, 4),
        free=_column(table, 5),
        taper=_column(table, 6),
        least=_column(table, 7),
        point=_points(names, "match"),
    )


def _match(
    regime: Regime, test: IncomeTest | None, names: Names, conditions: Conditions, step_days: int
) -> tuple[int, ...]:
    if test is None:
        return (0, 0, 0, NO_CONDITION, 0, 0, 0, 0)
    return (
        max(steps_of(test.every, step_days), 1),
        test.months,
        names.conducts.index(test.conduct),
        conditions.number(regime, test.applies_if, "person"),
        whole(test.benefit),
        whole(test.free),
        round(test.taper.value * Q20),
        whole(test.least),
    )


def _column(table: Blocks, number: int) -> Rows:
    return np.ascontiguousarray(table[:, :, number])


def _points(names: Names, what: str) -> Keys:
    return np.array([point(f"source.{name}.{what}") for name in names.sources], np.uint64)
