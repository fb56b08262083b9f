"""M16: conduct that a move makes, and who tells of it in time, as a society declares it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import model_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Rate, Share


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
        for key in ("rate", "ceiling"):
            if key in given:
                raise Complaint(
                    f"acts that a move makes have no {key}",
                    found=key,
                    next_step="remove it: how many they are follows from the moves and from `tells`",
                    at=(key,),
                    on_key=True,
                )
        return {**given, "rate": Rate(Decimal(0), "per person-year", "", None, ""), "ceiling": 1}

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
