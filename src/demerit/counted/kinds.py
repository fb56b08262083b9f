"""Kinds of event: what both engines write down of somebody who is followed, and how it is named and told.

A row has the number of its kind and three whole numbers. A kind says what these are (`Field`), whose
knowledge it is, how it is told, and which rules it goes back to; whoever reads rows, tells lives or looks for
rules asks the kind. Its number follows from its name, so that machine code and rows agree without a list.

Kinds are declarations and stand on the floor of what is counted: below the engine, which writes such rows,
and below whoever tells lives, so that neither has to know the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol

import numpy as np

from demerit.chance.constants import Constants
from demerit.counted.axes import Naming
from demerit.counted.table import Integers
from demerit.counted.values import EXITS, RELATIONS, SCORE_PLACES

NUMBERS = 1 << 16
"""Kinds have numbers below this."""
MOST_FIELDS = 3
"""Whole numbers that a row has beside what every row has."""

Side = Literal["truth", "record", "shadow"]
Column = Literal["what", "by", "outcome", "amount", "after"]
Sort = Literal["name", "number", "person", "band"]
Where = tuple[str | int, ...]
Named = Callable[[Naming, Integers], tuple[Sequence[str], Integers]]


@dataclass(frozen=True)
class Field:
    """What one of a kind's numbers means.

    Attributes:
        column: of an entry, to which it goes.
        named: returns texts, and for each number its place among them; None for a plain number.
        sort: a name, a number, or what needs more of the row: a person's id, an age band or size.
        known: whether it stands on record, where the kind does; else the lab alone knows it.
        said: how a sentence says a name that it does not say by its own words.
        at: which of the row's numbers it is; below 0 the one in its own place among the fields.
    """

    column: Column
    named: Named | None = None
    sort: Sort = "name"
    known: bool = True
    said: Mapping[str, str] | None = None
    at: int = -1


class Told(Protocol):
    """What a rule is looked for by: an entry of a life."""

    @property
    def what(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> str: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def of_act(self) -> bool | None: ...  # noqa: D102


class Form(Protocol):
    """The form of a regime in force: `at` returns what stands at a path, or None."""

    def at(self, path: Where) -> Any: ...  # noqa: D102


Rules = Sequence[Where] | Callable[[Told, Form], Sequence[Where]]
"""Paths in a file, where `{what}`, `{by}` and `{outcome}` stand for the entry's own; or what finds them."""


