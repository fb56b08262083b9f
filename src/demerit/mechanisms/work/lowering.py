"""M34, M36, M42, lowered: jobs lost and found by standing.

What the society declares are rates; what the regime decides is whose list anybody may read, and which
organisations a list burdens.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from demerit.chance import PoissonTables, poisson_tables, probability
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.regime.model import Regime
from demerit.scenario.codes import STANDINGS, Ints
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import refusals
from demerit.scenario.names import Names
from demerit.scenario.numbers import Q30, ints, steps_of
from demerit.society.traits import SLOTS

CALLERS = "caller-tone"
"""The one channel that tells callers instead of readers, and no employer."""
_ONE = Decimal(1)


class Working(NamedTuple):
    """Losing a job and finding one."""

    poisson: Annotated[
        PoissonTables, ""
    ]  # two rows: possible losses of a job, possible ends of being without
    lost: Annotated[Ints, "4"]  # Q30, present rate over ceiling by standing; 0 where no job is ever lost
    found: Annotated[Ints, "4"]  # Q30
    first: Annotated[Ints, "1"]  # Q53, chance to be without the job when entering the society
    remembered: Annotated[Ints, "1"]  # steps in which somebody who came off a published list is known
    published: Annotated[Ints, "E"]  # a bit a list of persons: anybody may read who is on it
    burdens: Annotated[Ints, "E"]  # a bit a list of organisations: published, or it refuses something

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower jobs: ceilings from the society alone, and whose listing an employer may know of."""
        work, epochs, names, step_days = draw.society.responses.work, draw.forms, draw.names, draw.days
        published = ints([_bits(form, names, "person", burdens=False) for form in epochs])
        burdens = ints([_bits(form, names, "organisation", burdens=True) for form in epochs])
        if work is None:
            none = ints([0] * STANDINGS)
            return cls(poisson_tables([Decimal(0)] * 2), none, none, ints([0]), ints([0]), published, burdens)
        lost = _by_standing(work.lost_if_listed.value, work.lost_if_employer_listed.value)
        found = _by_standing(work.found_if_listed.value, _ONE)
        rates = (work.lost.value, work.found.value)
        whole = sum(rates)
        return cls(
            poisson=poisson_tables(
                [
                    rate * max(factors) * SLOTS * step_days / DAYS_PER_YEAR
                    for rate, factors in zip(rates, (lost, found), strict=True)
                ]
            ),
            lost=_over_ceiling(lost),
            found=_over_ceiling(found),
            first=ints([probability(work.lost.value / whole) if whole else 0]),
            remembered=ints([steps_of(work.remembered, step_days)]),
            published=published,
            burdens=burdens,
        )


def _by_standing(listed: Decimal, employer_listed: Decimal) -> list[Decimal]:
    """Return the factor of each standing: none, listed, employer listed, both."""
    return [_ONE, listed, employer_listed, listed * employer_listed]


def _over_ceiling(factors: Sequence[Decimal]) -> Ints:
    return ints([int(factor / max(factors) * Q30) for factor in factors])


def _bits(form: Regime, names: Names, entity: str, *, burdens: bool) -> int:
    """Return, as a bit set, the lists of an entity that anybody may read, or that refuse, if `burdens`."""
    found = refusals(form).values() if burdens else ()
    refusing = {name for each in found for name, _ in form.bearing(each)}
    return sum(
        1 << names.lists.index(name)
        for name, rule in form.lists.items()
        if rule.entity == entity
        and (name in refusing or any(channel != CALLERS for channel in rule.publish or ()))
    )
