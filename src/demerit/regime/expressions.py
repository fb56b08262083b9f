"""Conditions of a regime, such as `score < 600 and tier == ordinary`: what they may name, say and become.

A regime is data: nothing in it is ever run as code. A condition is parsed by hand into a typed tree
(`trees`), so a misspelt grade is an error at its column rather than a rule that silently never fires; the
tree is printed in explanations, evaluated by the plain engine and lowered to a postfix array that a
precompiled stack machine reads, so that editing a regime compiles nothing. There is no function of numbers,
no division and no chance in the grammar: every condition ends, is exact in integers, and says the same twice.
Truths that a regime cannot know (whether somebody acted, whether they were able) have no name here.

    or, and < not < comparison, in < + - < * < unary minus
    comparison: == != < <= > >=    in LOW..HIGH    in {a, b}
    terms: records(C within 3 years)    listings(L ever)    listed_for(L) < 1 year    tenure    clean(2 years)
           during(P)    passed(O ever)

`and` and `or` side by side have brackets. What is counted, and lengths of time: `counting`.

Names may hold hyphens (`listed(travel-black)`), so subtraction has spaces around its sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from demerit.errors import Complaint
from demerit.regime.counting import Counted, Length, Term, Window, of_clean
from demerit.regime.trees import (
    Binary,
    Expr,
    Member,
    Node,
    Not,
    Number,
    OneOf,
    Variable,
    Within,
    mark,
    nodes,
)

ENUMERATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sex": ("male", "female"),
        "tier": ("ordinary", "official", "owner", "visitor"),
        "residence": ("urban-local", "urban-away", "rural-local", "rural-away", "visitor"),
        "group": ("A", "B", "C", "D", "E", "F", "G", "H"),
        "entity": ("person", "organisation"),
        "size": ("micro", "small", "medium", "large"),
    }
)
"""Members of each enumeration; a member's code is its position. Grades come from the regime, best first."""

SCORE = "score"
"""The name of the score that `grade` without brackets is of."""
NUMBERS = ("age", "fifth", "region", SCORE)
CODES: Mapping[str, int] = MappingProxyType(
    {
        "age": 0,
        "sex": 1,
        "tier": 2,
        "residence": 3,
        "fifth": 4,
        "group": 5,
        "region": 6,
        "entity": 9,
        "size": 10,
    }
)
"""Code of each variable for LOAD; `listed(NAME)` has LISTED + the position of the list in the regime, and
what is known of a score one below zero (`code_of_score`)."""
LISTED = 16
MOST_LISTS = 16
TERMS = LISTED + MOST_LISTS
"""From here on stands what is counted of somebody, in the order of whoever lowers the conditions."""
SCORE_VALUE, SCORE_GRADE, SCORE_NUMBER = range(3)
"""What a condition may read of a score: its value, `grade(S)` and `number(S)`, how many ratings count."""
OF_SCORE = 3
"""How many of these there are."""
OF_PERSONS = frozenset({"age", "sex", "tier", "residence", "fifth", "group"})
OF_ORGANISATIONS = frozenset({"size"})
MAX_OPCODES = 256
MAX_STACK = 16
MAX_DEPTH = 32
_BOUND = 2**62
_VARIABLE_BOUND = 2**31


class Op(IntEnum):
    """Instructions of the stack machine; PUSH and LOAD take an argument, comparisons leave 1 or 0."""

    PUSH = 0
    LOAD = 1
    EQ = 2
    NE = 3
    LT = 4
    LE = 5
    GT = 6
    GE = 7
    AND = 8
    OR = 9
    NOT = 10
    ADD = 11
    SUB = 12
    MUL = 13


