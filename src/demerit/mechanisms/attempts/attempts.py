"""M30: what people try to do, and what is refused them; counted as person-times.

Attempts are possible points like acts, so the same person tries the same thing in the same week under
every regime. A refusal reads the lists as they stood at the start of the step: a listing made in step t
refuses from t + 1. What a list stops (`stops`) is no attempt, and is not refused either. A gate may take
somebody for another whom it refuses (a mismatch): that stands on no list, and is counted apart.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `j` number of a possible point, `k` key of a decision
point, `o` offer, `v` place of a value among those of all axes, `a` domain of attempts, `n` place in a list
from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import fill_keys, key, lane, poisson, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.wide import drawn
from demerit.counted.axes import MEASURE
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import (
    ALWAYS,
    happens,
    happens_plain,
    mark_of,
    mark_plain,
    organisation_rate,
    rate_plain,
    slot_of,
    slot_of_plain,
)
from demerit.engine.slots import cell_of, listed_in
from demerit.engine.state import State
from demerit.engine.totals import Totals, note, note_all, note_traits
from demerit.engine.world import Occupant, World
from demerit.mechanisms.attempts.counts import ATTEMPTS, REFUSALS, REFUSED_IN_YEARS
from demerit.mechanisms.attempts.words import ATTEMPT, MISTAKEN, REFUSED
from demerit.mechanisms.favours.favours import grant, grant_plain
from demerit.mechanisms.lists.counts import GROUND, QUARTERS
from demerit.mechanisms.lists.grounds import NOTHING, ONLY_UNABLE, ground_of, ground_plain, rests_on
from demerit.mechanisms.offers.disputing import dispute, dispute_plain
from demerit.mechanisms.stops import stops
from demerit.mechanisms.stops.words import ATTEMPT_STOPPED
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

PERSON = 0

MECHANISM = Mechanism(
    name="attempts",
    rows=("M01", "M30"),
    stage="consequences",
    points=(
        "attempt.<domain>",
        "refusal.<consequence>",
        "mismatch.<consequence>",
        "mistaken.<consequence>",
    ),
    ceilings=("society.attempts.<domain>.ceiling",),
)


def _blocking_plain(w: World, step: int, domain: int, who: Occupant, h: int) -> set[int]:
    """Return the lists by which `who` is refused at the attempt of hash `h` in `domain`."""
    t = w.tables
    e = int(t.time.epoch[step])
    rows = range(int(t.refusals.start[e, domain]), int(t.refusals.start[e, domain + 1]))
    return {
        number
        for row in rows
        if holds_plain(w, int(t.refusals.condition[row]), who, step)
        and happens_plain(h, int(t.refusals.point[row]), int(t.refusals.chance[row]))
        for number in who.listed()
        if int(t.refusals.lists[row]) >> number & 1
    }


def _mistaken_plain(w: World, step: int, domain: int, who: Occupant, h: int) -> list[int]:
    """Return the refusals by which a gate takes `who` for another at the attempt of hash `h` in `domain`."""
    t = w.tables
    e, found = int(t.time.epoch[step]), []
    for row in range(int(t.refusals.start[e, domain]), int(t.refusals.start[e, domain + 1])):
        on = any(int(t.refusals.lists[row]) >> number & 1 for number in who.listed())
        is_for_them = on and holds_plain(w, int(t.refusals.condition[row]), who, step)
        spared = int(t.refusals.but_not[row])
        if (
            happens_plain(h, int(t.refusals.mistake_point[row]), int(t.refusals.mistake[row]))
            and not is_for_them
            and not (spared >= 0 and holds_plain(w, spared, who, step))
            and _mistakable_plain(w, row, who)
        ):
            found.append(row)
    return found


def _mistakable_plain(w: World, row: int, who: Occupant) -> bool:
    """Return whether `who` is among those whom a refusal takes for others: all, or the same for life."""
    t = w.tables
    k = chance.key(w.seed, int(t.refusals.lasting_point[row]), 0, w.district)
    h = chance.lane(k, who.slot + ALL_SLOTS * who.number)
    return bool(chance.uniform53(h) < t.refusals.lasting[row])


def _stopped_plain(w: World, step: int, a: int, who: Occupant, rate: int, h: int) -> bool:
    """Return whether a list stops an attempt, which passes at a rate (Q30); count it, and write it down."""
    t = w.tables
    place = stops.place_plain(t, int(t.stops.of_attempt[a]), step)
    lists = stops.stop_plain(w, who, place, False, step, rate, mark_plain(h))
    if lists:
        how = stops.how_plain(t, place, step, lists)
        happen_plain(w, step, who, ATTEMPT_STOPPED.number, a, lists, how, h=h)
    return lists != 0


def plain(w: World, step: int) -> None:
    """Let this step's attempts happen, and each succeed or be refused."""
    t = w.tables
    for a, name in enumerate(t.attempts.point):
        k = chance.key(w.seed, int(name), step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.attempts.poisson, a) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, int(t.attempts.entity[a])))
            if who is None:
                continue
            rate = rate_plain(who, t.attempts.age_sex[a], t.attempts.status[a])
            if mark_plain(h) >= rate or _stopped_plain(w, step, a, who, rate, h):
                continue
            lists = _blocking_plain(w, step, a, who, h)
            mistaking = [] if lists else _mistaken_plain(w, step, a, who, h)
            mistaken = bool(mistaking)
            kind = REFUSED if lists else MISTAKEN if mistaken else ATTEMPT
            happen_plain(w, step, who, kind.number, a, sum(1 << n for n in lists), h=h)
            without, unable = who.standing(lists) if lists else (False, False)
            counts = {
                ATTEMPTS.attempts: True,
                ATTEMPTS.refusals: bool(lists),
                ATTEMPTS.refusals_without_act: without,
                ATTEMPTS.refusals_could_not_pay: unable,
                ATTEMPTS.mismatches: mistaken,
                ATTEMPTS.gated: bool(t.linkage.gated[int(t.time.epoch[step]), a]),
            }
            for column, happened in counts.items():
                for v in w.axes(who):
                    w.totals.attempts[step, a, v, column] += int(happened)
            if not lists and not mistaken:
                grant_plain(w, step, a, who, h)
            if lists or mistaken:
                _remember_plain(w, step, who)
            if mistaken:
                made = t.refusals.offered[mistaking].any(axis=0)
                dispute_plain(w, who, np.flatnonzero(made).tolist(), h, step)
            if lists:
                _by_ground_plain(w, step, a, who, lists)
                w.week[len(t.lists.entity) + int(not who.is_person), MEASURE.refusals] += 1
            if who.is_person and lists:
                w.totals.quarters[int(t.time.quarter[step]), w.cell(who), QUARTERS.refusals] += 1


