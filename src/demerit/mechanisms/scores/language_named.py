"""The scores of a regime: up to four, by name, each of one of four kinds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from demerit.mechanisms.scores.language import Ledger, RollingMean
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_share import ShareScore

Score = Annotated[Ledger | RollingMean | ShareScore | RiskScore, Field(discriminator="kind")]
"""A score of any kind, told by `kind`, so that each has exactly its own keys."""
MOST_SCORES = 4
"""How many scores a regime may keep."""
