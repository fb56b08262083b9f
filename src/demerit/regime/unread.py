"""Periods with a name that no condition reads, which are refused: a file must not say what nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.documents import Document
from demerit.errors import Problem
from demerit.regime.model import Regime


def unread_periods(forms: Sequence[tuple[Document, Regime]]) -> list[Problem]:
    """Return a problem for every period that no condition of any form reads.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    read = {name for _, form in forms for term in form.terms if term.what == "during" for name in term.of}
    first: dict[str, Document] = {}
    for document, form in forms:
        for name in form.periods:
            first.setdefault(name, document)
    return [
        document.problem(
            ("periods", name),
            f"no condition reads the period {name!r}",
            found=name,
            key=True,
            next_step=f"write `during({name})` in a condition, or remove it",
        )
        for name, document in first.items()
        if name not in read
    ]
