"""Conditions as typed trees, and their canonical text.

The tree is what the parser makes and everything else reads: it is walked for the names that decide, written
back for explanations and digests, evaluated by the plain engine and lowered for the compiled one
(`expressions`). A node knows where it starts in the text, for messages; two conditions that read alike are
equal wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.regime.counting import Counted, Length, Mark, Term, Window, of_clean
from demerit.regime.tokens import share_text

POWER = {
    "or": 1,
    "and": 2,
    "==": 4,
    "!=": 4,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "in": 4,
    "+": 5,
    "-": 5,
    "*": 6,
}
"""How tightly each operator binds."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number; of a `share`, which is written with %, so many per 10,000."""

    value: int
    start: int = field(default=0, compare=False)
    share: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One word of an enumeration; `code` is its position there."""

    enumeration: str
    name: str
    code: int
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """Something a regime may know: a number, a word of the enumeration `kind`, `listed(NAME)`, or a term."""

    name: str
    kind: str
    start: int = field(default=0, compare=False)
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    inner: Node
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts joined by an operator."""

    op: str
    left: Node
    right: Node
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """A number inside a range, ends included."""

    value: Node
    low: int
    high: int
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Something that equals one of several numbers or words."""

    value: Node
    choices: tuple[Number | Member, ...]
    start: int = field(default=0, compare=False)


Node = Number | Member | Variable | Length | Not | Binary | Within | OneOf


@dataclass(frozen=True, slots=True)
class Expr:
    """A checked condition.

    Attributes:
        root: the typed tree.
        text: as the file writes it.
    """

    root: Node
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the canonical text; parsing it gives an equal condition."""
        return _written(self.root, 0)

    @property
    def valued(self) -> bool:
        """Whether it is a number or a length by itself, and nothing that holds or not."""
        return isinstance(self.root, Variable) and self.root.kind in ("number", "length")

    @property
    def free_names(self) -> frozenset[str]:
        """Return the variables that decide, such as `score` and `listed(black)`."""
        return frozenset(node.name for node in nodes(self.root) if isinstance(node, Variable))

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Return what is counted and measured of somebody for it, each once, in the order of the text."""
        return tuple(dict.fromkeys(_counted(self.root)))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return its terms, each once."""
        found = (node.term for node in nodes(self.root) if isinstance(node, Variable))
        return tuple(dict.fromkeys(term for term in found if term is not None))


def raising(node: Node, positive: bool = True) -> Iterator[str]:
    """Yield the variables that can make a condition hold by being true or greater.

    What is compared with a number or a word can do so either way, and is yielded.

    Args:
        node: the condition, or a part of it.
        positive: whether the whole can come to hold where this part does.
    """
    match node:
        case Variable(name):
            if positive:
                yield name
        case Not(inner):
            yield from raising(inner, not positive)
        case Binary("and" | "or", left, right):
            yield from raising(left, positive)
            yield from raising(right, positive)
        case _:
            yield from (each.name for each in nodes(node) if isinstance(each, Variable))


def implies(node: Node, names: frozenset[str], positive: bool = True) -> bool:
    """Return whether one of `names` at least is true wherever a condition holds.

    Args:
        node: the condition, or a part of it.
        names: of variables that are true or not.
        positive: whether this part holds, or its opposite.
    """
    match node:
        case Variable(name):
            return positive and name in names
        case Not(inner):
            return implies(inner, names, not positive)
        case Binary("and" | "or" as operator, left, right):
            parts = (implies(left, names, positive), implies(right, names, positive))
            return any(parts) if (operator == "and") == positive else all(parts)
        case _:
            return False


def forces(node: Node, name: str, value: bool = True) -> bool:
    """Return whether a condition comes out as `value` wherever the variable `name` is true.

    Args:
        node: the condition, or a part of it.
        name: of a variable that is true or not.
        value: whether it is to hold, or not to.
    """
    match node:
        case Variable(found):
            return value and found == name
        case Not(inner):
            return forces(inner, name, not value)
        case Binary("and" | "or" as operator, left, right):
            parts = (forces(left, name, value), forces(right, name, value))
            return all(parts) if (operator == "and") == value else any(parts)
        case _:
            return False


def left_of(node: Node, name: str) -> Node | bool:
    """Return what is left of a condition where the variable `name` is true: a condition, or how it comes out.

    Args:
        node: the condition, or a part of it.
        name: of a variable that is true or not.
    """
    match node:
        case Variable(found) if found == name:
            return True
        case Not(inner):
            rest = left_of(inner, name)
            return not rest if isinstance(rest, bool) else Not(rest, node.start)
        case Binary("and" | "or" as operator, left, right):
            deciding = operator == "or"  # what makes the whole come out like one part
            parts = left_of(left, name), left_of(right, name)
            if deciding in parts:
                return deciding
            open_parts = [part for part in parts if not isinstance(part, bool)]
            if len(open_parts) < 2:
                return open_parts[0] if open_parts else not deciding
            return Binary(operator, open_parts[0], open_parts[1], node.start)
        case _:
            return node


def nodes(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, parents first."""
    yield node
    match node:
        case Not(inner):
            yield from nodes(inner)
        case Binary(_, left, right):
            yield from nodes(left)
            yield from nodes(right)
        case Within(value) | OneOf(value):
            yield from nodes(value)
        case _:
            pass


def mark(op: str, variable: Variable, length: Length) -> tuple[Mark, bool]:
    """Return the mark that a comparison of lengths asks for, and whether it must be reached."""
    if variable.term is None:
        raise ValueError(f"{variable.name} is no length")
    return Mark(variable.term, length, strict=op in (">", "<=")), op in (">", ">=")


def _counted(node: Node) -> Iterator[Counted]:
    match node:
        case Binary(op, Variable() as variable, Length() as length):
            yield mark(op, variable, length)[0]
        case Variable(term=Term("clean", window=Window(length=Length() as length))):
            yield from of_clean(length)
        case Variable(kind="length"):
            pass  # its value is asked for, which nothing has to keep
        case Variable(term=Term() as term):
            yield term
        case Not(inner):
            yield from _counted(inner)
        case Binary(_, left, right):
            yield from _counted(left)
            yield from _counted(right)
        case Within(value) | OneOf(value):
            yield from _counted(value)
        case _:
            pass


def _power(node: Node) -> int:
    match node:
        case Binary(op):
            return POWER[op]
        case Within() | OneOf():
            return POWER["in"]
        case Not():
            return 3
        case Number(value) if value < 0:
            return 7
        case _:
            return 9


def _written(node: Node, around: int) -> str:
    match node:
        case Number(value, share=share):
            text = share_text(value) if share else str(value)
        case Member(_, name):
            text = name
        case Variable(name):
            text = name
        case Length():
            text = str(node)
        case Not(inner):
            text = f"not {_written(inner, 3)}"
        case Binary(op, left, right):
            power = POWER[op]
            chains = power != 4  # comparisons do not chain
            sides = _beside(op, left, power if chains else 5), _beside(op, right, power + 1)
            text = f"{sides[0]} {op} {sides[1]}"
        case Within(value, low, high):
            text = f"{_written(value, 5)} in {low}..{high}"
        case OneOf(value, choices):
            text = f"{_written(value, 5)} in {{{', '.join(_written(each, 0) for each in choices)}}}"
    return f"({text})" if _power(node) < around else text


def _beside(op: str, node: Node, around: int) -> str:
    """Write one side of an operator; `and` beside `or` has brackets: nobody has to know which binds."""
    mixed = op == "or" and isinstance(node, Binary) and node.op == "and"
    return _written(node, POWER["and"] + 1 if mixed else around)
