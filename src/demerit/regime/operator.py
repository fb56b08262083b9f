"""Who runs a regime."""

from __future__ import annotations

from typing import Annotated, Literal

from demerit.documents import Flag, OrNone, Part, Text
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring


class Operator(Part):
    """Who runs the regime."""

    kind: Annotated[
        OrNone[Literal["court", "agency", "ministry", "company", "school", "community"]],
        DecidesNothing("readers"),
    ] = None
    """What kind of body it is."""
    ai: Flag = False
    """Whether an AI system evaluates or classifies people."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The law that it rests on."""
    keeps_penalties: Flag = False
    """Whether it keeps the money it takes."""
    declared: Annotated[None, declaring("legal_basis")] = None
    """Words about it that decide nothing."""
