"""The features of a risk score, lowered: weights, errors in points, and the table of normal errors."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import point
from demerit.mechanisms.scores.language import TRAITS, Graded, RiskScore
from demerit.quantities import Calendar
from demerit.regime.expressions import SCORE
from demerit.scenario.codes import Blocks, Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.propensities import normal_quantiles

RECORDS = 0
"""Code of a feature that is a number of records; traits have 1 + their place in TRAITS."""


class Features(NamedTuple):
    """What a risk score is worked out from."""

    due: Annotated[Blocks, "E, scores, T"]  # 1 where a risk score is worked out
    looked: Annotated[Rows, "scores, T"]  # the last step so far in which a risk score was worked out
    start: Annotated[Rows, "E, scores"]  # the first row of the features of a score
    end: Annotated[Rows, "E, scores"]  # the row after the last
    trait: Annotated[Ints, "N"]  # 0 records, 1 age, 2 away, 3 fifth, 4 group
    weight: Annotated[Ints, "N"]  # points per unit
    spread: Annotated[Ints, "N"]  # Q16, standard deviation of the error in points
    point: Annotated[Keys, "N"]
    normal: Annotated[Ints, "*"]  # Q20, equally likely standard normal errors; [1] where no feature has any

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the features of each span; one without a risk score has none."""
        names, spans, calendar = draw.names.scores, draw.spans, draw.calendar
        ends: list[list[int]] = []
        rows: list[tuple[int, int, int]] = []
        points: list[int] = []
        for form in draw.forms:
            ends.append([])
            for name in names:
                score = form.scores.get(name)
                for feature, rule in score.features.items() if isinstance(score, RiskScore) else ():
                    error = rule.noise.value if rule.noise else Decimal(0)
                    spread = (error * rule.weight * (1 << 16)).to_integral_value(ROUND_HALF_EVEN)
                    code = 1 + TRAITS.index(feature) if feature in TRAITS else RECORDS
                    rows.append((code, rule.weight, int(spread)))
                    points.append(point(f"{_concept(name)}.error.{feature}"))
                ends[-1].append(len(rows))
        columns, steps = ints(rows).reshape(-1, 3), np.arange(calendar.steps)
        due = ints(
            [
                [_due(form.scores.get(name), number, spans, calendar) for name in names]
                for number, form in enumerate(draw.forms)
            ]
        )
        end = ints(ends)
        return cls(
            due=due,
            looked=_looked(due[spans, :, steps].T),
            start=np.concatenate([[0], end.reshape(-1)[:-1]]).astype(np.int64).reshape(end.shape),
            end=end,
            trait=columns[:, 0].copy(),
            weight=columns[:, 1].copy(),
            spread=columns[:, 2].copy(),
            point=np.array(points, np.uint64),
            normal=_normal() if columns[:, 2].any() else np.zeros(1, np.int64),
        )


def _looked(due: Rows) -> Rows:
    """Return, for each score and step, the last step so far in which it is due; 0 before the first."""
    steps = np.arange(due.shape[1])
    return np.ascontiguousarray(np.maximum.accumulate(np.where(due != 0, steps, 0), axis=1))


def _concept(name: str) -> str:
    """Return what the decision points of a score are named after."""
    return SCORE if name == SCORE else f"{SCORE}.{name}"


def _due(score: Graded | None, number: int, spans: Ints, calendar: Calendar) -> list[int]:
    """Return, for each step, whether the score of a span is worked out in it.

    It is on the first step of the span, so that an amendment is seen at once, and then by the calendar.
    """
    due = [0] * calendar.steps
    if not isinstance(score, RiskScore):
        return due
    due[int(np.searchsorted(spans, number))] = 1
    for step in calendar.recurring(score.every.value, score.every.unit):
        due[step] = 1
    return due


def _normal() -> Ints:
    """Return the 4,096 equally likely values of a standard normal error, ascending, in Q20."""
    upper = [(z + (1 << 11)) >> 12 for z in normal_quantiles()]
    return ints([*(-z for z in reversed(upper)), *upper])
