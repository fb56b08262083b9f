"""Conditions that count: records and entries in a window of calendar time, and how long something has lasted.

Who is on a list is worked out again from the dated records of each life, in another style: dates and calendar
arithmetic of the standard library, no counters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from demerit.counted.kinds import IN_CONDITIONS
from demerit.engine.districts import Desk
from demerit.mechanisms.lists.words import LISTED, OFF, RECORD_BEGINS, RECORD_CEASES
from demerit.mechanisms.population.words import ENTERED, LEFT
from demerit.scenario.exits import CEASED, CORRECTION, EXPIRY
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy

STEPS, WHOM = 80, range(0, SLOTS, 5)
WEEK = dt.timedelta(weeks=1)
Life = list[tuple[int, ...]]


def day(step: int) -> dt.date:
    return toy.START + step * WEEK


def months_later(date: dt.date, months: int) -> dt.date:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for shorter in range(4):
        try:
            return dt.date(year, month + 1, date.day - shorter)
        except ValueError:
            continue
    raise AssertionError


def regime(conditions: Mapping[str, str], **parts: Any) -> dict[str, Any]:
    """A regime that records all defaults and much lateness, with lists that conditions alone enter."""
    made = {
        name: {"kind": "burden", "enter": [{"while": condition}], "minors": True}
        for name, condition in conditions.items()
    }
    watching = {"courts": toy.source({"default": 1, "lateness": 0.6})}
    return toy.regime(
        **{"conducts": {"default": {}, "lateness": {}}, "sources": watching, "lists": made, **parts}
    )


def lives(t: Tables) -> list[Life]:
    found: dict[tuple[int, int], Life] = {}
    for row in Desk(t).follow(t, 3, 0, SLOTS, WHOM).tolist():
        found.setdefault((row[1], row[2]), []).append(tuple(row))
    return list(found.values())


LISTS = {
    "often": "records(default within 10 weeks) >= 2",
    "either": "records({default, lateness} within 3 months) in 1..2",
    "this-year": "records(any this year) == 0",
    "escalating": "listings(often within 30 weeks) >= 2 or listed_for(either) > 5 weeks",
    "clean": "tenure >= 1 year and records(any ever) == 0",
}


@cache
def followed() -> list[Life]:
    return lives(toy.tables(regime(LISTS), STEPS))


def on_lists(life: Life) -> Iterator[tuple[int, dict[str, set[int]], dict[int, list[int]], int]]:
    """Yield each step with when the person was on each list until then, the records so far, and the entry."""
    names, conducts = list(LISTS), {0: "default", 1: "lateness"}
    entered = next(row[0] for row in life if row[3] == ENTERED.number)
    left = next((row[0] for row in life if row[3] == LEFT.number), STEPS)
    on: set[int] = set()
    listed: dict[str, set[int]] = {name: set() for name in names}
    records: dict[int, list[int]] = {conduct: [] for conduct in conducts}
    for step in range(entered, left):
        for row in (row for row in life if row[0] == step):
            if row[3] == RECORD_BEGINS.number:
                assert row[4] == IN_CONDITIONS
                records.setdefault(row[5], []).append(step)
            elif row[3] == LISTED.number:
                on.add(row[4])
            elif row[3] == OFF.number:
                on.discard(row[4])
        for number in on:
            listed[names[number]].add(step)
        yield step, listed, records, entered


def entries(steps: set[int]) -> list[int]:
    return sorted(step for step in steps if step - 1 not in steps)


def expected(
    step: int, listed: Mapping[str, set[int]], records: Mapping[int, list[int]], entered: int
) -> dict[str, bool]:
    today, both = day(step), [when for each in records.values() for when in each]
    often, either = ({when for when in listed[name] if when < step} for name in ("often", "either"))
    since = max(entries(either), default=0)
    return {
        "often": sum(today < day(when) + 10 * WEEK for when in records[0]) >= 2,
        "either": 1 <= sum(today < months_later(day(when), 3) for when in both) <= 2,
        "this-year": not any(day(when).year == today.year for when in both),
        "escalating": sum(today < day(when) + 30 * WEEK for when in entries(often)) >= 2
        or (step - 1 in either and today > day(since) + 5 * WEEK),
        "clean": today >= months_later(day(entered), 12) and not both,
    }


def test_whoever_a_condition_counts_so_much_of_is_on_its_list_and_nobody_else() -> None:
    changes = dict.fromkeys(LISTS, 0)
    for life in followed():
        before: dict[str, bool] = {}
        for step, listed, records, entered in on_lists(life):
            found = {name: step in steps for name, steps in listed.items()}
            assert found == expected(step, listed, records, entered), (step, life[0][:3])
            for name in LISTS:
                changes[name] += found[name] != before.get(name, found[name])
            before = found
    assert min(changes.values()) > 30, changes


def test_a_record_counts_once_however_much_it_leads_to() -> None:
    """The same records with points, a list and a second term count as they did without."""
    lists: dict[str, Any] = {
        "twice": {"kind": "burden", "enter": [{"while": "records(default ever) >= 2"}], "minors": True},
        "also": {"kind": "burden", "enter": [{"record": ["default"], "for": "ever"}], "minors": True},
    }
    rich = regime(
        {},
        lists=lists,
        conducts={"default": {"points": -5, "counts": "ever"}, "lateness": {}},
        scores={"score": SCORE},
    )
    poor = regime({"twice": "records(default ever) >= 2"})
    listed = [
        {
            (row[0], row[1], row[2])
            for life in lives(toy.tables(whole, 40))
            for row in life
            if row[3:5] == (LISTED.number, 0)
        }
        for whole in (rich, poor)
    ]
    assert listed[0] == listed[1] and len(listed[0]) > 50


SCORE = {
    "kind": "ledger",
    "start": 100,
    "grades": {"A": ">= 50", "B": "< 50"},
    "floor": "none",
    "cap": "none",
    "most_per_step": "none",
    "worse": "lower",
}
FALSE_ALONE = {"official": {"upholds_true": toy.made(0), "upholds_false": toy.made(1)}}
CORRECTED = toy.of_records(correction={"chance": toy.made(1), "delay": "28 days, from made"})


def false_records(term: str, condition: str) -> dict[str, Any]:
    """A regime that makes false records alone, all of which are corrected after four weeks."""
    sees = toy.source({"default": 1}, false_records=toy.made("50 % per person-year"))
    lists = {"black": {"kind": "burden", "enter": [toy.way(condition, term)], "minors": True}}
    return regime({}, lists=lists, sources={"courts": sees}, adjudication=FALSE_ALONE, safeguards=CORRECTED)


@pytest.mark.parametrize(
    ("term", "window"),
    [("none", "1 year"), ("1 years, from made", "1 year"), ("1 years, from made", "1 week")],
)
def test_a_stay_that_counted_records_brought_ends_when_they_are_corrected(term: str, window: str) -> None:
    """Nothing is left of a stay once its records are found wrong, in their window or after it."""
    stays = 0
    for life in lives(toy.tables(false_records(term, f"records(default within {window}) >= 1"), STEPS)):
        counting: set[int] = set()
        for row in life:
            if row[3] == RECORD_BEGINS.number:
                counting.add(row[7])
            elif row[3] == RECORD_CEASES.number:
                assert row[6] == (CORRECTION if window == "1 year" else EXPIRY)
                counting.remove(row[7])
            elif row[3] == OFF.number and row[6] not in (0, 1):
                assert row[6] == CORRECTION and (term != "none" or not counting)
                stays += 1
    assert stays > 50


def test_a_window_that_is_over_ends_a_stay_without_a_term_and_no_other() -> None:
    for term, exits in (("none", {CEASED}), ("20 weeks, from made", {EXPIRY})):
        lists = {
            "black": {
                "kind": "burden",
                "enter": [toy.way("records(default within 10 weeks) >= 1", term)],
                "minors": True,
            }
        }
        rows = [row for life in lives(toy.tables(regime({}, lists=lists), STEPS)) for row in life]
        assert {row[6] for row in rows if row[3] == OFF.number} - {0, 1} == exits


def test_nothing_is_kept_where_no_condition_counts() -> None:
    from demerit.engine.state import new_state

    state = new_state(toy.tables(regime({"poor": "fifth <= 2"}), 10), 10)
    assert [part.size for part in state.terms] == [0, 0, 0, 0]
    counting = new_state(toy.tables(regime({"often": LISTS["often"]}), 10), 10)
    assert counting.terms.number.shape[:2] == (6, 1) and counting.terms.since.size == 0
