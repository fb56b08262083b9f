"""M34, M36, M42: losing one's job and finding one again, listed, by the employer's listing, and without any.

Jobs are lost and found at possible points over the slots of persons, as acts happen: at ceilings that the
society declares, thinned by the factors of the person's standing. Standing reads the lists at the start of
the step: on a list that anybody may read, or off it and still known for it; at work for an organisation that
a list burdens; both. The possible points are the same under every regime; only the factors differ.

Where somebody works is a function of the two slots (`society.jobs`). Whoever loses the job keeps the place
and comes back to it, because another employer would be another tie; a place that stands empty gives no work
and takes none away. Being without the job is part of `status`, so the rates of acts cost nothing more for it.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `j` number of a possible point, `k` key of a decision
point, `m` slot of another occupant.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, poisson, uniform53
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x3
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, slot_of, slot_of_plain
from demerit.engine.slots import retable
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.work.counts import JOBS
from demerit.mechanisms.work.words import JOB_FOUND, JOB_LOST, JOBLESS_AT_FIRST
from demerit.scenario.histories import RECORDED, TIED_RECORDED
from demerit.scenario.tables import Tables
from demerit.society import points as at
from demerit.society.jobs import NO_EMPLOYER, employer_slot, employer_slot_plain
from demerit.society.tables import Population
from demerit.society.traits import ALL_SLOTS, SLOTS

LOST, FOUND, FIRST = point("work.lost"), point("work.found"), point("work.at-first")
LISTED, EMPLOYER_LISTED = 1, 2

MECHANISM = Mechanism(
    name="work",
    rows=("M34", "M36", "M42"),
    stage="response",
    ceilings=("society.responses.work, with its factors",),
)

_LOST, _FOUND, _FIRST = np.uint64(LOST), np.uint64(FOUND), np.uint64(FIRST)
_PERSON = 0
_RUN, _BITS = 2048, 12


def enter_plain(w: World, population: Population, row: int, who: Occupant, step: int) -> None:
    """Give somebody who enters the society a place of work."""
    who.employer = int(population.employer[row])
    if step > 0:
        _first_plain(w, who, step)


def _first_plain(w: World, who: Occupant, step: int) -> None:
    """Let the usual share of those who would work begin without the job."""
    if who.employer in w.occupants:
        h = chance.lane(chance.key(w.seed, FIRST, 0, w.district), who.slot + ALL_SLOTS * who.number)
        if chance.uniform53(h) < int(w.tables.work.first[0]):
            who.jobless = 1
            happen_plain(w, step, who, JOBLESS_AT_FIRST.number, who.employer)


def age_plain(w: World, population: Population, row: int, who: Occupant) -> None:
    """Let somebody begin or cease to work who comes into another age band."""
    if population.visitor[row]:
        return
    who.employer = employer_slot_plain(
        w.tables.society,
        population.staff.tolist(),
        w.seed,
        w.district,
        who.slot,
        who.number,
        who.sex,
        who.age,
    )
    if who.employer == NO_EMPLOYER:
        who.jobless = 0


def _standing_plain(w: World, who: Occupant, step: int) -> int:
    """Return how `who` stands at work: a bit for a list of one's own, one for the employer's."""
    e = int(w.tables.time.epoch[step])
    published, burdens = int(w.tables.work.published[e]), int(w.tables.work.burdens[e])
    standing = 0
    if step < who.remembered_until or any((published >> number) & 1 for number in who.listed()):
        standing |= LISTED
    employer = w.occupants.get(who.employer)
    if employer is not None and any((burdens >> number) & 1 for number in employer.listed()):
        standing |= EMPLOYER_LISTED
    return standing


def plain(w: World, step: int) -> None:
    """Let people find and lose jobs; count who has one at the quarter's end."""
    t = w.tables
    if not t.work.lost[0] and not t.work.found[0]:
        return
    if step == 0:  # everybody is there now, organisations among them
        for somebody in w.occupants.values():
            _first_plain(w, somebody, step)
    counts = w.totals.work[int(t.time.quarter[step])]
    for row, (name, jobless) in enumerate(((LOST, 0), (FOUND, 1))):
        ratio, column = (t.work.found, JOBS.jobs_found) if jobless else (t.work.lost, JOBS.jobs_lost)
        k = chance.key(w.seed, name, step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.work.poisson, row) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, _PERSON))
            if who is None or who.jobless != jobless or who.employer not in w.occupants:
                continue
            standing = _standing_plain(w, who, step)
            if mark_plain(h) < int(ratio[standing]):
                who.jobless = 1 - jobless
                happen_plain(w, step, who, JOB_FOUND.number if jobless else JOB_LOST.number, standing, h=h)
                counts[who.fifth, standing, column] += 1
    if t.time.quarter_left[step] == 1:
        for who in w.occupants.values():
            works = who.is_person and who.employer in w.occupants
            if who.jobless or works:
                counts[
                    who.fifth, _standing_plain(w, who, step), JOBS.jobless if who.jobless else JOBS.working
                ] += 1


