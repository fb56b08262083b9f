"""How a score's moves are written down of those who are followed: as recorded, and in the shadow.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.rows import history_of, score_of
from demerit.mechanisms.scores.words import MOST_CAUSES, SCORE, SHADOW_SCORE
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW
from demerit.scenario.tables import Tables


def tell_plain(w: World, step: int, who: Occupant, row: int, change: int, after: int, cause: int) -> None:
    """Write down that a score of `who` moves by `change` to `after`, if as recorded or in the shadow.

    `row` says which score it is, and in which history.
    """
    score, history = divmod(row, HISTORIES)
    if history in (RECORDED, SHADOW):
        kind = SCORE.number if history == RECORDED else SHADOW_SCORE.number
        happen_plain(w, step, who, kind, change, after, MOST_CAUSES * score + cause)


@kernel
def tell(t: Tables, s: State, step: int, i: int, row: int, change: int, after: int, cause: int) -> None:
    """Write down that a score of slot `i` moves by `change` to `after`, if as recorded or in the shadow.

    `row` says which score it is, and in which history: one that is kept. Where the two share one, both are
    written.
    """
    if s.panel.followed[i] == 0:
        return
    history, outcome = history_of(row), MOST_CAUSES * score_of(row) + cause
    if history == RECORDED:
        happen(s, step, i, SCORE.number, change, after, outcome, 0)
    if history == t.histories.row[SHADOW]:
        happen(s, step, i, SHADOW_SCORE.number, change, after, outcome, 0)
