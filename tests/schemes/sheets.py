"""What a faithful version of a real scheme gives: the figures of its rule sheet, and with one rule changed.

`expected.yaml` in a scheme's folder holds them. They came from direct simulation of an invented set-up, so
they say what rules do and nothing about any country, firm or person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demerit.documents import read

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figure:
    """One expected figure; `error` is its standard error, `weekly` is with acts at the end of their week."""

    what: str
    expected: float
    error: float
    weekly: float | None = None

    @property
    def distance(self) -> float:
        """How far apart the figure is in exact time and in weekly steps."""
        return 0.0 if self.weekly is None else abs(self.expected - self.weekly)


@dataclass(frozen=True)
class Change:
    """One rule left out or changed, and what the figures that move most are then."""

    rule: int
    change: str
    moves: Mapping[str, float]


@dataclass(frozen=True)
class Sheet:
    """A rule sheet; `people` and `changes_of` are of how many people its figures are."""

    scheme: str
    title: str
    people: int
    changes_of: int
    rules: Mapping[int, str]
    figures: Mapping[str, Figure]
    changes: tuple[Change, ...]

    @property
    def fewer(self) -> float:
        """How many times fewer people rows are of than figures."""
        return self.people / self.changes_of

    def change(self, words: str) -> Change:
        """Return the row of this change."""
        return next(change for change in self.changes if change.change == words)


def names() -> list[str]:
    """Return the schemes, by name."""
    return sorted(path.parent.name for path in HERE.glob("*/expected.yaml"))


def sheet(name: str) -> Sheet:
    """Return the sheet of a scheme."""
    data: Mapping[str, Any] = read(HERE / name / "expected.yaml").data
    return Sheet(
        scheme=data["scheme"],
        title=data["title"],
        people=data["people"],
        changes_of=data["changes_of"],
        rules={int(number): rule["says"] for number, rule in data["rules"].items()},
        figures={key: Figure(**figure) for key, figure in data["figures"].items()},
        changes=tuple(Change(**change) for change in data["changes"]),
    )
