"""The features of a risk score, lowered: weights, errors in points, and the table of normal errors."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import numpy as np

from demerit.chance import point
from demerit.mechanisms.scores.language import TRAITS, RiskScore
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.numbers import ints
from demerit.scenario.tables import Ints, Keys, Rows
from demerit.society.propensities import normal_quantiles

RECORDS = 0
"""Code of a feature that is a number of records; traits have 1 + their place in TRAITS."""


class Features(NamedTuple):
    """What a risk score is worked out from; see `Tables` for shapes and units."""

    score_due: Rows
    score_looked: Ints
    feature_start: Ints
    feature_trait: Ints
    feature_weight: Ints
    feature_spread: Ints
    feature_point: Keys
    normal: Ints


def features(epochs: Sequence[Regime], spans: Ints, calendar: Calendar) -> Features:
    """Lower the features of each span; one without a risk score has none.

    Args:
        epochs: the regime's form in each span.
        spans: [T] which span each step belongs to.
        calendar: steps and dates.
    """
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
    return Features(
        score_due=due,
        score_looked=np.maximum.accumulate(np.where(due[spans, steps] != 0, steps, 0)),
        feature_start=ints(start),
        feature_trait=columns[:, 0].copy(),
        feature_weight=columns[:, 1].copy(),
        feature_spread=columns[:, 2].copy(),
        feature_point=np.array(points, np.uint64),
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
