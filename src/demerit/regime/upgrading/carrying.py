"""The rows of what becomes of what, one after another; what each leaves is read by the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demerit.documents import Document, edited
from demerit.errors import Problem
from demerit.regime.upgrading.consequences import consequences
from demerit.regime.upgrading.dearer import dearer
from demerit.regime.upgrading.debts import debts
from demerit.regime.upgrading.draft import Draft, Reading, Waiting
from demerit.regime.upgrading.kinds import kinds
from demerit.regime.upgrading.lists import lists
from demerit.regime.upgrading.older import VERSION, older
from demerit.regime.upgrading.recovery import recovery
from demerit.regime.upgrading.safeguards import safeguards
from demerit.regime.upgrading.scores import scores
from demerit.regime.upgrading.shorter import shorter
from demerit.regime.upgrading.sources import sources
from demerit.regime.upgrading.tiers import tiers
from demerit.regime.upgrading.words import nothings, words

ROWS: tuple[Callable[[Draft], None], ...] = (
    kinds,
    recovery,
    scores,
    tiers,
    lists,
    consequences,
    dearer,
    safeguards,
    debts,
    words,
    nothings,
    sources,
    shorter,
)


@dataclass(frozen=True)
class Carried:
    """A file of version 2.

    Attributes:
        document: it, with its text.
        readings: places whose meaning had two readings.
        waiting: places that stay as version 1 writes them.
    """

    document: Document
    readings: tuple[Reading, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def as_version_1(document: Document) -> Document:
    """Return a file headed as version 1 if it says something in its way; else as it is.

    Args:
        document: a regime as read.
    """
    if document.data.get("demerit") == VERSION and older(document):
        return edited(document, ("demerit",), VERSION - 1)
    return document


def carried(document: Document) -> Carried:
    """Return a regime's file as version 2 writes it; as it is if it is one already.

    Args:
        document: a regime that loads, headed as version 1 if it says anything in its way.
    """
    document = as_version_1(document)
    if document.data["demerit"] == VERSION:
        return Carried(document)
    draft = Draft(document)
    draft.recast.replace(("demerit",), VERSION)
    for row in ROWS:
        row(draft)
        draft.settle()
    return Carried(draft.document, tuple(draft.readings), tuple(draft.waiting))


def told(made: Carried) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the places with two readings, and those that stay, at the lines of the new file."""
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
    waiting = [
        document.problem(
            each.path, f"this stays as version 1 writes it: {each.why}", found="", key=True, next_step=""
        )
        for each in made.waiting
    ]
    return (
        tuple(sorted(readings, key=lambda each: each.line)),
        tuple(sorted(waiting, key=lambda each: each.line)),
    )
