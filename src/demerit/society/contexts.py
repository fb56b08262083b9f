"""Spheres of life that conducts and attempts belong to."""

from __future__ import annotations

from typing import Literal

Context = Literal[
    "finance",
    "contract",
    "street",
    "home",
    "family",
    "workplace",
    "traffic",
    "speech",
    "belief",
    "health",
    "community",
    "business",
    "court",
    "travel",
    "housing",
    "schooling",
    "leisure",
]
"""Spheres of life. A sanction in one for a conduct in another is what the rights rules ask about."""
