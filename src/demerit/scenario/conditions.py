"""Conditions, lowered: the code of every expression that the rules refer to, kept once.

Most conditions say of a few traits that each is one of some values. They are lowered to tests beside their
code, a bit for each value that passes, which takes the compiled engine two loads where the code takes seven
operations. What a test says is worked out by running the code, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, NamedTuple

from demerit.regime.counting import Counted, Term
from demerit.regime.expressions import (
    CODES,
    LISTED,
    SCORE_GRADE,
    TERMS,
    Op,
    of_score,
    opcodes,
    variable_codes,
    worked_out,
)
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.numbers import ints

Code = list[tuple[int, int]]
"""Operations and their arguments, in postfix order."""

NO_CONDITION = -1
ADULT = 18
"""Age, in years, from which somebody may be listed where a list does not say `minors`."""
_ADULTS: Code = [(int(Op.LOAD), CODES["age"]), (int(Op.PUSH), ADULT), (int(Op.GE), 0)]


VALUES = 16
"""Values that a test can tell apart, from 0: more than any of `_FEW` has."""
_FEW = {CODES[name] for name in ("sex", "tier", "residence", "fifth", "group", "entity", "size")}
_TAKES: Mapping[int, int] = {Op.PUSH: -1, Op.LOAD: -1, Op.NOT: 0}
"""How many values more an operation needs than it leaves; 1 where nothing is said."""


class ConditionTables(NamedTuple):
    """Conditions as the engine reads them; X expressions."""

    code_start: Annotated[Ints, "X + 1"]
    code: Annotated[Rows, "*, 2"]  # operation, argument
    tested: Annotated[Ints, "X"]  # 1 if the tests say all that the code says; else what must hold besides
    test_start: Annotated[Ints, "X + 1"]
    test: Annotated[Rows, "*, 2"]  # name, a bit for each of its values that passes


class Conditions:
    """Numbers expressions in order of first appearance; equal ones share a number."""

    def __init__(self, lists: Sequence[str], scores: Sequence[str], counted: Sequence[Counted] = ()) -> None:
        """Take the names of all lists, in the order of their bits, of all scores, and what is counted."""
        self.counted = counted
        self._codes = variable_codes(lists, scores, counted)
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

    def value_of(self, regime: Regime, text: str) -> int | None:
        """Return the code of the one name whose value a text asks for; None if it asks more than that."""
        code = opcodes(regime.expression(text), self._codes)
        return code[0][1] if len(code) == 1 and code[0][0] == Op.LOAD else None

    def of(self, numbers: Iterable[int]) -> list[Code]:
        """Return the code of the conditions of these numbers; NO_CONDITION has none."""
        known = list(self._numbers)
        return [list(known[number]) for number in numbers if number != NO_CONDITION]

    def tables(self) -> ConditionTables:
        """Return the expressions numbered so far."""
        start, code, test_start, test, tested = [0], Code(), [0], Code(), []
        for expression in self._numbers:
            code += expression
            start.append(len(code))
            tests, whole = _tests(list(expression))
            test += tests
            test_start.append(len(test))
            tested.append(int(whole))
        return ConditionTables(
            code_start=ints(start),
            code=ints(code).reshape(-1, 2),
            tested=ints(tested),
            test_start=ints(test_start),
            test=ints(test).reshape(-1, 2),
        )


def counted(forms: Sequence[Regime]) -> tuple[Counted, ...]:
    """Return what the conditions of all spans count, measure and ask of holdings, as they first appear."""
    found = [
        each
        for form in forms
        for _, condition, entity in form.conditions()
        for each in form.expression(condition, entity).counted
    ]
    held = [form.members.of for form in forms if form.members is not None]
    found += [Term("holds", (name,)) for name in held if name is not None]
    return tuple(dict.fromkeys(found))


def _tests(code: Code) -> tuple[Code, bool]:
    """Return (name, a bit for each value that passes) of traits that all must pass, and if that is all."""
    found: dict[int, int] = {}
    whole = True
    for part in _parts(code):
        names = {argument for operation, argument in part if operation == Op.LOAD}
        if len(names) == 1 and (names <= _FEW or LISTED <= min(names) < TERMS or _is_grade(min(names))):
            (name,) = names
            passes = sum(1 << value for value in range(VALUES) if _holds_at(part, value))
            found[name] = found.get(name, (1 << VALUES) - 1) & passes
        else:
            whole = False
    return sorted(found.items()), whole


def _is_grade(code: int) -> bool:
    return code < 0 and of_score(code)[1] == SCORE_GRADE


def _holds_at(part: Code, value: int) -> bool:
    """Return whether a condition on one trait holds at a value."""
    return worked_out(part, lambda _: value) != 0


def _parts(code: Code) -> list[Code]:
    """Return the parts of a condition that all must hold."""
    operation, _ = code[-1]
    if operation != Op.AND:
        return [code]
    wanted, at = 1, len(code) - 1
    while wanted:  # from the end back to where the right side of AND begins
        at -= 1
        wanted += _TAKES.get(code[at][0], 1)
    return [*_parts(code[:at]), *_parts(code[at:-1])]
