"""Why parts of a condition cannot hold together, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demerit.regime.domains import OPEN, graded
from demerit.regime.entering import ADULT, OF_AGE
from demerit.regime.possible import Domains
from demerit.regime.trees import Binary, Expr, Member, Node, OneOf, Variable, nodes


def why(parts: Sequence[Node], known: Domains) -> str:
    """Return why parts of a condition cannot hold together, in words.

    Args:
        parts: the smallest set that cannot.
        known: the values that their variables may have.
    """
    written = [f"`{text_of(part)}`" for part in parts if part is not OF_AGE]
    if OF_AGE in parts:
        return (
            f"{series(written)} leaves out everybody aged {ADULT} or more, and without `minors: true` the"
            " list takes nobody else"
        )
    named = {each.name: each.kind for part in parts for each in nodes(part) if isinstance(each, Variable)}
    said_of_grades = _graded(parts, known, named)
    lies = [said for name, kind in named.items() if (said := _lies(name, kind, known))]
    if len(parts) > 1:
        return f"{series(written)} exclude each other" + (
            f" ({series(said_of_grades)})" if said_of_grades else ""
        )
    if lies and len(named) == 1:
        return f"{lies[0]}, so {written[0]} holds for nobody"
    return f"no values make {written[0]} hold"


def _lies(name: str, kind: str, known: Domains) -> str:
    """Return why a term has no other values: between which a number lies, or of whom a list is."""
    domain = known(name, kind)
    if domain.because:
        return domain.because
    if kind == "number":
        return lies(name, domain.low, domain.high)
    if domain.words and domain.low == domain.high:
        return f"{name} is {domain.words[domain.low]} here"
    return ""


def lies(name: str, low: int, high: int) -> str:
    """Return between which values a number lies, such as `no score is above 1,000`."""
    if low <= -OPEN and high < OPEN:
        return f"no {name} is above {high:,}"
    if high >= OPEN and low > -OPEN:
        return f"no {name} is below {low:,}"
    return f"every {name} is {low:,}" if low == high else f"{name} lies in {low:,}..{high:,}"


def _graded(parts: Sequence[Node], known: Domains, asked: Mapping[str, str]) -> list[str]:
    """Return the scores of each grade that parts of a condition name beside the score itself."""
    named = {
        (each.name, each.enumeration): each.code
        for part in parts
        for each in _members(part)
        if graded(each.enumeration) in asked
    }
    return [
        f"the grade {name} is {_band(*known(kind, kind).bands[code])}" for (name, kind), code in named.items()
    ]


def _members(part: Node) -> Iterator[Member]:
    for each in nodes(part):
        match each:
            case OneOf(_, choices):
                yield from (choice for choice in choices if isinstance(choice, Member))
            case Binary(_, left, right):
                yield from (side for side in (left, right) if isinstance(side, Member))


def _band(low: int, high: int) -> str:
    if low <= -OPEN:
        return "every score" if high >= OPEN else f"a score of {high:,} or less"
    return f"a score of {low:,} or more" if high >= OPEN else f"a score in {low:,}..{high:,}"


def text_of(part: Node) -> str:
    """Return a part of a condition as a file writes it."""
    return str(Expr(part))


def series(parts: Sequence[str]) -> str:
    """Return words joined by commas and `and`."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
