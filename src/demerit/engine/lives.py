"""From events to entries: numbers by position become dated rows with names, for the panel and for a trace.

An entry has the same few columns whatever its kind: what it is about, by whom or what, how it came out, how
much, the score after it, and the case, which is the act or false sighting that it goes back to. What a number
means is worded in `events.KINDS`, and the wording decides where it goes (`NAMED`): a new kind needs no new
column, and no line here unless it says something new.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.archive.persons import person_id
from demerit.archive.schema import STANDINGS
from demerit.counted.table import Coded
from demerit.counted.values import EXITS, RELATIONS
from demerit.engine.events import CAUSES, COLUMNS, KINDS, OUTCOMES, REFUSED, SCORE_RECORD, SIGHTING, Kind
from demerit.quantities import Calendar
from demerit.scenario.codes import MAX_LISTS
from demerit.scenario.names import Names
from demerit.society.traits import AGE_BANDS, LEAVE_KINDS, SIZES, SLOTS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

STEP, SLOT, NUMBER, KIND, A, B, C, H = range(8)
"""Columns of a row of events."""
TEXTS, NUMBERS = ("what", "by", "outcome"), ("amount", "after")


NAMED = {
    "age band, or size of an organisation": ("outcome", "band"),
    "how: place in traits.LEAVE_KINDS": ("outcome", "leave"),
    "conduct": ("what", "conduct"),
    "1 if the person could not pay": ("outcome", "unable"),
    "domain": ("what", "domain"),
    "bit set of the lists that refuse": ("by", "lists"),
    "source": ("by", "source"),
    "1 of an act, 0 of none": ("outcome", "truth"),
    "2 x source, + 1 by a machine": ("by", "ruler"),
    "place in OUTCOMES": ("outcome", "outcome"),
    "list, or SCORE_RECORD": ("by", "place"),
    "list whose condition does not hold": ("by", "list"),
    "list": ("what", "list"),
    "exit": ("outcome", "exit"),
    "place in CAUSES": ("outcome", "cause"),
    "OWN or BY_TIE": ("by", "origin"),
    "slot of the one near": ("by", "person"),
    "relation": ("outcome", "relation"),
    "place in RELATIONS": ("outcome", "relation"),
    "score after it": ("after", "number"),
    "standing at work: place in schema.STANDINGS": ("outcome", "standing"),
    "1 where averaging worked it out": ("outcome", "averaged"),
}
"""What a number of an event means, as `events.KINDS` words it: the column that it goes to, and what names it.

Whatever is worded otherwise is another slot (`slot of ...`), told as an outcome, or a number: the first an
amount, a second one what stands `after` it.
"""
TWINS = {SIGHTING: "sighting", REFUSED: "attempt"}
"""Kinds of the record's side of which the lab knows more: the name of the entry that says it."""


class Entries(NamedTuple):
    """Entries in the order of people and of their lives; every column has a value for each."""

    person: Coded
    entry: Ints
    step: Ints
    date: Coded
    kind: Coded
    what: Coded
    by: Coded
    outcome: Coded
    amount: Ints
    after: Ints
    case: Ints
    number: Ints
    """Of the kind, a key of `events.KINDS`."""


ENTRY_COLUMNS = tuple(name for name in Entries._fields if name != "number")
"""What an entry keeps in a table of the panel."""


def in_order(rows: Ints) -> Ints:
    """Return the rows of one district by slot and occupant, each life in its order."""
    return rows[np.lexsort((np.arange(len(rows)), rows[:, NUMBER], rows[:, SLOT]))]


