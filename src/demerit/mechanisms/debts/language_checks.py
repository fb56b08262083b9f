"""What debts and the sources of their regime must agree on: only an income match works a sum out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.errors import Complaint
from demerit.mechanisms.debts.language import AVERAGED


def complaints(form: Any) -> Iterator[Complaint]:
    """Yield debts that nothing could work out."""
    for name, debt in form.owing.items():
        if debt.amount == AVERAGED and name not in form.averaged:
            yield Complaint(
                f"no income match reports {name}, so nothing is averaged",
                at=("debts", name, "amount"),
                found=AVERAGED,
                allowed="act, or a sum such as 9_000 euro",
                next_step="write `act`, or add a source of kind income-match whose `conduct` it is",
            )