_OPS = {
    "==": Op.EQ,
    "!=": Op.NE,
    "<": Op.LT,
    "<=": Op.LE,
    ">": Op.GT,
    ">=": Op.GE,
    "and": Op.AND,
    "or": Op.OR,
    "+": Op.ADD,
    "-": Op.SUB,
    "*": Op.MUL,
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may name, as its regime declares.

    Attributes:
        grades: those of the score called `score`, best first; empty where it has none.
        lists: in the regime's order.
        score: whether the regime keeps a score of that name.
        entity: whom the condition is about, `person` or `organisation`.
        protected_input: whether the regime declares that it uses a protected trait.
        conducts: of which it makes records.
        spell: whether it is asked of a spell on a list, which has an entry.
        scores: the grades of every score by its name, best first.
        offers: what people may choose.
        numbered: the scores that are worked out from a number of records.
        shares: the scores that are a share.
        periods: that have a name.
        debts: conducts whose records claim money.
    """

    grades: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    score: bool = False
    entity: str = "person"
    protected_input: bool = False
    conducts: tuple[str, ...] = ()
    spell: bool = False
    scores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    debts: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return the hash of some of it; what is equal has the same."""
        return hash((self.entity, self.spell, self.lists, self.conducts, self.offers, tuple(self.scores)))


def evaluate(expr: Expr, environment: Mapping[str, int]) -> int:
    """Return what a condition says, 1 or 0: the plain form.

    Args:
        expr: a checked condition.
        environment: a whole number for each free name; words by their codes, `listed(NAME)` by 1 or 0; for
            what is counted (`Expr.counted`) by its text, of marks 1 or 0.

    Raises:
        KeyError: a free name has no value.
    """
    return _value(expr.root, environment)


def _value(node: Node, environment: Mapping[str, int]) -> int:
    match node:
        case Number(value):
            return value
        case Member(_, _, code):
            return code
        case Variable(term=Term("clean", window=Window(length=Length() as length))):
            tenure, adverse = of_clean(length)
            return int(environment[str(tenure)] == 1 and environment[str(adverse)] == 0)
        case Variable(name, term=Term("owes")):
            return int(environment[name] > 0)
        case Variable(name):
            return environment[name]
        case Binary(op, Variable() as variable, Length() as length):
            asked, reached = mark(op, variable, length)
            return int((environment[str(asked)] == 1) == reached)
        case Length():
            raise ValueError("a length is compared with, and has no value of its own")
        case Not(inner):
            return 1 - _value(inner, environment)
        case Within(value, low, high):
            return int(low <= _value(value, environment) <= high)
        case OneOf(value, choices):
            found = _value(value, environment)
            return int(any(found == _value(each, environment) for each in choices))
        case Binary(op, left, right):
            return combine(_OPS[op], _value(left, environment), _value(right, environment))


def combine(op: int, left: int, right: int) -> int:
    """Return what a two-sided instruction leaves on the stack."""
    match op:
        case Op.EQ:
            return int(left == right)
        case Op.NE:
            return int(left != right)
        case Op.LT:
            return int(left < right)
        case Op.LE:
            return int(left <= right)
        case Op.GT:
            return int(left > right)
        case Op.GE:
            return int(left >= right)
        case Op.AND:
            return left & right
        case Op.OR:
            return left | right
        case Op.ADD:
            return left + right
        case Op.SUB:
            return left - right
        case Op.MUL:
            return left * right
        case _:
            raise ValueError(f"instruction {op} does not take two values")


def opcodes(expr: Expr, codes: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return a condition as postfix (instruction, argument) pairs.

    Args:
        expr: a checked condition.
        codes: what LOAD calls each variable; `variable_codes(names)` gives the usual ones.

    Raises:
        KeyError: a free name has no code.
    """
    return list(_postfix(expr.root, codes))


def variable_codes(
    lists: Sequence[str], scores: Sequence[str] = (SCORE,), counted: Sequence[Counted] = ()
) -> dict[str, int]:
    """Return the code of every variable; lists, scores and what is counted numbered in the order given."""
    found = {**CODES, **{f"listed({name})": LISTED + index for index, name in enumerate(lists)}}
    found |= {str(each): TERMS + index for index, each in enumerate(counted)}
    for number, name in enumerate(scores):
        found[name] = code_of_score(number, SCORE_VALUE)
        found[f"grade({name})"] = code_of_score(number, SCORE_GRADE)
        found[f"number({name})"] = code_of_score(number, SCORE_NUMBER)
        if name == SCORE:
            found["grade"] = code_of_score(number, SCORE_GRADE)
    return found


def code_of_score(number: int, what: int) -> int:
    """Return the code of SCORE_VALUE, SCORE_GRADE or SCORE_NUMBER of a score."""
    return -(1 + OF_SCORE * number + what)


def of_score(code: int) -> tuple[int, int]:
    """Return the number of a score and what of it a code below zero stands for."""
    return divmod(-1 - code, OF_SCORE)


def worked_out(code: Iterable[tuple[int, int]], load: Callable[[int], int]) -> int:
    """Return what postfix code comes to; `load` gives the value of a variable by its code."""
    stack: list[int] = []
    for operation, argument in code:
        if operation == Op.PUSH:
            stack.append(argument)
        elif operation == Op.LOAD:
            stack.append(load(argument))
        elif operation == Op.NOT:
            stack.append(1 - stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(combine(Op(operation), left, right))
    return stack[0]


def _postfix(node: Node, codes: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    match node:
        case Number(value):
            yield Op.PUSH, value
        case Member(_, _, code):
            yield Op.PUSH, code
        case Variable(term=Term("clean", window=Window(length=Length() as length))):
            tenure, adverse = of_clean(length)
            yield Op.LOAD, codes[str(tenure)]
            yield Op.LOAD, codes[str(adverse)]
            yield Op.PUSH, 0
            yield Op.EQ, 0
            yield Op.AND, 0
        case Variable(name, term=Term("owes")):
            yield Op.LOAD, codes[name]
            yield Op.PUSH, 0
            yield Op.GT, 0
        case Variable(name):
            yield Op.LOAD, codes[name]
        case Binary(op, Variable() as variable, Length() as length):
            asked, reached = mark(op, variable, length)
            yield Op.LOAD, codes[str(asked)]
            if not reached:
                yield Op.NOT, 0
        case Length():
            raise ValueError("a length is compared with, and is never put on the stack")
        case Not(inner):
            yield from _postfix(inner, codes)
            yield Op.NOT, 0
        case Binary(op, left, right):
            yield from _postfix(left, codes)
            yield from _postfix(right, codes)
            yield _OPS[op], 0
        case Within(value, low, high):
            yield from _postfix(value, codes)
            yield Op.PUSH, low
            yield Op.GE, 0
            yield from _postfix(value, codes)
            yield Op.PUSH, high
            yield Op.LE, 0
            yield Op.AND, 0
        case OneOf(value, choices):
            for index, each in enumerate(choices):
                yield from _postfix(value, codes)
                yield from _postfix(each, codes)
                yield Op.EQ, 0
                if index:
                    yield Op.OR, 0


def stack_depth(program: Sequence[tuple[int, int]]) -> int:
    """Return how many values a program holds at once."""
    held = deepest = 0
    for op, _ in program:
        held += 1 if op in (Op.PUSH, Op.LOAD) else 0 if op == Op.NOT else -1
        deepest = max(deepest, held)
    return deepest


def magnitude(node: Node) -> int:
    """Return a bound on the absolute value of a number, so that 64 bits always hold it."""
    match node:
        case Number(value):
            return abs(value)
        case Variable():
            return _VARIABLE_BOUND
        case Binary("*", left, right):
            return magnitude(left) * magnitude(right)
        case Binary("+" | "-", left, right):
            return magnitude(left) + magnitude(right)
        case _:
            return 1


def check_size(expr: Expr) -> None:
    """Refuse a condition that the stack machine could not hold.

    Raises:
        Complaint: too many parts, or numbers that may pass 64 bits.
    """
    program = opcodes(expr, {**dict.fromkeys(expr.free_names, 0), **variable_codes((), (), expr.counted)})
    if len(program) > MAX_OPCODES or stack_depth(program) > MAX_STACK:
        raise Complaint(
            "this condition is too long",
            allowed=f"{MAX_OPCODES} instructions, {MAX_STACK} values held at once",
            next_step="split it over two lists or consequences",
        )
    for node in nodes(expr.root):
        if magnitude(node) > _BOUND:
            raise Complaint(
                "this number may pass 64 bits",
                next_step="multiply smaller numbers",
                offset=getattr(node, "start", 0),
            )
