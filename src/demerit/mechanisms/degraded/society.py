"""M38: services that people have, as a society declares them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from demerit.documents import Name, OrNone, Part, Text, Whole
from demerit.documents.deciding import DecidesNothing


class Service(Part):
    """Something that people have all the time and that a regime may slow."""

    title: Annotated[Text, DecidesNothing("readers")]
    """What it is, in plain words."""
    severity: Annotated[Whole, Field(ge=0, le=5)]
    """How hard a slower one is for whoever has it, 0 (none) to 5; a regime may state more for its own."""


class OfCatalogue(Part):
    """What a society says of services."""

    services: OrNone[Annotated[dict[Name, Service], Field(min_length=1)]] = None
    """Services by name; a regime's consequences name them under `slow`."""
