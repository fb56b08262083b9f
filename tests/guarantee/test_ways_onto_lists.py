"""Guarantee 7, for the ways onto lists: who is taken, how long spells last, and what may begin another (M22).

Everybody has one record a year by chance, upheld at once; nobody is born, dies or moves. Every expectation is
worked out by hand from what the regime declares.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.lists.counts import LISTS, SPELLS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.codes import AT
from demerit.scenario.exits import CEASED, CORRECTION, EXPIRY, FULFILLED, STANDING
from tests import toy
from tests.guarantee.still_districts import PER_STEP, floats
from tests.statistical.three_outcomes import meets, ratio, require
from tests.toy import made

LEDGER = {"kind": "ledger", "worse": "lower", "start": 0}
CONDUCTS = {"default": {"points": -1, "counts": made("10 weeks")}}
"""Each record takes a point, which counts for ten weeks."""
ALWAYS, NEVER = "age >= 0", "age >= 130"


def ways(*found: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a list entered by some ways, minors included."""
    return {"kind": "burden", "enter": list(found), "minors": True, **parts}


def walked(lists: dict[str, Any], steps: int = 60, districts: int = 16, **parts: Any) -> Any:
    """Return the totals of a regime with these lists, one record taking a point."""
    whole = toy.regime(scores={"score": LEDGER}, conducts=CONDUCTS, lists=lists, **parts)
    return toy.compiled(toy.still(toy.tables(whole, steps)), 1, 0, districts)


def stocks(totals: Any, number: int, warm: int) -> tuple[float, float]:
    """Return person-weeks on a list from step `warm` on, and person-weeks present."""
    stock = totals.lists[warm:, number, 0, LISTS.stock].sum()
    return float(stock), float(totals.people[warm:, 0, PEOPLE.present].sum())


def shares(lists: dict[str, Any], expected: list[float], warm: int, districts: int = 32) -> None:
    """Hold the share on each list, from step `warm` on, against its expectation, to a twentieth of it."""
    whole = toy.regime(scores={"score": LEDGER}, conducts=CONDUCTS, lists=lists)
    t = toy.still(toy.tables(whole, 60))
    people = floats(toy.per_district(t, 1, districts, "people")[:, warm:, 0, PEOPLE.present].sum(axis=1))
    found = toy.per_district(t, 1, districts, "lists")[:, warm:, :, 0, LISTS.stock].sum(axis=1)
    for number, (name, share) in enumerate(zip(lists, expected, strict=True)):
        require(ratio(floats(found[:, number]), people, share, share / 20, f"share on {name}"))


def lengths(totals: Any, number: int, kind: int) -> dict[int, int]:
    """Return how many spells on a list ended by an exit, by their length in steps."""
    counted = totals.spells[number, kind, :, SPELLS.count]
    return {int(weeks): int(counted[weeks]) for weeks in np.flatnonzero(counted)}


def test_three_readings_of_at_the_limit_four_weeks_have_three_shares() -> None:
    """With points for ten weeks: an entry needs ten weeks without a record before; the others go on and on.

    Somebody has a point with probability 1 - exp(-10 m). Once, again after the condition ends: an entry in a
    week with a record and none in the ten before it, for four weeks. After the spell ends: the next spell
    begins while a point is left, so that one record keeps on the list for twelve weeks. While, at least four:
    whoever has a point.
    """
    m = PER_STEP
    entries = (1 - math.exp(-m)) * math.exp(-10 * m)
    limit = {"once": "score <= -1", "for": made("4 weeks")}
    shares(
        {
            "condition": ways({**limit, "again": "after-condition-ends"}),
            "while": ways({"while": "score <= -1", "at_least": made("4 weeks")}),
        },
        [4 * entries, 1 - math.exp(-10 * m)],
        warm=20,
    )
    totals = walked({"spell": ways({**limit, "again": "after-spell-ends"})})
    ended = lengths(totals, 0, EXPIRY)
    assert min(ended) == 12
    assert all(weeks % 4 == 0 for weeks in ended)


