"""The scores that a form of a regime keeps: by name, what moves them, and how long records count in them.

Whoever asks what a record is worth to a score asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from demerit.documents.reading import Where
from demerit.errors import Complaint
from demerit.mechanisms.conduct.language import Conduct
from demerit.mechanisms.scores.language import Ledger, RollingMean
from demerit.mechanisms.scores.language_named import Score
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.scores.language_share import ShareScore
from demerit.mechanisms.scores.language_worse import against, worse_side
from demerit.regime.counting import ADVERSE, ANY, FAVOURABLE
from demerit.regime.lives import Life
from demerit.regime.trees import Expr, raising


class OfScores:
    """What a form says of its scores."""

    if TYPE_CHECKING:
        scores: dict[str, Score]
        conducts: dict[str, Conduct]
        protected_input: bool

        def conditions(self) -> Iterable[tuple[Where, str, str]]:
            """Return every condition: its place, its text, whom it is about."""

        def expression(self, condition: str, entity: str = "person") -> Expr:
            """Return a condition as a checked tree."""

    @property
    def taking_points(self) -> tuple[str, ...]:
        """Return the scores that points of records move."""
        return tuple(name for name, score in self.scores.items() if isinstance(score, Ledger | RollingMean))

    def points_of(self, conduct: str, score: str) -> int:
        """Return the points of a record of a conduct to a score, by the rule; 0 if it does not move it."""
        rule = self.conducts.get(conduct)
        if rule is None:
            return 0
        if isinstance(rule.points, Mapping):
            return rule.points.get(score, 0)
        return rule.points if self.taking_points == (score,) else 0

    def weight_of(self, conduct: str, score: str) -> int:
        """Return the points by which a record of a conduct that counts moves a risk score."""
        risk, found = self.scores.get(score), 0
        for feature in risk.features.values() if isinstance(risk, RiskScore) else ():
            expr = self.expression(feature.asked)
            raised = set(raising(expr.root))
            counting = [term.of for term in expr.terms if term.what == "records" and str(term) in raised]
            found += feature.weight * any(conduct in named or ANY in named for named in counting)
        return found

    def near_against(self, points: int | None) -> int:
        """Return how far points that a listing near brings to the only ledger lie on its worse side."""
        ledger = next((each for each in self.scores.values() if isinstance(each, Ledger)), None)
        return against(worse_side(ledger), points or 0)

    @property
    def scored(self) -> set[str]:
        """Return the conducts whose records a score reads."""
        moved = {
            conduct
            for conduct, rule in self.conducts.items()
            for name in self.scores
            if self.points_of(conduct, name) or (rule.discretionary and name in self.taking_points)
        }
        shares = [score for score in self.scores.values() if isinstance(score, ShareScore)]
        return moved | {conduct for conduct in self.conducts if any(each.adds(conduct) for each in shares)}

    @property
    def counted_while_they_count(self) -> set[str]:
        """Return the conducts whose records a condition counts without a window."""
        found: set[str] = set()
        for _, condition, entity in self.conditions():
            try:
                terms = self.expression(condition, entity).terms
            except Complaint:
                continue  # it is complained of where it stands
            for named in (term.of for term in terms if term.lives):
                for conduct, rule in self.conducts.items():
                    sided = any(self.points_of(conduct, name) for name in self.taking_points)
                    sided |= any(self.weight_of(conduct, name) != 0 for name in self.scores)
                    worth = sided or rule.discretionary or conduct in self.scored
                    found |= {conduct} if conduct in named or ANY in named else set()
                    found |= {conduct} if worth and {ADVERSE, FAVOURABLE} & {*named} else set()
        return found

    def life_of(self, conduct: str) -> Life | None:
        """Return how long records of a conduct count; None for ever."""
        said = self.conducts[conduct].counts if conduct in self.conducts else None
        return said if isinstance(said, Life) else None
