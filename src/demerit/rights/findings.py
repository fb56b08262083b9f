"""What lint gives back: findings with their places, keys that no rule asks about, and what was not asked.

One rule is one finding, however many lines make it fire: forty lines about one thing hide the one line about
another. Places where the same words stand are told once, with the lines of the others beside.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from demerit.documents import EVIDENCE
from demerit.rights.catalogue import CATALOGUE, RULES, UNASKED
from demerit.rights.rule import SEVERITIES, Rule, Severity, Source
from demerit.rights.thresholds import THRESHOLDS

NOT_A_RULING = (
    "A finding is a question for a lawyer, never a legal finding; no finding is no statement that the regime"
    " is lawful. Which law applies depends on where a regime runs, which no file says."
)
PAGE = "docs/reference/rights-rules.md"
WIDTH = 110
NAMED = 6
"""How many names a question holds before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a rule fires.

    Attributes:
        line: line in the file, counted from 1; where nothing is written, of the part that lacks it.
        column: column, counted from 1.
        where: dotted place in the regime as it stands then.
        found: what stands there, in words.
        what: what it is about, name by name.
        severity: P, H or W; a warning at most where nobody read a law that applies.
        since: the amendment that brings it; None: as first written.
        until: the amendment that ends it; None: never.
        near: True if it is shown only because it lies within 10 % of a threshold.
        change: the smallest change after which the rule no longer fires here.
    """

    line: int
    column: int
    where: str
    found: str
    what: tuple[str, ...]
    severity: Severity
    since: dt.date | None
    until: dt.date | None
    near: bool
    change: str

    @property
    def dates(self) -> str:
        """When it holds, in words; empty for always."""
        begins = f"from {self.since}" if self.since else ""
        ends = f"until {self.until}" if self.until else ""
        return " ".join(part for part in (begins, ends) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that fires, with all the places where it does.

    Attributes:
        rule: R01 to R40.
        title: what the rule is about.
        severity: the gravest of its places: P, H or W.
        declared: the severity that the rule would have if the law was read and applies.
        path: the file.
        places: where it fires, those that say the same side by side.
        sources: what the rule rests on, with reservations where one may not apply to this regime.
        question: what to ask a lawyer.
    """

    rule: str
    title: str
    severity: Severity
    declared: Severity
    path: str
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    question: str

    @property
    def near(self) -> bool:
        """Whether it is shown only because every place lies close to a threshold."""
        return all(place.near for place in self.places)

    def __str__(self) -> str:
        """Return `file:line:col: where: R10 (H) title` for each thing found, then what is the rule's."""
        lines: list[str] = []
        for _, alike in groupby(self.places, key=_sameness):
            lines += self._told(list(alike))
        lines.append(f"  question for a lawyer: {self.question}")
        changes = list(dict.fromkeys(place.change for place in self.places))
        lines.append(f"  smallest change: {_some(changes, '; ')}")
        lines += [f"  source: {source}" for source in self.sources]
        return "\n".join(lines)

    def _told(self, alike: Sequence[Place]) -> list[str]:
        """Return the lines about places that say the same."""
        first = alike[0]
        letter = first.severity
        if self.severity == "W" and self.declared != "W":
            said = f"{letter}; {self.declared} if a law that applies had been read"
        else:
            said = letter
        head = f"{self.path}:{first.line}:{first.column}: {first.where}: {self.rule} ({said}) {self.title}"
        lines = [head, f"  found: {first.found}"]
        if len(alike) > 1:
            rest = ", ".join(f"{place.where} (line {place.line})" for place in alike[1:])
            lines.append(wrapped(f"  likewise, {len(alike) - 1} more: {rest}"))
        if first.dates:
            lines.append(f"  holds: {first.dates}")
        return lines


def _sameness(place: Place) -> tuple[str, str, str, bool, str]:
    """Return what places have in common that are told together."""
    return (place.severity, place.found, place.dates, place.near, "" if not place.near else place.where)


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places with those that say the same side by side, each group by its first line."""
    kept = sorted(places, key=lambda it: (it.line, it.column, it.where, it.since or dt.date.min))
    first: dict[tuple[str, str, str, bool, str], int] = {}
    for number, place in enumerate(kept):
        first.setdefault(_sameness(place), number)
    return tuple(sorted(kept, key=lambda it: first[_sameness(it)]))


def _some(names: Sequence[str], joint: str = ", ") -> str:
    """Return names joined, the first few of many."""
    more = len(names) - NAMED
    return joint.join(names[:NAMED]) + (f"{joint}and {more} more" if more > 0 else "")


def asked_about(question: str, whats: Iterable[str]) -> str:
    """Return a rule's question about what was found, each thing once."""
    return question.replace("{what}", _some(list(dict.fromkeys(whats))))


