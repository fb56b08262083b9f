"""On which floor each module of a mechanism stands, and what its imports break.

A folder of `mechanisms/` holds parts of several rooms: its language stands with the regime language, its
tables with the scenario, and so on. Modules are told apart by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import grimp

ROOM_OF = {
    "counts": "counted",
    "language": "regime",
    "society": "society",
    "lowering": "scenario",
    "words": "counted",
    "reading": "regime",
}
"""The room that a module of a mechanism belongs to, by the first word of its name; else `engine`."""
FLOORS = (
    ("errors",),
    ("chance", "quantities"),
    ("counted",),
    ("archive", "documents"),
    ("regime", "society"),
    ("scenario",),
    ("engine",),
)
"""Rooms that mechanisms reach into, lowest first."""
_FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str | None:
    """Return the room that a module belongs to, or None for the package and its folders."""
    parts = module.split(".")
    if len(parts) < 2:
        return None
    if parts[1] != "mechanisms":
        return parts[1]
    return ROOM_OF.get(parts[3].split("_")[0], "engine") if len(parts) > 3 else None


def imports() -> Mapping[str, set[str]]:
    """Return what each module of the package imports, for type checking only among it."""
    graph = grimp.build_graph("demerit", cache_dir=None)
    return {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def upward(found: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield every import of a mechanism's module that goes to a higher floor, or to a sibling room."""
    for module, targets in sorted(found.items()):
        for target in sorted(targets):
            mine, other = room_of(module), room_of(target)
            if "mechanisms" not in (module.split(".")[1:2] + target.split(".")[1:2]):
                continue
            if mine in _FLOOR and other in _FLOOR and mine != other and _FLOOR[mine] <= _FLOOR[other]:
                yield f"{module} ({mine}) imports {target} ({other})"


def circles(found: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield what comes back to itself: a module by its imports, or on one floor a folder of mechanisms."""
    yield from _circles(found, "modules")
    for room in sorted({*ROOM_OF.values(), "engine"}):
        folders: dict[str, set[str]] = defaultdict(set)
        for module, targets in found.items():
            for target in targets:
                one, other = _folder(module, room), _folder(target, room)
                if one and other and one != other:
                    folders[one].add(other)
        yield from _circles(folders, f"folders on the floor of {room}")


def _folder(module: str, room: str) -> str | None:
    """Return the folder of a module of a room; not of columns, which import nothing of a mechanism."""
    parts = module.split(".")
    if parts[-1] == "state":
        return None
    return parts[2] if parts[1:2] == ["mechanisms"] and len(parts) > 3 and room_of(module) == room else None


def _circles(found: Mapping[str, set[str]], what: str) -> Iterator[str]:
    """Yield a line for every circle that a walk through everything meets first."""
    state: dict[str, int] = {}
    for start in sorted(found):
        if start in state:
            continue
        trail: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(found[start])))]
        state[start] = 1
        while trail:
            node, rest = trail[-1]
            for after in rest:
                if state.get(after) == 1:
                    yield f"{what}: {after} ... {node} -> {after}"
                elif after not in state:
                    state[after] = 1
                    trail.append((after, iter(sorted(found.get(after, ())))))
                    break
            else:
                state[node] = 2
                trail.pop()
