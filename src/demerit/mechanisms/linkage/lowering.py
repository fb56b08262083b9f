"""M01, lowered: the errors of the identifier, and which attempts ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Rows
from demerit.scenario.names import Names
from demerit.scenario.numbers import chance_of, ints


class Linking(NamedTuple):
    """How reports are joined to people."""

    missed: Annotated[Ints, "E"]  # Q53, chance that a reported act finds nobody
    wrong: Annotated[Ints, "E"]  # Q53, ... that it is put on somebody else
    gated: Annotated[Rows, "E, A"]  # 1 where the attempt asks for the identifier (M01)


def linking(epochs: Sequence[Regime], names: Names) -> Linking:
    """Lower the errors of the identifier in each span, and the attempts that ask for it."""
    links = [regime.linkage for regime in epochs]
    gates = [link.gates if link else [] for link in links]
    return Linking(
        missed=ints([chance_of(link.missed) if link else 0 for link in links]),
        wrong=ints([chance_of(link.wrong_person) if link else 0 for link in links]),
        gated=ints([[int(domain in asked) for domain in names.domains] for asked in gates]),
    )
