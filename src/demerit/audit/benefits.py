"""Acts that a regime keeps from happening, and whether that lasts: the counterweight to what it costs.

Two counts stand side by side. Acts *let go* are those that somebody would have done and did not, for the risk
of a record; the engine counts each. Acts *prevented* are the difference to the run beside it, on the same
people and the same luck: acts there minus acts here, draw by draw. They differ where the regime also makes
people act, such as those who lose their job by a listing and then pay late; so acts prevented may be fewer
than acts let go, and below zero.

Whether an effect lasts is asked of months 1 to 6, 7 to 18 and 19 to 36 after the run's first day, and of
month 36 alone. A window that the run does not reach whole has no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

import numpy as np

from demerit.audit.figures import PER, Figure, middle, ratios
from demerit.audit.intervals import interval
from demerit.audit.source import Counts, RunSource
from demerit.quantities.dates import add_term

WINDOWS: Final[Mapping[str, tuple[int, int]]] = {
    "months 1 to 6": (0, 6),
    "months 7 to 18": (6, 18),
    "months 19 to 36": (18, 36),
    "month 36": (35, 36),
}
"""First month that has passed, and the one after the last, counted from the run's first day."""
FIRST, LAST = "months 1 to 6", "month 36"

RESTS_ON: Final = ("regime.conducts", "regime.lists", "society.responses.deterrence", "society.conducts")
CANNOT: Final = "who lets an act go, what they do instead, or whether the act would have harmed anybody"
_figure = partial(Figure, rests_on=RESTS_ON, cannot=CANNOT)


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a regime keeps from happening of one conduct.

    Attributes:
        conduct: its name in the society's catalogue.
        let_go: acts let go per 100,000 people and year.
        prevented: acts of the run beside, minus acts here, per 100,000 people and year; below 0 where there
            are more here. None without a run beside.
        effects: share of the acts of the run beside that are prevented, by window; windows that the run does
            not reach are left out.
        persistence: the effect of month 36 over that of months 1 to 6; None where either is missing, or where
            nothing was prevented at first in some draw.
    """

    conduct: str
    let_go: Figure
    prevented: Figure | None
    effects: Mapping[str, Figure]
    persistence: Figure | None


def benefits(source: RunSource) -> list[Benefit]:
    """Return what is kept from happening, conduct by conduct, of which any act is let go in any draw."""
    counted = source.connection.execute(
        "SELECT conduct FROM acts WHERE entity = 'person' GROUP BY conduct HAVING sum(deterred) > 0"
        " ORDER BY conduct"
    ).fetchall()
    return [_benefit(source, str(conduct)) for (conduct,) in counted]


def _benefit(source: RunSource, conduct: str) -> Benefit:
    ours, let_go = (_by_step(source, conduct, column) for column in ("acts", "deterred"))
    lived = source.present["person"].sum(axis=1).tolist()
    per_year = PER * source.steps_per_year
    counts = let_go.sum(axis=1).tolist()
    gone = _figure(
        name=f"acts let go, {conduct}",
        definition=f"acts of {conduct} that were let go for the risk of a record",
        unit="acts per 100,000 person-years",
        denominator="years lived by all people present",
        formula="sum of acts_by_step.deterred / (sum of people.present / steps a year) x 100,000",
        value=ratios(counts, lived, per_year),
        sampled=middle(counts),
    )
    if source.against is None:
        return Benefit(conduct, gone, None, {}, None)
    theirs = _by_step(source.against, conduct, "acts")
    fewer = (theirs.sum(axis=1) - ours.sum(axis=1)).tolist()
    prevented = _figure(
        name=f"acts prevented, {conduct}",
        definition=f"acts of {conduct} under {source.against.manifest.regime.name} that there are not here",
        unit="acts per 100,000 person-years",
        denominator="years lived by all people present",
        formula="(sum of against.acts_by_step.acts - sum of acts_by_step.acts) / years lived x 100,000",
        value=ratios(fewer, lived, per_year),
        sampled=middle([abs(count) for count in fewer]),
    )
    drawn = {
        name: (theirs[:, first:last].sum(axis=1).tolist(), ours[:, first:last].sum(axis=1).tolist())
        for name, (first, last) in _reached(source).items()
    }
    effects = {name: _effect(source, conduct, name, *pair) for name, pair in drawn.items()}
    return Benefit(conduct, gone, prevented, effects, _persistence(conduct, drawn))


def _by_step(source: RunSource, conduct: str, column: str) -> Counts:
    """Return a column of one conduct as integers of shape (draws, steps); absent rows are 0."""
    rows = source.rows(
        f"SELECT draw, step, {column} FROM acts_by_step WHERE entity = 'person' AND conduct = ?", [conduct]
    )
    counts = np.zeros((source.draws, source.steps), dtype=np.int64)
    for draw, step, count in rows:
        counts[draw, step] = count
    return counts


def _reached(source: RunSource) -> dict[str, tuple[int, int]]:
    """Return the first step of each window that the run covers whole, and the one after its last."""
    calendar = source.manifest.calendar

    def step_of(months: int) -> int:
        return calendar.first_step_on_or_after(add_term(calendar.start, Decimal(months), "months"))

    spans = {name: (step_of(first), step_of(last)) for name, (first, last) in WINDOWS.items()}
    return {name: (first, last) for name, (first, last) in spans.items() if first < last <= source.steps}


def _effect(source: RunSource, conduct: str, window: str, theirs: list[int], ours: list[int]) -> Figure:
    fewer = [a - b for a, b in zip(theirs, ours, strict=True)]
    other = source.against.manifest.regime.name if source.against else "none"
    return _figure(
        name=f"effect on {conduct}, {window}",
        definition=f"share of the acts of {conduct} under {other} that there are not here, {window}",
        unit="share",
        denominator=f"acts of {conduct} under {other} in these months",
        formula="1 - acts_by_step.acts / against.acts_by_step.acts",
        value=ratios(fewer, theirs),
        sampled=middle([abs(count) for count in fewer]),
    )


def _persistence(conduct: str, drawn: Mapping[str, tuple[list[int], list[int]]]) -> Figure | None:
    """Return the last effect over the first, draw by draw."""
    if FIRST not in drawn or LAST not in drawn:
        return None
    effects = [
        [1 - b / a if a else 0.0 for a, b in zip(*drawn[window], strict=True)] for window in (FIRST, LAST)
    ]
    lasting = all(effect > 0 for effect in effects[0])
    return _figure(
        name=f"persistence of the effect on {conduct}",
        definition=f"effect on {conduct} in {LAST} of the run over that in {FIRST}",
        unit="ratio",
        denominator=f"effect in {FIRST}",
        formula=f"effect in {LAST} / effect in {FIRST}",
        value=interval([late / early for early, late in zip(*effects, strict=True)]) if lasting else None,
        sampled=middle([abs(a - b) for a, b in zip(*drawn[LAST], strict=True)]),
    )


__all__ = ["FIRST", "LAST", "WINDOWS", "Benefit", "benefits"]
