"""Guarantee 7, for schedules: what falls due on days, anniversaries and after clean times (M20).

Nobody is born, dies or moves. Every expectation is worked out here from dates, another way than by either
engine: anniversaries by replacing the year, clean times by walking through the days of records.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from demerit.engine.codes import INSIDE
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.lists.words import RECORD_BEGINS
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.mechanisms.triggers.words import ACTS
from demerit.quantities import Calendar
from demerit.regime.schedules import Every, Monthly, Yearly, turns
from demerit.scenario.histories import RECORDED, SHADOW
from tests import toy
from tests.property.test_engines_agree import assert_agree
from tests.toy import START, made

LEDGER = {"kind": "ledger", "worse": "lower", "start": 0}
MEMBERS = {"of": "licence"}
SLOTS = 400


def regime(triggers: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime about those who hold a licence, in which each record takes a point for ever."""
    conducts = {"default": {"points": {"points": -1}, "counts": "ever"}}
    usual = {"scores": {"points": LEDGER}, "conducts": conducts, "triggers": triggers, "members": MEMBERS}
    return toy.regime(**{**usual, **parts})


def walked(whole: dict[str, Any], steps: int, step: str = "week") -> tuple[Any, World]:
    """Return the totals of a regime and its district as the plain engine leaves it, all followed."""
    t = toy.still(toy.tables(whole, steps, step=step))
    totals = toy.empty(t)
    *_, (_, world, _) = toy.walk(t, totals, 1, 0, SLOTS, range(4096))
    return totals, world


def holders(world: World) -> list[Occupant]:
    """Return those who have been members since before the run."""
    return [
        who
        for who in world.occupants.values()
        if who.is_person and who.joined <= 0 and who.membership == INSIDE
    ]


def due(schedule: Any, start: dt.date, days: int = 1200, step_days: int = 1) -> list[dt.date]:
    """Return the days on which the steps begin in which a schedule is due."""
    calendar = Calendar(start, start + dt.timedelta(days=days), step_days)
    found = turns(schedule, calendar)
    return [calendar.date(step) for step, times in enumerate(found) for _ in range(times)]


def test_a_day_of_the_year_that_there_is_not_becomes_the_first_of_march() -> None:
    found = due(Yearly(((2, 29), (12, 31))), dt.date(2022, 1, 1))
    assert [str(day) for day in found] == [
        *("2022-03-01", "2022-12-31", "2023-03-01", "2023-12-31", "2024-02-29", "2024-12-31", "2025-03-01"),
    ]
    every = Every.parse("every 1 year from 2020-02-29, from made")
    assert [str(day) for day in due(every, dt.date(2022, 1, 1))][:3] == [
        *("2022-03-01", "2023-03-01", "2024-02-29"),
    ]


@pytest.mark.parametrize(
    "schedule",
    [
        Monthly(20),
        Yearly(((1, 1), (7, 1))),
        Every.parse("every 2 weeks from 2019-05-06, from made"),
        Every.parse("every 1 month from 2018-01-31, from made"),
    ],
)
def test_the_first_day_of_a_run_decides_nothing(schedule: Any) -> None:
    late, early = dt.date(2021, 3, 4), dt.date(2020, 11, 30)
    after = [day for day in due(schedule, early) if day >= late]
    assert due(schedule, late)[: len(after)] == after


def test_a_schedule_falls_due_in_the_first_step_that_begins_on_or_after_its_day() -> None:
    found = due(Monthly(20), dt.date(2024, 1, 1), 120, 7)  # Mondays
    assert [str(day) for day in found] == ["2024-01-22", "2024-02-26", "2024-03-25", "2024-04-22"]
    before = Every.parse("every 1 week from 2024-03-01, from made")
    assert due(before, dt.date(2024, 1, 1), 70)[0] == dt.date(2024, 3, 1)


