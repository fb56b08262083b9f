"""From a drawn recipe to the integer tables of `SocietyTables`.

Everything that the recipe leaves to be solved is solved here, in `decimal`: sexes outside couples, the share
of plots for visitors, urban shares by region, rates whose published counterpart is a share. Declared shares
so hold in expectation in every draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np

from demerit.chance import hazard_q32, probability
from demerit.documents.remembering import remembered
from demerit.quantities import DAYS_PER_YEAR, Rates
from demerit.society.bands import rates, shares
from demerit.society.contradiction import NoSociety
from demerit.society.dwellings import HouseholdLists
from demerit.society.fitting import cumulative_q32, cumulative_q53, fit
from demerit.society.kinship import matchings
from demerit.society.livelihood import Pay
from demerit.society.margins import urban_away, urban_by_region
from demerit.society.propensities import propensity_table
from demerit.society.recipe import Recipe
from demerit.society.splitting import stable
from demerit.society.tables import SocietyTables
from demerit.society.traits import (
    AGE_BANDS,
    AGE_EDGES,
    BLOCK_SLOTS,
    BLOCKS,
    FIVE_YEAR_BANDS,
    FIVE_YEAR_EDGES,
    ORGANISATIONS,
    REGIONS,
    SIZES,
    SLOTS,
    TIERS,
)

Line = np.ndarray[tuple[int], np.dtype[np.int64]]
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]

_CONTEXT = Context(prec=28)
_ONE = Decimal(1)


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


Fields = dict[str, Any]
"""Some of the tables, by their names in `SocietyTables`."""


class _Filling(NamedTuple):
    """How full a block is, on average."""

    residents: Decimal
    """People in a block whose plots all hold households."""
    visitor_plot: Decimal
    """Share of plots that hold visitors."""
    occupants: Decimal
    """People in a district."""


def _lower(recipe: Recipe, step_days: int) -> SocietyTables:
    lists = HouseholdLists(recipe)
    homes = _homes(recipe, lists)
    ages = _ages(recipe, lists)
    filling = _filling(recipe, lists)
    registered = _registered(recipe, step_days)
    taken = _below_one(
        recipe.organisations.density(recipe.represents) * filling.occupants / ORGANISATIONS,
        "share of organisations' places that are taken",
        ("organisations", "per_person" if recipe.organisations.number is None else "number"),
    )
    return SocietyTables(
        step_days=step_days,
        **homes,
        **ages,
        **registered,
        **_means(recipe),
        **_places(recipe),
        **_lives(recipe, lists, step_days),
        **_couples(recipe, step_days),
        visitor_plot=probability(filling.visitor_plot),
        stay=_mean_hazard(recipe.visitors.stay.days, step_days),
        **_jobs(recipe, taken),
        kin=_ints(matchings(recipe, BLOCKS * filling.residents * (1 - filling.visitor_plot) / SLOTS)),
        group=_ints(cumulative_q53(list(recipe.groups.values))),
        **_organisations(recipe, taken, step_days),
        occupants=int(filling.occupants * (1 << 32)),
    )


def _homes(recipe: Recipe, lists: HouseholdLists) -> Fields:
    """Plots, the types of household that live in each size of them, and the members of each type."""
    start, types, chances = lists.by_plot(recipe)
    capacities = recipe.households.capacities
    return {
        "plot_capacity": _ints([capacity for capacity, number in capacities for _ in range(number)]),
        "plot_class": _ints([c for c, (_, number) in enumerate(capacities) for _ in range(number)]),
        "class_start": _ints(start),
        "class_type": _ints(types),
        "class_cumulative": _ints(chances),
        "class_mark": _marks(start, chances),
        "class_marks": len(chances).bit_length(),
        "type_start": _ints(lists.start),
        "member_kernel": _ints(lists.kernel),
        "member_role": _ints(lists.role),
    }


def _ages(recipe: Recipe, lists: HouseholdLists) -> Fields:
    """Ages of members by their shape, fitted to the declared ages, and those of visitors behind them."""
    shapes, lived = recipe.households.ages, stable(recipe)
    guesses = [[float(share) for share in shares(shapes[shape].bands, lived)] for shape in lists.shapes]
    ages = [float(share) for share in shares(recipe.ages.bands, lived)]
    used = [place for place, weight in enumerate(lists.weights) if weight > 0]
    fitted = fit([guesses[place] for place in used], [float(lists.weights[place]) for place in used], ages)
    kernels = [cumulative_q32(guess) for guess in guesses]
    for place, fitting in zip(used, fitted, strict=True):
        kernels[place] = cumulative_q32(fitting)
    kernels.append(cumulative_q32(shares(recipe.visitors.ages, lived)))
    cumulative = np.array(kernels, np.int64)
    edges = _ints([_days(years) for years in (*FIVE_YEAR_EDGES, recipe.ages.oldest)])
    return {
        "kernel_cumulative": cumulative,
        "kernel_slope": _slopes(cumulative, edges),
        "kernel_spread": _ints([int(shapes[shape].apart.value * (1 << 32)) for shape in lists.shapes] + [0]),
        "age_edges": edges,
        "band_edges": _ints([_days(years) for years in AGE_EDGES]),
        "visitor_kernel": len(lists.shapes),
    }


def _filling(recipe: Recipe, lists: HouseholdLists) -> _Filling:
    """Return how many people live in a block, and how many of its plots are for visitors."""
    plots = sum(number for _, number in recipe.households.capacities)
    residents = plots * lists.mean
    share = recipe.visitors.share.value
    visitor_plot = residents * share / (BLOCK_SLOTS * (1 - share) + residents * share)
    occupants = BLOCKS * (BLOCK_SLOTS * visitor_plot + residents * (1 - visitor_plot))
    return _Filling(residents, visitor_plot, occupants)


def _registered(recipe: Recipe, step_days: int) -> Fields:
    """Who is registered elsewhere, in the country and in town, and how often that begins and ends."""
    returns = recipe.residence.returns.value
    away = [
        _below_one(value, "share registered elsewhere", ("residence", key))
        for key, value in (("away_rural", recipe.residence.away_rural.value), ("away", urban_away(recipe)))
    ]
    return {
        "away": _ints([probability(value) for value in away]),
        "away_on": _ints([hazard_q32(returns * value / (1 - value), step_days) for value in away]),
        "away_off": _ints([hazard_q32(returns, step_days)] * 2),
    }


def _means(recipe: Recipe) -> Fields:
    """Tiers, and incomes with their fifths and their months."""
    incomes = recipe.incomes.solved(recipe.residence.urban.value)
    official = recipe.tiers.official.value
    return {
        "tier": _ints([probability(official), probability(official + recipe.tiers.owner.value)]),
        "fifth": np.array([[probability(share) for share in row] for row in incomes.fifths], np.int64),
        "income": incomes.tables.astype(np.int32),
        "month_factor": propensity_table(recipe.incomes.volatility.value),
        "pay": np.array([_pay(recipe.incomes.pay or {}, tier) for tier in TIERS], np.int64),
    }


def _pay(pay: Mapping[Any, Pay], tier: str) -> list[int]:
    """Return the pay of a tier's month of work and the chances of its spells; -1 where none is said."""
    if tier not in pay:
        return [-1, 0, 0, 0]
    of = pay[tier]
    chances = [probability(each.value) for each in (of.in_work, of.begins, of.ends)]
    return [int(of.paid.value.to_integral_value()), *chances]


