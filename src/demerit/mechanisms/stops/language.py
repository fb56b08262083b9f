"""M22: what whoever is on a list cannot do, or may not, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint
from demerit.mechanisms import extension
from demerit.regime.given import Grade0to5

How = Literal["barred", "forbidden"]


class Stops(Part):
    """Acts and attempts that whoever is on a list is kept from."""

    acts: list[Name] = Field(default_factory=list)
    """Conducts of the society that do not happen."""
    attempts: list[Name] = Field(default_factory=list)
    """The society's kinds of attempt that are not made."""
    how: How
    """`barred`: nobody on the list can; `forbidden`: people obey at the society's `responses.obeys`."""

    @model_validator(mode="after")
    def _something_once(self) -> Self:
        if not self.acts and not self.attempts:
            raise Complaint(
                "this stops nothing",
                found="neither acts nor attempts",
                next_step="add `acts: [CONDUCT]` or `attempts: [KIND]`, or remove `stops`",
            )
        for key in ("acts", "attempts"):
            names: list[str] = getattr(self, key)
            for number, name in enumerate(names):
                if name in names[:number]:
                    raise Complaint(
                        f"{name} stands here twice",
                        found=name,
                        allowed="each name once",
                        next_step="remove one of the two",
                        at=(key, number),
                    )
        return self


class OfList(Part):
    """What a list says of what it keeps people from."""

    stops: OrNone[Stops] = None
    """Acts and attempts that whoever is on it is kept from; `none` where it keeps them from nothing."""
    severity: OrNone[Grade0to5] = None
    """How hard being published, or kept from acts, is, 0 to 5; `none` is 0. Of attempts that it stops, and of
    refusals, the higher of this and the society's counts."""

    @model_validator(mode="after")
    def _hard_for_something(self) -> Self:
        published = getattr(self, "publish", None) is not None
        if self.severity is not None and self.stops is None and not published:
            raise Complaint(
                "this list neither publishes nor stops anything, so nothing in it is hard for anybody",
                found=f"severity {self.severity}",
                next_step="remove it; how hard a refusal is stands with the consequence",
                at=("severity",),
                on_key=True,
            )
        return self


def stopping(form: Any) -> Iterator[tuple[str, Stops]]:
    """Yield the lists of a form of a regime that stop something, with what."""
    for name, rule in form.lists.items():
        if (stops := extension(OfList, rule).stops) is not None:
            yield name, stops


def severity_of(rule: Any, society: Any) -> int:
    """Return how hard a list is by itself, 0 to 5: by its own word, or that of an attempt that it stops.

    Args:
        rule: the list.
        society: who says how hard its attempts are to be without, or None.
    """
    own = extension(OfList, rule)
    kinds = society.attempts if society is not None else {}
    stopped = own.stops.attempts if own.stops is not None else []
    return max(own.severity or 0, *(int(kinds[name].severity) for name in stopped if name in kinds), 0)


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, _ in stopping(form):
        yield "M22", ("lists", name, "stops")
