"""What has a name and nothing reads, which is refused: a file must not say what nothing does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from demerit.documents import Document
from demerit.errors import Problem
from demerit.regime.model import Regime
from demerit.regime.value_checks import uses

Forms = Sequence[tuple[Document, Regime]]
"""A regime in all its dated forms, with their documents."""


def unread_values(forms: Forms) -> list[Problem]:
    """Return a problem for every value with a name that no form uses."""
    used = {share.table for _, form in forms for _, share, _ in uses(form.sources)}
    next_step = "write `coverage: {0}` or `0.9 of {0}` in a source, or remove it"
    return _unread(forms, "values", used, "nothing uses the value {0!r}", next_step)


def unread_periods(forms: Forms) -> list[Problem]:
    """Return a problem for every period that no condition of any form reads."""
    read = {name for _, form in forms for term in form.terms if term.what == "during" for name in term.of}
    next_step = "write `during({0})` in a condition, or remove it"
    return _unread(forms, "periods", read, "no condition reads the period {0!r}", next_step)


def _unread(
    forms: Forms, section: Literal["values", "periods"], read: Collection[str], said: str, next_step: str
) -> list[Problem]:
    """Return a problem for every name of a section that is not read, where it first stands."""
    first: dict[str, Document] = {}
    for document, form in forms:
        for name in getattr(form, section):
            first.setdefault(name, document)
    return [
        document.problem(
            (section, name), said.format(name), found=name, key=True, next_step=next_step.format(name)
        )
        for name, document in first.items()
        if name not in read
    ]