def test_spells_of_one_way_run_beside_or_after_each_other_or_not_at_all() -> None:
    """Each record for 8 weeks: beside, 1 - exp(-8 m); none during another; none lost after another.

    Ignored: the weeks on the list and those till the next record, the mean 1 / (1 - exp(-m)), take turns.
    Consecutive: every record has its 8 weeks, so that people are listed for 8 weeks a record.
    """
    m, served = PER_STEP, made("8 weeks")
    week = 1 - math.exp(-m)
    shares(
        {
            "beside": ways({"record": "default", "for": served}),
            "ignored": ways({"record": "default", "for": served, "overlap": "ignored"}),
        },
        [1 - math.exp(-8 * m), 8 / (8 - 1 + 1 / week)],
        warm=20,
    )
    totals = walked(
        {"after": ways({"record": "default", "for": served, "overlap": "consecutive"})}, steps=200
    )
    found, present = stocks(totals, 0, 150)
    require(meets(found / present, 8 * m, math.sqrt(8 * m / present * 8), 8 * m / 20, what="share on after"))
    assert set(lengths(totals, 0, EXPIRY)) >= {8}
    assert min(lengths(totals, 0, EXPIRY)) == 8


def test_until_ends_a_spell_between_its_least_and_its_most() -> None:
    """What always holds ends it as soon as it may; what never holds leaves it to `at_most`, or for ever."""
    record = {"record": "default", "overlap": "ignored"}
    least, most = made("3 weeks"), made("5 weeks")
    totals = walked(
        {
            "at-once": ways({**record, "until": ALWAYS}),
            "least": ways({**record, "until": ALWAYS, "at_least": least}),
            "most": ways({**record, "until": NEVER, "at_least": least, "at_most": most}),
            "ever": ways({**record, "until": NEVER}),
            "once": ways({"once": "score <= -1", "until": ALWAYS, "at_least": least, "again": "never"}),
        },
        districts=2,
    )
    assert set(lengths(totals, 0, FULFILLED)) == {1}
    assert set(lengths(totals, 1, FULFILLED)) == {3}
    assert all(
        weeks % 5 == 0 for weeks in lengths(totals, 2, EXPIRY)
    )  # a record in the week of the end goes on
    assert not totals.spells[3, :STANDING].sum()
    assert set(lengths(totals, 4, FULFILLED)) == {3}
    for number, kind in enumerate((FULFILLED, FULFILLED, EXPIRY, STANDING, FULFILLED)):
        others = [each for each in range(STANDING) if each != kind]
        assert not totals.spells[number, others].sum()


def test_own_points_count_or_do_not_when_the_condition_of_a_record_is_asked() -> None:
    """The second record brings one onto the first list, the third onto the second."""
    lasting = {"default": {"points": -1, "counts": "ever"}}
    rule = {"record": "default", "if": "score <= -2", "for": "ever"}
    lists = {name: ways({**rule, "own_points": name}) for name in ("counted", "not-counted")}
    whole = toy.regime(scores={"score": LEDGER}, conducts=lasting, lists=lists)
    t = toy.still(toy.tables(whole, 60))
    *_, (_, world, _) = toy.walk(t, toy.empty(t), slots=900)
    people = [who for who in world.occupants.values() if who.is_person]
    assert {0, 1} <= {len(who.was[0]) for who in people}
    for who in people:
        begins = sorted(case.begins for case in who.cases if case.place == -1 and case.begun)
        before = [sum(one < at for one in begins) for at in begins]
        assert (0 in who.on[0]) == (len(begins) >= 2)
        assert (1 in who.on[0]) == any(each >= 2 for each in before)


def test_a_condition_that_holds_on_the_first_day_takes_nobody_until_it_has_been_false() -> None:
    """Everybody has a score of 0 on the first day, and comes back to it when a lost point returns."""
    rule = {"once": "score >= 0", "for": made("2 weeks")}
    lists = {
        "armed": ways({**rule, "again": "after-condition-ends"}),
        "never": ways({**rule, "again": "never"}),
        "spell": ways({**rule, "again": "after-spell-ends"}),
    }
    totals = walked(lists, steps=120)
    inflow = totals.lists[:, :, 0, LISTS.inflow]
    assert not inflow[:10, :2].any()
    assert inflow[10:, 0].sum() > inflow[10:, 1].sum() > 0
    present = totals.people[0, 0, PEOPLE.present]
    assert 0.95 * present < inflow[0, 2] < present  # but for whoever has a record in the first week


def test_never_again_takes_nobody_twice() -> None:
    """Entries are no more than people, and fewer than with a condition that arms anew."""
    rule = {"once": "score <= -1", "for": made("1 weeks")}
    totals = walked({"never": ways({**rule, "again": "never"})}, steps=156, districts=1)
    entries, present = totals.lists[:, 0, 0, LISTS.inflow].sum(), totals.people[-1, 0, PEOPLE.present]
    expected = 1 - math.exp(-(155) * PER_STEP)
    share = entries / present
    sd = math.sqrt(expected * (1 - expected) / present)
    require(meets(share, expected, sd, 0.02, what="share ever taken"))


