"""From a drawn recipe to the integer tables of `SocietyTables`.

Everything that the recipe leaves to be solved is solved here, in `decimal`: sexes outside couples, the share
of plots for visitors, urban shares by region, rates whose published counterpart is a share. Declared shares
so hold in expectation in every draw.

Households meet plots by rank: sorted by size, the smallest share of households live in the smallest plots,
and so on. Sizes then hold exactly, whatever the plots, and most households keep a slot for a birth.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from itertools import accumulate, pairwise

import numpy as np

from demerit.chance import hazard_q32, probability
from demerit.documents.remembering import remembered
from demerit.quantities import DAYS_PER_YEAR, Rates
from demerit.society.bands import rates, shares
from demerit.society.contradiction import Contradiction
from demerit.society.fitting import cumulative_q32, fit
from demerit.society.kinship import matchings
from demerit.society.margins import urban_away, urban_by_region
from demerit.society.propensities import propensity_table
from demerit.society.recipe import Recipe
from demerit.society.splitting import stable
from demerit.society.tables import SocietyTables
from demerit.society.traits import (
    AGE_BANDS,
    AGE_EDGES,
    ALONE,
    BLOCK_SLOTS,
    BLOCKS,
    FIVE_YEAR_BANDS,
    FIVE_YEAR_EDGES,
    MAN,
    ORGANISATIONS,
    OTHER,
    REGIONS,
    SIZES,
    SLOTS,
    WOMAN,
)

Line = np.ndarray[tuple[int], np.dtype[np.int64]]
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]

_CONTEXT = Context(prec=28)
_ONE = Decimal(1)


class NoSociety(Contradiction):
    """The numbers of a draw contradict each other."""


def _days(years: int) -> int:
    """Return the first whole day on which somebody has lived `years` mean years."""
    return -((-years * int(DAYS_PER_YEAR * 10_000)) // 10_000)


def _ints(values: list[int]) -> Line:
    return np.array(values, np.int64)


def _marks(start: list[int], chances: list[int]) -> Line:
    """Return cumulative chances of all sizes of plot in one ascending line, filled up to a power of two."""
    marks = np.full(1 << len(chances).bit_length(), np.iinfo(np.int64).max)
    for size, (first, end) in enumerate(pairwise(start)):
        marks[first:end] = np.array(chances[first:end], np.int64) + (size << 53)
    return marks


def _slopes(kernels: Table, edges: Line) -> Table:
    """Return how many days of age go with a share of one in each band of each kernel, Q32; 0 if nobody."""
    shares = np.diff(kernels, axis=1)
    slopes: Table = np.where(shares > 0, (np.diff(edges) << 32) // np.maximum(shares, 1), 0)
    return slopes


def _cumulative(shares: list[Decimal]) -> list[int]:
    """Return cumulative shares of a whole as Q53; the last is 2^53."""
    total = sum(shares, Decimal(0))
    return [probability(min(part / total, _ONE)) for part in accumulate(shares)]


def _share(value: Decimal, what: str, at: tuple[str | int, ...]) -> int:
    """Return a solved share as Q53; `at` is the number to look at if it is none."""
    if not 0 <= value <= 1:
        raise NoSociety(
            f"the {what} would have to be {value:.4f}, which is no share",
            "move the numbers that it follows from, or narrow their ranges",
            at,
        )
    return probability(value)


def _below_one(value: Decimal, what: str, at: tuple[str | int, ...]) -> Decimal:
    """Return a solved share of which something has to be left."""
    if not 0 <= value < 1:
        raise NoSociety(
            f"the {what} would have to be {value:.4f}, and has to be below 1",
            "lower it, or raise what it is a share of",
            at,
        )
    return value


def _men(male: Decimal, alone: Decimal) -> int:
    """Return the share of men outside couples as Q53; both are members of a mean household."""
    return _share(
        male / alone if alone else (Decimal(2) if male else male),
        "share of men outside couples",
        ("sexes", "male"),
    )


class _Households:
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
                k = self.shapes.index(shape)
                self.kernel.append(k)
                self.role.append(role)
                self.weights[k] += share
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
            for i, (size, group) in enumerate(_by_size(self.types)):
                top = at + sum((share for _, share in group), Decimal(0))
                overlap = min(high, top) - max(low, at)
                if i == len(_by_size(self.types)) - 1 and high == 1:
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
            chances += _cumulative([share for _, share in inside])
            start.append(len(types))
            low = high
        return start, types, chances


def _by_size(types: list[tuple[int, str, Decimal]]) -> list[tuple[int, list[tuple[int, Decimal]]]]:
    groups: dict[int, list[tuple[int, Decimal]]] = {}
    for k, (size, _, share) in enumerate(types):
        groups.setdefault(size, []).append((k, share))
    return list(groups.items())


def _bands(table: Rates, step_days: int) -> list[int]:
    by_band = rates(table)
    return [hazard_q32(rate, step_days) for rate in (by_band[name] for name in FIVE_YEAR_BANDS)]


def _mean_hazard(days: Decimal, step_days: int) -> int:
    """Return the hazard that gives stays of a whole number of steps, at least one, this mean length."""
    steps = max(days / step_days, Decimal("1.001"))
    return int((-(1 - 1 / steps).ln() * (1 << 32)).to_integral_value())


@remembered(32)
def lower(recipe: Recipe, step_days: int) -> SocietyTables:
    """Return the integer tables of one draw.

    Args:
        recipe: a society with one value for every assumption (`documents.drawn`); as read, the central ones.
        step_days: days in a step.

    Raises:
        Contradiction: numbers of the draw contradict each other.
    """
    with localcontext(_CONTEXT):
        return _lower(recipe, step_days)


def _lower(recipe: Recipe, step_days: int) -> SocietyTables:
    households, demography, residence = recipe.households, recipe.demography, recipe.residence
    lists = _Households(recipe)
    class_start, class_type, class_cumulative = lists.by_plot(recipe)
    capacities = [capacity for capacity, number in households.capacities for _ in range(number)]
    classes = [c for c, (_, number) in enumerate(households.capacities) for _ in range(number)]

    lived = stable(recipe)
    guesses = [
        [float(share) for share in shares(households.ages[shape].bands, lived)] for shape in lists.shapes
    ]
    ages = [float(share) for share in shares(recipe.ages.bands, lived)]
    used = [k for k, weight in enumerate(lists.weights) if weight > 0]
    fitted = fit([guesses[k] for k in used], [float(lists.weights[k]) for k in used], ages)
    kernels = [cumulative_q32(guess) for guess in guesses]
    for k, fitting in zip(used, fitted, strict=True):
        kernels[k] = cumulative_q32(fitting)
    kernels.append(cumulative_q32(shares(recipe.visitors.ages, lived)))
    spreads = [int(households.ages[shape].apart.value * (1 << 32)) for shape in lists.shapes] + [0]

    edges = _ints([_days(years) for years in (*FIVE_YEAR_EDGES, recipe.ages.oldest)])

    male = recipe.sexes.male.value * lists.mean - lists.couples
    alone = lists.mean - 2 * lists.couples

    plots = len(capacities)
    residents = plots * lists.mean
    share = recipe.visitors.share.value
    visitor_plot = residents * share / (BLOCK_SLOTS * (1 - share) + residents * share)
    occupants = BLOCKS * (BLOCK_SLOTS * visitor_plot + residents * (1 - visitor_plot))

    total_people = sum(residence.regions.people.values, Decimal(0))
    regions = [
        min(int(part / total_people * (1 << 64)), (1 << 64) - 1)
        for part in accumulate(residence.regions.people.values)
    ]
    regions[-1] = (1 << 64) - 1
    returns = residence.returns.value
    away = [
        _below_one(value, "share registered elsewhere", ("residence", key))
        for key, value in (("away_rural", residence.away_rural.value), ("away", urban_away(recipe)))
    ]
    fertile = rates(demography.births)
    highest = max(fertile.values())
    least = highest or _ONE  # where nobody is ever born, the shares of nothing are nothing
    taken = _below_one(
        recipe.organisations.density(recipe.represents) * occupants / ORGANISATIONS,
        "share of organisations' places that are taken",
        ("organisations", "per_person" if recipe.organisations.number is None else "number"),
    )
    closing = recipe.organisations.closing.value
    official = recipe.tiers.official.value
    incomes = recipe.incomes.solved(residence.urban.value)
    working = {key: getattr(recipe.jobs, key) for key in ("employed_male", "employed_female")}
    occupied = BLOCKS * residents * (1 - visitor_plot) / SLOTS

    return SocietyTables(
        step_days=step_days,
        region_cumulative=np.array(regions, np.uint64),
        urban=_ints(
            [
                _share(u, f"urban share of {n}", ("residence", "regions", "urban"))
                for n, u in zip(REGIONS, urban_by_region(recipe), strict=False)
            ]
        ),
        plot_capacity=_ints(capacities),
        plot_class=_ints(classes),
        class_start=_ints(class_start),
        class_type=_ints(class_type),
        class_cumulative=_ints(class_cumulative),
        class_mark=_marks(class_start, class_cumulative),
        class_marks=len(class_cumulative).bit_length(),
        type_start=_ints(lists.start),
        member_kernel=_ints(lists.kernel),
        member_role=_ints(lists.role),
        kernel_cumulative=np.array(kernels, np.int64),
        kernel_slope=_slopes(np.array(kernels, np.int64), edges),
        kernel_spread=_ints(spreads),
        age_edges=edges,
        band_edges=_ints([_days(years) for years in AGE_EDGES]),
        male=_men(male, alone),
        male_born=probability(recipe.sexes.male_at_birth.value),
        death=np.array(
            [_bands(demography.deaths_male, step_days), _bands(demography.deaths_female, step_days)], np.int64
        ),
        birth=hazard_q32(highest, step_days),
        birth_share=_ints([probability(fertile.get(name, Decimal(0)) / least) for name in FIVE_YEAR_BANDS]),
        dissolution=hazard_q32(households.dissolution.value, step_days),
        visitor_plot=probability(visitor_plot),
        visitor_kernel=len(lists.shapes),
        stay=_mean_hazard(recipe.visitors.stay.days, step_days),
        married=probability(demography.couples.married.value),
        marriage=hazard_q32(demography.couples.marriage.value, step_days),
        divorce=hazard_q32(demography.couples.divorce.value, step_days),
        away=_ints([probability(value) for value in away]),
        away_on=_ints([hazard_q32(returns * value / (1 - value), step_days) for value in away]),
        away_off=_ints([hazard_q32(returns, step_days)] * 2),
        tier=_ints([probability(official), probability(official + recipe.tiers.owner.value)]),
        fifth=np.array([[probability(share) for share in row] for row in incomes.fifths], np.int64),
        income=incomes.tables.astype(np.int32),
        month_factor=propensity_table(recipe.incomes.volatility.value),
        employed=np.array(
            [
                [
                    _share(
                        shares[band] / taken if taken else shares[band],
                        f"share of those aged {band} with a place of work",
                        ("jobs", key, "values", band),
                    )
                    for band in AGE_BANDS
                ]
                for key, shares in working.items()
            ],
            np.int64,
        ),
        staff=_ints([int(recipe.jobs.staff[name] * 256) for name in SIZES]),
        kin=_ints(matchings(recipe, occupied)),
        group=_ints(_cumulative(list(recipe.groups.values))),
        organisation=probability(taken),
        opening=hazard_q32(closing * taken / (1 - taken), step_days),
        closing=hazard_q32(closing, step_days),
        size=_ints(_cumulative(list(recipe.organisations.sizes.values))),
        occupants=int(occupants * (1 << 32)),
    )
