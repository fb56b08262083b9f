"""Cases of a rule, of which the first that holds decides: whom none covers, and which are never come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from demerit.documents.reading import Where
from demerit.documents.walking import fields_of
from demerit.regime.given import Condition
from demerit.regime.possible import Decision, Domains, all_of, decide
from demerit.regime.trees import Node, Not


class Case(NamedTuple):
    """One case: its place, and its condition, None where it holds for whomever is left."""

    at: Where
    condition: Condition | None


def of_form(value: Any, at: Where = ()) -> Iterator[list[Case]]:
    """Yield the cases of each rule below a part of a regime: lists of `{if: CONDITION, is: VALUE}`."""
    if isinstance(value, BaseModel):
        for _, key, inner in fields_of(value):
            yield from of_form(inner, (*at, key))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from of_form(inner, (*at, str(key)))
    elif isinstance(value, (list, tuple)):
        if value and all(isinstance(each, BaseModel) and _says(each) for each in value):
            yield [Case((*at, place), _condition(each)) for place, each in enumerate(value)]
        else:
            for place, inner in enumerate(value):
                yield from of_form(inner, (*at, place))


def _says(case: BaseModel) -> bool:
    return {"if", "is"} <= {key for _, key, _ in fields_of(case)}


def _condition(case: BaseModel) -> Condition | None:
    (found,) = (value for _, key, value in fields_of(case) if key == "if")
    return found if isinstance(found, Condition) else None


def gap(cases: Sequence[Node | None], domains: Domains, besides: Sequence[Node] = ()) -> Decision:
    """Return whether somebody is in no case, with an example.

    Args:
        cases: their conditions in order, None for one that always holds.
        domains: the values that their variables may have.
        besides: what holds of everybody who is asked.
    """
    conditions = [each for each in cases if each is not None]
    if len(conditions) < len(cases) or not cases:
        return Decision(None, True)
    return decide(all_of([*besides, *(Not(each) for each in conditions)]), domains)


def dead(cases: Sequence[Node | None], domains: Domains, besides: Sequence[Node] = ()) -> list[int]:
    """Return the places of cases that nobody comes to, since those before hold for all for whom they do."""
    found = []
    for number, case in enumerate(cases):
        before = cases[:number]
        parts = [*(Not(each) for each in before if each is not None), *([case] if case is not None else [])]
        closed = parts and decide(all_of([*besides, *parts]), domains).never
        if closed or any(each is None for each in before):
            found.append(number)
    return found