def test_what_comes_since_joining_comes_on_everybodys_own_anniversary() -> None:
    """By days, over two years: as many points as anniversaries, and on no two days the same people."""
    steps = 731
    totals, world = walked(
        regime(
            {
                "year": {
                    "schedule": "every 1 year since joined, from made",
                    "add": {"points": 1},
                    "lasts": "ever",
                }
            }
        ),
        steps,
        "day",
    )
    last = START + dt.timedelta(days=steps - 1)
    lost = dict.fromkeys(world.occupants, 0)
    for row in world.events:
        lost[row[1]] += int(row[3] == RECORD_BEGINS.number)
    assert len(holders(world)) > 50
    for who in holders(world):
        joined = START + dt.timedelta(days=who.joined)
        days = [_anniversary(joined, year) for year in range(joined.year + 1, last.year + 1)]
        expected = sum(START <= day <= last for day in days)
        assert who.scores[0].score[RECORDED] == expected - lost[who.slot]
    assert totals.triggers[:, 0, 0, ACTIONS.acted].sum() >= len(holders(world))


def _anniversary(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def test_a_clean_time_begins_anew_with_each_adverse_record() -> None:
    """Every four weeks without one: the days on which it acts, worked out from the days of the records."""
    steps = 104
    _, world = walked(
        regime(
            {
                "clean": {
                    "schedule": "every 4 weeks since last record, from made",
                    "add": {"points": 1},
                    "lasts": "ever",
                }
            }
        ),
        steps,
    )
    records: dict[int, set[int]] = {}
    acted: dict[int, list[int]] = {}
    for step, slot, _, kind, *_ in world.events:
        if kind == RECORD_BEGINS.number:
            records.setdefault(slot, set()).add(step)
        if kind == ACTS.number:
            acted.setdefault(slot, []).append(step)
    recorded = [who for who in holders(world) if who.slot in records]
    assert len(recorded) > 20
    for who in holders(world):
        anchor, expected = who.joined, []
        for step in range(steps):
            before, today = 7 * step - (7 if step else 1), 7 * step
            if anchor < today and (today - anchor) // 28 > max(before - anchor, 0) // 28:
                expected.append(step)  # with the records of the step, before they start it anew
            if step in records.get(who.slot, ()):
                anchor = today
        assert acted.get(who.slot, []) == expected


def test_what_is_added_is_asked_as_the_step_began_and_counts_before_the_records_of_the_step() -> None:
    """A floor of 0: a point that comes weekly is gone again by a record of the same week."""
    weekly = {"schedule": "every 1 week from 2020-01-06, from made", "lasts": "ever"}
    scores = {"points": {**LEDGER, "floor": 0, "cap": 1}}
    _, world = walked(regime({"weekly": {**weekly, "add": {"points": 1}}}, scores=scores), 30)
    last = {row[1] for row in world.events if row[0] == 29 and row[3] == RECORD_BEGINS.number}
    for who in holders(world):
        assert who.scores[0].score[RECORDED] == int(who.slot not in last)
    asked = regime(
        {"weekly": {**weekly, "if": "points == 0", "add": {"points": 2}}}, scores={"points": LEDGER}
    )
    _, world = walked(asked, 2)
    for who in holders(world):
        weeks = [row[0] for row in world.events if row[1] == who.slot and row[3] == RECORD_BEGINS.number]
        assert who.scores[0].score[RECORDED] == 2 + (2 if weeks.count(0) == 2 else 0) - len(weeks)


def test_points_are_added_as_far_as_is_said() -> None:
    """Two points a week, as far as 3; down to -2 where they are taken."""
    weekly = {"schedule": "every 1 week from 2020-01-06, from made", "lasts": "ever"}
    none = {"default": {"points": {"points": 0}, "counts": "ever"}}
    for points, end in ((2, 3), (-2, -3)):
        for asked in ({}, {"if": "age >= 0"}):
            rule = {**weekly, **asked, "add": {"points": points}, "as_far_as": {"points": end}}
            _, world = walked(regime({"weekly": rule}, conducts=none), 5)
            assert {who.scores[0].score[RECORDED] for who in holders(world)} == {end}


def test_what_lasts_for_a_time_goes_again() -> None:
    weekly = {"schedule": "every 4 weeks from 2020-01-06, from made", "lasts": made("6 weeks")}
    none = {"default": {"points": {"points": 0}, "counts": "ever"}}
    _, world = walked(regime({"weekly": {**weekly, "add": {"points": 1}}}, conducts=none), 18)
    assert {who.scores[0].score[RECORDED] for who in holders(world)} == {2}  # of weeks 12 and 16


def test_a_false_record_breaks_a_clean_time_as_recorded_and_not_in_the_shadow() -> None:
    courts = toy.source({"default": 0}, false_records=made("200 % per person-year"))
    rule = {"schedule": "every 4 weeks since last record, from made", "set": {"points": 5}, "lasts": "ever"}
    _, world = walked(regime({"clean": rule}, sources={"courts": courts}), 52)
    found = [who.scores[0].score for who in holders(world)]
    assert {score[SHADOW] for score in found} == {5}
    assert any(score[RECORDED] < 5 for score in found)


def test_a_list_and_a_clearing_follow_a_day_of_the_year() -> None:
    """On 1 March all that was lost is cleared and everybody is on the list for two weeks."""
    lists = {
        "spring": {"kind": "burden", "enter": [{"by": "triggers", "for": made("2 weeks")}], "minors": True}
    }
    rule = {"schedule": "yearly on 03-01", "clear": "points", "put_on": "spring"}
    totals, world = walked(regime({"spring": rule}, lists=lists), 12)
    stock = totals.lists[:, 0, 0, LISTS.stock]
    assert np.flatnonzero(stock).tolist() == [8, 9]  # 2 March 2020 is the Monday after
    after = {row[1] for row in world.events if row[0] > 8 and row[3] == RECORD_BEGINS.number}
    assert all(who.scores[0].score[RECORDED] == 0 for who in holders(world) if who.slot not in after)


SOME: dict[str, Any] = {
    "points": {"schedule": "every 10 days since joined, from made", "add": {"points": 2}, "lasts": "ever"},
    "clean": {
        "schedule": "every 1 month since last record, from made",
        "if": "points < 1",
        "chance": made(0.7),
        "add": {"points": 3, "held": -1},
        "lasts": made("5 weeks"),
    },
    "years": {"schedule": "every 1 year since joined, from made", "clear": ["points"], "put_on": "note"},
    "held": {
        "schedule": "every 3 days from 2020-01-01, from made",
        "chance": made(0.4),
        "add": {"held": -1},
        "as_far_as": {"held": 1},
        "lasts": "ever",
    },
    "loss": {
        "schedule": "monthly on 5",
        "if": "records(adverse within 1 year) >= 1",
        "add": {"points": -2},
        "as_far_as": {"points": -6},
        "lasts": "ever",
    },
    "drift": {"schedule": "yearly on 02-29, 04-01", "add": {"points": -2}, "lasts": "ever"},
}


def test_both_engines_agree_on_every_kind_of_schedule() -> None:
    whole = regime(
        SOME,
        scores={"points": {**LEDGER, "cap": 9}, "held": {**LEDGER, "worse": "higher", "floor": -3}},
        conducts={"default": {"points": {"points": -2, "held": 3}, "counts": "ever"}},
        lists={
            "note": {
                "kind": "burden",
                "enter": [{"by": "triggers", "for": made("2 weeks")}, {"while": "points < -3"}],
            }
        },
        sources={"courts": toy.source({"default": 1}, false_records=made("100 % per person-year"))},
        safeguards=toy.of_records(correction={"chance": made(0.5), "delay": made("4 weeks")}),
    )
    for step, steps in (("week", 40), ("day", 60)):
        t = toy.tables(whole, steps, step=step)
        slow, _ = assert_agree(t, 1, 0, SLOTS)
        assert (slow.triggers[:, :, 0, ACTIONS.acted].sum(axis=0) > 0).sum() >= 4
