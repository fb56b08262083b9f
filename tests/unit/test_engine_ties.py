"""Listings that pass over a tie: when they begin, when they end, and what an amendment does to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.counted.values import EXITS, RELATIONS
from demerit.engine.codes import NOBODY
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.mechanisms.scores.counts import GRADES
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.scenario.codes import AT
from demerit.society.kin import MARRIED_NOW, PARTED, UNMARRIED
from demerit.society.traits import FEMALE, MALE
from tests import toy
from tests.toy import made

HOUSEHOLD = {"household": {"lists": "black", "chance": made(0.8)}}


def week(number: int) -> str:
    return (toy.START + dt.timedelta(weeks=number)).isoformat()


def history(steps: int, **parts: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, by step, who is listed by a tie alone, and who by an own record, over two districts."""
    lists = {"black": toy.black(term=made("4 weeks"))}
    t = toy.still(toy.tables(toy.regime(lists=lists, **parts), steps))
    rows = toy.compiled(t, 1, 0, 2).lists[:, 0, 0]
    return rows[:, LISTS.through_others + GROUND.through_others], rows[:, LISTS.stock] - rows[
        :, LISTS.through_others + GROUND.through_others
    ]


def blind(number: int) -> dict[str, Any]:
    """Return an amendment after which nothing is seen any more."""
    return {"from": week(number), "sources": {"courts": {"sees": {"default": made(0)}}}}


def test_a_listing_reaches_the_household_one_step_later_and_ends_with_the_record_it_hangs_on() -> None:
    through, own = history(20, spillover=HOUSEHOLD, amendments=[blind(10)])
    assert own[0] > 0 and through[0] == 0 and through[1] > 0
    assert own[10 + 4 :].sum() == 0
    assert through[10 + 4] == 0 or through[10 + 5 :].sum() == 0


def test_when_spill_over_is_abolished_nobody_stays_listed_by_a_tie() -> None:
    through, own = history(20, spillover=HOUSEHOLD, amendments=[{"from": week(10), "spillover": "none"}])
    assert through[9] > 0 and own[10:].all()
    assert through[10:].sum() == 0


def test_spill_over_that_an_amendment_brings_reaches_those_who_live_with_listed_people() -> None:
    """At once, not only where the next listing changes: here none does, because nothing is seen any more."""
    late = {"from": week(10), "spillover": HOUSEHOLD, **{k: v for k, v in blind(10).items() if k != "from"}}
    through, own = history(20, amendments=[late])
    assert through[:10].sum() == 0 and own[9] > 0
    before, _ = history(20, spillover=HOUSEHOLD, amendments=[blind(10)])
    assert through[10] == before[10]


def test_an_end_by_the_tie_is_counted_as_one() -> None:
    lists = {"black": toy.black(term=made("4 weeks"))}
    t = toy.still(toy.tables(toy.regime(lists=lists, spillover=HOUSEHOLD), 20))
    row = toy.compiled(t, 1, 0, 2).lists[:, 0, 0]
    ends = dict(zip(EXITS, row[:, LISTS.out_death :].sum(axis=0).tolist(), strict=False))
    assert ends["tie"] > 0 and ends["expiry"] > 0
    assert ends["payment"] == ends["death"] == ends["left"] == ends["ceased"] == 0


def test_a_divorce_moves_the_listing_from_the_spouse_to_the_former_spouse() -> None:
    """In the step of the divorce, and back with a second wedding."""
    lists = {"black": toy.black(), "spouses": toy.black(["noise"]), "parted": toy.black(["noise"])}
    spillover = {
        "spouse": {"lists": "spouses", "of": "black"},
        "former_spouse": {"lists": "parted", "of": "black"},
    }
    whole = toy.regime(conducts={"default": {}, "noise": {}}, lists=lists, spillover=spillover)
    t = toy.still(toy.tables(whole, 30))
    t = t._replace(society=t.society._replace(divorce=1 << 28, marriage=1 << 28))
    moved = {MARRIED_NOW: 0, PARTED: 0}
    before: dict[int, int] = {}
    for step, world, _ in toy.walk(t, toy.empty(t), 1, 0, 1500):
        for who in world.occupants.values():
            other = world.occupants.get(who.spouse)
            if other is None or other.own_since[0].get(0, step) >= step:
                continue
            expected = {UNMARRIED: set(), MARRIED_NOW: {1}, PARTED: {2}}[who.couple]
            assert who.through[0] == expected
            if before.get(who.slot, who.couple) != who.couple:
                moved[who.couple] += 1
        before = {slot: who.couple for slot, who in world.occupants.items()}
    assert moved[MARRIED_NOW] > 5 and moved[PARTED] > 5


def test_whoever_loses_a_spouse_is_off_the_list_that_came_through_them() -> None:
    lists = {"black": toy.black(), "spouses": toy.black(["noise"])}
    spillover = {"spouse": {"lists": "spouses", "of": "black"}}
    whole = toy.regime(conducts={"default": {}, "noise": {}}, lists=lists, spillover=spillover)
    t = toy.still(toy.tables(whole, 30))
    t = t._replace(society=t.society._replace(death=t.society.death + (1 << 25)))
    widowed = 0
    before: dict[int, int] = {}
    for _, world, _ in toy.walk(t, toy.empty(t), 1, 0, 1500):
        for who in world.occupants.values():
            if who.spouse == NOBODY:
                assert not who.through[0]
                widowed += before.get(who.slot, NOBODY) == who.number
        before = {slot: who.number for slot, who in world.occupants.items() if who.through[0]}
    assert widowed > 10


