"""M21, M23 before the ruling, M24: what becomes of this step's sightings.

One of somebody who is no member leads to nothing. Each other is decided by itself (`questions`) and, if it is
recorded, leads to listings, points or a debt (`records`). A case is decided wholly under the rules in force
when it was seen; amendments reach later sightings.

A record counts from the step in which it begins. One that is stopped before then, whose person has left by
then, or that would begin after the run, is not counted. When somebody leaves follows from the seed, so the
compiled engine counts a record at its ruling, where the plain one waits until it begins. One whose person is
no member any more by then is counted, and leads to nothing.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `n` place in a list from 0, `o` offer.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import ACT_OF_OTHER, INSIDE, OWN_ACT
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import inside, tier_of
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Made, World, tier_plain
from demerit.mechanisms.adjudication import process
from demerit.mechanisms.adjudication.questions import NO_RECORD, ask, ask_plain, asked, asked_of
from demerit.mechanisms.adjudication.records import SCORED, follows, take, take_plain
from demerit.mechanisms.adjudication.words import FOUND_UNABLE, OFFER_TAKEN, RECORD_MADE, RULING
from demerit.mechanisms.conduct.counts import ACTS
from demerit.mechanisms.offers.instead import choose, choose_plain
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.scores.worth import add_rule, at_once, begin_in_score, within, within_plain
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_SOURCE, SEEN_UNABLE
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="rulings", rows=("M03", "M21", "M23", "M24"), stage="adjudication")


def plain(w: World, step: int) -> None:
    """Decide about this step's sightings, and count the records that begin in it."""
    t = w.tables
    e, year = int(t.time.epoch[step]), int(t.time.year[step])
    for sighting in (sighting for sighting in w.sightings if sighting.on.membership == INSIDE):
        who, conduct, source, h = sighting.on, sighting.conduct, sighting.source, sighting.hash
        act = sighting.basis == OWN_ACT
        outcome, machine, wait = ask_plain(w, step, who, conduct, h, act, sighting.unable)
        process.count_plain(w, sighting, machine, outcome, step)
        if wait != NO_RECORD:
            wait += int(t.sources.delay[e, source] + t.adjudication.delay[e])
            within = within_plain(t, e, conduct, act, sighting.unable, outcome == FOUND_UNABLE)
            left, late = choose_plain(w, who, conduct, h, within, step)
            begins = step + wait if RECORDED in left else -1
            for histories, more in [*[(left, 0)] * bool(left), *late]:
                take_plain(w, sighting, machine, histories, step, step + wait + more)
                begins = step + wait + more if RECORDED in histories else begins
            if outcome == RECORD_MADE and begins >= 0:
                w.beginning[begins].append(Made(sighting, year, tier_plain(who)))
            outcome = OFFER_TAKEN if RECORDED in within - left else outcome
        happen_plain(w, step, who, RULING.number, conduct, 2 * source + int(machine), outcome, h)
    w.sightings.clear()
    for made in w.beginning.pop(step, ()):
        if w.occupants.get(made.sighting.on.slot) is made.sighting.on:
            _begin_plain(w, made, step)


