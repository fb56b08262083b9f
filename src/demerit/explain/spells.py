"""A life's times on a list: when each begins and ends, what holds it up then, and what the shadow says.

Whoever chooses a life to tell and whoever tells it must mean the same time on the list, so both read it here.
What holds a listing up is what holds it up at the end of the step in which it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Protocol

from demerit.counted.kinds import CONDITIONS, SCORED, of_a_score
from demerit.mechanisms.lists.words import (
    LISTED,
    OFF,
    RECORD_BEGINS,
    RECORD_CEASES,
    SHADOW_LISTED,
    SHADOW_OFF,
)
from demerit.mechanisms.ties.words import TIE_BEGINS

BESIDE: Final = (SCORED, CONDITIONS)
"""Where a record counts beside lists: with its points, in any score, and where conditions count records."""


class Happened(Protocol):
    """An entry of a life, of which only these fields matter here."""

    @property
    def step(self) -> int:
        """Step of the run's calendar."""

    @property
    def kind(self) -> str:
        """What kind of entry it is."""

    @property
    def what(self) -> str:
        """The conduct, domain or list that it is about."""

    @property
    def by(self) -> str:
        """The source, ruler, list or person that it comes by."""

    @property
    def case(self) -> int:
        """The act or false sighting that it goes back to; 0 for none."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One time on a list.

    Attributes:
        list: the list.
        begins: step in which it begins.
        ends: step in which it ends; None where it still stands at the end.
        through: the person whose listing it came through; empty where it is one's own.
        wrongful: whether the shadow is not on the list when it begins.
        cases: cases whose records hold it up, the oldest first: records that enter the list, or those that
            count in the score or where conditions count them, where a condition enters it.
    """

    list: str
    begins: int
    ends: int | None
    through: str
    wrongful: bool
    cases: tuple[int, ...]


def _where(by: str) -> str:
    """Return the list that a record enters, or `score` for any score in which it counts."""
    return SCORED if of_a_score(by) else by


def spells(entries: Sequence[Happened]) -> tuple[Spell, ...]:
    """Return a life's times on lists, in the order in which they begin.

    Args:
        entries: everything that happened to one person, in order.
    """
    found: list[Spell] = []
    open_at: dict[str, int] = {}
    shadow: set[str] = set()
    records: dict[str, dict[int, None]] = {}
    tied: dict[str, str] = {}
    for step, same in groupby(entries, lambda entry: entry.step):
        begun: dict[str, bool] = {}
        for entry in same:
            if entry.kind == RECORD_BEGINS.name:
                records.setdefault(_where(entry.by), {})[entry.case] = None
            elif entry.kind == RECORD_CEASES.name:
                records.get(_where(entry.by), {}).pop(entry.case, None)
            elif entry.kind == TIE_BEGINS.name:
                tied[entry.what] = entry.by
            elif entry.kind == SHADOW_LISTED.name:
                shadow.add(entry.what)
            elif entry.kind == SHADOW_OFF.name:
                shadow.discard(entry.what)
            elif entry.kind == LISTED.name:
                begun[entry.what] = entry.by == "tie"
            elif entry.kind == OFF.name and entry.what in open_at:
                place = open_at.pop(entry.what)
                found[place] = replace(found[place], ends=step)
        for name, by_tie in begun.items():
            held = records.get(name) or {case: None for of in BESIDE for case in records.get(of, {})}
            open_at[name] = len(found)
            found.append(
                Spell(
                    list=name,
                    begins=step,
                    ends=None,
                    through=tied.get(name, "") if by_tie else "",
                    wrongful=name not in shadow,
                    cases=() if by_tie else tuple(held),
                )
            )
    return tuple(found)
