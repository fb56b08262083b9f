"""M38: how often services are slower for people, by what slows them, and how often wrongly.

Two consequences that slow one service count each by itself; their weeks are not to be added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import PER, STAYING, Figure, middle, ratios
from demerit.audit.source import RunSource
from demerit.counted.values import ALL

_COLUMNS: Final = ("weeks", "wrongful")
_OF_ALL: Final = f"axis = '{ALL}' AND consequence = ?"


@dataclass(frozen=True, slots=True)
class Slower:
    """A service that a consequence slows.

    Attributes:
        consequence: its name in the regime.
        service: its name in the society.
        weeks: for how many of 100,000 people it is slower at a time.
        wrongful: of these, for how many it would not be slower in the shadow.
    """

    consequence: str
    service: str
    weeks: Figure
    wrongful: Figure


def slower(source: RunSource) -> list[Slower]:
    """Return each consequence with each service that it slowed for anybody, in the order of their names."""
    found = []
    for consequence in source.sums("degraded", "consequence", ()):
        counted = source.sums("degraded", "service", _COLUMNS, _OF_ALL, [consequence])
        for service, of in counted.items():
            if any(of["weeks"]):
                figures = (_figure(source, consequence, service, column, of[column]) for column in _COLUMNS)
                found.append(Slower(consequence, service, *figures))
    return found


def _figure(source: RunSource, consequence: str, service: str, column: str, counts: list[int]) -> Figure:
    """Return one column of the table as people at a time."""
    return Figure(
        name="degraded service" if column == "weeks" else "degraded service, wrongful",
        definition="people for whom the service was slower at the end of a step"
        + (" and would not be slower in the shadow" if column == "wrongful" else ""),
        unit="persons per 100,000 people at a time",
        denominator="all people present, at the ends of all steps",
        formula=f"sum of degraded.{column} / sum of people.present x 100,000",
        value=ratios(counts, source.present["person"].sum(axis=1).tolist(), PER),
        sampled=middle(counts),
        rests_on=(*STAYING, f"regime.consequences.{consequence}"),
        at=f"{service}, by {consequence}",
        cannot="how many different people had the service slower, or what they could not do for it",
    )
