"""Words that decide nothing go under `declared`; what is `none` and need not be said is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from demerit.documents import Document
from demerit.documents.once import once
from demerit.documents.reading import Where
from demerit.documents.shapes import fields_under
from demerit.documents.splicing import on_one_line
from demerit.mechanisms.attempts.language import Consequence
from demerit.mechanisms.conduct.language import Conduct
from demerit.mechanisms.lists.language import ListRule
from demerit.mechanisms.sources.language import Source
from demerit.regime.declaring import DECLARED
from demerit.regime.defaults import DEFAULTS
from demerit.regime.model import Regime
from demerit.regime.operator import Operator
from demerit.regime.upgrading.draft import Draft, tops

_ENTRIES = {"conducts": Conduct, "sources": Source, "lists": ListRule, "consequences": Consequence}
_SILENT = ("spillover", "linkage", "debts", "surveillance", "rollout", "sunset", "adjudication")
"""Sections of which `none` says the same as their absence."""


@cache
def declared_words(model: Any) -> tuple[str, ...]:
    """Return the keys of a part that decide nothing and stand under its `declared`."""
    return tuple(
        word
        for field in fields_under(model, DECLARED)
        if (said := once(field.metadata)) is not None
        for word, place in said.lifts.items()
        if place == (word,)
    )


def parts(document: Document) -> Iterator[tuple[Where, tuple[str, ...], bool]]:
    """Yield each part of a file that declares words, with these, and whether a `none` may be left out."""
    for top in tops(document):
        yield top, declared_words(Regime), not top
        yield (*top, "operator"), declared_words(Operator), not top
        for section, model in _ENTRIES.items():
            entries = document.at((*top, section))
            for name in entries if isinstance(entries, Mapping) else ():
                yield (*top, section, name), declared_words(model), not top and name != DEFAULTS


def words(draft: Draft) -> None:
    """Move words that decide nothing under `declared`, part by part."""
    for path, known, silent in parts(draft.document):
        said = draft.at(path)
        if not isinstance(said, Mapping):
            continue
        moved = [key for key in said if key in known]
        kept = [key for key in moved if not (silent and _says_nothing(draft, path, key))]
        _move(draft, path, moved, kept)


def _says_nothing(draft: Draft, path: Where, key: str) -> bool:
    """Return whether a word is `none` where that says the same as its absence, and no comment says why."""
    if draft.at((*path, key)) != "none" or explained(draft, (*path, key)):
        return False
    by_default = [draft.at(each) for each in draft.defaults(str(path[0]))] if len(path) > 1 else []
    return not any(key in said or key in said.get(DECLARED, ()) for said in by_default)


def nothings(draft: Draft) -> None:
    """Leave out sections that are `none`, unless a comment says why."""
    for key in _SILENT:
        if draft.at((key,)) == "none" and not explained(draft, (key,)):
            draft.recast.remove((key,))
    if draft.at(("not_modelled",)) == [] and not explained(draft, ("not_modelled",)):
        draft.recast.remove(("not_modelled",))


def _move(draft: Draft, path: Where, moved: list[str], kept: list[str]) -> None:
    lines = [f"{key}: {_source(draft, (*path, key))}" for key in kept]
    there = draft.at((*path, DECLARED))
    if lines and isinstance(there, Mapping):
        draft.recast.put((*path, DECLARED), lines)
    elif lines:
        draft.recast.substitute((*path, kept[0]), [f"{DECLARED}: {{{', '.join(lines)}}}"])
        moved = [key for key in moved if key != kept[0]]
    for key in moved:
        draft.recast.remove((*path, key))


def _source(draft: Draft, path: Where) -> str:
    """Return a value as it is written if that is one line within brackets, else anew."""
    place = draft.recast.places[path]
    text = draft.recast.text[place.start : place.end]
    brackets = len(path) > 1 and not draft.recast.places[path[:-1]].block
    if not place.block and "\n" not in text and (brackets or text[:1] in "\"'{["):
        return text
    return on_one_line(draft.at(path))


def explained(draft: Draft, path: Where) -> bool:
    """Return whether a comment stands just above a key, or behind its value."""
    place, text = draft.recast.places[path], draft.recast.text
    line = text.rfind("\n", 0, place.key) + 1
    above = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)]
    if text[line : place.key].strip():
        return False
    behind = text[place.end : text.find("\n", place.end) if "\n" in text[place.end :] else len(text)]
    return above.lstrip().startswith("#") or "#" in behind