class Kind(Constants):
    """One kind of event.

    Attributes:
        name: of the kind.
        side: whose knowledge it is: the lab's (`truth`, `shadow`), or on record.
        fields: what its numbers mean, up to `MOST_FIELDS`, each for a column of its own.
        tells: the sentence by outcome, `""` for all others. It may use `what`, `by`, `outcome`, `amount`,
            `points` (the amount with its sign), `after`, and `share` (the amount as a share of 2^30).
        tells_by: the sentence where it comes by something special.
        regime: the places in the regime that it goes back to.
        society: the same in the society.
        twin: the name of the kind for what the lab knows of it beyond the record, if there is one.
    """

    def __init__(
        self,
        name: str,
        side: Side,
        fields: Sequence[Field],
        tells: Mapping[str, str],
        *,
        tells_by: Mapping[str, str] = MappingProxyType({}),
        regime: Rules = (),
        society: Sequence[Where] = (),
        twin: str = "",
    ) -> None:
        """Declare a kind; ValueError if it cannot be told, or if its numbers have no place in an entry."""
        if not tells.get(""):
            raise ValueError(f"the kind {name} has no sentence for any other outcome: give it under ''")
        columns = {field.column for field in fields}
        if sum(field.at < 0 for field in fields) > MOST_FIELDS or len(columns) < len(fields):
            raise ValueError(f"the kind {name} has fields for one column, or more than {MOST_FIELDS}")
        self.name, self.side, self.fields, self.twin = name, side, tuple(fields), twin
        self.tells, self.tells_by, self.regime, self.society = tells, tells_by, regime, society
        digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
        self.number = int.from_bytes(digest, "big") % NUMBERS
        """What rows have for it: follows from the name."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """What compiled functions read of it."""
        return {"number": self.number}

    def sentence(self, by: str, outcome: str, amount: int) -> str:
        """Return the sentence that tells an entry of it, with places for what it is about."""
        named = SCORED if of_a_score(by) else by
        without = self.tells_by.get(f"{named}{WITHOUT_POINTS}") if amount == 0 else None
        return without or self.tells_by.get(named) or self.tells.get(outcome, self.tells[""])

    def said(self, column: Column, name: str) -> str:
        """Return how its sentence says the name that stands in a column."""
        of = next((field.said for field in self.fields if field.column == column), None)
        return of.get(name, name) if of else name

    def rules(self, entry: Told, form: Form) -> Sequence[Where]:
        """Return the places in the regime that an entry of it goes back to."""
        return self.regime(entry, form) if callable(self.regime) else _filled(self.regime, entry)

    def of_society(self, entry: Told) -> Sequence[Where]:
        """Return the places in the society that an entry of it goes back to."""
        return _filled(self.society, entry)


def numbered(kinds: Iterable[Kind]) -> dict[int, Kind]:
    """Return kinds by number, in their order; ValueError if two have the same one."""
    found: dict[int, Kind] = {}
    for kind in kinds:
        other = found.setdefault(kind.number, kind)
        if other is not kind:
            raise ValueError(
                f"the kinds {other.name} and {kind.name} have the number {kind.number}: rename one of them"
            )
    return found


def _filled(paths: Sequence[Where], entry: Told) -> Sequence[Where]:
    said = {"{what}": entry.what, "{by}": entry.by, "{outcome}": entry.outcome}
    return [tuple(said.get(str(part), part) for part in path) for path in paths]


def fixed(column: Column, words: Sequence[str], *, known: bool = True) -> Field:
    """Return a field whose numbers are places among words that are always the same."""
    return Field(column, lambda names, values: (words, values), known=known)


def _lists(names: Naming, values: Integers) -> tuple[Sequence[str], Integers]:
    used, codes = np.unique(values, return_inverse=True)
    texts = [", ".join(name for n, name in enumerate(names.lists) if bits >> n & 1) for bits in used.tolist()]
    return texts, codes


def _slots(names: Naming, values: Integers) -> tuple[Sequence[str], Integers]:
    used, codes = np.unique(values, return_inverse=True)
    return [f"slot {slot}" if slot >= 0 else "" for slot in used.tolist()], codes


IN_CONDITIONS, SCORE_RECORD = -1, -2
"""In place of a list's number: where conditions count records; in a score, less the number of the score."""
CONDITIONS = "conditions"
"""How the first of these is named."""
SCORED = "score"
"""How a score is called that has this name; any other has its own name behind it."""


WITHOUT_POINTS = ", without points"
"""Behind what an entry comes by in `tells_by`: the sentence of one whose amount is 0."""


def of_a_score(text: str) -> bool:
    """Return whether what stands in an entry is a score: `score`, or `score NAME`; names have no space."""
    return text == SCORED or text.startswith(f"{SCORED} ")


def beside_lists(text: str) -> bool:
    """Return whether a record counts beside lists: in a score, or where conditions count records."""
    return text == CONDITIONS or of_a_score(text)


def path_of_score(text: str) -> Where:
    """Return where in a regime the score is declared that stands in an entry."""
    return ("scores", text.removeprefix(SCORED).strip() or SCORED)


def scores_said(names: Naming) -> list[str]:
    """Return how entries call each score of a regime."""
    return [f"{SCORED} {name}".removesuffix(f" {SCORED}") for name, *_ in names.others[SCORE_PLACES]]


def _places(names: Naming, values: Integers) -> tuple[Sequence[str], Integers]:
    scores = scores_said(names)
    return (*reversed(scores), CONDITIONS, *names.lists), values + 1 + len(scores)


CONDUCT = Field("what", lambda names, values: (names.conducts, values))
DOMAIN = Field("what", lambda names, values: (names.domains, values))
LIST = Field("what", lambda names, values: (names.lists, values))
BY_LIST = Field("by", lambda names, values: (names.lists, values))
BY_LISTS = Field("by", _lists)
"""A bit for each of several lists."""
BY_PLACE = Field("by", _places)
"""A list, `IN_CONDITIONS` or, from `SCORE_RECORD` down, a score."""
SOURCE = Field("by", lambda names, values: (names.sources, values))
RELATION = fixed("outcome", RELATIONS)
EXIT = fixed("outcome", EXITS)
PERSON = Field("by", sort="person")
"""The slot of somebody near, whose occupant number stands in the place of the hash."""
SLOT = Field("outcome", _slots)
BAND = Field("outcome", sort="band")
"""Age band of a person, size of an organisation."""
AMOUNT = Field("amount", sort="number")
AFTER = Field("after", sort="number")
