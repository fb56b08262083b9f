"""M62, said back: which records claim money, how much of it, and how it is got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.debts.language import ACT, Owing
from demerit.quantities import Money
from demerit.regime.saying import quoted, series
from demerit.regime.sentences import CLAIMED, Reads, Said, Sentence, say


def claimed(form: Any) -> Iterator[Sentence]:
    """Say what records claim."""
    owing = form.owing
    for at in dict.fromkeys(debt.at for debt in owing.values()):
        names = [name for name, debt in owing.items() if debt.at == at]
        yield from _debt(owing[names[0]], series([quoted(name) for name in names], "or"), len(at) > 1)


def _debt(debt: Owing, names: str, alone: bool) -> Iterator[Sentence]:
    """Say what a record of some conducts claims; `alone` where the file says it of this one alone."""
    said, of = Said(), f" of {names}" if alone else ""
    amount = "the amount that the society puts on the act"
    if isinstance(debt.amount, Money):
        amount = f"{said.number(debt.amount)}, whatever the act comes to"
    elif not (alone and debt.amount == ACT):
        amount += ", or that an income match found"
    yield said.sentence(
        (*debt.at, "amount") if alone else debt.at, f"A record of {names} is a debt: {amount}."
    )
    if debt.penalty is not None:
        yield say(
            (*debt.at, "penalty"),
            f"Beside the amount{of} a penalty of {{}} times the amount is claimed.",
            debt.penalty,
        )
    said = Said()
    yield said.sentence(
        (*debt.at, "withheld_after"),
        f"What is not paid{of} {said.number(debt.withheld_after)} after the claim is taken from payments"
        " to the person."
        if debt.withheld_after is not None
        else f"Nothing{f' owed for {names}' if alone else ''} is taken from payments to the person.",
    )
    yield Said().sentence(
        (*debt.at, "refunds"),
        f"What was paid on a record{of} that is found wrong afterwards is"
        f" {'' if debt.refunds else 'not '}given back.",
    )


READS = (Reads(CLAIMED, 0, claimed),)
