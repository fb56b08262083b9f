"""A society: what a file declares, and nothing that its own numbers contradict or that is too fine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pydantic import model_validator

from demerit.errors import Complaint, Complaints
from demerit.society import bounds, catalogue, declared, margins
from demerit.society.declared import Declared

Check = Callable[[Declared], Iterator[Complaint]]

CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    (("conducts", "propensities", "attempts", "responses"), catalogue.misfits),
    (("conducts", "incomes"), declared.amounts),
    (("represents",), bounds.size),
    (("ages",), margins.age_sums),
    (("ages", "households", "visitors"), margins.splits),
    (("households",), margins.household_sums),
    (("residence",), margins.residence_sums),
    (("residence", "incomes"), margins.income_sums),
    (("residence", "groups"), bounds.names),
    (("represents", "ages", "sexes"), bounds.of_ages),
    (("represents", "households"), bounds.of_households),
    (("represents", "residence"), bounds.of_residence),
    (("represents", "tiers", "groups"), bounds.of_tiers),
    (("represents", "propensities"), bounds.of_kinds),
    (("represents", "visitors"), bounds.of_visitors),
    (("organisations",), bounds.of_organisations),
)
"""What is asked of a society as a whole, each with the parts of the file that it needs."""


def complaints(parts: Declared, sound: Mapping[str, object] | None = None) -> Iterator[Complaint]:
    """Yield every complaint about a society as a whole.

    Args:
        parts: the society; without the parts that are wrong by themselves.
        sound: the parts that it has, by key; all of them if None.
    """
    for needed, check in CHECKS:
        if sound is None or all(key in sound for key in needed):
            yield from check(parts)


class Recipe(Declared):
    """A society: what a file declares, checked."""

    @model_validator(mode="after")
    def _margins(self) -> Recipe:
        if wrong := list(complaints(self)):
            raise Complaints(wrong)
        return self


__all__ = ["Recipe", "complaints"]
