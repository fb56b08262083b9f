"""What a condition can count or measure of somebody: terms, with the windows and lengths in them.

A term such as `records(speeding within 3 years)` has a canonical text, by which it is known: terms that read
alike are one row of counters in the engine. A length is compared with a length only, so what the engine keeps
of `tenure >= 2 years` is a mark that is reached or not; its text is the comparison's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from demerit.errors import Complaint

UNITS = ("days", "weeks", "months", "years")
"""Units of a length; one of it is written without the s."""
ADVERSE, FAVOURABLE, ANY = "adverse", "favourable", "any"
SIDES = (ADVERSE, FAVOURABLE, ANY)
"""What a term may count instead of naming conducts: records worse for whom they are about, better, all."""

MOST_TERMS = 32
"""How many different things the conditions of a regime count and measure."""

What = Literal["records", "listings", "listed_for", "tenure", "clean", "during", "holds", "passed", "owes"]
Since = Literal["within", "this year", "ever", "since joined", "since entry"]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in a condition: whole days, weeks, months or years."""

    amount: int
    unit: str
    start: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Return its canonical text, such as `1 week`."""
        return f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Window:
    """From when on something counts; `length` where it is `within` one."""

    since: Since
    length: Length | None = None

    def __str__(self) -> str:
        """Return its canonical text, such as `within 3 years` or `this year`."""
        return f"{self.since} {self.length}" if self.length is not None else self.since


@dataclass(frozen=True, slots=True)
class Term:
    """Something counted or measured of whom a condition is about, or, of a period, of the day.

    Attributes:
        what: which kind of term.
        of: conducts in alphabetical order, one of `SIDES`, a list, a period, a holding of the society, or an
            offer; of debts the conducts whose records claim them, or `ANY`.
        window: in which it counts; none for what has a length itself, for what is so or not, and for records
            while they count.
    """

    what: What
    of: tuple[str, ...] = ()
    window: Window | None = None

    @property
    def lives(self) -> bool:
        """Whether it counts records for as long as each counts, and has no window of its own."""
        return self.what == "records" and self.window is None

    def __str__(self) -> str:
        """Return its canonical text."""
        if self.what == "tenure":
            return self.what
        if self.what == "clean" and self.window is not None:
            return f"clean({self.window.length})"
        named = self.of[0] if len(self.of) == 1 else f"{{{', '.join(self.of)}}}"
        return f"{self.what}({named}{f' {self.window}' if self.window is not None else ''})"


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a term that is a length has reached a length, or is beyond it (`strict`)."""

    term: Term
    length: Length
    strict: bool = False

    def __str__(self) -> str:
        """Return its canonical text, such as `tenure >= 2 years`."""
        return f"{self.term} {'>' if self.strict else '>='} {self.length}"


Counted = Term | Mark
"""What the engine keeps of terms: a number of records, entries or debts; of marks and holdings 1 or 0."""


def of_clean(length: Length) -> tuple[Mark, Term]:
    """Return what `clean(LENGTH)` asks for: a member so long, and so many adverse records within it."""
    return Mark(Term("tenure"), length), Term("records", (ADVERSE,), Window("within", length))


def too_many(counted: Collection[Counted], at: tuple[str | int, ...]) -> Complaint:
    """Return what is said where the conditions of a regime count more than can be kept."""
    return Complaint(
        f"the conditions of this regime count and measure {len(counted)} different things",
        found=", ".join(sorted(map(str, counted))[:3]) + ", ...",
        at=at,
        allowed=f"at most {MOST_TERMS}",
        next_step="count the same conducts in the same window wherever the rule does not tell them apart",
    )
