"""What each value rests on, and that every source is declared and used.

A source that nothing uses is refused as strictly as one that is missing: a list of references that only
decorates would make a file look better founded than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from demerit.documents.models import UNVERIFIED, FilePart, ReferenceKey
from demerit.documents.reading import Document, Where, dotted
from demerit.documents.stating import PROPOSAL, stated
from demerit.documents.walking import walk
from demerit.errors import Problem, nearest_name
from demerit.quantities import Quantity, Table


class Evidence(NamedTuple):
    """What one value rests on.

    Attributes:
        path: dotted place of the value.
        value: the value as text, in its canonical unit.
        unit: canonical unit; empty for plain numbers.
        code: V, V2, D, M, X, S, or `assumed` where no source is named.
        reference: title of the source, or empty.
        url: address of the source, or empty.
        range: the assumed range as text, or empty.
        unverified: True if nobody read a source for it (codes M and S).
        note: remark on the value.
    """

    path: str
    value: str
    unit: str
    code: str
    reference: str
    url: str
    range: str
    unverified: bool
    note: str


def evidence(model: FilePart) -> list[Evidence]:
    """Return what every number of a model rests on, in the order of the model.

    Args:
        model: a checked regime, society or scenario.
    """
    rows: list[Evidence] = []
    for path, value in walk(model):
        if isinstance(value, Quantity) and value.reference != "":
            text, span = value.text, str(value.assumed) if value.assumed else ""
        elif isinstance(value, Table):
            text = ", ".join(f"{name} {entry.normalize():f}" for name, entry in value.as_dict().items())
            span = f"each within a factor of {1 + value.spread}" if value.spread is not None else ""
        else:
            continue
        code, title, url = _resting(model, value.reference)
        unread = code in UNVERIFIED
        rows.append(Evidence(dotted(path), text, value.unit, code, title, url, span, unread, value.note))
    for path, text, key in _whole_numbers(model, (), None):
        code, title, url = _resting(model, key)
        rows.append(Evidence(dotted(path), text, "", code, title, url, "", code in UNVERIFIED, ""))
    return rows


def _whole_numbers(value: Any, path: Where, near: str | None) -> Iterator[tuple[Where, str, str]]:
    """Yield whole numbers that a rule states, each as text and with the source that its entry names."""
    if isinstance(value, BaseModel):
        fields = [(field.alias or name, name, field) for name, field in type(value).model_fields.items()]
        named = next((getattr(value, name) for key, name, _ in fields if key == "from"), None)
        near = str(named) if isinstance(named, ReferenceKey) else near
        for key, name, field in fields:
            held = getattr(value, name)
            if near and stated(field.metadata) and name in value.model_fields_set and _whole(held):
                text = " to ".join(map(str, held)) if isinstance(held, tuple) else str(held)
                yield (*path, key), text, near
            else:
                yield from _whole_numbers(held, (*path, key), near)
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _whole_numbers(held, (*path, str(key)), near)


def _whole(held: object) -> bool:
    return all(type(each) is int for each in (held if isinstance(held, tuple) else (held,)))


def _resting(model: FilePart, key: str | None) -> tuple[str, str, str]:
    """Return code, title and address of what a key stands for; an assumption where there is none."""
    if key == PROPOSAL and model.proposes:
        return "P", "a rule that this file proposes", ""
    entry = model.references.get(key) if key else None
    return (entry.evidence, entry.title, entry.url or "") if entry else ("assumed", "", "")


def used_references(model: FilePart) -> dict[str, list[Where]]:
    """Return where each reference key is used, by key."""
    return _used(walk(model))


def _used(leaves: Iterable[tuple[Where, object]]) -> dict[str, list[Where]]:
    used: dict[str, list[Where]] = {}
    for path, value in leaves:
        if key := _named(value):
            used.setdefault(key, []).append(path)
    return used


def _named(value: object) -> str | None:
    """Return the key of the reference that a value names."""
    if isinstance(value, ReferenceKey):
        return str(value)
    return value.reference if isinstance(value, (Quantity, Table)) else None


def reference_problems(documents: Iterable[tuple[Document, FilePart]]) -> list[Problem]:
    """Return a problem for every undeclared and every unused reference.

    Args:
        documents: one file in all its dated forms (only the first, if it has no amendments).
    """
    problems: dict[tuple[int, int, str], Problem] = {}
    pairs = list(documents)
    unused: dict[str, Document] = {}
    for document, model in pairs:
        for key in model.references:
            unused.setdefault(key, document)
    for document, model in pairs:
        used = used_references(model)
        for key in used:
            unused.pop(key, None)
        for problem in _undeclared(document, model.references, used, model.proposes):
            problems.setdefault((problem.line, problem.column, problem.found), problem)
    for key, document in unused.items():
        problem = document.problem(
            ("references", key),
            f"nothing in this file rests on the reference {key!r}",
            found=key,
            key=True,
            next_step=f"write `from {key}` where it is the source, or remove it",
        )
        problems[(problem.line, problem.column, key)] = problem
    return list(problems.values())


def undeclared_references(document: Document, parts: Mapping[str, Any]) -> list[Problem]:
    """Return a problem for every undeclared reference in those parts of a wrong file that are sound.

    Args:
        document: the file.
        parts: its sound parts by key, its references among them; without these nothing is looked up.
    """
    if "references" not in parts:
        return []
    used = _used(leaf for name, part in parts.items() for leaf in walk(part, (name,)))
    return _undeclared(document, parts["references"], used, False)


def _undeclared(
    document: Document, known: Mapping[str, Any], used: Mapping[str, list[Where]], proposes: bool
) -> list[Problem]:
    """Return a problem for every place that names a reference which is not among the known ones."""
    return [
        undeclared(document, place, key, known)
        for key, places in used.items()
        if key not in known and not (key == PROPOSAL and proposes)
        for place in places
    ]


def undeclared(document: Document, place: Where, key: str, known: Iterable[str]) -> Problem:
    """Return the problem of a place that names a reference which is not among the known ones."""
    return document.problem(
        place,
        f"no reference {key!r} is declared",
        found=key,
        allowed=", ".join(known) or "no reference is declared in this file",
        nearest=nearest_name(key, known),
        next_step=f"add `{key}: {{title: ..., evidence: V}}` under `references`, or mend the key",
    )


def unverified(model: FilePart) -> Mapping[str, str]:
    """Return the values that nobody read a source for, path to text."""
    return {row.path: row.value for row in evidence(model) if row.unverified}
