"""Between which values the features of a risk score let it lie, without looking at anybody."""

from __future__ import annotations

from collections.abc import Collection

from demerit.mechanisms.scores.language_risk import Feature, RiskScore
from demerit.regime.counting import SIDES
from demerit.regime.domains import MANY, domains
from demerit.regime.model import Regime
from demerit.regime.possible import Range
from demerit.regime.trees import Variable


def between(form: Regime, entity: str, score: RiskScore, reported: Collection[str]) -> Range | None:
    """Return the lowest and highest value that a score is worked out to; None where errors have no end.

    Args:
        form: one dated form.
        entity: of whom it is worked out.
        score: it.
        reported: the conducts of which somebody of that entity can get a record.
    """
    low = high = score.start
    for asked in score.features.values():
        if asked.noise is not None and asked.noise.most > 0:
            return None
        parts = sorted(asked.weight * units for units in _units(form, entity, asked, reported))
        low, high = low + parts[0], high + parts[-1]
    least, most = score.bounds
    low = low if least is None else max(low, least)
    return min(low, score.start), max(high if most is None else min(high, most), score.start)


def _units(form: Regime, entity: str, asked: Feature, reported: Collection[str]) -> Range:
    """Return the fewest and the most units of a feature."""
    root, most = form.expression(asked.asked).root, MANY if asked.most is None else asked.most
    if not isinstance(root, Variable):
        return 0, 1
    if root.term is not None and root.term.what == "records":
        named = set(root.term.of)
        return 0, most if named & {*SIDES} or not named.isdisjoint(reported) else 0
    if root.kind == "length":
        return 0, most
    known = domains([form], entity)(root.name, root.kind)
    return min(known.low, most), min(known.high, most)
