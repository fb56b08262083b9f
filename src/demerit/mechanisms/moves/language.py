"""M16: how soon somebody who lives elsewhere than registered is to tell, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import field_validator

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.mechanisms import extension
from demerit.quantities import Duration

ROWS = ("M16",)


class OfConduct(Part):
    """What a conduct may say that is made by a move."""

    deadline: OrNone[Duration] = None
    """How soon after moving somebody is to tell that they live elsewhere than registered; whoever does not
    has done this; `none` where the conduct is not made by a move."""

    @field_validator("deadline")
    @classmethod
    def _some_time(cls, given: Duration | None) -> Duration | None:
        if given is not None and given.least <= 0:
            raise Complaint(
                "nobody can tell of a move before making it",
                found=str(given),
                allowed="longer than 0 days",
                next_step="write a length, such as 30 days",
            )
        return given


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, conduct in form.conducts.items():
        if extension(OfConduct, conduct).deadline is not None:
            yield "M16", ("conducts", name, "deadline")
