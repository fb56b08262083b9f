"""How far people let acts be, as a society declares it."""

from __future__ import annotations

from dataclasses import replace

from pydantic import model_validator

from demerit.documents import Part
from demerit.errors import Complaint
from demerit.quantities import Duration, Share


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
