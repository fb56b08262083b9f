"""Guarantee 5, person by person: what is written down about a life adds up, and everything in it has a cause.

Everybody of a lively district is followed: score and lists, ties, every safeguard, people who come and go
twenty times as often as declared. A life is walked through in its order, and every entry must follow from
those before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.archive.schema.kinds import KINDS
from demerit.counted.kinds import SCORE_RECORD
from demerit.counted.values import RELATIONS
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.adjudication.words import OUTCOMES, RECORD_MADE, RULING
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.attempts.words import ATTEMPT, MISTAKEN, REFUSED
from demerit.mechanisms.averaging import words as averaging
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.debts import words as debts
from demerit.mechanisms.degraded import words as degraded
from demerit.mechanisms.deterrence.words import LET_GO
from demerit.mechanisms.favours import words as favours
from demerit.mechanisms.linkage import words as linkage
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.lists.words import (
    BY_TIE,
    CLAIMED,
    GRANTED,
    LISTED,
    LISTING_DECIDED,
    LISTING_PENDING,
    OFF,
    OWN,
    PUT_ON,
    PUT_ON_NO_MORE,
    RECORD_BEGINS,
    RECORD_CEASES,
    RECORD_PASSES,
    STATE_BEGINS,
    STATE_ENDS,
)
from demerit.mechanisms.members import words as members
from demerit.mechanisms.moves import words as moves
from demerit.mechanisms.offers import words as offers
from demerit.mechanisms.population.words import DIVORCED, LEFT, MARRIED
from demerit.mechanisms.scores.words import BY_CAP, BY_POINTS, SCORE, SHADOW_SCORE
from demerit.mechanisms.sources.words import CALLED, SIGHTING
from demerit.mechanisms.stops import words as stops
from demerit.mechanisms.ties.words import POINTS_NEAR, TIE_BEGINS, TIE_ENDS
from demerit.mechanisms.triggers import words as triggers
from demerit.mechanisms.work.words import JOB_FOUND, JOB_LOST, JOBLESS_AT_FIRST
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS
from tests import toy
from tests.guarantee.test_conservation import LIVELY, THREE_LISTS
from tests.property.strategies import hurried
from tests.toy import made

STEPS = 40
WITH_SCORE: dict[str, Any] = {
    **LIVELY,
    "scores": {
        "score": {
            "kind": "ledger",
            "worse": "lower",
            "start": 100,
            "grades": {"A": ">= 90", "B": "< 90"},
            "floor": 0,
            "cap": 110,
            "most_per_step": 50,
        }
    },
    "triggers": {
        "recovery": {
            "schedule": "every 4 weeks from 2001-01-01, from made",
            "add": {"score": 3},
            "as_far_as": {"score": 100},
            "lasts": "ever",
        }
    },
    "conducts": {
        "defaults": {"counts": made("12 weeks")},
        "default": {"points": -30},
        "lateness": {"points": -10, "discretionary": [-20, -5]},
        "noise": {"points": 8},
        "arrears": {"points": -60},
    },
    "lists": {
        **THREE_LISTS,
        "low": {
            "kind": "burden",
            "enter": [{"once": "grade == B", "for": made("3 weeks"), "again": "after-spell-ends"}],
            "minors": True,
        },
    },
    "spillover": {
        "household": {"lists": "black", "chance": made(0.5)},
        "acquaintance": {"lists": "low", "chance": made(0.2)},
        "sibling": {"lists": "low", "of": "black", "chance": made(0.5)},
        "spouse": {"lists": "low", "of": "grey"},
        "leader": {"lists": "black", "of": "firms"},
        "organisation": {"lists": "firms", "of": "low"},
    },
}

Row = tuple[int, ...]


@cache
def tables() -> Tables:
    return hurried(toy.tables(toy.regime(**WITH_SCORE), STEPS))


@cache
def followed() -> tuple[NDArray[np.int64], Totals]:
    desk = Desk(tables())
    return desk.follow(tables(), 1, 2, SLOTS, range(ALL_SLOTS)), desk.totals


@cache
def lives() -> dict[tuple[int, int], list[Row]]:
    """Return everybody's rows, by slot and occupant number."""
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in followed()[0].tolist():
        found[row[1], row[2]].append(tuple(row))
    return found


