"""M62, said back: which records claim money, how much of it, and how it is got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import quoted, series
from demerit.regime.sentences import CLAIMED, Reads, Said, Sentence, say


def claimed(form: Any) -> Iterator[Sentence]:
    """Say what records claim."""
    debts = form.debts
    if debts is None:
        return
    names = series([quoted(name) for name in debts.conducts], "or")
    yield Said().sentence(
        ("debts",),
        f"A record of {names} is a debt: the amount that the society puts on the act, or that an"
        " income match found.",
        debts,
    )
    if debts.penalty is not None:
        yield say(
            ("debts", "penalty"),
            "Beside the amount a penalty of {} times the amount is claimed.",
            debts.penalty,
        )
    said = Said()
    yield said.sentence(
        ("debts", "withheld_after"),
        f"What is not paid {said.number(debts.withheld_after)} after the claim is taken from payments"
        " to the person."
        if debts.withheld_after is not None
        else "Nothing is taken from payments to the person.",
    )
    yield Said().sentence(
        ("debts", "refunds"),
        "What was paid on a record that is found wrong afterwards is"
        f" {'' if debts.refunds else 'not '}given back.",
    )


READS = (Reads(CLAIMED, 0, claimed),)
