"""The lists, lowered: what enters them, for whom, until when, and whether payment releases.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np

from demerit.chance import NEVER
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.codes import Blocks, Ints, Rows
from demerit.scenario.conditions import NO_CONDITION, Conditions
from demerit.scenario.exits import HERE, RULE, SUNSET
from demerit.scenario.names import Names
from demerit.scenario.numbers import ints, steps_of

_NO_RELEASE = -1


class Lists(NamedTuple):
    """The lists of a regime: what enters them and how they are left, in each span."""

    entity: Annotated[Ints, "L"]
    conduct: Annotated[Blocks, "E, L, C"]  # 1 where a record of the conduct enters
    condition: Annotated[Rows, "E, L"]  # expression, or -1
    adults: Annotated[Rows, "E, L"]  # 1 where nobody under 18 is listed
    term: Annotated[Blocks, "E, L, T"]  # step at which a listing that begins in step t ends
    over: Annotated[Rows, "E, L"]  # exit by which stays end where the form lacks the list, else -1
    payment: Annotated[Rows, "E, L"]  # delay from payment to release, or -1 for no release


def lists(
    epochs: Sequence[Regime],
    ended: Sequence[bool],
    names: Names,
    calendar: Calendar,
    conditions: Conditions,
) -> Lists:
    """Lower the lists of each span; one that a span does not have takes nobody in it, and ends its stays.

    Args:
        epochs: the forms of the regime, one a span.
        ended: for each, whether the regime has ended by then (`sunset`).
        names: what is counted, in the order of the tables.
        calendar: steps and dates.
        conditions: where conditions are numbered.
    """
    spans, conducts, steps = len(epochs), names.conducts, range(calendar.steps)
    enters = np.zeros((spans, len(names.lists), len(conducts)), np.int64)
    condition = np.full((spans, len(names.lists)), NO_CONDITION, np.int64)
    payment = np.full((spans, len(names.lists)), _NO_RELEASE, np.int64)
    adult = np.zeros((spans, len(names.lists)), np.int64)
    over = np.full((spans, len(names.lists)), HERE, np.int64)
    term = np.full((spans, len(names.lists), len(steps)), NEVER, np.int64)
    for e, regime in enumerate(epochs):
        for number, name in enumerate(names.lists):
            rule = regime.lists.get(name)
            if rule is None:
                over[e, number] = SUNSET if ended[e] else RULE
                continue
            adults = rule.entity == "person" and not rule.minors
            adult[e, number] = int(adults)
            enters[e, number] = [int(conduct in rule.enter.on) for conduct in conducts]
            condition[e, number] = conditions.number(regime, rule.enter.condition, rule.entity, adults=adults)
            if rule.release_on_payment is not None:
                payment[e, number] = steps_of(rule.release_on_payment, calendar.step_days)
            if rule.term is not None:
                term[e, number] = [calendar.due(step, rule.term.value, rule.term.unit) for step in steps]
    return Lists(
        entity=ints(names.list_entities),
        conduct=enters,
        condition=condition,
        adults=adult,
        term=term,
        over=over,
        payment=payment,
    )
