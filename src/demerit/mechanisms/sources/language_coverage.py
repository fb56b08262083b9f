"""M11: how much a source covers, as a file writes it: a share, shares by an axis, or cases by condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import Discriminator, Field, Tag

from demerit.documents import OrNone, Part
from demerit.errors import Complaint
from demerit.regime.by_axis import GivenShares
from demerit.regime.given import Condition

AT = "coverage"


class CoverageCase(Part):
    """How much is covered of those for whom a condition holds as the step begins, and no case before does."""

    condition: OrNone[Condition] = Field(default=None, alias="if")
    """For whom; the last case has none and is for all others."""
    share: GivenShares = Field(alias="is")
    """The share of them, or shares by one axis, or of a name under `values`."""


def _form(found: Any) -> str:
    return "<cases>" if isinstance(found, list) else "<share>"


Coverage = Annotated[
    Annotated[GivenShares, Tag("<share>")]
    | Annotated[list[CoverageCase], Field(min_length=1), Tag("<cases>")],
    Discriminator(_form),
]
"""A share, shares by one axis, a share of a value that has a name, or cases of these."""


class Covered(NamedTuple):
    """A share that a source covers, with its place in the source and for whom it is.

    Attributes:
        at: its place.
        condition: for whom; None for whoever is left.
        share: the share, or shares by one axis.
    """

    at: tuple[str | int, ...]
    condition: Condition | None
    share: Any


def covered(coverage: Any) -> list[Covered]:
    """Return what a source covers of whom, case by case; a share by itself is the only one."""
    if not isinstance(coverage, list):
        return [Covered((AT,), None, coverage)]
    return [Covered((AT, n, "is"), case.condition, case.share) for n, case in enumerate(coverage)]


def wrong_cases(coverage: Any) -> Iterator[Complaint]:
    """Yield a case that nobody can reach, and the lack of one for all others."""
    if not isinstance(coverage, list):
        return
    for place, case in enumerate(coverage):
        last = place == len(coverage) - 1
        if case.condition is None and not last:
            yield Complaint(
                "the cases after this one are never reached",
                at=(AT, place),
                next_step="put the case without `if` last",
            )
        if case.condition is not None and last:
            yield Complaint(
                "it is not said how many are covered for whom none of these conditions holds",
                at=(AT, place),
                next_step="end with a case without `if`, such as `{is: 0}` with its evidence",
            )
