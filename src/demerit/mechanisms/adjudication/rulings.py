"""M21, M23 before the ruling, M24: what becomes of this step's sightings.

One of somebody who is no member leads to nothing. Each other is decided by itself (`questions`) and, if it is
recorded, leads to listings, points or a debt (`records`). A case is decided wholly under the rules in force
when it was seen; amendments reach later sightings.

A record counts from the step in which it begins. One that is stopped before then, whose person has left by
then, or that would begin after the run, is not counted. When somebody leaves follows from the seed, so the
compiled engine counts a record at its ruling, where the plain one waits until it begins. One whose person is
no member any more by then is counted, and leads to nothing.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `n` place in a list from 0.
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
from demerit.mechanisms.adjudication.questions import NO_RECORD, ask, ask_plain, asked, asked_of
from demerit.mechanisms.adjudication.records import SCORED, follows, take, take_plain
from demerit.mechanisms.adjudication.words import FOUND_UNABLE, RECORD_MADE, RULING
from demerit.mechanisms.conduct.counts import ACTS
from demerit.mechanisms.scores.counts import POINTS
from demerit.mechanisms.scores.worth import add_rule, at_once, begin_in_score, within
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_SOURCE, SEEN_UNABLE
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="rulings", rows=("M03", "M21", "M23", "M24"), stage="adjudication")


def plain(w: World, step: int) -> None:
    """Decide about this step's sightings, and count the records that begin in it."""
    t = w.tables
    e, year = int(t.time.epoch[step]), int(t.time.year[step])
    for sighting in (sighting for sighting in w.sightings if sighting.on.membership == INSIDE):
        who, conduct, source, h = sighting.on, sighting.conduct, sighting.source, sighting.hash
        act = sighting.basis == OWN_ACT
        outcome, machine, wait = ask_plain(w, e, who, conduct, h, act, sighting.unable)
        if wait != NO_RECORD:
            wait += int(t.sources.delay[e, source] + t.adjudication.delay[e])
            take_plain(w, sighting, machine, outcome == FOUND_UNABLE, step, step + wait)
            if outcome == RECORD_MADE:
                w.beginning[step + wait].append(Made(sighting, year, tier_plain(who)))
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
    e, year, steps = t.time.epoch[step], t.time.year[step], t.time.epoch.shape[0]
    conduct = int(s.sightings.row[first, SEEN_CONDUCT])
    done, leads_to = out.acts[conduct], follows(t, e, conduct)
    simple = leads_to == SCORED and at_once(t, step, conduct)
    for n in range(first, end):
        sight, h = s.sightings.row[n], s.sightings.hash[n]
        i, source, basis = int(sight[SEEN_ON]), int(sight[SEEN_SOURCE]), int(sight[SEEN_BASIS])
        act, unable = int(basis == OWN_ACT), int(sight[SEEN_UNABLE])
        if not inside(t, s, i):
            continue
        outcome, machine, wait = RECORD_MADE, 0, 0
        if open_to != 0:
            outcome, machine, wait = ask(t, s, e, n, act, unable, open_to)
        if wait != NO_RECORD:
            wait += t.sources.delay[e, source] + t.adjudication.delay[e]
        if wait != NO_RECORD and leads_to != 0:
            dismissed = outcome == FOUND_UNABLE
            histories = within(t, e, conduct, act, unable, dismissed)
            if simple and wait == 0 and not dismissed and s.panel.followed[i] == 0:
                begin_in_score(t, s, i, histories, conduct, act, unable)
                add_rule(t, s, out, i, conduct, histories, step)
            else:
                take(t, s, step, wait, n, machine, leads_to, histories)
        happen(s, step, i, RULING.number, conduct, 2 * source + machine, outcome, np.int64(h))
        begins = step + wait
        if outcome == RECORD_MADE and begins < steps and begins < s.people.leaves[i]:
            group = s.people.group[i]
            counts = out.records[source, conduct, act, group, t.time.year[begins]]
            counts[RECORDS.records] += 1
            counts[RECORDS.misplaced] += int(basis == ACT_OF_OTHER)
            done[group, year, ACTS.recorded] += act
            out.points[t.time.quarter[begins], 0, tier_of(s, i), POINTS.records] += 1
