"""How often something happens: a duration that is not none, or a calendar would never come to its end."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from demerit.errors import Complaint
from demerit.quantities import Duration


def _dated(every: Duration) -> Duration:
    if every.least < 1:
        raise Complaint(
            f"nothing happens every {every.with_value(every.least)}",
            found=str(every),
            allowed="at least 1 of its unit",
            next_step="write a longer time, or a higher low end of the range",
        )
    return every


Recurring = Annotated[Duration, AfterValidator(_dated)]
"""A duration between two dates, at least one of its unit."""