@kernel
def prepare(s: State, seed: np.uint64, district: int) -> None:
    """Make the district's key of who enters without the job."""
    s.work.first_key[0] = key(seed, _FIRST, 0, district)


@kernel
def enter(t: Tables, s: State, population: Population, row: int, i: int, step: int) -> None:
    """Give the person who enters slot `i` a place of work."""
    s.work.employer[i] = population.employer[row]
    s.work.jobless[i], s.work.remembered_until[i] = 0, 0
    retable(s, i)
    if step > 0:
        _first(t, s, i, step)


@kernel
def _first(t: Tables, s: State, i: int, step: int) -> None:
    """Let the usual share of those who would work begin without the job."""
    if t.work.first[0] > 0 and _open(s, i):
        h = lane(s.work.first_key[0], i + ALL_SLOTS * int(s.people.number[i]))
        if uniform53(h) < t.work.first[0]:
            s.work.jobless[i] = 1
            retable(s, i)
            happen(s, step, i, JOBLESS_AT_FIRST.number, s.work.employer[i], 0, 0, 0)


@kernel
def age(t: Tables, s: State, population: Population, row: int, i: int) -> None:
    """Let the person in slot `i` begin or cease to work, who comes into another age band."""
    if population.visitor[row] != 0:
        return
    s.work.employer[i] = employer_slot(
        t.society,
        population.staff,
        population.keys[at.JOB],
        i,
        int(s.people.number[i]),
        int(s.people.sex[i]),
        int(s.people.age[i]),
    )
    if s.work.employer[i] == NO_EMPLOYER:
        s.work.jobless[i] = 0


@kernel
def _open(s: State, i: int) -> bool:
    """Return whether somebody is in slot `i` who has a place of work, and an organisation stands in it.

    Without a branch: who works, and where nobody is, nothing could foresee.
    """
    m = s.work.employer[i]
    return int(s.people.present[i] & s.people.present[max(m, 0)]) & int(m != NO_EMPLOYER) != 0


@kernel
def _standing(t: Tables, s: State, i: int, step: int) -> int:
    """Return how the person in slot `i` stands at work: a bit for an own list, one for the employer's."""
    e = t.time.epoch[step]
    standing = 0
    if (
        step < s.work.remembered_until[i]
        or int(s.listing.on[RECORDED, i] | s.ties.through[TIED_RECORDED, i]) & t.work.published[e]
    ):
        standing |= LISTED
    m = s.work.employer[i]
    if m != NO_EMPLOYER and s.people.present[m] != 0:
        if int(s.listing.on[RECORDED, m] | s.ties.through[TIED_RECORDED, m]) & t.work.burdens[e]:
            standing |= EMPLOYER_LISTED
    return standing


@kernel
def _employed(s: State) -> int:
    """List the slots of all persons who have a place of work, whatever stands in it; return how many.

    Without a branch: who works, and where nobody is, nothing could foresee.
    """
    present, employers, employed, count = s.people.present, s.work.employer, s.work.employed, 0
    for i in range(SLOTS):
        employed[count] = i
        count += int(present[i]) & int(employers[i] != NO_EMPLOYER)
    return count