def entries(walked: Sequence[tuple[int, Ints]], names: Names, calendar: Calendar) -> Entries:
    """Return the entries of districts, each with its rows `in_order`: together, most is done once for all."""
    rows = np.concatenate([np.zeros((0, len(COLUMNS)), np.int64), *(rows for _, rows in walked)])
    district = np.repeat([number for number, _ in walked], [len(rows) for _, rows in walked])
    turns = np.ones(len(rows), np.bool_)
    turns[1:] = (rows[1:, [SLOT, NUMBER]] != rows[:-1, [SLOT, NUMBER]]).any(axis=1)
    turns[1:] |= district[1:] != district[:-1]
    life = np.cumsum(turns) - 1
    starts = np.flatnonzero(turns)
    people = _ids(district[starts], rows[starts, SLOT], rows[starts, NUMBER])
    columns = {name: _Texts(len(rows)) for name in TEXTS}
    amounts = {name: np.zeros(len(rows), np.int64) for name in NUMBERS}
    for number in np.unique(rows[:, KIND]).tolist():
        places = np.flatnonzero(rows[:, KIND] == number)
        for field, column, sort in _fields(KINDS[number]):
            values = rows[places, field]
            if column in NUMBERS:
                amounts[column][places] = values
            elif sort == "person":
                who = _ids(district[places], values, rows[places, H])
                columns[column].add(places, who, np.arange(len(who)))
            elif sort == "band":
                organisation = rows[places, SLOT] >= SLOTS
                columns[column].add(
                    places, (*AGE_BANDS, *SIZES), values + np.where(organisation, len(AGE_BANDS), 0)
                )
            else:
                texts, codes = _named(sort, values, names)
                columns[column].add(places, texts, codes)
    dates = tuple(calendar.date(step).isoformat() for step in range(calendar.steps))
    known = tuple(KINDS)
    positions = np.zeros(max(known) + 1, np.int64)
    positions[list(known)] = np.arange(len(known))
    return Entries(
        person=Coded(life, people),
        entry=np.arange(len(rows)) - (starts[life] if len(rows) else 0),
        step=rows[:, STEP],
        date=Coded(rows[:, STEP], dates),
        kind=Coded(positions[rows[:, KIND]], tuple(kind.name for kind in KINDS.values())),
        what=columns["what"].coded,
        by=columns["by"].coded,
        outcome=columns["outcome"].coded,
        amount=amounts["amount"],
        after=amounts["after"],
        case=_cases(rows, life),
        number=rows[:, KIND],
    )


def _ids(district: Ints, slot: Ints, number: Ints) -> tuple[str, ...]:
    """Return the ids of people."""
    places = zip(district.tolist(), slot.tolist(), number.tolist(), strict=True)
    return tuple(person_id(*place) for place in places)


def on_record(lives: Entries) -> Entries:
    """Return what is on record: every entry of the record's side, without what only the lab knows."""
    kept = _only(lives, _of(lives.number, [n for n, kind in KINDS.items() if kind.side == "record"]))

    def hidden(name: str, column: Coded) -> Coded:
        tell = [number for number, kind in KINDS.items() if (name, "truth") in _meanings(kind)]
        return _blank(column, _of(kept.number, tell))

    return kept._replace(
        what=hidden("what", kept.what), by=hidden("by", kept.by), outcome=hidden("outcome", kept.outcome)
    )


def known_truth(lives: Entries) -> Entries:
    """Return what only the lab knows: acts, attempts, which sightings were of an act, and the shadow.

    Of what stands on record as well, it has what it is about and what is true of it.
    """
    twins = {number: KINDS[number] for number in TWINS}
    apart = [number for number, kind in KINDS.items() if kind.side != "record"]
    kept = _only(lives, _of(lives.number, [*apart, *twins]))
    both = _of(kept.number, list(twins))

    def hidden(name: str, column: Coded) -> Coded:
        tell = [number for number, kind in twins.items() if (name, "truth") in _meanings(kind)]
        return _blank(column, both & ~_of(kept.number, tell))

    names = tuple(TWINS.get(number, kind.name) for number, kind in KINDS.items())
    return kept._replace(
        by=hidden("by", kept.by),
        outcome=hidden("outcome", kept.outcome),
        kind=Coded(kept.kind.codes, names),
    )


def _only(lives: Entries, mask: Bools) -> Entries:
    """Return some of the entries."""

    def cut(column: Coded) -> Coded:
        return Coded(column.codes[mask], column.labels)

    return Entries(
        person=cut(lives.person),
        entry=lives.entry[mask],
        step=lives.step[mask],
        date=cut(lives.date),
        kind=cut(lives.kind),
        what=cut(lives.what),
        by=cut(lives.by),
        outcome=cut(lives.outcome),
        amount=lives.amount[mask],
        after=lives.after[mask],
        case=lives.case[mask],
        number=lives.number[mask],
    )


