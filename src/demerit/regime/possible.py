"""Whether a condition can hold: an exact search over boxes of values, with an example of each.

A box gives each variable a range of values. Asked of a box, a condition says yes, no or both; where it says
both, the box is cut in two at a number with which the condition compares, and each half is asked by itself. A
comparison with a constant says one thing on either side of it, so the search ends with every cell between
constants told. Arithmetic between variables is cut in halves until the box says one thing, or until `MOST`
boxes were asked: then nothing is claimed. Ranges may be wider than what occurs; "never" and "always" are said
of all values in them and so of those that occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from demerit.quantities.dates import DAYS_PER_UNIT
from demerit.regime.counting import Length
from demerit.regime.trees import Binary, Member, Node, Not, Number, OneOf, Variable, Within, nodes

MOST = 4_000
"""Boxes that are asked before a condition is left undecided; those of the gallery take fewer than 20."""
MOST_PARTS = 24
"""Parts of a condition of which the smallest set that cannot hold together is looked for."""


class Domain(NamedTuple):
    """The values that a variable may have.

    Attributes:
        low: smallest value.
        high: largest value.
        words: what each value is called, from 0, where it is a word; else empty.
        usual: a value that an example has wherever it can; the smallest by default.
        of: another variable that this one follows from, such as the score behind a grade; else empty.
        bands: for each value of this variable the smallest and largest value of that other one.
        because: why it has no other values, where a reader would ask, as a sentence without its full stop.
    """

    low: int
    high: int
    words: tuple[str, ...] = ()
    usual: int | None = None
    of: str = ""
    bands: tuple[tuple[int, int], ...] = ()
    because: str = ""


Domains = Callable[[str, str], Domain]
"""Gives the values of a variable by its name and kind (`number`, `condition`, or the name of its words)."""
Range = tuple[int, int]
Box = dict[str, Range]
"""A range of values for each variable that follows from no other."""
TRUTH = Domain(0, 1)
_YES, _NO, _BOTH = (1, 1), (0, 0), (0, 1)


class Decision(NamedTuple):
    """Whether a condition can hold.

    Attributes:
        example: values with which it holds, or None.
        decided: whether it is known; without an example it never holds then.
    """

    example: Mapping[str, int] | None
    decided: bool

    @property
    def never(self) -> bool:
        """Return whether no value of anything makes the condition hold."""
        return self.decided and self.example is None


def decide(node: Node, domains: Domains) -> Decision:
    """Return whether a condition can hold, with an example where it can.

    Args:
        node: the condition.
        domains: the values that its variables may have.
    """
    known = {each.name: domains(each.name, each.kind) for each in nodes(node) if isinstance(each, Variable)}
    for each in list(known.values()):
        if each.of and each.of not in known:
            known[each.of] = domains(each.of, "number")
    if any(each.low > each.high for each in known.values()):
        return Decision(None, True)
    whole = {name: (each.low, each.high) for name, each in known.items() if not each.of}
    open_boxes, asked = [whole], 0
    while open_boxes:
        box = open_boxes.pop()
        asked += 1
        if asked > MOST:
            return Decision(None, False)
        said = _said(node, box, known)
        if said == _YES:
            return Decision(_example(box, known), True)
        if said == _BOTH:
            open_boxes += _halves(box, *_cut(node, box, known), known)
    return Decision(None, True)


def never(parts: Sequence[Node], domains: Domains) -> tuple[Node, ...]:
    """Return the smallest set of parts that cannot hold together, each of which is needed; or none.

    Args:
        parts: conditions that all are to hold.
        domains: the values that their variables may have.
    """
    kept = [each for part in parts for each in joined(part, "and")]
    if not decide(all_of(kept), domains).never:
        return ()
    for part in list(kept) if len(kept) <= MOST_PARTS else ():
        fewer = [each for each in kept if each is not part]
        if fewer and decide(all_of(fewer), domains).never:
            kept = fewer
    return tuple(kept)


def joined(node: Node, op: str) -> Iterator[Node]:
    """Yield the parts that a condition joins by `and`, or by `or`; itself if it joins none."""
    if isinstance(node, Binary) and node.op == op:
        yield from joined(node.left, op)
        yield from joined(node.right, op)
    else:
        yield node


def all_of(parts: Sequence[Node]) -> Node:
    """Return a condition that holds where all of these do; at least one."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Binary("and", whole, part)
    return whole


