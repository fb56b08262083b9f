"""M23, lowered: appeal, correction and repair, one row a span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from demerit.chance import hazard_q32, probability
from demerit.regime.model import Regime
from demerit.regime.parts import Safeguards
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.numbers import chance_of, ints, steps_of
from demerit.society.responses import Payment as Declared


class Payment(NamedTuple):
    """When somebody pays what a record claims."""

    before: Annotated[Ints, "2"]  # hazard of paying before a listing, for (able, unable)
    listed: Annotated[Ints, "2"]  # hazard of paying while listed


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


def ways_back(epochs: Sequence[Regime], step_days: int) -> WaysBack:
    """Lower appeal, correction and repair."""
    appeals = [regime.safeguards.appeal for regime in epochs]
    corrections = [regime.safeguards.correction for regime in epochs]
    repairs = [regime.safeguards.repair for regime in epochs]
    return WaysBack(
        appeal_chance=spans.each([regime.safeguards for regime in epochs], _appeal_chance),
        appeal_success=spans.pairs(
            appeals, lambda it: (chance_of(it.success_if_right), chance_of(it.success_if_wrong))
        ),
        appeal_delay=spans.each(appeals, lambda it: steps_of(it.delay, step_days)),
        appeal_suspends=spans.each(appeals, lambda it: int(it.suspensive)),
        correction_chance=spans.each(corrections, lambda it: chance_of(it.chance)),
        correction_delay=spans.each(corrections, lambda it: steps_of(it.delay, step_days)),
        repair_chance=spans.each(repairs, lambda it: chance_of(it.chance)),
        repair_after=spans.each(repairs, lambda it: steps_of(it.after, step_days)),
        repair_delay=spans.each(repairs, lambda it: steps_of(it.delay, step_days)),
    )


def _appeal_chance(safeguards: Safeguards) -> int:
    """Return the chance of an appeal as Q53, raised by reasons where they are given."""
    appeal, reasons = safeguards.appeal, safeguards.reasons
    if appeal is None:
        return 0
    return probability(appeal.chance.value * (reasons.raises_appeal.value if reasons else 1))


def payment(declared: Declared, step_days: int) -> Payment:
    """Lower how soon somebody pays what a record claims, before a listing and while listed."""
    hazards = [declared.able.value, declared.unable.value]
    return Payment(
        before=ints([hazard_q32(rate, step_days) for rate in hazards]),
        listed=ints([hazard_q32(rate * declared.listed.value, step_days) for rate in hazards]),
    )
