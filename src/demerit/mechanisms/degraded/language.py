"""M38: services that a regime slows, and for whom, as a file writes it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint
from demerit.quantities import Factor
from demerit.regime.given import Condition, ConsequenceForm

ROWS = ("M38",)
SENSELESS = {
    "uptake": "nobody takes up a slower service",
    "public_cost": "what a slower service costs the public is not modelled",
}
"""Keys of other forms that say nothing of a service."""


def _of_list(found: Any) -> Any:
    """Return the condition that a list's name alone stands for; all else as it is."""
    alone = isinstance(found, str) and re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", found)
    return f"listed({found})" if alone else found


Whom = Annotated[Condition, BeforeValidator(_of_list)]
"""Whom something holds for: a list, or a condition."""


class OfConsequence(Part):
    """What a consequence says that slows a service."""

    slow: OrNone[Annotated[list[Name], Field(min_length=1)]] = None
    """The society's services that are slower."""
    to: OrNone[Whom] = None
    """Whom it holds for: a list, or a condition."""
    times: OrNone[Factor] = None
    """What a price is multiplied by, or a service's ordinary quality, above 0 and below 1. Of a slower
    service it decides nothing in a run: weeks are counted, and (1 - times) of each is what is lost."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_of_attempts(cls, given: Any) -> Any:
        if not isinstance(given, dict) or given.get("slow", "none") in (None, "none"):
            return given
        for key, why in SENSELESS.items():
            if given.get(key, "none") not in (None, "none"):
                raise Complaint(
                    f"a consequence that slows a service has no {key}: {why}",
                    found=key,
                    allowed="slow, to, times, and what any consequence says: context, severity, essential",
                    next_step="remove it",
                    at=(key,),
                    on_key=True,
                )
        if (whom := given.get("falls_on", "self")) != "self":
            raise Complaint(
                "a slower service falls on those whom `to` holds for, and on nobody else in this model",
                found=str(whom),
                allowed="self",
                next_step="remove it",
                at=("falls_on",),
            )
        return given

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for key, example in (("to", "`to: LIST` or `to: score < 90`"), ("times", "`times: 0.2, from KEY`")):
            if self.slow is not None and getattr(self, key) is None:
                raise Complaint(
                    f"a consequence that slows a service says `{key}`",
                    found=f"no {key}",
                    allowed="slow, to and times together",
                    next_step=f"add {example}",
                    at=("slow",),
                    on_key=True,
                )
        if (
            self.slow is not None
            and self.times is not None
            and (self.times.least <= 0 or self.times.most >= 1)
        ):
            raise Complaint(
                "a slower service has some of its ordinary quality, and not all of it",
                found=str(self.times),
                allowed="above 0 and below 1",
                next_step="mend the number or its range; what nobody has at all is refused, not slowed",
                at=("times",),
            )
        for number, service in enumerate(self.slow or ()):
            if service in (self.slow or ())[:number]:
                raise Complaint(
                    f"{service} stands here twice",
                    found=service,
                    allowed="each service once",
                    next_step="remove one of the two",
                    at=("slow", number),
                )
        return self


FORMS = (
    ConsequenceForm(
        "slow",
        "M38",
        "slow: [SERVICE]",
        lambda consequence: consequence.slow,
        of="services",
        takes=lambda consequence: True,
        brought_by=lambda regime, consequence: regime.bearing(consequence),
        done="slows services for",
    ),
)
