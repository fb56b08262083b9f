"""What has another shape in a file of version 1 than carrying it takes it to have.

All else that is wrong is told of the file that it becomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.documents import Document
from demerit.documents.reading import Where
from demerit.errors import Problem
from demerit.regime.upgrading.draft import tops

_SECTIONS = ("conducts", "sources", "lists", "consequences")
_SCORES: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "ledger": ("start",),
    "rolling-mean": ("start",),
    "risk-score": ("start", "features", "threshold", "every"),
}
"""Kinds of score of version 1, each with the keys that carrying it needs."""


def malformed(document: Document) -> list[Problem]:
    """Return what of a regime's file has another shape than version 1 gave it.

    Args:
        document: as read.
    """
    amendments = document.data.get("amendments", [])
    if not isinstance(amendments, list) or not all(isinstance(each, Mapping) for each in amendments):
        return [_not_a(document, ("amendments",), "a list of changes, each with `from`")]
    return [problem for top in tops(document) for problem in _part(document, top)]


def _part(document: Document, top: Where) -> Iterator[Problem]:
    """Yield what is wrong in the file itself, or in one of its amendments."""
    for section in _SECTIONS:
        yield from _entries(document, (*top, section))
    for section in ("tiers", "safeguards", "debts", "spillover", "operator"):
        path: Where = (*top, section)
        if not isinstance(document.at(path), Mapping | None) and not _none(document, path):
            yield _not_a(document, path, "keys with their values, or `none`")
    yield from _score(document, (*top, "score"), whole=not top)
    for name, rule in _mapping(document, (*top, "tiers")).items():
        if not isinstance(rule, Mapping) or "deductions" not in rule:
            yield _not_a(document, (*top, "tiers", name), "deductions: FACTOR")
    if not isinstance(document.at((*top, "weights")), list | None):
        yield _not_a(document, (*top, "weights"), "a list of weights")
    for name, rule in _mapping(document, (*top, "lists")).items():
        enter = rule.get("enter") if isinstance(rule, Mapping) else None
        if not isinstance(enter, str | list | Mapping | None):
            yield _not_a(document, (*top, "lists", name, "enter"), "a condition, or `on` and `if`")
        elif isinstance(enter, Mapping) and not {"on", "if"} & enter.keys():
            yield _not_a(document, (*top, "lists", name, "enter"), "on: [CONDUCT], if: CONDITION, or both")
    for name, rule in _mapping(document, (*top, "consequences")).items():
        said = rule if isinstance(rule, Mapping) else {}
        for key in ("for", "domain", *(["favour"] if "to" not in said else [])):
            if not isinstance(said.get(key), str | None):
                yield _not_a(document, (*top, "consequences", name, key), "text")
        refused = said.get("refuse")
        if not isinstance(refused, str | list | None) or refused == []:
            yield _not_a(document, (*top, "consequences", name, "refuse"), "the name of a list")
    owed = _mapping(document, (*top, "debts")).get("conducts", [])
    if not isinstance(owed, list | Mapping):
        yield _not_a(document, (*top, "debts", "conducts"), "a list of conducts")


def _score(document: Document, path: Where, whole: bool) -> Iterator[Problem]:
    """Yield what is wrong with the score, which stands whole in the file itself."""
    score = document.at(path)
    if score is None or _none(document, path):
        return
    if not isinstance(score, Mapping):
        yield _not_a(document, path, "keys with their values, or `none`")
        return
    kind = score.get("kind")
    if (whole or kind is not None) and kind not in _SCORES:
        at = (*path, "kind") if kind is not None else path
        yield _not_a(document, at, f"kind: {', '.join(_SCORES)}")
    elif missing := [key for key in _SCORES.get(str(kind), ()) if key not in score and whole]:
        yield _not_a(document, path, f"{', '.join(missing)} as well")
    for key in ("features", "recovery"):
        said = score.get(key)
        if not isinstance(said, Mapping | None) and not _none(document, (*path, key)):
            yield _not_a(document, (*path, key), "keys with their values")
    back = score.get("recovery")
    if isinstance(back, Mapping) and whole and not {"points", "every"} <= back.keys():
        yield _not_a(document, (*path, "recovery"), "points and every")


def _entries(document: Document, path: Where) -> Iterator[Problem]:
    """Yield what is wrong with a section of entries by name."""
    section = document.at(path)
    if section is not None and not isinstance(section, Mapping):
        yield _not_a(document, path, "entries by name")
    for name, said in _mapping(document, path).items():
        if not isinstance(said, Mapping) and said != "none" and name != "from":
            yield _not_a(document, (*path, name), "keys with their values, or `none`")


def _mapping(document: Document, path: Where) -> Mapping[str, Any]:
    found = document.at(path)
    return found if isinstance(found, Mapping) else {}


def _none(document: Document, path: Where) -> bool:
    return bool(document.at(path) == "none")


def _not_a(document: Document, path: Where, allowed: str) -> Problem:
    return document.problem(
        path,
        "this has another shape than version 1 of the language gave it",
        allowed=allowed,
        key=True,
        next_step="mend it, and upgrade the file then",
    )
