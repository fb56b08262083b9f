"""Lists that wait for each other: each is entered only by asking for the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.errors import Complaint
from demerit.regime.naming import circle


def circles(form: Any) -> Iterator[Complaint]:
    """Yield where lists that only a condition fills wait for each other, or one for itform.

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
