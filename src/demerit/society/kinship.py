"""How many matchings give the declared mean number of relatives elsewhere.

One matching gives an adult a relative with the chance that the other slot holds a resident of a fitting age.
That chance follows from the declared ages and from how many slots are occupied, so the number of matchings
is the declared mean over it. Two slots of one plot are left out of the reckoning: 1 pair in 1,000.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from demerit.society.contradiction import Contradiction
from demerit.society.recipe import Recipe
from demerit.society.splitting import five_year_ages
from demerit.society.traits import FIVE_YEAR_EDGES

FAMILIES = ("parents and children", "siblings")
YOUNGEST_PARENT, OLDEST_PARENT, BROOD = 18, 45, 15
"""Years: parents are 18 to 45 years older than their children, siblings under 15 years apart; all adults."""
MOST_MATCHINGS = 64
_CELLS = 4
"""Parts of a year in which the reckoning goes through the ages."""


class NoKin(Contradiction):
    """A district does not hold as many relatives as are declared."""


def matchings(recipe: Recipe, occupied: Decimal) -> list[int]:
    """Return the number of matchings of parents and children and of siblings, in Q32.

    Args:
        recipe: a society of one draw.
        occupied: share of the slots that hold a resident at the start.

    Raises:
        NoKin: it would take more than 64.
    """
    chances = related(recipe)
    declared = (recipe.kin.parents_and_children.value, recipe.kin.siblings.value)
    rows = []
    for name, mean, chance in zip(FAMILIES, declared, chances, strict=True):
        most = MOST_MATCHINGS * chance * occupied
        if mean > most:
            raise NoKin(
                f"a district does not hold {mean:.1f} {name} of each adult in other households",
                f"lower `kin` to at most {most:.1f}",
                ("kin", name.replace(" ", "_")),
            )
        rows.append(int(mean / (chance * occupied) * (1 << 32)) if mean else 0)
    return rows


def related(recipe: Recipe) -> tuple[Decimal, Decimal]:
    """Return the chances that a random resident fits an adult as parent or child, or as sibling, by age.

    Where nobody is an adult, nobody fits.
    """
    shares = five_year_ages(recipe)
    total = sum(shares, Decimal(0))
    edges = [*FIVE_YEAR_EDGES, recipe.ages.oldest]
    cells: list[Decimal] = []
    for share, (low, high) in zip(shares, pairwise(edges), strict=True):
        number = (high - low) * _CELLS
        cells += [share / total / number] * number
    below = [Decimal(0)]
    for cell in cells:
        below.append(below[-1] + cell)

    def up_to(edge: int) -> Decimal:
        """Return the share of people younger than `edge` parts of a year, in half parts."""
        edge = min(max(edge, 2 * YOUNGEST_PARENT * _CELLS), 2 * len(cells))
        return (below[edge // 2] + below[-(-edge // 2)]) / 2

    youngest, oldest, brood = (2 * _CELLS * years for years in (YOUNGEST_PARENT, OLDEST_PARENT, BROOD))
    adults = parents = siblings = Decimal(0)
    for place in range(YOUNGEST_PARENT * _CELLS, len(cells)):
        here = 2 * place + 1
        adults += cells[place]
        older = up_to(here + oldest) - up_to(here + youngest)
        younger = up_to(here - youngest) - up_to(here - oldest)
        parents += cells[place] * (older + younger)
        siblings += cells[place] * (up_to(here + brood) - up_to(here - brood))
    return (parents / adults, siblings / adults) if adults else (Decimal(0), Decimal(0))
