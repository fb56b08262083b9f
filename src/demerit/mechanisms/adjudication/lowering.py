"""M21, M24, lowered: how sightings are ruled on and what guards before a record, one row a span."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, Self

from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, steps_of
from demerit.society.catalogue import Conduct

DISCRETION = ("none", "tier", "tie")
"""What an official's discretion may look at, by code."""


class Rulings(NamedTuple):
    """Who upholds what, and whether ability is asked about."""

    uphold: Annotated[Rows, "E, 2"]  # Q53, chance that a sighting of (nothing, an act) becomes a record
    automated: Annotated[Ints, "E"]  # Q53, share of sightings that a machine rules on alone
    machine_uphold: Annotated[Rows, "E, 2"]  # Q53, as `uphold`, of the machine
    discretion_by: Annotated[Ints, "E"]  # 0 none, 1 the person's own tier, 2 an acquaintance's
    discretion: Annotated[Ints, "E"]  # Q53, share of true sightings that an official lets off for it
    delay: Annotated[Ints, "E"]
    owed: Annotated[Rows, "E, C"]  # 1 where a record stands for something owed, that may be paid in time
    ability_test: Annotated[Rows, "E, C"]  # 1 where the rule asks whether the person can pay
    finds_able: Annotated[Rows, "E, 2"]  # Q53, for (able, unable)

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower who upholds what, the test of ability to pay, and what comes before a listing."""
        conducts = draw.names.conducts
        courts = [regime.adjudication for regime in draw.forms]
        tests = [court.ability_test if court else None for court in courts]
        discretions = [court.official.discretion if court else None for court in courts]
        return cls(
            uphold=spans.pairs(
                courts, lambda it: (chance_of(it.official.upholds_false), chance_of(it.official.upholds_true))
            ),
            automated=spans.each(courts, lambda it: chance_of(it.automated)),
            machine_uphold=spans.pairs(
                [court.machine if court else None for court in courts],
                lambda it: (chance_of(it.upholds_false), chance_of(it.upholds_true)),
            ),
            discretion_by=spans.each(discretions, lambda it: DISCRETION.index(it.by)),
            discretion=spans.each(discretions, lambda it: chance_of(it.strength)),
            delay=spans.each(courts, lambda it: steps_of(it.delay, draw.days)),
            owed=spans.table(draw.forms, conducts, lambda it, name: _owed(it, name, draw.society.conducts)),
            ability_test=spans.table(tests, conducts, lambda it, name: name in it.conducts),
            finds_able=spans.pairs(
                tests, lambda it: (chance_of(it.finds_able_if_able), chance_of(it.finds_able_if_unable))
            ),
        )


def _owed(form: Regime, conduct: str, catalogue: Mapping[str, Conduct]) -> bool:
    """Return whether a record of a conduct stands for something owed, that may be paid before it counts.

    It does where the regime claims money for it, lets payment release from a list that it enters or tests
    who could pay, and where the society says that some could not.
    """
    if conduct in form.owing:
        return True
    test = form.adjudication.ability_test if form.adjudication is not None else None
    if test is not None and conduct in test.conducts:
        return True
    released = (rule for rule in form.lists.values() if rule.release_on_payment is not None)
    return any(conduct in rule.conducts for rule in released) or catalogue[conduct].unable is not None
