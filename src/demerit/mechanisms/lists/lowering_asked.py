"""What conditions ask for beside scores, so that the engine asks them again whenever a term can have changed.

Somebody is looked at when their score comes past an edge (`edges`), when a trait changes, when a list that a
condition names has gained or lost them, and on the birthdays that a condition tells apart. The plain engine
knows none of this: it asks every condition of everybody in every step, and the two must agree.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING
from typing import Annotated, NamedTuple, Self

from demerit.mechanisms.lists.lowering_ways import ONCE, Ways
from demerit.mechanisms.offers.language import spared
from demerit.mechanisms.redress.lowering import Guards, mended, ways_off
from demerit.mechanisms.ties.lowering import Spills
from demerit.mechanisms.triggers.language import taken_off
from demerit.quantities.dates import DAYS_PER_YEAR
from demerit.regime.expressions import CODES, LISTED, TERMS, Op
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.conditions import Code
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.society.traits import AGE_EDGES

_AGE = CODES["age"]
OLDEST = 130
"""Nobody has a birthday beyond it, in years."""
_COMPARISONS = frozenset({Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE})


class Stays(NamedTuple):
    """Which ways take people by a condition alone, and what conditions ask for."""

    condition: Annotated[Rows, "E, Y"]  # condition by which a way takes people without a record, or -1
    asks_lists: Annotated[Ints, "E"]  # 1 where such a condition, or one of spill-over, asks who is on a list
    asks_givers: Annotated[Ints, "E"]  # 1 where spill-over has a condition
    age_marks: Annotated[Ints, "M"]  # ages in days at which conditions may change, beside edges of age bands
    mends: Annotated[Ints, "1"]  # 1 where a safeguard or a trigger may end such a stay in any span
    reexamined: Annotated[Ints, "1"]  # 1 where such a stay has a term and a record may be withdrawn during it

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what the conditions of lists and of spill-over ask for."""
        conditions, forms, spilling, ways = draw.conditions, draw.forms, draw.part(Spills), draw.part(Ways)
        programs = [conditions.of(watched(draw, e)) for e in range(len(forms))]
        ages = sorted({age for span in programs for code in span for age in _ages(code)})
        withdrawn = [mended(form) for form in forms]
        lasting = (ways.kind == ONCE) & (ways.stands == 0)
        return cls(
            condition=ints([ways.asks(e) for e in range(len(forms))]).reshape(len(forms), -1),
            asks_lists=ints([int(any(map(_asks_lists, span))) for span in programs]),
            asks_givers=ints([int(bool(conditions.of(spilling.in_span(e)))) for e in range(len(forms))]),
            age_marks=ints([int((age * DAYS_PER_YEAR).to_integral_value(ROUND_CEILING)) for age in ages]),
            mends=ints([int(any(ways_off(form) or taken_off(form) or spared(form) for form in forms))]),
            reexamined=ints([int(any(withdrawn) and bool(lasting.any()))]),
        )


def _asks_lists(code: Code) -> bool:
    return any(operation == Op.LOAD and LISTED <= argument < TERMS for operation, argument in code)


def _ages(code: Code) -> Iterable[int]:
    """Return the ages in years, beside those that begin an age band, at which a condition may change.

    Where the age is reckoned with instead of being compared with a number, that is every birthday.
    """
    found: set[int] = set()
    for place, (operation, argument) in enumerate(code):
        if operation != Op.LOAD or argument != _AGE:
            continue
        after, before = code[place + 1 : place + 3], code[place - 1 : place]
        if len(after) == 2 and after[0][0] == Op.PUSH and after[1][0] in _COMPARISONS:
            number = after[0][1]
        elif before and before[0][0] == Op.PUSH and after and after[0][0] in _COMPARISONS:
            number = before[0][1]
        else:
            return range(OLDEST)
        found |= {number, number + 1}
    return {age for age in found if 0 <= age < OLDEST and age not in AGE_EDGES}


def watched(draw: Draw, e: int) -> list[int]:
    """Return the conditions of span `e` that are asked again of whoever a term may have changed for."""
    return [*draw.part(Ways).waking(e), *draw.part(Guards).earning(e), *draw.part(Spills).in_span(e)]
