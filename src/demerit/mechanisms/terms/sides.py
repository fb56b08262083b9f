"""Which terms count a record: by its conduct, and by whether it is adverse, favourable or neither.

A record is adverse if it is worse for whom it is about under any score, favourable if it is better under one
and worse under none. What it is worth may differ by history (an official's points, and the rule's), and so
may its side; both are settled at the ruling, and a record that conditions count keeps them in place of
points.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `g` number of a score,
`n` place in a list from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

from collections.abc import Sequence

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Case
from demerit.mechanisms.records.cases import CASE
from demerit.mechanisms.terms.lowering import OF_ADVERSE, OF_FAVOURABLE, OF_NEITHER
from demerit.scenario.histories import AS_GIVEN
from demerit.scenario.tables import Tables


def sides_plain(t: Tables, e: int, worth: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return on which side a record is by what it is worth to each score: as given, and by the rule."""
    given = {_side_plain(t, e, g, points) for g, (points, _) in enumerate(worth)}
    rule = {_side_plain(t, e, g, points) for g, (_, points) in enumerate(worth)}
    return _joined_plain(given), _joined_plain(rule)


def _side_plain(t: Tables, e: int, g: int, points: int) -> int:
    """Return whether so many points of a score are adverse, favourable or neither."""
    more = (points - int(t.terms.even[e, g])) * int(t.terms.worse[e, g]) if points else 0
    return OF_ADVERSE if more > 0 else OF_FAVOURABLE if more < 0 else OF_NEITHER


def _joined_plain(sides: set[int]) -> int:
    """Return the side of a record that is on these under several scores."""
    return min(sides, default=OF_NEITHER)  # adverse before favourable before neither


def on_side_plain(case: Case, history: int) -> int:
    """Return on which side a record is, whose sides stand in place of points, in a history."""
    return case.worth(history)


def counts_in_plain(t: Tables, case: Case, n: int, history: int) -> bool:
    """Return whether a term counts a record in one of the histories in which it counts."""
    return bool(t.terms.match[n, case.conduct] & on_side_plain(case, history))


def counts_plain(t: Tables, conduct: int, given: int, rule: int, *, live: bool = True) -> list[int]:
    """Return the terms that count a record of a conduct that is on one of two sides.

    `live`: whether it has not yet lived its length; else only windows count it.
    """
    matching = [n for n, match in enumerate(t.terms.match[:, conduct].tolist()) if match & (given | rule)]
    return [n for n in matching if live or not t.terms.lives[n]]


@kernel
def side(t: Tables, e: int, g: int, points: int) -> int:
    """Return whether so many points of score `g` are adverse, favourable or neither."""
    more = (points - t.terms.even[e, g]) * t.terms.worse[e, g] if points != 0 else 0
    return OF_ADVERSE if more > 0 else OF_FAVOURABLE if more < 0 else OF_NEITHER


@kernel
def joined(sides: int) -> int:
    """Return the side of a record that is on the sides of a bit set under several scores."""
    if sides & OF_ADVERSE != 0:
        return OF_ADVERSE
    return OF_FAVOURABLE if sides & OF_FAVOURABLE != 0 else OF_NEITHER


@kernel
def on_side(s: State, p: int, history: int) -> int:
    """Return on which side the record of case `p` is, whose sides stand in place of points, in a history."""
    case = s.cases.row[p]
    return int(case[CASE.points] if history <= AS_GIVEN else case[CASE.rule])


@kernel
def counts_in(t: Tables, s: State, p: int, n: int, history: int) -> bool:
    """Return whether a term counts what case `p` is of in one of the histories in which it counts."""
    return bool(t.terms.match[n, s.cases.row[p, CASE.conduct]] & on_side(s, p, history) != 0)


@kernel
def counts(t: Tables, conduct: int, given: int, rule: int, live: bool) -> bool:
    """Return whether any term counts a record of a conduct that is on one of two sides.

    `live`: whether it has not yet lived its length; else only windows count it.
    """
    for n in range(t.terms.what.shape[0]):
        if t.terms.match[n, conduct] & (given | rule) != 0 and (live or t.terms.lives[n] == 0):
            return True
    return False


@kernel
def in_term(t: Tables, s: State, p: int, n: int) -> bool:
    """Return whether a term counts what case `p` is of, in any history."""
    case = s.cases.row[p]
    return bool(t.terms.match[n, case[CASE.conduct]] & (case[CASE.points] | case[CASE.rule]) != 0)
