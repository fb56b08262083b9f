"""What each draw assumed: every value that was drawn from a range, by its path in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import BaseModel

from demerit.documents import drawn_values, walk
from demerit.documents.reading import dotted
from demerit.documents.remembering import remembered
from demerit.quantities import Quantity, Table, number_text
from demerit.regime import amendments, loading
from demerit.scenario.resolve import Resolved


class Input(NamedTuple):
    """One drawn value: where it stands, its unit (empty for shares and factors) and the value as text."""

    path: str
    unit: str
    value: str


def inputs(resolved: Resolved, draw: int) -> list[Input]:
    """Return every assumed input of a draw, society first, sorted by path within each file."""
    seed = resolved.scenario.seed
    units = _units(resolved)
    drawn = {
        **drawn_values(resolved.society, seed, draw, "society"),
        **loading.drawn_values(resolved.regime, seed, draw),
    }
    return [Input(path, units.get(_undated(path), ""), number_text(drawn[path])) for path in sorted(drawn)]


def _undated(path: str) -> str:
    """Return a path without the date of the amendment that wrote it."""
    first, _, rest = path.partition(".")
    if "@" not in first:
        return path
    return f"regime.{rest}"


def _units(resolved: Resolved) -> dict[str, str]:
    """Return the unit of every quantity, and of every entry of a table, by path."""
    found = dict(_units_of(resolved.society, "society"))
    for _, form in amendments.epochs(resolved.regime):
        found |= _units_of(form, "regime")
    return found


@remembered(32)
def _units_of(model: BaseModel, prefix: str) -> Mapping[str, str]:
    """Return them of one model; companions share the society, and draws share all."""
    found: dict[str, str] = {}
    for path, value in walk(model):
        place = f"{prefix}.{dotted(path)}"
        if isinstance(value, Quantity):
            found[place] = value.unit
        elif isinstance(value, Table):
            found.update((f"{place}.{name}", value.unit) for name in value.names)
    return found
