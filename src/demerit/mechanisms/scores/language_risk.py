"""M60: a risk score under `scores`, worked out on dates from anything that conditions can count or measure.

start + the sum of weight x min(is / per, most), with an error in each feature that has `noise`. What a
feature asks is one term of conditions, `records(late within 7 years)` or `tenure`, or a condition, which is 1
or 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Text, Whole
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language import AnyRisk, Input, Weighed, Worse
from demerit.regime.counting import Length
from demerit.regime.given import Measure
from demerit.regime.recurring import Looks

_UNIT = re.compile(r"\s*(\d{1,6})\s+(day|week|month|year)s?\s*")
MOST_UNITS = 1_000
"""The most units of a feature that may be counted, and the longest `per` in its unit."""


class NamedFeature(Weighed):
    """One input of a risk score: weight x min(is / per, most)."""

    asked: Measure = Field(alias="is")
    """What it is: one count or length of conditions, such as `records(late within 7 years)` or `tenure`, a
    number such as `age`, or a condition, which is 1 where it holds and else 0."""
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

    @property
    def unit(self) -> Length | None:
        """Return the unit of a length, if it names one."""
        found = _UNIT.fullmatch(self.per or "")
        if found is None or not 1 <= int(found[1]) <= MOST_UNITS:
            return None
        return Length(int(found[1]), f"{found[2]}s")


class NamedRisk(AnyRisk):
    """A risk score under `scores`."""

    kind: Literal["risk-score"]
    """The kind of score."""
    features: Annotated[dict[Name, NamedFeature], Field(min_length=1)]
    """Inputs by name."""
    looked_at: Looks
    """When it is worked out, by a schedule or a length between two dates; in between it stands still."""
    worse: OrNone[Worse] = None
    """Which way is worse for people, `lower` or `higher`; required."""

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Return its inputs by name."""
        return {
            name: Input(each.asked, each.weight, each.noise, each.unit, each.most)
            for name, each in self.features.items()
        }

    @property
    def looks(self) -> Looks:
        """Return when it is worked out."""
        return self.looked_at

    @property
    def said_worse(self) -> Worse | None:
        """Which way is worse."""
        return self.worse
