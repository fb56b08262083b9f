"""One draw of a scenario, from which every part of its tables is lowered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, TypeVar

from demerit.quantities import Calendar
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints
from demerit.scenario.conditions import Conditions
from demerit.scenario.names import Names
from demerit.society.recipe import Recipe


class Part(Protocol):
    """A part of the tables: a named tuple of arrays that a draw is lowered to."""

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return this part for one draw."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class Draw:
    """One value for every assumed range, and what the tables of it share."""

    forms: Sequence[Regime]
    """The regime in each span between amendments that the run reaches."""
    spans: Ints
    """[T] which of them each step is in."""
    ended: Sequence[bool]
    """For each, whether the regime has ended by then (`sunset`)."""
    society: Recipe
    names: Names
    calendar: Calendar
    conditions: Conditions
    """Every condition that a part refers to, numbered as parts ask for them."""
    _made: dict[type, Any] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Days in a step."""
        return self.calendar.step_days

    def part(self, kind: type[P]) -> P:
        """Return a part of the tables; another part may need it too, and it is made once."""
        if kind not in self._made:
            self._made[kind] = kind.lowered(self)
        made: P = self._made[kind]
        return made
