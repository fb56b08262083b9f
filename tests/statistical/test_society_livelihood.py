"""Incomes, jobs and relatives that come out of the people, against what the societies declare.

Districts are independent, so the spread of an estimate is taken between them. The Gini coefficient of people
who were drawn is compared with the declared one within the spread over groups of districts.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit import society
from demerit.chance.compiling import kernel
from demerit.chance.packing import opener, pack
from demerit.society import SocietyTables, kin, traits
from demerit.society.compiled import populated
from demerit.society.tables import ALL_ROWS, OCCUPANT_ROWS, Population
from tests.statistical.three_outcomes import meets, ratio, require

DISTRICTS = 260
SEED = 11
LARGE = "large-country-2020"
Floats = NDArray[np.float64]
opened = opener(SocietyTables)


@cache
def tables(name: str = LARGE) -> SocietyTables:
    return society.lower(society.load(name), 7)


@cache
def district(number: int, name: str = LARGE) -> Population:
    return populated(tables(name), SEED, number, 1)


class Residents(NamedTuple):
    district: NDArray[np.int64]
    income: Floats
    fifth: NDArray[np.int64]
    urban: NDArray[np.bool_]


@cache
def residents(name: str = LARGE) -> Residents:
    columns: list[list[NDArray[np.int64]]] = [[], [], [], []]
    for d in range(DISTRICTS):
        pop = district(d, name)
        here = pop.visitor[: pop.n[OCCUPANT_ROWS]] == 0
        rows = [
            np.full(here.sum(), d),
            *(getattr(pop, c)[: here.size][here] for c in ("income", "fifth", "urban")),
        ]
        for column, values in zip(columns, rows, strict=True):
            column.append(values.astype(np.int64))
    d, income, fifth, urban = (np.concatenate(column) for column in columns)
    return Residents(d, income.astype(float), fifth, urban == 1)


def by_district(values: Floats, r: Residents) -> Floats:
    return np.bincount(r.district, weights=values, minlength=DISTRICTS)


def gini(values: Floats) -> float:
    v = np.sort(values)
    return float(2 * ((np.arange(v.size) + 0.5) * v).sum() / (v.size * v.sum()) - 1)


@pytest.mark.parametrize("name", [LARGE, "claimants"])
def test_mean_incomes_of_town_and_country_come_out(name: str) -> None:
    r, incomes = residents(name), society.load(name).incomes
    comparisons = []
    for what, chosen, centre in (("urban", r.urban, incomes.urban), ("rural", ~r.urban, incomes.rural)):
        mean = float(centre.mean.value)
        comparisons.append(
            ratio(
                by_district(r.income * chosen, r),
                by_district(1.0 * chosen, r),
                mean,
                0.03 * mean,
                f"{what} mean",
            )
        )
        below = 1.0 * (chosen & (r.income < float(centre.median.value)))
        comparisons.append(
            ratio(by_district(below, r), by_district(1.0 * chosen, r), 0.5, 0.02, f"{what} below the median")
        )
    require(*comparisons)


@pytest.mark.parametrize("name", [LARGE, "claimants"])
def test_the_gini_coefficient_comes_out(name: str) -> None:
    r = residents(name)
    groups = np.array([gini(r.income[r.district % 20 == g]) for g in range(20)])
    declared = float(society.load(name).incomes.gini.value)
    require(meets(gini(r.income), declared, groups.std(ddof=1) / 20**0.5, 0.01, what="Gini coefficient"))


def test_fifths_are_a_fifth_each_and_ordered_by_income() -> None:
    r = residents()
    everybody = by_district(np.ones(r.income.size), r)
    require(
        *(
            ratio(by_district(1.0 * (r.fifth == f), r), everybody, 0.2, 0.012, f"fifth {f + 1}")
            for f in range(5)
        )
    )
    for f in range(4):
        assert r.income[r.fifth == f].max() <= r.income[r.fifth == f + 1].min() + 1


def test_declared_shares_have_a_place_of_work_where_an_organisation_is() -> None:
    declared = society.load(LARGE).jobs
    edges = np.array(tables().band_edges)
    employed, whole = np.zeros((2, 8, DISTRICTS)), np.zeros((2, 8, DISTRICTS))
    for d in range(DISTRICTS):
        pop = district(d)
        n, all_rows = int(pop.n[OCCUPANT_ROWS]), int(pop.n[ALL_ROWS])
        open_places = {int(pop.slot[row]) for row in range(n, all_rows) if pop.enter[row] == 0}
        here = pop.visitor[:n] == 0
        band = np.searchsorted(edges, -pop.born[:n], side="right") - 1
        works = np.isin(pop.employer[:n], list(open_places))
        for sex in range(2):
            mine = here & (pop.sex[:n] == sex)
            whole[sex, :, d] = np.bincount(band[mine], minlength=8)
            employed[sex, :, d] = np.bincount(band[mine & works], minlength=8)
    comparisons = []
    for sex, table in enumerate((declared.employed_male, declared.employed_female)):
        for b, name in enumerate(traits.AGE_BANDS):
            share = float(table[name])
            if share == 0:
                assert employed[sex, b].sum() == 0
                continue
            comparisons.append(
                ratio(
                    employed[sex, b],
                    whole[sex, b],
                    share,
                    max(0.03, 0.1 * share),
                    f"{traits.SEXES[sex]} {name}",
                )
            )
    require(*comparisons)


def test_people_work_at_places_in_proportion_to_staff() -> None:
    """Among the places that are opened no later than a person's slot, each counts as its staff."""
    top = float(society.load(LARGE).jobs.staff["large"])
    observed, expected, workers = np.zeros(DISTRICTS), np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = district(d)
        works = np.flatnonzero(pop.employer[: pop.n[OCCUPANT_ROWS]] >= 0)
        staff = np.diff(pop.staff, prepend=0) / 256
        large = np.cumsum(staff * (staff == top)) / np.cumsum(staff)
        observed[d] = (staff[pop.employer[works] - traits.SLOTS] == top).sum()
        expected[d] = large[pop.slot[works] // 16].sum()
        workers[d] = works.size
    assert 0.2 < expected.sum() / workers.sum() < 0.4
    require(ratio(observed - expected, workers, 0.0, 0.01, "jobs at large organisations beyond their staff"))


def test_a_small_town_has_as_many_places_of_work() -> None:
    whole, part = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = populated(tables(), SEED, d, 1, 900)
        n = int(pop.n[OCCUPANT_ROWS])
        whole[d], part[d] = n, (pop.employer[:n] >= 0).sum()
    everywhere = sum(
        int((district(d).employer[: district(d).n[OCCUPANT_ROWS]] >= 0).sum()) for d in range(DISTRICTS)
    )
    people = sum(int(district(d).n[OCCUPANT_ROWS]) for d in range(DISTRICTS))
    require(ratio(part, whole, everywhere / people, 0.02, "places of work in a small town"))


@kernel
def _count_kin(
    words: NDArray[np.int64],
    seed: np.uint64,
    number: int,
    relation: int,
    there: NDArray[np.int32],
    born: NDArray[np.int32],
    plot: NDArray[np.int32],
) -> int:
    """Return how many relatives the residents have in all; `there` is the row in each slot, or -1."""
    t = opened(words)
    found = 0
    for n in range(kin.kin_count(t, relation)):
        k = kin.kin_key(seed, relation, n, number)
        for slot in range(there.shape[0]):
            other = kin.kin(t, relation, n, k, slot)
            if other >= 0 and there[slot] >= 0 and there[other] >= 0:
                a, b = there[slot], there[other]
                if kin.fits(relation, 0, born[a], plot[a], born[b], plot[b]):
                    found += 1
    return found


@pytest.mark.parametrize("name", [LARGE, "claimants"])
def test_adults_have_the_declared_mean_number_of_relatives_elsewhere(name: str) -> None:
    declared = society.load(name).kin
    words = pack(tables(name))
    adults, counts = np.zeros(DISTRICTS), np.zeros((3, DISTRICTS))
    for d in range(DISTRICTS):
        pop = district(d, name)
        n = int(pop.n[OCCUPANT_ROWS])
        there = np.full(traits.SLOTS, -1, np.int32)
        rows = np.flatnonzero((pop.visitor[:n] == 0) & (pop.enter[:n] == 0)).astype(np.int32)
        there[pop.slot[rows]] = rows
        adults[d] = (-pop.born[rows] >= kin.ADULT).sum()
        for relation in (kin.PARENT, kin.ADULT_CHILD, kin.SIBLING):
            counts[relation, d] = _count_kin(
                words.words, np.uint64(SEED), d, relation, there, pop.born, pop.plot
            )
    assert (counts[kin.PARENT] == counts[kin.ADULT_CHILD]).all(), "each tie is counted once from either side"
    both, siblings = float(declared.parents_and_children.value), float(declared.siblings.value)
    require(
        ratio(counts[0] + counts[1], adults, both, 0.05 * both, "parents and adult children"),
        ratio(counts[2], adults, siblings, 0.05 * siblings, "siblings"),
    )
