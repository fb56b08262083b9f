"""What people choose of what a regime offers: courses and examinations taken, passed, paid, and in error."""

from __future__ import annotations

from demerit.audit import RunSource, choices
from demerit.audit.order import ASSUMED
from demerit.report.colours import ACCENT, SECOND
from demerit.report.crossed import Column, Crossed
from demerit.report.facts import Facts
from demerit.report.quoting import quotable
from demerit.report.sections import Panels
from demerit.report.sentences import words_of


def offers_taken(source: RunSource, facts: Facts) -> Panels | None:
    """Return what people take of what is offered, offer by offer; None where nothing is taken."""
    found = choices.chosen(source)
    if not found:
        return None
    unit = "per 100,000 years lived"
    most = max(found, key=lambda each: (quotable(each.passed), each.passed.mid))
    finding = "Too few offers are passed by synthetic people to say how often"
    if quotable(most.passed):
        finding = (
            f"In 100,000 years lived by synthetic people, {words_of(most.name)} is passed"
            f" {facts.mid(most.passed)} times, {ASSUMED}"
        )
    return Crossed(
        key="offers",
        of="Offers that synthetic people take, {}",
        head="What is offered",
        rows=[words_of(each.name) for each in found],
        columns=(
            Column(f"Taken, {ASSUMED}", [each.taken for each in found], f"taken, {ASSUMED}", unit),
            Column("Passed", [each.passed for each in found], "passed", unit, SECOND),
            Column("Failed", [each.failed for each in found], "failed", unit),
            Column("Not in the shadow", [each.taken_in_error for each in found], "in error", unit, ACCENT),
            Column("Money", [each.money for each in found], "paid", "of currency"),
            Column(
                "Money, in error", [each.money_in_error for each in found], "paid in error", "of currency"
            ),
        ),
        last="Sampled a draw",
    ).panels(
        facts,
        finding,
        "What people may choose, and how many take it and pass. How many take an offer that is open to them,"
        " the society's file declares; whom it is open to, the rule. Not in the shadow is what a false record"
        " or points beyond the rule alone called for: its money is a cost of error.",
        f"Offers, {unit} by synthetic people",
    )
