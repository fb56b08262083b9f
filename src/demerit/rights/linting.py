"""From a regime's text to findings: every rule on every dated form, with line, date and source.

A finding is a question for a lawyer. There is no grade and nothing to be passed: a text without findings is
one in which these rules found nothing, and the answer says so in as many words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from demerit.documents import Document, dotted, gallery, read
from demerit.documents.reading import Where
from demerit.errors import InvalidFile, nearest_name
from demerit.regime.amendments import amended, read_form
from demerit.regime.loading import from_document
from demerit.regime.model import Regime
from demerit.regime.values import resolved
from demerit.rights.catalogue import RULES
from demerit.rights.dangers import DANGERS
from demerit.rights.findings import Finding, Linted, NotLookedAt, Place, Uncovered, asked_about, in_order
from demerit.rights.rule import SEVERITIES, Form, Hit, Rule, Source, Unseen
from demerit.society import loading
from demerit.society.recipe import Recipe

Key = tuple[Rule, Hit, tuple[Source, ...]]


def lint(target: str | Path, society: str | Path | None = None) -> Linted:
    """Ask the rules of the catalogue that a regime's text alone can answer, on each of its dated forms.

    Args:
        target: a name of the gallery, or the path of a regime file.
        society: a society, by name or path, whose properties of conducts are looked at as well.

    Returns:
        Findings with their places, dates, sources, questions for a lawyer and the smallest changes; dangerous
        keys that no rule covers; what was not looked at.

    Raises:
        InvalidFile: a file is not of its kind, or wrong, or the society lacks a conduct of the regime.
        WrongUse: the gallery has no such regime or society.
    """
    path = gallery.resolve("regime", target)
    document = read(path)
    regime = from_document(document)
    beside = loading.load(society) if society is not None else None
    standing: dict[Key, Place] = {}
    ended: list[tuple[Key, Place]] = []
    unseen: dict[tuple[str, str], dict[str, None]] = {}
    uncovered: dict[tuple[str, str], Uncovered] = {}
    for form, begins in _forms(document, regime, beside):
        now: dict[Key, Place] = {}
        for rule, found in _asked(form):
            if isinstance(found, Unseen):
                unseen.setdefault((rule.id, found.what), {})[found.of] = None
            else:
                now[rule, found, rule.sources_for(form.regime)] = _place(form, rule, found, begins)
        for key in [key for key in standing if key not in now]:
            ended.append((key, replace(standing.pop(key), until=begins)))
        for key, place in now.items():
            before = standing.get(key)
            standing[key] = place if before is None else replace(before, what=_both(before.what, place.what))
        for each in _uncovered(form, str(path), [hit.path for _, hit, _ in now]):
            uncovered.setdefault((each.where, each.found), each)
    return Linted(
        regime.regime,
        regime.title,
        path,
        beside.society if beside is not None else None,
        _findings([*ended, *standing.items()], str(path)),
        tuple(sorted(uncovered.values(), key=lambda it: (it.line, it.column))),
        tuple(NotLookedAt(rule, what, tuple(of)) for (rule, what), of in unseen.items()),
    )


def _forms(
    document: Document, regime: Regime, society: Recipe | None
) -> Iterator[tuple[Form, dt.date | None]]:
    """Yield a regime's dated forms, with the day from which each conduct counts, as far as the file says."""
    dates = [None, *(amendment.begins for amendment in regime.amendments)]
    rollout = regime.rollout
    first = (rollout.pilot.begins if rollout.pilot is not None else rollout.nationwide) if rollout else None
    began: dict[str, dt.date | None] = {}
    for begins, (_, form) in zip(dates, amended(document), strict=True):
        standing = resolved(read_form(form, begins))
        began = {name: began[name] if name in began else begins or first for name in standing.conducts}
        _refuse_unknown(form, standing, society)
        yield Form(standing, form, society, began), begins


def _refuse_unknown(document: Document, regime: Regime, society: Recipe | None) -> None:
    """Refuse conducts that the society does not have.

    Raises:
        InvalidFile: at each of them.
    """
    if society is None:
        return
    known: Mapping[str, object] = society.conducts
    problems = [
        document.problem(
            ("conducts", name),
            f"the society {society.society} has no conduct {name!r}",
            found=name,
            key=True,
            allowed=", ".join(known),
            nearest=nearest_name(name, known),
            next_step="mend the name, or give another society",
        )
        for name in regime.conducts
        if name not in known
    ]
    if problems:
        raise InvalidFile(problems)


def _asked(form: Form) -> Iterator[tuple[Rule, Hit | Unseen]]:
    """Yield what every rule finds in a form."""
    for rule in RULES:
        if rule.find is not None:
            for found in rule.find(form):
                yield rule, found


def _place(form: Form, rule: Rule, hit: Hit, begins: dt.date | None) -> Place:
    """Return where a rule fires, as if it began with this form."""
    line, column = form.document.position(hit.path, key=True)
    return Place(
        line=line,
        column=column,
        where=dotted(hit.path),
        found=hit.found,
        what=hit.names,
        severity=rule.severity(form.regime, hit.letter),
        since=begins,
        until=None,
        near=hit.near,
        change=hit.change or rule.change,
    )


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of both, each once."""
    return tuple(dict.fromkeys([*one, *other]))


def _findings(fired: list[tuple[Key, Place]], path: str) -> tuple[Finding, ...]:
    """Return one finding a rule, or one for each set of sources where an amendment changes which apply."""
    groups: dict[tuple[Rule, tuple[Source, ...]], list[tuple[Hit, Place]]] = {}
    for (rule, hit, sources), place in fired:
        groups.setdefault((rule, sources), []).append((hit, place))
    letters = list(SEVERITIES)
    made = []
    for (rule, sources), pairs in groups.items():
        places = in_order(place for _, place in pairs)
        declared = min((hit.letter or rule.declared for hit, _ in pairs), key=letters.index)
        made.append(
            Finding(
                rule=rule.id,
                title=rule.title,
                severity=min((place.severity for place in places), key=letters.index),
                declared=declared,
                path=path,
                places=places,
                sources=sources,
                question=asked_about(rule.question, (name for place in places for name in place.what)),
            )
        )
    return tuple(sorted(made, key=lambda it: (it.rule, it.places[0].line, it.places[0].since or dt.date.min)))


def _uncovered(form: Form, path: str, asked: list[Where]) -> Iterator[Uncovered]:
    """Yield dangerous keys of a form at which no rule fires, above them or below."""
    for danger in DANGERS:
        for place, found in danger.present(form.regime):
            if any(_meet(place, other) for other in asked):
                continue
            line, column = form.document.position(place, key=True)
            yield Uncovered(path, line, column, dotted(place), found, danger.question)


def _meet(one: Where, other: Where) -> bool:
    """Return whether two places are the same, or one lies below the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