def wrapped(text: str) -> str:
    """Return a text in lines of a terminal, what runs on standing under its beginning."""
    return textwrap.fill(
        text, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A dangerous key that is present and at which no rule fires.

    Attributes:
        path: the file.
        line: line in the file, counted from 1.
        column: column, counted from 1.
        where: dotted place in the regime.
        found: what stands there, in words.
        question: what to ask a lawyer.
    """

    path: str
    line: int
    column: int
    where: str
    found: str
    question: str

    def __str__(self) -> str:
        """Return `file:line:col: where: no rule asks about this: ...` and the question."""
        return (
            f"{self.path}:{self.line}:{self.column}: {self.where}: no rule asks about this: {self.found}\n"
            f"  question for a lawyer: {self.question}"
        )


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """What a rule could not look at, because a society says it and none was given.

    Attributes:
        rule: R01 to R40.
        what: what it would have looked at.
        of: of what, by the names of the file.
    """

    rule: str
    what: str
    of: tuple[str, ...]

    def __str__(self) -> str:
        """Return the rule and what it missed."""
        more = f" and {len(self.of) - 2} more" if len(self.of) > 2 else ""
        return f"{self.rule} {self.what}: {', '.join(self.of[:2])}{more}"


@dataclass(frozen=True)
class Linted:
    """What lint asked about a regime and where it has a question for a lawyer; it gives no grade.

    Attributes:
        regime: its name.
        title: its title.
        path: the file.
        society: the society that was looked at beside it; None if none was given.
        findings: one a rule that fires, in the order of rules.
        uncovered: dangerous keys at which no rule fires, in the order of the file.
        not_looked_at: what only a society says, and none was given.
        rules: what was asked.
        not_asked: rules that need a run.
    """

    regime: str
    title: str
    path: Path
    society: str | None
    findings: tuple[Finding, ...]
    uncovered: tuple[Uncovered, ...]
    not_looked_at: tuple[NotLookedAt, ...]
    rules: tuple[Rule, ...] = RULES
    not_asked: tuple[Rule, ...] = UNASKED

    @property
    def sentence(self) -> str:
        """What the whole says, and what it does not."""
        asked = f"{len(self.rules)} of {len(CATALOGUE)} rules were asked"
        beside = f", beside the society {self.society}" if self.society else ""
        if not self.findings and not self.uncovered:
            return (
                f"{asked}{beside}; they found nothing in {self.regime}. That is not lawfulness:"
                f" other rules were"
                " not asked, and no rule sees what the text does not say or what the regime would do."
            )
        fired, places = len(self.findings), sum(len(finding.places) for finding in self.findings)
        close = sum(finding.near for finding in self.findings)
        near = f", {close} of them only near a threshold" if close else ""
        keys = len(self.uncovered)
        more = f"; {keys} {'key' if keys == 1 else 'keys'} to ask about that no rule covers" if keys else ""
        return (
            f"{asked}{beside}; {fired} {'has' if fired == 1 else 'have'} a question about"
            f" {self.regime}{near}, at"
            f" {places} {'place' if places == 1 else 'places'}{more}. {NOT_A_RULING}"
        )

    @property
    def limits(self) -> tuple[str, ...]:
        """What was not asked, not wholly asked and not looked at, and where all rules stand."""
        need = "; ".join(f"{rule.id} {rule.title} ({rule.needs_run})" for rule in self.not_asked)
        part = "; ".join(f"{rule.id} ({rule.no_word})" for rule in self.rules if rule.no_word)
        said = [
            f"Not asked, because they need a run: {need}.",
            f"Asked in part, because the language has no word for the rest: {part}.",
        ]
        if self.not_looked_at:
            missed = "; ".join(map(str, self.not_looked_at))
            said.append(
                f"Not looked at, because a society says it and none was given (`--in SOCIETY`): {missed}."
            )
        said.append(
            f"All {len(CATALOGUE)} rules, their letters, sources and thresholds: demerit lint"
            f" --rules ({PAGE})."
        )
        return tuple(said)

    def __str__(self) -> str:
        """Return all of it as the terminal shows it."""
        blocks = [str(finding) for finding in self.findings]
        blocks += ["\n".join(map(str, self.uncovered))] if self.uncovered else []
        codes = {source.evidence for finding in self.findings for source in finding.sources}
        if codes:
            meanings = "; ".join(f"{code} {EVIDENCE[code]}" for code in EVIDENCE if code in codes)
            blocks.append(f"evidence of sources: {meanings}")
        return "\n\n".join([*blocks, *map(wrapped, self.limits), wrapped(self.sentence)])

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit lint --json` prints them."""
        return {
            "regime": self.regime,
            "title": self.title,
            "file": str(self.path),
            "society": self.society,
            "sentence": self.sentence,
            "findings": [asdict(finding) for finding in self.findings],
            "uncovered": [asdict(each) for each in self.uncovered],
            "not_looked_at": [asdict(each) for each in self.not_looked_at],
            **catalogue_as_dict(),
        }


def catalogue_as_dict() -> dict[str, Any]:
    """Return all rules and thresholds by name, as `demerit lint --rules --json` prints them."""
    return {
        "rules": [
            {
                **{
                    key: getattr(rule, key)
                    for key in ("id", "title", "declared", "letters", "fires", "question")
                },
                "asked": rule.find is not None,
                **{key: getattr(rule, key) for key in ("needs_run", "no_word", "leaves_out")},
                "thresholds": [threshold.name for threshold in rule.thresholds],
                "sources": [asdict(source) for source in rule.sources],
            }
            for rule in CATALOGUE
        ],
        "thresholds": [
            asdict(each) | {end: float(getattr(each, end)) for end in ("value", "low", "high")}
            for each in THRESHOLDS
        ],
        "severities": dict(SEVERITIES),
        "evidence": dict(EVIDENCE),
    }
