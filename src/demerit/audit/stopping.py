"""M22: acts and attempts that lists stop: how many, how many because people obey, how many wrongly.

What is barred follows from the rule and from who is on its list. How far people obey what is forbidden is
declared by the society, so that part is put in, not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import PER, STAYING, Figure, middle, ratios
from demerit.audit.source import RunSource
from demerit.counted.values import ALL
from demerit.mechanisms.stops.counts import ACT

_COLUMNS: Final = {
    "stopped": "kept from happening by a list",
    "obeyed": "let be because a list forbids them, as the society's file assumes, and barred by none",
    "wrongful": "kept from happening by a list, and not by the lists of the shadow",
}
_OF_ONE: Final = f"axis = '{ALL}' AND what = ? AND kind = ?"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A conduct or a kind of attempt that a list stops.

    Attributes:
        kind: `act` or `attempt`.
        name: of the society's conduct or kind of attempt.
        stopped: how many are kept from happening.
        obeyed: of these, how many because people obey.
        wrongful: of these, how many the lists of the shadow would have let happen.
    """

    kind: str
    name: str
    stopped: Figure
    obeyed: Figure
    wrongful: Figure

    @property
    def acts(self) -> bool:
        """Whether these are acts; else they are attempts."""
        return self.kind == ACT


def stopped(source: RunSource, entity: str = "person") -> list[Stopped]:
    """Return each conduct and kind of attempt of which any is stopped, acts first, by name."""
    found = []
    pairs = source.connection.execute(
        "SELECT DISTINCT kind, what FROM stopped WHERE entity = ? AND stopped > 0 ORDER BY kind, what",
        [entity],
    ).fetchall()
    for kind, name in pairs:
        figures = {column: _figure(source, entity, str(kind), str(name), column) for column in _COLUMNS}
        found.append(Stopped(str(kind), str(name), **figures))
    return found


def acts_stopped(source: RunSource, conduct: str) -> Figure | None:
    """Return how many acts of persons of a conduct lists stop; None where they stop none."""
    return _figure(source, "person", ACT, conduct, "stopped") if any(by_draw(source, conduct)) else None


def by_draw(source: RunSource, conduct: str) -> list[int]:
    """Return how many acts of persons of a conduct lists stop over the whole run, by draw."""
    return source.per_draw(
        f"SELECT draw, sum(stopped)::BIGINT FROM stopped WHERE entity = 'person' AND {_OF_ONE} GROUP BY draw",
        [conduct, ACT],
    )


def _figure(source: RunSource, entity: str, kind: str, name: str, column: str) -> Figure:
    """Return one column of the table per 100,000 years lived."""
    things = "acts" if kind == ACT else "attempts"
    counts = source.sums("stopped", "what", (column,), f"{_OF_ONE} AND entity = ?", [name, kind, entity])
    years = source.present[entity].sum(axis=1).tolist()
    return Figure(
        name=f"{things} stopped" + ("" if column == "stopped" else f", {column}"),
        definition=f"{things} that would have happened: {_COLUMNS[column]}",
        unit=f"{things} per 100,000 {entity}-years",
        denominator=f"years lived by all {'people' if entity == 'person' else 'organisations'} present",
        formula=f"sum of stopped.{column} / (sum of people.present / steps a year) x 100,000",
        value=ratios(counts[name][column], years, PER * source.steps_per_year),
        sampled=middle(counts[name][column]),
        rests_on=(*STAYING, "society.attempts"),
        at=name,
        cannot="how many different people were kept from it, or what they did instead",
    )


__all__ = ["Stopped", "acts_stopped", "by_draw", "stopped"]
