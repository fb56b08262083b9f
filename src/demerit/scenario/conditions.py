"""Conditions, lowered: the code of every expression that the rules refer to, kept once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from demerit.regime import Regime
from demerit.regime.expressions import CODES, Op, opcodes, variable_codes
from demerit.scenario.numbers import ints
from demerit.scenario.tables import Ints, Rows

Code = list[tuple[int, int]]
"""Operations and their arguments, in postfix order."""

NO_CONDITION = -1
ADULT = 18
"""Age, in years, from which somebody may be listed where a list does not say `minors`."""
_ADULTS: Code = [(int(Op.LOAD), CODES["age"]), (int(Op.PUSH), ADULT), (int(Op.GE), 0)]


class Conditions:
    """Numbers expressions in order of first appearance; equal ones share a number."""

    def __init__(self, lists: Sequence[str]) -> None:
        """Take the names of all lists, in the order of their bits."""
        self._codes = variable_codes(lists)
        self._numbers: dict[tuple[tuple[int, int], ...], int] = {}

    def number(self, regime: Regime, condition: str | None, entity: str, *, adults: bool = False) -> int:
        """Return the number of a condition, NO_CONDITION for one that always holds.

        Args:
            regime: the form of the regime in which it is written.
            condition: its text, if any.
            entity: whom it is about, `person` or `organisation`.
            adults: whether it is to hold for people of 18 years and more only.
        """
        code: Code = []
        if condition is not None:
            code = opcodes(regime.expression(condition, entity), self._codes)
        if adults:
            code = [*code, *_ADULTS, (int(Op.AND), 0)] if code else _ADULTS
        if not code:
            return NO_CONDITION
        whole = tuple((int(operation), int(argument)) for operation, argument in code)
        return self._numbers.setdefault(whole, len(self._numbers))

    def of(self, numbers: Iterable[int]) -> list[Code]:
        """Return the code of the conditions of these numbers; NO_CONDITION has none."""
        known = list(self._numbers)
        return [list(known[number]) for number in numbers if number != NO_CONDITION]

    def tables(self) -> tuple[Ints, Rows]:
        """Return `code_start` [X + 1] and `code` [instructions, 2] of the expressions numbered so far."""
        start = [0]
        code: Code = []
        for expression in self._numbers:
            code += expression
            start.append(len(code))
        return ints(start), ints(code).reshape(-1, 2)
