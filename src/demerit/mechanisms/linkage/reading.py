"""M01, said back: how reports are joined to people, and what asks for the identifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import quoted, series
from demerit.regime.sentences import SEEN, Reads, Said, Sentence


def seen(form: Any) -> Iterator[Sentence]:
    """Say how often a report finds nobody, or somebody else, and which attempts ask for the identifier."""
    joined = form.linkage
    if joined is None:
        return
    at = ("linkage",)
    yield Said().sentence(at, "Reports are joined to people by one identifier.", joined)
    if joined.missed is not None:
        said = Said()
        yield said.sentence(
            (*at, "missed"),
            f"Of reported acts {said.number(joined.missed)} find nobody, and no record is made.",
        )
    if joined.wrong_person is not None:
        said = Said()
        yield said.sentence(
            (*at, "wrong_person"),
            f"Of reported acts {said.number(joined.wrong_person)} are put on somebody else.",
        )
    if joined.gates:
        names = [quoted(name) for name in joined.gates]
        yield Said().sentence((*at, "gates"), f"The identifier is asked for at: {series(names)}.")


READS = (Reads(SEEN, 2, seen),)
