"""M01, lowered: the errors of the identifier, and which attempts ask for it."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from demerit.scenario import spans
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import chance_of


class Linking(NamedTuple):
    """How reports are joined to people."""

    missed: Annotated[Ints, "E"]  # Q53, chance that a reported act finds nobody
    wrong: Annotated[Ints, "E"]  # Q53, ... that it is put on somebody else
    gated: Annotated[Rows, "E, A"]  # 1 where the attempt asks for the identifier (M01)

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the errors of the identifier in each span, and the attempts that ask for it."""
        links = [regime.linkage for regime in draw.forms]
        return cls(
            missed=spans.each(links, lambda it: chance_of(it.missed)),
            wrong=spans.each(links, lambda it: chance_of(it.wrong_person)),
            gated=spans.table(links, draw.names.domains, lambda it, domain: domain in it.gates),
        )
