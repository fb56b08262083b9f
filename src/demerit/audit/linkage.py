"""What one identifier does: records put on the wrong person, and attempts that ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import PER, Figure, middle, ratios
from demerit.audit.source import WITHOUT_ACT, RunSource

_FALSE: Final = (
    *("regime.linkage", "regime.sources", "regime.adjudication", "regime.safeguards"),
    *("society.conducts", "society.groups"),
)
_CANNOT: Final = "how many different people are recorded so, or how many records went on to a list"


@dataclass(frozen=True, slots=True)
class Origin:
    """Records without the act that come from one source.

    Attributes:
        source: the source; empty for all of them.
        invented: those behind which stands nobody's act, per 100,000 person-years.
        misplaced: those made of somebody else's act.
    """

    source: str
    invented: Figure
    misplaced: Figure


def origins(source: RunSource, entity: str = "person") -> list[Origin]:
    """Return where records without the act come from: all sources together, then one by one, most first.

    Which share of its records they are is a figure of the way in (`ways.ways_in`) and stands there alone.
    """
    columns = (WITHOUT_ACT, "misplaced")
    counted = source.sums("records", "source", columns, "entity = ?", [entity])
    everything = [source.added(counted, column) for column in columns]
    lived = source.present[entity].sum(axis=1).tolist()
    found = [
        _origin(source, name, false, misplaced, lived)
        for name, (false, misplaced) in (
            ("", everything),
            *((name, of.values()) for name, of in counted.items()),
        )
        if any(false)
    ]
    return sorted(found, key=lambda each: (each.source != "", -each.invented.mid - each.misplaced.mid))


def _origin(source: RunSource, name: str, false: list[int], misplaced: list[int], lived: list[int]) -> Origin:
    def rate(what: str, definition: str, formula: str, counts: list[int]) -> Figure:
        return Figure(
            name=what,
            definition=definition,
            unit="records per 100,000 person-years",
            denominator="years lived by all people present",
            formula=f"{formula} / (sum of people.present / steps a year) x 100,000",
            value=ratios(counts, lived, PER * source.steps_per_year),
            sampled=middle(counts),
            rests_on=_FALSE,
            at=f"by {name}" if name else "",
            cannot=_CANNOT,
        )

    nobodys = [a - b for a, b in zip(false, misplaced, strict=True)]
    own, another = "records of nobody's act", "records of somebody else's act"
    summed = "(sum of records.records, truth none - sum of records.misplaced)"
    return Origin(
        name,
        rate(own, "records behind which no act of anybody stands", summed, nobodys),
        rate(another, "records of an act of somebody else", "sum of records.misplaced", misplaced),
    )


def misplaced(source: RunSource, entity: str = "person") -> Figure:
    """Return the share of all records that stand on the act of somebody else."""
    above, below = (
        source.per_draw(
            f"SELECT draw, sum({column})::BIGINT FROM records WHERE entity = ? GROUP BY draw", [entity]
        )
        for column in ("misplaced", "records")
    )
    return Figure(
        name="misplaced",
        definition="records put on somebody who did not do the act that they stand on",
        unit="share",
        denominator="all records",
        formula="sum of records.misplaced / sum of records.records",
        value=ratios(above, below),
        sampled=middle(above),
        rests_on=_FALSE,
        cannot=_CANNOT,
    )


def gated(source: RunSource, entity: str = "person", domain: str | None = None) -> Figure:
    """Return the share of attempts, of one domain or of all, that ask for the identifier."""
    where = {"entity": entity} | ({"domain": domain} if domain else {})
    above, below = (
        source.by_step("attempts", column, **where).sum(axis=1).tolist() for column in ("gated", "attempts")
    )
    return Figure(
        name="gated" + (f", {domain}" if domain else ""),
        definition="attempts that cannot be made without the identifier",
        unit="share",
        denominator="attempts" + (f" ({domain})" if domain else ""),
        formula="sum of attempts.gated / sum of attempts.attempts",
        value=ratios(above, below),
        sampled=middle(above),
        rests_on=("regime.linkage.gates", "society.attempts"),
        cannot="who has no identifier to show",
    )