def test_cases_of_a_length_are_asked_at_entry_and_the_first_that_holds_counts() -> None:
    """Seven weeks for whoever is on another list, two for others; a record in the last week goes on."""
    cases = [{"if": "listed(mark)", "is": made("7 weeks")}, {"is": made("2 weeks")}]
    lists = {
        "mark": ways({"while": "sex == male"}),
        "list": ways({"record": "default", "for": cases, "overlap": "ignored"}),
    }
    totals = walked(lists, steps=52, districts=2)
    found = lengths(totals, 1, EXPIRY)
    assert {2, 7} <= set(found)
    assert all(weeks % 2 == 0 or weeks % 7 == 0 for weeks in found)
    t = toy.tables(toy.regime(), 1)
    males = int(t.axes.starts[AT.sex])
    ended = int(totals.lists[:, 1, males, LISTS.out_death + EXPIRY].sum())
    assert abs(ended - sum(many for weeks, many in found.items() if weeks % 7 == 0)) <= found.get(2, 0) // 20


def test_a_list_is_asked_on_its_dates_only() -> None:
    """Looked at every month: on the first step that begins on or after the first of a month."""
    lists = {"monthly": ways({"while": "score <= -1"}, looked_at=made("1 months"))}
    totals = walked(lists, steps=52, districts=1)
    moves = totals.lists[:, 0, 0, LISTS.inflow] + totals.lists[:, 0, 0, LISTS.out_death + CEASED]
    asked = {
        step
        for step in range(52)
        if (toy.START + toy.dt.timedelta(days=7 * step)).month
        != (toy.START + toy.dt.timedelta(days=7 * step - 7)).month
    }
    assert set(np.flatnonzero(moves).tolist()) <= asked
    assert len(np.flatnonzero(moves)) >= 10


@pytest.mark.parametrize("looked_at", ["monthly on 20", "every 1 month from 2019-11-20, from made"])
def test_a_list_is_asked_on_the_days_of_its_schedule(looked_at: str) -> None:
    """On the first step that begins on or after the 20th of a month, and in no other."""
    lists = {"monthly": ways({"while": "score <= -1"}, looked_at=looked_at)}
    totals = walked(lists, steps=52, districts=1)
    moves = totals.lists[:, 0, 0, LISTS.inflow] + totals.lists[:, 0, 0, LISTS.out_death + CEASED]
    days = [toy.START + toy.dt.timedelta(days=7 * step) for step in range(52)]
    asked = {n for n, day in enumerate(days) if 20 <= day.day < 27}
    assert set(np.flatnonzero(moves).tolist()) <= asked
    assert len(np.flatnonzero(moves)) >= 10


@pytest.mark.parametrize("stands", [False, True])
def test_a_spell_stands_or_falls_with_its_record(stands: bool) -> None:
    """All records are without an act and corrected after four weeks; two lists for a year."""
    rule = "stands" if stands else "re-examined"
    year = {"for": made("1 years"), "if_record_withdrawn": rule}
    lists = {
        "record": ways({"record": "default", **year}),
        "once": ways({"once": "score <= -1", "again": "after-condition-ends", **year}),
    }
    courts = toy.source({"default": 0}, false_records=made("100 % per person-year"))
    totals = walked(
        lists,
        sources={"courts": courts},
        safeguards=toy.of_records(correction={"chance": made(1), "delay": made("4 weeks")}),
        districts=1,
    )
    corrected = totals.spells[:, CORRECTION, :, SPELLS.count].sum(axis=1)
    assert (corrected[:2] > 0).tolist() == [not stands] * 2
    if not stands:
        assert not totals.spells[:2, EXPIRY].sum()
        assert min(lengths(totals, 0, CORRECTION)) == 4


def test_a_list_that_records_and_a_condition_enter_has_one_listing() -> None:
    """Whoever is kept by one as the other ends stays on it without a new entry."""
    lists = {
        "both": ways({"record": "default", "for": made("10 weeks")}, {"while": "score <= -1"}),
        "record": ways({"record": "default", "for": made("10 weeks")}),
    }
    totals = walked(lists, districts=1)
    assert np.array_equal(totals.lists[:, 0, 0, LISTS.stock], totals.lists[:, 1, 0, LISTS.stock])
    assert np.array_equal(totals.lists[:, 0, 0, LISTS.inflow], totals.lists[:, 1, 0, LISTS.inflow])
