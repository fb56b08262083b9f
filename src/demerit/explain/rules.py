"""From an entry to the lines of the run's own files that it goes back to.

An amendment counts from the first step on or after its date, and a case is decided wholly under the rules in
force when it was seen; so an entry with a case is held against the form of that day, and points to the line
that wrote the value, the amendment's own where one did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from demerit.archive.schema.kinds import KIND_NAMES
from demerit.counted.kinds import of_a_score, path_of_score
from demerit.documents import Document, dotted, read
from demerit.explain.trace import Entry, Rule
from demerit.mechanisms.scores.language_share import adds
from demerit.mechanisms.scores.language_worse import against, worse_of
from demerit.regime.amendments import amended

Where = tuple[str | int, ...]

REGIME, SOCIETY = "regime.yaml", "society.yaml"


class Rules:
    """The rules of a run, by the lines of its files."""

    def __init__(self, folder: Path) -> None:
        """Read the files of a run's folder."""
        self._society = read(folder / SOCIETY)
        self._forms = [(_date(begins), form) for begins, form in amended(read(folder / REGIME))]

    def of(self, entry: Entry, date: str) -> tuple[Rule, ...]:
        """Return the rules that an entry goes back to, as they stood on a date."""
        form = self._in_force(dt.date.fromisoformat(date))
        kind = KIND_NAMES.get(entry.kind)
        if kind is None:
            return ()
        found = [_rule(REGIME, form, path) for path in kind.rules(entry, form)]
        found += [_rule(SOCIETY, self._society, path) for path in kind.of_society(entry)]
        return tuple(dict.fromkeys(rule for rule in found if rule is not None))

    def against(self, entry: Entry, date: str) -> int:
        """Return how far the points of an entry lie on the worse side of the score that it names, if any."""
        path = path_of_score(entry.by)
        form = self._in_force(dt.date.fromisoformat(date))
        kind, said, start = (form.at((*path, key)) for key in ("kind", "worse", "start"))
        if not of_a_score(entry.by) or kind is None:
            return 0
        word, points = str(said) if said is not None else None, entry.amount
        if kind == "share":
            of, among = ([*map(str, _listed(form.at((*path, key))))] for key in ("of", "among"))
            return against(worse_of(str(kind), word, 0), adds(entry.what, of, among))
        return against(worse_of(str(kind), word, int(str(start))), points)

    def worst(self, score: str, scores: Sequence[int]) -> tuple[str, int]:
        """Return how the worst of some values of a score is called, and which it is."""
        forms = [form for _, form in self._forms]
        higher = any(form.at((*path_of_score(score), "worse")) == "higher" for form in forms)
        return ("highest", max(scores)) if higher else ("lowest", min(scores))

    def _in_force(self, date: dt.date) -> Document:
        held = self._forms[0][1]
        for begins, form in self._forms:
            if begins is None or begins <= date:
                held = form
        return held


def _listed(found: object) -> Sequence[object]:
    return found if isinstance(found, list) else []


def _date(written: object) -> dt.date | None:
    if isinstance(written, dt.date):
        return written
    return None if written is None else dt.date.fromisoformat(str(written))


def _rule(file: str, document: Document, path: Where) -> Rule | None:
    """Return where a path is written, or the nearest place above it; None where the file has none."""
    while len(path) > 1 and document.at(path) is None:
        path = path[:-1]
    if document.at(path) is None:
        return None
    line, _ = document.position(path, key=True)
    return Rule(file=file, line=line, where=dotted(document.origins.get(path, path)))
