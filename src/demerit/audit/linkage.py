"""What one identifier does: records put on the wrong person, and attempts that ask for it."""

from __future__ import annotations

from demerit.audit.figures import Figure, middle, ratios
from demerit.audit.source import RunSource


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
        denominator="all records made",
        formula="sum of records.misplaced / sum of records.records",
        value=ratios(above, below),
        sampled=middle(above),
        rests_on=("regime.linkage", "regime.sources", "regime.adjudication", "society.conducts"),
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
    )