def _places(recipe: Recipe) -> Fields:
    """Regions, and the urban share of each."""
    people = recipe.residence.regions.people.values
    total = sum(people, Decimal(0))
    regions = [min(int(part / total * (1 << 64)), (1 << 64) - 1) for part in accumulate(people)]
    regions[-1] = (1 << 64) - 1
    urban = [
        _share(u, f"urban share of {n}", ("residence", "regions", "urban"))
        for n, u in zip(REGIONS, urban_by_region(recipe), strict=False)
    ]
    return {"region_cumulative": np.array(regions, np.uint64), "urban": _ints(urban)}


def _lives(recipe: Recipe, lists: HouseholdLists, step_days: int) -> Fields:
    """Sexes, deaths and births."""
    demography = recipe.demography
    male = recipe.sexes.male.value * lists.mean - lists.couples
    fertile = rates(demography.births)
    highest = max(fertile.values())
    least = highest or _ONE  # where nobody is ever born, the shares of nothing are nothing
    deaths = [_bands(demography.deaths_male, step_days), _bands(demography.deaths_female, step_days)]
    births = [probability(fertile.get(name, Decimal(0)) / least) for name in FIVE_YEAR_BANDS]
    return {
        "male": _men(male, lists.mean - 2 * lists.couples),
        "male_born": probability(recipe.sexes.male_at_birth.value),
        "death": np.array(deaths, np.int64),
        "birth": hazard_q32(highest, step_days),
        "birth_share": _ints(births),
    }


def _couples(recipe: Recipe, step_days: int) -> Fields:
    """How couples marry and divorce, and households dissolve."""
    couples = recipe.demography.couples
    return {
        "dissolution": hazard_q32(recipe.households.dissolution.value, step_days),
        "married": probability(couples.married.value),
        "marriage": hazard_q32(couples.marriage.value, step_days),
        "divorce": hazard_q32(couples.divorce.value, step_days),
    }


def _jobs(recipe: Recipe, taken: Decimal) -> Fields:
    """Who has a place of work, by sex and age, and how many each size of organisation employs."""
    working = {key: getattr(recipe.jobs, key) for key in ("employed_male", "employed_female")}
    employed = [
        [
            _share(
                shares[band] / taken if taken else shares[band],
                f"share of those aged {band} with a place of work",
                ("jobs", key, "values", band),
            )
            for band in AGE_BANDS
        ]
        for key, shares in working.items()
    ]
    return {
        "employed": np.array(employed, np.int64),
        "staff": _ints([int(recipe.jobs.staff[name] * 256) for name in SIZES]),
    }


def _organisations(recipe: Recipe, taken: Decimal, step_days: int) -> Fields:
    """How many of their places organisations take, how often they open and close, and how large they are."""
    closing = recipe.organisations.closing.value
    return {
        "organisation": probability(taken),
        "opening": hazard_q32(closing * taken / (1 - taken), step_days),
        "closing": hazard_q32(closing, step_days),
        "size": _ints(cumulative_q53(list(recipe.organisations.sizes.values))),
    }
