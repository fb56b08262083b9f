"""M40, lowered: whose acts may be let go, and the risk of a record that people perceive.

What the society declares are rates and how fast an impression fades; what the regime decides is from when on
a conduct counts.

Names: `e` span between amendments.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.mechanisms.scores.lowering import points_given
from demerit.mechanisms.sources.lowering import Watching
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import Q30, ints
from demerit.society.catalogue import Catalogue

_ONE = Decimal(1)
_PRECISE = Context(prec=40)


class Deterring(NamedTuple):
    """Which acts may be let go for the risk of a record, and how that risk is perceived."""

    conduct: Annotated[Rows, "E, C"]  # 1 where people may be deterred: harmful, by persons, counted
    effect: Annotated[Ints, "1"]  # Q30, share of acts let go at a perceived risk of 1
    common: Annotated[Ints, "T"]  # Q30, perceived risk that everybody has
    own: Annotated[Ints, "1"]  # Q30, share of the rest that a record of one's own adds
    near: Annotated[Ints, "1"]  # Q30, the same for a record of somebody near
    left: Annotated[Ints, "T + 1"]  # Q30, what is left of a perceived risk after so many steps
    general: Annotated[Ints, "1"]  # Q30, share of acts let go where everybody of the district is listed

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what counts in each span, how the common perceived risk fades, and what listings do."""
        society, names, since = draw.society, draw.names, draw.part(Watching).since
        how, general = society.responses.deterrence, society.responses.general_deterrence
        steps = draw.calendar.steps
        counted = [
            [_counts(form, society, name, asked) for name in names.conducts]
            for form, asked in ((form, form.listing | form.counted) for form in draw.forms)
        ]
        seen = ints([int(general.effect.value * Q30) if general is not None else 0])
        if how is None:
            nothing = ints([0])
            return cls(
                conduct=ints(counted) * int(general is not None),
                effect=nothing,
                common=np.zeros(steps, np.int64),
                own=nothing,
                near=nothing,
                left=np.zeros(steps + 1, np.int64),
                general=seen,
            )
        left = _halving(how.half_life.days / draw.days, steps + 1)
        announced = int(how.announced.value * Q30)
        common: list[int] = []
        begun, before = -1, [False] * len(names.conducts)
        for step, e in enumerate(draw.spans.tolist()):
            counts = [rule and step >= first for rule, first in zip(counted[e], since[e], strict=True)]
            if any(now and not then for now, then in zip(counts, before, strict=True)):
                begun = step
            before = counts
            common.append((announced * int(left[step - begun])) >> 30 if begun >= 0 else 0)
        return cls(
            conduct=ints(counted),
            effect=ints([int(how.effect.value * Q30)]),
            common=ints(common),
            own=ints([int(how.own.value * Q30)]),
            near=ints([int(how.near.value * Q30)]),
            left=left,
            general=seen,
        )


def _counts(form: Regime, society: Catalogue, name: str, asked: set[str]) -> bool:
    """Return whether a regime holds a harmful conduct of persons against them: points, list, debt, a count.

    `asked`: the conducts whose records enter a list, or are counted by conditions.
    """
    conduct = society.conducts[name]
    if conduct.by != "person" or conduct.valence != "harmful" or name not in form.conducts:
        return False
    owes = name in form.owing
    return any(low or high for low, high in points_given(form, name)) or owes or name in asked


def _halving(half_life: Decimal, count: int) -> Ints:
    """Return 2^(-n / half_life) in Q30 for n = 0 .. count - 1; `half_life` is in steps."""
    with localcontext(_PRECISE):
        rate = -Decimal(2).ln() / half_life
        return ints([int((rate * n).exp() * Q30) for n in range(count)])
