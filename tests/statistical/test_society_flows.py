"""Six years of births, deaths, marriages, divorces, moves and dissolutions against the declared rates.

The age pyramid is compared with a cohort-component projection that knows only the recipe: it carries expected
people by week of age and sex from week to week, and has neither slots nor households nor hashes. It takes one
number from the run, the share of births that found no slot, which has a test of its own.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit import society
from demerit.society import Population, traits
from demerit.society.compiled import populated
from demerit.society.declared import FERTILE_BANDS
from demerit.society.tables import ALL_ROWS, BIRTHS_WITHOUT_SLOT, CHANGE_ROWS, OCCUPANT_ROWS
from tests.statistical.three_outcomes import Comparison, ratio, require

DISTRICTS = 500
STEPS = 313
WEEK = 7
YEAR = 365.2425
BANDS = len(traits.FIVE_YEAR_BANDS)
Floats = NDArray[np.float64]


@cache
def recipe() -> society.Recipe:
    return society.load("large-country-2020")


@cache
def district_of(number: int) -> Population:
    return populated(society.lower(recipe(), WEEK), 31, number, STEPS)


class Flows(NamedTuple):
    """Counts in each district."""

    residents: Floats
    end: Floats  # [district, sex, band] residents in the last week
    births: Floats
    births_lost: Floats
    deaths: Floats  # [district, sex]


@cache
def flows() -> Flows:
    edges = np.array([*[np.ceil(age * YEAR) for age in traits.FIVE_YEAR_EDGES], 10**6])
    residents, lost, births = np.zeros(DISTRICTS), np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    end, deaths = np.zeros((DISTRICTS, 2, BANDS)), np.zeros((DISTRICTS, 2))
    for d in range(DISTRICTS):
        pop = district_of(d)
        n = int(pop.n[OCCUPANT_ROWS])
        resident = pop.visitor[:n] == 0
        residents[d] = (resident & (pop.enter[:n] == 0)).sum()
        births[d] = (pop.role[:n] == traits.BORN).sum()
        lost[d] = pop.n[BIRTHS_WITHOUT_SLOT]
        died = resident & (pop.leave_kind[:n] == traits.DEATH)
        last = resident & (pop.leave[:n] == STEPS)
        for sex in range(2):
            mine = pop.sex[:n] == sex
            deaths[d, sex] = (died & mine).sum()
            ages = (STEPS - 1) * WEEK - pop.born[:n][last & mine]
            end[d, sex] = np.histogram(ages, edges)[0]
    return Flows(residents, end, births, lost, deaths)


class Projection(NamedTuple):
    """Expected numbers for one resident at the start."""

    end: Floats  # [sex, band]
    births: float
    deaths: Floats  # [sex]


@cache
def projection(lost: float) -> Projection:
    r = recipe()
    weeks = np.arange(int(130 * YEAR / WEEK))
    years = weeks * WEEK / YEAR
    band = np.clip((years // 5).astype(int), 0, BANDS - 1)
    tables = (r.demography.deaths_male, r.demography.deaths_female)
    hazard = np.array([[float(table[name]) for name in traits.FIVE_YEAR_BANDS] for table in tables])
    dies = 1 - np.exp(-hazard[:, band] * WEEK / YEAR)
    rates = np.array(
        [float(r.demography.births[n]) if n in FERTILE_BANDS else 0.0 for n in traits.FIVE_YEAR_BANDS]
    )
    bears = rates[band] * WEEK / YEAR
    goes = 1 - np.exp(-float(r.households.dissolution.value) * WEEK / YEAR)
    male_born = float(r.sexes.male_at_birth.value)

    entry = np.zeros((2, weeks.size))
    tops = [*traits.FIVE_YEAR_EDGES[1:], r.ages.oldest]
    for name, low, high in zip(traits.FIVE_YEAR_BANDS, traits.FIVE_YEAR_EDGES, tops, strict=True):
        inside = (years >= low) & (years < high)
        for sex, share in enumerate(entry_sexes()[name]):
            entry[sex, inside] = share / inside.sum()
    people, births, deaths = entry.copy(), 0.0, np.zeros(2)
    for _ in range(1, STEPS):
        stay = people * (1 - goes)
        deaths += (stay * dies).sum(axis=1)
        survivors = np.zeros_like(people)
        survivors[:, 1:] = (stay * (1 - dies))[:, :-1]
        born = float((survivors[traits.FEMALE] * bears).sum())
        births += born
        people = survivors + goes * entry
        people[:, 0] += born * (1 - lost) * np.array([male_born, 1 - male_born])
    end = np.array([np.bincount(band, weights=row, minlength=BANDS) for row in people])
    return Projection(end, births, deaths)


@cache
def entry_sexes() -> dict[str, tuple[float, float]]:
    """Return the expected share of residents at entry by band and sex, from the fitted ages.

    The declared margins give ages and sexes apart; who is paired with whom decides the joint table, so it is
    worked out here from household types. Its two margins have tests of their own.
    """
    t = society.lower(recipe(), WEEK)
    weight = np.diff(t.class_cumulative.astype(float), prepend=0.0)
    joint = np.zeros((2, BANDS))
    plots = np.bincount(t.plot_class)
    for c, (a, b) in enumerate(zip(t.class_start[:-1], t.class_start[1:], strict=True)):
        chances = np.diff(t.class_cumulative[a:b].astype(float), prepend=0.0) / 2.0**53
        for kind, chance in zip(t.class_type[a:b], chances, strict=True):
            for m in range(t.type_start[kind], t.type_start[kind + 1]):
                ages = np.diff(t.kernel_cumulative[t.member_kernel[m]]) / 2.0**32
                male = {traits.MAN: 1.0, traits.WOMAN: 0.0}.get(int(t.member_role[m]), t.male / 2.0**53)
                joint += plots[c] * chance * np.array([[male], [1 - male]]) * ages
    assert weight.size
    joint /= joint.sum()
    return {name: (joint[0, b], joint[1, b]) for b, name in enumerate(traits.FIVE_YEAR_BANDS)}


def lost_share() -> float:
    f = flows()
    return float(f.births_lost.sum() / (f.births.sum() + f.births_lost.sum()))


@pytest.mark.parametrize("sex", traits.SEXES)
def test_the_age_pyramid_after_six_years_is_the_projected_one(sex: str) -> None:
    f, expected = flows(), projection(lost_share())
    s = traits.SEXES.index(sex)
    require(
        *(
            ratio(
                f.end[:, s, b],
                f.residents,
                float(expected.end[s, b]),
                max(0.0004, 0.06 * float(expected.end[s, b])),
                f"{sex} {name} after six years",
            )
            for b, name in enumerate(traits.FIVE_YEAR_BANDS)
        )
    )


def test_births_and_deaths_are_the_projected_ones() -> None:
    f, expected = flows(), projection(lost_share())
    comparisons = [
        ratio(
            f.births + f.births_lost,
            f.residents,
            expected.births,
            0.03 * expected.births,
            "births in six years",
        )
    ]
    for s, sex in enumerate(traits.SEXES):
        deaths = float(expected.deaths[s])
        comparisons.append(ratio(f.deaths[:, s], f.residents, deaths, 0.04 * deaths, f"deaths, {sex}"))
    require(*comparisons)


def test_few_births_find_no_slot() -> None:
    """A birth without a spare slot does not happen in this model; the share is stated in the docs."""
    assert 0.0 < lost_share() < 0.05


def rate(part: Floats, weeks: Floats, per_year: float, what: str) -> Comparison:
    """Compare events per week of exposure with the chance per week that a yearly rate gives."""
    chance = 1 - np.exp(-per_year * WEEK / YEAR)
    return ratio(part, weeks, float(chance), 0.06 * float(chance), what)


def test_households_dissolve_at_the_declared_rate() -> None:
    ends, weeks = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = district_of(d)
        n = int(pop.n[OCCUPANT_ROWS])
        first = (pop.visitor[:n] == 0) & (pop.slot[:n] == pop.plot[:n])
        plots = np.unique(pop.plot[:n][first]).size
        ends[d] = (first & (pop.number[:n] > 0)).sum()  # each later household follows a dissolution
        weeks[d] = plots * (STEPS - 1)
    require(rate(ends, weeks, float(recipe().households.dissolution.value), "dissolutions"))


def spells(
    pop: Population,
    first: NDArray[np.int64],
    end: NDArray[np.int64],
    start: NDArray[np.uint8],
    on: int,
    off: int,
) -> tuple[Floats, Floats]:
    """Return events [to off, to on] and weeks at risk in state [on, off] over the rows `first`..`end`.

    Args:
        pop: one district.
        first: first step of each row's exposure.
        end: step after its last, or no more than `first` to leave the row out.
        start: each row's state at `first`.
        on: kind of change that switches on.
        off: kind of change that switches off.
    """
    n, count = first.size, int(pop.n[CHANGE_ROWS])
    kinds, rows = pop.change_kind[:count], pop.change_row[:count]
    steps = np.repeat(np.arange(STEPS), np.diff(pop.change_start))
    mine = ((kinds == on) | (kinds == off)) & (rows < n)
    mine &= end[np.minimum(rows, n - 1)] > first[np.minimum(rows, n - 1)]
    rows, steps, kinds = rows[mine], steps[mine], kinds[mine]
    order = np.lexsort((steps, rows))
    rows, steps, kinds = rows[order], steps[order], kinds[order]
    begins = first.astype(float).copy()
    state = start.astype(int).copy()
    weeks, events = np.zeros(2), np.zeros(2)
    for row, step, kind in zip(rows.tolist(), steps.tolist(), kinds.tolist(), strict=True):
        assert state[row] == (kind == off), "a state is switched on only when off"
        weeks[1 - state[row]] += step - begins[row]
        events[1 - state[row]] += 1
        begins[row], state[row] = step, 1 - state[row]
    left = np.maximum(end - 1 - begins, 0) * (end > first)
    weeks[0] += left[state == 1].sum()
    weeks[1] += left[state == 0].sum()
    return events, weeks


def test_couples_marry_and_divorce_at_the_declared_rates() -> None:
    events, weeks = np.zeros((DISTRICTS, 2)), np.zeros((DISTRICTS, 2))
    for d in range(DISTRICTS):
        pop = district_of(d)
        n = int(pop.n[OCCUPANT_ROWS])
        men = pop.role[:n] == traits.MAN
        both = np.minimum(pop.leave[:n], pop.leave[np.maximum(pop.spouse[:n], 0)])
        end = np.where(men, both, pop.enter[:n]).astype(np.int64)
        events[d], weeks[d] = spells(
            pop, pop.enter[:n].astype(np.int64), end, pop.married[:n], traits.MARRIED, traits.DIVORCED
        )
    couples = recipe().demography.couples
    require(
        rate(events[:, 0], weeks[:, 0], float(couples.divorce.value), "divorces"),
        rate(events[:, 1], weeks[:, 1], float(couples.marriage.value), "marriages"),
    )


def test_people_move_at_the_declared_rate_and_the_published_share_away_stays() -> None:
    events, weeks = np.zeros((DISTRICTS, 2)), np.zeros((DISTRICTS, 2))
    away, there = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = district_of(d)
        n = int(pop.n[OCCUPANT_ROWS])
        resident = pop.visitor[:n] == 0
        end = np.where(resident, pop.leave[:n], pop.enter[:n]).astype(np.int64)
        events[d], weeks[d] = spells(
            pop, pop.enter[:n].astype(np.int64), end, pop.away[:n], traits.AWAY_ON, traits.AWAY_OFF
        )
        count = int(pop.n[CHANGE_ROWS])
        kinds, rows = pop.change_kind[:count], pop.change_row[:count]
        state = pop.away[:n].astype(int)
        np.add.at(state, rows[kinds == traits.AWAY_ON], 1)
        np.add.at(state, rows[kinds == traits.AWAY_OFF], -1)
        last = resident & (pop.leave[:n] == STEPS)
        away[d], there[d] = state[last].sum(), last.sum()
    require(
        rate(events[:, 0], weeks[:, 0], float(recipe().residence.returns.value), "returns"),
        ratio(
            away, there, float(recipe().residence.away.value), 0.02, "registered elsewhere after six years"
        ),
    )


def test_organisations_close_at_the_declared_rate_and_their_number_stays() -> None:
    closed, weeks = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    first, last = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = district_of(d)
        a, b = int(pop.n[OCCUPANT_ROWS]), int(pop.n[ALL_ROWS])
        enter, leave = pop.enter[a:b], pop.leave[a:b]
        closed[d] = (leave < STEPS).sum()
        weeks[d] = (leave - enter).sum() - (leave == STEPS).sum()
        first[d], last[d] = (enter == 0).sum(), (leave == STEPS).sum()
    require(
        rate(closed, weeks, float(recipe().organisations.closing.value), "closings"),
        ratio(last, first, 1.0, 0.02, "organisations after six years"),
    )


def test_visitors_stay_as_long_as_declared() -> None:
    stays, weeks = np.zeros(DISTRICTS), np.zeros(DISTRICTS)
    for d in range(DISTRICTS):
        pop = district_of(d)
        n = int(pop.n[OCCUPANT_ROWS])
        whole = (pop.visitor[:n] == 1) & (pop.leave[:n] < STEPS)
        stays[d] = whole.sum()
        weeks[d] = (pop.visitor[:n] * (pop.leave[:n] - pop.enter[:n])).sum()
    mean = float(recipe().visitors.stay.days) / WEEK
    require(ratio(stays, weeks, 1 / mean, 0.05, "ends of visits per week"))
