"""The lists, lowered: what enters them, for whom, until when, and whether payment releases.

Names: `e` span between amendments.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import NEVER
from demerit.scenario.codes import Blocks, Ints, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.exits import HERE, RULE, SUNSET
from demerit.scenario.modelled import burdens
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

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the lists of each span; one that a span does not have takes nobody, and ends its stays."""
        names, calendar = draw.names, draw.calendar
        spans, conducts, steps = len(draw.forms), names.conducts, range(calendar.steps)
        enters = np.zeros((spans, len(names.lists), len(conducts)), np.int64)
        condition = np.full((spans, len(names.lists)), NO_CONDITION, np.int64)
        payment = np.full((spans, len(names.lists)), _NO_RELEASE, np.int64)
        adult = np.zeros((spans, len(names.lists)), np.int64)
        over = np.full((spans, len(names.lists)), HERE, np.int64)
        term = np.full((spans, len(names.lists), len(steps)), NEVER, np.int64)
        for e, regime in enumerate(draw.forms):
            for number, name in enumerate(names.lists):
                rule = regime.lists.get(name)
                if rule is None:
                    over[e, number] = SUNSET if draw.ended[e] else RULE
                    continue
                adults = rule.entity == "person" and not rule.minors
                adult[e, number] = int(adults)
                enters[e, number] = [int(conduct in rule.enter.on) for conduct in conducts]
                condition[e, number] = draw.conditions.number(
                    regime, rule.enter.condition, rule.entity, adults=adults
                )
                if rule.release_on_payment is not None:
                    payment[e, number] = steps_of(rule.release_on_payment, draw.days)
                if rule.term is not None:
                    term[e, number] = [calendar.due(step, rule.term.value, rule.term.unit) for step in steps]
        return cls(
            entity=ints(names.list_entities),
            conduct=enters,
            condition=condition,
            adults=adult,
            term=term,
            over=over,
            payment=payment,
        )


class Hardships(NamedTuple):
    """What each list brings, whatever it is: how hard it is, and for whom."""

    start: Annotated[Ints, "E + 1"]  # rows of each span
    by_list: Annotated[Ints, "U"]
    condition: Annotated[Ints, "U"]  # expression, or -1
    severity: Annotated[Ints, "U"]  # 0 to 5, the higher of the society's and the regime's

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower how hard what lists bring is, span by span."""
        start, rows = [0], []
        for regime in draw.forms:
            for name, each in burdens(regime).items():
                entity, severity = regime.entity_of(each), each.severity_in(name, draw.society)
                for listed, condition in each.form.brought_by(regime, each):
                    number = draw.conditions.number(regime, condition, entity)
                    rows.append((draw.names.lists.index(listed), number, severity))
            start.append(len(rows))
        by_list, numbers, severities = ints(rows).reshape(-1, 3).T.copy()
        return cls(start=ints(start), by_list=by_list, condition=numbers, severity=severities)
