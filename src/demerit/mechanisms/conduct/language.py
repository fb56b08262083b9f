"""M10: what the regime makes of a conduct of the society."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from demerit.documents import Date, Name, OrNone, Part, ReferenceKey, Text
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms import extended
from demerit.regime.axes import EvidenceStandard
from demerit.regime.given import GivenPoints, Grade0to5
from demerit.regime.lives import Counts
from demerit.regime.rule_text import RuleText

if TYPE_CHECKING:
    Extended = Part
else:
    Extended = extended("language", "OfConduct", Part)


def _shape(found: Any) -> str:
    return "by score" if isinstance(found, Mapping) else "points"


Points = Annotated[
    Annotated[GivenPoints, Tag("points")] | Annotated[dict[Name, GivenPoints], Tag("by score")],
    Discriminator(_shape),
]
"""Points of one record: a whole number, or one for each score by name."""


class Conduct(Extended):
    """What the regime makes of one conduct of the society's catalogue."""

    points: Annotated[Points, STATED] = 0
    """Points gained (+) or lost (-) per record; with several scores those of each by its name."""
    counts: Counts = None
    """How long a record counts from when it begins to, or from its act (`3 years from act`); or `ever`.
    Required where a score under `scores` reads it."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("lint")] = None
    """The rule that the conduct breaks or fulfils."""
    evidence_standard: Annotated[OrNone[EvidenceStandard], DecidesNothing("lint")] = None
    """How sure somebody must be before it counts."""
    since: OrNone[Date] = None
    """From which day on acts count: of those before it sources report nothing. A day before the rule's entry
    into force means retroactive."""
    discretionary: Annotated[OrNone[tuple[GivenPoints, GivenPoints]], STATED] = None
    """Lowest and highest points that an official may give instead."""
    gravity: Annotated[OrNone[Grade0to5], DecidesNothing("lint", "the society's own gravity counts")] = None
    """How grave the regime claims it is, 0 to 5; the society's own gravity is shown beside."""
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    declared: Annotated[None, declaring("legal_basis")] = None
    """Words about it that decide nothing."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where the rule was read."""

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.discretionary is not None and self.discretionary[0] >= self.discretionary[1]:
            raise Complaint(
                "this range of points is empty", at=("discretionary",), next_step="write [lowest, highest]"
            )
        return self


ROWS = ("M10", "M21")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, conduct in form.conducts.items():
        yield "M10", ("conducts", name)
        if conduct.discretionary is not None:
            yield "M21", ("conducts", name, "discretionary")
