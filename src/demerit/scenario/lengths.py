"""Lengths of time that rules fix, lowered: in which step what begins in each step ends."""

from __future__ import annotations

from demerit.chance import NEVER
from demerit.quantities import Calendar
from demerit.regime.lengths import Ever, Length, due
from demerit.scenario.codes import Rows
from demerit.scenario.numbers import ints


class Lengths:
    """Lengths as rows of steps, one for each that differs."""

    def __init__(self, calendar: Calendar) -> None:
        """Begin without any, in a calendar."""
        self._calendar = calendar
        self._rows: dict[tuple[int, ...], int] = {}

    def row(self, length: Length) -> int:
        """Return the row of a length."""
        steps = range(self._calendar.steps)
        ends = tuple(
            NEVER if isinstance(length, Ever) else due(length, self._calendar, step) for step in steps
        )
        return self._rows.setdefault(ends, len(self._rows))

    def table(self) -> Rows:
        """Return the rows so far."""
        return ints(list(self._rows)).reshape(len(self._rows), self._calendar.steps)
