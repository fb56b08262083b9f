"""How people answer a regime: by paying, by losing work and finding it, by letting acts be, by obeying.

Every part but payment may be left out; a society without it has people who do not answer so. All of it is
declared by the society and none by a regime, so that two regimes meet the same people.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from demerit.documents import OrNone, Part
from demerit.mechanisms.deterrence.society import Deterrence, GeneralDeterrence
from demerit.mechanisms.members.society import Consent
from demerit.mechanisms.offers.counts import OfferKind
from demerit.mechanisms.offers.society import Answer
from demerit.mechanisms.redress.society import Payment
from demerit.mechanisms.stops.society import Obeys
from demerit.mechanisms.work.society import Work


class Responses(Part):
    """How people answer a regime."""

    payment: Payment
    work: OrNone[Work] = None
    """Losing work and finding it; none where nobody's job changes."""
    deterrence: OrNone[Deterrence] = None
    """Letting acts be; none where nobody is deterred."""
    general_deterrence: OrNone[GeneralDeterrence] = None
    """Letting acts be for how many others are listed; none where nobody minds."""
    offers: OrNone[Annotated[dict[OfferKind, Answer], Field(min_length=1)]] = None
    """How people answer what a regime offers them, by kind of offer; none where nothing is offered."""
    consent: OrNone[Consent] = None
    """Joining a regime that goes by consent, and leaving it; none where no regime does."""
    obeys: OrNone[Obeys] = None
    """How far people let be what a list forbids (`how: forbidden`); none where no list does."""


__all__ = ["Consent", "Deterrence", "GeneralDeterrence", "Payment", "Responses", "Work"]