@kernel
def _first_day(t: Tables, s: State) -> None:
    """Let the usual share of those there at the start begin without the job: `_first` for each."""
    share, k, numbers = t.work.first[0], s.work.first_key[0], s.people.number
    for place in range(_employed(s)):
        i = int(s.work.employed[place])
        if uniform53(lane(k, i + ALL_SLOTS * int(numbers[i]))) < share:
            _first(t, s, i, 0)


@kernel
def _drawn(s: State, k: np.uint64, count: int, jobless: int, most: int) -> int:
    """Write which of `count` possible points fall on somebody with (or without) the job; return how many."""
    present, employers, without, found = s.people.present, s.work.employer, s.work.jobless, s.room.found
    kept = 0
    for j in range(1, count + 1):
        h = lane(k, j)
        i = slot_of(h, _PERSON)
        m = employers[i]
        works = int(present[i] & present[max(m, 0)]) & int(m != NO_EMPLOYER)
        found[kept] = h
        kept += works & int(without[i] == jobless) & int(mark_of(h) < most)
    return kept


@kernel
def _count(t: Tables, s: State, counts: I64x3, step: int) -> None:
    """Count who has a job and who is without it into `counts` [5 fifths, standings, 4].

    Without a branch for what nothing could foresee: whoever is not counted adds nothing. Those whose standing
    is nothing, nearly all, are counted by fifth in one number, `_BITS` each for a run of `_RUN` people.
    """
    e = t.time.epoch[step]
    published, burdens = t.work.published[e], t.work.burdens[e]
    on, through, present, employers = (
        s.listing.on[RECORDED],
        s.ties.through[TIED_RECORDED],
        s.people.present,
        s.work.employer,
    )
    remembered, without, fifths = s.work.remembered_until, s.work.jobless, s.people.fifth
    count = _employed(s)
    for first in range(0, count, _RUN):
        working, jobless = 0, 0
        for place in range(first, min(first + _RUN, count)):
            i = s.work.employed[place]
            m = employers[i]
            works = int(present[m])
            listed = int(step < remembered[i]) | int((on[i] | through[i]) & published != 0)
            burdened = works & int((on[m] | through[m]) & burdens != 0)
            lost = int(without[i])
            counted = lost | works
            if counted & (listed | burdened) != 0:
                standing = LISTED * listed + EMPLOYER_LISTED * burdened
                counts[fifths[i], standing, JOBS.jobless if lost != 0 else JOBS.working] += 1
            else:
                shift = _BITS * int(fifths[i])
                working += (counted & (1 - lost)) << shift
                jobless += (counted & lost) << shift
        for fifth in range(counts.shape[0]):
            counts[fifth, 0, JOBS.working] += (working >> (_BITS * fifth)) & ((1 << _BITS) - 1)
            counts[fifth, 0, JOBS.jobless] += (jobless >> (_BITS * fifth)) & ((1 << _BITS) - 1)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let people find and lose jobs; count who has one at the quarter's end."""
    if t.work.lost[0] == 0 and t.work.found[0] == 0:
        return
    if step == 0:  # everybody is there now, organisations among them
        _first_day(t, s)
    counts = out.work[t.time.quarter[step]]
    for jobless in range(2):
        ratio, column = (t.work.found, JOBS.jobs_found) if jobless == 1 else (t.work.lost, JOBS.jobs_lost)
        most = max(max(ratio[0], ratio[1]), max(ratio[2], ratio[3]))
        k = key(seed, _FOUND if jobless == 1 else _LOST, step, district)
        for place in range(_drawn(s, k, poisson(lane(k, 0), t.work.poisson, jobless), jobless, most)):
            h = s.room.found[place]
            i = slot_of(h, _PERSON)
            if s.work.jobless[i] != jobless:
                continue  # changed by an earlier point of this step
            standing = _standing(t, s, i, step)
            if mark_of(h) < ratio[standing]:
                s.work.jobless[i] = 1 - jobless
                happen(
                    s,
                    step,
                    i,
                    JOB_FOUND.number if jobless == 1 else JOB_LOST.number,
                    standing,
                    0,
                    0,
                    np.int64(h),
                )
                retable(s, i)
                counts[s.people.fifth[i], standing, column] += 1
    if t.time.quarter_left[step] == 1:
        _count(t, s, counts, step)