def test_every_kind_of_event_happens_in_the_district_that_the_laws_are_checked_on() -> None:
    """And every outcome of a ruling, but for an appeal that suspends, which this regime has not."""
    kinds = Counter(int(kind) for kind in followed()[0][:, 3])
    rare = {RECORD_PASSES, DIVORCED, MARRIED, JOB_LOST, JOB_FOUND, JOBLESS_AT_FIRST, LET_GO, POINTS_NEAR}
    elsewhere = {
        *linkage.KINDS,
        *favours.KINDS,
        *debts.KINDS,
        *averaging.KINDS,
        *members.KINDS,
        *moves.KINDS,
        *triggers.KINDS,
        *degraded.KINDS,
        *stops.KINDS,
        *offers.KINDS,
        *(PUT_ON, PUT_ON_NO_MORE, CALLED, MISTAKEN, LISTING_PENDING, LISTING_DECIDED, CLAIMED, GRANTED),
    }
    common = [kind.number for kind in KINDS.values() if kind not in rare | elsewhere]
    assert [kind for kind in common if not kinds[kind]] == []
    outcomes = {row[6] for life in lives().values() for row in life if row[3] == RULING.number}
    assert {OUTCOMES[n] for n in range(len(OUTCOMES))} - {OUTCOMES[n] for n in outcomes} == {
        "won on appeal before",
        "let off",
        "offer taken",
    }


def test_a_score_is_its_start_plus_the_sum_of_its_entries() -> None:
    """Entry by entry, in both histories; what a cap or bound kept back is an entry of its own."""
    capped = 0
    for life in lives().values():
        for kind in (SCORE.number, SHADOW_SCORE.number):
            score = 0
            for row in life:
                if row[3] == kind:
                    score += row[4]
                    assert row[5] == score
                    capped += row[6] == BY_CAP
            assert 0 <= score <= 110
    assert capped > 100


def test_the_points_of_a_step_are_those_of_the_records_that_begin_and_cease_in_it() -> None:
    """A record that ceases gives back the points that it brought."""
    for life in lives().values():
        given: dict[int, int] = {}
        due: Counter[int] = Counter()
        moved: Counter[int] = Counter()
        for step, _, _, kind, a, _, c, h in life:
            if kind == RECORD_BEGINS.number and a == SCORE_RECORD:
                given[h] = c
                due[step] += c
            elif kind == RECORD_CEASES.number and a == SCORE_RECORD:
                due[step] -= given.pop(h)
            elif kind == SCORE.number and c == BY_POINTS:
                moved[step] += a
        assert {step: n for step, n in due.items() if n} == {step: n for step, n in moved.items() if n}


def test_every_refusal_has_a_listing_in_force_that_began_in_a_step_before() -> None:
    refused = 0
    for life in lives().values():
        since: dict[int, int] = {}
        for step, _, _, kind, a, b, _, _ in life:
            if kind == LISTED.number:
                since[a] = step
            elif kind == OFF.number:
                del since[a]
            elif kind == REFUSED.number:
                refused += 1
                assert b and all(since[n] < step for n in range(8) if b >> n & 1)
    assert (
        refused
        == followed()[1]
        .attempts[:, :, [0, int(tables().axes.starts[AT.all_of_organisations])], ATTEMPTS.refusals]
        .sum()
        > 100
    )


