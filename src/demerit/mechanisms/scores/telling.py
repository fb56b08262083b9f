"""How a score's moves are written down of those who are followed: as recorded, and in the shadow.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.events import happen, happen_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.scores.words import SCORE, SHADOW_SCORE
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables


def tell_plain(w: World, step: int, who: Occupant, history: int, change: int, after: int, cause: int) -> None:
    """Write down that the score of `who` moves by `change` to `after`, if as recorded or in the shadow."""
    if history in (RECORDED, SHADOW):
        happen_plain(
            w, step, who, SCORE.number if history == RECORDED else SHADOW_SCORE.number, change, after, cause
        )


@kernel
def tell(t: Tables, s: State, step: int, i: int, history: int, change: int, after: int, cause: int) -> None:
    """Write down that the score of slot `i` moves by `change` to `after`, if as recorded or in the shadow.

    `history` is a row that is kept; where the two share one, both are written.
    """
    if history == RECORDED:
        happen(s, step, i, SCORE.number, change, after, cause, 0)
    if history == t.histories.row[SHADOW]:
        happen(s, step, i, SHADOW_SCORE.number, change, after, cause, 0)
