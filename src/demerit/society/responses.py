"""How people answer a regime: by paying, by losing work and finding it, by letting acts be.

Every part but payment may be left out; a society without it has people who do not answer so. All of it is
declared by the society and none by a regime, so that two regimes meet the same people.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pydantic import model_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Duration, Factor, Rate, Share

MOST_A_YEAR = 52
"""How often a year somebody may lose or find a job at most, with every factor: once a week."""


class Payment(Part):
    """How quickly people perform a judgment or pay what they owe."""

    able: Rate
    """Of those who can, before any list."""
    unable: Rate
    """Of those who could not when they defaulted."""
    listed: Factor
    """What being listed multiplies both rates by."""


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


class Deterrence(Part):
    """How far people let harmful acts be that they think will be recorded."""

    effect: Share
    """Share of acts not done at a perceived risk of 1."""
    announced: Share
    """Perceived risk when a rule begins to count something new."""
    own: Share
    """Share of the rest that a record of one's own adds to the perceived risk."""
    near: Share
    """The same for a record of somebody in the household or an acquaintance."""
    half_life: Duration
    """How long until a perceived risk has halved, where nothing renews it."""

    @model_validator(mode="after")
    def _lasting(self) -> Deterrence:
        half_life = self.half_life
        if replace(half_life, value=half_life.least).days < 1:
            raise Complaint(
                "what is forgotten within a day deters nobody",
                found=str(half_life),
                allowed="at least 1 day",
                next_step="raise it, or write `deterrence: none`",
                at=("half_life",),
            )
        return self


class GeneralDeterrence(Part):
    """How far people let harmful acts be for seeing how many others are listed."""

    effect: Share
    """Share of acts not done where all of a district are listed; where a tenth is, a tenth of it."""


class Responses(Part):
    """How people answer a regime."""

    payment: Payment
    work: OrNone[Work] = None
    """Losing work and finding it; none where nobody's job changes."""
    deterrence: OrNone[Deterrence] = None
    """Letting acts be; none where nobody is deterred."""
    general_deterrence: OrNone[GeneralDeterrence] = None
    """Letting acts be for how many others are listed; none where nobody minds."""


__all__ = ["Deterrence", "GeneralDeterrence", "Payment", "Responses", "Work"]
