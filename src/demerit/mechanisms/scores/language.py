"""What every score has, and two kinds: a ledger of points, and a mean of ratings.

Grades must cover every score once: a gap would leave people without a grade, an overlap would give
them two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import OrNone, Part, ReferenceKey, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language_grades import Band, grade_name, tiled

MOST_RATINGS = 1_000
MOST_RATING = 1_000_000


Worse = Literal["lower", "higher"]


class Graded(Part):
    """What every score has that grades people."""

    start: Annotated[Whole, STATED]
    """Score on entry, in points."""
    worse: OrNone[Worse] = None
    """Which way is worse for people, `lower` or `higher`; required."""
    grades: dict[str, Band] = Field(default_factory=dict)
    """Ranges of scores by grade; together they cover every score once."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where its start, bounds and grades were read."""

    @model_validator(mode="after")
    def _covers(self) -> Self:
        for name in self.grades:
            try:
                grade_name(name)
            except Complaint as complaint:
                complaint.at = ("grades", name)
                raise
        low, high = self.bounds
        if low is not None and high is not None and low >= high:
            raise Complaint("the cap is not above the floor", at=("cap",), next_step="raise the cap")
        if (low is not None and self.start < low) or (high is not None and self.start > high):
            raise Complaint("the start lies outside floor and cap", at=("start",), next_step="move it inside")
        if self.grades:
            tiled(self.grades, low, high)
        return self

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The smallest and the largest possible score, or None."""
        return None, None

    @property
    def least_records(self) -> int | None:
        """From how many records on they count, where it is worked out from a number of them; else None."""
        return None

    @property
    def ordered_grades(self) -> tuple[str, ...]:
        """Return the grades from best to worst; a grade's code is its position here."""
        falling = tiled(self.grades, *self.bounds) if self.grades else ()
        return falling if self.lower_is_worse else falling[::-1]

    @property
    def lower_is_worse(self) -> bool:
        """Whether a lower score is worse for people."""
        return self.worse != "higher"


class Bounded(Graded):
    """A score of points, which may have ends."""

    floor: Annotated[OrNone[Whole], STATED] = None
    """Smallest possible score, in points; a score without one ends at -1,073,741,824."""
    cap: Annotated[OrNone[Whole], STATED] = None
    """Largest possible score, in points; a score without one ends at 1,073,741,824."""

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The smallest and the largest possible score, or None."""
        return self.floor, self.cap


class Ledger(Bounded):
    """A sum of points: start, plus what conduct gains and loses."""

    kind: Literal["ledger"]
    """The kind of score."""
    most_per_step: Annotated[OrNone[Annotated[Whole, Field(ge=1)]], STATED] = None
    """Largest sum of points that one step may move a score."""


class RollingMean(Bounded):
    """The mean of the last ratings, as platforms keep it; scores are whole, so 4.6 of 5 is written 460.

    A record of a conduct is a rating of as many `points`; until the first the score is `start`.
    """

    kind: Literal["rolling-mean"]
    """The kind of score."""
    window: Annotated[Whole, Field(ge=1), STATED]
    """How many ratings count."""
    scale: Annotated[tuple[Whole, Whole], STATED]
    """Lowest and highest rating, in points from 1 to 1,000,000."""
    least: Annotated[Whole, Field(ge=1), STATED] = 1
    """Until so many ratings stand the score is `start`."""

    @property
    def least_records(self) -> int | None:
        """How many ratings must stand before they are told from the start."""
        return self.least

    @model_validator(mode="after")
    def _kept(self) -> Self:
        if self.least > self.window:
            raise Complaint(
                "so many ratings never stand: the window holds fewer",
                found=str(self.least),
                at=("least",),
                allowed=f"1 to {self.window}, the window",
                next_step="lower `least`, or widen the window",
            )
        low, high = self.scale
        if not 1 <= low < high <= MOST_RATING:
            raise Complaint(
                "this is no scale of ratings",
                found=f"{low}, {high}",
                at=("scale",),
                allowed="[lowest, highest], from 1 to 1000000",
                next_step="write 4.6 of 5 as 460 of 500; 0 points are no rating",
            )
        if self.window > MOST_RATINGS:
            raise Complaint(
                f"at most {MOST_RATINGS:,} ratings are kept",
                found=str(self.window),
                at=("window",),
                allowed=f"1 to {MOST_RATINGS:,}",
                next_step="lower the window",
            )
        return self


ROWS = ("M20", "M60")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, score in form.scores.items():
        yield ("M20" if isinstance(score, Ledger) else "M60"), ("scores", name)
