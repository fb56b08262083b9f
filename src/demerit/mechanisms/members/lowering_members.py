"""Members, lowered: whom the regime is about in each span, and how often people join and leave."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Annotated, NamedTuple, Self

from demerit.chance import hazard_q32
from demerit.mechanisms.members.counts import REASONS
from demerit.mechanisms.members.language import Members
from demerit.mechanisms.members.lowering_holdings import holding_of
from demerit.mechanisms.members.society import Consent
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.traits import FIFTHS, TIERS

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
    joins: Annotated[Rows, "5, 4"]  # hazard of joining, Q32, by fifth and tier
    leaves: Annotated[Ints, "1"]  # hazard of leaving, Q32
    back: Annotated[Ints, "1"]  # for how many days nobody joins again who has left
    reasons: Annotated[Rows, "E, reasons"]  # condition that gives reason to leave, or -1
    goes: Annotated[Ints, "reasons"]  # hazard of leaving for that reason, Q32

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower whom the regime is about in each span."""
        each = [form.members for form in draw.forms]
        read = [name for name in map(holding_of, draw.conditions.counted) if name is not None]
        answers = draw.society.responses.consent
        names = [name for (name,) in draw.names.others[REASONS]]
        said = answers.reasons if answers is not None else {}
        back = answers.back_after if answers is not None else None
        return cls(
            some=ints([int(any(members is not None for members in each))]),
            asks=ints([int(members is not None) for members in each]),
            of=ints([_holding(members, read) for members in each]),
            who=ints([_who(draw, form) for form in draw.forms]),
            consent=ints([_CONSENT[members.consent if members is not None else None] for members in each]),
            joins=_joins(answers, draw.days),
            leaves=ints([0 if answers is None else hazard_q32(answers.leave.value, draw.days)]),
            back=ints([0 if back is None else int(back.days.to_integral_value(ROUND_CEILING))]),
            reasons=ints([[_reason(draw, form, name) for name in names] for form in draw.forms]).reshape(
                len(draw.forms), len(names)
            ),
            goes=ints([hazard_q32(said[name].value, draw.days) if name in said else 0 for name in names]),
        )


def _joins(answers: Consent | None, days: int) -> Rows:
    """Return [5, 4] the hazard of joining by fifth and tier; 0 where the society says nothing of it."""
    if answers is None:
        return ints([[0] * len(TIERS)] * len(FIFTHS))
    fifths, tiers = (
        table.as_dict() if table is not None else dict.fromkeys(names, Decimal(1))
        for table, names in ((answers.by_fifth, FIFTHS), (answers.by_tier, TIERS))
    )
    rate = answers.join.value
    return ints(
        [[hazard_q32(rate * fifths[fifth] * tiers[tier], days) for tier in TIERS] for fifth in FIFTHS]
    )


def _reason(draw: Draw, form: Regime, name: str) -> int:
    """Return the condition that a form calls by a name, or NO_CONDITION."""
    asked = form.members.reasons.get(name) if form.members is not None else None
    return NO_CONDITION if asked is None else draw.conditions.number(form, asked, "person")


def _holding(members: Members | None, read: list[str]) -> int:
    return read.index(members.of) if members is not None and members.of is not None else ANYBODY


def _who(draw: Draw, form: Regime) -> int:
    who = form.members.who if form.members is not None else None
    return draw.conditions.number(form, who, "person") if who is not None else NO_CONDITION
