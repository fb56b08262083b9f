"""M21, M23 before the ruling, M24, and M03's points by tier: what becomes of a sighting.

A sighting becomes a record if it is upheld, by a machine or by an official, who err differently. An official
may let a true one off for who the person is or knows, and may give other points than the rule's; points lost
are multiplied for the tier that the person is in at the ruling. Before that
a human review or a hearing may stop one that stands on no act (a review of what the machine ruled, where
there is a machine); the court may find that a debtor cannot pay, rightly or wrongly, and then no listing
follows.

What chance decides about a case hangs on the hash of the act or false sighting itself, so a regime that adds
a hearing changes the cases that the hearing stops and no others. A case is decided wholly under the rules in
force when it was seen; amendments reach later sightings.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, index_below, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine import events
from demerit.engine.cases import (
    AVERAGED,
    CASE_CONDUCT,
    CASE_EPOCH,
    CASE_FLAGS,
    CASE_LIST,
    CASE_NUMBER,
    CASE_POINTS,
    CASE_RULE,
    CASE_SLOT,
    DEBT,
    FALSE,
    POINTS,
    UNABLE,
    new_case,
    schedule,
)
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import ALWAYS, happens, happens_plain
from demerit.engine.scoring.worth import add_points, at_once, count_points, counts_in
from demerit.engine.state import (
    ACT_OF_OTHER,
    MATCHING,
    OWN_ACT,
    SEEN,
    SEEN_BASIS,
    SEEN_CONDUCT,
    SEEN_ON,
    SEEN_SOURCE,
    SEEN_UNABLE,
    State,
    acquaintance,
    tier_of,
)
from demerit.engine.totals import MADE, MISPLACED, RECORDED_ACTS, RECORDS, Totals
from demerit.engine.world import Case, Occupant, World, tier_plain
from demerit.scenario.tables import Tables
from demerit.society.traits import OFFICIAL, SLOTS

UPHELD, REVIEWED, REVIEW_STOPS = (
    point("ruling.upheld"),
    point("ruling.reviewed"),
    point("ruling.review-stops"),
)
HEARD, HEARING_STOPS, HEARING_UNABLE = (
    point("ruling.heard"),
    point("ruling.hearing-stops"),
    point("ruling.hearing-unable"),
)
NOTICED, PAID_EARLY, FOUND_ABLE = (
    point("ruling.noticed"),
    point("ruling.paid-early"),
    point("ruling.found-able"),
)
APPEALED, APPEAL_SUCCEEDS = point("ruling.appealed"), point("ruling.appeal-succeeds")
AUTOMATED, LET_OFF, GIVEN = point("ruling.automated"), point("ruling.let-off"), point("ruling.points-given")
BY_TIER, BY_TIE = 1, 2
HALF = 1 << 19
"""Half a unit of money in Q20, so that what is claimed is rounded to the nearest."""

MECHANISM = Mechanism(
    name="rulings",
    rows=("M03", "M21", "M23", "M24"),
    stage="adjudication",
    points=(
        "ruling.upheld",
        "ruling.reviewed",
        "ruling.review-stops",
        "ruling.heard",
        "ruling.hearing-stops",
        "ruling.hearing-unable",
        "ruling.noticed",
        "ruling.paid-early",
        "ruling.found-able",
        "ruling.appealed",
        "ruling.appeal-succeeds",
        "ruling.automated",
        "ruling.let-off",
        "ruling.points-given",
    ),
    tables=(
        "uphold",
        "automated",
        "machine_uphold",
        "discretion*",
        "points*",
        "deductions",
        "rule_delay",
        "review_*",
        "hearing_*",
        "notice_*",
        "ability_test",
        "finds_able",
        "appeal_*",
        "pay_before",
        "debt",
        "debt_amount",
        "debt_factor",
    ),
    queues=("due",),
)

_UPHELD, _REVIEWED, _REVIEW_STOPS = np.uint64(UPHELD), np.uint64(REVIEWED), np.uint64(REVIEW_STOPS)
_HEARD, _HEARING_STOPS, _HEARING_UNABLE = (
    np.uint64(HEARD),
    np.uint64(HEARING_STOPS),
    np.uint64(HEARING_UNABLE),
)
_NOTICED, _PAID_EARLY, _FOUND_ABLE = np.uint64(NOTICED), np.uint64(PAID_EARLY), np.uint64(FOUND_ABLE)
_APPEALED, _APPEAL_SUCCEEDS = np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)
_AUTOMATED, _LET_OFF, _GIVEN = np.uint64(AUTOMATED), np.uint64(LET_OFF), np.uint64(GIVEN)


def plain(w: World, step: int) -> None:
    """Decide about this step's sightings, and count what is recorded."""
    t = w.tables
    year, quarter = int(t.year[step]), int(t.quarter[step])
    for sighting in w.sightings:
        who, conduct, source = sighting.on, sighting.conduct, sighting.source
        truth = int(sighting.basis == OWN_ACT)
        outcome, machine = _decide_plain(
            w, step, who, conduct, source, sighting.hash, bool(truth), sighting.unable, sighting.owed
        )
        ruler = 2 * source + int(machine)
        happen_plain(w, step, who, events.RULING, conduct, ruler, outcome, sighting.hash)
        if outcome >= events.FOUND_UNABLE:
            w.totals.records[source, conduct, truth, who.group, year, MADE] += 1
            w.totals.records[source, conduct, truth, who.group, year, MISPLACED] += int(
                sighting.basis == ACT_OF_OTHER
            )
            w.totals.acts[conduct, who.group, year, RECORDED_ACTS] += truth
            w.totals.points[quarter, tier_plain(who), RECORDS] += 1
    w.sightings.clear()


