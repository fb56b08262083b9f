"""Between which scores a list that a score enters may change its mind about somebody.

Points that come back move almost everybody in almost every step, and hardly ever matter: a list that asks for
`score < 600` has nothing to look at while somebody goes from 971 to 972. The engine looks again only at those
who came past an edge. What is worked out here may hold too many edges and never too few: a condition that
reckons with the score makes every score one. What else a condition asks for has people looked at by other
ways (`asked`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demerit.regime.expressions import CODES, SCORE_GRADE, SCORE_VALUE, Op, code_of_score

OPEN = 1 << 30
"""A bound that no score reaches."""
NOWHERE, EVERYWHERE = (OPEN, -OPEN), (-OPEN, OPEN)
"""Edges of no condition, and of one that may change at any score."""

MOST = 14
"""Edges that are told apart."""

_COMPARISONS = frozenset({Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE})
_SUMS = frozenset({Op.ADD, Op.SUB, Op.MUL})


class _Unseen(Exception):
    """The condition reckons with a score, or compares it with something that is no number."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What is known of a value on the stack: a number, one of these names, or neither."""

    number: int | None = None
    name: str = ""


_SETTLED = _Value()
"""Something that the engine looks at when it changes, or that never does."""


def edges(programs: Iterable[Sequence[tuple[int, int]]], bounds: Sequence[int], number: int = 0) -> list[int]:
    """Return the lowest edge of the conditions, the highest, and then all edges: 2 + MOST numbers.

    An edge is a score at which a condition may come to hold or cease to: one that goes from a up to b passes
    it if a < edge <= b. With fewer than MOST edges the rest are OPEN. With more, or where they are unknown,
    the lowest and the highest say that every score is one.

    Args:
        programs: the conditions, as operations with their arguments.
        bounds: scores at which a grade begins.
        number: which score it is that moves.
    """
    found: list[int] = []
    for program in programs:
        try:
            found += _of(program, bounds, number)
        except _Unseen:
            return _row(EVERYWHERE, [])
    kept = sorted({edge for edge in found if -OPEN < edge <= OPEN})  # no score lies beyond
    if len(kept) > MOST:
        return _row(EVERYWHERE, [])
    return _row((kept[0], kept[-1]) if kept else NOWHERE, kept)


def _row(span: tuple[int, int], kept: list[int]) -> list[int]:
    return [*span, *kept, *[OPEN] * (MOST - len(kept))]


def _of(program: Sequence[tuple[int, int]], bounds: Sequence[int], number: int) -> list[int]:
    """Return the edges of one condition.

    Raises:
        _Unseen: it has none that one could name.
    """
    found: list[int] = []
    stack: list[_Value] = []
    for operation, argument in program:
        if operation == Op.PUSH:
            stack.append(_Value(number=argument))
        elif operation == Op.LOAD:
            stack.append(_loaded(argument, number))
        elif operation != Op.NOT:
            right, left = stack.pop(), stack.pop()
            if operation in _COMPARISONS:
                found += _compared(left, right, bounds)
            elif operation in _SUMS and (left.name or right.name):
                raise _Unseen
            stack.append(_SETTLED)
    return found


def _loaded(name: int, number: int) -> _Value:
    known = {
        CODES["age"]: "age",
        code_of_score(number, SCORE_VALUE): "score",
        code_of_score(number, SCORE_GRADE): "grade",
    }
    return _Value(name=known[name]) if name in known else _SETTLED


def _compared(left: _Value, right: _Value, bounds: Sequence[int]) -> list[int]:
    """Return the edges of a comparison; one of a name with anything but a number has none to name."""
    if not left.name and not right.name:
        return []
    name, number = (left.name, right.number) if left.name else (right.name, left.number)
    if number is None or (left.name and right.name):
        raise _Unseen
    if name == "score":
        return [number, number + 1]
    if name == "grade":
        return [bound for bound in bounds if abs(bound) < OPEN]
    return []


__all__ = ["EVERYWHERE", "MOST", "NOWHERE", "OPEN", "edges"]
