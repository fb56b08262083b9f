"""What checks of a whole regime share: the way round a circle of names, and a name that is unknown."""

from __future__ import annotations

from collections.abc import Mapping

from demerit.documents.reading import Where
from demerit.errors import Complaint, nearest_name


def circle(start: str, asks: Mapping[str, list[str]]) -> list[str]:
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


def unknown(what: str, name: str, known: Mapping[str, object], place: Where, on_key: bool) -> Complaint:
    """Return what is said of a name that the regime does not declare."""
    return Complaint(
        f"there is no {what} {name!r} in this regime",
        found=name,
        at=place,
        on_key=on_key,
        allowed=", ".join(known) or f"this regime declares no {what}",
        nearest=nearest_name(name, known),
        next_step=f"mend the name, or declare it under `{what}s`",
    )
