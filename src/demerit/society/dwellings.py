"""Households as lists of members, and which of them live in plots of which size.

Households meet plots by rank: sorted by size, the smallest share of households live in the smallest plots,
and so on. Sizes then hold exactly, whatever the plots, and most households keep a slot for a birth.
"""

from __future__ import annotations

from decimal import Decimal

from demerit.society.contradiction import NoSociety
from demerit.society.fitting import cumulative_q53
from demerit.society.recipe import Recipe
from demerit.society.traits import ALONE, MAN, OTHER, WOMAN


class HouseholdLists:
    """The declared households as lists: types with their shares, members with their age shapes."""

    def __init__(self, recipe: Recipe) -> None:
        households = recipe.households
        total = sum(households.sizes.values, Decimal(0))
        self.types: list[tuple[int, str, Decimal]] = []
        for text in sorted(households.sizes.names, key=int):
            shares = households.composition[text]
            whole = sum(shares.values, Decimal(0))
            for name, share in shares.as_dict().items():
                self.types.append((int(text), name, households.sizes[text] / total * share / whole))
        self.shapes = list(households.ages)
        self.start, self.kernel, self.role = [0], [], []
        self.weights = [Decimal(0)] * len(self.shapes)
        self.couples = self.mean = Decimal(0)
        for size, name, share in self.types:
            kind = households.types[name]
            members = [(shape, role) for shape in kind.couples for role in (MAN, WOMAN)]
            members += [(shape, ALONE if size == 1 else OTHER) for shape in kind.others]
            for shape, role in members:
                place = self.shapes.index(shape)
                self.kernel.append(place)
                self.role.append(role)
                self.weights[place] += share
            self.start.append(len(self.kernel))
            self.couples += share * len(kind.couples)
            self.mean += share * size

    def by_plot(self, recipe: Recipe) -> tuple[list[int], list[int], list[int]]:
        """Return where each size of plot begins, the types that live there, and their cumulative chances."""
        capacities = recipe.households.capacities
        plots = sum(number for _, number in capacities)
        start, types, chances = [0], [], []
        low = Decimal(0)
        for capacity, number in capacities:
            high = low + Decimal(number) / plots
            inside: list[tuple[int, Decimal]] = []
            at = Decimal(0)
            for place, (size, group) in enumerate(_by_size(self.types)):
                top = at + sum((share for _, share in group), Decimal(0))
                overlap = min(high, top) - max(low, at)
                if place == len(_by_size(self.types)) - 1 and high == 1:
                    overlap = high - max(low, at)
                if overlap > Decimal("1e-12"):
                    if size > capacity:
                        raise NoSociety(
                            f"households of {size} would have to live in plots of {capacity} slots",
                            "declare more large plots",
                            ("households", "plots"),
                        )
                    inside += [(k, overlap * share / (top - at)) for k, share in group]
                at = top
            types += [k for k, _ in inside]
            chances += cumulative_q53([share for _, share in inside])
            start.append(len(types))
            low = high
        return start, types, chances


def _by_size(types: list[tuple[int, str, Decimal]]) -> list[tuple[int, list[tuple[int, Decimal]]]]:
    groups: dict[int, list[tuple[int, Decimal]]] = {}
    for place, (size, _, share) in enumerate(types):
        groups.setdefault(size, []).append((place, share))
    return list(groups.items())