@pytest.mark.parametrize("relation", ["parent", "adult_child", "sibling"])
def test_through_kin_a_listing_is_of_true_origin_if_a_true_record_would_pass_it_too(relation: str) -> None:
    """With chance 1 it is one exactly if some relative is listed in the shadow."""
    courts = toy.source({"default": 0.3}, false_records=made("60 % per person-year"))
    lists = {"black": toy.black(), "kin": toy.black(["noise"])}
    whole = toy.regime(
        conducts={"default": {}, "noise": {}},
        sources={"courts": courts},
        lists=lists,
        spillover={relation: {"lists": "kin", "of": "black"}},
    )
    t = toy.still(toy.tables(whole, 12))
    counted, expected = toy.empty(t), [0, 0]
    for step, world, population in toy.walk(t, counted, 1, 0, 2000):
        for who in world.occupants.values():
            near = toy.tied(world, population, relation, who.slot, step) if who.is_person else []
            listed = [any(other.own_since[h].get(0, step) < step for other in near) for h in (0, 1)]
            assert [1 in who.through[h] for h in (0, 1)] == listed
            expected[0] += listed[0] and listed[1]
            expected[1] += listed[0] and not listed[1]
    place = RELATIONS.index(relation)
    found = counted.relations.sum(axis=2)
    assert (
        found[1, place, [LISTED_BY_TIES.weeks_true, LISTED_BY_TIES.weeks_false]].tolist() == expected
        and min(expected) > 20
    )
    through, false = (
        counted.lists[
            :,
            1,
            0,
            [
                LISTS.through_others + GROUND.through_others,
                LISTS.through_others_wrongful + GROUND.through_others,
            ],
        ]
        .sum(axis=0)
        .tolist()
    )
    assert [through - false, false] == expected


def test_a_listing_passes_only_from_those_to_whom_the_relation_applies() -> None:
    """A relation's own `applies_to` stands in the place of the spillover's."""
    lists = {"black": toy.black()}
    spillover = {
        "household": {"lists": "black", "applies_to": "sex == female"},
        "acquaintance": {"lists": "black"},
        "applies_to": "sex == male",
    }
    t = toy.still(toy.tables(toy.regime(lists=lists, spillover=spillover), 12))
    last = len(t.time.epoch) - 1
    step, world, population = list(toy.walk(t, toy.empty(t), 1, 0, 2000))[-1]
    kinds = {True: 0, False: 0}
    for who in world.occupants.values():
        near = [
            (other, sex)
            for relation, sex in (("household", FEMALE), ("acquaintance", MALE))
            for other in (toy.tied(world, population, relation, who.slot, step) if who.is_person else [])
        ]
        reached = any(other.sex == sex and other.own_since[0].get(0, last) < last for other, sex in near)
        assert (0 in who.through[0]) == reached
        kinds[reached] += 1
    assert min(kinds.values()) > 50


def test_organisations_have_a_score_its_grades_and_lists_and_are_counted_by_size() -> None:
    """M04: the ledger, a list by score and the grades count organisations as they do people."""
    whole = toy.regime(
        scores={
            "score": {
                "kind": "ledger",
                "start": 100,
                "worse": "lower",
                "grades": {"A": ">= 90", "B": "< 90"},
            }
        },
        conducts={"arrears": {"points": -30, "counts": "ever"}},
        sources={"tax": toy.source({"arrears": 1}, entity="organisation")},
        lists={"firms": {"kind": "burden", "entity": "organisation", "enter": [{"while": "score < 60"}]}},
        consequences={
            "bid": {"refuse": ["bid"], "to": "listed(firms)", "context": "procurement", "severity": 2}
        },
    )
    t = toy.tables(whole, 52)
    counted = toy.empty(t)
    for step, world, _ in toy.walk(t, counted, 1, 0):
        firms = [who for who in world.occupants.values() if not who.is_person]
        listed = [who for who in firms if who.listed()]
        assert listed == [who for who in firms if who.scores[0].score[0] < 60]
        for size in range(4):
            stock = counted.lists[step, 0, int(t.axes.starts[AT.size]) + size, LISTS.stock]
            assert stock == sum(1 for who in listed if who.size == size)
        assert counted.lists[step, 0, int(t.axes.starts[AT.all_of_organisations]), LISTS.stock] == len(listed)
    everybody = int(t.axes.starts[AT.all_of_organisations])
    grades = counted.grades[int(t.time.quarter[-1]), :, everybody, GRADES.recorded]
    low = sum(1 for who in firms if who.scores[0].score[0] < 90)
    assert grades[:2].tolist() == [len(firms) - low, low] and 0 < low < len(firms)
    assert len({who.size for who in listed}) > 1
    assert counted.attempts[..., int(t.axes.starts[AT.all_of_organisations]), ATTEMPTS.refusals].sum() > 0
    assert counted.lists[:, :, 0].sum() == 0, "no people are on a list of organisations"
