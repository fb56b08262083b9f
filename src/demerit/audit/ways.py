"""The way into a list: what each source reports of people, what becomes a record, what of it has no act."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.audit.figures import OF_FLOW, PER, STAYING, Figure, middle, ratios
from demerit.audit.source import WITHOUT_ACT, RunSource


@dataclass(frozen=True, slots=True)
class Way:
    """What one source brings into the record of people.

    Attributes:
        source: its name in the regime; empty for all sources together.
        sightings: reports, true or false, a year per 100,000 people.
        records: what became a record.
        without_act: share of the records that have no act of that person behind them.
    """

    source: str
    sightings: Figure
    records: Figure
    without_act: Figure


def ways_in(source: RunSource) -> list[Way]:
    """Return what each source brings, the most records first, and last what all bring; empty without any."""
    columns = ("sightings", "records", WITHOUT_ACT)
    counted = source.sums("records", "source", columns, "entity = 'person'")
    found = [_way(source, name, *of.values()) for name, of in counted.items()]
    found.sort(key=lambda way: (-way.records.mid, way.source))
    return [*found, _way(source, "", *(source.added(counted, column) for column in columns))] if found else []


def _way(source: RunSource, name: str, sightings: list[int], records: list[int], without: list[int]) -> Way:
    return Way(
        name,
        _rate(source, name, "sightings", "reports of people, true or false", sightings),
        _rate(source, name, "records", "records of people that began to count", records),
        Figure(
            name="records without the act, by source",
            definition="records with no act of that person behind them",
            unit="share",
            denominator="records of people that began to count" + (" by the same source" if name else ""),
            formula="sum of records.records with truth none / sum of records.records",
            value=ratios(without, records),
            sampled=middle(without),
            rests_on=STAYING,
            at=name or "all sources",
            cannot="which records they are: no regime can tell them apart, or it would not have made them",
        ),
    )


def _rate(source: RunSource, name: str, column: str, told: str, counts: list[int]) -> Figure:
    lived = source.present["person"].sum(axis=1).tolist()
    return Figure(
        name=f"{column} by source",
        definition=told,
        unit="a year, per 100,000 people",
        denominator="years lived by all people present",
        formula=f"sum of records.{column} / sum of people.present x steps a year x 100,000",
        value=ratios(counts, lived, PER * source.steps_per_year),
        sampled=middle(counts),
        rests_on=STAYING,
        at=name or "all sources",
        cannot=OF_FLOW,
    )
