"""How sightings are ruled on and what guards against a wrong listing, lowered: one row a span."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from demerit.chance import probability
from demerit.regime.model import Regime
from demerit.regime.parts import Safeguards
from demerit.scenario.numbers import chance_of, ints, steps_of
from demerit.scenario.tables import Ints, Rows
from demerit.society.catalogue import Conduct

_Part = TypeVar("_Part")

DISCRETION = ("none", "tier", "tie")
"""What an official's discretion may look at, by code."""


class Rulings(NamedTuple):
    """What stands between a sighting and a listing; see `Tables` for shapes and units."""

    uphold: Rows
    automated: Ints
    machine_uphold: Rows
    discretion_by: Ints
    discretion: Ints
    rule_delay: Ints
    owed: Rows
    ability_test: Rows
    finds_able: Rows
    review_share: Ints
    review_stops: Ints
    review_delay: Ints
    hearing_share: Ints
    hearing_stops: Ints
    hearing_unable: Ints
    hearing_delay: Ints
    notice_share: Ints
    notice_ahead: Ints


class WaysBack(NamedTuple):
    """What undoes a ruling or a listing; see `Tables` for shapes and units."""

    appeal_chance: Ints
    appeal_success: Rows
    appeal_delay: Ints
    appeal_suspends: Ints
    correction_chance: Ints
    correction_delay: Ints
    repair_chance: Ints
    repair_after: Ints
    repair_delay: Ints


def rulings(
    epochs: Sequence[Regime], conducts: Sequence[str], catalogue: Mapping[str, Conduct], step_days: int
) -> Rulings:
    """Lower who upholds what, the test of ability to pay, and what comes before a listing."""
    courts = [regime.adjudication for regime in epochs]
    tests = [court.ability_test if court else None for court in courts]
    discretions = [court.official.discretion if court else None for court in courts]
    reviews = [regime.safeguards.human_review for regime in epochs]
    hearings = [regime.safeguards.hearing for regime in epochs]
    notices = [regime.safeguards.notice for regime in epochs]
    return Rulings(
        uphold=_pairs(
            courts, lambda it: (chance_of(it.official.upholds_false), chance_of(it.official.upholds_true))
        ),
        automated=_each(courts, lambda it: chance_of(it.automated)),
        machine_uphold=_pairs(
            [court.machine if court else None for court in courts],
            lambda it: (chance_of(it.upholds_false), chance_of(it.upholds_true)),
        ),
        discretion_by=_each(discretions, lambda it: DISCRETION.index(it.by)),
        discretion=_each(discretions, lambda it: chance_of(it.strength)),
        rule_delay=_each(courts, lambda it: steps_of(it.delay, step_days)),
        owed=ints([[int(_owed(form, name, catalogue)) for name in conducts] for form in epochs]),
        ability_test=ints(
            [[int(it is not None and name in it.conducts) for name in conducts] for it in tests]
        ),
        finds_able=_pairs(
            tests, lambda it: (chance_of(it.finds_able_if_able), chance_of(it.finds_able_if_unable))
        ),
        review_share=_each(reviews, lambda it: chance_of(it.share)),
        review_stops=_each(reviews, lambda it: chance_of(it.stops_wrong)),
        review_delay=_each(reviews, lambda it: steps_of(it.delay, step_days)),
        hearing_share=_each(hearings, lambda it: chance_of(it.share)),
        hearing_stops=_each(hearings, lambda it: chance_of(it.stops_wrong)),
        hearing_unable=_each(hearings, lambda it: chance_of(it.recognises_unable)),
        hearing_delay=_each(hearings, lambda it: steps_of(it.delay, step_days)),
        notice_share=_each(notices, lambda it: chance_of(it.share)),
        notice_ahead=_each(notices, lambda it: steps_of(it.ahead, step_days)),
    )


def _owed(form: Regime, conduct: str, catalogue: Mapping[str, Conduct]) -> bool:
    """Return whether a record of a conduct stands for something owed, that may be paid before it counts.

    It does where the regime claims money for it, lets payment release from a list that it enters or tests
    who could pay, and where the society says that some could not.
    """
    if form.debts is not None and conduct in form.debts.conducts:
        return True
    test = form.adjudication.ability_test if form.adjudication is not None else None
    if test is not None and conduct in test.conducts:
        return True
    released = (rule for rule in form.lists.values() if rule.release_on_payment is not None)
    return any(conduct in rule.enter.on for rule in released) or catalogue[conduct].unable is not None


def ways_back(epochs: Sequence[Regime], step_days: int) -> WaysBack:
    """Lower appeal, correction and repair."""
    appeals = [regime.safeguards.appeal for regime in epochs]
    corrections = [regime.safeguards.correction for regime in epochs]
    repairs = [regime.safeguards.repair for regime in epochs]
    return WaysBack(
        appeal_chance=_each([regime.safeguards for regime in epochs], _appeal_chance),
        appeal_success=_pairs(
            appeals, lambda it: (chance_of(it.success_if_right), chance_of(it.success_if_wrong))
        ),
        appeal_delay=_each(appeals, lambda it: steps_of(it.delay, step_days)),
        appeal_suspends=_each(appeals, lambda it: int(it.suspensive)),
        correction_chance=_each(corrections, lambda it: chance_of(it.chance)),
        correction_delay=_each(corrections, lambda it: steps_of(it.delay, step_days)),
        repair_chance=_each(repairs, lambda it: chance_of(it.chance)),
        repair_after=_each(repairs, lambda it: steps_of(it.after, step_days)),
        repair_delay=_each(repairs, lambda it: steps_of(it.delay, step_days)),
    )


def _appeal_chance(safeguards: Safeguards) -> int:
    """Return the chance of an appeal as Q53, raised by reasons where they are given."""
    appeal, reasons = safeguards.appeal, safeguards.reasons
    if appeal is None:
        return 0
    return probability(appeal.chance.value * (reasons.raises_appeal.value if reasons else 1))


def _each(parts: Sequence[_Part | None], value: Callable[[_Part], int]) -> Ints:
    """Return a number for each span [E], 0 where the regime has no such part."""
    return ints([0 if part is None else value(part) for part in parts])


def _pairs(parts: Sequence[_Part | None], values: Callable[[_Part], tuple[int, int]]) -> Rows:
    """Return two numbers for each span [E, 2], zeros where the regime has no such part."""
    return ints([(0, 0) if part is None else values(part) for part in parts])
