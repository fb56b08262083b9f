"""The margins of a society: what a file declares as a table, and what it may not declare.

A society says how many, never who. So every share stands for at least 10,000 people of the nation that it
represents, no axis has more than 64 categories, regions and groups have neutral names, and shares that a
source publishes in two ways agree. Packaged societies for teaching stand for nobody and may be small.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from demerit.errors import Complaint, nearest_name
from demerit.quantities import Quantity, number_text
from demerit.quantities.tables import Table
from demerit.society.declared import Declared
from demerit.society.incomes import RURAL, URBAN, NoIncomes
from demerit.society.traits import FIFTHS, FIVE_YEAR_EDGES, GROUPS, REGIONS, SIZES

SMALLEST = 10_000
"""People of the represented nation that the smallest entry must stand for."""
CATEGORIES = 64
"""Categories that an axis may have."""


_Path = tuple[str | int, ...]


class Margin(NamedTuple):
    """One declared share of a margin.

    Attributes:
        margin: which margin, such as `age`.
        category: which category, such as `0-4`.
        declared: the share, 0 to 1.
        published: True if a source gives it (read or from memory: see `evidence`), False if it is assumed.
        reference: title of the source, or empty.
        evidence: code of the source, or `assumed`, or `solved` where it follows from other numbers.
    """

    margin: str
    category: str
    declared: Decimal
    published: bool
    reference: str
    evidence: str


def mean_household(recipe: Declared) -> Decimal:
    """Return the mean number of members of a household."""
    sizes = recipe.households.sizes
    total = sum(sizes.values, Decimal(0))
    return sum((int(name) * share for name, share in sizes.as_dict().items()), Decimal(0)) / total


def urban_away(recipe: Declared) -> Decimal:
    """Return the share of urban residents registered elsewhere, solved from total and rural share."""
    residence = recipe.residence
    rural = residence.away_rural.value * (1 - residence.urban.value)
    return (residence.away.value - rural) / residence.urban.value


def urban_by_region(recipe: Declared) -> list[Decimal]:
    """Return the urban share of each region, scaled so that the declared total holds."""
    regions = recipe.residence.regions
    people = regions.people.values
    mean = sum((p * u for p, u in zip(people, regions.urban.values, strict=True)), Decimal(0)) / sum(people)
    return [share * recipe.residence.urban.value / mean for share in regions.urban.values]


def fifths(recipe: Declared, side: int) -> list[Decimal]:
    """Return the shares of a residence (incomes.RURAL or URBAN) in the income fifths of all, solved.

    Raises:
        NoIncomes: the declared incomes contradict each other.
    """
    tops = recipe.incomes.solved(recipe.residence.urban.value).fifths[side]
    return [top - below for below, top in zip((Decimal(0), *tops), tops, strict=False)]


def sums(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint wherever two declared numbers contradict each other."""
    ages, total = recipe.ages.bands, sum(recipe.ages.bands.values, Decimal(0))
    for i, known in enumerate(recipe.ages.published):
        found = sum(
            (
                share
                for edge, share in zip(FIVE_YEAR_EDGES, ages.values, strict=True)
                if known.from_age <= edge < known.below
            ),
            Decimal(0),
        )
        if abs(found / total - known.share.value) > Decimal("0.0005"):
            yield Complaint(
                f"the bands from {known.from_age} to under {known.below} sum to {100 * found / total:.2f} %,"
                f" published are {100 * known.share.value:.2f} %",
                found=number_text(known.share.value),
                allowed="a difference of at most 0.05 points",
                next_step="mend the bands",
                at=("ages", "published", i, "share"),
            )
    mean = mean_household(recipe)
    declared = recipe.households.mean_size
    if abs(mean - declared.value) > Decimal("0.02"):
        yield Complaint(
            f"the household sizes have a mean of {mean:.3f}, not the published {declared.value}",
            found=f"{mean:.3f}",
            allowed="a difference of at most 0.02",
            next_step="mend the sizes",
            at=("households", "sizes"),
        )
    if not 0 <= urban_away(recipe) <= 1:
        yield Complaint(
            "the rural share of people registered elsewhere leaves no possible urban share",
            next_step="mend `away` or `away_rural`",
            at=("residence", "away_rural"),
        )
    regions = recipe.residence.regions
    if regions.people.names != regions.urban.names:
        yield Complaint(
            "the regions of `urban` are not those of `people`",
            found=", ".join(regions.urban.names),
            allowed=", ".join(regions.people.names),
            next_step="give the same regions in the same order",
            at=("residence", "regions", "urban"),
        )
    elif max(urban_by_region(recipe)) > 1:
        yield Complaint(
            f"scaled to the total of {recipe.residence.urban.text}, a region is more than wholly urban",
            next_step="lower the largest urban shares",
            at=("residence", "regions", "urban"),
        )
    try:
        recipe.incomes.solved(recipe.residence.urban.value)
    except NoIncomes as problem:
        message, _, next_step = str(problem).partition(". Next: ")
        yield Complaint(message, found=str(recipe.incomes.gini), next_step=next_step, at=("incomes", "gini"))


