"""What the features of a risk score and the rest of a regime must agree on: units, what they may ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from demerit.documents.reading import Where
from demerit.errors import Complaint
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.regime.given import Measure
from demerit.regime.trees import Variable

if TYPE_CHECKING:
    from demerit.regime.scoring import OfScores


def is_length(form: OfScores, asks: Measure) -> bool:
    """Return whether what a feature asks is a length of time."""
    root = form.expression(asks).root
    return isinstance(root, Variable) and root.kind == "length"


def feature_complaints(form: OfScores, path: Where, score: RiskScore) -> Iterator[Complaint]:
    """Yield features whose units do not go with what they ask, or that ask for what is worked out later."""
    risky = {name for name, each in form.scores.items() if isinstance(each, RiskScore)}
    for name, feature in score.features.items():
        at: Where = (*path, "features", name)
        try:
            expr = form.expression(feature.asked)
        except Complaint:
            continue  # said where conditions are read
        length = is_length(form, feature.asked)
        if length and feature.per is None:
            yield Complaint(
                "a length counts in units, and nothing says in which",
                found=str(feature.asked),
                at=(*at, "is"),
                next_step="add `per: 1 year`, or another unit",
            )
        elif feature.per is not None and not length:
            yield Complaint(
                "this is no length of time, and has no other unit than one",
                found=str(feature.per),
                at=(*at, "per"),
                allowed="`per` beside `is: tenure` or `is: listed_for(LIST)`",
                next_step="remove it, and lower the weight",
            )
        for each in sorted(
            risky & {free.removeprefix("grade(").removesuffix(")") for free in expr.free_names}
        ):
            yield Complaint(
                f"{each} is a risk score, and is worked out on its dates with this one",
                found=str(feature.asked),
                at=(*at, "is"),
                next_step="name what it is worked out from, feature by feature",
            )
