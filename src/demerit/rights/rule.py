"""What a rule is made of: when it fires, on which law it rests, what it asks, what would clear it.

A rule is data and one function. The data travel with every finding, because a finding without its source and
without what it cannot see is soon read as more than a question. How serious a finding is follows from what
somebody has read: a rule of which nobody read the law is a warning, whatever it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from demerit.documents import UNVERIFIED, Document
from demerit.documents.reading import Where
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.stops.language import severity_of
from demerit.regime.model import Regime
from demerit.rights.reach import hard_lists
from demerit.rights.thresholds import Threshold, percent
from demerit.society.recipe import Recipe

Severity = Literal["P", "H", "W"]
SEVERITIES: dict[Severity, str] = {
    "P": "of a kind that the law forbids as such",
    "H": "high",
    "W": "warning",
}
"""What the letters mean, the gravest first."""


CETS = "Council of Europe convention on AI (CETS 225)"
"""Cited by several rules, by article."""


def machines(regime: Regime) -> str:
    """Return what in a regime may be an AI system although the file says `ai: false`; empty for nothing."""
    if regime.adjudication is not None and regime.adjudication.automated is not None:
        return "a machine rules on sightings"
    if any(isinstance(score, RiskScore) for score in regime.scores.values()):
        return "a risk score is worked out"
    if any(source.kind == "prediction" for source in regime.sources.values()):
        return "a source makes predictions"
    if any(source.kind == "camera" for source in regime.sources.values()):
        return "cameras report what people do"
    watching = regime.surveillance is not None and regime.surveillance.realtime_biometric
    return "people are identified remotely" if watching else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a rule rests on.

    Attributes:
        text: what it is, with article or number.
        evidence: how well it is known, as in `references`: V, V2, D, M, X, S.
        kind: `law` (text, draft or judgment that states the rule) or `facts` (a regime that broke it).
        needs_ai: True if it applies only where an AI system evaluates people.
        reservation: why it may not apply to the regime that it is cited for; empty if it may.
    """

    text: str
    evidence: str
    kind: Literal["law", "facts"] = "law"
    needs_ai: bool = False
    reservation: str = ""

    def __str__(self) -> str:
        """Return the text with its evidence and reservation."""
        return f"{self.text} [{self.evidence}]" + (f"; {self.reservation}" if self.reservation else "")

    @property
    def read(self) -> bool:
        """Whether it is a law that somebody read and that is cited without reservation."""
        return self.kind == "law" and self.evidence not in UNVERIFIED and not self.reservation

    def cited_for(self, regime: Regime) -> Source | None:
        """Return it as cited for a regime: as it stands, with a reservation, or not at all."""
        if regime.operator.ai or not self.needs_ai:
            return self
        doubt = machines(regime)
        return self.reserved(f"the file says `ai: false`, and {doubt}") if doubt else None

    def reserved(self, why: str) -> Source:
        """Return it with the reservation that it holds of AI systems only."""
        said = f"applies only if an AI system evaluates people: {why}"
        return Source(self.text, self.evidence, self.kind, self.needs_ai, said)


@dataclass(frozen=True, slots=True)
class Form:
    """One dated form of a regime: as checked, as written, and the society that was given beside it.

    Attributes:
        regime: as checked.
        document: as written, with positions.
        society: whose conducts and attempts the regime names; None if none was given.
        began: by conduct the day from which it counts, as the file says; None where it does not.
    """

    regime: Regime
    document: Document
    society: Recipe | None = None
    began: Mapping[str, dt.date | None] = field(default_factory=dict)

    def severity_of(self, name: str) -> int:
        """Return how hard a burden is, by the file or a society that is given: the higher of the two."""
        if (each := self.regime.consequences.get(name)) is not None:
            return each.severity_in(self.society)
        return severity_of(self.regime.lists[hard_lists(self.regime)[name]], self.society)

    def written(self, *path: str | int) -> str:
        """Return `none`, and whether the file says so or says nothing."""
        return "none" if self.document.at(path) is not None else "none (nothing is written, which means none)"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule fires.

    Attributes:
        path: place in the regime as it stands on that date.
        found: what stands there, in words; the same words at several places are told once.
        what: what the question is about, one name or several; it does not tell two hits apart.
        change: the smallest change here, where the rule's own is too general.
        near: True if it is shown only because it lies close to a threshold.
        letter: how serious it is here, where that differs from place to place.
    """

    path: Where
    found: str
    what: str | tuple[str, ...] = field(compare=False)
    change: str = ""
    near: bool = False
    letter: Severity | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What the question is about, name by name."""
        return (self.what,) if isinstance(self.what, str) else self.what


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a rule could not look at in this file, because it is the society's to say and none was given.

    Attributes:
        what: what it would have looked at.
        of: whose it is, by name in the regime.
    """

    what: str
    of: str


Found = Iterator[Hit | Unseen]


def beyond(
    threshold: Threshold,
    number: Decimal | int,
    path: Where,
    what: str | tuple[str, ...],
    change: str = "",
    *,
    before: str = "",
    after: str = "",
) -> Found:
    """Yield the place of a number that passes a threshold, or comes near.

    Args:
        threshold: what it is held against.
        number: in the threshold's unit; a share where that is %.
        path: where it stands.
        what: what the question is about.
        change: the smallest change here, where the rule's own is too general.
        before: words before how it lies to the threshold; by default the threshold's name.
        after: words after that.
    """
    found = percent(Decimal(number)) if threshold.unit == "%" else number
    if threshold.shown(found):
        said = f"{before or f'{threshold.name}: '}{threshold.says(found)}{after}"
        yield Hit(path, said, what, change, threshold.near(found))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    Attributes:
        id: R01 to R40.
        title: what it is about.
        declared: its severity if the law behind it was read; the gravest, where that differs by place.
        fires: when it fires, in words.
        sources: what it rests on.
        question: what to ask a lawyer; `{what}` stands for what was found.
        change: the smallest change after which it no longer fires; removal alone where `declared` is P.
        leaves_out: what it cannot see.
        find: yields where it fires in a form, and what could not be looked at; None where only a run can say.
        thresholds: the assumed numbers that it compares with.
        letters: how the severity differs by place, in words; empty where it does not.
        no_word: the part of it that the language has no word for, so that no file can say it; else empty.
        needs_run: what only a run can say; else empty.
    """

    id: str
    title: str
    declared: Severity
    fires: str
    sources: tuple[Source, ...]
    question: str
    change: str
    leaves_out: str
    find: Callable[[Form], Found] | None
    thresholds: tuple[Threshold, ...] = ()
    letters: str = ""
    no_word: str = ""
    needs_run: str = ""

    def sources_for(self, regime: Regime) -> tuple[Source, ...]:
        """Return the sources as cited for a regime; if no law of them applies, all with their reservation."""
        cited = tuple(each for source in self.sources if (each := source.cited_for(regime)) is not None)
        if any(source.kind == "law" for source in cited):
            return cited
        said = "the file says `ai: false`"
        return tuple(each.reserved(said) if each.needs_ai else each for each in self.sources)

    def severity(self, regime: Regime, letter: Severity | None = None) -> Severity:
        """Return how serious a finding is: a warning at most unless a law that applies was read."""
        read = any(source.read for source in self.sources_for(regime))
        return (letter or self.declared) if read else "W"
