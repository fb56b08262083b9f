"""The lists, lowered: of whom they are, whether a span has them, and whether payment releases.

Names: `e` span between amendments.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, Self

import numpy as np

from demerit.counted.values import LIST_KINDS
from demerit.mechanisms.stops.language import severity_of
from demerit.regime.given import Condition
from demerit.regime.model import Regime
from demerit.regime.trees import Expr, left_of
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.exits import HERE, RULE, SUNSET
from demerit.scenario.modelled import burdens
from demerit.scenario.numbers import ints, steps_of

_NO_RELEASE = -1


class Lists(NamedTuple):
    """The lists of a regime: whom they take, and how they are left, in each span."""

    entity: Annotated[Ints, "L"]
    kind: Annotated[Ints, "L"]  # a burden, a benefit or a note
    of_kind: Annotated[Ints, "3"]  # the lists of each kind, as a bit set
    adults: Annotated[Rows, "E, L"]  # 1 where nobody under 18 is listed
    over: Annotated[Rows, "E, L"]  # exit by which stays end where the form lacks the list, else -1
    payment: Annotated[Rows, "E, L"]  # delay from payment to release, or -1 for no release

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the lists of each span; one that a span does not have takes nobody, and ends its stays."""
        names = draw.names
        payment = np.full((len(draw.forms), len(names.lists)), _NO_RELEASE, np.int64)
        adult = np.zeros((len(draw.forms), len(names.lists)), np.int64)
        over = np.full((len(draw.forms), len(names.lists)), HERE, np.int64)
        for e, regime in enumerate(draw.forms):
            for number, name in enumerate(names.lists):
                rule = regime.lists.get(name)
                if rule is None:
                    over[e, number] = SUNSET if draw.ended[e] else RULE
                    continue
                adult[e, number] = int(rule.entity == "person" and not rule.minors)
                if rule.release_on_payment is not None:
                    payment[e, number] = steps_of(rule.release_on_payment, draw.days)
        return cls(
            entity=ints(names.list_entities),
            kind=ints(names.list_kinds),
            of_kind=ints(
                [
                    sum(1 << number for number, found in enumerate(names.list_kinds) if found == kind)
                    for kind in range(len(LIST_KINDS))
                ]
            ),
            adults=adult,
            over=over,
            payment=payment,
        )


def _besides(
    regime: Regime, condition: Condition | None, listed: str, entity: str
) -> Condition | None | Literal[False]:
    """Return what a consequence asks of whoever is on its list besides: None for nothing, False for never.

    So a week on a list is as hard from the first, although lists are read as the step began and the
    consequence itself bites from the next.
    """
    if condition is None:
        return None
    rest = left_of(regime.expression(condition, entity).root, f"listed({listed})")
    if isinstance(rest, bool):
        return None if rest else False
    return Condition(str(Expr(rest)))


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
            for each in burdens(regime).values():
                entity, severity = regime.entity_of(each), each.severity_in(draw.society)
                for listed, condition in each.form.brought_by(regime, each):
                    besides = _besides(regime, condition, listed, entity)
                    if besides is False:
                        continue
                    number = draw.conditions.number(regime, besides, entity)
                    rows.append((draw.names.lists.index(listed), number, severity))
            for listed, rule in regime.lists.items():
                if severity := severity_of(rule, draw.society):
                    rows.append((draw.names.lists.index(listed), NO_CONDITION, severity))
            start.append(len(rows))
        by_list, numbers, severities = ints(rows).reshape(-1, 3).T.copy()
        return cls(start=ints(start), by_list=by_list, condition=numbers, severity=severities)
