"""What a regime may not say of its offers, lists and refusals together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.errors import Complaint
from demerit.regime.naming import unknown


def complaints(form: Any) -> Iterator[Complaint]:
    """Yield lists and refusals that an offer names and that the regime has not, or cannot have for it."""
    for name, offer in form.offers.items():
        yield from _refusals(form, name, offer)
        spared, at = offer.spares_entering, ("offers", name, "instead_of", "entering")
        for listed, place in ((spared, at), (offer.puts_on, ("offers", name, "puts_on"))):
            if listed is not None and listed not in form.lists:
                yield unknown("list", listed, form.lists, place, False)
            elif listed is not None and form.lists[listed].entity != "person":
                yield Complaint(
                    f"offers are people's, and {listed} is a list of organisations",
                    found=listed,
                    at=place,
                    next_step="name a list of persons",
                )
        if spared in form.lists and all(way.by == "spillover" for way in form.lists[spared].ways):
            yield Complaint(
                f"people come onto {spared} by a tie alone, and no offer spares them that",
                found=spared,
                at=at,
                next_step="name a list that a record, a condition or a trigger puts people on",
            )
        if spared is not None and spared == offer.puts_on:
            yield Complaint(
                f"{spared} is a list that it both spares people and puts them on",
                found=spared,
                at=("offers", name, "puts_on"),
                next_step="remove one of them",
            )


def _refusals(form: Any, name: str, offer: Any) -> Iterator[Complaint]:
    """Yield refusals that an offer follows and that take nobody, or no persons, for somebody else."""
    for number, refusal in enumerate(offer.after_mismatch):
        at = ("offers", name, "after_mismatch", number)
        consequence = form.consequences.get(refusal)
        if consequence is None:
            yield unknown("consequence", refusal, form.consequences, at, False)
        elif consequence.mismatch is None:
            yield Complaint(
                f"{refusal} takes nobody for somebody else",
                found=refusal,
                at=at,
                next_step=f"add `mismatch: 1 %, from KEY` to {refusal}, or name a refusal that has one",
            )
        elif form.entity_of(consequence) != "person":
            yield Complaint(
                f"offers are people's, and {refusal} is of organisations",
                found=refusal,
                at=at,
                next_step="name a refusal of persons",
            )
