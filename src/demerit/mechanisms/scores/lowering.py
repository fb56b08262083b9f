"""Scores, lowered: points of each conduct, how a score moves and comes back, where grades begin.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Self, TypeVar

import numpy as np

from demerit.chance import NEVER
from demerit.counted.values import MOST_GRADES
from demerit.mechanisms.lists.lowering_asked import watched
from demerit.mechanisms.scores import lowering_features
from demerit.mechanisms.scores.counts import PLACES
from demerit.mechanisms.scores.language import Graded, Ledger, RollingMean
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_share import ShareScore
from demerit.mechanisms.scores.lowering_edges import OPEN, edges
from demerit.mechanisms.triggers.language import comes_back
from demerit.quantities import Duration
from demerit.regime.lives import Life
from demerit.regime.model import Regime
from demerit.scenario.codes import LEDGER, NO_SCORE, RISK_SCORE, ROLLING_MEAN, SHARE, Blocks, Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints


class Scores(NamedTuple):
    """How scores move, in each span."""

    kind: Annotated[Rows, "E, scores"]  # 0 none, 1 ledger, 2 rolling mean, 3 risk score, 4 share
    era: Annotated[Rows, "E, scores"]  # how often the kind had changed by then
    window: Annotated[Rows, "E, scores"]  # how many ratings count; 1 without a rolling mean
    ring: Annotated[Ints, "scores"]  # which of the means it is, that keep ratings; or -1
    keeps: Annotated[Ints, "scores"]  # how many ratings are kept: the most that count in any span
    least: Annotated[Rows, "E, scores"]  # from how many ratings or records on they count; 1 without
    within: Annotated[Rows, "E, scores"]  # row of `life_end` after which a record leaves a share; 0 for never
    start: Annotated[Rows, "E, scores"]  # points at entry
    low: Annotated[Rows, "E, scores"]  # floor
    high: Annotated[Rows, "E, scores"]  # cap
    most: Annotated[Rows, "E, scores"]  # the most points that one step may move a score
    sign: Annotated[Rows, "E, scores"]  # 1 where a lower score is worse, -1 where a higher one is
    returns: Annotated[Rows, "E, scores"]  # 1 where points come back by time and by expiry: to the start then
    edges: Annotated[Blocks, "E, scores, 16"]  # lowest and highest score at which a state may change; all
    points: Annotated[Blocks, "E, scores, C"]  # of a record: added, a rating, or a part of a share
    points_low: Annotated[Blocks, "E, scores, C"]  # the fewest and ...
    points_high: Annotated[Blocks, "E, scores, C"]  # ... the most an official may give; else as `points`
    life: Annotated[Rows, "E, C"]  # row of `life_end` for the records of a conduct
    from_act: Annotated[Rows, "E, C"]  # 1 where it is reckoned from the act, not from when a record counts
    life_end: Annotated[Rows, "*, T"]  # step in which what lives from step t on ends, for each length
    grade_low: Annotated[Blocks, "E, scores, 16"]  # lowest score x `sign` of each grade, best first

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the scores of each span; one without a score has kind 0, no points and one grade."""
        kinds = _by_score(draw, _kind)
        changes = np.diff(kinds, axis=0) != 0
        lows = _by_score(draw, lambda form, name: _grades(form.scores.get(name)))
        lives = _lives(draw)
        return cls(
            kind=kinds,
            era=np.concatenate([np.zeros_like(kinds[:1]), np.cumsum(changes, axis=0)]).astype(np.int64),
            start=_of(draw, Graded, lambda score: score.start, 0),
            low=_of(draw, Graded, lambda score: _end(score.bounds[0], -OPEN), -OPEN),
            high=_of(draw, Graded, lambda score: _end(score.bounds[1], OPEN), OPEN),
            window=(windows := _of(draw, RollingMean, lambda score: score.window, 1)),
            ring=_rings((kinds == ROLLING_MEAN).any(axis=0)),
            keeps=windows.max(axis=0),
            least=_of(draw, Graded, lambda score: score.least_records or 1, 1),
            within=lives.within,
            most=_of(draw, Ledger, lambda score: score.most_per_step or OPEN - 1, OPEN - 1),
            sign=_of(draw, Graded, _sign, 1),
            returns=_by_score(draw, _comes_back_twice),
            edges=_edges(draw, lows),
            points=_points(draw, points_of),
            points_low=_points(draw, lambda *it: points_between(*it)[0]),
            points_high=_points(draw, lambda *it: points_between(*it)[1]),
            life=lives.life,
            from_act=lives.from_act,
            life_end=lives.ends,
            grade_low=lows,
        )


