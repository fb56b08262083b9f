"""The features of a risk score, lowered: what each asks, weights, errors in points, and normal errors."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.chance import point
from demerit.mechanisms.scores.language import Graded
from demerit.mechanisms.scores.language_risk import Feature, RiskScore
from demerit.quantities import Calendar
from demerit.regime.counting import Term
from demerit.regime.expressions import OF_PERSONS, SCORE, TERMS
from demerit.regime.model import Regime
from demerit.regime.recurring import days_of
from demerit.regime.trees import Expr, Variable
from demerit.scenario.codes import Blocks, Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.propensities import normal_quantiles

VALUE, SAID, SINCE_JOINED, SINCE_LISTED = range(4)
"""What a feature asks: the value of a name, whether a condition holds, how long somebody is a member, how
long on a list."""
NO_TERM = -1
NO_MOST = 1 << 31
"""More units than there are of anything."""
_OF_PERSONS = {*OF_PERSONS, "holds", "owes", "passed"}
_ALIKE = {"age", "sex", "tier", "residence", "fifth", "region", "entity", "size"}
"""Names whose value is the same in every history."""


class Features(NamedTuple):
    """What a risk score is worked out from."""

    due: Annotated[Blocks, "E, scores, T"]  # 1 where a risk score is worked out
    looked: Annotated[Rows, "scores, T"]  # the last step so far in which a risk score was worked out
    start: Annotated[Rows, "E, scores"]  # the first row of the features of a score
    end: Annotated[Rows, "E, scores"]  # the row after the last
    asks: Annotated[Ints, "N"]  # VALUE, SAID, SINCE_JOINED or SINCE_LISTED
    of: Annotated[Ints, "N"]  # of VALUE the name's code, of SAID the condition, of SINCE_LISTED the list
    months: Annotated[Ints, "N"]  # months of a unit of a length, or 0
    days: Annotated[Ints, "N"]  # days of it, where it is none of months
    most: Annotated[Ints, "N"]  # how many units count at most
    alike: Annotated[Ints, "N"]  # 1 where all histories have the same
    of_persons: Annotated[Ints, "N"]  # 1 where organisations have none
    counted: Annotated[Ints, "N"]  # of a number of records the row of its term, else -1
    weight: Annotated[Ints, "N"]  # points per unit
    spread: Annotated[Ints, "N"]  # Q16, standard deviation of the error in points
    point: Annotated[Keys, "N"]
    side: Annotated[Blocks, "E, scores, C"]  # points by which a record of a conduct moves it
    normal: Annotated[Ints, "*"]  # Q20, equally likely standard normal errors; [1] where no feature has any
    begins: Annotated[Ints, "1"]  # the first day of the run, in days since 1 January of year 1, which is 1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the features of each span; one without a risk score has none."""
        names, spans, calendar = draw.names.scores, draw.spans, draw.calendar
        ends: list[list[int]] = []
        rows: list[tuple[int, ...]] = []
        points: list[int] = []
        for form in draw.forms:
            ends.append([])
            for name in names:
                score = form.scores.get(name)
                for feature, asked in score.features.items() if isinstance(score, RiskScore) else ():
                    rows.append(_row(draw, form, asked))
                    points.append(point(f"{_concept(name)}.error.{feature}"))
                ends[-1].append(len(rows))
        columns, steps = ints(rows).reshape(-1, 10), np.arange(calendar.steps)
        due = ints(
            [
                [_due(form.scores.get(name), number, spans, calendar) for name in names]
                for number, form in enumerate(draw.forms)
            ]
        )
        end = ints(ends)
        asks, of, months, days, most, alike, of_persons, counted, weight, spread = (
            columns[:, place].copy() for place in range(10)
        )
        return cls(
            due=due,
            looked=_looked(due[spans, :, steps].T),
            start=np.concatenate([[0], end.reshape(-1)[:-1]]).astype(np.int64).reshape(end.shape),
            end=end,
            asks=asks,
            of=of,
            months=months,
            days=days,
            most=most,
            alike=alike,
            of_persons=of_persons,
            counted=counted,
            weight=weight,
            spread=spread,
            point=np.array(points, np.uint64),
            side=_sides(draw),
            normal=_normal() if spread.any() else np.zeros(1, np.int64),
            begins=ints([calendar.start.toordinal()]),
        )


