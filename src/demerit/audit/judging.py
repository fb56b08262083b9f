"""What a comparison with published numbers says, as figures: ours, theirs, width, and how many fall where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from demerit.audit.figures import OF_FLOW, REFUSING, Figure
from demerit.audit.intervals import exactly
from demerit.audit.targets import Comparison

FORMULAS: Final[Mapping[str, str]] = {
    "entries": "sum of lists.inflow up to the day x people for each synthetic person",
    "listed": "lists.stock on the day x people for each synthetic person",
    "refusals": "sum of attempts.refusals up to the day x people for each synthetic person",
    "refusals per entry": "sum of attempts.refusals up to the day / sum of lists.inflow up to the day",
    "performed per entry": "sum of lists.out_payment up to the day / sum of lists.inflow up to the day",
}
"""How the run's side of each comparison is worked out."""


def ours(found: Comparison) -> Figure:
    """Return the run's side of a comparison, in the target's unit."""
    target = found.target
    return Figure(
        name=f"{target.figure}, beside a published number",
        definition=f"what the run has where this was published: {target.title}",
        unit=f"{target.unit}, {target.window}, scaled to all whom they stand for",
        denominator="entries to the list" if target.figure.endswith("per entry") else "none",
        formula=FORMULAS[target.figure],
        value=found.ours,
        sampled=found.sampled,
        rests_on=(*REFUSING, "society.represents"),
        at=f"on {target.date.isoformat()}",
        cannot=f"{OF_FLOW}; a number that is met can be met for a wrong reason",
    )


def published(found: Comparison) -> Figure:
    """Return the published side of a comparison, which rests on its source alone."""
    target = found.target
    return Figure(
        name="published number",
        definition=target.title,
        unit=f"{target.unit}, {target.window}",
        denominator="none",
        formula="as published",
        value=exactly(found.published),
        sampled=None,
        rests_on=(f"targets.values.{found.name}",),
        at=f"on {target.date.isoformat()}",
        cannot="anything about this run; how it was counted is told with its source",
    )


def width(found: Comparison) -> Figure:
    """Return how wide the run's interval is, over the published number."""
    return Figure(
        name="width of the interval over the published number",
        definition="high end minus low end of the run's interval, over the published number",
        unit="times",
        denominator="the published number",
        formula="(largest - smallest of the draws) / published number",
        value=None if found.width is None else exactly(found.width),
        sampled=None,
        rests_on=(*REFUSING, f"targets.values.{found.name}"),
        at=found.name,
        cannot="how far the truth is from either",
    )


def tally(compared: Sequence[Comparison]) -> dict[str, Figure]:
    """Count the judged numbers: `all`, those `inside`, `too wide` to inform, and without an answer."""
    judged = [found for found in compared if found.target.role == "judged"]
    outcomes = Counter(found.outcome for found in judged)
    told = {
        "all": "published numbers that only judge",
        "inside": "of these, inside the run's interval",
        "too wide": "of these, met by an interval too wide to inform",
        "no answer": "of these, without an answer of the run",
    }
    return {
        kind: Figure(
            name="published numbers and how they fall",
            definition=said,
            unit="published numbers",
            denominator="none",
            formula="count over the targets of the regime",
            value=exactly(len(judged) if kind == "all" else outcomes[kind]),
            sampled=None,
            rests_on=("targets",),
            at=kind,
            cannot="whether the model is right: a number that is met can be met for a wrong reason",
        )
        for kind, said in told.items()
    }
