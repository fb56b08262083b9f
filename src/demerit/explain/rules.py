"""From an entry to the lines of the run's own files that it goes back to.

An amendment counts from the first step on or after its date, and a case is decided wholly under the rules in
force when it was seen; so an entry with a case is held against the form of that day, and points to the line
that wrote the value, the amendment's own where one did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from demerit.documents import Document, dotted, read
from demerit.explain.trace import Entry, Rule
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
        found = [_rule(REGIME, form, path) for path in _regime(entry, form)]
        found += [_rule(SOCIETY, self._society, path) for path in _society(entry)]
        return tuple(dict.fromkeys(rule for rule in found if rule is not None))

    def _in_force(self, date: dt.date) -> Document:
        held = self._forms[0][1]
        for begins, form in self._forms:
            if begins is None or begins <= date:
                held = form
        return held


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


def _society(entry: Entry) -> Sequence[Where]:
    if entry.kind in ("job lost", "job found"):
        return [("responses", "work", entry.kind.removeprefix("job "))]
    if entry.kind in ("act", "act let go"):
        return [("conducts", entry.what)]
    return [("attempts", entry.what)] if entry.kind == "attempt" else []


def _regime(entry: Entry, form: Document) -> Sequence[Where]:
    places = PLACES.get(entry.kind)
    return [] if places is None else places(entry, form)


def _sighting(entry: Entry, form: Document) -> Sequence[Where]:
    seen = ("sees", entry.what) if entry.of_act else ("false_records",)
    return [("sources", entry.by, *seen)]


_RULED: dict[str, Sequence[Where]] = {
    "let off": [("adjudication", "official", "discretion")],
    "stopped at review": [("safeguards", "human_review")],
    "stopped at hearing": [("safeguards", "hearing")],
    "found unable": [("adjudication", "ability_test")],
    "paid before": [("safeguards", "notice")],
    "won on appeal before": [("safeguards", "appeal")],
}
_ENDS: dict[str, Sequence[Where]] = {
    "repair": [("safeguards", "repair")],
    "correction": [("safeguards", "correction"), ("safeguards", "appeal")],
    "tie": [("spillover",)],
}


def _ruling(entry: Entry, form: Document) -> Sequence[Where]:
    return _RULED.get(entry.outcome, [("adjudication", entry.by)])


def _record(entry: Entry, form: Document) -> Sequence[Where]:
    return [("conducts", entry.what, "points")] if entry.by == "score" else [("lists", entry.by, "enter")]


def _ends(listed: str, entry: Entry, form: Document) -> Sequence[Where]:
    if entry.outcome == "expiry":
        return [("score", "expiry")] if listed == "score" else [("lists", listed, "term")]
    if entry.outcome == "payment":
        return [("lists", listed, "release_on_payment")]
    return [path for path in _ENDS.get(entry.outcome, []) if form.at(path) not in (None, "none")]


def _score(entry: Entry, form: Document) -> Sequence[Where]:
    if entry.outcome in ("start", "recovery"):
        return [("score", entry.outcome)]
    bounds: Sequence[Where] = [("score", "cap_per_step"), ("score", "floor"), ("score", "cap")]
    return [path for path in bounds if form.at(path) not in (None, "none")] if entry.outcome == "cap" else []


def _consequences(entry: Entry, form: Document, how: Sequence[str]) -> Sequence[Where]:
    """Return the consequences about the domain of an attempt; where it is refused, of the lists that do."""
    lists = entry.by.split(", ")
    return [
        ("consequences", name)
        for name, each in (form.at(("consequences",)) or {}).items()
        if isinstance(each, dict)
        and each.get("domain", name) == entry.what
        and any(key in each for key in how)
        and ("refuse" not in how or each.get("refuse") in lists)
    ]


PLACES: dict[str, Callable[[Entry, Document], Sequence[Where]]] = {
    "sighting": _sighting,
    "ruling": _ruling,
    "record": _record,
    "record passes": lambda entry, form: [("lists", entry.by, "enter", "if")],
    "record ceases": lambda entry, form: _ends(entry.by, entry, form),
    "score": _score,
    "listed": lambda entry, form: [("lists", entry.what)],
    "off the list": lambda entry, form: _ends(entry.what, entry, form),
    "condition holds": lambda entry, form: [("lists", entry.what, "enter")],
    "condition ceases": lambda entry, form: [("lists", entry.what, "enter")],
    "tie carries": lambda entry, form: [("spillover", entry.outcome)],
    "tie ceases": lambda entry, form: [("spillover",)],
    "points for a listing near": lambda entry, form: [("spillover", entry.outcome)],
    "refused": lambda entry, form: _consequences(entry, form, ["refuse"]),
    "favoured": lambda entry, form: _consequences(entry, form, ["favour", "factor"]),
    "charged": lambda entry, form: _consequences(entry, form, ["factor"]),
    "nobody found": lambda entry, form: [("linkage", "missed")],
    "put on another": lambda entry, form: [("linkage", "wrong_person")],
    "difference": lambda entry, form: [("sources", entry.by, "income_test")],
    "debt claimed": lambda entry, form: [("debts", "penalty")],
    "debt paid": lambda entry, form: [("debts",)],
    "debt cancelled": lambda entry, form: [("debts",)],
    "debt refunded": lambda entry, form: [("debts", "refunds")],
}
"""For each kind of entry, the places in the regime that it goes back to; a kind that is not here has none."""