def bounds(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint for every margin that is too fine, too small or named after somebody."""
    regions = recipe.residence.regions
    neutral: tuple[tuple[_Path, Table, tuple[str, ...]], ...] = (
        (("residence", "regions", "people"), regions.people, REGIONS),
        (("groups",), recipe.groups, GROUPS),
    )
    for path, table, names in neutral:
        for name in table.names:
            if name not in names[: len(table)]:
                yield Complaint(
                    f"{name!r} is not a neutral name",
                    found=name,
                    allowed=f"{names[0]} to {names[min(len(table), len(names)) - 1]}",
                    nearest=nearest_name(name, names),
                    next_step="number the entries in order; a society names nobody",
                    at=(*path, "values", name),
                    on_key=True,
                )
    for path, entries, stands_for in _entries(recipe):
        if len(entries) > CATEGORIES:
            yield Complaint(
                f"this axis has {len(entries)} categories",
                found=str(len(entries)),
                allowed=f"at most {CATEGORIES}",
                next_step="merge categories",
                at=path,
            )
        if recipe.teaching:
            continue
        for at, share in entries:
            people = share * stands_for
            if 0 < people < SMALLEST:
                yield Complaint(
                    f"this entry stands for {people:.0f} of {stands_for:.0f}, fewer than {SMALLEST}",
                    found=number_text(share),
                    allowed=f"at least {SMALLEST} people",
                    next_step="merge it with another category",
                    at=(*path, *at),
                )


def _entries(recipe: Declared) -> Iterator[tuple[_Path, list[tuple[_Path, Decimal]], Decimal]]:
    """Yield (path, [(path below, share)], how many people the whole is) of every margin."""
    people = recipe.represents.value
    households = people / mean_household(recipe)

    def table(
        path: _Path, table: Table, whole: Decimal
    ) -> tuple[_Path, list[tuple[_Path, Decimal]], Decimal]:
        keyed = table.keys is not None
        return (
            path,
            [
                (("values", name if keyed else i), share)
                for i, (name, share) in enumerate(zip(table.names, table.values, strict=True))
            ],
            whole,
        )

    def one(
        path: _Path, quantity: Quantity, whole: Decimal
    ) -> tuple[_Path, list[tuple[_Path, Decimal]], Decimal]:
        return path, [((), quantity.value)], whole

    regions = recipe.residence.regions
    yield table(("ages", "bands"), recipe.ages.bands, people)
    yield one(("sexes", "male"), recipe.sexes.male, people)
    yield table(("households", "sizes"), recipe.households.sizes, people)
    for size, shares in recipe.households.composition.items():
        if size in recipe.households.sizes.names:
            yield table(
                ("households", "composition", size),
                shares,
                households * recipe.households.sizes[size] * int(size),
            )
    yield table(("residence", "regions", "people"), regions.people, people)
    if regions.people.names == regions.urban.names:
        rows: list[tuple[_Path, Decimal]] = [
            (("values", name), p * min(u, 1 - u))
            for name, p, u in zip(
                regions.people.names, regions.people.values, urban_by_region(recipe), strict=True
            )
        ]
        yield ("residence", "regions", "urban"), rows, people
    yield one(("residence", "urban"), recipe.residence.urban, people)
    yield one(("residence", "away"), recipe.residence.away, people)
    yield one(("tiers", "official"), recipe.tiers.official, people)
    yield one(("tiers", "owner"), recipe.tiers.owner, people)
    yield table(("groups",), recipe.groups, people)
    yield one(("visitors", "share"), recipe.visitors.share, people)
    yield table(("visitors", "ages"), recipe.visitors.ages, people * recipe.visitors.share.value)
    yield table(("organisations", "sizes"), recipe.organisations.sizes, recipe.organisations.number.value)


def margins(recipe: Declared) -> list[Margin]:
    """Return every declared margin with its evidence, in the order of the file.

    Args:
        recipe: a checked society, as read or as drawn.
    """
    rows: list[Margin] = []

    def row(margin: str, category: str, share: Decimal, value: Quantity | Table | None) -> None:
        entry = recipe.references.get(value.reference) if value is not None and value.reference else None
        code = "solved" if value is None else entry.evidence if entry else "assumed"
        rows.append(Margin(margin, category, share, entry is not None, entry.title if entry else "", code))

    def table(margin: str, entries: Table) -> None:
        total = sum(entries.values, Decimal(0))
        for name, share in entries.as_dict().items():
            row(margin, name, share / total, entries)

    residence, organisations = recipe.residence, recipe.organisations
    table("age", recipe.ages.bands)
    for known in recipe.ages.published:
        label = f"{known.from_age}+" if known.below >= 200 else f"{known.from_age}-{known.below - 1}"
        row("age, broad", label, known.share.value, known.share)
    row("sex", "male", recipe.sexes.male.value, recipe.sexes.male)
    row("sex at birth", "male", recipe.sexes.male_at_birth.value, recipe.sexes.male_at_birth)
    table("household size", recipe.households.sizes)
    table("region", residence.regions.people)
    for name, share in zip(residence.regions.people.names, urban_by_region(recipe), strict=True):
        row("urban by region", name, share, residence.regions.urban)
    row("residence", "urban", residence.urban.value, residence.urban)
    row("residence", "away", residence.away.value, residence.away)
    row("away by residence", "rural", residence.away_rural.value, residence.away_rural)
    row("away by residence", "urban", urban_away(recipe), None)
    for residence_name, side in (("urban", URBAN), ("rural", RURAL)):
        for name, share in zip(FIFTHS, fifths(recipe, side), strict=True):
            row(f"income fifth, {residence_name}", name, share, None)
    row("tier at 18-64", "official", recipe.tiers.official.value, recipe.tiers.official)
    row("tier at 18-64", "owner", recipe.tiers.owner.value, recipe.tiers.owner)
    table("group", recipe.groups)
    row("visitors", "of all present", recipe.visitors.share.value, recipe.visitors.share)
    row("couples", "married", recipe.demography.couples.married.value, recipe.demography.couples.married)
    row(
        "organisations",
        "per person",
        organisations.number.value / recipe.represents.value,
        organisations.number,
    )
    for name in SIZES:
        row("organisation size", name, organisations.sizes[name], organisations.sizes)
    return rows
