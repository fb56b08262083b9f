"""What a society's file may not declare: nothing so fine, or of so few people, that it could be somebody.

A society says how many, never who. So it stands for at least 50,000 people, every share of people for at
least 1,000 of them, no axis has more than 64 categories, and regions and groups have neutral names. Packaged
societies for teaching stand for nobody and may be small. Organisations are not people, and may be few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from demerit.errors import Complaint, nearest_name
from demerit.quantities import Quantity, number_text
from demerit.quantities.tables import Table
from demerit.society.bands import span
from demerit.society.declared import Declared
from demerit.society.margins import mean_household, urban_by_region
from demerit.society.traits import FIVE_YEAR_EDGES, GROUPS, REGIONS

LEAST = 50_000
"""People that a society must stand for."""
SMALLEST = 1_000
"""People of them that the smallest entry must stand for."""
CATEGORIES = 64
"""Categories that an axis may have."""

_Path = tuple[str | int, ...]


class Entry(NamedTuple):
    """One share of a margin: where it stands below the margin, its name and its share."""

    at: _Path
    name: str
    share: Decimal


class Axis(NamedTuple):
    """A margin as its entries: where it stands, of how many people it is, and how an entry is made larger."""

    path: _Path
    entries: list[Entry]
    people: Decimal
    remedy: Callable[[str], str]


def names(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint for every region and group that is named after somebody."""
    neutral: tuple[tuple[_Path, Table, tuple[str, ...]], ...] = (
        (("residence", "regions", "people"), recipe.residence.regions.people, REGIONS),
        (("groups",), recipe.groups, GROUPS),
    )
    for path, table, known in neutral:
        for name in table.names:
            if name not in known[: len(table)]:
                yield Complaint(
                    f"{name!r} is not a neutral name",
                    found=name,
                    allowed=f"{known[0]} to {known[min(len(table), len(known)) - 1]}",
                    nearest=nearest_name(name, known),
                    next_step="number the entries in order; a society names nobody",
                    at=(*path, "values", name),
                    on_key=True,
                )


