"""Where in the columns of scores a history of one of them stands: six rows a score, one after another.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot, `g` number of
a score.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.scenario.codes import ROLLING_MEAN, SHARE
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


def row_plain(g: int, history: int) -> int:
    """Return the row of score `g` in a history."""
    return g * HISTORIES + history


@kernel
def row_of(g: int, history: int) -> int:
    """Return the row of score `g` in a history."""
    return g * HISTORIES + history


@kernel
def score_of(row: int) -> int:
    """Return the number of the score whose row it is."""
    return row // HISTORIES


@kernel
def history_of(row: int) -> int:
    """Return the history whose row it is."""
    return row % HISTORIES


@kernel
def ring_of(t: Tables, row: int) -> int:
    """Return where the ratings of a mean stand, from its row."""
    return int(t.scores.ring[score_of(row)]) * HISTORIES + history_of(row)


@kernel
def differ(t: Tables, s: State, e: int, i: int, history: int, other: int) -> bool:
    """Return whether slot `i` stands otherwise under any score in one history than in another."""
    for g in range(t.scores.kind.shape[1]):
        one, two = row_of(g, history), row_of(g, other)
        if s.scores.score[one, i] != s.scores.score[two, i]:
            return True
        kind = t.scores.kind[e, g]
        if (kind == ROLLING_MEAN or kind == SHARE) and s.scores.ratings[one, i] != s.scores.ratings[two, i]:
            return True
    return False
