"""Losing a job and finding one, as a society declares it."""

from __future__ import annotations

from decimal import Decimal

from pydantic import model_validator

from demerit.documents import Part
from demerit.errors import Complaint
from demerit.quantities import Duration, Factor, Rate

MOST_A_YEAR = 52
"""How often a year somebody may lose or find a job at most, with every factor: once a week."""


class Work(Part):
    """How people who have a place of work lose the job and find one again."""

    lost: Rate
    """Job losses of somebody who works for an organisation, before any list."""
    found: Rate
    """How soon somebody without the job works again, before any list."""
    lost_if_listed: Factor
    """What standing on a published list, and its being remembered, multiplies `lost` by."""
    found_if_listed: Factor
    """The same for `found`."""
    lost_if_employer_listed: Factor
    """What working for a listed organisation multiplies `lost` by."""
    remembered: Duration
    """How long somebody who came off a published list is still known for it."""

    @model_validator(mode="after")
    def _bounded(self) -> Work:
        for key in ("lost", "found"):
            rate: Rate = getattr(self, key)
            if rate.subject not in ("person", ""):
                raise Complaint(
                    f"this rate is per {rate.subject}, but jobs are persons'",
                    found=rate.unit,
                    allowed="per person-year and its like",
                    next_step="mend the unit",
                    at=(key,),
                )
        tops = {
            "lost": max(self.lost_if_listed.most, Decimal(1))
            * max(self.lost_if_employer_listed.most, Decimal(1)),
            "found": max(self.found_if_listed.most, Decimal(1)),
        }
        for key, factor in tops.items():
            top = getattr(self, key).most * factor
            if top > MOST_A_YEAR:
                raise Complaint(
                    f"with its factors this could reach {top:.0f} a year",
                    found=str(getattr(self, key)),
                    allowed=f"at most {MOST_A_YEAR} a year, once a week",
                    next_step="lower it, or its factors",
                    at=(key,),
                )
        return self
