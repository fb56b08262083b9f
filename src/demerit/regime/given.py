"""What several rules give in the same way: bounded points and amounts, a grade of gravity, a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from demerit.documents import Name, Whole
from demerit.regime.trees import raising

MOST_POINTS = 1_000_000
"""The most points that one record, one listing near or one return may move a score; real rules use thousands.

A tier may multiply them by 100, a step may sum those of every record: all of it stays far within 64 bits, and
a score ends at its floor and cap, or at 2^30 on either side where it has none.
"""

GivenPoints = Annotated[Whole, Field(ge=-MOST_POINTS, le=MOST_POINTS)]
"""Points of one record, with a sign."""


def several(found: Any) -> Any:
    """Read one word as a list of it; `none` stays."""
    return [found] if isinstance(found, str) and found != "none" else found


Names = Annotated[list[Name], BeforeValidator(several, list[Name] | str)]
"""One name or several."""


class Condition(str):
    """The text of a condition; the regime checks it against its own names (see `expressions`)."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read text and keep the type, so that the regime finds every condition."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True))


class Measure(Condition):
    """The text of something that has a value: a count, a length, or a condition, which is 1 or 0."""

    __slots__ = ()


MOST_AMOUNT = 1_000_000_000
"""The largest amount of money that a rule may name, in whole units of the society's currency."""

Grade0to5 = Annotated[Whole, Field(ge=0, le=5)]


def bringing(regime: Any, condition: Condition, entity: str) -> Iterator[tuple[str, Condition | None]]:
    """Yield the burdens that can make a condition hold, each with it unless it asks for that list alone.

    Args:
        regime: the form in which it is written.
        condition: it.
        entity: whom it is about.
    """
    whole = regime.expression(condition, entity)
    raised = set(raising(whole.root))
    alone = raised == whole.free_names and len(raised) == 1
    for listed, rule in regime.lists.items():
        if f"listed({listed})" in raised and rule.kind == "burden":
            yield listed, None if alone else condition


@dataclass(frozen=True)
class ConsequenceForm:
    """One form of a consequence: the key that makes it, and what others need to know of it.

    A mechanism lists its forms as `FORMS` in its `language`; the callables take a consequence of the form.

    Attributes:
        key: of the form.
        row: of the mechanisms.
        says: how it is written.
        touches: kinds of attempt or service.
        of: the part of the society that declares these.
        takes: whether it takes something away.
        done: what it does to people, as a verb before them.
        brought_by: the lists that bring it, each with the condition under which that list does, if any; from
            the form of the regime, which reads conditions, and the consequence.
    """

    key: str
    row: str
    says: str
    touches: Callable[[Any], Iterable[str]]
    of: str = "attempts"
    takes: Callable[[Any], bool] = lambda consequence: False
    done: str = "charges"
    brought_by: Callable[[Any, Any], Iterable[tuple[str, Condition | None]]] = lambda regime, consequence: ()
