"""One identifier for everything: how often it finds nobody or the wrong person, and what asks for it.

A regime that joins registers by an identifier joins them with errors of its own, apart from those of the
sources: a source may see rightly, and the record still stand on somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Share


class Linkage(Part):
    """How reports are joined to people, and which attempts ask for the identifier."""

    missed: OrNone[Share] = None
    """Share of reported acts for which nobody is found, so that no record is made."""
    wrong_person: OrNone[Share] = None
    """Share of reported acts that are put on somebody else of the district."""
    gates: list[Name] = Field(default_factory=list)
    """The society's kinds of attempt that cannot be made without the identifier."""

    @model_validator(mode="after")
    def _one_fate_each(self) -> Self:
        highest = sum(each.most for each in (self.missed, self.wrong_person) if each is not None)
        if highest > 1:
            raise Complaint(
                f"{highest} of the reported acts would be missed or put on a wrong person in some draw",
                at=("wrong_person",),
                allowed="at most 1 together",
                next_step="lower one of the two, or its range",
            )
        return self


ROWS = ("M01",)


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    if form.linkage is not None:
        yield "M01", ("linkage",)
