"""M01, said back: how reports are joined to people, and what asks for the identifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import quoted, series
from demerit.regime.sentences import SEEN, Reads, Said, Sentence, say


def seen(form: Any) -> Iterator[Sentence]:
    """Say how often a report finds nobody, or somebody else, and which attempts ask for the identifier."""
    joined = form.linkage
    if joined is None:
        return
    at = ("linkage",)
    yield Said().sentence(at, "Reports are joined to people by one identifier.", joined)
    if joined.missed is not None:
        yield say((*at, "missed"), "Of reported acts {} find nobody, and no record is made.", joined.missed)
    if joined.wrong_person is not None:
        yield say((*at, "wrong_person"), "Of reported acts {} are put on somebody else.", joined.wrong_person)
    if joined.gates:
        names = [quoted(name) for name in joined.gates]
        yield Said().sentence((*at, "gates"), f"The identifier is asked for at: {series(names)}.")


READS = (Reads(SEEN, 2, seen),)
