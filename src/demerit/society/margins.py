"""The margins of a society: its declared shares with their evidence, and whether they agree with each other.

What a file may not declare, because it is too fine or stands for too few, is in `bounds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from demerit.errors import Complaint
from demerit.quantities import Quantity, number_text
from demerit.quantities.tables import Table
from demerit.society.bands import positions
from demerit.society.declared import Declared
from demerit.society.incomes import RURAL, URBAN, NoIncomes
from demerit.society.splitting import unsplit
from demerit.society.traits import FIFTHS, FIVE_YEAR_EDGES, SIZES


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


def age_sums(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint wherever the bands of ages do not sum to a broad share that a source gives."""
    ages, total = recipe.ages.bands, sum(recipe.ages.bands.values, Decimal(0))
    for place, known in enumerate(recipe.ages.published):
        inside, across = Decimal(0), ""
        for name, joined, share in zip(ages.names, positions(ages), ages.values, strict=True):
            held = [known.from_age <= FIVE_YEAR_EDGES[part] < known.below for part in joined]
            inside += share if all(held) else 0
            across = name if any(held) and not all(held) else across
        if across:
            yield Complaint(
                f"the band {across} lies on both sides of this share's ages",
                found=across,
                allowed="bands that begin and end where published shares do",
                next_step="part the band there, or leave this share out",
                at=("ages", "published", place),
            )
        elif abs(inside / total - known.share.value) > Decimal("0.0005"):
            yield Complaint(
                f"the bands from {known.from_age} to under {known.below} sum to {100 * inside / total:.2f} %,"
                f" published are {100 * known.share.value:.2f} %",
                found=number_text(known.share.value),
                allowed="a difference of at most 0.05 points",
                next_step="mend the bands",
                at=("ages", "published", place, "share"),
            )


def splits(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint if shares of joined bands are split by nothing, or `growth` splits none."""
    joined = unsplit(recipe)
    if recipe.ages.growth is None:
        for path, name in joined[:1]:
            yield Complaint(
                f"the band {name} joins bands of five years, and nothing says how its people are spread",
                found=name,
                allowed="bands of five years, or `ages: {growth: ...}`",
                next_step="add `growth: 1 % per person-year, assumed 0..3` under `ages`",
                at=path,
                on_key=True,
            )
    elif not joined:
        yield Complaint(
            "`growth` splits joined bands, and every band here is of five years",
            found=str(recipe.ages.growth),
            allowed="none",
            next_step="remove it",
            at=("ages", "growth"),
            on_key=True,
        )


def household_sums(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint if the sizes of households have another mean than the published one."""
    mean, declared = mean_household(recipe), recipe.households.mean_size
    if abs(mean - declared.value) > Decimal("0.02"):
        yield Complaint(
            f"the household sizes have a mean of {mean:.3f}, not the published {declared.value}",
            found=f"{mean:.3f}",
            allowed="a difference of at most 0.02",
            next_step="mend the sizes",
            at=("households", "sizes"),
        )


def residence_sums(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint wherever two declared numbers about residence contradict each other."""
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


def income_sums(recipe: Declared) -> Iterator[Complaint]:
    """Yield a complaint if no incomes have the declared means, medians, tail and Gini coefficient."""
    try:
        recipe.incomes.solved(recipe.residence.urban.value)
    except NoIncomes as problem:
        found = str(recipe.incomes.gini)
        yield Complaint(problem.said, found=found, next_step=problem.next_step, at=("incomes", "gini"))


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
    if recipe.demography_ is not None:
        married = recipe.demography.couples.married
        row("couples", "married", married.value, married)
    counted = organisations.number or organisations.per_person
    row("organisations", "per person", organisations.density(recipe.represents), counted)
    for name in SIZES:
        row("organisation size", name, organisations.sizes[name], organisations.sizes)
    return rows