def _blank(column: Coded, mask: Bools) -> Coded:
    """Return a column of texts with nothing where the mask is true; the first of its texts is empty."""
    return Coded(np.where(mask, 0, column.codes), column.labels)


def _of(numbers: Ints, kinds: Sequence[int]) -> Bools:
    """Return which numbers are of some kinds; a look-up, as `np.isin` sorts them."""
    among = np.zeros(max(KINDS) + 1, np.bool_)
    among[list(kinds)] = True
    found: Bools = among[numbers]
    return found


@cache
def _tied() -> Sequence[int]:
    """Return the kinds that tell of somebody else, whose hash is not of a case."""
    return [number for number, kind in KINDS.items() if any(sort == "person" for _, _, sort in _fields(kind))]


def _meanings(kind: Kind) -> list[tuple[str, str]]:
    return [(column, sort) for _, column, sort in _fields(kind)]


class _Texts:
    """A column of texts, filled a kind at a time."""

    def __init__(self, rows: int) -> None:
        self._codes, self._labels = np.zeros(rows, np.int64), [""]

    def add(self, places: Ints, texts: Sequence[str], codes: Ints) -> None:
        """Give the rows at `places` the text of their code."""
        self._codes[places] = codes + len(self._labels)
        self._labels += texts

    @property
    def coded(self) -> Coded:
        return Coded(self._codes, tuple(self._labels))


@cache
def _fields(kind: Kind) -> Sequence[tuple[int, str, str]]:
    """Return (column of the row, column of the entry, what names it) for what a kind's numbers mean."""
    numbers = iter(NUMBERS)
    found = []
    for field, text in ((A, kind.a), (B, kind.b), (C, kind.c)):
        if text in NAMED:
            found.append((field, *NAMED[text]))
        elif text.startswith("slot of"):
            found.append((field, "outcome", "slot"))
        elif text:
            found.append((field, next(numbers), "number"))
    return found


def _named(sort: str, values: Ints, names: Names) -> tuple[Sequence[str], Ints]:
    """Return texts, and for each value its place among them."""
    if sort == "lists":
        used, codes = np.unique(values, return_inverse=True)
        texts = [
            ", ".join(names.lists[n] for n in range(MAX_LISTS) if bits >> n & 1) for bits in used.tolist()
        ]
        return texts, codes
    if sort == "slot":
        used, codes = np.unique(values, return_inverse=True)
        return [f"slot {slot}" if slot >= 0 else "" for slot in used.tolist()], codes
    if sort == "place":
        return ("score", *names.lists), values - SCORE_RECORD
    if sort == "ruler":
        return ("official", "machine"), values & 1
    fixed: dict[str, Sequence[str]] = {
        "conduct": names.conducts,
        "domain": names.domains,
        "source": names.sources,
        "list": names.lists,
        "outcome": OUTCOMES,
        "exit": EXITS,
        "cause": CAUSES,
        "origin": ("own", "tie"),
        "relation": RELATIONS,
        "leave": LEAVE_KINDS,
        "unable": ("", "could not pay"),
        "truth": ("of no act", "of an act"),
        "standing": STANDINGS,
        "averaged": ("", "averaged"),
    }
    return fixed[sort], values


def _cases(rows: Ints, life: Ints) -> Ints:
    """Return for each row the number of its case in the life that it is of, in order of first appearance."""
    case = np.zeros(len(rows), np.int64)
    places = np.flatnonzero((rows[:, H] != 0) & ~_of(rows[:, KIND], _tied()))
    if not len(places):
        return case
    pairs = np.stack([life[places], rows[places, H]], axis=1)
    _, first, which = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
    order = np.lexsort((first, pairs[first, 0]))
    owner = pairs[first[order], 0]
    begins = np.searchsorted(owner, owner)
    rank = np.empty(len(first), np.int64)
    rank[order] = np.arange(len(first)) - begins + 1
    case[places] = rank[which.reshape(-1)]
    return case
