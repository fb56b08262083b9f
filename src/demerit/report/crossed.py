"""A part of the page as rows crossed with measures: its table and its charts come from the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demerit.audit import Figure
from demerit.report import charts
from demerit.report.colours import INK
from demerit.report.facts import Facts
from demerit.report.pieces import Chart, Dot
from demerit.report.sections import Panels, grey_note


@dataclass(frozen=True)
class Column:
    """One measure of a part: a figure a row, a column of its table, and a small chart if it has a title.

    Attributes:
        head: head of the column.
        figures: one a row.
        title: heading of its chart; empty for a measure that stands in the table alone.
        unit: unit of its chart.
        colour: colour of its chart.
    """

    head: str
    figures: Sequence[Figure]
    title: str = ""
    unit: str = ""
    colour: str = INK


@dataclass(frozen=True)
class Crossed:
    """A part of the page as rows crossed with measures; its table and its charts come from the same figures.

    Attributes:
        key: name of the part, `others-` before it.
        of: what the charts show, with `{}` for a title: `Jobs lost by synthetic people, {}`.
        head: head of the first column.
        rows: labels of the rows.
        columns: the measures.
        last: head of the last column, which has how many of the sample stand behind `columns[counted]`.
        counted: which measure that is.
        extra: further rows of the table: a label, a figure for each measure.
    """

    key: str
    of: str
    head: str
    rows: Sequence[str]
    columns: Sequence[Column]
    last: str
    counted: int = 0
    extra: Sequence[tuple[str, Sequence[Figure]]] = ()

    def panels(self, facts: Facts, finding: str, reading: str, caption: str) -> Panels:
        """Return the part with its words."""
        rows = zip(self.rows, zip(*(column.figures for column in self.columns), strict=True), strict=True)
        return Panels(
            key=f"others-{self.key}",
            finding=finding,
            reading=reading,
            charts=tuple(
                self._chart(place, column) for place, column in enumerate(self.columns) if column.title
            ),
            columns=(self.head, *(column.head for column in self.columns), self.last),
            rows=tuple(
                (label, *(facts.cell(figure) for figure in found), facts.sampled(found[self.counted]))
                for label, found in (*rows, *self.extra)
            ),
            caption=f"{caption}: median of the draws (smallest to largest)",
            note=grey_note(
                [each for column in self.columns if column.title for each in column.figures]
            ).strip(),
        )

    def _chart(self, place: int, column: Column) -> Chart:
        return Chart(
            key=f"others-{self.key}-{place}",
            finding=self.of.format(column.title),
            reading=column.title,
            spec=charts.dots(
                [
                    Dot.of(label, figure, column.colour)
                    for label, figure in zip(self.rows, column.figures, strict=True)
                ],
                column.unit,
                labels=150,
            ),
        )
