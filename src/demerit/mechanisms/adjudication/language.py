"""Who rules on sightings, a machine or officials, how well, and whether inability is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.documents.stating import MEASURED
from demerit.errors import Complaint
from demerit.quantities import Duration, Share


class Discretion(Part):
    """How far an official decides by who somebody is."""

    by: Literal["tie", "tier"]
    """By acquaintance, or by rank."""
    strength: Share
    """Share of true sightings that are let off for it."""


class Ruling(Part):
    """How somebody rules on sightings."""

    upholds_true: Share
    """Chance that a true sighting becomes a record."""
    upholds_false: Share
    """Chance that a false sighting becomes a record."""
    discretion: OrNone[Discretion] = None
    """How far who somebody is decides."""


class AbilityTest(Part):
    """Whether the regime asks, before it records, if somebody could have done what they did not."""

    conducts: Annotated[list[Name], Field(min_length=1)] = Field(alias="for")
    """The conducts that it asks about."""
    finds_able_if_able: Share
    """Chance that a person who can is found able."""
    finds_able_if_unable: Share
    """Chance that a person who cannot is found able."""


class Adjudication(Part):
    """Who rules on sightings, and how well."""

    automated: OrNone[Share] = None
    """Share of sightings that a machine rules on alone."""
    machine: OrNone[Ruling] = None
    """How the machine rules."""
    official: Ruling
    """How officials rule."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time from sighting to ruling."""
    ability_test: OrNone[AbilityTest] = None
    """Whether inability is asked about."""

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.automated is None) != (self.machine is None):
            key = "automated" if self.machine is None else "machine"
            other = "machine" if self.machine is None else "automated"
            raise Complaint(
                f"`{key}` stands without `{other}`", at=(key,), on_key=True, next_step=f"add `{other}:`"
            )
        if self.machine is not None and self.machine.discretion is not None:
            raise Complaint(
                "a machine has no discretion",
                at=("machine", "discretion"),
                on_key=True,
                next_step="remove it, or give it to `official`",
            )
        return self


ROWS = ("M21", "M24")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    ruling = form.adjudication
    if ruling is None:
        return
    if ruling.automated is not None:
        yield "M21", ("adjudication", "automated")
    for who in ("machine", "official"):
        by = getattr(ruling, who)
        if by is not None and by.discretion is not None:
            yield "M21", ("adjudication", who, "discretion")
    if ruling.ability_test is not None:
        yield "M24", ("adjudication", "ability_test")
