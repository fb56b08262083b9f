"""Order: harmful acts by choice, conduct by conduct, and what a regime takes away from them or adds.

Acts are told apart by gravity and never summed up over it: a theft and a piece of litter have no common
measure. *By choice* leaves out acts of people who could not have paid. *Let go* are acts that somebody
would have done and did not, for the risk of a record. *Under strain* are those that only being without the
job brings. *Fewer* is the difference to the run beside, on the same people and luck; to the act it is what
is let go or stopped more here than there, less what strain adds more. Answers are what the society's file
declares, so how many acts a regime keeps from happening by them is put in, not found (`ASSUMED`). *Stopped*
are acts that a list bars, or forbids to people who obey (`stopping`): told apart from those let go.

Protected conduct (belief, speech, intimate life, health, status) is no disorder. Less of it is *lawful
activity lost*, and stands among the harms (`lawful_lost`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import OF_PAIR, PER, Figure, middle, ratios
from demerit.audit.source import RunSource
from demerit.audit.stopping import acts_stopped, by_draw

SLIGHT: Final = 1
"""Highest gravity of slight conduct."""
ASSUMED: Final = "assumed"
"""The word that stands in every sentence about what only declared answers of people produce."""
STOPPED: Final = "stopped by a list"
"""The key of `Order.counts` for acts that a list stops."""
RESTS_ON: Final = (
    *("regime.conducts", "regime.lists", "society.responses.deterrence", "society.responses.work"),
    *("society.responses.general_deterrence", "society.responses.obeys", "society.conducts"),
)
CANNOT: Final = (
    "how people would answer: the society's file declares it; nor whether an act would have harmed anybody"
)
CHOSEN: Final = "acts - unable"
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "done": (CHOSEN, "acts by choice"),
    "let go": ("deterred", "acts let go for the risk of a record"),
    "under strain": ("strained", "acts by choice, done or let go, that only being without the job brings"),
}
"""What is counted of a conduct: SQL of its column, and what it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """One harmful conduct.

    Attributes:
        conduct: its name in the society's catalogue.
        gravity: 0 to 5.
        counts: acts done, let go and under strain per 100,000 people and year, by the keys of `PARTS`; beside
            another run the difference of let go and of strain. Where a list stops any, these too: `STOPPED`.
        fewer: acts by choice of the run beside minus those here; None without a run beside.
    """

    conduct: str
    gravity: int
    counts: Mapping[str, Figure]
    fewer: Figure | None

    @property
    def slight(self) -> bool:
        """Whether it is slight conduct, which is told apart."""
        return self.gravity <= SLIGHT


def order(source: RunSource) -> list[Order]:
    """Return every harmful, unprotected conduct of persons of which there is any, the gravest first."""
    found = [
        _order(source, *each) for each in _conducts(source, "valence = 'harmful' AND protected = 'none'")
    ]
    return [each for each in found if each.fewer is None or _any(each)] if source.against else found


def _any(each: Order) -> bool:
    return bool(each.counts["done"].some or (each.fewer and each.fewer.some))


def fewer_by_gravity(source: RunSource) -> dict[int, Figure]:
    """Return harmful acts by choice fewer than in the run beside, by gravity, the gravest first."""
    if source.against is None or source.against.draws != source.draws:
        return {}
    levels: dict[int, list[str]] = {}
    for conduct, gravity in _conducts(source, "valence = 'harmful' AND protected = 'none'"):
        levels.setdefault(gravity, []).append(conduct)
    return {gravity: _fewer(source, levels[gravity], f"gravity {gravity}") for gravity in levels}


def lawful_lost(source: RunSource) -> list[Figure]:
    """Return protected acts fewer than in the run beside, else those let go or stopped, by conduct."""
    found = []
    for conduct, _ in _conducts(source, "protected <> 'none'"):
        if source.against is not None and source.against.draws == source.draws:
            figure = _fewer(source, [conduct], conduct, name="lawful activity lost")
        else:
            let_go, stopped = _counts(source, [conduct], "deterred"), by_draw(source, conduct)
            lost = [a + b for a, b in zip(let_go, stopped, strict=True)]
            formula = "(sum of acts_by_step.deterred + sum of stopped.stopped)"
            figure = _rate(source, "lawful activity lost", conduct, lost, formula=formula)
        found.append(figure)
    return found


def _conducts(source: RunSource, where: str) -> list[tuple[str, int]]:
    """Return conducts of persons with their gravity, the gravest first."""
    rows = source.connection.execute(
        "SELECT DISTINCT conduct, gravity FROM conducts WHERE entity = 'person' AND"
        f" {where} ORDER BY gravity DESC, conduct"
    ).fetchall()
    return [(str(conduct), int(gravity)) for conduct, gravity in rows]


def _order(source: RunSource, conduct: str, gravity: int) -> Order:
    beside = source.against if source.against and source.against.draws == source.draws else None
    counts = {}
    for part, (column, words) in PARTS.items():
        name, found = f"acts {part}", _counts(source, [conduct], column)
        if beside is not None and part != "done":
            name += ", more than beside"
            words += f", minus those under {beside.manifest.regime.name}, draw by draw"
            found = [a - b for a, b in zip(found, _counts(beside, [conduct], column), strict=True)]
        counts[part] = _rate(source, name, conduct, found, words)
    if (by_lists := acts_stopped(source, conduct)) is not None:
        counts[STOPPED] = by_lists
    return Order(conduct, gravity, counts, _fewer(source, [conduct], conduct) if beside else None)


def _fewer(source: RunSource, conducts: Sequence[str], at: str, name: str = "fewer acts") -> Figure:
    assert source.against is not None
    ours, theirs = (_counts(run, conducts, CHOSEN) for run in (source, source.against))
    return _rate(
        source,
        name,
        at,
        [b - a for a, b in zip(ours, theirs, strict=True)],
        f"acts by choice under {source.against.manifest.regime.name} that there are not here",
        f"(sum of against.acts_by_step ({CHOSEN}) - sum of acts_by_step ({CHOSEN}))",
        OF_PAIR,
    )


def _rate(
    source: RunSource,
    name: str,
    at: str,
    counts: list[int],
    words: str = "protected acts let go for the risk of a record, or stopped by a list",
    formula: str = "",
    cannot: str = "",
) -> Figure:
    """Return counts of the whole run per 100,000 people and year."""
    summed = formula or f"sum of acts_by_step ({name.removeprefix('acts ')})"
    return Figure(
        name=name,
        definition=words,
        unit="acts per 100,000 person-years",
        denominator="years lived by all people present",
        formula=f"{summed} / (sum of people.present / steps a year) x 100,000",
        value=ratios(counts, source.present["person"].sum(axis=1).tolist(), PER * source.steps_per_year),
        sampled=middle([abs(count) for count in counts]),
        rests_on=RESTS_ON,
        at=at,
        cannot=f"{cannot}; nor {CANNOT}" if cannot else CANNOT,
    )


def _counts(source: RunSource, conducts: Sequence[str], column: str) -> list[int]:
    """Return a column of the acts of some conducts over the whole run, by draw."""
    return source.per_draw(
        f"SELECT draw, sum({column})::BIGINT FROM acts_by_step WHERE entity = 'person' AND conduct IN"
        f" ({', '.join('?' * len(conducts))}) GROUP BY draw",
        list(conducts),
    )


__all__ = ["ASSUMED", "SLIGHT", "Order", "fewer_by_gravity", "lawful_lost", "order"]
