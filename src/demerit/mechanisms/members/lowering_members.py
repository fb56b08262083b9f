"""Members, lowered: whom the regime is about in each span, and how often people join and leave."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from demerit.chance import hazard_q32
from demerit.mechanisms.members.language import Members
from demerit.mechanisms.members.lowering_holdings import holding_of
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints

ALL, OPT_IN, OPT_OUT = range(3)
"""Who of those that a regime may be about is in."""
_CONSENT = {None: ALL, "opt-in": OPT_IN, "opt-out": OPT_OUT}
ANYBODY = -1
"""In place of a holding: it asks for none."""


class Membership(NamedTuple):
    """Whom the regime is about."""

    some: Annotated[Ints, "1"]  # 1 where any span has members, so that somebody may be outside
    asks: Annotated[Ints, "E"]  # 1 where the span has members; in others everybody is in
    of: Annotated[Ints, "E"]  # which of the holdings that are read one must have, or ANYBODY
    who: Annotated[Ints, "E"]  # condition on traits, or NO_CONDITION
    consent: Annotated[Ints, "E"]  # ALL, OPT_IN or OPT_OUT
    joins: Annotated[Ints, "1"]  # hazard of joining, Q32
    leaves: Annotated[Ints, "1"]  # hazard of leaving, Q32

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower whom the regime is about in each span."""
        each = [form.members for form in draw.forms]
        read = [name for name in map(holding_of, draw.conditions.counted) if name is not None]
        answers = draw.society.responses.consent
        rates = [answers.join, answers.leave] if answers is not None else []
        joins, leaves = [hazard_q32(rate.value, draw.days) for rate in rates] or (0, 0)
        return cls(
            some=ints([int(any(members is not None for members in each))]),
            asks=ints([int(members is not None) for members in each]),
            of=ints([_holding(members, read) for members in each]),
            who=ints([_who(draw, form) for form in draw.forms]),
            consent=ints([_CONSENT[members.consent if members is not None else None] for members in each]),
            joins=ints([joins]),
            leaves=ints([leaves]),
        )


def _holding(members: Members | None, read: list[str]) -> int:
    return read.index(members.of) if members is not None and members.of is not None else ANYBODY


def _who(draw: Draw, form: Regime) -> int:
    who = form.members.who if form.members is not None else None
    return draw.conditions.number(form, who, "person") if who is not None else NO_CONDITION
