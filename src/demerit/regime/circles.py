"""The shortest way from a name back to itself, where names ask for names."""

from __future__ import annotations

from collections.abc import Mapping


def circle_from(start: str, asks: Mapping[str, list[str]]) -> list[str]:
    """Return the names on the shortest way from a name back to itself, itself first; or none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in asks[way[-1]]:
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
