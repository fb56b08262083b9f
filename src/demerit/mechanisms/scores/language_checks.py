"""What a score and the rest of its regime must agree on: points, ratings, features.

Points mean something else under each kind of score: what a ledger adds, a rating on a mean's scale, nothing
to a risk score, which names the conducts whose records it counts. Apart from `scores`, because only the
whole regime knows its conducts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demerit.errors import Complaint, nearest_name
from demerit.mechanisms.conduct.language import Conduct
from demerit.mechanisms.scores.language import TRAITS, Ledger, RiskScore, RollingMean, Score


def score_complaints(
    score: Score, conducts: Mapping[str, Conduct], protected_input: bool
) -> Iterator[Complaint]:
    """Yield what is wrong between a score and the conducts that it counts.

    Args:
        score: of any kind.
        conducts: what counts, as the regime declares it.
        protected_input: whether the regime declares that it uses a protected trait.
    """
    if isinstance(score, RollingMean):
        yield from _ratings(score, conducts)
    elif not isinstance(score, Ledger):
        yield from _pointless(conducts)
    if isinstance(score, RiskScore):
        yield from _features(score, conducts, protected_input)


def _pointless(conducts: Mapping[str, Conduct]) -> Iterator[Complaint]:
    """Yield points that nothing adds up."""
    for name, conduct in conducts.items():
        if conduct.points or conduct.discretionary:
            yield Complaint(
                "points count only in a ledger or a rolling mean",
                found=str(conduct.points),
                at=("conducts", name, "points"),
                next_step="remove them, or declare `score: {kind: ledger, ...}`",
            )


def _ratings(score: RollingMean, conducts: Mapping[str, Conduct]) -> Iterator[Complaint]:
    """Yield ratings outside the scale."""
    low, high = score.scale
    for name, conduct in conducts.items():
        given = [("points", each) for each in (conduct.points,) if each]
        given += [("discretionary", each) for each in conduct.discretionary or ()]
        for field, rating in given:
            if not low <= rating <= high:
                yield Complaint(
                    f"a rating of {rating} lies outside the scale",
                    found=str(rating),
                    at=("conducts", name, field),
                    allowed=f"{low} to {high}; 0 points are no rating",
                    next_step="mend it, or the score's `scale`",
                )


def _features(
    score: RiskScore, conducts: Mapping[str, Conduct], protected_input: bool
) -> Iterator[Complaint]:
    """Yield features that nothing knows, or that the regime may not use unsaid."""
    known = (*TRAITS, *conducts)
    for name in score.features:
        if name not in known:
            yield Complaint(
                f"there is no feature {name!r}",
                found=name,
                at=("score", "features", name),
                on_key=True,
                allowed=", ".join(known),
                nearest=nearest_name(name, known),
                next_step="name a trait, or a conduct of this regime whose records count",
            )
    if "group" in score.features and not protected_input:
        yield Complaint(
            "`group` is a protected trait and stands outside an error table",
            found="group",
            at=("score", "features", "group"),
            on_key=True,
            next_step="remove it; a regime that uses it says `protected_input: true`, which lint reports",
        )
