"""What a rule is made of: when it fires, on which law it rests, what it asks, what would clear it.

A rule is data and one function. The data travel with every finding, because a finding without its source and
without what it cannot see is soon read as more than a question. How serious a finding is follows from what
somebody has read: a rule of which nobody read the law is a warning, whatever it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from demerit.documents import UNVERIFIED, Document
from demerit.documents.reading import Where
from demerit.quantities.numerals import number_text
from demerit.regime import Regime

Severity = Literal["P", "H", "W"]
SEVERITIES: dict[Severity, str] = {
    "P": "of a kind that the law forbids as such",
    "H": "high",
    "W": "warning",
}
"""What the letters mean."""

NEAR = Decimal("0.1")
"""How far short of a threshold something is still shown, as a share of the threshold."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a rule rests on.

    Attributes:
        text: what it is, with article or number.
        evidence: how well it is known, as in `references`: V, V2, D, M, X, S.
        kind: `law` (text, draft or judgment that states the rule) or `facts` (a regime that broke it).
        needs_ai: True if it applies only where an AI system evaluates people.
    """

    text: str
    evidence: str
    kind: Literal["law", "facts"] = "law"
    needs_ai: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that no law gives, with the range that one could defend. Always assumed.

    Attributes:
        name: what is compared with it.
        value: the threshold, in `unit`.
        low: lower end of the assumed range.
        high: upper end.
        unit: `days`, or empty for grades of severity.
        reached: True if a value equal to it fires, False if only a greater one does.
    """

    name: str
    value: int
    low: int
    high: int
    unit: str
    reached: bool

    def __str__(self) -> str:
        """Return the threshold with its range."""
        return f"{self.name}: {self.value} {self.unit}".rstrip() + f", assumed {self.low}..{self.high}"

    def fires(self, found: Decimal | int, threshold: int | None = None) -> bool:
        """Return whether a value passes it, or another value of it from its range."""
        limit = self.value if threshold is None else threshold
        return bool(found > limit or (self.reached and found == limit))

    def near(self, found: Decimal | int) -> bool:
        """Return whether a value does not pass it, but lies within a tenth of it."""
        return not self.fires(found) and abs(Decimal(found) - self.value) <= NEAR * self.value

    def shown(self, found: Decimal | int) -> bool:
        """Return whether a value is reported: it passes, or comes near."""
        return self.fires(found) or self.near(found)

    @property
    def clear(self) -> str:
        """What is well within it, so that nothing is reported any more."""
        return f"{number_text(self.value - NEAR * self.value)} {self.unit}".rstrip()

    def says(self, found: Decimal | int) -> str:
        """Return how a value lies to the threshold and to its assumed range."""
        amount = f"{number_text(Decimal(found).quantize(Decimal('0.1')))} {self.unit}".rstrip()
        beside = f"{amount} beside an assumed threshold of {self.value} ({self.low}..{self.high})"
        if self.near(found):
            return f"{beside}: not beyond it, shown because it is within 10 % of it"
        everywhere = self.fires(found, self.low) and self.fires(found, self.high)
        return f"{beside}: " + ("beyond all of that range" if everywhere else "not beyond all of that range")


@dataclass(frozen=True, slots=True)
class Form:
    """One dated form of a regime: as checked, and as written."""

    regime: Regime
    document: Document

    def written(self, *path: str | int) -> str:
        """Return `none`, and whether the file says so or says nothing."""
        return "none" if self.document.at(path) is not None else "none (nothing is written, which means none)"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule fires.

    Attributes:
        path: place in the regime as it stands on that date.
        found: what stands there, in words.
        what: what the question is about, put into the rule's question and change.
        change: the smallest change here, where the rule's own is too general.
        near: True if it is shown only because it lies close to a threshold.
    """

    path: Where
    found: str
    what: str
    change: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue that the text of a regime alone can answer.

    Attributes:
        id: R01 to R40.
        title: what it is about.
        declared: its severity if the law behind it was read.
        fires: when it fires, in words.
        sources: what it rests on.
        question: what to ask a lawyer; `{what}` stands for what was found.
        change: the smallest change after which it no longer fires; removal alone where `declared` is P.
        leaves_out: what it cannot see.
        find: yields where it fires in a form.
        thresholds: the assumed numbers that it compares with.
    """

    id: str
    title: str
    declared: Severity
    fires: str
    sources: tuple[Source, ...]
    question: str
    change: str
    leaves_out: str
    find: Callable[[Form], Iterator[Hit]]
    thresholds: tuple[Threshold, ...] = ()

    def sources_for(self, regime: Regime) -> tuple[Source, ...]:
        """Return the sources that could apply to a regime."""
        return tuple(source for source in self.sources if regime.operator.ai or not source.needs_ai)

    def severity(self, regime: Regime) -> Severity:
        """Return how serious a finding is: a warning at most unless a law that could apply was read."""
        read = any(
            source.kind == "law" and source.evidence not in UNVERIFIED for source in self.sources_for(regime)
        )
        return self.declared if read else "W"
