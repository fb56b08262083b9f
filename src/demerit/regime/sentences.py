"""Sentences that say a regime back: one fact each, with what it assumes before it and its place in the file.

A mechanism says its own part in a module `reading` of its folder, which lists what it says as `READS`.
Numbers come into a sentence by a `Said`, which keeps the range of each that is assumed: so no sentence can
leave out what it rests on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from demerit.documents.reading import Where
from demerit.quantities import Duration, Factor, Money, Quantity, Rate, Share, number_text

SECTIONS = (
    "Who runs it, and whom it covers",
    "What is recorded, and what it is worth",
    "Who sees it",
    "Who decides",
    "The score",
    "The lists",
    "What people may choose",
    "What follows",
    "Who else bears it",
    "Money that is claimed",
    "Safeguards",
    "Said in the file, without effect in a run",
)
"""The parts of a reading, in their order."""
RUNS, RECORDED, SEEN, DECIDED, SCORED, LISTED, CHOSEN, FOLLOWS, OTHERS, CLAIMED, GUARDED, IDLE = SECTIONS


class Sentence(NamedTuple):
    """One fact of a regime.

    Attributes:
        at: its place in the file.
        text: the sentence, without what it assumes.
        assumed: each assumed number of it with its range, such as (`60 %`, `40 % and 80 %`).
        words: the rule's own words, its source and language, where the file gives them.
    """

    at: Where
    text: str
    assumed: tuple[tuple[str, str], ...] = ()
    words: str = ""

    def __str__(self) -> str:
        """Return the sentence, with what it assumes before it."""
        if not self.assumed:
            return self.text
        if len(self.assumed) == 1:
            return f"Assumed between {self.assumed[0][1]}: {self.text}"
        ranges = [f"{value} (between {ends})" for value, ends in self.assumed]
        return f"Assumed {', '.join(ranges[:-1])} and {ranges[-1]}: {self.text}"


class Reads(NamedTuple):
    """What a mechanism says of a regime: the part of the reading, its place in it, and the sentences."""

    section: str
    place: int
    said: Callable[[Any], Iterator[Sentence]]


class Said:
    """The numbers of one sentence, each in words; what they assume is kept for its beginning."""

    def __init__(self) -> None:
        """Begin a sentence."""
        self.assumed: list[tuple[str, str]] = []

    def sentence(self, at: Where, text: str, part: Any = None) -> Sentence:
        """Return the sentence.

        Args:
            at: its place in the file.
            text: with the words that the methods below gave.
            part: the part of the file that it is about, for the rule's own words.
        """
        return Sentence(at, text, tuple(self.assumed), own_words(part))

    def number(self, quantity: Quantity) -> str:
        """Return a number in words, by its kind."""
        said = _in_words(quantity, quantity.value, True)
        if quantity.assumed is not None:
            low, high = (_in_words(quantity, end, False) for end in (quantity.least, quantity.most))
            unit = _unit(quantity)
            self.assumed.append((said, f"{low} and {high}{unit}"))
        return said


def say(at: Where, text: str, *numbers: Quantity, part: Any = None) -> Sentence:
    """Return a sentence with its numbers in words.

    Args:
        at: its place in the file.
        text: with `{}` where each number stands.
        numbers: in their order.
        part: the part of the file that it is about, for the rule's own words.
    """
    said = Said()
    return said.sentence(at, text.format(*map(said.number, numbers)), part)


def own_words(part: Any) -> str:
    """Return a rule's own words as its file quotes them, with language and source; or nothing."""
    text = getattr(part, "text", None)
    words = getattr(text, "words", None)
    if not words:
        return ""
    return (
        f"“{' '.join(str(words).split())}” ({getattr(text, 'language', '')}; {getattr(text, 'source', '')})"
    )


def day(date: dt.date) -> str:
    """Return a date in words."""
    return f"{date.day} {date:%B %Y}"


def day_of_year(month: int, number: int) -> str:
    """Return a day of any year in words."""
    return f"{number} {dt.date(2000, month, number):%B}"


def points(number: int) -> str:
    """Return points in words, without a sign."""
    return f"{abs(number):,} point{'' if abs(number) == 1 else 's'}"


def graded(consequence: Any) -> str:
    """Return how hard the regime itself calls a consequence, as a sentence after another; or nothing."""
    return f" The regime calls this {consequence.severity} of 5 in hardness." if consequence.severity else ""


_PER = (1, 100, 1_000, 10_000, 100_000, 1_000_000)
_SEVERAL = Decimal(2)
"""A number whose unit is in the plural."""


def _in_words(quantity: Quantity, value: Decimal, whole: bool) -> str:
    """Return a value of a quantity in words, with its unit if `whole`."""
    match quantity:
        case Share():
            return f"{_plainly(value * 100)} %"
        case Rate():
            return f"{_plainly(value * _per(quantity))}" + (_unit(quantity) if whole else "")
        case Duration():
            return f"{_plainly(value)}{_unit(quantity, value)}" if whole else _plainly(value)
        case Money() | Factor():
            return _plainly(value) + (_unit(quantity) if whole else "")
        case _:
            return f"{_plainly(value)} {quantity.unit}".strip()


def _unit(quantity: Quantity, value: Decimal = _SEVERAL) -> str:
    """Return the unit that stands once after a number or after both ends of a range."""
    match quantity:
        case Rate():
            many, subject = _per(quantity), quantity.subject or "source"
            noun = {"person": "people"}.get(subject, f"{subject}s")
            return f" a year for every {many:,} {noun}" if many > 1 else f" a year for each {subject}"
        case Duration():
            unit, act, _ = re.split(r"( from act| from | since |$)", quantity.unit, maxsplit=1)
            rest = " from the act" if act == " from act" else ""
            return f" {unit if value != 1 else unit.removesuffix('s')}{rest}"
        case Money():
            return f" {quantity.unit}"
        case _:
            return ""


def _per(quantity: Quantity) -> int:
    """Return of how many a rate is told, so that it is 1 or more."""
    return next((many for many in _PER if quantity.value * many >= 1), _PER[-1])


def _plainly(value: Decimal) -> str:
    """Return a number with commas between thousands, rounded to four digits where it goes on."""
    if value == value.to_integral_value():
        return f"{int(value):,}"
    short = +value.normalize() if len(value.normalize().as_tuple().digits) <= 6 else Decimal(f"{value:.4g}")
    whole, _, rest = number_text(short).partition(".")
    return f"{int(whole):,}.{rest}" if rest and not whole.startswith("-") else number_text(short)
