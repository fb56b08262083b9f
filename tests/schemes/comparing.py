"""Whether a figure passes, and whether a rule counts as said: the rules of comparison of the sheets.

A figure passes within 3 x sqrt(error² + own error²) of the expected one, plus the distance between exact time
and weekly steps, as far as the run's step is a part of a week. The own error is the printed one times
sqrt(people of the sheet / own people).

A rule counts as *said* if every figure that its rows name is counted, passes with the rule and, with the rule
changed, is where the row says; *half* if at least a quarter of them are; else *not*. A move smaller than both
tolerances together says nothing at that size, and is left out. A rule without a row is shown by figures that
its scheme names.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.schemes.sheets import Change, Figure, Sheet

SIGMAS = 3
HALF = 0.25
"""Part of a rule's figures that must show it for it to count as half said."""
WITHOUT_ERROR = 0.02
"""Relative error of a changed figure whose sheet prints none, because the figure was 0 before."""
Outcome = Literal["shown", "missed", "too small to tell", "not counted"]
Said = Literal["said", "half", "not"]
WORTH: Mapping[Said, float] = {"said": 1.0, "half": 0.5, "not": 0.0}


@dataclass(frozen=True)
class Compared:
    """A figure as counted, as expected, and how far apart the two may be."""

    counted: float
    expected: float
    tolerance: float

    @property
    def passes(self) -> bool:
        """Whether it does."""
        return abs(self.counted - self.expected) <= self.tolerance + 1e-9


@dataclass(frozen=True)
class Size:
    """How large a run was: its people, and the days of its step."""

    people: int
    step_days: int


def compared(figure: Figure, of: int, size: Size, counted: float) -> Compared:
    """Compare what was counted with a figure that is of so many people."""
    own = figure.error * math.sqrt(of / size.people)
    tolerance = SIGMAS * math.hypot(figure.error, own) + figure.distance * size.step_days / 7
    return Compared(counted, figure.expected, tolerance)


def changed(figure: Figure, to: float, fewer: float = 1.0) -> Figure:
    """Return the figure that a row gives, with errors that follow from those printed without the change.

    Counts of rare things have errors that go with the square root, so a larger figure has a larger one, and
    so has one of so many times fewer people than the printed one (`fewer`).
    """
    if figure.expected == 0:
        return Figure(figure.what, to, WITHOUT_ERROR * abs(to) / SIGMAS)
    grown = max(1.0, to / figure.expected)
    weekly = None if figure.weekly is None else to + grown * figure.distance
    return Figure(figure.what, to, figure.error * math.sqrt(grown * fewer), weekly)


@dataclass(frozen=True)
class Moved:
    """A figure that a row names: as it was without the change and with it, where both are counted."""

    change: Change
    figure: str
    before: Compared | None
    after: Compared | None

    @property
    def outcome(self) -> Outcome:
        """Whether the rule shows in it."""
        if self.before is None or self.after is None:
            return "not counted"
        if not (self.before.passes and self.after.passes):
            return "missed"
        apart = abs(self.before.expected - self.after.expected)
        return "shown" if apart > self.before.tolerance + self.after.tolerance else "too small to tell"


@dataclass(frozen=True)
class Result:
    """What a version of a scheme gave: its figures, and every figure of every row."""

    sheet: Sheet
    figures: Mapping[str, Compared]
    moved: Sequence[Moved]
    shown_by: Mapping[int, Sequence[str]]

    def outcomes(self, rule: int) -> list[Outcome]:
        """Return whether a rule shows in each figure of its rows, or of those that its scheme names."""
        rows = [moved.outcome for moved in self.moved if moved.change.rule == rule]
        if rows:
            return rows
        found = [self.figures.get(key) for key in self.shown_by.get(rule, ())]
        return ["not counted" if it is None else "shown" if it.passes else "missed" for it in found]

    def said(self, rule: int) -> Said:
        """Return whether a rule is said, by what was counted alone."""
        told = [outcome for outcome in self.outcomes(rule) if outcome != "too small to tell"]
        if told.count("shown") < max(1, HALF * len(told)):
            return "not"
        return "said" if set(told) == {"shown"} else "half"

    @property
    def share(self) -> float:
        """Rules said, halves as halves, of all."""
        return sum(WORTH[self.said(rule)] for rule in self.sheet.rules) / len(self.sheet.rules)