def _by_ground_plain(w: World, step: int, a: int, who: Occupant, lists: set[int]) -> None:
    """Count one refusal by what the lists that refuse rest on."""
    column = min(ground_plain(w, who, number, step)[0] for number in lists)
    columns = [REFUSALS.through_others + column] + [REFUSALS.wrongful] * (not lists & who.listed(SHADOW))
    for each in columns:
        for v in w.axes(who):
            w.totals.refusals[int(w.tables.time.quarter[step]), a, v, each] += 1


def _remember_plain(w: World, step: int, who: Occupant) -> None:
    """Count somebody who is refused for the first time in this year, by the last year in which they were."""
    year, last = int(w.tables.time.year[step]) + 1, max(who.kept[MECHANISM.name], default=0)
    if last != year:
        who.kept[MECHANISM.name] = {year}
        for v in w.axes(who):
            w.totals.refused[year - 1, last, v, REFUSED_IN_YEARS.entities] += 1


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Make the keys of who is taken for others for life, which a district uses in every step."""
    for row in range(s.attempts.lasting_key.shape[0]):
        s.attempts.lasting_key[row] = key(seed, t.refusals.lasting_point[row], 0, district)


@kernel
def _blocking(t: Tables, s: State, step: int, domain: int, i: int, h: np.uint64) -> int:
    """Return, as a bit set, the lists by which slot `i` is refused at the attempt of hash `h` in `domain`."""
    e = t.time.epoch[step]
    listed, lists = listed_in(t, s, RECORDED, i), 0
    for row in range(t.refusals.start[e, domain], t.refusals.start[e, domain + 1]):
        on = listed & int(t.refusals.lists[row])
        if (
            on != 0
            and holds(t, s, t.refusals.condition[row], i, step, RECORDED)
            and happens(h, t.refusals.point[row], t.refusals.chance[row])
        ):
            lists |= on
    return lists


@kernel
def _mistaken(t: Tables, s: State, step: int, domain: int, i: int, h: np.uint64) -> bool:
    """Return whether a gate takes slot `i` for another at the attempt of hash `h` in `domain`.

    `State.offers.made` says which offers are made to them for it.
    """
    e, found = t.time.epoch[step], False
    listed = listed_in(t, s, RECORDED, i)
    for row in range(t.refusals.start[e, domain], t.refusals.start[e, domain + 1]):
        if not happens(h, t.refusals.mistake_point[row], t.refusals.mistake[row]):
            continue
        if listed & int(t.refusals.lists[row]) != 0 and holds(
            t, s, t.refusals.condition[row], i, step, RECORDED
        ):
            continue
        spared = t.refusals.but_not[row]
        if spared >= 0 and holds(t, s, spared, i, step, RECORDED):
            continue
        if not _mistakable(t, s, row, i):
            continue
        if not found:
            s.offers.made[:] = 0
        found = True
        for o in range(s.offers.made.shape[0]):
            s.offers.made[o] |= t.refusals.offered[row, o]
    return found


@kernel
def _mistakable(t: Tables, s: State, row: int, i: int) -> bool:
    """Return whether slot `i` is among those whom a refusal takes for others: all, or the same for life."""
    if t.refusals.lasting[row] >= ALWAYS:
        return True
    h = lane(s.attempts.lasting_key[row], i + ALL_SLOTS * int(s.people.number[i]))
    return bool(uniform53(h) < t.refusals.lasting[row])


@kernel
def _stopped(t: Tables, s: State, out: Totals, step: int, a: int, i: int, h: np.uint64) -> bool:
    """Return whether a list stops the attempt of hash `h` of the occupant of slot `i`; count it."""
    place = stops.place_of(t, t.stops.of_attempt[a], step)
    if place < 0:
        return False
    if i < SLOTS:
        rate = int(t.attempts.rate[a, s.people.place[i]])
    else:
        rate = organisation_rate(s, i, t.attempts.age_sex[a])
    if mark_of(h) < (rate * stops.share(t, s, place, i, 0, step, RECORDED)) >> 30:
        return False
    wrongful = mark_of(h) < (rate * stops.share(t, s, place, i, 0, step, SHADOW)) >> 30
    lists = stops.count(t, s, out, place, i, step, wrongful)
    happen(s, step, i, ATTEMPT_STOPPED.number, a, lists, stops.how(t, place, step, lists), np.int64(h))
    return True


@kernel
def _left(t: Tables, s: State, out: Totals, step: int, a: int, happening: int) -> int:
    """Leave out of the attempts that persons would make those that a list stops; return how many are left."""
    kept = 0
    for n in range(happening):
        h = s.room.found[n]
        s.room.found[kept] = h
        kept += 1 - int(_stopped(t, s, out, step, a, slot_of(h, PERSON), h))
    return kept


@kernel
def _by_ground(t: Tables, s: State, out: Totals, step: int, a: int, lists: int, i: int) -> None:
    """Count one refusal by what the lists that refuse rest on."""
    row, first = out.refusals[t.time.quarter[step], a], GROUND.own_terms
    for number in range(t.lists.entity.shape[0]):
        if (lists >> number) & 1 != 0:
            first = min(first, ground_of(t, s, number, i, step))
    note(t, s, row, i, REFUSALS.through_others + first)
    if lists & listed_in(t, s, SHADOW, i) == 0:
        note(t, s, row, i, REFUSALS.wrongful)


@kernel
def _remember(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Count somebody who is refused for the first time in this year, by the last year in which they were."""
    year, last = int(t.time.year[step]) + 1, int(s.attempts.refused[i])
    if s.attempts.whom[i] != s.people.number[i]:
        last = 0
    if last != year:
        s.attempts.refused[i], s.attempts.whom[i] = year, s.people.number[i]
        note(t, s, out.refused[year - 1, last], i, REFUSED_IN_YEARS.entities)


