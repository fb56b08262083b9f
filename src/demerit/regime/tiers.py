"""Rules that differ by tier: what points lost are multiplied by for officials or owners.

Apart from conducts, because a multiplier of a tier is a rule about people and not about what they did.
Which lists, refusals and favours are for which tier, conditions say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import model_validator

from demerit.documents import Part
from demerit.documents.stating import STATED
from demerit.errors import Complaint, nearest_name
from demerit.quantities import Factor
from demerit.regime.axes import CATEGORIES

MOST = 100
"""Largest factor that points lost may be multiplied by."""


class TierRule(Part):
    """What is different for the people of one tier."""

    deductions: Annotated[Factor, STATED]
    """What points lost are multiplied by; the product is rounded to whole points, halves away from zero."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        highest = self.deductions.most
        if highest > MOST:
            raise Complaint(
                f"points lost are multiplied by at most {MOST}",
                at=("deductions",),
                found=str(highest),
                next_step="lower the factor or its range",
            )
        return self


def tier_complaints(tiers: Mapping[str, TierRule] | None, ledger: bool) -> Iterator[Complaint]:
    """Yield what is wrong with the rules by tier.

    Args:
        tiers: as the regime declares them.
        ledger: whether the regime keeps a ledger.
    """
    if tiers is None:
        return
    if not ledger:
        yield Complaint(
            "points lost are multiplied only in a ledger",
            at=("tiers",),
            on_key=True,
            next_step="remove this, or declare `score: {kind: ledger, ...}`",
        )
    for name in tiers:
        if name not in CATEGORIES["tier"]:
            yield Complaint(
                f"there is no tier {name!r}",
                found=name,
                at=("tiers", name),
                on_key=True,
                allowed=", ".join(CATEGORIES["tier"]),
                nearest=nearest_name(name, CATEGORIES["tier"]),
                next_step="mend the name",
            )
