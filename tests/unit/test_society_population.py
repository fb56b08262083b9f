"""The population of a district: plain and compiled agree to the bit; nobody depends on who else is there."""

from __future__ import annotations

import dataclasses
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit import documents, society
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1
from demerit.chance.packing import pack
from demerit.society import compiled, plain, traits
from demerit.society import compiled_homes as homes
from demerit.society.tables import (
    ALL_ROWS,
    BIRTHS_WITHOUT_SLOT,
    CHANGE_ROWS,
    CHANGES_FULL,
    OCCUPANT_ROWS,
    ROWS_FULL,
    Population,
    SocietyTables,
    larger,
    new_population,
)

FIELDS = [field.name for field in dataclasses.fields(plain.Stay) if field.name != "spouse"]


@kernel
def _kind(society: I64x1, size: int, h: int) -> int:
    return homes.kind_at(compiled.open_tables(society), size, h)


@cache
def tables(draw: int = -1, step_days: int = 7) -> SocietyTables:
    recipe = society.load("large-country-2020")
    if draw >= 0:
        recipe = documents.drawn(recipe, 5, draw, "society")
    return society.lower(recipe, step_days)


def lively(t: SocietyTables) -> SocietyTables:
    """The same society with everything happening ten to forty times as often, to reach every branch."""
    return t._replace(
        death=t.death * 20,
        birth=t.birth * 20,
        dissolution=t.dissolution * 40,
        marriage=t.marriage * 10,
        divorce=t.divorce * 40,
        away_on=t.away_on * 20,
        away_off=t.away_off * 20,
        opening=t.opening * 20,
        closing=t.closing * 20,
        visitor_plot=t.visitor_plot * 20,
    )


def run(t: SocietyTables, seed: int, district: int, steps: int, limit: int = traits.SLOTS) -> Population:
    return compiled.populated(t, seed, district, steps, limit)


def rows(pop: Population) -> list[tuple[int, ...]]:
    n = int(pop.n[ALL_ROWS])
    return list(zip(*(getattr(pop, name)[:n].tolist() for name in FIELDS), strict=True))


def changes(pop: Population) -> list[tuple[int, int, int, int]]:
    n = int(pop.n[CHANGE_ROWS])
    steps = np.repeat(np.arange(pop.change_start.size - 1), np.diff(pop.change_start))
    columns = (steps, pop.change_row[:n], pop.change_kind[:n], pop.change_value[:n])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def assert_agree(t: SocietyTables, seed: int, district: int, steps: int, limit: int) -> None:
    fast = run(t, seed, district, steps, limit)
    slow = plain.occupants(t, seed, district, steps, limit)
    stays = slow.persons + slow.organisations
    index = {id(stay): row for row, stay in enumerate(stays)}
    assert int(fast.region[0]) == slow.region
    assert int(fast.n[OCCUPANT_ROWS]) == len(slow.persons)
    assert int(fast.n[BIRTHS_WITHOUT_SLOT]) == slow.births_without_slot
    assert rows(fast) == [tuple(getattr(stay, name) for name in FIELDS) for stay in stays]
    spouses = [index[id(stay.spouse)] if stay.spouse else -1 for stay in stays]
    assert fast.spouse[: len(stays)].tolist() == spouses
    couple = (traits.MARRIED, traits.DIVORCED)
    told = [
        (
            change.step,
            index[id(change.stay)],
            change.kind,
            (index[id(change.other)] if change.other else -1) if change.kind in couple else change.value,
        )
        for change in slow.changes
    ]
    assert changes(fast) == told
    for first, end in slow.plots:
        assert set(fast.plot_first[first:end].tolist()) == {first}
        assert set(fast.plot_end[first:end].tolist()) == {end}


@pytest.mark.parametrize("draw", [-1, 0, 3])
def test_plain_and_compiled_agree_to_the_bit_on_a_whole_district(draw: int) -> None:
    assert_agree(tables(draw), seed=1 + draw, district=17, steps=313, limit=traits.SLOTS)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**64 - 1),
    district=st.integers(0, 2**20),
    steps=st.integers(1, 1500),
    limit=st.integers(1, 400),
    hurried=st.booleans(),
)
def test_plain_and_compiled_agree_for_any_seed_district_horizon_and_limit(
    seed: int, district: int, steps: int, limit: int, hurried: bool
) -> None:
    t = lively(tables()) if hurried else tables()
    assert_agree(t, seed, district, steps, limit)


def test_ages_at_every_edge_are_those_of_the_plain_population() -> None:
    t = tables()
    district = plain._District(t, 1, 0, 52, traits.SLOTS)
    for shape, cumulative in enumerate(t.kernel_cumulative):
        near = {int(edge) + apart for edge in cumulative for apart in (-1, 0, 1)}
        for u in [u for u in near if 0 <= u < 1 << 32] + list(range(0, 1 << 32, 0x1357_9BD)):
            band = int(homes.band_at(cumulative, u))
            assert cumulative[band] <= u < cumulative[band + 1]
            days = homes.age_at(cumulative, t.kernel_slope[shape], t.age_edges, band, u)
            assert days == district.age_days(shape, u)


