"""Axes by which a regime's errors may differ, and the contexts of life that it may reach.

A regime knows neither names nor places: regions and groups are numbered and lettered, and nothing else is
accepted (a regime that named real ones could be aimed at them). The categories repeat those of the society on
purpose: rooms on one floor do not know each other, and the scenario compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Axis = Literal["residence", "region", "group", "fifth", "age", "tier", "sex", "size"]

CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "residence": ("urban local", "urban away", "rural local", "rural away", "visitor"),
        "region": tuple(f"region {number:02}" for number in range(1, 65)),
        "group": tuple(f"group {letter}" for letter in "ABCDEFGH"),
        "fifth": ("1", "2", "3", "4", "5"),
        "age": ("0-14", "15-17", "18-24", "25-34", "35-44", "45-59", "60-64", "65+"),
        "tier": ("ordinary", "official", "owner", "visitor"),
        "sex": ("male", "female"),
        "size": ("micro", "small", "medium", "large"),
    }
)

AXES_OF: Mapping[str, tuple[Axis, ...]] = MappingProxyType(
    {
        "person": ("residence", "region", "group", "fifth", "age", "tier", "sex"),
        "organisation": ("region", "size"),
    }
)
"""The axes on which a person or an organisation stands."""

Covers = Literal["people", "households", "places"]
"""What a source's coverage is a share of."""

Context = Literal[
    "association",
    "belief",
    "business",
    "community",
    "consumption",
    "contract",
    "court",
    "employment",
    "family",
    "finance",
    "health",
    "home",
    "housing",
    "internet",
    "marriage",
    "petition",
    "procurement",
    "property",
    "schooling",
    "sexuality",
    "social-assistance",
    "speech",
    "street",
    "traffic",
    "travel",
    "workplace",
]
"""Where in life something belongs; the rights rules ask whether data and consequence share it."""

Entity = Literal["person", "organisation"]
EvidenceStandard = Literal["record", "balance", "clear", "beyond-doubt"]
Channel = Literal["web", "register", "press", "screen", "broadcast", "caller-tone"]
PublishedField = Literal["name", "reason", "amount", "id-number", "photo", "address", "employer"]
FallsOn = Literal["self", "children", "family", "staff"]
