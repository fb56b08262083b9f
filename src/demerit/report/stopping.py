"""What lists stop: acts that are not done and attempts that are not made, and how many of them wrongly."""

from __future__ import annotations

from demerit.audit import RunSource, stopping
from demerit.audit.figures import NOUN
from demerit.audit.order import ASSUMED
from demerit.report.colours import ACCENT, SECOND
from demerit.report.crossed import Column, Crossed
from demerit.report.facts import Facts
from demerit.report.quoting import quotable
from demerit.report.sections import Panels
from demerit.report.sentences import words_of


def stopped_by_lists(source: RunSource, facts: Facts, entity: str) -> Panels | None:
    """Return acts and attempts that lists stop, by what they are; None where they stop none."""
    found = stopping.stopped(source, entity)
    if not found:
        return None
    noun, unit = NOUN[entity], "per 100,000 years lived"
    most = max(found, key=lambda each: (quotable(each.stopped), each.stopped.mid))
    things = "acts of" if most.acts else "attempts at"
    finding = f"Too little is stopped by lists of synthetic {noun} to say how often"
    if quotable(most.stopped):
        finding = (
            f"In 100,000 years lived by synthetic {noun}, lists stop {facts.mid(most.stopped)} {things}"
            f" {words_of(most.name)}"
        )
    return Crossed(
        key=f"stopped-{entity}",
        of=f"Acts and attempts of synthetic {noun} that lists stop, {{}}",
        head="What would have happened",
        rows=[f"{words_of(each.name)}, {'acts' if each.acts else 'attempts'}" for each in found],
        columns=(
            Column("Stopped", [each.stopped for each in found], "barred or obeyed", unit),
            Column(f"Obeyed, {ASSUMED}", [each.obeyed for each in found], f"obeyed, {ASSUMED}", unit, SECOND),
            Column("Not in the shadow", [each.wrongful for each in found], "wrongfully", unit, ACCENT),
        ),
        last="Sampled a draw",
    ).panels(
        facts,
        finding,
        "What those on a list would have done or tried, and did not: barred, or forbidden and obeyed. How far"
        " people obey, the society's file declares. Wrongful is what the lists of the shadow would have let"
        " happen; no ground is worked out for it, since in every history acts are as they happened.",
        f"Stopped by lists, {unit} by synthetic {noun}",
    )
