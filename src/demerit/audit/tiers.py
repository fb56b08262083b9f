"""How hard a regime bears on each tier at equal conduct: weeks restricted and points lost per record.

The interview says that punishment is stricter for officials and owners (H1). What bears that out or not is
severity *per recorded act*: who is recorded more often for the same conduct is another question, which the
records by tier beside the acts answer. Records count in the quarter of the ruling, weeks and points in the
quarter in which they fall, so the figures are of whole runs and never of single quarters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import OF_RATIO, Figure, at_a_time, middle, ratios
from demerit.audit.source import RunSource
from demerit.audit.who import in_order

RESTRICTED: Final = "restricted"
LOST: Final = "lost"
"""The measure of points lost, that is to the worse side of the score; of several scores, `lost NAME`."""


def measures(source: RunSource) -> Mapping[str, tuple[str, str]]:
    """Return what is borne per record, by measure: in words, and the column that counts it."""
    found = {RESTRICTED: ("weeks on any list", "quarters.listed_weeks")}
    for measure, score in _lost(source).items():
        found[measure] = (f"points lost{f' of the score {score}' if measure != LOST else ''}", "points.lost")
    return found


def _lost(source: RunSource) -> dict[str, str]:
    """Return the measure of points lost of each score: `lost` where there is only one."""
    rows = source.connection.execute("SELECT DISTINCT score FROM points ORDER BY score").fetchall()
    names = [str(name) for (name,) in rows]
    return {LOST if len(names) < 2 else f"{LOST} {name}": name for name in names} or {LOST: ""}


RESTS_ON: Final = (
    "regime.weights",
    "regime.conducts",
    "regime.lists",
    "regime.adjudication",
    "society.conducts",
)
_CANNOT: Final = "whether their conduct was as grave, or how many different people bear it"


@dataclass(frozen=True, slots=True)
class TierSeverity:
    """What one tier's people bear for each record made of them; figures by measure (see `measures`)."""

    tier: str
    figures: Mapping[str, Figure]


def severity(source: RunSource) -> list[TierSeverity]:
    """Return what is borne per record in each tier that has people, in the tiers' own order."""
    records, borne, none = _records(source), _borne(source), [0] * source.draws
    said = measures(source)

    def figure(tier: str, measure: str, words: str, column: str) -> Figure:
        above, below = borne[measure].get(tier, none), records[tier]
        return Figure(
            name=f"{measure} per record",
            definition=f"{words} for each record made of people of one tier",
            unit=f"{words.split(' ')[0]} per record",
            denominator="records of people of that tier that began to count",
            formula=f"sum of {column} / sum of points.records, by tier",
            value=ratios(above, below),
            sampled=_behind(source, measure, below, above),
            rests_on=RESTS_ON,
            at=f"tier {tier}",
            cannot=_CANNOT,
        )

    return [
        TierSeverity(tier, {measure: figure(tier, measure, *told) for measure, told in said.items()})
        for tier in in_order(records)
    ]


def severity_ratio(source: RunSource, tier: str = "official", beside: str = "ordinary") -> dict[str, Figure]:
    """Return, by measure, what one tier bears per record over what another does, draw by draw."""
    records, borne = _records(source), _borne(source)
    none = [0] * source.draws
    mine, theirs = records.get(tier, none), records.get(beside, none)
    found = {}
    for measure, (words, column) in measures(source).items():
        above, below = borne[measure].get(tier, none), borne[measure].get(beside, none)
        found[measure] = Figure(
            name=f"severity ratio, {measure}",
            definition=f"{words} per record of the tier {tier}, over those of the tier {beside}",
            unit="ratio",
            denominator=f"{words} per record of the tier {beside}",
            formula=f"({column} / points.records, {tier}) / ({column} / points.records, {beside})",
            value=ratios(
                [a * r for a, r in zip(above, theirs, strict=True)],
                [b * r for b, r in zip(below, mine, strict=True)],
            ),
            sampled=min(_behind(source, measure, *counts) for counts in ((mine, above), (theirs, below))),
            rests_on=RESTS_ON,
            cannot=OF_RATIO,
        )
    return found


def _behind(source: RunSource, measure: str, records: list[int], borne: list[int]) -> int:
    """Cases behind what is borne for each record: records, and people on a list at a time."""
    number = middle(records)
    return min(number, at_a_time(borne, source.steps)) if measure == RESTRICTED else number


def _records(source: RunSource) -> dict[str, list[int]]:
    """Records made of persons over the whole run, by tier and draw; tiers without any are left out."""
    return _by_tier(source, "points", "records", "entity = 'person'")


def _borne(source: RunSource) -> dict[str, dict[str, list[int]]]:
    """What is borne over the whole run, by measure, tier and draw."""
    return {RESTRICTED: _by_tier(source, "quarters", "listed_weeks")} | {
        measure: _by_tier(source, "points", LOST, "entity = 'person' AND score = ?", [score])
        for measure, score in _lost(source).items()
    }


def _by_tier(
    source: RunSource, table: str, column: str, where: str = "TRUE", parameters: Sequence[str] = ()
) -> dict[str, list[int]]:
    return {tier: of[column] for tier, of in source.sums(table, "tier", [column], where, parameters).items()}
