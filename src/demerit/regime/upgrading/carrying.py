"""The rows of what becomes of what, one after another; what each leaves is read by the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demerit.documents import Document
from demerit.errors import InvalidFile, Problem
from demerit.regime.upgrading.consequences import consequences
from demerit.regime.upgrading.dearer import dearer
from demerit.regime.upgrading.debts import debts
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.kinds import kinds
from demerit.regime.upgrading.lists import lists
from demerit.regime.upgrading.malformed import malformed
from demerit.regime.upgrading.older import VERSION, older
from demerit.regime.upgrading.recovery import recovery
from demerit.regime.upgrading.safeguards import safeguards
from demerit.regime.upgrading.scores import scores
from demerit.regime.upgrading.shorter import shorter
from demerit.regime.upgrading.sources import sources
from demerit.regime.upgrading.tiers import tiers
from demerit.regime.upgrading.words import nothings, words

ROWS: tuple[Callable[[Draft], None], ...] = (
    recovery,
    scores,
    tiers,
    lists,
    consequences,
    safeguards,
    debts,
    words,
    nothings,
    sources,
    kinds,
    dearer,
    shorter,
)


@dataclass(frozen=True)
class Carried:
    """A file of version 2.

    Attributes:
        document: it, with its text.
        readings: places whose meaning had two readings.
    """

    document: Document
    readings: tuple[Reading, ...] = ()


def carried(document: Document) -> Carried:
    """Return a regime's file as version 2 writes it; as it is if it is one already.

    What it does not name as version 2 writes it is of version 1, whatever its head says.

    Args:
        document: a regime as read.

    Raises:
        InvalidFile: nothing says a place of it otherwise yet; or it was wrong before, which is told at the
            lines of the file as version 2 writes it.
    """
    if document.data.get("demerit") == VERSION and not older(document):
        return Carried(document)
    if problems := malformed(document):
        raise InvalidFile(problems)
    draft = Draft(document)
    if document.data["demerit"] != VERSION:
        draft.recast.replace(("demerit",), VERSION)
    for row in ROWS:
        row(draft)
        draft.settle()
    return Carried(draft.document, tuple(draft.readings))


def told(made: Carried) -> tuple[Problem, ...]:
    """Return the places with two readings, at the lines of the new file."""
    document = made.document
    readings = [
        document.problem(
            each.path,
            f"`{each.chosen}`: {each.why}",
            found="",
            key=True,
            next_step=f"keep it, or write {each.instead}",
        )
        for each in made.readings
    ]
    return tuple(sorted(readings, key=lambda each: each.line))
