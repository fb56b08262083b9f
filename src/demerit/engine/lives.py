"""From events to entries: numbers by position become dated rows with names, for the panel and for a trace.

An entry has the same few columns whatever its kind: what it is about, by whom or what, how it came out, how
much, the score after it, and the case, which is the act or false sighting that it goes back to. Which number
of an event goes to which column, and what names it, the kind says (`demerit.counted.kinds`).

Names: `A` column of the first field, `B` of the second, `C` of the third, `H` of the hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.archive.persons import person_id
from demerit.archive.schema.kinds import KINDS
from demerit.counted.kinds import NUMBERS as NUMBERS_OF_KINDS
from demerit.counted.kinds import Field
from demerit.counted.table import Coded
from demerit.engine.events import COLUMNS
from demerit.quantities import Calendar
from demerit.scenario.names import Names
from demerit.society.traits import AGE_BANDS, SIZES, SLOTS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

STEP, SLOT, NUMBER, KIND, A, B, C, H = range(8)
"""Columns of a row of events."""
TEXTS, NUMBERS = ("what", "by", "outcome"), ("amount", "after")


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
    """Of the kind, a key of `archive.schema.kinds.KINDS`."""


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
        for place, field in enumerate(KINDS[number].fields):
            at = (A, B, C)[field.at if field.at >= 0 else place]
            if field.sort == "number":
                amounts[field.column][places] = rows[places, at]
            else:
                columns[field.column].add(places, *_texts(field, rows[places], at, district[places], names))
    dates = tuple(calendar.date(step).isoformat() for step in range(calendar.steps))
    positions = np.zeros(NUMBERS_OF_KINDS, np.int64)
    positions[list(KINDS)] = np.arange(len(KINDS))
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
        return _blank(column, _of(kept.number, _telling(name)))

    return kept._replace(
        what=hidden("what", kept.what), by=hidden("by", kept.by), outcome=hidden("outcome", kept.outcome)
    )


def known_truth(lives: Entries) -> Entries:
    """Return what only the lab knows: acts, attempts, which sightings were of an act, and the shadow.

    Of what stands on record as well, it has what it is about and what is true of it.
    """
    twins = [number for number, kind in KINDS.items() if kind.twin]
    apart = [number for number, kind in KINDS.items() if kind.side != "record"]
    kept = _only(lives, _of(lives.number, [*apart, *twins]))
    both = _of(kept.number, twins)

    def hidden(name: str, column: Coded) -> Coded:
        return _blank(column, both & ~_of(kept.number, _telling(name)))

    names = tuple(kind.twin or kind.name for kind in KINDS.values())
    return kept._replace(
        by=hidden("by", kept.by), outcome=hidden("outcome", kept.outcome), kind=Coded(kept.kind.codes, names)
    )


def _telling(column: str) -> Sequence[int]:
    """Return the kinds whose entries have in a column what only the lab knows."""
    return [
        number
        for number, kind in KINDS.items()
        if any(field.column == column and not field.known for field in kind.fields)
    ]


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
    among = np.zeros(NUMBERS_OF_KINDS, np.bool_)
    among[list(kinds)] = True
    found: Bools = among[numbers]
    return found


@cache
def _tied() -> Sequence[int]:
    """Return the kinds that tell of somebody else, whose hash is not of a case."""
    return [n for n, kind in KINDS.items() if any(field.sort == "person" for field in kind.fields)]


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


def _texts(field: Field, rows: Ints, at: int, district: Ints, names: Names) -> tuple[Sequence[str], Ints]:
    """Return the texts of a field that has a name, and for each row its place among them.

    Args:
        field: what the number means.
        rows: of events, all of one kind.
        at: the column of a row in which the number stands.
        district: of each row.
        names: of the scenario.
    """
    values = rows[:, at]
    if field.sort == "person":
        who = _ids(district, values, rows[:, H])
        return who, np.arange(len(who))
    if field.sort == "band":
        organisation = rows[:, SLOT] >= SLOTS
        return (*AGE_BANDS, *SIZES), values + np.where(organisation, len(AGE_BANDS), 0)
    assert field.named is not None
    return field.named(names, values)


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
