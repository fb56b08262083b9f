"""Until when a term counts a record or an entry: to the end of a window, or for as long as the record counts.

A window is of the term and of when something began; how long a record counts is of its conduct and of the
rules in force when it was made, as it is for scores.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `n` place in a list
from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Case
from demerit.mechanisms.records.cases import CASE, MADE
from demerit.scenario.tables import Tables


def until_plain(t: Tables, case: Case, n: int) -> int:
    """Return the step from which a term no longer counts a record that has begun to count."""
    if not t.terms.lives[n]:
        return int(t.terms.until[n, case.begins])
    since = case.made if t.scores.from_act[case.epoch, case.conduct] else case.begins
    return int(t.scores.life_end[t.scores.life[case.epoch, case.conduct], since])


@kernel
def until(t: Tables, s: State, p: int, n: int) -> int:
    """Return the step from which a term no longer counts what case `p` is of, which has begun to count."""
    case = s.cases.row[p]
    if t.terms.lives[n] == 0:
        return int(t.terms.until[n, case[CASE.begun]])
    e, conduct = case[CASE.epoch], case[CASE.conduct]
    since = case[MADE] if t.scores.from_act[e, conduct] != 0 else case[CASE.begun]
    return int(t.scores.life_end[t.scores.life[e, conduct], since])
