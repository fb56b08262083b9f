"""Guarantee 5: nothing appears or vanishes, and sums are sums over people; guarantee 8: nothing from nothing.

The laws are checked on a lively district: every safeguard, three lists, spill-over, organisations, an
amendment, and a society in which people come and go twenty times as often as declared.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.counted.axes import MEASURE
from demerit.counted.values import EXITS, GROUNDS, RELATIONS
from demerit.engine.totals import Totals
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import GROUND, LISTS, MOMENTS, QUARTERS, SPELLS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.scenario.codes import AT
from demerit.scenario.exits import (
    CEASED,
    DEATH,
    FULFILLED,
    LEFT,
    LEFT_SCHEME,
    PAYMENT,
    RULE,
    STANDING,
    SUNSET,
    TAKEN_OFF,
)
from demerit.scenario.histories import SHADOW
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import hurried
from tests.toy import made

STEPS = 30
UNCHANGING = {
    "all": 0,
    "region": 1,
    "sex": 3,
    "fifth": 6,
    "group": 7,
    "org all": 8,
    "org region": 9,
    "org size": 10,
}
"""Axes on which nobody moves, with their places in `Tables.axes`; people age and move along the others."""
THREE_LISTS = {
    "black": toy.black(["default"], term=made("8 weeks"), release_on_payment=made("1 week")),
    "grey": toy.black(["lateness", "noise"], term=made("3 weeks")),
    "firms": toy.black(["arrears"], entity="organisation", term=made("10 weeks")),
}
FOUR_WEEKS = [{"record": ["default"], "for": made("4 weeks")}]
LIVELY: dict[str, Any] = {
    "conducts": {"default": {}, "lateness": {}, "noise": {}, "arrears": {}},
    "sources": {
        "courts": toy.source({"default": 0.9, "lateness": 0.7}, false_records=made("40 % per person-year")),
        "neighbours": toy.source({"noise": 0.4, "default": 0.2}, delay=made("2 weeks")),
        "tax": toy.source(
            {"arrears": 0.8}, entity="organisation", false_records=made("30 % per organisation-year")
        ),
    },
    "adjudication": {
        "official": {"upholds_true": made(0.95), "upholds_false": made(0.8)},
        "ability_test": {
            "for": ["default"],
            "finds_able_if_able": made(0.9),
            "finds_able_if_unable": made(0.5),
        },
    },
    "lists": THREE_LISTS,
    "consequences": {
        "train": {"refuse": "train", "to": "listed(black)", "context": "travel", "severity": 2},
        "train-too": {
            "refuse": "train",
            "to": "listed(grey) and age < 60",
            "context": "travel",
            "severity": 2,
        },
        "loan": {"refuse": "loan", "to": "listed(grey)", "context": "finance", "severity": 2},
        "bid": {"refuse": "bid", "to": "listed(firms)", "context": "procurement", "severity": 2},
    },
    "spillover": {
        "household": {"lists": "black", "chance": made(0.5)},
        "acquaintance": {"lists": "grey", "chance": made(0.2)},
        "sibling": {"lists": "grey", "of": "black", "chance": made(0.3)},
        "spouse": {"lists": "grey", "of": "black"},
        "leader": {"lists": "black", "of": "firms", "applies_to": "size == micro"},
        "organisation": {"lists": "firms", "of": "black", "chance": made(0.5)},
    },
    "safeguards": {
        "of_records": "ordinary",
        "of_listings": "way-back",
        "ordinary": {
            "notice": {"share": made(0.5), "ahead": made("1 week")},
            "hearing": {"share": made(0.3), "stops_wrong": made(0.5), "recognises_unable": made(0.5)},
            "human_review": {"share": made(0.3), "stops_wrong": made(0.3)},
            "correction": {"chance": made(0.4), "delay": made("2 weeks")},
            "appeal": {
                "chance": made(0.3),
                "success_if_wrong": made(0.6),
                "success_if_right": made(0.1),
                "delay": made("2 weeks"),
                "independent": True,
                "suspensive": False,
            },
            "others": "none",
        },
        "way-back": {"repair": {"chance": made(0.2), "after": made("2 weeks")}, "others": "none"},
    },
    "amendments": [{"from": "2020-04-20", "lists": {"black": {"enter": FOUR_WEEKS}}}],
}


@cache
def tables() -> Tables:
    return hurried(toy.tables(toy.regime(**LIVELY), STEPS))


@cache
def totals() -> Totals:
    return toy.compiled(tables(), 1, 0, 6)


def spans(axes: dict[str, int]) -> list[slice]:
    return [slice(int(tables().axes.starts[n]), int(tables().axes.starts[n + 1])) for n in axes.values()]


def test_everything_happens_in_the_run_that_the_laws_are_checked_on() -> None:
    found = totals()
    used = found.lists[:, :, [0, int(tables().axes.starts[AT.all_of_organisations])]].sum(axis=(0, 2))
    # no score; none is protected, and nothing hard follows
    without = (GROUND.counted_for_more, GROUND.protected, GROUND.slight)
    never = {LISTS.through_others + ground for ground in without} | {
        LISTS.through_others_wrongful + ground for ground in without
    }
    never |= {LISTS.through_others_wrongful + GROUND.own_terms, LISTS.mixed, LISTS.by_measurement} | {
        LISTS.out_death + kind for kind in (LEFT_SCHEME, SUNSET, TAKEN_OFF, RULE, FULFILLED, CEASED)
    }
    assert {column for column, count in enumerate(used[0]) if count == 0} == never
    never |= {LISTS.out_death + PAYMENT, LISTS.could_not_pay}  # nothing is owed for what enters the grey list
    never |= {
        LISTS.through_others + GROUND.unable,
        LISTS.through_others_wrongful + GROUND.unable,
    }  # nor is ability tested
    assert {column for column, count in enumerate(used[1]) if count == 0} == never
    assert used[2, [LISTS.stock, LISTS.inflow, LISTS.without_act, LISTS.out_death + LEFT]].all()
    assert found.attempts.sum(axis=(0, 2))[
        :, [ATTEMPTS.attempts, ATTEMPTS.refusals, ATTEMPTS.refusals_without_act]
    ].all()
    assert found.left_out.sum() > 0


def test_the_people_of_a_step_are_those_before_plus_who_came_minus_who_died_or_left() -> None:
    people = totals().people
    for span in spans(UNCHANGING):
        part = people[:, span]
        change = part[1:, :, PEOPLE.entered] - part[1:, :, PEOPLE.died] - part[1:, :, PEOPLE.left]
        assert np.array_equal(part[1:, :, PEOPLE.present], part[:-1, :, PEOPLE.present] + change)
        assert np.array_equal(part[0, :, PEOPLE.present], part[0, :, PEOPLE.entered])


def test_every_week_on_a_list_stands_under_exactly_one_ground() -> None:
    lists = totals().lists
    grounds, wrongful = (
        lists[..., first : first + len(GROUNDS)]
        for first in (LISTS.through_others, LISTS.through_others_wrongful)
    )
    assert np.array_equal(grounds.sum(axis=-1), lists[..., LISTS.stock])
    assert (
        np.array_equal(wrongful.sum(axis=-1), lists[..., LISTS.wrongful]) and lists[..., LISTS.wrongful].any()
    )
    assert (wrongful <= grounds).all() and not wrongful[..., GROUND.protected :].any()


def test_every_week_through_others_is_of_one_relation() -> None:
    lists, relations = totals().lists, totals().relations
    for number in range(len(THREE_LISTS)):
        row = lists[:, number, int(tables().axes.starts[AT.all_of_organisations]) if number == 2 else 0]
        false = row[:, LISTS.through_others_wrongful + GROUND.through_others].sum()
        assert relations[number, ..., LISTED_BY_TIES.weeks_false].sum() == false > 0
        assert (
            relations[number, ..., LISTED_BY_TIES.weeks_true].sum()
            == row[:, LISTS.through_others + GROUND.through_others].sum() - false
            > 0
        )
        assert 0 < relations[number, ..., LISTED_BY_TIES.entries].sum() < row[:, LISTS.inflow].sum()
    carried = {(RELATIONS[r], list(THREE_LISTS)[n]) for n, r in np.argwhere(relations.any(axis=(2, 3)))}
    assert carried == {(name, spill["lists"]) for name, spill in LIVELY["spillover"].items()}


def test_an_entry_is_wrongful_where_the_shadow_has_no_such_listing_at_the_end_of_its_step() -> None:
    """Counted person by person; whoever enters is still on the list when the step is over."""
    t = tables()
    fast = toy.compiled(t, 1, 3, 4, slots=1_500).lists
    entered = np.zeros(fast.shape[:3], np.int64)
    wrongful = np.zeros_like(entered)
    for step, world, _ in toy.walk(t, toy.empty(t), 1, 3, 1_500):
        for who in world.occupants.values():
            for number in who.listed():
                if who.since[number] == step:
                    entered[step, number, world.axes(who)] += 1
                    wrongful[step, number, world.axes(who)] += number not in who.listed(SHADOW)
    assert np.array_equal(entered, fast[..., LISTS.inflow])
    assert np.array_equal(wrongful, fast[..., LISTS.inflow_wrongful])
    assert 0 < wrongful.sum() < entered.sum()


@pytest.mark.parametrize("false", [True, False])
def test_entries_by_false_records_alone_are_wrongful_and_without_any_none_is(false: bool) -> None:
    source = {"false_records": made("50 % per person-year")} if false else {}
    seen = 0.0 if false else 1.0
    whole = toy.regime(
        sources={"courts": toy.source({"default": seen}, **source)},
        lists={"black": toy.black(term=made("6 weeks"))},
        spillover={"household": {"lists": "black", "chance": made(0.5)}},
    )
    lists = toy.compiled(toy.tables(whole, STEPS)).lists
    assert lists[..., LISTS.inflow].any()
    assert np.array_equal(lists[..., LISTS.inflow_wrongful], lists[..., LISTS.inflow] * int(false))


def test_the_stock_of_a_list_is_the_stock_before_plus_inflow_minus_outflow_of_every_kind() -> None:
    """A death is an outflow, and so is leaving the society."""
    lists = totals().lists
    outflow = lists[..., LISTS.out_death : LISTS.out_death + STANDING].sum(axis=-1)
    for span in spans(UNCHANGING):
        stock, inflow, out = (
            lists[:, :, span, LISTS.stock],
            lists[:, :, span, LISTS.inflow],
            outflow[:, :, span],
        )
        assert np.array_equal(stock[1:], stock[:-1] + inflow[1:] - out[1:])
        assert np.array_equal(stock[0], inflow[0] - out[0])
    assert lists[:, :, 0, [LISTS.out_death + DEATH, LISTS.out_death + LEFT]].sum(axis=0)[:2].all()


@pytest.mark.parametrize("field", ["people", "lists", "attempts"])
def test_every_axis_sums_to_all(field: str) -> None:
    counts = getattr(totals(), field)
    bounds = [int(place) for place in tables().axes.starts]
    for first, last in ((0, 8), (8, 11)):
        whole = counts[..., bounds[first], :]
        for axis in range(first, last):
            assert np.array_equal(counts[..., bounds[axis] : bounds[axis + 1], :].sum(axis=-2), whole), axis


def test_parts_are_never_more_than_their_whole() -> None:
    lists, attempts, acts, records = totals().lists, totals().attempts, totals().acts, totals().records
    assert (lists[..., LISTS.without_act] + lists[..., LISTS.could_not_pay] <= lists[..., LISTS.stock]).all()
    assert (
        lists[..., LISTS.through_others + GROUND.through_others] <= lists[..., LISTS.without_act]
    ).all()  # nobody's own act is in a listing by a tie
    assert (attempts[..., ATTEMPTS.refusals] <= attempts[..., ATTEMPTS.attempts]).all()
    assert (
        attempts[..., ATTEMPTS.refusals_without_act] + attempts[..., ATTEMPTS.refusals_could_not_pay]
        <= attempts[..., ATTEMPTS.refusals]
    ).all()
    assert (acts[..., 1] <= acts[..., 0]).all()
    made, seen = np.cumsum(records[..., 1], axis=4), np.cumsum(records[..., 0], axis=4)  # year by year
    assert (made <= seen).all()


def test_the_tables_of_a_run_agree_with_each_other() -> None:
    """Quarters, spells, records and moments tell what the weekly tables tell."""
    found = totals()
    organisations = int(tables().axes.starts[AT.all_of_organisations])
    assert found.quarters[..., QUARTERS.person_weeks].sum() == found.people[:, 0, PEOPLE.present].sum()
    assert found.quarters[..., QUARTERS.entries].sum() == found.lists[:, :, 0, LISTS.inflow].sum()
    assert found.quarters[..., QUARTERS.refusals].sum() == found.attempts[:, :, 0, ATTEMPTS.refusals].sum()
    assert found.quarters[..., QUARTERS.listed_weeks].sum() <= found.lists[:, :, 0, LISTS.stock].sum()
    assert found.acts[..., 1].sum() == found.records[:, :, 1, ..., 1].sum()
    weeks = np.arange(STEPS + 1)
    for number in range(len(THREE_LISTS)):
        entity = organisations if number == 2 else 0
        row = found.lists[:, number, entity]
        spells = found.spells[number, ..., SPELLS.count]
        assert spells.sum() == row[:, LISTS.inflow].sum()
        assert (spells * weeks).sum() == row[:, LISTS.stock].sum()
        assert spells[STANDING].sum() == row[-1, LISTS.stock]
        assert (
            spells[:STANDING].sum(axis=1).tolist()
            == row[:, LISTS.out_death : LISTS.out_death + len(EXITS) - 1].sum(axis=0).tolist()
        )
        for measure, column in enumerate((LISTS.stock, LISTS.inflow)):
            assert np.array_equal(found.moments[:, 0, number, measure, MOMENTS.sum_x], row[:, column])
        assert np.array_equal(
            found.moments[:, 0, number, MEASURE.stock, MOMENTS.sum_n], found.people[:, entity, PEOPLE.present]
        )
    for entity, row in ((0, 0), (1, organisations)):
        refused = found.attempts[:, :, row, ATTEMPTS.refusals].sum(axis=1)
        assert np.array_equal(
            found.moments[:, 0, len(THREE_LISTS) + entity, MEASURE.refusals, MOMENTS.sum_x], refused
        )


def test_the_moments_are_sums_over_districts_of_what_each_has() -> None:
    t = tables()
    stock = toy.per_district(t, 1, 6, "lists")[:, :, :2, 0, LISTS.stock]
    n = toy.per_district(t, 1, 6, "people")[:, :, 0, PEOPLE.present][:, :, None]
    expected = [np.ones_like(stock), stock, stock**2, n + 0 * stock, stock * n, n**2 + 0 * stock]
    for column, each in enumerate(expected):
        assert np.array_equal(totals().moments[:, 0, :2, MEASURE.stock, column], each.sum(axis=0)), column


def test_the_totals_of_a_run_are_the_sums_of_its_districts() -> None:
    t = tables()
    for name, whole in zip(Totals._fields, totals(), strict=True):
        assert np.array_equal(toy.per_district(t, 1, 6, name).sum(axis=0), whole), name


def test_sums_in_the_cube_are_sums_over_people() -> None:
    """People are counted one by one in the plain engine's district, and compared with the compiled totals."""
    t = tables()
    fast = toy.compiled(t, 1, 3, 4, slots=1_500)
    people: NDArray[np.int64] = np.zeros(fast.people.shape[:2], np.int64)
    stock: NDArray[np.int64] = np.zeros(fast.lists.shape[:3], np.int64)
    for step, world, _ in toy.walk(t, toy.empty(t), 1, 3, 1_500):
        for who in world.occupants.values():
            places = world.axes(who)
            people[step, places] += 1
            for number in who.listed():
                stock[step, number, places] += 1
    assert np.array_equal(people, fast.people[:, :, PEOPLE.present])
    assert np.array_equal(stock, fast.lists[:, :, :, LISTS.stock])