def lengths(tables: Any) -> dict[str, int]:
    """Return of how many features what was counted is remembered: all, where a record can be withdrawn."""
    remembers = tables.stays.reexamined.any() and (tables.risk.counted != NO_TERM).any()
    return {"remembered": len(tables.risk.asks) if remembers else 0}


def _sides(draw: Draw) -> Blocks:
    """Return by how much a record of each conduct moves each score in each span, as far as features say."""
    names = draw.names
    rows = [
        [[form.weight_of(conduct, name) for conduct in names.conducts] for name in names.scores]
        for form in draw.forms
    ]
    return np.asarray(rows, np.int64).reshape(len(draw.forms), len(names.scores), len(names.conducts))


def measured(draw: Draw) -> set[int]:
    """Return the lists of which a feature asks how long somebody is on them."""
    roots = [draw.forms[e].expression(asked.asked).root for e, asked in _inputs(draw)]
    terms = [root.term for root in roots if isinstance(root, Variable) and root.term is not None]
    return {draw.names.lists.index(term.of[0]) for term in terms if term.what == "listed_for"}


def _inputs(draw: Draw) -> list[tuple[int, Feature]]:
    """Return the inputs of all risk scores, each with the number of the form that has it."""
    return [
        (e, asked)
        for e, form in enumerate(draw.forms)
        for score in form.scores.values()
        if isinstance(score, RiskScore)
        for asked in score.features.values()
    ]


def _row(draw: Draw, form: Regime, asked: Feature) -> tuple[int, ...]:
    """Return the columns of a feature from `asks` to `spread`."""
    error = asked.noise.value if asked.noise else Decimal(0)
    spread = int((error * asked.weight * (1 << 16)).to_integral_value(ROUND_HALF_EVEN))
    expr = form.expression(asked.asked)
    asks, of = _asks(draw, form, asked, expr)
    months, days = _unit(asked)
    most = NO_MOST if asked.most is None else asked.most
    people = any(name.split("(")[0] in _OF_PERSONS for name in expr.free_names)
    counted = NO_TERM
    if asks == VALUE and of >= TERMS:
        term = draw.conditions.counted[of - TERMS]
        counted = of - TERMS if isinstance(term, Term) and term.what == "records" else NO_TERM
    alike = int(asks in (VALUE, SAID) and expr.free_names <= _ALIKE)
    return asks, of, months, days, most, alike, int(people), counted, asked.weight, spread


def _asks(draw: Draw, form: Regime, asked: Feature, expr: Expr) -> tuple[int, int]:
    """Return what a feature asks, and of what."""
    root = expr.root
    if isinstance(root, Variable) and root.kind == "length" and root.term is not None:
        if root.term.what == "tenure":
            return SINCE_JOINED, 0
        return SINCE_LISTED, draw.names.lists.index(root.term.of[0])
    code = draw.conditions.value_of(form, asked.asked)
    if code is not None:
        return VALUE, code
    return SAID, draw.conditions.number(form, asked.asked, "person")


def _unit(asked: Feature) -> tuple[int, int]:
    """Return the months and the days of a unit; of one of months no days."""
    if asked.unit is None:
        return 0, 0
    number = asked.unit.amount
    months = {"months": 1, "years": 12}.get(asked.unit.unit, 0)
    return number * months, 0 if months else number * (7 if asked.unit.unit == "weeks" else 1)


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
    for step, times in enumerate(days_of(score.looked_at, calendar)):
        due[step] |= int(times > 0)
    return due


def _normal() -> Ints:
    """Return the 4,096 equally likely values of a standard normal error, ascending, in Q20."""
    upper = [(z + (1 << 11)) >> 12 for z in normal_quantiles()]
    return ints([*(-z for z in reversed(upper)), *upper])