def named(forms: Sequence[Regime]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return the scores of a regime in order of first appearance, each with its grades, best first."""
    grades: dict[str, tuple[str, ...]] = {}
    for form in forms:
        for name, score in form.scores.items():
            grades[name] = score.ordered_grades or grades.get(name, ())
    return {PLACES: [(name, *of) for name, of in grades.items()] or [("none",)]}


def lengths(tables: Any) -> Mapping[str, int]:
    """Return how many scores the tables have."""
    means = int((tables.scores.ring >= 0).sum())
    return {PLACES: tables.scores.kind.shape[1], "means": means, **lowering_features.lengths(tables)}


def _rings(means: Any) -> Ints:
    """Return which of the means each score is, or -1."""
    return np.where(means, np.cumsum(means) - 1, -1).astype(np.int64)


def _by_score(draw: Draw, value: Callable[[Regime, str], Any]) -> Any:
    """Return a value for each score in each span, from the form and the name."""
    return ints([[value(form, name) for name in draw.names.scores] for form in draw.forms])


_Score = TypeVar("_Score", bound=Graded)


def _of(draw: Draw, kind: type[_Score], value: Callable[[_Score], Any], absent: Any) -> Any:
    """Return a value for each score of a kind in each span, `absent` for all others."""

    def found(form: Regime, name: str) -> Any:
        score = form.scores.get(name)
        return value(score) if isinstance(score, kind) else absent

    return _by_score(draw, found)


def _points(draw: Draw, value: Callable[[Regime, str, str], int]) -> Blocks:
    """Return a number for each conduct, score and span."""
    names = draw.names.conducts
    rows = _by_score(draw, lambda form, score: [value(form, score, conduct) for conduct in names])
    return np.asarray(rows, np.int64).reshape(*rows.shape[:2], len(names))


def _kind(form: Regime, name: str) -> int:
    """Return the code of the kind of a score."""
    match form.scores.get(name):
        case Ledger():
            return LEDGER
        case RollingMean():
            return ROLLING_MEAN
        case RiskScore():
            return RISK_SCORE
        case ShareScore():
            return SHARE
    return NO_SCORE


def points_of(form: Regime, name: str, conduct: str) -> int:
    """Return what a record adds to a ledger or a share, or rates on a mean."""
    score = form.scores.get(name)
    if isinstance(score, ShareScore):
        return score.adds(conduct) if conduct in form.conducts else 0
    return form.points_of(conduct, name)


def points_between(form: Regime, name: str, conduct: str) -> tuple[int, int]:
    """Return the fewest and the most points that an official may give a score for a conduct."""
    held, points = form.conducts.get(conduct), points_of(form, name, conduct)
    if held is None or held.discretionary is None or form.taking_points != (name,):
        return points, points
    return held.discretionary


def points_given(form: Regime, conduct: str) -> list[tuple[int, int]]:
    """Return the fewest and the most points that a record may be worth to each score."""
    return [points_between(form, name, conduct) for name in form.scores]


def _edges(draw: Draw, lows: Blocks) -> Blocks:
    """Return the edges of each score in each span: where the conditions of that span may change."""
    rows = []
    for e, form in enumerate(draw.forms):
        asked = draw.conditions.of(watched(draw, e))
        signs = [_sign(form.scores.get(name)) for name in draw.names.scores]
        rows.append([edges(asked, _bounds(lows[e, g], sign), g) for g, sign in enumerate(signs)])
    return ints(rows)


def _bounds(lows: Ints, sign: int) -> list[int]:
    """Return the scores at which a grade begins that is not the one just below."""
    found = [int(low) for low in lows if abs(low) < OPEN]
    return found if sign > 0 else [1 - low for low in found]


def _end(end: int | None, far: int) -> int:
    """Return an end of a score, or one that it never reaches."""
    return far if end is None else end


def _sign(score: Graded | None) -> int:
    """Return 1 where a lower score is worse, -1 where a higher one is."""
    return 1 if score is None or score.lower_is_worse else -1


def _comes_back_twice(form: Regime, name: str) -> int:
    """Return whether points come back by a schedule and as records end both, and so up to the start only."""
    if not isinstance(form.scores.get(name), Ledger) or not comes_back(form, name):
        return 0
    return int(any(form.life_of(conduct) is not None for conduct in form.conducts))


class _Lives(NamedTuple):
    """How long records count: rows of `ends` by conduct and span, and by share and span."""

    life: Rows
    from_act: Rows
    within: Rows
    ends: Rows


def _lives(draw: Draw) -> _Lives:
    """Return the row of its length for each conduct and share, whether it is from the act, and lengths."""
    rows: dict[tuple[Decimal, str] | None, int] = {None: 0}

    def row(length: Life | Duration | None) -> int:
        unit = length.calendar_unit if isinstance(length, Life) else length.unit if length else ""
        return rows.setdefault((length.value, unit) if length is not None else None, len(rows))

    number, from_act, within = [], [], []
    for form in draw.forms:
        lives = [form.life_of(conduct) for conduct in draw.names.conducts]
        number.append([row(life) for life in lives])
        from_act.append([int(life is not None and life.from_act) for life in lives])
        scores = [form.scores.get(name) for name in draw.names.scores]
        within.append([row(each.within if isinstance(each, ShareScore) else None) for each in scores])
    steps = range(draw.calendar.steps)
    ends = [
        [NEVER if length is None else draw.calendar.due(step, *length) for step in steps] for length in rows
    ]
    shape = (len(draw.forms), -1)
    of_conducts, acts, of_shares = (ints(each).reshape(shape) for each in (number, from_act, within))
    return _Lives(of_conducts, acts, of_shares, ints(ends))


def _grades(score: Graded | None) -> list[int]:
    """Return the lowest score x sign of each grade, best first; grades beyond the last begin at no score."""
    lows = [-OPEN] * MOST_GRADES
    for place, name in enumerate(score.ordered_grades if score is not None else ()):
        assert score is not None  # it has grades
        band = score.grades[name]
        worst = band.low if score.lower_is_worse else band.high
        lows[place] = -OPEN if worst is None else worst * _sign(score)
    return lows
