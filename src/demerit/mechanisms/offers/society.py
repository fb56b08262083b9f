"""M23: how people answer what is offered to them, as a society declares it by kind of offer.

Nearly nothing is known of it: who takes a course that takes points off, who sits an examination and when.
So each number has a wide range, and findings stand beside runs in which all take it and nobody does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Factors, Money, Rate, Share
from demerit.society.limits import complete, top
from demerit.society.traits import FIFTHS

MOST_A_YEAR = 500
"""How often a year somebody may take an offer at most, factors included."""

MOST_COST = 1_000_000_000
"""What it may cost besides at most, in the society's currency."""


class Answer(Part):
    """How people answer offers of one kind."""

    rate: OrNone[Rate] = None
    """How often a year somebody takes it to whom it stands open, for whom the factor is 1."""
    chance: OrNone[Share] = None
    """Share that takes it where it is offered instead of something, of those for whom the factor is 1."""
    unlisted_cost: OrNone[Money] = None
    """What it costs whoever takes one besides what the offer says: the way there, a day without pay."""
    by_fifth: OrNone[Factors] = None
    """Factors of both by income fifth; `none` where all fifths take it alike."""

    @model_validator(mode="after")
    def _of_persons(self) -> Self:
        complete(self.by_fifth, FIFTHS, "by_fifth")
        if self.rate is None and self.chance is None:
            raise Complaint(
                "this does not say how people answer",
                found="neither rate nor chance",
                next_step="add `rate: ... per person-year` for what stands open, `chance` for what is offered"
                " instead of something, or both",
            )
        most = top(self.by_fifth) if self.by_fifth is not None else Decimal(1)
        if self.chance is not None and self.chance.most * most > 1:
            raise Complaint(
                f"chance and factors together come to {self.chance.most * most:,.3g} of all",
                found=str(self.chance),
                allowed="at most 1, the range of both included",
                next_step="lower the chance or the factors",
                at=("chance",),
            )
        cost = self.unlisted_cost
        if cost is not None and not (0 <= cost.least and cost.most <= MOST_COST):
            raise Complaint(
                "what an offer costs besides is nothing or something that can be paid",
                found=str(cost),
                allowed=f"0 to {MOST_COST:,}, the range too",
                next_step="mend the number, or count in a larger currency",
                at=("unlisted_cost",),
            )
        if self.rate is None:
            return self
        if self.rate.subject not in ("person", ""):
            raise Complaint(
                f"this rate is per {self.rate.subject}, and people take offers",
                found=self.rate.unit,
                allowed="per person-year and its like",
                next_step="mend the unit",
                at=("rate",),
            )
        highest = self.rate.most * most
        if highest > MOST_A_YEAR:
            raise Complaint(
                f"rate and factors together come to {highest:,.0f} a year for one person",
                found=str(self.rate),
                allowed=f"at most {MOST_A_YEAR} a year",
                next_step="lower the rate; 50 per person-year is taken within a week by most",
                at=("rate",),
            )
        return self
