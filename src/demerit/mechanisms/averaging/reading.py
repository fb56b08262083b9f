"""M61, said back: how incomes are matched, and what is taken for income that was not reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, quoted
from demerit.regime.sentences import SEEN, Reads, Said, Sentence, say


def seen(form: Any) -> Iterator[Sentence]:
    """Say what the income test of each source works out and reports."""
    for name, source in form.sources.items():
        test = source.income_test
        if test is None:
            continue
        at, who = ("sources", name, "income_test"), quoted(name)
        whom = people(form.expression(test.applies_if).root if test.applies_if else None)
        said = Said()
        yield said.sentence(
            (*at, "every"),
            f"Every {said.number(test.every)} {who} matches the incomes of {whom}"
            + (
                f", averaged over the {test.months} months before."
                if test.months > 1
                else ", month by month."
            ),
        )
        if test.over == "months-paid":
            yield Said().sentence(
                (*at, "over"),
                f"{who} sets the average against months in which a benefit was due alone.",
            )
        yield say((*at, "benefit"), "It takes the benefit of somebody without income to be {}.", test.benefit)
        yield say((*at, "free"), "Income up to {} takes nothing off the benefit.", test.free)
        yield say((*at, "taper"), "Of income beyond that, {} is taken off the benefit.", test.taper)
        said = Said()
        yield said.sentence(
            (*at, "least"),
            "Where so much less was due than was paid that the difference is"
            f" {said.number(test.least)} or more,"
            f" it is reported as {quoted(test.conduct)}.",
        )


READS = (Reads(SEEN, 1, seen),)
