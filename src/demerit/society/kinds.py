"""How much one person does more than another of the same traits: by a spread, or by kinds of people.

A kind differs in each conduct by a factor of its own: careless people may drive too fast eight times as often
and drink before driving fifteen times. Nobody is counted by kind, and no rule and no source sees one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import model_validator

from demerit.documents import OrNone, Part, Text
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Factor, Factors, Shares
from demerit.society.limits import complete, top, within
from demerit.society.propensities import CLASSES, WIDEST, highest

MOST_OF_A_KIND = 1_000
"""The largest factor of a kind in a conduct: 32 bits hold it in parts of 2^-20."""


class Propensity(Part):
    """How much one person does more than another of the same traits, all their life.

    By a lognormal factor of mean 1, or by kinds of people, of whom each conduct says how they differ in it.
    Of what kind somebody is, no rule and no source can see.
    """

    title: Annotated[Text, DecidesNothing("readers")]
    """What it stands for."""
    spread: OrNone[Factor] = None
    """Standard deviation of the factor's logarithm; or `kinds` instead."""
    kinds: OrNone[Shares] = None
    """Shares of kinds of people, by names of one's own, to a 4,096th; or `spread` instead."""

    @model_validator(mode="after")
    def _bounded(self) -> Propensity:
        if (self.spread is None) == (self.kinds is None):
            raise Complaint(
                "people differ by a `spread` or by `kinds`",
                found="neither" if self.spread is None else "both",
                allowed="one of the two",
                next_step="give one, such as `kinds: {values: {careful: 0.8, careless: 0.2}, assumed: 0.2}`",
                at=() if self.spread is None else ("kinds",),
                on_key=True,
            )
        if self.kinds is not None and self.kinds.keys is None:
            raise Complaint(
                "kinds have names",
                found=str(len(self.kinds)),
                allowed="a share for each name",
                next_step="write `values: {careful: 0.8, careless: 0.2}`",
                at=("kinds", "values"),
            )
        self._large_enough()
        said = f"a propensity spreads by at most {WIDEST}"
        within(self, "spread", f"0..{WIDEST}", said, "lower it, or its range")
        return self

    def _large_enough(self) -> None:
        """Refuse a kind of whom there may be nobody, because shares are rounded to a 4,096th."""
        if self.kinds is None:
            return
        for name, share in self.kinds.as_dict().items():
            if 0 < share / (1 + (self.kinds.spread or 0)) * CLASSES < 1:
                raise Complaint(
                    "a kind of so few people may be nobody",
                    found=str(share),
                    allowed=f"0, or 1/{CLASSES:,} and more in every draw",
                    next_step="leave the kind out, or raise its share",
                    at=("kinds", "values", name),
                )

    def top(self) -> Decimal:
        """Return the largest factor that anybody has in any draw, but for what conducts say of its kinds."""
        return Decimal(1) if self.spread is None else highest(self.spread.most)


def wrong_kinds(
    propensity: Propensity | None, by_kind: Factors | None, at: tuple[str | int, ...]
) -> Iterator[Complaint]:
    """Yield a complaint if a conduct's factors are not those of the kinds that its propensity has.

    Args:
        propensity: the one that the conduct names.
        by_kind: the conduct's factors.
        at: where the conduct stands.
    """
    kinds = propensity.kinds if propensity is not None else None
    if kinds is None:
        if by_kind is not None:
            yield Complaint(
                "no propensity of this conduct has kinds",
                found=", ".join(by_kind.names),
                allowed="none",
                next_step="name a `propensity` that has `kinds`, or remove it",
                at=(*at, "by_kind"),
                on_key=True,
            )
    elif by_kind is None:
        yield Complaint(
            "nothing says how the kinds of this propensity differ in this conduct",
            allowed=", ".join(kinds.names),
            next_step="add `by_kind` with a factor for each of them",
            at=(*at, "propensity"),
        )
    else:
        yield from _wrong_factors(kinds, by_kind, at)


def _wrong_factors(kinds: Shares, by_kind: Factors, at: tuple[str | int, ...]) -> Iterator[Complaint]:
    try:
        complete(by_kind, kinds.names, "by_kind")
    except Complaint as wrong:
        wrong.at = (*at, *wrong.at)
        yield wrong
    if (most := top(by_kind)) > MOST_OF_A_KIND:
        yield Complaint(
            f"a kind of people could do this {most:,.0f} times as often as others",
            found=str(most),
            allowed=f"at most {MOST_OF_A_KIND:,}",
            next_step="lower the factors, and raise the rate",
            at=(*at, "by_kind", "values"),
        )
