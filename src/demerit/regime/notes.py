"""What a regime's file leaves open and the engine decides, and what of it decides nothing: no errors."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.documents import Document, idle
from demerit.errors import Problem
from demerit.regime.amendments import amended, read_form
from demerit.regime.guarding import AT, OF_LISTINGS, OF_RECORDS
from demerit.regime.model import Regime


def notes(document: Document) -> list[Problem]:
    """Return what the file of a right regime leaves open, each at its line, and what decides nothing.

    Args:
        document: as read; `from_document` accepts it.
    """
    found: dict[tuple[int, int, str], Problem] = {}
    forms = [(form, read_form(form, begins)) for begins, form in amended(document)]
    for form, regime in forms:
        for note in (*_terms(form, regime), *_guards(form, regime)):
            found.setdefault((note.line, note.column, note.where), note)
    return [*(found[place] for place in sorted(found)), *idle(forms)]


def _terms(form: Document, regime: Regime) -> Iterator[Problem]:
    """Yield where a condition enters a list for a term, and is asked again at its end: it is a minimum."""
    for name, rule in regime.lists.items():
        for place, way in enumerate(rule.ways):
            if way.again == "after-spell-ends":
                yield form.problem(
                    ("lists", name, "enter", place, "again"),
                    "this term is a minimum, which every stay lasts at least: at its end the condition is"
                    " asked again, and where it holds the next stay begins at once",
                    key=True,
                    found="",
                    next_step="write `again: after-condition-ends` for one stay each time it comes to hold",
                )


def _guards(form: Document, regime: Regime) -> Iterator[Problem]:
    """Yield where lists take people by a condition and only records have safeguards."""
    name = regime.bundle_of(OF_RECORDS)
    bare = [each for each in regime.lists if regime.guard_of_listing(each) is None]
    by_condition = [each for each in bare if any(way.asks for way in regime.lists[each].ways)]
    given = regime.bundles[name].bundle.given if name else ()
    if regime.bundle_of(OF_LISTINGS) is None and by_condition and given:
        said = ", ".join(key.replace("_", " ") for key in given[:-1])
        said = f"{said} and {given[-1]} of `{name}` act" if said else f"{given[0]} of `{name}` acts"
        yield form.problem(
            (AT, OF_LISTINGS),
            f"`of_listings` is none: {said.replace('human_review', 'human review')} on records only, and a"
            f" condition puts people on {', '.join(by_condition)}; intended?",
            key=True,
            found="",
            next_step="name a bundle of listings by `of_listings` or in the list, or leave it so",
        )
