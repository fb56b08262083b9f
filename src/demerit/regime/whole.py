"""All that `check` says of a regime as a whole: what can never be, conflicts, amendments without effect."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from demerit.documents import Document
from demerit.errors import Problem
from demerit.regime.amendments import amended, read_form
from demerit.regime.conflicts import conflicts
from demerit.regime.fewest import fewest
from demerit.regime.leaving import unused_exits
from demerit.regime.never import remarks
from demerit.regime.reaching import reached
from demerit.regime.unchanged import unchanged
from demerit.regime.unreached import unreached


def never_is(document: Document) -> list[Problem]:
    """Return what of a right regime can never be or contradicts itself, each at its line.

    First lists, grades and conditions that nobody reaches, then conditions and parts of them that decide
    nothing, rules that say different things of the same people, and what amendments write that stood already.

    Args:
        document: as read; `loading.from_document` accepts it.
    """
    forms = [(form, read_form(form, begins)) for begins, form in amended(document)]
    found: dict[tuple[int, int, str], Problem] = {}
    never = chain(unreached(forms), unused_exits(forms), remarks(forms))
    for each in chain(never, conflicts(forms), unchanged(document, forms)):
        found.setdefault((each.line, each.column, each.message), each)
    return list(found.values())


def fewest_records(document: Document) -> Mapping[str, str]:
    """Return for each list that somebody can be on how few records put them there, in words.

    Args:
        document: as read; `loading.from_document` accepts it.
    """
    forms = [read_form(form, begins) for begins, form in amended(document)]
    return fewest(forms, reached(forms))
