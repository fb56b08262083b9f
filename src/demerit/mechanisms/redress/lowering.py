"""M23, lowered: appeal, correction and repair, one row a span."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from demerit.chance import hazard_q32, probability
from demerit.regime.parts import Safeguards
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints, steps_of


class Payment(NamedTuple):
    """When somebody pays what a record claims."""

    before: Annotated[Ints, "2"]  # hazard of paying before a listing, for (able, unable)
    listed: Annotated[Ints, "2"]  # hazard of paying while listed

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower how soon somebody pays what a record claims, before a listing and while listed."""
        declared = draw.society.responses.payment
        hazards = [declared.able.value, declared.unable.value]
        return cls(
            before=ints([hazard_q32(rate, draw.days) for rate in hazards]),
            listed=ints([hazard_q32(rate * declared.listed.value, draw.days) for rate in hazards]),
        )


class WaysBack(NamedTuple):
    """What undoes a ruling or a listing."""

    appeal_chance: Annotated[Ints, "E"]
    appeal_success: Annotated[Rows, "E, 2"]  # Q53, for a record that is (right, wrong)
    appeal_delay: Annotated[Ints, "E"]
    appeal_suspends: Annotated[Ints, "E"]  # 0 or 1
    correction_chance: Annotated[Ints, "E"]
    correction_delay: Annotated[Ints, "E"]
    repair_chance: Annotated[Ints, "E"]
    repair_after: Annotated[Ints, "E"]
    repair_delay: Annotated[Ints, "E"]

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower appeal, correction and repair."""
        appeals = [regime.safeguards.appeal for regime in draw.forms]
        corrections = [regime.safeguards.correction for regime in draw.forms]
        repairs = [regime.safeguards.repair for regime in draw.forms]
        return cls(
            appeal_chance=spans.each([regime.safeguards for regime in draw.forms], _appeal_chance),
            appeal_success=spans.pairs(
                appeals, lambda it: (chance_of(it.success_if_right), chance_of(it.success_if_wrong))
            ),
            appeal_delay=spans.each(appeals, lambda it: steps_of(it.delay, draw.days)),
            appeal_suspends=spans.each(appeals, lambda it: int(it.suspensive)),
            correction_chance=spans.each(corrections, lambda it: chance_of(it.chance)),
            correction_delay=spans.each(corrections, lambda it: steps_of(it.delay, draw.days)),
            repair_chance=spans.each(repairs, lambda it: chance_of(it.chance)),
            repair_after=spans.each(repairs, lambda it: steps_of(it.after, draw.days)),
            repair_delay=spans.each(repairs, lambda it: steps_of(it.delay, draw.days)),
        )


def _appeal_chance(safeguards: Safeguards) -> int:
    """Return the chance of an appeal as Q53, raised by reasons where they are given."""
    appeal, reasons = safeguards.appeal, safeguards.reasons
    if appeal is None:
        return 0
    return probability(appeal.chance.value * (reasons.raises_appeal.value if reasons else 1))
