"""From a regime's text to findings: every rule on every dated form, with line, date and source.

A finding is a question for a lawyer. There is no grade and nothing to be passed: a text without findings is
one in which these rules found nothing, and the answer says so in as many words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from demerit.documents import EVIDENCE, dotted, gallery, read
from demerit.regime import from_document
from demerit.regime.amendments import amended, read_form
from demerit.rights.catalogue import CATALOGUE_SIZE, RULES
from demerit.rights.rule import SEVERITIES, Form, Hit, Rule, Severity, Source

NOT_A_RULING = (
    "A finding is a question for a lawyer, never a legal finding; no finding is no statement that the regime"
    " is lawful."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule fires.

    Attributes:
        rule: R01 to R40.
        title: what the rule is about.
        severity: P, H or W; a warning at most where nobody read the law.
        declared: the severity that the rule would have if the law was read.
        path: the file.
        line: line in the file, counted from 1; where nothing is written, of the part that lacks it.
        column: column, counted from 1.
        where: dotted place in the regime as it stands then.
        found: what stands there, in words.
        since: the amendment that brings it; None: as first written.
        until: the amendment that ends it; None: never.
        near: True if it is shown only because it lies within 10 % of a threshold.
        sources: what the rule rests on.
        question: what to ask a lawyer.
        change: the smallest change after which the rule no longer fires.
    """

    rule: str
    title: str
    severity: Severity
    declared: Severity
    path: str
    line: int
    column: int
    where: str
    found: str
    since: dt.date | None
    until: dt.date | None
    near: bool
    sources: tuple[Source, ...]
    question: str
    change: str

    @property
    def dates(self) -> str:
        """When it holds, in words; empty for always."""
        begins = f"from {self.since}" if self.since else ""
        ends = f"until {self.until}" if self.until else ""
        return " ".join(part for part in (begins, ends) if part)

    def __str__(self) -> str:
        """Return `file:line:col: where: R10 (H) title.` and all that belongs to it, on a few lines."""
        capped = self.severity != self.declared
        letter = f"{self.severity}; {self.declared} if its law had been read" if capped else self.severity
        lines = [f"{self.path}:{self.line}:{self.column}: {self.where}: {self.rule} ({letter}) {self.title}"]
        lines.append(f"  found: {self.found}")
        if self.dates:
            lines.append(f"  holds: {self.dates}")
        lines += [f"  source: {source.text} [{source.evidence}]" for source in self.sources]
        lines.append(f"  question for a lawyer: {self.question}")
        lines.append(f"  smallest change: {self.change}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Linted:
    """What lint asked about a regime and where it has a question for a lawyer; it gives no grade.

    Attributes:
        regime: its name.
        title: its title.
        path: the file.
        findings: by rule, then by place.
        rules: what was asked.
    """

    regime: str
    title: str
    path: Path
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = RULES

    @property
    def sentence(self) -> str:
        """What the whole says, and what it does not."""
        asked = f"{len(self.rules)} of {CATALOGUE_SIZE} rules were asked ({self.numbers})"
        if self.findings:
            places = "place" if len(self.findings) == 1 else "places"
            close = sum(finding.near for finding in self.findings)
            near = f", {close} of them only near a threshold" if close else ""
            return (
                f"{asked}; {len(self.findings)} {places} of {self.regime} to ask about{near}. {NOT_A_RULING}"
            )
        return (
            f"{asked}; they found nothing in {self.regime}. That is not lawfulness: other rules were not"
            " asked, and no rule sees what the text does not say or what the regime would do."
        )

    @property
    def numbers(self) -> str:
        """The rules that were asked."""
        return ", ".join(rule.id for rule in self.rules)

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit lint --json` prints them."""
        return {
            "regime": self.regime,
            "title": self.title,
            "file": str(self.path),
            "sentence": self.sentence,
            "findings": [asdict(finding) for finding in self.findings],
            "rules": [
                {
                    "id": rule.id,
                    "title": rule.title,
                    "declared": rule.declared,
                    "fires": rule.fires,
                    "leaves_out": rule.leaves_out,
                    "thresholds": [asdict(threshold) for threshold in rule.thresholds],
                    "sources": [asdict(source) for source in rule.sources],
                }
                for rule in self.rules
            ],
            "severities": dict(SEVERITIES),
            "evidence": dict(EVIDENCE),
        }


def lint(target: str | Path) -> Linted:
    """Ask the rules of the catalogue that a regime's text alone can answer, on each of its dated forms.

    Args:
        target: a name of the gallery, or the path of a regime file.

    Returns:
        Findings with line, dates, sources, a question for a lawyer and the smallest change.

    Raises:
        InvalidFile: the file is not a regime, or is wrong.
        WrongUse: the gallery has no such regime.
    """
    path = gallery.resolve("regime", target)
    document = read(path)
    regime = from_document(document)
    dates = [None, *(amendment.begins for amendment in regime.amendments)]
    standing: dict[tuple[str, Hit], Finding] = {}
    findings: list[Finding] = []
    for begins, (_, form) in zip(dates, amended(document), strict=True):
        now = _fired(Form(read_form(form, begins), form), str(path), begins)
        for key in [key for key in standing if key not in now]:
            findings.append(_ended(standing.pop(key), begins))
        for key, finding in now.items():
            standing.setdefault(key, finding)
    findings += standing.values()
    findings.sort(key=lambda each: (each.rule, each.line, each.column, each.since or dt.date.min))
    return Linted(regime.regime, regime.title, path, tuple(findings))


def _fired(form: Form, path: str, begins: dt.date | None) -> dict[tuple[str, Hit], Finding]:
    """Return what fires in one form, by rule and hit, as if it began with that form."""
    found: dict[tuple[str, Hit], Finding] = {}
    for rule in RULES:
        for hit in rule.find(form):
            line, column = form.document.position(hit.path, key=True)
            found[rule.id, hit] = Finding(
                rule=rule.id,
                title=rule.title,
                severity=rule.severity(form.regime),
                declared=rule.declared,
                path=path,
                line=line,
                column=column,
                where=dotted(hit.path),
                found=hit.found,
                since=begins,
                until=None,
                near=hit.near,
                sources=rule.sources_for(form.regime),
                question=rule.question.replace("{what}", hit.what),
                change=hit.change or rule.change,
            )
    return found


def _ended(finding: Finding, date: dt.date | None) -> Finding:
    return replace(finding, until=date)