def test_every_listing_traces_to_a_record_of_ones_own_or_of_somebody_tied() -> None:
    """Whoever is listed by a tie has somebody tied to them who was listed by an own record a step before."""
    t = tables()
    kinds: Counter[str] = Counter()
    before: dict[int, set[int]] = {}
    by: Counter[str] = Counter()
    for step, world, population in toy.walk(t, toy.empty(t), 1, 2):
        for who in world.occupants.values():
            for number in sorted(who.on[0]):
                assert any(who.in_force(number, 0))
                kinds["own"] += 1
            for number in sorted(who.through[0]):
                relation = RELATIONS[who.by[number]]
                spill = LIVELY["spillover"][relation]
                assert number == list(THREE_LISTS).index(spill["lists"])
                source = list(THREE_LISTS).index(spill.get("of", spill["lists"]))
                near = toy.tied(world, population, relation, who.slot, step)
                assert any(source in before.get(other.slot, ()) for other in near), relation
                kinds["through"] += 1
                by[relation] += 1
        before = {slot: set(who.on[0]) for slot, who in world.occupants.items()}
    assert kinds["own"] > 100 and kinds["through"] > 100
    assert set(by) == set(LIVELY["spillover"])


def test_every_refusal_has_a_sanction() -> None:
    """One household at a time: whoever is refused was on a list when the step began.

    With two slots in use a refusal in step t can only fall on the one or two people there, so somebody there
    must have been listed at the end of step t - 1. In step 0 nobody is.
    """
    t = toy.still(toy.tables(toy.regime(**LIVELY), STEPS))
    refused = 0
    for district in range(150):
        alone = toy.compiled(t, 1, district, district + 1, slots=2)
        refusals = alone.attempts[:, :, 0, ATTEMPTS.refusals].sum(axis=1)
        listed = alone.lists[:, :2, 0, LISTS.stock].sum(axis=1)
        assert refusals[0] == 0
        assert (listed[:-1][refusals[1:] > 0] > 0).all()
        refused += int(refusals.sum())
    assert refused > 50


