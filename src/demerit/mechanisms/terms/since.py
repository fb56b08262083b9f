"""M22: what ends a spell by coming true may count since the spell's entry.

A record counts since entry if it begins to count in a later step than the spell, and so does an offer that is
passed: records of a step come before entries, so the one that put somebody on a list is none of them. The
plain engine counts them anew; the compiled one keeps with the spell what there was as it began, less what has
been withdrawn since (`withdrawal`), and takes it from what there is.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `n` place
in a list from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine import expressions
from demerit.engine.state import State
from demerit.engine.world import COUNTED, Occupant, World
from demerit.mechanisms.terms.lowering import RECORDS
from demerit.mechanisms.terms.sides import counts_in_plain
from demerit.scenario.tables import Tables


def holds_plain(w: World, until: int, who: Occupant, step: int, history: int, since: int) -> bool:
    """Return whether what ends a spell holds, of a spell that began in step `since`."""
    t, now = w.tables, who.counted[history]
    who.counted[history] = [
        _later_plain(t, who, n, history, step, since) if t.terms.of_spell[n] else number
        for n, number in enumerate(now)
    ]
    answer = expressions.holds_plain(w, until, who, step, history)
    who.counted[history] = now
    return answer


def _later_plain(t: Tables, who: Occupant, n: int, history: int, step: int, since: int) -> int:
    """Return how many a term counts of `who` that began after step `since`."""
    if t.terms.what[n] == RECORDS:
        return sum(
            case.begins > since and counts_in_plain(t, case, n, history)
            for case in who.in_force(COUNTED, history)
        )
    first = len(t.conduct.point) + len(t.lists.entity)
    passes = [one for one in who.taken if one.passes and since < one.ends <= step and history in one.within]
    return sum(bool(t.terms.match[n, first + one.offer]) for one in passes)


@kernel
def _less(t: Tables, s: State, p: int, i: int, history: int, sign: int) -> None:
    """Take from what is counted of slot `i` what was as the spell at place `p` began; or give it back."""
    for n in range(t.terms.what.shape[0]):
        if t.terms.of_spell[n] != 0:
            s.terms.number[history, n, i] += sign * np.int64(s.terms.entry[n, p])


@kernel
def holds(t: Tables, s: State, until: int, p: int, i: int, step: int, history: int) -> bool:
    """Return whether what ends the spell of slot `i` at place `p` holds in a history."""
    _less(t, s, p, i, history, -1)
    answer = expressions.holds(t, s, until, i, step, history)
    _less(t, s, p, i, history, 1)
    return bool(answer)
