"""Directions that inputs put in: what an assumed range leaves no draw to decide otherwise.

A range says how much is not known. Where all of it lies on one side of what would be no effect, it leaves
open how much and decides which way; a finding that has the direction of such an input repeats it. The same
holds for two numbers whose ranges do not meet, and for entries of a table that keep their order in every
draw. What has a source is no assumption, and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from demerit.quantities import Quantity, Table


class Direction(NamedTuple):
    """A direction that no draw reverses.

    Attributes:
        says: what is put in, as a clause.
        always: True if it holds in every draw; False if in some there may be no effect at all.
        places: the inputs that put it in, as dotted paths, each with the range that does.
    """

    says: str
    always: bool
    places: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as one line."""
        how = "in every draw" if self.always else "or no effect, never the other way"
        return f"{self.says} ({how}): {', '.join(self.places)}"


class Sides(NamedTuple):
    """What a number means on either side of no effect.

    Attributes:
        neutral: its value without effect.
        above: what it says above that, as a clause; empty where it can have no such value.
        below: the same below it.
    """

    neutral: Decimal
    above: str
    below: str = ""


def of_number(place: str, number: Quantity, sides: Sides) -> Direction | None:
    """Return the direction that a number's range puts in, if any.

    Args:
        place: dotted path.
        number: as declared; only its range counts.
        sides: what it means above and below.
    """
    if number.reference is not None or number.assumed is None:
        return None
    least, most = number.least, number.most
    if least < sides.neutral < most:
        return None
    says = sides.above if least >= sides.neutral else sides.below
    return Direction(says, not least <= sides.neutral <= most, (f"{place} {number.assumed}",))


def of_pair(
    places: tuple[str, str], pair: tuple[Quantity, Quantity], says: tuple[str, str]
) -> Direction | None:
    """Return the direction that two numbers put in because their ranges do not meet.

    Args:
        places: their dotted paths.
        pair: the numbers.
        says: what holds if the first is always the higher; if the second is.
    """
    first, second = pair
    if first.assumed is None and second.assumed is None:
        return None
    if first.reference is not None and second.reference is not None:
        return None
    ranges = tuple(
        f"{place} {number.assumed or number.text}" for place, number in zip(places, pair, strict=True)
    )
    if first.least > second.most:
        return Direction(says[0], True, ranges)
    if second.least > first.most:
        return Direction(says[1], True, ranges)
    return None


def of_table(table: Table) -> tuple[str, str] | None:
    """Return the highest entry and the lowest above 0 of an assumed table, if no draw reverses their order.

    Args:
        table: by category. What is 0 stays 0 in every draw and is no matter of more or less.
    """
    if table.reference is not None or table.spread is None:
        return None
    some = [(value, name) for name, value in table.as_dict().items() if value > 0]
    if len(some) < 2:
        return None
    (low, lowest), (high, highest) = min(some), max(some)
    reach = (1 + table.spread) ** 2
    return (highest, lowest) if high > low * reach else None


def gathered(found: Mapping[str, list[str]], *, always: bool = True) -> list[Direction]:
    """Return directions from places by what they say, in order."""
    return [Direction(says, always, tuple(places)) for says, places in found.items()]
