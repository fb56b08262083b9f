"""The one rule for what may be quoted: at least 20 sampled cases a draw stand behind it.

Whoever reads a page quotes its headings and sentences, and a caution in small print does not travel with
them. So a figure becomes text in two ways only. In a cell of a table it stands as it is, grey where it
rests on too few (`Facts.cell`). Everywhere else, in sentences, headings, ratios and superlatives, it goes
through this rule (`Facts.span`, `mid`, `mark`): what may not be quoted comes out as the words of `TOO_FEW`,
never as a number, so no wording can get round it. Sentences that would read oddly with these words ask
`quotable` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

from demerit.audit import Figure, direction, foremost
from demerit.audit.directions import Direction
from demerit.audit.figures import FEWEST_SAMPLED

FEWEST: Final = FEWEST_SAMPLED
"""Sampled cases a draw, in the middle draw, from which a figure may be quoted."""
TOO_FEW: Final = "too few to quote"
"""What stands in a sentence where a figure may not."""


def too_few(figure: Figure) -> bool:
    """Return whether a figure rests on too few cases; 0 in every draw is nothing, not too little."""
    return figure.greyed and figure.some


def quotable(figure: Figure | None) -> TypeGuard[Figure]:
    """Return whether a figure has a value and rests on enough sampled cases to be quoted."""
    return figure is not None and figure.value is not None and not figure.greyed


def settled(figure: Figure | None, beside: float = 0.0) -> TypeGuard[Figure]:
    """Return whether a difference (or a ratio, beside 1) may be quoted with its direction."""
    if not quotable(figure):
        return False
    return direction(figure.value, beside) in (Direction.MORE, Direction.LESS)


@dataclass(frozen=True, slots=True)
class Most:
    """Which of several figures is the largest in every draw; `place` is None where no one is.

    `of_all` is False where some of them rest on too few cases to say how large they are: then the words must
    say among which it is the most.
    """

    place: int | None
    of_all: bool


def most(figures: Sequence[Figure]) -> Most | None:
    """Return the largest of the figures that may be quoted; None where fewer than two may be.

    A figure that is 0 in every draw needs no cases to be less than another, and counts.
    """
    known = [place for place, figure in enumerate(figures) if quotable(figure) or _nothing(figure)]
    if len([place for place in known if quotable(figures[place])]) < 1 or len(known) < 2:
        return None
    first = foremost([figures[place].value for place in known])
    return Most(None if first is None else known[first], len(known) == len(figures))


def _nothing(figure: Figure) -> bool:
    return figure.value is not None and not figure.some


__all__ = ["FEWEST", "TOO_FEW", "Most", "most", "quotable", "settled", "too_few"]