def _begin_plain(w: World, made: Made, step: int) -> None:
    """Count a record that begins."""
    seen, who = made.sighting, made.sighting.on
    act = int(seen.basis == OWN_ACT)
    counts = w.totals.records[seen.source, seen.conduct, act, who.group, int(w.tables.time.year[step])]
    counts[RECORDS.records] += 1
    counts[RECORDS.misplaced] += int(seen.basis == ACT_OF_OTHER)
    w.totals.acts[seen.conduct, who.group, made.year, ACTS.recorded] += act
    w.totals.points[int(w.tables.time.quarter[step]), 0, made.tier, POINTS.records] += 1


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Decide about this step's sightings, and count the records that will begin.

    Sightings of one conduct follow each other, so which questions are open is worked out once for them all.
    """
    e, count, n = t.time.epoch[step], int(s.sightings.length[0]), 0
    open_to = asked(t, e)
    while n < count:
        conduct, first = int(s.sightings.row[n, SEEN_CONDUCT]), n
        while n < count and s.sightings.row[n, SEEN_CONDUCT] == conduct:
            n += 1
        _rule(t, s, out, step, first, n, open_to | asked_of(t, e, conduct))


@kernel
def _rule(t: Tables, s: State, out: Totals, step: int, first: int, end: int, open_to: int) -> None:
    """Decide about sightings of one conduct, from `first` to before `end`."""
    e, conduct, steps = t.time.epoch[step], int(s.sightings.row[first, SEEN_CONDUCT]), t.time.epoch.shape[0]
    leads_to, chooses = follows(t, e, conduct), t.offers.asked[t.time.epoch[step], conduct] != 0
    simple, done = leads_to == SCORED and at_once(t, step, conduct), out.acts[conduct]
    guarded = t.redress.of_record[e, conduct] != 0 and t.redress.ruled_at[conduct] >= 0
    for n in range(first, end):
        sight, h = s.sightings.row[n], s.sightings.hash[n]
        i, source, basis = int(sight[SEEN_ON]), int(sight[SEEN_SOURCE]), int(sight[SEEN_BASIS])
        act, unable = int(basis == OWN_ACT), int(sight[SEEN_UNABLE])
        if not inside(t, s, i):
            continue
        outcome, machine, wait = RECORD_MADE, 0, 0
        if open_to != 0:
            outcome, machine, wait = ask(t, s, step, n, act, unable, open_to)
        if guarded:
            process.count(t, s, out, n, step, machine, outcome)
        if wait != NO_RECORD:
            wait += t.sources.delay[e, source] + t.adjudication.delay[e]
        counts = outcome == RECORD_MADE
        if wait != NO_RECORD and (leads_to != 0 or chooses):
            histories = within(t, e, conduct, act, unable, outcome == FOUND_UNABLE)
            taken = choose(t, s, out, conduct, i, h, histories, step) if chooses else 0
            if simple and wait == 0 and outcome != FOUND_UNABLE and taken == 0 and s.panel.followed[i] == 0:
                begin_in_score(t, s, i, histories, conduct, act, unable)
                add_rule(t, s, out, i, conduct, histories, step)
            elif histories & ~taken != 0:
                take(t, s, step, wait, n, machine, leads_to, histories & ~taken)
            if taken != 0:
                late = _late(t, s, step, wait, n, machine, leads_to)
                if taken & (1 << RECORDED) != 0:
                    outcome, wait = OFFER_TAKEN, late
        happen(s, step, i, RULING.number, conduct, 2 * source + machine, outcome, np.int64(h))
        begins = step + wait
        if counts and wait != NO_RECORD and begins < steps and begins < s.people.leaves[i]:
            group = s.people.group[i]
            made = out.records[source, conduct, act, group, t.time.year[begins]]
            made[RECORDS.records] += 1
            made[RECORDS.misplaced] += int(basis == ACT_OF_OTHER)
            done[group, t.time.year[step], ACTS.recorded] += act
            out.points[t.time.quarter[begins], 0, tier_of(s, i), POINTS.records] += 1


@kernel
def _late(t: Tables, s: State, step: int, wait: int, n: int, machine: int, leads_to: int) -> int:
    """Schedule the record of sighting `n` where an offer instead of it will be failed.

    Return after how many steps it comes as recorded, or NO_RECORD.
    """
    found = NO_RECORD
    for o in range(t.offers.point.shape[0]):
        histories = int(s.offers.chosen[o])
        if histories != 0:
            late = wait + int(t.offers.ends[o, step]) - step
            if leads_to != 0:
                take(t, s, step, late, n, machine, leads_to, histories)
            if histories & (1 << RECORDED) != 0:
                found = late
    return found
