"""What a file of version 2 may not say, since version 2 says it otherwise, and what it must say.

Version 1 took a reading where there are two; a file headed `demerit: 2` says which it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from demerit.documents import Document
from demerit.documents.reading import Where
from demerit.errors import Problem
from demerit.mechanisms.redress.language import SEVEN
from demerit.regime.declaring import DECLARED
from demerit.regime.upgrading.debts import alike
from demerit.regime.upgrading.draft import changes, tops
from demerit.regime.upgrading.safeguards import of_version_1
from demerit.regime.upgrading.sources import covered_by
from demerit.regime.upgrading.words import parts

VERSION = 2


class Old(NamedTuple):
    """A place that version 2 says otherwise.

    Attributes:
        path: of what stands there; of the part, where a key is missing.
        instead: how version 2 says it.
        missing: the key that is missing; empty where a key is not to be there.
    """

    path: Where
    instead: str
    missing: str = ""


def older(document: Document) -> list[Problem]:
    """Return what a regime's file says in the way of version 1, if it is headed as version 2.

    Args:
        document: as read.
    """
    if document.data.get("demerit") != VERSION:
        return []
    found: dict[Where, Problem] = {}
    for old in ways_of_version_1(document):
        found.setdefault((*old.path, old.missing), _told(document, old))
    return sorted(found.values(), key=lambda each: (each.line, each.column))


def _told(document: Document, old: Old) -> Problem:
    if old.missing:
        return document.problem(
            old.path,
            f"{old.missing!r} is missing here, and version 2 takes nothing for it",
            found="",
            key=True,
            next_step=f"add `{old.instead}`; `demerit upgrade` says what version 1 took",
        )
    return document.problem(
        old.path,
        f"version 2 says {str(old.path[-1])!r} otherwise",
        found=str(old.path[-1]),
        key=True,
        next_step=f"write `{old.instead}`, or let `demerit upgrade` write it",
    )


def ways_of_version_1(document: Document) -> Iterator[Old]:
    """Yield every place of a regime's file that version 2 says otherwise.

    Args:
        document: as read; it need not load.
    """
    yield from _scores(document)
    for section, keys in _KEYS.items():
        for top in tops(document):
            entries = document.at((*top, section))
            for name, said in entries.items() if isinstance(entries, Mapping) else ():
                if isinstance(said, Mapping):
                    for key in said:
                        if key in keys:
                            yield Old((*top, section, name, key), keys[key])
                    if section == "lists" and isinstance(said.get("enter"), str | Mapping):
                        yield Old((*top, section, name, "enter"), "enter: [{while: CONDITION}]")
    yield from _consequences(document)
    for top in tops(document):
        if document.at((*top, "tiers")) is not None:
            yield Old((*top, "tiers"), "weights: [{if: tier == TIER, adverse: FACTOR, at: ruling}]")
    for top in tops(document):
        if of_version_1(said := document.at((*top, "safeguards"))):
            for key in said:
                if key in SEVEN:
                    yield Old((*top, "safeguards", key), _BUNDLES)
    for top in tops(document):
        if alike(document.at((*top, "debts"))):
            yield Old((*top, "debts"), "debts: {CONDUCT: {amount: act, refunds: true}}, by conduct")
    yield from _sources(document)
    yield from _kinds(document)
    for path, known, _ in parts(document):
        said = document.at(path)
        for key in said if isinstance(said, Mapping) else ():
            if key in known:
                yield Old((*path, key), f"{DECLARED}: {{{key}: ...}}")


_BUNDLES = "safeguards: {of_records: NAME, of_listings: none, NAME: {...}}, or safeguards: none"
_KEYS: Mapping[str, Mapping[str, str]] = {
    "lists": {"term": "for: LENGTH, way by way"},
    "consequences": {
        "factor": "price: [KIND] with times: FACTOR and to: CONDITION",
        "domain": "refuse: [KIND], price: [KIND] or favour: [KIND]",
        "for": "to: CONDITION",
        "fiscal_cost": "public_cost: MONEY per case",
    },
}
"""Keys of entries that version 2 says otherwise, by section, with what it says."""


def _scores(document: Document) -> Iterator[Old]:
    said = [(top, document.at((*top, "score"))) for top in tops(document)]
    said = [(top, score) for top, score in said if score is not None]
    for top, score in said:
        none = score == "none" or score == {"kind": "none"}
        instead = "nothing: no score is kept" if none else "scores: {NAME: {kind: ..., worse: lower}}"
        yield Old((*top, "score"), instead)


def _consequences(document: Document) -> Iterator[Old]:
    for path, before, after in changes(document, "consequences"):
        if after.get("to", "none") != "none":
            continue
        for key in ("refuse", "favour"):
            named = isinstance(after.get(key), str) and after[key] != "none"
            if named and (before is None or before.get(key) != after[key]):
                yield Old((*path, key), f"{key}: [KIND] with to: CONDITION")


def _kinds(document: Document) -> Iterator[Old]:
    for path, before, after in changes(document, "lists"):
        if before is None and "kind" not in after:
            yield Old(path, "kind: burden, benefit or note", "kind")


def _sources(document: Document) -> Iterator[Old]:
    for path, before, after in changes(document, "sources"):
        if before is None and "covers" not in after:
            kind = str(after.get("kind"))
            yield Old(path, f"covers: {covered_by(kind)}", "covers")
