"""The features of a risk score, lowered: weights, errors in points, and the table of normal errors."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import point
from demerit.mechanisms.scores.language import TRAITS, RiskScore
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.propensities import normal_quantiles

RECORDS = 0
"""Code of a feature that is a number of records; traits have 1 + their place in TRAITS."""


class Features(NamedTuple):
    """What a risk score is worked out from."""

    due: Annotated[Rows, "E, T"]  # 1 where a risk score is worked out
    looked: Annotated[Ints, "T"]  # the last step so far in which a risk score was worked out
    start: Annotated[Ints, "E + 1"]  # rows of feature_*
    trait: Annotated[Ints, "N"]  # 0 records, 1 age, 2 away, 3 fifth, 4 group
    weight: Annotated[Ints, "N"]  # points per unit
    spread: Annotated[Ints, "N"]  # Q16, standard deviation of the error in points
    point: Annotated[Keys, "N"]
    normal: Annotated[Ints, "*"]  # Q20, equally likely standard normal errors; [1] where no feature has any

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the features of each span; one without a risk score has none."""
        epochs, spans, calendar = draw.forms, draw.spans, draw.calendar
        start = [0]
        rows: list[tuple[int, int, int]] = []
        points: list[int] = []
        for form in epochs:
            declared = form.score.features if isinstance(form.score, RiskScore) else {}
            for name, feature in declared.items():
                error = feature.noise.value if feature.noise else Decimal(0)
                spread = (error * feature.weight * (1 << 16)).to_integral_value(ROUND_HALF_EVEN)
                code = 1 + TRAITS.index(name) if name in TRAITS else RECORDS
                rows.append((code, feature.weight, int(spread)))
                points.append(point(f"score.error.{name}"))
            start.append(len(rows))
        columns, steps = ints(rows).reshape(-1, 3), np.arange(calendar.steps)
        due = ints([_due(form, number, spans, calendar) for number, form in enumerate(epochs)])
        return cls(
            due=due,
            looked=np.maximum.accumulate(np.where(due[spans, steps] != 0, steps, 0)),
            start=ints(start),
            trait=columns[:, 0].copy(),
            weight=columns[:, 1].copy(),
            spread=columns[:, 2].copy(),
            point=np.array(points, np.uint64),
            normal=_normal() if columns[:, 2].any() else np.zeros(1, np.int64),
        )


def _due(form: Regime, number: int, spans: Ints, calendar: Calendar) -> list[int]:
    """Return, for each step, whether the score of a span is worked out in it.

    It is on the first step of the span, so that an amendment is seen at once, and then by the calendar.
    """
    due = [0] * calendar.steps
    if not isinstance(form.score, RiskScore):
        return due
    due[int(np.searchsorted(spans, number))] = 1
    for step in calendar.recurring(form.score.every.value, form.score.every.unit):
        due[step] = 1
    return due


def _normal() -> Ints:
    """Return the 4,096 equally likely values of a standard normal error, ascending, in Q20."""
    upper = [(z + (1 << 11)) >> 12 for z in normal_quantiles()]
    return ints([*(-z for z in reversed(upper)), *upper])
