"""M22, M23: what a regime offers people, to take or to leave, as a file writes it.

A course, an examination, a probation: it is open while a condition holds, and whoever takes it passes or
fails after a while. What becomes of that, conditions say (`passed(OFFER within LENGTH)`). How people answer
is the society's to say, never the regime's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint
from demerit.mechanisms.offers.counts import OfferKind
from demerit.quantities import Duration, Money, Share
from demerit.regime.given import MOST_AMOUNT, Condition, Names

OF_PEOPLE = ("chance", "rate", "uptake", "by_fifth")
"""Keys that would say how people answer."""


class InsteadOf(Part):
    """What an offer stands for: who takes it and passes is spared it."""

    record: OrNone[Annotated[Names, Field(min_length=1)]] = None
    """Conducts of which a record does not come, or comes when the offer is failed."""
    entering: OrNone[Name] = None
    """A list that people do not come onto, or come onto when the offer is failed."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.record is None) == (self.entering is None):
            raise Complaint(
                "an offer stands for a record or for entering a list",
                found="neither" if self.record is None else "both",
                allowed="record: [CONDUCT], entering: LIST",
                next_step="keep one of them; a second is an offer of its own",
            )
        return self


class Offer(Part):
    """One thing that people may choose."""

    kind: OfferKind
    """What it is: people answer to each kind as the society's `responses.offers` says."""
    instead_of: OrNone[InsteadOf] = None
    """What it is offered instead of, as that comes; `none` where it stands open."""
    after_mismatch: Names = Field(default_factory=list)
    """Refusals with a `mismatch`: made to whoever one of them takes for somebody else, as they are refused;
    none where it stands open or for something else."""
    open_to: OrNone[Condition] = None
    """Whom it is open to, asked as the step begins; `none` is everybody."""
    costs: OrNone[Money] = None
    """What whoever takes it pays; `none` is nothing."""
    duration: OrNone[Duration] = None
    """How long after taking it somebody has passed or failed; `none` is at once."""
    share_passing: OrNone[Share] = None
    """Share of those who take it that pass; `none` is all."""
    puts_on: OrNone[Name] = None
    """A list that whoever passes it is put on, by its way `by: triggers`."""

    @property
    def spares_records(self) -> tuple[str, ...]:
        """Return the conducts of which a record is spared to who passes it."""
        return tuple(self.instead_of.record or ()) if self.instead_of is not None else ()

    @property
    def spares_entering(self) -> str | None:
        """Return the list that who passes it does not come onto, if there is one."""
        return self.instead_of.entering if self.instead_of is not None else None

    @property
    def stands_open(self) -> bool:
        """Return whether it is made to nobody, and open to whoever may take it."""
        return self.instead_of is None and not self.after_mismatch

    @model_validator(mode="before")
    @classmethod
    def _answers_are_of_people(cls, given: Any) -> Any:
        for key in OF_PEOPLE if isinstance(given, dict) else ():
            if key in given:
                raise Complaint(
                    "how many people take an offer is theirs to choose, and no rule of a regime",
                    found=key,
                    allowed="kind, instead_of, after_mismatch, open_to, costs, duration, share_passing,"
                    " puts_on",
                    next_step="remove it; the society says it under `responses.offers`, by kind",
                    at=(key,),
                    on_key=True,
                )
        return given

    @model_validator(mode="after")
    def _has_one_occasion(self) -> Self:
        if self.instead_of is not None and self.after_mismatch:
            raise Complaint(
                "an offer stands for something, or answers a mismatch, and spares nobody anything then",
                found="instead_of, after_mismatch",
                at=("after_mismatch",),
                on_key=True,
                next_step="keep one of them; a second is an offer of its own",
            )
        return self

    @model_validator(mode="after")
    def _can_be_paid(self) -> Self:
        if self.costs is not None and not (0 <= self.costs.least and self.costs.most <= MOST_AMOUNT):
            raise Complaint(
                "an offer costs nothing or something that can be paid",
                found=str(self.costs),
                allowed=f"0 to {MOST_AMOUNT:,}, the range too",
                next_step="mend the number, or count in a larger currency",
                at=("costs",),
            )
        return self


class OfOffers(Part):
    """What a regime says of what people may choose."""

    offers: dict[Name, Offer] = Field(default_factory=dict)
    """What people may choose, by names."""

    @model_validator(mode="after")
    def _each_is_read(self) -> Self:
        for name, offer in self.offers.items():
            follows = offer.instead_of is not None or offer.puts_on is not None
            if not follows and name not in passed(self) | _setting_off(self):
                raise Complaint(
                    f"nothing follows from {name}: no condition or trigger asks who has passed it",
                    found=name,
                    allowed=f"passed({name} within LENGTH) in a condition, `passes: {name}` of a trigger,"
                    " `instead_of`, `puts_on`",
                    next_step="ask for it in a condition, such as `until` of a way onto a list, or remove it",
                    at=("offers", name),
                    on_key=True,
                )
        return self


def _setting_off(form: Any) -> set[str]:
    """Return the offers that set off a trigger when they are passed."""
    return {trigger.passes for trigger in form.triggers.values() if trigger.passes is not None}


def passed(form: Any) -> set[str]:
    """Return the offers of which some condition of a form asks who has passed them.

    What an offer's own condition asks, such as that it was not passed before, is no consequence of it.
    """
    found = set()
    for path, text, entity in form.conditions():
        if path[0] == "offers":
            continue
        try:
            terms = form.expression(text, entity).terms
        except Complaint:
            return set(form.offers)  # said where conditions are read
        found |= {term.of[0] for term in terms if term.what == "passed"}
    return found


def unknown_conducts(form: Any) -> Iterator[tuple[str, tuple[str | int, ...], bool]]:
    """Yield each conduct that an offer stands for, with its place and that this is no key."""
    for name, offer in form.offers.items():
        for number, conduct in enumerate(offer.spares_records):
            yield conduct, ("offers", name, "instead_of", "record", number), False


def putting(form: Any) -> dict[str, str]:
    """Return the offers that put whoever passes them on a list, by the list."""
    return {offer.puts_on: name for name, offer in form.offers.items() if offer.puts_on is not None}


def spared(form: Any) -> set[str]:
    """Return the lists that an offer may spare people to come onto."""
    return {offer.spares_entering for offer in form.offers.values() if offer.spares_entering is not None}


def offers_of(form: Any) -> dict[str, Offer]:
    """Return what a form of a regime offers."""
    found: dict[str, Offer] = form.offers
    return found


ROWS = ("M22", "M23")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name in form.offers:
        yield "M23", ("offers", name)
