"""What is wrong with the lists of a form: circles of conditions, and points that may count or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.errors import Complaint
from demerit.mechanisms.lists.language import ListRule
from demerit.regime.list_kinds import contradictions
from demerit.regime.naming import circle
from demerit.regime.parsing_scores import asking_for


def list_complaints(form: Any) -> Iterator[Complaint]:
    """Yield what is wrong with the lists of a form.

    Args:
        form: one dated form of a regime.
    """
    for name, listed in form.lists.items():
        yield from _unsaid_points(form, name, listed)
    yield from _circles(form)
    yield from contradictions(form)


def _circles(form: Any) -> Iterator[Complaint]:
    """Yield where lists that only a condition fills wait for each other, or one for itself.

    A record breaks such a circle, so lists that conducts enter (`on`) may ask for each other.
    """
    asks: dict[str, list[str]] = {}
    for name, rule in form.lists.items():
        asks[name] = []
        if any(way.asks is None for way in rule.ways):
            continue
        try:
            free = [form.expression(way.asks, rule.entity).free_names for way in rule.ways if way.asks]
        except Complaint:
            continue  # said where conditions are read
        asks[name] = [other for other in form.lists if all(f"listed({other})" in each for each in free)]
    said: set[str] = set()
    for name in asks:
        found = circle(name, asks)
        if found and not said & set(found):
            said |= set(found)
            way = " -> ".join([*found, name])
            yield Complaint(
                f"the lists {way} go in a circle: each is entered only by asking for the next"
                if len(found) > 1
                else f"the list {name} is entered only by asking for {name} itself",
                found=", ".join(found),
                at=("lists", name, "enter"),
                next_step="ask for something else in one of these conditions, or add a way by `record`",
            )


def _unsaid_points(form: Any, name: str, listed: ListRule) -> Iterator[Complaint]:
    """Yield where the condition of a record reads points, and its own points may count or not."""
    for number, way in enumerate(listed.ways):
        if way.condition is None or way.own_points is not None:
            continue
        try:
            free = form.expression(way.condition, listed.entity).free_names
        except Complaint:
            continue  # said where conditions are read
        asked = {each for score in form.scores for each in asking_for(score)}
        asked |= {each for each in free if each.startswith(("records(", "clean("))}
        if read := sorted(free & asked):
            yield Complaint(
                f"this condition reads the {read[-1]}, and it is not said whether the record's own points"
                " count in it",
                at=("lists", name, "enter", number, "if"),
                on_key=True,
                allowed="own_points: counted, own_points: not-counted",
                next_step="add `own_points: counted` if the points of the step count already",
            )
