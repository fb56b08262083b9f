"""How the people of a joined band of ages are spread over its five-year bands.

A share is split as a stable population would have it (Lotka 1907, *Relation between birth rates and death
rates*, Science 26): in proportion to exp(-r a) l(a), where l(a) is who lives to age a under the society's own
rates of death and r, `ages.growth`, is how much each year's births exceed those of the year before. That a
population has been stable is an assumption, so `growth` carries a range, and each draw splits with a value of
its own.
"""

from __future__ import annotations

from decimal import Decimal

from demerit.quantities.tables import Table
from demerit.society.bands import YEARS, coarse, rates, shares
from demerit.society.declared import Declared
from demerit.society.traits import FIVE_YEAR_BANDS, FIVE_YEAR_EDGES


def stable(recipe: Declared) -> list[Decimal] | None:
    """Return what a stable population would hold in each five-year band, up to a common factor.

    Within a band death and growth are even, so the years lived in it are S (1 - exp(-h n)) / h, where S is
    who reaches it, n its years and h the sum of the two; the last band ends at `ages.oldest`.

    Args:
        recipe: one draw of a society; as declared, the central values.

    Returns:
        [18] sizes; None where the society declares no growth, because no band is joined.
    """
    if recipe.ages.growth is None:
        return None
    growth, born = recipe.ages.growth.value, recipe.sexes.male_at_birth.value
    sizes = [Decimal(0)] * len(FIVE_YEAR_BANDS)
    for deaths, part in ((recipe.demography.deaths_male, born), (recipe.demography.deaths_female, 1 - born)):
        by_band = rates(deaths)
        for place, name in enumerate(FIVE_YEAR_BANDS):
            years = YEARS if place < len(FIVE_YEAR_BANDS) - 1 else recipe.ages.oldest - FIVE_YEAR_EDGES[-1]
            leaving = by_band[name] + growth
            kept = (-leaving * years).exp()
            sizes[place] += part * ((1 - kept) / leaving if leaving else years)
            part *= kept
    return sizes


def five_year_ages(recipe: Declared) -> list[Decimal]:
    """Return the declared ages of everybody by five-year band, joined bands split."""
    return shares(recipe.ages.bands, stable(recipe))


def unsplit(recipe: Declared) -> list[tuple[tuple[str | int, ...], str]]:
    """Return (path, band) of every share of a joined band, which only `ages.growth` splits."""
    tables: list[tuple[tuple[str | int, ...], Table]] = [(("ages", "bands"), recipe.ages.bands)]
    tables += [
        (("households", "ages", name, "bands"), shape.bands) for name, shape in recipe.households.ages.items()
    ]
    tables.append((("visitors", "ages"), recipe.visitors.ages))
    return [((*path, "values", name), name) for path, table in tables for name in coarse(table)]
