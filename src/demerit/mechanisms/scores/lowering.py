"""The score, lowered: points of each conduct, how a score moves and comes back, where grades begin."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import NEVER, probability
from demerit.counted.values import MOST_GRADES
from demerit.mechanisms.lists.lowering_asked import watched
from demerit.mechanisms.scores.language import TRAITS, Graded, Ledger, RiskScore, RollingMean
from demerit.mechanisms.scores.lowering_edges import OPEN, edges
from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario import spans
from demerit.scenario.codes import LEDGER, NO_SCORE, RISK_SCORE, ROLLING_MEAN, Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of, ints, recurrences
from demerit.society.traits import TIERS


class Scores(NamedTuple):
    """How a score moves, in each span."""

    kind: Annotated[Ints, "E"]  # 0 none, 1 ledger, 2 rolling mean, 3 risk score
    era: Annotated[Ints, "E"]  # how often the kind had changed by then
    window: Annotated[Ints, "E"]  # how many ratings count; 1 without a rolling mean
    start: Annotated[Ints, "E"]  # points at entry
    low: Annotated[Ints, "E"]  # floor
    high: Annotated[Ints, "E"]  # cap
    most: Annotated[Ints, "E"]  # the most points that one step may move a score
    recovers: Annotated[Rows, "E, T"]  # points that come back in the step, up to the start
    recovery: Annotated[Ints, "E"]  # Q53, chance that they do
    returns: Annotated[Ints, "E"]  # 1 where points come back by time and by expiry: to the start then
    edges: Annotated[Rows, "E, 16"]  # lowest and highest score at which a state may change; all of them
    points: Annotated[Rows, "E, C"]  # points of a record: added, a rating, or what it weighs in a risk score
    points_low: Annotated[Rows, "E, C"]  # the fewest and ...
    points_high: Annotated[Rows, "E, C"]  # ... the most that an official may give instead; else as `points`
    deductions: Annotated[Rows, "E, 5"]  # Q32, factors on points lost, by tier; organisations last
    points_end: Annotated[Rows, "E, T"]  # step in which points of step t stop counting
    grade_low: Annotated[Rows, "E, 16"]  # lowest score of each grade, best first

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the score of each span; one without a score has kind 0, no points and one grade."""
        epochs, names, calendar = draw.forms, draw.names, draw.calendar
        ledgers = [form.score if isinstance(form.score, Ledger) else None for form in epochs]
        graded = [form.score if isinstance(form.score, Graded) else None for form in epochs]
        kinds = [_kind(form) for form in epochs]
        changes = [int(before != after) for before, after in zip(kinds, kinds[1:], strict=False)]
        grades = [_grades(score) for score in graded]
        return cls(
            kind=ints(kinds),
            era=np.cumsum([0, *changes]).astype(np.int64),
            start=ints([score.start if score else 0 for score in graded]),
            low=ints([-OPEN if score is None or score.floor is None else score.floor for score in graded]),
            high=ints([OPEN if score is None or score.cap is None else score.cap for score in graded]),
            window=ints([form.score.window if isinstance(form.score, RollingMean) else 1 for form in epochs]),
            most=ints([(ledger.cap_per_step if ledger else None) or OPEN - 1 for ledger in ledgers]),
            recovers=np.array([_recovery(ledger, calendar) for ledger in ledgers], np.int64),
            recovery=ints([_recovery_chance(ledger) for ledger in ledgers]),
            returns=ints([_comes_back_twice(ledger) for ledger in ledgers]),
            edges=ints([edges(draw.conditions.of(watched(draw, e)), lows) for e, lows in enumerate(grades)]),
            points=spans.table(epochs, names.conducts, _points),
            points_low=spans.table(epochs, names.conducts, lambda *it: points_between(*it)[0]),
            points_high=spans.table(epochs, names.conducts, lambda *it: points_between(*it)[1]),
            deductions=ints([_deductions(form) for form in epochs]),
            points_end=np.array([_ends(form, calendar) for form in epochs], np.int64),
            grade_low=ints(grades),
        )


def _kind(form: Regime) -> int:
    """Return the code of the kind of score."""
    match form.score:
        case Ledger():
            return LEDGER
        case RollingMean():
            return ROLLING_MEAN
        case RiskScore():
            return RISK_SCORE
    return NO_SCORE


def _points(form: Regime, conduct: str) -> int:
    """Return what a record adds to a ledger, rates on a mean, or weighs in a risk score."""
    if isinstance(form.score, RiskScore):
        feature = form.score.features.get(conduct) if conduct in form.conducts else None
        return feature.weight if feature is not None and conduct not in TRAITS else 0
    held = form.conducts.get(conduct)
    return held.points if held is not None else 0


def points_between(form: Regime, conduct: str) -> tuple[int, int]:
    """Return the fewest and the most points that an official may give for a conduct."""
    held, points = form.conducts.get(conduct), _points(form, conduct)
    if held is None or held.discretionary is None:
        return points, points
    return held.discretionary


def _deductions(form: Regime) -> list[int]:
    """Return what points lost are multiplied by, as Q32, by tier and for organisations.

    Rounded up, so that a product that is exactly half a point in decimals is no less than that here.
    """
    rules = form.tiers or {}
    factors = [rules[name].deductions.value if name in rules else 1 for name in TIERS]
    return [
        int((factor * (1 << 32)).to_integral_value(ROUND_CEILING)) for factor in map(Decimal, (*factors, 1))
    ]


def _recovery(ledger: Ledger | None, calendar: Calendar) -> list[int]:
    """Return the points that come back in each step."""
    if ledger is None or ledger.recovery is None:
        return [0] * calendar.steps
    return [turns * ledger.recovery.points for turns in recurrences(ledger.recovery.every, calendar)]


def _comes_back_twice(ledger: Ledger | None) -> int:
    """Return whether points come back with time and by expiry both, and so up to the start only."""
    return int(ledger is not None and ledger.recovery is not None and ledger.expiry is not None)


def _recovery_chance(ledger: Ledger | None) -> int:
    """Return the chance, Q53, that points that are due come back to somebody."""
    if ledger is None or ledger.recovery is None or ledger.recovery.chance is None:
        return probability(1)
    return chance_of(ledger.recovery.chance)


def _ends(form: Regime, calendar: Calendar) -> list[int]:
    """Return the step in which points of each step stop counting."""
    expiry = form.score.expiry if isinstance(form.score, Ledger | RiskScore) else None
    if expiry is None:
        return [NEVER] * calendar.steps
    return [calendar.due(step, expiry.value, expiry.unit) for step in range(calendar.steps)]


def _grades(score: Graded | None) -> list[int]:
    """Return the lowest score of each grade, best first; grades beyond the last begin at no score."""
    lows = [-OPEN] * MOST_GRADES
    if score is not None:
        for place, name in enumerate(score.ordered_grades):
            low = score.grades[name].low
            lows[place] = -OPEN if low is None else low
    return lows
