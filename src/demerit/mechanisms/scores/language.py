"""The kinds of score: none, a ledger of points, a mean of ratings, a risk computed from noisy features.

A tagged union on `kind`, so that each kind has exactly its own fields and a list-only regime says `score:
none`. Grades must cover every score once: a gap would leave people without a grade, an overlap would give
them two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Name, OrNone, Part, ReferenceKey, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms.scores.language_grades import Band, grade_name, tiled
from demerit.quantities import Duration, Factor, Share
from demerit.regime.counting import Length
from demerit.regime.given import MOST_POINTS, Measure
from demerit.regime.recurring import Looks, Recurring

TRAITS = ("age", "away", "fifth", "group")
"""Features of a risk score that are traits; every other is a conduct."""
MOST_RATINGS = 1_000
MOST_RATING = 1_000_000
MOST_FEATURES = 16
MOST_WEIGHT = 1_000_000


class NoScore(Part):
    """A regime that keeps no score, only lists or nothing."""

    kind: Literal["none"] = "none"
    """The kind of score."""

    def __str__(self) -> str:
        """Return it as a file writes it."""
        return self.kind


Worse = Literal["lower", "higher"]


class Graded(Part):
    """What every score has that grades people."""

    start: Annotated[Whole, STATED]
    """Score on entry, in points."""
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
        return self.said_worse != "higher"

    @property
    def said_worse(self) -> Worse | None:
        """Which way is worse, where the score says it; `score` of version 1 has no word for it."""
        return None


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


class Recovery(Part):
    """Points that come back with time."""

    points: Annotated[Whole, Field(ge=1, le=MOST_POINTS), STATED]
    """How many points come back."""
    every: Recurring
    """How often."""
    chance: OrNone[Share] = None
    """Chance that they come back to somebody when they are due; `none` means always."""


class AnyLedger(Bounded):
    """A sum of points: start, plus what conduct gains and loses."""

    @property
    def most(self) -> int | None:
        """The largest sum of points that one step may move it, or None."""
        return None


class Ledger(AnyLedger):
    """The ledger of `score`."""

    kind: Literal["ledger"]
    """The kind of score."""
    recovery: OrNone[Recovery] = None
    """Points that come back with time."""
    expiry: OrNone[Duration] = None
    """After what time an entry stops counting."""
    cap_per_step: Annotated[OrNone[Annotated[Whole, Field(ge=1)]], STATED] = None
    """Largest sum of points that one step may move a score."""

    @property
    def most(self) -> int | None:
        """The largest sum of points that one step may move it, or None."""
        return self.cap_per_step


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

    @property
    def least_records(self) -> int | None:
        """From how many ratings on they count."""
        return 1

    @model_validator(mode="after")
    def _kept(self) -> Self:
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


class Weighed(Part):
    """What every input of a risk score has: a weight, and perhaps an error."""

    weight: Annotated[Whole, STATED]
    """Points per unit of the feature."""
    noise: OrNone[Factor] = None
    """Standard deviation of the error in the feature, in its units."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        noise = self.noise
        error = noise.most if noise is not None else 0
        if abs(self.weight) * max(error, 1) > MOST_WEIGHT:
            raise Complaint(
                "a weight, or its error in points, is too large",
                found=str(self.weight),
                at=("weight",),
                allowed=f"weight and weight x noise up to {MOST_WEIGHT}",
                next_step="lower the weight or the noise",
            )
        return self


class Feature(Weighed):
    """One input of a risk score: a trait, or how many records of a conduct are in force."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a risk score of either form, as the lab reads it: weight x min(asked / per, most).

    Attributes:
        asks: what it is: a count, a length, or what is so (1) or not (0).
        weight: points per unit.
        noise: standard deviation of the error in it, in its units.
        per: a unit, where it is a length.
        most: how many units count.
        conduct: whose records in force are added up one by one, each with the weight of its ruling's day;
            empty where what it asks is worked out on each date.
    """

    asks: Measure
    weight: int
    noise: Factor | None = None
    per: Length | None = None
    most: int | None = None
    conduct: str = ""


class AnyRisk(Bounded):
    """A weighted sum of inputs that are measured with noise, worked out anew every so often."""

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Return its inputs by name."""
        raise NotImplementedError

    @property
    def looks(self) -> Looks:
        """Return when it is worked out."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _few(self) -> Self:
        if len(self.inputs) > MOST_FEATURES:
            raise Complaint(
                f"at most {MOST_FEATURES} features work",
                found=str(len(self.inputs)),
                at=("features",),
                next_step="leave some out, or join conducts",
            )
        return self


ASKED = {
    "age": "age",
    "away": "residence in {urban-away, rural-away}",
    "fifth": "fifth",
    "group": "group != A",
}
"""What a trait among features asks, as a condition says it."""


class RiskScore(AnyRisk):
    """A weighted sum of features that are measured with noise, worked out anew every so often.

    Features are `age` (years), `away` (1 if registered elsewhere), `fifth` (1 the poorest), `group` (1
    outside group A; only with `protected_input`), and any conduct of the regime (its records in force).
    """

    kind: Literal["risk-score"]
    """The kind of score."""
    features: Annotated[dict[Name, Feature], Field(min_length=1)]
    """Inputs by name."""
    threshold: Annotated[Whole, STATED]
    """Score from which somebody is `flagged`, as conditions say, in points."""
    every: Recurring
    """How often it is worked out; in between it stands still."""
    expiry: OrNone[Duration] = None
    """After what time a record stops counting."""

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Return its inputs by name: traits, and records in force."""
        return {
            name: Input(
                Measure(ASKED.get(name, f"records({name})")),
                feature.weight,
                feature.noise,
                conduct="" if name in ASKED else name,
            )
            for name, feature in self.features.items()
        }

    @property
    def looks(self) -> Looks:
        """Return when it is worked out."""
        return self.every


def _kind_from_word(found: Any) -> Any:
    return {"kind": "none"} if isinstance(found, str) and found == "none" else found


Score = Annotated[
    Annotated[NoScore | Ledger | RollingMean | RiskScore, Field(discriminator="kind")],
    BeforeValidator(_kind_from_word, json_schema_input_type=Any),
]
"""A score of any kind; `none` alone stands for `{kind: none}`."""


ROWS = ("M20", "M60")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, score in form.scores.items():
        yield ("M20" if isinstance(score, AnyLedger) else "M60"), form.score_path(name)
