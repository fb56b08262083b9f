"""Weights, lowered: whom each holds for, and the products of those that may hold together.

A set of weights is a bit each. Every set has its product in a table, so that points are multiplied and
rounded once, whatever holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Any, NamedTuple, Self

from demerit.mechanisms.weights.language import Weighing, weighing
from demerit.regime.counting import Mark, Term
from demerit.regime.expressions import CODES, LISTED, TERMS, Op
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints

_GROUP = CODES["group"]


class Weights(NamedTuple):
    """What points of records are multiplied by, in each span."""

    start: Annotated[Ints, "E + 1"]  # rows of each span
    condition: Annotated[Ints, "weights"]  # expression
    organisations: Annotated[Ints, "weights"]  # 1 where it is about organisations
    of: Annotated[Rows, "weights, C"]  # 1 where it is of records of the conduct
    apart: Annotated[Ints, "weights"]  # 1 where histories may answer its condition otherwise
    adverse: Annotated[Ints, "E"]  # a bit a weight, by its place in the span: of the worse side alone
    covered: Annotated[Rows, "E, C"]  # 1 where a weight is of records of the conduct
    first: Annotated[Ints, "E"]  # where the products of the span begin
    product: Annotated[Ints, "*"]  # Q32, of each set of weights of a span

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the weights of each span."""
        names, start, first, products = draw.names.conducts, [0], [], list[int]()
        rows: list[tuple[int, int, int]] = []
        of: list[list[int]] = []
        adverse, covered = [], []
        for form in draw.forms:
            found = weighing(form)
            for each in found:
                number = draw.conditions.number(form, each.condition, each.entity)
                rows.append((number, int(each.entity == "organisation"), int(_apart(draw, number))))
                of.append([int(each.covers(name)) for name in names])
            adverse.append(sum(1 << place for place, each in enumerate(found) if each.adverse))
            covered.append([int(any(each.covers(name) for each in found)) for name in names])
            first.append(len(products))
            products += _products(found)
            start.append(len(rows))
        conditions, organisations, apart = ints(rows).reshape(-1, 3).T.copy()
        return cls(
            start=ints(start),
            condition=conditions,
            organisations=organisations,
            of=ints(of).reshape(len(rows), len(names)),
            apart=apart,
            adverse=ints(adverse),
            covered=ints(covered).reshape(len(draw.forms), len(names)),
            first=ints(first),
            product=ints(products),
        )


def lengths(tables: Any) -> dict[str, int]:
    """Return how many weights all spans have."""
    return {"weights": len(tables.weights.condition)}


def _products(found: Sequence[Weighing]) -> Iterator[int]:
    """Yield the product of every set of weights, Q32; the set is the place, a bit each.

    Rounded up, so that a product that is exactly half a point in decimals is no less than that here.
    """
    for chosen in range(1 << len(found)):
        product = Decimal(1)
        for place, each in enumerate(found):
            if (chosen >> place) & 1:
                product *= each.factor.value
        yield int((product * (1 << 32)).to_integral_value(ROUND_CEILING))


def _apart(draw: Draw, number: int) -> bool:
    """Return whether histories may answer a condition otherwise: it reads what is kept, or the group."""
    (code,) = draw.conditions.of([number])
    return any(_differs(draw, name) for operation, name in code if operation == Op.LOAD)


def _differs(draw: Draw, name: int) -> bool:
    if name >= TERMS:
        return not _same(draw.conditions.counted[name - TERMS])
    return name < 0 or name >= LISTED or name == _GROUP


def _same(counted: Term | Mark) -> bool:
    """Return whether what is counted is the same in every history."""
    what = counted.term.what if isinstance(counted, Mark) else counted.what
    return what in ("tenure", "holds", "during")
