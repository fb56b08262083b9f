"""M16: conduct that a move makes, and who tells of it in time, as a society declares it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import model_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Rate, Share

SENSELESS = (
    *("rate", "ceiling", "propensity", "jobless", "unable"),
    *("by_age", "by_sex", "by_tier", "by_fifth", "by_residence", "by_size", "by_kind"),
)
"""Keys of a conduct that say nothing of one that a move makes."""
DERIVED = {"rate": "0 per person-year", "ceiling": 1}
"""What a conduct has under some of them all the same, so that what is written of it reads back."""


class OfConduct(Part):
    """What a conduct says whose acts are nobody's choice but follow from a move."""

    made_by: OrNone[Literal["move"]] = None
    """What makes its acts: `move`, by people who come to live elsewhere than registered and do not tell
    before the regime's `deadline`; it then has no rate and no ceiling; `none` for acts by choice."""
    tells: OrNone[Share] = None
    """Share of moves that are told in time; with `made_by: move` alone."""

    @model_validator(mode="before")
    @classmethod
    def _without_rate(cls, given: Any) -> Any:
        if not isinstance(given, dict) or given.get("made_by") != "move":
            return given
        for key in SENSELESS:
            if given.get(key, "none") not in ("none", DERIVED.get(key)):
                raise Complaint(
                    f"acts that a move makes have no {key}",
                    found=key,
                    next_step="remove it: who does them, and how often, follows from moves and from `tells`",
                    at=(key,),
                    on_key=True,
                )
        if given.get("by", "person") != "person":
            raise Complaint(
                "acts that a move makes are by persons: organisations do not move in this model",
                found=str(given["by"]),
                allowed="person",
                next_step="remove it",
                at=("by",),
            )
        return {**given, "rate": Rate(Decimal(0), "per person-year", reference=""), "ceiling": 1}

    @model_validator(mode="after")
    def _tells_of_a_move(self) -> Self:
        if (self.made_by is None) != (self.tells is None):
            raise Complaint(
                "a conduct made by a move says who tells in time, and no other does",
                found="no tells" if self.tells is None else "tells",
                next_step="write both `made_by: move` and `tells: SHARE`, or neither",
                at=("tells",) if self.tells is not None else ("made_by",),
            )
        return self
