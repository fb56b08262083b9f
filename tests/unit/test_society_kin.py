"""Relatives, jobs and months: both forms agree; ties are mutual and depend on the two alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit import society
from demerit.chance import plain as chance
from demerit.chance.compiling import kernel
from demerit.chance.packing import opener, pack
from demerit.society import jobs, kin, months, points, traits
from demerit.society.compiled import populated
from demerit.society.tables import OCCUPANT_ROWS, Population, SocietyTables

ELSEWHERE = (kin.PARENT, kin.ADULT_CHILD, kin.SIBLING)
OPPOSITE = {kin.PARENT: kin.ADULT_CHILD, kin.ADULT_CHILD: kin.PARENT, kin.SIBLING: kin.SIBLING}
opened, opened_people = opener(SocietyTables), opener(Population)
YEAR = 365.2425


@cache
def tables() -> SocietyTables:
    return society.lower(society.load("large-country-2020"), 7)


@kernel
def _kin(words: Any, seed: Any, relation: int, n: int, district: int, slot: int) -> int:
    return kin.kin(opened(words), relation, n, kin.kin_key(seed, relation, n, district), slot)


@kernel
def _count(words: Any, relation: int) -> int:
    return kin.kin_count(opened(words), relation)


@kernel
def _month(words: Any, key: Any, slot: int, number: int, income: int, month: int) -> int:
    return months.monthly_income(opened(words), key, slot, number, income, month)


@kernel
def _employer(words: Any, staff: Any, key: Any, slot: int, number: int, sex: int, band: int) -> int:
    return jobs.employer_slot(opened(words), staff, key, slot, number, sex, band)


@kernel
def _spouse(words: Any, row: int) -> int:
    return kin.spouse_slot(opened_people(words), row)


def person(pop: Population, row: int) -> tuple[int, int]:
    return int(pop.slot[row]), int(pop.number[row])


def ties(pop: Population, seed: int, district: int, relation: int, day: int = 0) -> set[tuple[Any, Any]]:
    """Every (person, relative) among the residents of the first step."""
    t, n = tables(), int(pop.n[OCCUPANT_ROWS])
    here = {int(pop.slot[r]): r for r in range(n) if pop.enter[r] == 0 and not pop.visitor[r]}
    found = set()
    for k in range(kin.kin_count_plain(t, relation)):
        key = kin.kin_key_plain(seed, relation, k, district)
        for slot, row in here.items():
            other = here.get(kin.kin_plain(t, relation, k, key, slot))
            if other is not None and kin.fits_plain(
                relation,
                day,
                int(pop.born[row]),
                int(pop.plot[row]),
                int(pop.born[other]),
                int(pop.plot[other]),
            ):
                found.add((person(pop, row), person(pop, other)))
    return found


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**64 - 1),
    district=st.integers(0, 2**20),
    relation=st.sampled_from(ELSEWHERE),
    n=st.integers(0, 12),
    slot=st.integers(0, traits.SLOTS - 1),
)
def test_the_nth_relative_is_mutual_and_both_forms_agree(
    seed: int, district: int, relation: int, n: int, slot: int
) -> None:
    t, words = tables(), pack(tables())
    key = kin.kin_key_plain(seed, relation, n, district)
    other = kin.kin_plain(t, relation, n, key, slot)
    assert _kin(words.words, np.uint64(seed), relation, n, district, slot) == other
    assert _count(words.words, relation) == kin.kin_count_plain(t, relation)
    if n >= kin.kin_count_plain(t, relation):
        assert other == -1
    if other >= 0:
        assert other != slot
        assert kin.kin_plain(t, OPPOSITE[relation], n, key, other) == slot


@settings(deadline=None)
@given(
    relation=st.sampled_from((*ELSEWHERE, kin.SPOUSE)),
    day=st.integers(0, 3650),
    born=st.integers(-36_000, 0),
    gap=st.integers(-20_000, 20_000),
    plots=st.tuples(st.integers(0, 2), st.integers(0, 2)),
)
def test_ages_fit_both_ways_and_in_both_forms(
    relation: int, day: int, born: int, gap: int, plots: tuple[int, int]
) -> None:
    one, other = (born, plots[0]), (born + gap, plots[1])
    found = kin.fits_plain(relation, day, *one, *other)
    assert kin.fits(relation, day, *one, *other) == found
    if relation != kin.SPOUSE:
        assert kin.fits_plain(OPPOSITE[relation], day, *other, *one) == found
    if found:
        assert plots[0] != plots[1]
        assert day - born >= 18 * YEAR and day - born - gap >= 18 * YEAR
        low, high = (0, 15) if relation == kin.SIBLING else (18, 45)
        assert low * YEAR <= abs(gap) < high * YEAR + 1


@pytest.mark.parametrize("relation", ELSEWHERE)
def test_a_tie_does_not_depend_on_who_else_lives_there(relation: int) -> None:
    whole = ties(populated(tables(), 5, 2, 1), 5, 2, relation)
    assert len(whole) > 500
    assert {(b, a) for a, b in ties(populated(tables(), 5, 2, 1), 5, 2, OPPOSITE[relation])} == whole
    for limit in (1500, 1501, 4095):
        part = ties(populated(tables(), 5, 2, 1, limit), 5, 2, relation)
        assert part == {(a, b) for a, b in whole if a[0] < limit and b[0] < limit}


def test_more_relatives_are_the_same_ones_and_others() -> None:
    t = tables()
    more = t._replace(kin=t.kin + (3 << 31))
    for n in range(kin.kin_count_plain(t, kin.SIBLING)):
        key = kin.kin_key_plain(1, kin.SIBLING, n, 0)
        for slot in range(0, traits.SLOTS, 17):
            before = kin.kin_plain(t, kin.SIBLING, n, key, slot)
            assert before in (-1, kin.kin_plain(more, kin.SIBLING, n, key, slot))


def test_couples_are_spouses_while_married_and_former_spouses_after_a_divorce() -> None:
    assert kin.in_couple(kin.SPOUSE, kin.MARRIED_NOW) and not kin.in_couple(
        kin.FORMER_SPOUSE, kin.MARRIED_NOW
    )
    assert not kin.in_couple(kin.SPOUSE, kin.UNMARRIED)
    assert not kin.in_couple(kin.FORMER_SPOUSE, kin.UNMARRIED), "who never married has no former spouse"
    state = kin.couple_state(kin.MARRIED_NOW, traits.DIVORCED)
    assert kin.in_couple(kin.FORMER_SPOUSE, state) and not kin.in_couple(kin.SPOUSE, state)
    assert kin.in_couple(kin.SPOUSE, kin.couple_state(state, traits.MARRIED))
    pop = populated(tables(), 1, 0, 52)
    words = pack(pop)
    for row in range(int(pop.n[OCCUPANT_ROWS])):
        slot = _spouse(words.words, row)
        other = int(pop.spouse[row])
        assert slot == (-1 if other < 0 else int(pop.slot[other]))
        if other >= 0:
            assert pop.number[other] == pop.number[row] and pop.plot[other] == pop.plot[row]
    for relation in (kin.SPOUSE, kin.FORMER_SPOUSE):
        assert kin.kin_count_plain(tables(), relation) == 0


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**64 - 1),
    district=st.integers(0, 2**20),
    slot=st.integers(0, traits.SLOTS - 1),
    number=st.integers(0, 50),
    sex=st.integers(0, 1),
    income=st.integers(0, 2**31 - 1),
    month=st.integers(0, 400),
)
def test_jobs_and_months_agree_in_both_forms(
    seed: int, district: int, slot: int, number: int, sex: int, income: int, month: int
) -> None:
    t, words = tables(), pack(tables())
    staff = jobs.staff_plain(t, seed, district)
    key = np.uint64(chance.key(seed, int(points.POINTS[points.JOB]), 0, district))
    places = set()
    for band in range(len(traits.AGE_BANDS)):
        place = jobs.employer_slot_plain(t, staff, seed, district, slot, number, sex, band)
        assert _employer(words.words, np.array(staff), key, slot, number, sex, band) == place
        places.add(place)
    assert len(places - {jobs.NO_EMPLOYER}) <= 1, "one keeps the place from the first job to retirement"
    for place in places - {jobs.NO_EMPLOYER}:
        assert traits.SLOTS <= place <= traits.SLOTS + slot // jobs.SLOTS_A_PLACE
    key = np.uint64(chance.key(seed, int(points.POINTS[points.MONTH]), 0, district))
    found = months.monthly_income_plain(t, seed, district, slot, number, income, month)
    assert _month(words.words, key, slot, number, income, month) == found


def test_the_columns_are_those_of_the_functions() -> None:
    t, pop = tables(), populated(tables(), 9, 4, 104)
    n = int(pop.n[OCCUPANT_ROWS])
    staff = jobs.staff_plain(t, 9, 4)
    assert pop.staff.tolist() == staff
    edges = np.array(t.band_edges)
    for row in range(0, n, 7):
        age = int(pop.enter[row]) * 7 - int(pop.born[row])
        band = int(np.searchsorted(edges, age, side="right")) - 1
        slot, number = person(pop, row)
        place = jobs.employer_slot_plain(t, staff, 9, 4, slot, number, int(pop.sex[row]), band)
        assert pop.employer[row] == (jobs.NO_EMPLOYER if pop.visitor[row] else place)
    households = {}
    for row in range(n):
        if not pop.visitor[row]:
            key = (int(pop.plot[row]), int(pop.number[row]))
            assert households.setdefault(key, int(pop.income[row])) == pop.income[row]


def test_a_year_of_months_earns_the_yearly_income_on_average_and_varies_as_declared() -> None:
    t = tables()
    assert t.month_factor.mean() / 2**20 == pytest.approx(1, abs=1e-5)
    sample = [
        months.monthly_income_plain(t, 3, 1, slot, 0, 12_000_000, m) for slot in range(150) for m in range(24)
    ]
    assert np.mean(sample) == pytest.approx(1_000_000, rel=0.02)
    assert np.log(sample).std() == pytest.approx(0.3, rel=0.06)
    flat = t._replace(month_factor=np.full(4096, 1 << 20, np.int64))
    assert months.monthly_income_plain(flat, 3, 1, 7, 0, 12_000, 5) == 1_000


def test_one_person_more_and_other_employers_change_nobodys_job() -> None:
    t, whole = tables(), populated(tables(), 11, 3, 52)
    jobs_of = {person(whole, r): int(whole.employer[r]) for r in range(int(whole.n[OCCUPANT_ROWS]))}
    for limit in (40, 1000, 4095):
        part = populated(t, 11, 3, 52, limit)
        for row in range(int(part.n[OCCUPANT_ROWS])):
            assert jobs_of[person(part, row)] == part.employer[row]
            assert part.employer[row] < 0 or (part.employer[row] - traits.SLOTS) * 16 < limit
