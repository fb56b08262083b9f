"""M23: how people answer what is offered to them, as a society declares it by kind of offer.

Nearly nothing is known of it: who takes a course that takes points off, who sits an examination and when.
So each number has a wide range, and findings stand beside runs in which all take it and nobody does.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Factors, Rate
from demerit.society.limits import complete, top
from demerit.society.traits import FIFTHS

MOST_A_YEAR = 500
"""How often a year somebody may take an offer at most, factors included."""


class Answer(Part):
    """How people answer offers of one kind."""

    rate: Rate
    """How often a year somebody takes it to whom it is open, for whom the factor is 1."""
    by_fifth: OrNone[Factors] = None
    """Factors of that by income fifth; `none` where all fifths take it alike."""

    @model_validator(mode="after")
    def _of_persons(self) -> Self:
        complete(self.by_fifth, FIFTHS, "by_fifth")
        if self.rate.subject not in ("person", ""):
            raise Complaint(
                f"this rate is per {self.rate.subject}, and people take offers",
                found=self.rate.unit,
                allowed="per person-year and its like",
                next_step="mend the unit",
                at=("rate",),
            )
        highest = self.rate.most * (top(self.by_fifth) if self.by_fifth is not None else 1)
        if highest > MOST_A_YEAR:
            raise Complaint(
                f"rate and factors together come to {highest:,.0f} a year for one person",
                found=str(self.rate),
                allowed=f"at most {MOST_A_YEAR} a year",
                next_step="lower the rate; 50 per person-year is taken within a week by most",
                at=("rate",),
            )
        return self