def size(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint if a society stands for too few people."""
    people = recipe.represents.value
    if people < LEAST and not recipe.teaching:
        yield Complaint(
            f"this society stands for {people:,.0f} people",
            found=str(recipe.represents),
            allowed=f"at least {LEAST:,} people",
            next_step="let it stand for more; a place of fewer is too small to hide anybody in",
            at=("represents",),
        )


def of_ages(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among ages and sexes."""
    people = recipe.represents.value
    yield from _too_fine(recipe, _table(("ages", "bands"), recipe.ages.bands, people, _join_band))
    yield from _too_fine(recipe, _one(("sexes", "male"), recipe.sexes.male, people))


def of_households(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among sizes and types of households."""
    households, people = recipe.households, recipe.represents.value
    sizes = households.sizes
    yield from _too_fine(recipe, _table(("households", "sizes"), sizes, people, _leave_out("size")))
    number = people / mean_household(recipe)
    for name, shares in households.composition.items():
        if name in sizes.names:
            living = number * sizes[name] * int(name)
            path: _Path = ("households", "composition", name)
            yield from _too_fine(recipe, _table(path, shares, living, _leave_out("type")))


def of_residence(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among regions, town and country, and people registered elsewhere."""
    people, residence = recipe.represents.value, recipe.residence
    regions = residence.regions
    path: _Path = ("residence", "regions", "people")
    yield from _too_fine(recipe, _table(path, regions.people, people, _merge("region")))
    if regions.people.names == regions.urban.names:
        shares = zip(regions.people.names, regions.people.values, urban_by_region(recipe), strict=True)
        rows = [Entry(("values", name), name, p * min(u, 1 - u)) for name, p, u in shares]
        whole = Axis(("residence", "regions", "urban"), rows, people, lambda _: "write 0 or 1")
        yield from _too_fine(recipe, whole)
    for key in ("urban", "away"):
        yield from _too_fine(recipe, _one(("residence", key), getattr(residence, key), people))


def of_tiers(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among tiers and groups."""
    people = recipe.represents.value
    for key in ("official", "owner"):
        yield from _too_fine(recipe, _one(("tiers", key), getattr(recipe.tiers, key), people))
    yield from _too_fine(recipe, _table(("groups",), recipe.groups, people, _merge("group")))


def of_kinds(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among kinds of people."""
    people = recipe.represents.value
    for name, propensity in recipe.propensities.items():
        if propensity.kinds is not None:
            path: _Path = ("propensities", name, "kinds")
            yield from _too_fine(recipe, _table(path, propensity.kinds, people, _merge("kind")))


def of_visitors(recipe: Declared) -> Iterator[Complaint]:
    """Yield what is too fine among visitors."""
    visitors, people = recipe.visitors, recipe.represents.value
    yield from _too_fine(recipe, _one(("visitors", "share"), visitors.share, people))
    present = people * visitors.share.value
    yield from _too_fine(recipe, _table(("visitors", "ages"), visitors.ages, present, _join_band))


def of_organisations(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint if organisations have too many sizes."""
    sizes = recipe.organisations.sizes
    if len(sizes) > CATEGORIES:
        yield _too_many(("organisations", "sizes"), len(sizes))


def _too_fine(recipe: Declared, axis: Axis) -> Iterator[Complaint]:
    """Yield a complaint if an axis has too many categories, and for each entry of too few people."""
    if len(axis.entries) > CATEGORIES:
        yield _too_many(axis.path, len(axis.entries))
    if recipe.teaching:
        return
    total = recipe.represents.value
    for entry in axis.entries:
        people = entry.share * axis.people
        if 0 < people < SMALLEST:
            needed = (SMALLEST * total / people / 1000).to_integral_value(ROUND_CEILING) * 1000
            enough = max(needed, Decimal(LEAST))
            yield Complaint(
                f"this entry stands for {people:.0f} of {total:.0f} people, fewer than {SMALLEST:,}",
                found=number_text(entry.share),
                allowed=f"at least {SMALLEST:,} people",
                next_step=f"{axis.remedy(entry.name)}, or let it stand for {enough:,.0f} people or more",
                at=(*axis.path, *entry.at),
            )


def _too_many(path: _Path, found: int) -> Complaint:
    return Complaint(
        f"this axis has {found} categories",
        found=str(found),
        allowed=f"at most {CATEGORIES}",
        next_step="merge categories",
        at=path,
    )


def _table(path: _Path, table: Table, people: Decimal, remedy: Callable[[str], str]) -> Axis:
    keyed = table.keys is not None
    entries = [
        Entry(("values", name if keyed else i), name, share)
        for i, (name, share) in enumerate(zip(table.names, table.values, strict=True))
    ]
    return Axis(path, entries, people, remedy)


def _one(path: _Path, share: Quantity, people: Decimal) -> Axis:
    return Axis(path, [Entry((), "", share.value)], people, lambda _: "write 0 %")


def _join_band(name: str) -> str:
    """Return the advice to join a band of ages with its neighbour, by name."""
    joined = span(name)
    if joined is None:
        return "join it with its neighbour"
    low, end = FIVE_YEAR_EDGES[joined.start], joined.stop
    if end == len(FIVE_YEAR_EDGES):
        return f"join it with the band before, as in `{max(low - 5, 0)}+`"
    after = f"{low}-{FIVE_YEAR_EDGES[end] + 4}" if end + 1 < len(FIVE_YEAR_EDGES) else f"{low}+"
    return f"join it with a neighbour, as in `{after}`"


def _merge(what: str) -> Callable[[str], str]:
    return lambda _: f"merge it with another {what}"


def _leave_out(what: str) -> Callable[[str], str]:
    return lambda _: f"leave this {what} out and give its share to another"
