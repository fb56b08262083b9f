"""Which of the five scores of everybody can differ, and which need not be kept twice.

Beside the recorded score stand the shadow's, two that leave out protected and slight conduct, and one with
the points as given. In a regime that counts no protected conduct against anybody the third is the second in
every step of every life, and so on: then one row serves both. Worked out from what the regime and the society
declare over all spans; a mean of ratings and a risk score keep all five.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demerit.regime import Regime
from demerit.regime.scores import Ledger, NoScore
from demerit.scenario.numbers import ints
from demerit.scenario.scores import against, points_between
from demerit.scenario.tables import Ints
from demerit.society.catalogue import Conduct

SLIGHT = 1
"""Highest gravity of conduct that counts as slight."""
RECORDED, SHADOW, UNPROTECTED, GRAVE, FOUNDED = range(5)
"""The histories of everybody: as recorded, the shadow, and three more that only the classes of harm read."""


def score_rows(epochs: Sequence[Regime], conducts: Mapping[str, Conduct]) -> Ints:
    """Return the row in which each history's score is kept: its own, or that of one it always equals."""
    if any(not isinstance(form.score, (Ledger, NoScore)) for form in epochs):
        return ints([RECORDED, SHADOW, UNPROTECTED, GRAVE, FOUNDED])
    held = {name for form in epochs for name in conducts if against(form, name)}
    chosen = any(len(set(points_between(form, name))) > 1 for form in epochs for name in conducts)
    protected = any(conducts[name].protected is not None for name in held)
    slight = any(conducts[name].gravity <= SLIGHT for name in held)
    unprotected = UNPROTECTED if protected else SHADOW
    return ints(
        [RECORDED, SHADOW, unprotected, GRAVE if slight else unprotected, FOUNDED if chosen else SHADOW]
    )
