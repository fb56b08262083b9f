"""M61: reports of a source that averages income over months, as a file writes them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part, Whole
from demerit.errors import Complaint
from demerit.quantities import Money, Share
from demerit.regime.given import MOST_AMOUNT, Condition
from demerit.regime.recurring import Recurring


class IncomeTest(Part):
    """A match of a benefit that was due by the month with income averaged over months."""

    conduct: Name
    """What a difference is reported as."""
    every: Recurring
    """How often everybody covered is matched."""
    months: Annotated[Whole, Field(ge=1, le=24)]
    """Over how many whole months before the match income is averaged; 1 means true months."""
    over: Literal["all-months", "months-paid"] = "all-months"
    """Against which months the average is set: all of them, or only those in which a benefit was due."""
    applies_if: OrNone[Condition] = Field(default=None, alias="for")
    """Who was on the benefit, by what they are when matched."""
    benefit: Money
    """The benefit of somebody without income, in `CURRENCY per month`."""
    free: Money
    """Income of a month that takes nothing off it."""
    taper: Share
    """What each unit of income beyond that takes off it."""
    least: Money
    """Least difference that is reported, in the currency."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        for name in ("benefit", "free", "least"):
            amount: Money = getattr(self, name)
            if amount.least < 0 or amount.most > MOST_AMOUNT:
                raise Complaint(
                    "an amount is 0 or more" if amount.least < 0 else "this amount is too large",
                    at=(name,),
                    found=str(amount),
                    allowed=f"0..{MOST_AMOUNT:,}",
                    next_step="mend the number, or count in a larger currency",
                )
        return self
