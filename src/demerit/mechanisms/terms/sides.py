"""Which terms count a record: by its conduct, and by whether it is adverse, favourable or neither.

What a record is worth may differ by history (an official's points, and the rule's), and so may its side.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `n` place in a list
from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Case
from demerit.mechanisms.records.cases import CASE
from demerit.mechanisms.terms.lowering import OF_ADVERSE, OF_FAVOURABLE, OF_NEITHER
from demerit.scenario.histories import AS_GIVEN
from demerit.scenario.tables import Tables


def side_plain(t: Tables, e: int, points: int) -> int:
    """Return whether a record that is worth so much is adverse, favourable or neither."""
    more = (points - int(t.terms.even[e])) * int(t.terms.worse[e]) if points else 0
    return OF_ADVERSE if more > 0 else OF_FAVOURABLE if more < 0 else OF_NEITHER


def counts_in_plain(t: Tables, case: Case, n: int, history: int) -> bool:
    """Return whether a term counts a record in one of the histories in which it counts."""
    return bool(t.terms.match[n, case.conduct] & side_plain(t, case.epoch, case.worth(history)))


def counts_plain(t: Tables, e: int, conduct: int, points: int, rule: int) -> list[int]:
    """Return the terms that count a record of a conduct that is worth so much, or so much by the rule."""
    sides = side_plain(t, e, points) | side_plain(t, e, rule)
    return [n for n, match in enumerate(t.terms.match[:, conduct].tolist()) if match & sides]


@kernel
def side(t: Tables, e: int, points: int) -> int:
    """Return whether a record that is worth so much is adverse, favourable or neither."""
    more = (points - t.terms.even[e]) * t.terms.worse[e] if points != 0 else 0
    return OF_ADVERSE if more > 0 else OF_FAVOURABLE if more < 0 else OF_NEITHER


@kernel
def counts_in(t: Tables, s: State, p: int, n: int, history: int) -> bool:
    """Return whether a term counts what case `p` is of in one of the histories in which it counts."""
    case = s.cases.row[p]
    points = case[CASE.points] if history <= AS_GIVEN else case[CASE.rule]
    return bool(t.terms.match[n, case[CASE.conduct]] & side(t, case[CASE.epoch], points) != 0)


@kernel
def counts(t: Tables, e: int, conduct: int, points: int, rule: int) -> bool:
    """Return whether any term counts a record of a conduct that is worth so much, or so much by the rule."""
    sides = side(t, e, points) | side(t, e, rule)
    for n in range(t.terms.what.shape[0]):
        if t.terms.match[n, conduct] & sides != 0:
            return True
    return False


@kernel
def in_term(t: Tables, s: State, p: int, n: int) -> bool:
    """Return whether a term counts what case `p` is of, in any history."""
    case = s.cases.row[p]
    sides = side(t, case[CASE.epoch], case[CASE.points]) | side(t, case[CASE.epoch], case[CASE.rule])
    return bool(t.terms.match[n, case[CASE.conduct]] & sides != 0)
