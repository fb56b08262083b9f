"""Guarantee 2: one extra person changes nobody else's traits, ties to others or random numbers.

And with social effects off, nobody else's history.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.counted.values import RELATIONS
from demerit.engine.totals import Totals
from demerit.mechanisms.population.counts import PEOPLE
from demerit.regime.parts import passes
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.guarantee.test_conservation import LIVELY
from tests.property.strategies import hurried

STEPS = 20
Life = list[tuple[int, tuple[int, ...], tuple[int, ...], frozenset[int], tuple[tuple[int, ...], ...]]]


def tables(social: bool) -> Tables:
    parts = {name: part for name, part in LIVELY.items() if social or name != "spillover"}
    return hurried(toy.tables(toy.regime(**parts), STEPS))


def lives(t: Tables, slots: int, seed: int = 1, district: int = 4) -> tuple[dict[int, Life], list[Any]]:
    """Return what happened in each slot, step by step, and everybody's ties."""
    found: dict[int, Life] = {}
    ties: list[Any] = []
    for step, world, population in toy.walk(t, toy.empty(t), seed, district, slots):
        for slot, who in world.occupants.items():
            traits = (
                who.number,
                who.born,
                who.age,
                who.sex,
                who.tier,
                who.residence,
                who.fifth,
                who.group,
                who.size,
                who.employer,
                who.jobless,
            )
            records = tuple(
                sorted((case.place, case.begins, case.hash, case.ends, *case.within) for case in who.cases)
            )
            life = found.setdefault(slot, [])
            life.append((step, traits, tuple(who.propensity), frozenset(who.through[0]), records))
        if step == 0:
            plots = zip(
                population.plot_first[:slots].tolist(), population.plot_end[:slots].tolist(), strict=True
            )
            ties = list(plots)
    return found, ties


@pytest.mark.parametrize("slots", [1, 2, 65, 300])
def test_one_extra_person_changes_nobody_elses_history_when_social_effects_are_off(slots: int) -> None:
    t = tables(social=False)
    before, ties = lives(t, slots)
    after, more_ties = lives(t, slots + 1)
    assert set(after) - set(before) <= {slots} | set(range(SLOTS, SLOTS + 256))
    assert {slot: after[slot] for slot in before} == before
    assert more_ties[:slots] == ties
    assert sum(map(len, before.values())) > 0 or slots == 1


def test_with_social_effects_on_traits_ties_and_records_of_others_stay_as_they_were() -> None:
    """Only listings by a tie may differ: `own` records, traits, propensities and ties do not."""
    t = tables(social=True)
    before, ties = lives(t, 300)
    after, more_ties = lives(t, 301)

    def apart(life: Life) -> list[tuple[Any, ...]]:
        return [(step, traits, propensity, records) for step, traits, propensity, _, records in life]

    assert {slot: apart(after[slot]) for slot in before} == {
        slot: apart(life) for slot, life in before.items()
    }
    assert more_ties[:300] == ties


def tied(slots: int) -> dict[tuple[int, str, int], set[int]]:
    """Return who is tied to whom by each relation, in the first step and the last: step, relation, slot."""
    t, found = tables(social=True), {}
    for step, world, population in toy.walk(t, toy.empty(t), 1, 4, slots):
        if step in (0, STEPS - 1):
            for relation in RELATIONS:
                for slot in world.occupants:
                    if (slot >= SLOTS) == (passes(relation)[1] == "organisation"):
                        near = toy.tied(world, population, relation, slot, step)
                        found[step, relation, slot] = {other.slot for other in near}
    return found


@pytest.mark.parametrize("slots", [304, 400])
def test_one_extra_person_changes_nobody_elses_ties_by_any_relation(slots: int) -> None:
    """With slot 304 the twentieth place for an organisation opens."""
    before, after = tied(slots), tied(slots + 1)
    new = {slot for _, _, slot in after} - {slot for _, _, slot in before}
    assert new <= {slots, SLOTS + slots // 16}
    assert {key: near - new for key, near in after.items() if key[2] not in new} == before
    assert {relation for (_, relation, _), near in before.items() if near} == set(RELATIONS)


@pytest.mark.parametrize("slots", [100, 2000])
def test_an_extra_slot_adds_one_history_to_the_counts_and_takes_nothing_away(slots: int) -> None:
    """In the compiled engine: counts grow by what the one slot, and an organisation now and then, bring."""
    t = tables(social=False)
    for district in range(3):
        fewer = Totals(*(array.copy() for array in toy.compiled(t, 7, district, district + 1, slots)))
        more = toy.compiled(t, 7, district, district + 1, slots + 1)
        for name, a, b in zip(Totals._fields, fewer, more, strict=True):
            if name != "births_lost":
                assert (b >= a).all(), name
        assert (more.people[:, 0, PEOPLE.present] - fewer.people[:, 0, PEOPLE.present]).max() <= 1
        assert (more.lists[:, :2, 0] - fewer.lists[:, :2, 0]).max() <= 1
        refused = more.attempts[:, :, 0] - fewer.attempts[:, :, 0]
        assert refused.sum() <= 4 * STEPS


def test_a_seed_decides_alone_and_another_seed_is_another_world() -> None:
    t = tables(social=True)
    one = lives(t, 120, seed=5)
    assert lives(t, 120, seed=5) == one
    other = lives(t, 120, seed=6)[0]
    assert sum(other.get(slot) == life for slot, life in one[0].items()) < 3
    assert not np.array_equal(toy.compiled(t, 5).acts, toy.compiled(t, 6).acts.copy())
