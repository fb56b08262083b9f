"""What scores and the rest of their regime must agree on: points, ratings, features, how long records count.

Points mean something else under each kind of score: what a ledger adds, a rating on a mean's scale, nothing
to a risk score, which names the conducts whose records it counts. Apart from `language`, because only the
whole regime knows its conducts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from demerit.documents.reading import Where
from demerit.errors import Complaint, nearest_name
from demerit.mechanisms.scores.language import RollingMean
from demerit.mechanisms.scores.language_features import feature_complaints
from demerit.mechanisms.scores.language_named import MOST_SCORES
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_share import ShareScore
from demerit.regime.expressions import CODES, ENUMERATIONS
from demerit.regime.parsing_terms import TERMS

if TYPE_CHECKING:
    from demerit.regime.scoring import OfScores

_WORDS = {
    *CODES,
    *ENUMERATIONS,
    *TERMS,
    *("grade", "number", "listed", "and", "or", "not", "in"),
}


def score_complaints(form: OfScores) -> Iterator[Complaint]:
    """Yield what is wrong between the scores of a regime and the conducts that they count."""
    yield from _named(form)
    for name, score in form.scores.items():
        path = ("scores", name)
        if isinstance(score, RollingMean):
            yield from _ratings(form, name, score)
        elif isinstance(score, RiskScore):
            yield from feature_complaints(form, path, score)
        elif isinstance(score, ShareScore):
            yield from _parts(path, score, form)
    yield from _points(form)
    yield from _lives(form)


def _named(form: OfScores) -> Iterator[Complaint]:
    """Yield what is wrong with the part `scores` by itself."""
    if len(form.scores) > MOST_SCORES:
        yield Complaint(
            f"a regime keeps at most {MOST_SCORES} scores",
            found=str(len(form.scores)),
            at=("scores",),
            on_key=True,
            allowed=f"at most {MOST_SCORES}",
            next_step="join scores, or leave one out",
        )
    for name, score in form.scores.items():
        path = ("scores", name)
        if name in _WORDS:
            yield Complaint(
                f"{name!r} is a word of conditions and no name of a score",
                found=name,
                at=path,
                on_key=True,
                next_step="choose another name, such as points",
            )
        if score.worse is None:
            yield Complaint(
                "this score does not say which way is worse for people",
                at=path,
                on_key=True,
                allowed="lower, higher",
                next_step="add `worse: lower`, or `worse: higher` where points are held against people",
            )


def _points(form: OfScores) -> Iterator[Complaint]:
    """Yield points that nothing adds up, that fall on no score, or that do not say on which."""
    takers = form.taking_points
    for name, conduct in form.conducts.items():
        place = ("conducts", name, "points")
        if isinstance(conduct.points, Mapping):
            yield from _by_score(form, conduct.points, place, conduct.discretionary is not None)
        elif (conduct.points or conduct.discretionary) and len(takers) != 1:
            yield Complaint(
                "points count only in a ledger or a rolling mean"
                if not takers
                else "this does not say of which score these points are",
                found=str(conduct.points),
                at=place,
                allowed=", ".join(takers) or None,
                next_step="remove them, or declare a score of `kind: ledger`"
                if not takers
                else f"write `points: {{{takers[0]}: {conduct.points}}}`",
            )


def _by_score(
    form: OfScores, points: Mapping[str, int], place: Where, discretionary: bool
) -> Iterator[Complaint]:
    """Yield what is wrong with points by score."""
    takers = form.taking_points
    for name in points:
        if name not in takers:
            yield Complaint(
                f"there is no ledger or rolling mean {name!r} in this regime",
                found=name,
                at=(*place, name),
                on_key=True,
                allowed=", ".join(takers) or "this regime declares none",
                nearest=nearest_name(name, takers),
                next_step="mend the name, or declare it under `scores`",
            )
    if discretionary:
        yield Complaint(
            "an official may choose points only where a conduct has points of one score",
            at=(*place[:-1], "discretionary"),
            on_key=True,
            next_step="write `points` as one whole number, or remove `discretionary`",
        )


def _lives(form: OfScores) -> Iterator[Complaint]:
    """Yield conducts that do not say how long their records count."""
    read = form.scored | form.counted_while_they_count
    for name, conduct in form.conducts.items():
        place = ("conducts", name)
        if conduct.counts is None and name in read:
            yield Complaint(
                "nothing says how long a record of this conduct counts",
                at=place,
                on_key=True,
                next_step='add `counts: "3 years, from KEY"` (`3 years from act`), or `counts: ever`',
            )


def _ratings(form: OfScores, name: str, score: RollingMean) -> Iterator[Complaint]:
    """Yield ratings outside the scale."""
    low, high = score.scale
    for conduct, rule in form.conducts.items():
        at: Where = ("points", name) if isinstance(rule.points, Mapping) else ("points",)
        rating = form.points_of(conduct, name)
        given: list[tuple[Where, int]] = [(at, rating)] if rating else []
        if name in form.taking_points[:1] and not isinstance(rule.points, Mapping):
            given += [(("discretionary",), each) for each in rule.discretionary or ()]
        for field, each in given:
            if not low <= each <= high:
                yield Complaint(
                    f"a rating of {each} lies outside the scale",
                    found=str(each),
                    at=("conducts", conduct, *field),
                    allowed=f"{low} to {high}; 0 points are no rating",
                    next_step="mend it, or the score's `scale`",
                )


def _parts(path: Where, score: ShareScore, form: OfScores) -> Iterator[Complaint]:
    """Yield conducts of a share that the regime does not have."""
    for key, names in (("of", score.of), ("among", score.among)):
        for place, name in enumerate(names):
            if name not in form.conducts:
                yield Complaint(
                    f"there is no conduct {name!r}",
                    found=name,
                    at=(*path, key, place),
                    allowed=", ".join(form.conducts) or "this regime has no conduct",
                    nearest=nearest_name(name, form.conducts),
                    next_step="mend the name, or declare the conduct",
                )
