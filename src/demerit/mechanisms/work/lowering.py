"""How people answer, lowered: jobs lost and found by standing, and the risk of a record that people perceive.

What the society declares are rates and how fast an impression fades; what the regime decides is whose list
anybody may read, which organisations a list burdens, and from when on a conduct counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import NamedTuple

import numpy as np

from demerit.chance import PoissonTables, poisson_tables, probability
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.mechanisms.scores.lowering import points_between
from demerit.regime.model import Regime
from demerit.scenario.modelled import refusals
from demerit.scenario.names import Names
from demerit.scenario.numbers import Q30, ints, steps_of
from demerit.scenario.tables import STANDINGS, Ints, Rows
from demerit.society.catalogue import Catalogue
from demerit.society.responses import Work
from demerit.society.traits import SLOTS

CALLERS = "caller-tone"
"""The one channel that tells callers instead of readers, and no employer."""
_ONE = Decimal(1)
_PRECISE = Context(prec=40)


class Working(NamedTuple):
    """Losing a job and finding one; see `Tables` for shapes and units."""

    work_poisson: PoissonTables
    work_lost: Ints
    work_found: Ints
    work_first: Ints
    work_remembered: Ints
    list_published: Ints
    list_burdens: Ints


class Deterring(NamedTuple):
    """Letting acts be; see `Tables` for shapes and units."""

    deter_conduct: Rows
    deter_effect: Ints
    deter_common: Ints
    deter_own: Ints
    deter_near: Ints
    deter_left: Ints
    deter_general: Ints


def working(work: Work | None, epochs: Sequence[Regime], names: Names, step_days: int) -> Working:
    """Lower jobs: ceilings from the society alone, and whose listing an employer may know of."""
    published = ints([_bits(form, names, "person", burdens=False) for form in epochs])
    burdens = ints([_bits(form, names, "organisation", burdens=True) for form in epochs])
    if work is None:
        none = ints([0] * STANDINGS)
        return Working(poisson_tables([Decimal(0)] * 2), none, none, ints([0]), ints([0]), published, burdens)
    lost = _by_standing(work.lost_if_listed.value, work.lost_if_employer_listed.value)
    found = _by_standing(work.found_if_listed.value, _ONE)
    rates = (work.lost.value, work.found.value)
    whole = sum(rates)
    return Working(
        work_poisson=poisson_tables(
            [
                rate * max(factors) * SLOTS * step_days / DAYS_PER_YEAR
                for rate, factors in zip(rates, (lost, found), strict=True)
            ]
        ),
        work_lost=_over_ceiling(lost),
        work_found=_over_ceiling(found),
        work_first=ints([probability(work.lost.value / whole) if whole else 0]),
        work_remembered=ints([steps_of(work.remembered, step_days)]),
        list_published=published,
        list_burdens=burdens,
    )


def _by_standing(listed: Decimal, employer_listed: Decimal) -> list[Decimal]:
    """Return the factor of each standing: none, listed, employer listed, both."""
    return [_ONE, listed, employer_listed, listed * employer_listed]


def _over_ceiling(factors: Sequence[Decimal]) -> Ints:
    return ints([int(factor / max(factors) * Q30) for factor in factors])


def _bits(form: Regime, names: Names, entity: str, *, burdens: bool) -> int:
    """Return, as a bit set, the lists of an entity that anybody may read, or that refuse, if `burdens`."""
    refusing = {it.refuse for it in refusals(form).values()} if burdens else set()
    return sum(
        1 << names.lists.index(name)
        for name, rule in form.lists.items()
        if rule.entity == entity
        and (name in refusing or any(channel != CALLERS for channel in rule.publish or ()))
    )


def deterring(
    society: Catalogue, epochs: Sequence[Regime], names: Names, epoch: Ints, since: Rows, step_days: int
) -> Deterring:
    """Lower deterrence: what counts in each span, how the common perceived risk fades, what listings do.

    Args:
        society: with drawn values.
        epochs: the regime's form in each span.
        names: names by position.
        epoch: the span of each step.
        since: [E, C] first step whose acts count.
        step_days: days in a step.
    """
    steps, how, general = len(epoch), society.responses.deterrence, society.responses.general_deterrence
    counted = [[_counts(form, society, name) for name in names.conducts] for form in epochs]
    seen = ints([int(general.effect.value * Q30) if general is not None else 0])
    if how is None:
        nothing = ints([0])
        return Deterring(
            deter_conduct=ints(counted) * int(general is not None),
            deter_effect=nothing,
            deter_common=np.zeros(steps, np.int64),
            deter_own=nothing,
            deter_near=nothing,
            deter_left=np.zeros(steps + 1, np.int64),
            deter_general=seen,
        )
    left = _halving(how.half_life.days / step_days, steps + 1)
    announced = int(how.announced.value * Q30)
    common: list[int] = []
    begun, before = -1, [False] * len(names.conducts)
    for step, e in enumerate(epoch.tolist()):
        counts = [rule and step >= first for rule, first in zip(counted[e], since[e], strict=True)]
        if any(now and not then for now, then in zip(counts, before, strict=True)):
            begun = step
        before = counts
        common.append((announced * int(left[step - begun])) >> 30 if begun >= 0 else 0)
    return Deterring(
        deter_conduct=ints(counted),
        deter_effect=ints([int(how.effect.value * Q30)]),
        deter_common=ints(common),
        deter_own=ints([int(how.own.value * Q30)]),
        deter_near=ints([int(how.near.value * Q30)]),
        deter_left=left,
        deter_general=seen,
    )


def _counts(form: Regime, society: Catalogue, name: str) -> bool:
    """Return whether a regime holds a harmful conduct of persons against them: points, list or debt."""
    conduct = society.conducts[name]
    if conduct.by != "person" or conduct.valence != "harmful" or name not in form.conducts:
        return False
    owes = form.debts is not None and name in form.debts.conducts
    return (
        any(points_between(form, name))
        or owes
        or any(name in listed.enter.on for listed in form.lists.values())
    )


def _halving(half_life: Decimal, count: int) -> Ints:
    """Return 2^(-n / half_life) in Q30 for n = 0 .. count - 1; `half_life` is in steps."""
    with localcontext(_PRECISE):
        rate = -Decimal(2).ln() / half_life
        return ints([int((rate * n).exp() * Q30) for n in range(count)])


__all__ = ["CALLERS", "Deterring", "Working", "deterring", "working"]