def _decide_plain(
    w: World,
    step: int,
    who: Occupant,
    conduct: int,
    source: int,
    h: int,
    act: bool,
    unable: bool,
    averaged: int,
) -> tuple[int, bool]:
    """Return what becomes of a sighting, and whether a machine ruled; schedule what will come to count."""
    t = w.tables
    e = int(t.epoch[step])
    machine = happens_plain(h, AUTOMATED, t.automated[e])
    if not happens_plain(h, UPHELD, (t.machine_uphold if machine else t.uphold)[e, int(act)]):
        return events.DISMISSED, machine
    if act and not machine and _favoured_plain(w, e, who) and happens_plain(h, LET_OFF, t.discretion[e]):
        return events.LET_OFF, machine
    wait = int(t.source_delay[e, source] + t.rule_delay[e])
    if (machine or not t.automated[e]) and happens_plain(h, REVIEWED, t.review_share[e]):
        wait += int(t.review_delay[e])
        if not act and happens_plain(h, REVIEW_STOPS, t.review_stops[e]):
            return events.STOPPED_AT_REVIEW, machine
    found_able = True
    if act and t.ability_test[e, conduct]:
        found_able = happens_plain(h, FOUND_ABLE, t.finds_able[e, int(unable)])
    if happens_plain(h, HEARD, t.hearing_share[e]):
        wait += int(t.hearing_delay[e])
        if not act and happens_plain(h, HEARING_STOPS, t.hearing_stops[e]):
            return events.STOPPED_AT_HEARING, machine
        if unable and t.ability_test[e, conduct] and happens_plain(h, HEARING_UNABLE, t.hearing_unable[e]):
            found_able = False
    if not found_able:
        return events.FOUND_UNABLE, machine
    if happens_plain(h, NOTICED, t.notice_share[e]):
        ahead = int(t.notice_ahead[e])
        wait += ahead
        if act and chance.waiting_steps(chance.detail(h, PAID_EARLY), int(t.pay_before[int(unable)])) < ahead:
            return events.PAID_BEFORE, machine
    if t.appeal_suspends[e] and happens_plain(h, APPEALED, t.appeal_chance[e]):
        wait += int(t.appeal_delay[e])
        if happens_plain(h, APPEAL_SUCCEEDS, t.appeal_success[e, int(not act or unable)]):
            return events.APPEAL_WON, machine
    for number in range(len(t.list_entity)):
        if t.list_conduct[e, number, conduct]:
            w.schedule(Case(who, number, conduct, not act, unable, e, h), step + wait)
    points = int(t.points[e, conduct])
    low, high = int(t.points_low[e, conduct]), int(t.points_high[e, conduct])
    if not machine and high > low:
        points = low + chance.index_below(chance.detail(h, GIVEN), high - low + 1)
    factor = int(t.deductions[e, tier_plain(who)])
    points, rule = _deducted_plain(points, factor), _deducted_plain(int(t.points[e, conduct]), factor)
    if points or rule:
        w.schedule(Case(who, 0, conduct, not act, unable, e, h, points=points, rule=rule), step + wait)
    owed = ((averaged or int(t.debt_amount[conduct])) * int(t.debt_factor[e]) + HALF) >> 20
    if t.debt[e, conduct] and owed:
        case = Case(who, 0, conduct, not act, unable, e, h, owed=owed, averaged=averaged > 0)
        w.schedule(case, step + wait)
    return events.RECORD_MADE, machine


