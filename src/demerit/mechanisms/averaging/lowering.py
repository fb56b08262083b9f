"""Money that a regime claims, lowered: records that carry a debt, and matches with averaged income.

Sums are whole units of the society's currency, rounded half up once, here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP
from typing import NamedTuple

import numpy as np

from demerit.chance import point
from demerit.quantities import Calendar, Money
from demerit.regime.model import Regime
from demerit.regime.parts import IncomeTest
from demerit.scenario.conditions import NO_CONDITION, Conditions
from demerit.scenario.modelled import working_sources
from demerit.scenario.names import Names
from demerit.scenario.numbers import Q20, ints, steps_of
from demerit.scenario.tables import Blocks, Ints, Keys, Rows
from demerit.society.catalogue import Conduct

_NEVER_WITHHELD = -1
MOST_CLAIMED = 2_000_000_000
"""The largest debt, penalty among it: a case holds it in 32 bits."""


class Debts(NamedTuple):
    """Which records claim how much, and what becomes of it; see `Tables` for shapes and units."""

    debt: Rows
    debt_listed: Rows
    debt_amount: Ints
    debt_factor: Ints
    debt_withheld: Ints
    debt_refunds: Ints


class Matches(NamedTuple):
    """What income matches work out, and of whom; see `Tables` for shapes and units."""

    match_every: Rows
    match_months: Rows
    match_conduct: Rows
    match_if: Rows
    match_benefit: Rows
    match_free: Rows
    match_taper: Rows
    match_least: Rows
    match_point: Keys


class Months(NamedTuple):
    """The calendar's months; see `Tables` for shapes and units."""

    month: Ints
    month_step: Ints


def debts(epochs: Sequence[Regime], names: Names, conducts: Sequence[Conduct], step_days: int) -> Debts:
    """Lower the debts of each span; `conducts` are the society's, in the order of `names`."""
    rules = [regime.debts for regime in epochs]
    listing = [{name for rule in regime.lists.values() for name in rule.enter.on} for regime in epochs]
    return Debts(
        debt=ints([[int(it is not None and name in it.conducts) for name in names.conducts] for it in rules]),
        debt_listed=ints([[int(name in listed) for name in names.conducts] for listed in listing]),
        debt_amount=ints([whole(conduct.amount) if conduct.amount else 0 for conduct in conducts]),
        debt_factor=ints([Q20 + (round(it.penalty.value * Q20) if it and it.penalty else 0) for it in rules]),
        debt_withheld=ints(
            [
                max(steps_of(it.withheld_after, step_days), 1)
                if it and it.withheld_after
                else _NEVER_WITHHELD
                for it in rules
            ]
        ),
        debt_refunds=ints([int(it is not None and it.refunds) for it in rules]),
    )


def matches(epochs: Sequence[Regime], names: Names, conditions: Conditions, step_days: int) -> Matches:
    """Lower the matches of each span, source by source."""
    rows: list[list[tuple[int, ...]]] = []
    for regime in epochs:
        known = working_sources(regime)
        tests = [known[name].income_test if name in known else None for name in names.sources]
        rows.append([_match(regime, test, names, conditions, step_days) for test in tests])
    table = ints(rows).reshape(len(epochs), len(names.sources), 8)
    return Matches(
        match_every=_column(table, 0),
        match_months=_column(table, 1),
        match_conduct=_column(table, 2),
        match_if=_column(table, 3),
        match_benefit=_column(table, 4),
        match_free=_column(table, 5),
        match_taper=_column(table, 6),
        match_least=_column(table, 7),
        match_point=_points(names, "match"),
    )


def months(calendar: Calendar) -> Months:
    """Return in which month, by calendar, each step begins, and which step begins each month."""
    days = [calendar.date(step) for step in range(calendar.steps)]
    month = ints([(day.year - days[0].year) * 12 + day.month - days[0].month for day in days])
    return Months(month, np.searchsorted(month, np.arange(int(month[-1]) + 1)).astype(np.int64))


def whole(amount: Money) -> int:
    """Return an amount in whole units of its currency."""
    return int(amount.value.to_integral_value(ROUND_HALF_UP))


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
