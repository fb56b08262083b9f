"""A regime's file with everything that it says once put where it holds, before its parts are read.

A default of all conducts, the source of a section: for readers these stand once, and the parts of the
language below know only entries that say everything. Every value keeps the line that wrote it.
"""

from __future__ import annotations

from typing import NamedTuple

from demerit.documents import Document
from demerit.documents.remembering import remembered
from demerit.errors import InvalidFile, Problem
from demerit.regime.declaring import lifted
from demerit.regime.defaults import filled
from demerit.regime.lending import lent
from demerit.regime.model import Regime


class _Written(NamedTuple):
    document: Document
    problems: tuple[Problem, ...]


def written_out(document: Document, *, wrong: bool = False) -> Document:
    """Return a document with what it says once put where it holds; as it is if it says nothing once.

    Args:
        document: as read, or written out already.
        wrong: whether to return what could be written out of a wrong one.

    Raises:
        InvalidFile: what it says once is wrong, unless `wrong` is asked for.
    """
    made = _written(document)
    if made.problems and not wrong:
        raise InvalidFile(list(made.problems))
    return made.document


def problems_in(document: Document) -> list[Problem]:
    """Return what is wrong in what a document says once."""
    return list(_written(document).problems)


@remembered(16)
def _written(document: Document) -> _Written:
    found: list[Problem] = []
    for step in (filled, _lifted, _lent):
        document, problems = step(document)
        found += problems
    return _Written(document, tuple(dict.fromkeys(found)))


def _lifted(document: Document) -> tuple[Document, list[Problem]]:
    return lifted(document, Regime)


def _lent(document: Document) -> tuple[Document, list[Problem]]:
    return lent(document, Regime)
