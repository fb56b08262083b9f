"""The example regime of the tests, with changes: loaded, or the problems that they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.documents import parse
from demerit.errors import InvalidFile, Problem
from demerit.regime import loading, model

EXAMPLE = Path(__file__).parent.parent / "examples" / "lists-regime.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
SCORES = TEXT[TEXT.index("scores:\n") : TEXT.index("conducts:")]
"""What the example says of its score."""
RECOVERING = TEXT[TEXT.index("triggers: {recovery: {") :]
WITHOUT_RECOVERY = ((RECOVERING, ""), ("    triggers: {recovery: none}\n", ""))
WITHOUT_SCORE = (
    *WITHOUT_RECOVERY,
    (SCORES, ""),
    ("    scores: {score: none}\n", ""),
    ("grade == D", "age >= 18"),
    ("grade == A", "listed(black)"),
)
"""Changes after which the example keeps no score, and its points have nothing to count in."""


def loaded(*changes: tuple[str, str]) -> model.Regime:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return loading.from_document(parse(text, "r.yaml"))


def problems(*changes: tuple[str, str]) -> list[Problem]:
    with pytest.raises(InvalidFile) as error:
        loaded(*changes)
    return list(error.value.problems)


def line_of(part: str) -> int:
    return next(number for number, line in enumerate(TEXT.splitlines(), start=1) if part in line)