# guarantee 8


def test_a_regime_without_errors_spill_over_and_delay_lists_nobody_without_an_act() -> None:
    """No false records, sightings upheld at once; what remains are people who acted, able or not."""
    lists = {"black": toy.black(["default"], term=made("8 weeks")), "grey": toy.black(["noise"])}
    whole = toy.regime(
        conducts={"default": {}, "noise": {}},
        sources={"courts": toy.source({"default": 0.9, "noise": 0.5})},
        lists=lists,
        consequences={
            "train": {"refuse": "train", "to": "listed(black)", "context": "travel", "severity": 2}
        },
    )
    found = toy.compiled(hurried(toy.tables(whole, STEPS)), 1, 0, 6)
    assert found.lists[..., LISTS.stock].sum() > 1000 and found.attempts[..., ATTEMPTS.refusals].sum() > 10
    assert found.lists[..., [LISTS.without_act, LISTS.through_others + GROUND.through_others]].sum() == 0
    assert found.attempts[..., ATTEMPTS.refusals_without_act].sum() == 0
    assert found.records[:, :, 0].sum() == 0


def test_a_society_in_which_nobody_acts_and_nothing_is_falsely_seen_stays_empty() -> None:
    sources = {name: {**source, "false_records": "none"} for name, source in LIVELY["sources"].items()}
    t = hurried(toy.tables(toy.regime(**{**LIVELY, "sources": sources}), STEPS))
    found = toy.compiled(
        t._replace(
            conduct=t.conduct._replace(
                rate=np.zeros_like(t.conduct.rate), age_sex=np.zeros_like(t.conduct.age_sex)
            )
        ),
        1,
        0,
        6,
    )
    assert found.people[..., PEOPLE.present].sum() > 0 and found.attempts[..., ATTEMPTS.attempts].sum() > 0
    assert found.acts.sum() == found.records.sum() == found.lists.sum() == found.spells.sum() == 0
    assert found.attempts[..., ATTEMPTS.refusals].sum() == 0
