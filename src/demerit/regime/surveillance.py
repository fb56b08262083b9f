"""What a file may say of surveillance, monitoring and roll-out."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Date, Flag, OrNone, Part, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Duration, Share


class Surveillance(Part):
    """Powers of watching beyond the sources' ordinary working."""

    realtime_biometric: Flag = False
    """Whether people are identified remotely while they move."""
    geofence_m: OrNone[Annotated[Whole, Field(ge=1)]] = None
    """Distance in metres beyond which an alert is raised."""
    purpose: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """What it is for."""
    authorisation: OrNone[Literal["court", "independent", "operator"]] = None
    """Who must allow it beforehand."""


class Monitoring(Part):
    """How the regime watches itself."""

    stats_published: Flag = False
    """Whether it publishes statistics about itself."""
    bias_audit: OrNone[Duration] = None
    """How often errors by group are examined."""
    impact_assessment: Flag = False
    """Whether effects on rights were assessed beforehand."""
    compensation: Flag = False
    """Whether people are compensated for its errors."""


WATCHED = dict.fromkeys(Monitoring.model_fields, "monitoring")
"""Words of `monitoring`, which a file may declare without it, each with its section."""


class Pilot(Part):
    """Where the regime begins before it is nationwide."""

    share: OrNone[Share] = None
    """Share of regions, chosen by key."""
    cities: OrNone[Annotated[Whole, Field(ge=1)]] = None
    """Number of cities, as a source gives it."""
    begins: Date = Field(alias="from")
    """From when."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (self.cities is None):
            raise Complaint("a pilot has `share` or `cities`", next_step="write exactly one of them")
        return self


class Rollout(Part):
    """When the regime begins where."""

    pilot: OrNone[Pilot] = None
    """Where it begins first."""
    nationwide: Date
    """From when it is everywhere."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.pilot is not None and self.pilot.begins >= self.nationwide:
            raise Complaint(
                "the pilot begins before the nationwide date", at=("pilot", "from"), next_step="mend a date"
            )
        return self
