"""M20: points that are made good, and what records then no longer give back.

What a trigger adds may make good what counts (`makes_good`): a point off the oldest entry, a course that
takes points off the oldest losses. It is added at once and for ever; and as records cease to count, the first
first, they give back so much less, until all that was made good is used up. A score that is set or cleared
begins with nothing made good, since nothing earlier counts in it.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot, `g` number of
a score.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Standing
from demerit.scenario.tables import Tables


def make_good_plain(of: Standing, history: int, change: int, sign: int) -> None:
    """Note that a score was moved by `change` to make good what counts; `sign` is that of its better side."""
    of.made_good[history] += max(change * sign, 0)


def ending_plain(of: Standing, history: int, points: int, sign: int) -> int:
    """Return the points of an entry that ends, less what was made good of them, which is used up."""
    if points * sign >= 0:
        return points
    used = min(abs(points), of.made_good[history])
    of.made_good[history] -= used
    return points + used * sign


def coming_back_plain(of: Standing, history: int, sign: int) -> int:
    """Return the points that come back in this step, which leave nothing to make good."""
    return max((of.gain[history] + of.returned[history]) * sign, 0) * sign


@kernel
def coming_back(t: Tables, s: State, e: int, g: int, row: int, i: int) -> int:
    """Return the points that come back in this step, which leave nothing to make good."""
    due, sign = int(s.scores.gain[i, row]), int(t.scores.sign[e, g])
    if t.scores.returns[e, g] != 0:
        due += int(s.scores.returned[i, row])
    return int(max(due * sign, 0) * sign)


@kernel
def make_good(t: Tables, s: State, e: int, g: int, row: int, i: int, change: int) -> None:
    """Note that the score in `row` of slot `i` was moved by `change` to make good what counts."""
    if change * t.scores.sign[e, g] > 0:
        s.scores.made_good[row, i] += abs(change)


@kernel
def ending(t: Tables, s: State, e: int, g: int, row: int, i: int, points: int) -> int:
    """Return the points of an entry that ends, less what was made good of them, which is used up."""
    sign = t.scores.sign[e, g]
    if t.triggers.banks[0] == 0 or points * sign >= 0:
        return points
    used = min(abs(points), int(s.scores.made_good[row, i]))
    s.scores.made_good[row, i] -= used
    return int(points + used * sign)
