"""One value from every assumed range: what draw k believes.

Each range is keyed by its dotted path, so adding an assumption moves no other, and the same place in two
regimes draws the same quantile: a comparison of regimes never mixes in a change of beliefs. Interpolation
runs in `decimal`, whose exp and ln are correctly rounded, so every machine gets the same digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from demerit.chance import assumed_units
from demerit.documents.reading import Where, dotted
from demerit.documents.remembering import remembered
from demerit.documents.walking import replaced, walk
from demerit.quantities import Quantity, Range, Table

M = TypeVar("M", bound=BaseModel)
_WIDE = Context(prec=30, rounding=ROUND_HALF_EVEN)
_KEPT = Context(prec=16, rounding=ROUND_HALF_EVEN)
_UNIT = Decimal(2**32)


@lru_cache(1 << 12)
def interpolate(span: Range, unit: int) -> Decimal:
    """Return the value that lies `unit / 2**32` of the way through a range, to 16 digits.

    Args:
        span: the range; by ratio if it is logarithmic.
        unit: 0 to 2**32 - 1.
    """
    part = _WIDE.divide(2 * unit + 1, 2 * _UNIT)
    if span.log:
        low, high = _logarithm(span.low), _logarithm(span.high)
        value = _WIDE.exp(_WIDE.fma(_WIDE.subtract(high, low), part, low))
    else:
        value = _WIDE.fma(_WIDE.subtract(span.high, span.low), part, span.low)
    return min(max(_KEPT.plus(value), span.low), span.high)


@lru_cache(4096)
def _logarithm(value: Decimal) -> Decimal:
    """Return a logarithm; many ranges share their ends, and each takes as long as a hundred products."""
    return _WIDE.ln(value)


@remembered(256)
def drawn(model: M, seed: int, draw: int, prefix: str) -> M:
    """Return a copy of a model in which every assumed value has its value for one draw.

    Args:
        model: a checked model; its ranges stay in the copy as evidence.
        seed: seed of the run.
        draw: number of the draw, from 0.
        prefix: what the paths begin with, such as `society`.
    """
    places = [place for path, value in walk(model) for place in _places(f"{prefix}.{dotted(path)}", value)]
    units = dict(zip(places, assumed_units(seed, draw, places), strict=True))

    def change(path: Where, value: Quantity | Table) -> Quantity | Table:
        place = f"{prefix}.{dotted(path)}"
        if isinstance(value, Table):
            return _drawn_table(value, units, place)
        if value.assumed is None:
            return value
        number = interpolate(value.assumed, units[place])
        return value.with_value(number.to_integral_value(ROUND_HALF_EVEN) if value.whole else number)

    return replaced(model, change)


def _places(place: str, value: Any) -> list[str]:
    """Return the paths of what is drawn in a value: its own, or those of a table's entries."""
    if isinstance(value, Quantity) and value.assumed is not None:
        return [place]
    if isinstance(value, Table) and value.spread is not None:
        return [f"{place}.{name}" for name in value.names]
    return []


def _drawn_table(table: Table, units: Mapping[str, int], place: str) -> Table:
    if table.spread is None:
        return table
    span = Range(_WIDE.divide(Decimal(1), 1 + table.spread), 1 + table.spread, log=True)
    values = []
    for name, value in zip(table.names, table.values, strict=True):
        factor = interpolate(span, units[f"{place}.{name}"])
        values.append(min(_KEPT.multiply(value, factor), table.entry.highest))
    if table.sums_to_one:
        total = _WIDE.divide(sum(values, Decimal(0)), sum(table.values, Decimal(0)))
        values = [_KEPT.divide(value, total) for value in values]
    return table.with_values(tuple(values))


@remembered(64)
def drawn_values(model: BaseModel, seed: int, draw: int, prefix: str) -> Mapping[str, Decimal]:
    """Return the value that one draw gives to every assumption, by dotted path.

    Args:
        model: a checked model.
        seed: seed of the run.
        draw: number of the draw, from 0.
        prefix: what the paths begin with.

    Returns:
        Values in canonical units; the entries of tables each under their own path.
    """
    found: dict[str, Decimal] = {}
    for path, value in walk(drawn(model, seed, draw, prefix)):
        place = f"{prefix}.{dotted(path)}"
        if isinstance(value, Quantity) and value.assumed is not None:
            found[place] = value.value
        elif isinstance(value, Table) and value.spread is not None:
            found.update({f"{place}.{name}": entry for name, entry in value.as_dict().items()})
    return found


def assumptions(model: BaseModel, prefix: str) -> dict[str, Any]:
    """Return the range of every assumption by dotted path: a Range, or a Decimal spread for a table."""
    found: dict[str, Any] = {}
    for path, value in walk(model):
        if isinstance(value, Quantity) and value.assumed is not None:
            found[f"{prefix}.{dotted(path)}"] = value.assumed
        elif isinstance(value, Table) and value.spread is not None:
            found[f"{prefix}.{dotted(path)}"] = value.spread
    return found
