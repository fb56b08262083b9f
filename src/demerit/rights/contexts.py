"""How far apart two contexts of life are: the table by which R01 and R03 call them unrelated.

No law lists contexts. These families are a convention of ours: contexts of one family are one step apart,
others as many steps as it takes to come from one to the other through families that share a context. A court
stands beside what courts are mostly asked to enforce.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "money owed and owned": ("contract", "court", "finance", "property"),
        "trade": ("business", "consumption", "contract", "procurement"),
        "work": ("employment", "workplace"),
        "ways and public places": ("community", "street", "traffic", "travel"),
        "where people live": ("community", "home", "housing"),
        "family and intimate life": ("family", "health", "home", "marriage", "sexuality"),
        "opinion": ("association", "belief", "internet", "petition", "speech"),
        "services of the state": ("health", "schooling", "social-assistance"),
        "free time": ("consumption", "leisure"),
    }
)
"""Contexts by family; a context may belong to several."""
APART = 9
"""Steps between contexts that no chain of families joins."""


def steps(one: str, other: str) -> int:
    """Return how many steps lie between two contexts: 0 the same, 1 of one family, at most `APART`."""
    reached, count = {one}, 0
    while other not in reached:
        more = {each for family in FAMILIES.values() if reached & set(family) for each in family}
        if more <= reached:
            return APART
        reached |= more
        count += 1
    return count


def nearest(one: str, others: Iterable[str]) -> int:
    """Return the steps from a context to the nearest of others."""
    return min(steps(one, other) for other in others)


def spread(contexts: Iterable[str]) -> int:
    """Return the steps between the two contexts that lie furthest apart; 0 for fewer than two."""
    known = sorted(set(contexts))
    return max((steps(a, b) for a in known for b in known), default=0)