def test_every_listing_rests_on_a_record_a_tie_or_a_condition_for_as_long_as_it_lasts() -> None:
    """In every step, whoever is on a list has something that carries it, and nobody else has."""
    entries: Counter[int] = Counter()
    for life in lives().values():
        records: dict[int, set[int]] = defaultdict(set)
        ties: set[int] = set()
        states: set[int] = set()
        listed: set[int] = set()
        for place, (step, _, _, kind, a, b, _, h) in enumerate(life):
            if kind == RECORD_BEGINS.number and a != SCORE_RECORD:
                records[a].add(h)
            elif kind == RECORD_CEASES.number and a != SCORE_RECORD:
                records[a].remove(h)
            elif kind == TIE_BEGINS.number:
                ties.add(a)
            elif kind == TIE_ENDS.number:
                ties.remove(a)
            elif kind == STATE_BEGINS.number:
                states.add(a)
            elif kind == STATE_ENDS.number:
                states.remove(a)
            elif kind == LISTED.number:
                listed.add(a)
                entries[b] += 1
                assert a in ties if b == BY_TIE else (records[a] or a in states)
            elif kind == OFF.number:
                listed.remove(a)
            elif kind == LEFT.number:
                assert not listed
                break
            if place + 1 == len(life) or life[place + 1][0] != step:
                assert listed == {n for n in range(8) if records[n]} | ties | states
    inflow = (
        followed()[1].lists[:, :, [0, int(tables().axes.starts[AT.all_of_organisations])], LISTS.inflow].sum()
    )
    assert entries[OWN] + entries[BY_TIE] == inflow and min(entries.values()) > 100


def test_every_record_stands_on_a_ruling_and_every_ruling_on_a_sighting_of_what_truly_happened_or_not() -> (
    None
):
    for life in lives().values():
        acts: set[int] = set()
        sightings: dict[int, int] = {}
        recorded: set[int] = set()
        for _, _, _, kind, _, _, c, h in life:
            if kind == ACT.number:
                acts.add(h)
            elif kind == SIGHTING.number:
                sightings[h] = c
                assert (h in acts) == bool(c)
            elif kind == RULING.number:
                assert h in sightings
                if c == RECORD_MADE:
                    recorded.add(h)
            elif kind in (RECORD_BEGINS.number, RECORD_CEASES.number, RECORD_PASSES.number):
                assert h in recorded


def test_a_tie_carries_the_listing_of_somebody_who_was_on_it_when_the_step_began() -> None:
    on: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for (slot, number), life in lives().items():
        for step, _, _, kind, a, _, _, _ in life:
            if kind in (LISTED.number, OFF.number):
                on[slot, number, a].append(step)
    carried: Counter[str] = Counter()
    names = list(WITH_SCORE["lists"])
    for life in lives().values():
        for step, slot, _, kind, a, b, c, h in life:
            if kind == TIE_BEGINS.number:
                relation = RELATIONS[c]
                carried[relation] += 1
                spill = WITH_SCORE["spillover"][relation]
                assert names[a] == spill["lists"]
                turns = on[b, h, names.index(spill.get("of", spill["lists"]))]
                assert b != slot and any(
                    begins < step and step <= ends
                    for begins, ends in zip(turns[::2], [*turns[1::2], STEPS][: len(turns[::2])], strict=True)
                )
    assert set(carried) == set(WITH_SCORE["spillover"]) and sum(carried.values()) > 100


def test_attempts_refused_and_let_through_are_all_that_are_counted() -> None:
    kinds = Counter(int(kind) for kind in followed()[0][:, 3])
    counted = (
        followed()[1]
        .attempts[:, :, [0, int(tables().axes.starts[AT.all_of_organisations])], ATTEMPTS.attempts]
        .sum()
    )
    assert kinds[ATTEMPT.number] + kinds[REFUSED.number] == counted


def test_to_follow_somebody_changes_nobodys_history_and_shows_theirs_alone() -> None:
    t = tables()
    desk = Desk(t)
    one = desk.follow(t, 1, 2, SLOTS, [7, 4100])
    assert all(np.array_equal(a, b) for a, b in zip(desk.totals, followed()[1], strict=True))
    everybody = followed()[0]
    theirs = everybody[np.isin(everybody[:, 1], [7, 4100])]
    assert np.array_equal(one, theirs) and len(one)
    desk.run(t, 1, 2, 3)
    assert len(desk.follow(t, 1, 2, SLOTS, [])) == 0