def _deducted_plain(points: int, factor: int) -> int:
    """Return points with a loss multiplied by `factor` (Q32), rounded half away from zero."""
    return points if points >= 0 else -((-points * factor + (1 << 31)) >> 32)


def _favoured_plain(w: World, e: int, who: Occupant) -> bool:
    """Return whether an official's discretion looks kindly on `who`: an official, or one who knows one."""
    by = int(w.tables.discretion_by[e])
    if not who.is_person:
        return False
    if by == BY_TIER:
        return who.tier == OFFICIAL
    if by != BY_TIE:
        return False
    others = (
        w.occupants.get(chance.partner(chance.key(w.seed, MATCHING, n, w.district), who.slot))
        for n in range(int(w.tables.acquaintances[0]))
    )
    return any(other is not None and other.tier == OFFICIAL for other in others)


# what rulings ask, a bit each, and what follows from a record; what is not open takes no time
(
    _BY_MACHINE,
    _MAY_DISMISS,
    _DISCRETION,
    _REVIEW,
    _ABILITY,
    _HEARING,
    _NOTICE,
    _APPEAL,
    _POINTS,
    _CHOICE,
    _LISTS,
    _MONEY,
    _BY_TIER,
    _AT_ONCE,
) = (1 << bit for bit in range(14))
_QUESTIONS = _POINTS - 1
_FOLLOWS = _POINTS | _CHOICE | _LISTS | _MONEY
_WHOLE = 1 << 32
"""The factor, Q32, that leaves points as they are."""


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Decide about this step's sightings, and count what is recorded.

    Sightings of one conduct stand in a row, so that what a ruling has to ask is worked out once for many.
    """
    e, count, n = t.epoch[step], int(s.counters[SEEN]), 0
    asked = _asked(t, e) | (_AT_ONCE if at_once(t, step) else 0)
    while n < count:
        conduct, first = int(s.sight[n, SEEN_CONDUCT]), n
        while n < count and s.sight[n, SEEN_CONDUCT] == conduct:
            n += 1
        _rule(t, s, out, step, conduct, first, n, asked | _asked_of(t, e, conduct))


@kernel
def _asked(t: Tables, e: int) -> int:
    """Return, as a bit set, what rulings ask under the rules of a span, whatever the conduct."""
    asked = 0
    if t.automated[e] > 0:
        asked |= _BY_MACHINE
    if min(t.uphold[e, 0], t.uphold[e, 1]) < ALWAYS or asked != 0:
        asked |= _MAY_DISMISS
    if t.discretion_by[e] != 0 and t.discretion[e] > 0:
        asked |= _DISCRETION
    if t.review_share[e] > 0:
        asked |= _REVIEW
    if t.hearing_share[e] > 0:
        asked |= _HEARING
    if t.notice_share[e] > 0:
        asked |= _NOTICE
    if t.appeal_suspends[e] != 0 and t.appeal_chance[e] > 0:
        asked |= _APPEAL
    for tier in range(t.deductions.shape[1]):
        if t.deductions[e, tier] != _WHOLE:
            asked |= _BY_TIER
    return asked


@kernel
def _asked_of(t: Tables, e: int, conduct: int) -> int:
    """Return, as a bit set, what rulings ask about a conduct beside that, and what follows from a record."""
    asked = 0
    if t.ability_test[e, conduct] != 0:
        asked |= _ABILITY
    if t.points[e, conduct] != 0:
        asked |= _POINTS
    if t.points_high[e, conduct] > t.points_low[e, conduct]:
        asked |= _CHOICE
    if t.debt[e, conduct] != 0:
        asked |= _MONEY
    for number in range(t.list_entity.shape[0]):
        if t.list_conduct[e, number, conduct] != 0:
            asked |= _LISTS
    return asked


@kernel
def _rule(
    t: Tables, s: State, out: Totals, step: int, conduct: int, first: int, end: int, asked: int
) -> None:
    """Decide about sightings of one conduct, from `first` to before `end`."""
    e, year, quarter = t.epoch[step], t.year[step], t.quarter[step]
    done, points, worth = out.acts[conduct], t.points[e, conduct], counts_in(t, e, conduct)
    alone = asked & (_FOLLOWS | _BY_TIER | _AT_ONCE) == _POINTS | _AT_ONCE
    for n in range(first, end):
        sight, h = s.sight[n], s.sight_hash[n]
        i, source, basis = int(sight[SEEN_ON]), int(sight[SEEN_SOURCE]), int(sight[SEEN_BASIS])
        truth, unable = int(basis == OWN_ACT), int(sight[SEEN_UNABLE])
        outcome, machine, wait = events.RECORD_MADE, 0, t.source_delay[e, source] + t.rule_delay[e]
        if asked & _QUESTIONS != 0:
            outcome, machine, more = _ask(t, s, e, i, h, truth, unable, asked)
            wait += more
        if outcome == events.RECORD_MADE and asked & _FOLLOWS != 0:
            if alone and wait == 0 and s.followed[i] == 0:
                add_points(s, i, truth * worth, points, points)
                count_points(out.points[quarter, tier_of(s, i)], points)
            else:
                owed = s.sight_owed[n]
                _take(t, s, out, step, wait, i, conduct, h, truth, unable, machine, owed, asked)
        happen(s, step, i, events.RULING, conduct, 2 * source + machine, outcome, np.int64(h))
        if outcome >= events.FOUND_UNABLE:
            group = s.group[i]
            counts = out.records[source, conduct, truth, group, year]
            counts[MADE] += 1
            counts[MISPLACED] += int(basis == ACT_OF_OTHER)
            done[group, year, RECORDED_ACTS] += truth
            out.points[quarter, tier_of(s, i), RECORDS] += 1


@kernel
def _ask(
    t: Tables, s: State, e: int, i: int, h: np.uint64, act: int, unable: int, asked: int
) -> tuple[int, int, int]:
    """Return what becomes of a sighting, 1 where a machine ruled, and how many steps the questions take."""
    machine = 1 if asked & _BY_MACHINE != 0 and happens(h, _AUTOMATED, t.automated[e]) else 0
    upheld = t.machine_uphold[e, act] if machine == 1 else t.uphold[e, act]
    if asked & _MAY_DISMISS != 0 and not happens(h, _UPHELD, upheld):
        return events.DISMISSED, machine, 0
    if asked & _DISCRETION != 0 and act == 1 and machine == 0:
        if _favoured(t, s, e, i) and happens(h, _LET_OFF, t.discretion[e]):
            return events.LET_OFF, machine, 0
    wait = 0
    if asked & _REVIEW != 0 and (machine == 1 or asked & _BY_MACHINE == 0):
        if happens(h, _REVIEWED, t.review_share[e]):
            wait += t.review_delay[e]
            if act == 0 and happens(h, _REVIEW_STOPS, t.review_stops[e]):
                return events.STOPPED_AT_REVIEW, machine, 0
    found_able = True
    if asked & _ABILITY != 0 and act == 1:
        found_able = happens(h, _FOUND_ABLE, t.finds_able[e, unable])
    if asked & _HEARING != 0 and happens(h, _HEARD, t.hearing_share[e]):
        wait += t.hearing_delay[e]
        if act == 0 and happens(h, _HEARING_STOPS, t.hearing_stops[e]):
            return events.STOPPED_AT_HEARING, machine, 0
        if unable == 1 and asked & _ABILITY != 0 and happens(h, _HEARING_UNABLE, t.hearing_unable[e]):
            found_able = False
    if not found_able:
        return events.FOUND_UNABLE, machine, 0
    if asked & _NOTICE != 0 and happens(h, _NOTICED, t.notice_share[e]):
        ahead = t.notice_ahead[e]
        wait += ahead
        if act == 1 and waiting_steps(detail(h, _PAID_EARLY), t.pay_before[unable]) < ahead:
            return events.PAID_BEFORE, machine, 0
    if asked & _APPEAL != 0 and happens(h, _APPEALED, t.appeal_chance[e]):
        wait += t.appeal_delay[e]
        if happens(h, _APPEAL_SUCCEEDS, t.appeal_success[e, 1 if act == 0 or unable == 1 else 0]):
            return events.APPEAL_WON, machine, 0
    return events.RECORD_MADE, machine, wait


@kernel
def _take(
    t: Tables,
    s: State,
    out: Totals,
    step: int,
    wait: int,
    i: int,
    conduct: int,
    h: np.uint64,
    act: int,
    unable: int,
    machine: int,
    owed: int,
    asked: int,
) -> None:
    """Schedule what a record of the occupant of slot `i` leads to: listings, points, a debt."""
    e, due = t.epoch[step], step + wait
    flags = (FALSE if act == 0 else 0) | (UNABLE if unable == 1 else 0)
    if asked & _LISTS != 0:
        for number in range(t.list_entity.shape[0]):
            if t.list_conduct[e, number, conduct] != 0:
                _open(s, due, i, number, conduct, e, h, flags, 0, 0)
    points, low, high = t.points[e, conduct], t.points_low[e, conduct], t.points_high[e, conduct]
    if machine == 0 and high > low:
        points = low + index_below(detail(h, _GIVEN), high - low + 1)
    factor = t.deductions[e, tier_of(s, i)]
    points, own = _deducted(points, factor), _deducted(t.points[e, conduct], factor)
    if points != 0 or own != 0:
        if asked & _AT_ONCE != 0 and wait == 0 and s.followed[i] == 0:
            add_points(s, i, act * counts_in(t, e, conduct), points, own)
            count_points(out.points[t.quarter[step], tier_of(s, i)], points)
        else:
            _open(s, due, i, 0, conduct, e, h, flags | POINTS, points, own)
    if asked & _MONEY != 0:
        claimed = ((owed if owed > 0 else t.debt_amount[conduct]) * t.debt_factor[e] + HALF) >> 20
        if claimed != 0:
            flags |= DEBT | (AVERAGED if owed > 0 else 0)
            _open(s, due, i, 0, conduct, e, h, flags, claimed, 0)


@kernel
def _deducted(points: int, factor: int) -> int:
    """Return points with a loss multiplied by `factor` (Q32), rounded half away from zero."""
    return points if points >= 0 else -((-points * factor + (1 << 31)) >> 32)


@kernel
def _favoured(t: Tables, s: State, e: int, i: int) -> bool:
    """Return whether an official's discretion looks kindly on slot `i`: an official, or one who knows one."""
    by = t.discretion_by[e]
    if i >= SLOTS:
        return False
    if by == BY_TIER:
        return bool(s.tier[i] == OFFICIAL)
    if by == BY_TIE:
        for n in range(t.acquaintances[0]):
            m = acquaintance(s, n, i)
            if s.present[m] != 0 and s.tier[m] == OFFICIAL:
                return True
    return False


@kernel
def _open(
    s: State,
    step: int,
    i: int,
    number: int,
    conduct: int,
    e: int,
    h: np.uint64,
    flags: int,
    points: int,
    rule: int,
) -> None:
    """Let a record of slot `i` come up in `step`, for list `number` or, flagged so, a score or debt."""
    p = new_case(s)
    if p >= 0:
        s.case[p, CASE_SLOT], s.case[p, CASE_NUMBER], s.case[p, CASE_LIST] = i, s.number[i], number
        s.case[p, CASE_CONDUCT], s.case[p, CASE_EPOCH], s.case_hash[p] = conduct, e, h
        s.case[p, CASE_FLAGS], s.case[p, CASE_POINTS], s.case[p, CASE_RULE] = flags, points, rule
        schedule(s, p, step)