def any_of(parts: Sequence[Node]) -> Node:
    """Return a condition that holds where one of these does; at least one."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Binary("or", whole, part)
    return whole


def _said(node: Node, box: Box, known: Mapping[str, Domain]) -> Range:
    """Return between which values a part of a condition lies in a box; a truth is 0 or 1."""
    match node:
        case Number(value):
            return value, value
        case Member(_, _, code):
            return code, code
        case Length():
            return micro_days(node), micro_days(node)
        case Variable(name):
            return _ranged(name, box, known)
        case Not(inner):
            low, high = _said(inner, box, known)
            return 1 - high, 1 - low
        case Within(value, low, high):
            least, most = _said(value, box, known)
            return _YES if low <= least and most <= high else _NO if most < low or least > high else _BOTH
        case OneOf(value, choices):
            return _chosen(_said(value, box, known), {_constant(each) for each in choices})
        case Binary(op, left, right):
            return _combined(op, _said(left, box, known), _said(right, box, known))


def _ranged(name: str, box: Box, known: Mapping[str, Domain]) -> Range:
    domain = known[name]
    if not domain.of:
        return box[name]
    low, high = box[domain.of]
    held = [code for code, (least, most) in enumerate(domain.bands) if least <= high and low <= most]
    return (held[0], held[-1]) if held else (domain.low, domain.high)


def _chosen(found: Range, choices: set[int]) -> Range:
    low, high = found
    inside = sum(low <= each <= high for each in choices)
    return _NO if not inside else _YES if inside == high - low + 1 else _BOTH


def _combined(op: str, left: Range, right: Range) -> Range:
    (low, high), (least, most) = left, right
    match op:
        case "and":
            return low & least, high & most
        case "or":
            return low | least, high | most
        case "+":
            return low + least, high + most
        case "-":
            return low - most, high - least
        case "*":
            corners = (low * least, low * most, high * least, high * most)
            return min(corners), max(corners)
        case "<":
            return _YES if high < least else _NO if low >= most else _BOTH
        case "<=":
            return _YES if high <= least else _NO if low > most else _BOTH
        case ">" | ">=":
            return _combined("<" if op == ">" else "<=", right, left)
        case "==":
            return _NO if high < least or most < low else _YES if low == high == least == most else _BOTH
        case _:
            equal = _combined("==", left, right)
            return 1 - equal[1], 1 - equal[0]


def _cut(node: Node, box: Box, known: Mapping[str, Domain]) -> tuple[str, int]:
    """Return a variable and the last value of the lower half, such that a part that says both says less."""
    match node:
        case Not(inner):
            return _cut(inner, box, known)
        case Binary("and" | "or", left, right):
            return _cut(left if _said(left, box, known) == _BOTH else right, box, known)
    for name, edges in _edges(node):
        domain = known[name]
        base = domain.of or name
        values = _values_below(domain, edges)
        inside = sorted(each for each in values if box[base][0] <= each < box[base][1])
        if inside:
            return base, inside[len(inside) // 2]
    named = {each.name for each in nodes(node) if isinstance(each, Variable)}
    bases = sorted({known[name].of or name for name in named})
    widest = max(bases, key=lambda name: box[name][1] - box[name][0])
    low, high = box[widest]
    return widest, (low + high) // 2


def _edges(node: Node) -> Iterator[tuple[str, set[int]]]:
    """Yield the variable that a part compares with constants, with those values after which it may change."""
    match node:
        case Variable(name):
            yield name, {0}
        case Within(Variable(name), low, high):
            yield name, {low - 1, high}
        case OneOf(Variable(name), choices):
            found = {_constant(each) for each in choices}
            yield name, found | {each - 1 for each in found}
        case Binary(_, Variable(name), Number(value)) | Binary(_, Number(value), Variable(name)):
            yield name, {value - 1, value}
        case Binary(_, Variable(name), Length() as length):
            yield name, {micro_days(length) - 1, micro_days(length)}
        case Binary(_, Variable(name), Member(_, _, code)) | Binary(_, Member(_, _, code), Variable(name)):
            yield name, {code - 1, code}
        case _:
            pass


def _values_below(domain: Domain, edges: Iterable[int]) -> Iterator[int]:
    """Yield where the variable that decides must be cut for one that follows from it."""
    if not domain.of:
        yield from edges
    else:
        for least, most in domain.bands:
            yield from (least - 1, most)


def _halves(box: Box, name: str, at: int, known: Mapping[str, Domain]) -> tuple[Box, Box]:
    """Return a box cut in two after a value, the half with the usual value last, which is asked first."""
    low, high = box[name]
    lower, upper = {**box, name: (low, at)}, {**box, name: (at + 1, high)}
    usual = known[name].usual
    return (lower, upper) if usual is not None and usual > at else (upper, lower)


def _example(box: Box, known: Mapping[str, Domain]) -> dict[str, int]:
    found = {}
    for name, (low, high) in box.items():
        usual = known[name].usual
        found[name] = min(max(low if usual is None else usual, low), high)
    for name, domain in known.items():
        if domain.of:
            score = found[domain.of]
            found[name] = next(
                (code for code, (least, most) in enumerate(domain.bands) if least <= score <= most),
                domain.low,
            )
    return found


def micro_days(length: Length) -> int:
    """Return a length in millionths of a mean day, of which a month and a year have whole ones."""
    return int(length.amount * DAYS_PER_UNIT[length.unit] * 1_000_000)


def _constant(node: Number | Member) -> int:
    return node.value if isinstance(node, Number) else node.code