@kernel
def _refuse(t: Tables, s: State, out: Totals, step: int, a: int, lists: int, i: int) -> None:
    """Count one refusal, and what the lists that refuse rest on."""
    row = out.attempts[step, a]
    note(t, s, row, i, ATTEMPTS.refusals)
    s.moments.week[t.lists.entity.shape[0] + (1 if i >= SLOTS else 0), MEASURE.refusals] += 1
    _by_ground(t, s, out, step, a, lists, i)
    _remember(t, s, out, step, i)
    basis = rests_on(t, s, lists, i)
    if basis == NOTHING:
        note(t, s, row, i, ATTEMPTS.refusals_without_act)
    if basis == ONLY_UNABLE:
        note(t, s, row, i, ATTEMPTS.refusals_could_not_pay)
    if i < SLOTS:
        out.quarters[t.time.quarter[step], QUARTERS.refusals, cell_of(s, i)] += 1


@kernel
def _try(t: Tables, s: State, out: Totals, step: int, a: int, favours: bool, i: int, h: np.uint64) -> None:
    """Let one attempt of the occupant of slot `i` succeed or be refused."""
    lists, kind = 0, ATTEMPT.number
    if listed_in(t, s, RECORDED, i) != 0:
        lists = _blocking(t, s, step, a, i, h)
        if lists != 0:
            _refuse(t, s, out, step, a, lists, i)
            kind = REFUSED.number
    if lists == 0 and t.refusals.mistaken[t.time.epoch[step], a] != 0:
        if _mistaken(t, s, step, a, i, h):
            note(t, s, out.attempts[step, a], i, ATTEMPTS.mismatches)
            _remember(t, s, out, step, i)
            kind = MISTAKEN.number
    happen(s, step, i, kind, a, lists, 0, np.int64(h))
    if kind == MISTAKEN.number:
        dispute(t, s, out, i, h, step)
    if kind == ATTEMPT.number and favours:
        grant(t, s, out.attempts[step, a], step, a, i, h)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's attempts happen, and each succeed or be refused."""
    e = t.time.epoch[step]
    fill_keys(seed, t.attempts.point, step, district, s.attempts.key)
    for a in range(t.attempts.point.shape[0]):
        favours = t.favours.start[e, a] != t.favours.start[e, a + 1]
        k = s.attempts.key[a]
        row = out.attempts[step, a]
        count = poisson(lane(k, 0), t.attempts.poisson, a)
        if t.attempts.entity[a] == PERSON:
            happening = drawn(
                k,
                count,
                s.people.place,
                t.attempts.rate[a],
                s.people.propensity[s.people.propensity.shape[0] - 1],
                s.room.found,
            )
            if stops.place_of(t, t.stops.of_attempt[a], step) >= 0:
                happening = _left(t, s, out, step, a, happening)
            for place in range(happening):
                h = s.room.found[place]
                i = slot_of(h, PERSON)
                note_traits(t, s, row, i, ATTEMPTS.attempts)
                _try(t, s, out, step, a, favours, i, h)
            note_all(t, s, row, ATTEMPTS.attempts, happening)
            continue
        for j in range(1, count + 1):
            h = lane(k, j)
            i = slot_of(h, t.attempts.entity[a])
            if mark_of(h) < organisation_rate(s, i, t.attempts.age_sex[a]):
                if _stopped(t, s, out, step, a, i, h):
                    continue
                note(t, s, row, i, ATTEMPTS.attempts)
                _try(t, s, out, step, a, favours, i, h)


def close(t: Tables, out: Totals) -> None:
    """Fill in which attempts asked for the identifier: all in a domain that asks for it, and no others."""
    gated = t.linkage.gated[t.time.epoch] != 0
    out.attempts[..., ATTEMPTS.gated] = np.where(gated[..., None], out.attempts[..., ATTEMPTS.attempts], 0)
