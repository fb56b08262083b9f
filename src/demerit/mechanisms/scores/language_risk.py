"""M60: a risk score under `scores`, worked out on dates from anything that conditions can count or measure.

start + the sum of weight x min(is / per, most), with an error in each feature that has `noise`. What a
feature asks is one term of conditions, `records(late within 7 years)` or `tenure`, or a condition, which is 1
or 0.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part, Text, Whole
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language import Bounded
from demerit.quantities import Factor
from demerit.regime.counting import Length
from demerit.regime.given import Measure
from demerit.regime.recurring import Looks

_UNIT = re.compile(r"\s*(\d{1,6})\s+(day|week|month|year)s?\s*")
MOST_FEATURES = 16
MOST_WEIGHT = 1_000_000
MOST_UNITS = 1_000
"""The most units of a feature that may be counted, and the longest `per` in its unit."""


class Feature(Part):
    """One input of a risk score: weight x min(is / per, most)."""

    asked: Measure = Field(alias="is")
    """What it is: one count or length of conditions, such as `records(late within 7 years)` or `tenure`, a
    number such as `age`, or a condition, which is 1 where it holds and else 0."""
    weight: Annotated[Whole, STATED]
    """Points per unit of the feature."""
    noise: OrNone[Factor] = None
    """Standard deviation of the error in the feature, in its units."""
    per: OrNone[Text] = None
    """The unit of a length, such as `1 year`; whole ones count. Required where `is` is a length."""
    most: Annotated[OrNone[Annotated[Whole, Field(ge=1, le=MOST_UNITS)]], STATED] = None
    """How many units count at most."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.per is not None and self.unit is None:
            raise Complaint(
                "this is no unit of a length",
                found=self.per,
                at=("per",),
                allowed=f"whole days, weeks, months or years, up to {MOST_UNITS:,}",
                next_step="write one, such as 1 year, 6 months or 2 weeks",
            )
        return self

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        error = self.noise.most if self.noise is not None else 0
        if abs(self.weight) * max(error, 1) > MOST_WEIGHT:
            raise Complaint(
                "a weight, or its error in points, is too large",
                found=str(self.weight),
                at=("weight",),
                allowed=f"weight and weight x noise up to {MOST_WEIGHT}",
                next_step="lower the weight or the noise",
            )
        return self

    @property
    def unit(self) -> Length | None:
        """Return the unit of a length, if it names one."""
        found = _UNIT.fullmatch(self.per or "")
        if found is None or not 1 <= int(found[1]) <= MOST_UNITS:
            return None
        return Length(int(found[1]), f"{found[2]}s")


class RiskScore(Bounded):
    """A weighted sum of inputs that are measured with noise, worked out anew every so often."""

    kind: Literal["risk-score"]
    """The kind of score."""
    features: Annotated[dict[Name, Feature], Field(min_length=1)]
    """Inputs by name."""
    looked_at: Looks
    """When it is worked out, by a schedule or a length between two dates; in between it stands still."""

    @model_validator(mode="after")
    def _few(self) -> Self:
        if len(self.features) > MOST_FEATURES:
            raise Complaint(
                f"at most {MOST_FEATURES} features work",
                found=str(len(self.features)),
                at=("features",),
                next_step="leave some out, or join conducts",
            )
        return self
