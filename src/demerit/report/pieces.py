"""What a picture is made of: rows and lines as `charts` takes them, and a chart with all beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from demerit.audit import Figure, Interval
from demerit.audit.series import Series
from demerit.report.colours import INK


@dataclass(frozen=True)
class Chart:
    """A chart with everything that must stand beside it.

    Attributes:
        key: name, unique on a page.
        finding: what it shows, one sentence that names synthetic people.
        reading: what is drawn and in which unit.
        spec: Vega-Lite specification, colours as CSS variables; empty where there is nothing to draw.
        columns: head of its table; none for a chart that shares the table of others.
        rows: cells of its table, as text.
        note: a caution, or empty.
    """

    key: str
    finding: str
    reading: str
    spec: dict[str, Any]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its band: a short name that stands at its end, and a colour."""

    label: str
    colour: str
    series: Series


@dataclass(frozen=True, slots=True)
class Dot:
    """A row of a chart of dots; an interval of None is a row without a figure."""

    label: str
    value: Interval | None
    colour: str = INK
    text: str = ""
    greyed: bool = False
    inner: Interval | None = None
    """A second, narrower range, drawn thick on the first."""

    @classmethod
    def of(cls, label: str, figure: Figure, colour: str = INK) -> Dot:
        """Return the row of a figure."""
        return cls(label, figure.value, colour, greyed=figure.greyed)


@dataclass(frozen=True, slots=True)
class Mark:
    """A published number beside a line."""

    label: str
    date: dt.date
    value: float
    judged: bool