def test_households_at_every_edge_are_those_of_their_size_of_plot() -> None:
    t = tables()
    directory = pack(t)
    for size, (start, end) in enumerate(pairwise(t.class_start.tolist())):
        chances = t.class_cumulative[start:end].tolist()
        for h in {min(max(edge + apart, 0), (1 << 53) - 1) for edge in (0, *chances) for apart in (-1, 0)}:
            picked = next(k for k, chance in enumerate(chances) if h < chance)
            assert _kind(directory.words, size, h) == t.class_type[start + picked]


def test_every_kind_of_change_happens_in_the_comparison() -> None:
    pop = run(lively(tables()), 3, 4, 400, 400)
    kinds = set(pop.change_kind[: pop.n[CHANGE_ROWS]].tolist())
    assert kinds == set(range(len(traits.CHANGES)))
    assert int(pop.n[BIRTHS_WITHOUT_SLOT]) > 0
    assert set(pop.role[: pop.n[OCCUPANT_ROWS]].tolist()) == set(range(len(traits.ROLES)))


@pytest.mark.parametrize(("district", "short"), [(0, 52), (9, 313), (2, 1)])
def test_a_longer_run_begins_with_the_shorter_one(district: int, short: int) -> None:
    t = lively(tables()) if district == 2 else tables()
    first, second = run(t, 7, district, short), run(t, 7, district, 2 * short)

    def known(pop: Population, row: tuple[int, ...]) -> tuple[int, ...]:
        values = dict(zip(FIELDS, row, strict=True))
        if values["leave"] >= short:
            values.update(leave=short, leave_kind=traits.STAYS)
        return tuple(values.values())

    early = [known(second, row) for row in rows(second) if row[FIELDS.index("enter")] < short]
    assert [known(first, row) for row in rows(first)] == early

    def told(pop: Population) -> list[tuple[int, int, int, int]]:
        slot, number = pop.slot, pop.number
        return [
            (step, int(slot[row]), int(number[row]), kind)
            for step, row, kind, _ in changes(pop)
            if step < short
        ]

    assert told(first) == told(second)


def test_one_more_slot_changes_nobody_else() -> None:
    t, whole = tables(), run(tables(), 11, 3, 104)
    everybody = set(zip(whole.slot.tolist(), rows(whole), strict=False))
    for limit in (1, 63, 64, 65, 1000, 2049, 4095):
        some = run(t, 11, 3, 104, limit)
        n = int(some.n[OCCUPANT_ROWS])
        assert set(zip(some.slot[:n].tolist(), rows(some)[:n], strict=True)) == {
            pair for pair in everybody if pair[0] < limit
        }


def test_no_two_people_are_in_one_slot_at_once_and_everybody_is_there_for_a_step() -> None:
    pop = run(lively(tables()), 5, 6, 300)
    n = int(pop.n[ALL_ROWS])
    order = np.lexsort((pop.enter[:n], pop.slot[:n]))
    slot, enter, leave = pop.slot[:n][order], pop.enter[:n][order], pop.leave[:n][order]
    assert (leave > enter).all()
    again = slot[1:] == slot[:-1]
    assert (enter[1:][again] >= leave[:-1][again]).all()
    pairs = set(zip(pop.slot[:n].tolist(), pop.number[:n].tolist(), strict=True))
    assert len(pairs) == n


def test_buffers_that_are_too_small_are_told_and_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    t, plenty = tables(), run(tables(), 1, 0, 52)
    grown = []

    def note(population: Population, answer: int) -> Population:
        grown.append(answer)
        return larger(population, answer)

    monkeypatch.setattr(compiled, "new_population", lambda steps: new_population(steps, 100, 100))
    monkeypatch.setattr(compiled, "larger", note)
    assert rows(run(t, 1, 0, 52)) == rows(plenty)
    assert ROWS_FULL in grown
    monkeypatch.setattr(compiled, "new_population", lambda steps: new_population(steps, 9000, 100))
    assert changes(run(t, 1, 0, 52)) == changes(plenty)
    assert CHANGES_FULL in grown


def test_people_need_as_many_slots_as_they_take_on_average() -> None:
    t = tables()
    occupants = t.occupants / 2**32
    assert society.districts_for(t, 1) == (1, 2)
    districts, last = society.districts_for(t, 1_000_000)
    slots = (districts - 1) * traits.SLOTS + last
    assert slots * occupants / traits.SLOTS >= 1_000_000 > (slots - 1) * occupants / traits.SLOTS
    before = society.districts_for(t, 999_999)
    assert (districts - before[0]) * traits.SLOTS + last - before[1] in (1, 2)
