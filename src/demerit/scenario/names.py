"""What the positions in the tables are called: the names that a run's counts get back when they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.society.traits import CATEGORIES


@dataclass(frozen=True, slots=True)
class Names:
    """Names by position; entities are 0 for persons and 1 for organisations."""

    conducts: tuple[str, ...]
    conduct_entities: tuple[int, ...]
    sources: tuple[str, ...]
    lists: tuple[str, ...]
    list_entities: tuple[int, ...]
    domains: tuple[str, ...]
    domain_entities: tuple[int, ...]
    regions: int
    groups: int
    first_year: int
    quarters: tuple[str, ...]

    def categories(self, axis: str) -> list[str]:
        """Return the categories of an axis that this society has."""
        names = CATEGORIES[axis]
        if axis == "region":
            return list(names[: self.regions])
        if axis == "group":
            return list(names[: self.groups])
        return list(names)

    @property
    def axis_starts(self) -> list[int]:
        """Return where each axis begins among the values: persons' eight, organisations' three, and the end."""
        starts = [0]
        for axis in (
            "all",
            "region",
            "age",
            "sex",
            "tier",
            "residence",
            "fifth",
            "group",
            "all",
            "region",
            "size",
        ):
            starts.append(starts[-1] + len(self.categories(axis)))
        return starts
