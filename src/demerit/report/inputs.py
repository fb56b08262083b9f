"""What a run's numbers rest on: every input with its value, its range and the mark of its evidence.

The marks are worked out from the resolved files in the run folder, never written by hand: change an input's
evidence code and its mark on the page changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from demerit.documents import EVIDENCE, Direction, Evidence, evidence
from demerit.regime import loading
from demerit.regime.directions import directions as regime_directions
from demerit.society.directions import directions
from demerit.society.loading import load as load_society

MARKS = {
    "V": "read",
    "V2": "weak source",
    "D": "arithmetic",
    "M": "from memory",
    "X": "sources conflict",
    "S": "said, not verified",
    "P": "proposed",
    "assumed": "assumed",
}
"""The mark that stands at a value, by evidence code."""


@dataclass(frozen=True, slots=True)
class Input:
    """One number of an input file and what it rests on.

    `path` names it among all files, such as `regime.lists.black.enter.0.for`; `place` within its group.
    """

    path: str
    place: str
    value: str
    range: str
    code: str
    source: str
    url: str
    note: str

    @property
    def mark(self) -> str:
        """Word for its evidence."""
        return MARKS[self.code]

    @property
    def meaning(self) -> str:
        """What the mark means, in words."""
        return EVIDENCE[self.code]


@dataclass(frozen=True, slots=True)
class InputFile:
    """The numbers of one file, by its top key, with how many rest on what."""

    kind: str
    name: str
    groups: tuple[tuple[str, tuple[Input, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    directions: tuple[Direction, ...] = ()
    """What no draw decides otherwise, because assumed ranges put it in."""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All of them."""
        return tuple(each for _, rows in self.groups for each in rows)

    @property
    def total(self) -> int:
        """How many numbers the file holds."""
        return sum(number for _, number in self.counts)

    @property
    def assumed(self) -> int:
        """How many of them are assumed, with a range."""
        return dict(self.counts).get("assumed", 0)

    @property
    def guessed(self) -> tuple[str, ...]:
        """The groups in which most of them are assumed, the most first: what the file knows least of."""
        found = {group: sum(each.code == "assumed" for each in rows) for group, rows in self.groups}
        return tuple(sorted((group for group in found if found[group]), key=lambda group: -found[group]))


def from_evidence(
    kind: str, name: str, rows: Sequence[Evidence], directions: Sequence[Direction] = ()
) -> InputFile:
    """Return the inputs of a file from its evidence, grouped by the first part of their paths."""
    groups: dict[str, list[Input]] = {}
    counts: dict[str, int] = {}
    for row in rows:
        top, _, rest = row.path.partition(".")
        counts[row.code] = counts.get(row.code, 0) + 1
        groups.setdefault(top, []).append(
            Input(
                f"{kind}.{row.path}",
                rest or top,
                row.value,
                row.range,
                row.code,
                row.reference,
                row.url,
                row.note,
            )
        )
    return InputFile(
        kind,
        name,
        tuple((top.replace("_", " "), tuple(found)) for top, found in groups.items()),
        tuple((code, counts[code]) for code in MARKS if code in counts),
        tuple(directions),
    )


def run_inputs(folder: Path) -> tuple[InputFile, ...]:
    """Return the inputs of a run: those of its resolved regime and society, as they lie in its folder."""
    found = []
    path = folder / "regime.yaml"
    if path.is_file():
        rules = loading.load(path)
        put_in = regime_directions(rules)
        found.append(from_evidence("regime", rules.regime, loading.evidence(rules), put_in))
    path = folder / "society.yaml"
    if path.is_file():
        recipe = load_society(path)
        found.append(from_evidence("society", recipe.society, evidence(recipe), directions(recipe)))
    return tuple(found)
