"""M11: what sources see, truly or falsely.

Every source looks at every act it covers on its own; the report that arrives first is ruled on (of equals,
the source declared first). False sightings are possible points of their own, at the highest rate that the
regime's source ever has: they fall on an occupant whom the source covers (`covering`) and name a conduct
that nobody committed. Whom an act that was seen is put on need not be covered: the source watched who did
it. Of a conduct that does not count yet (`since`) nothing is reported, truly or falsely. Truth goes along
with a sighting so that the lab can count; no rule of the regime reads it.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `j` number of a possible point, `k` key of a decision
point, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import below, detail, key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x4
from demerit.engine.codes import ACT_OF_OTHER, NO_ACT, NOBODY, OWN_ACT
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, slot_of, slot_of_plain
from demerit.engine.slots import category_of
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Act, Sighting, World
from demerit.mechanisms.linkage.linkage import linked, linked_plain
from demerit.mechanisms.linkage.words import NOT_FOUND, PUT_ELSEWHERE
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.sources.covering import (
    called,
    called_plain,
    covered,
    covered_plain,
    covers_all,
    has_cases,
)
from demerit.mechanisms.sources.sightings import report
from demerit.mechanisms.sources.words import CALLED, SIGHTING
from demerit.scenario.codes import BY
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

NAMED = point("source.named-conduct")

MECHANISM = Mechanism(
    name="sources",
    rows=("M11",),
    stage="detection",
    points=("source.<name>", "source.<name>.false"),
    ceilings=("regime.sources.<name>.false_records, the highest over amendments and categories",),
)

_NAMED = np.uint64(NAMED)


def plain(w: World, step: int) -> None:
    """Let the sources look at this step's acts, and report false sightings of their own."""
    since = w.tables.sources.since[int(w.tables.time.epoch[step])]
    for conduct in range(len(w.tables.conduct.point)):
        if step >= since[conduct]:
            _watch_plain(w, step, conduct, [act for act in w.acts if act.conduct == conduct])
    w.acts.clear()
    _false_plain(w, step)


def _watch_plain(w: World, step: int, conduct: int, acts: list[Act]) -> None:
    """Let the sources look at the acts of one conduct, one source after another."""
    t = w.tables
    e, year = int(t.time.epoch[step]), int(t.time.year[step])
    seen: list[list[int]] = [[] for _ in acts]
    on = [linked_plain(w, step, act.who, act.hash) for act in acts]
    for row in range(int(t.sources.watch_start[e, conduct]), int(t.sources.watch_start[e, conduct + 1])):
        source = int(t.sources.watch_source[row])
        for act, whom, sources in zip(acts, on, seen, strict=True):
            chance_of = int(t.sources.watch_chance[row, w.category(int(t.sources.watch_axis[row]), act.who)])
            mark = mark_plain(chance.detail(act.hash, int(t.sources.point[source])))
            if mark < covered_plain(w, step, source, act.who, chance_of):
                sources.append(source)
                truth, found = int(whom is act.who or whom is None), act.who if whom is None else whom
                counts = w.totals.records[source, conduct, truth, found.group, year]
                counts[RECORDS.sightings] += 1
                if whom is not None:
                    happen_plain(w, step, whom, SIGHTING.number, conduct, source, truth, act.hash)
                if called_plain(w, step, source, act.who, chance_of, mark):
                    counts[RECORDS.called_by_error] += 1
                    happen_plain(w, step, act.who, CALLED.number, conduct, source, h=act.hash)
    for act, whom, sources in zip(acts, on, seen, strict=True):
        if not sources:
            continue
        first = min(sources, key=lambda source: (int(t.sources.delay[e, source]), source))
        if whom is None:
            happen_plain(w, step, act.who, NOT_FOUND.number, conduct, first, h=act.hash)
            continue
        own = whom is act.who
        if not own:
            happen_plain(w, step, act.who, PUT_ELSEWHERE.number, conduct, first, whom.slot, act.hash)
        basis = OWN_ACT if own else ACT_OF_OTHER
        w.sightings.append(Sighting(whom, conduct, first, act.hash, basis, act.unable and own))


def _false_plain(w: World, step: int) -> None:
    """Let this step's false sightings happen."""
    t = w.tables
    e, year = int(t.time.epoch[step]), int(t.time.year[step])
    for source, name in enumerate(t.false_sightings.point):
        k = chance.key(w.seed, int(name), step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.false_sightings.poisson, source) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, int(t.false_sightings.entity[source])))
            if who is None:
                continue
            ratio = int(
                t.false_sightings.ratio[e, source, w.category(int(t.false_sightings.axis[e, source]), who)]
            )
            if mark_plain(h) >= covered_plain(w, step, source, who, ratio):
                continue
            mark = mark_plain(chance.detail(h, NAMED))
            conduct = sum(1 for share in t.false_sightings.conduct[e, source] if mark >= int(share))
            if step < t.sources.since[e, conduct]:
                continue
            happen_plain(w, step, who, SIGHTING.number, conduct, source, 0, h)
            w.sightings.append(Sighting(who, conduct, source, h))
            counts = w.totals.records[source, conduct, 0, who.group, year]
            counts[RECORDS.sightings] += 1
            if called_plain(w, step, source, who, ratio, mark_plain(h)):
                counts[RECORDS.called_by_error] += 1
                happen_plain(w, step, who, CALLED.number, conduct, source, h=h)


@kernel
def _watch(t: Tables, s: State, out: Totals, step: int, conduct: int, first: int, end: int) -> None:
    """Let the sources look at the acts of one conduct, one source after another."""
    e, entity = t.time.epoch[step], t.conduct.entity[conduct]
    start, stop = t.sources.watch_start[e, conduct], t.sources.watch_start[e, conduct + 1]
    for n in range(first, end):
        s.acts.source[n] = NOBODY
    for row in range(start, stop):
        source = t.sources.watch_source[row]
        counts, seen = out.records[source, conduct], _looks(t, s, step, row, first, end, entity)
        for place in range(seen):
            n = int(s.acts.seen[place])
            i, before = slot_of(s.acts.hash[n], entity), int(s.acts.source[n])
            if before == NOBODY:  # whoever is seen is looked for
                s.acts.on[n] = linked(t, s, step, i, s.acts.hash[n])
            if before == NOBODY or t.sources.delay[e, source] < t.sources.delay[e, before]:
                s.acts.source[n] = source
            _count(t, s, counts, step, i, n, row, conduct)
    for n in range(first, end):
        if s.acts.source[n] != NOBODY:
            _report(s, step, conduct, n, slot_of(s.acts.hash[n], entity))


@kernel
def _looks(t: Tables, s: State, step: int, row: int, first: int, end: int, entity: int) -> int:
    """Write which acts from `first` to before `end` a source sees into `act_seen`; return how many.

    Who is covered is asked only of the acts that would be seen if everybody were.
    """
    source, axis, chances, seen = (
        t.sources.watch_source[row],
        t.sources.watch_axis[row],
        t.sources.watch_chance[row],
        0,
    )
    point, some = t.sources.point[source], 0
    for n in range(first, end):
        s.acts.mark[n] = mark_of(detail(s.acts.hash[n], point))
    if axis == BY.all:
        for n in range(first, end):
            s.acts.seen[some] = n
            some += below(s.acts.mark[n], chances[0])
    else:
        for n in range(first, end):
            s.acts.seen[some] = n
            some += below(s.acts.mark[n], chances[category_of(s, axis, slot_of(s.acts.hash[n], entity))])
    if covers_all(t, t.time.epoch[step], source):
        return some
    for place in range(some):
        n = int(s.acts.seen[place])
        i = slot_of(s.acts.hash[n], entity)
        s.acts.seen[seen] = n
        chance = chances[category_of(s, axis, i)]
        seen += below(s.acts.mark[n], covered(t, s, step, source, i, chance, RECORDED))
    return seen


@kernel
def _count(t: Tables, s: State, counts: I64x4, step: int, i: int, n: int, row: int, conduct: int) -> None:
    """Count that the source of row `row` of the watching sees act `n`, in its part of `records`."""
    whom, source, year = int(s.acts.on[n]), t.sources.watch_source[row], t.time.year[step]
    truth, group = int(whom == i or whom == NOBODY), s.people.group[i if whom == NOBODY else whom]
    counts[truth, group, year, RECORDS.sightings] += 1
    if whom != NOBODY:
        happen(s, step, whom, SIGHTING.number, conduct, source, truth, np.int64(s.acts.hash[n]))
    if not has_cases(t, t.time.epoch[step], source):
        return
    chance = t.sources.watch_chance[row, category_of(s, t.sources.watch_axis[row], i)]
    if called(t, s, step, source, i, chance, s.acts.mark[n]):
        counts[truth, group, year, RECORDS.called_by_error] += 1
        happen(s, step, i, CALLED.number, conduct, source, 0, np.int64(s.acts.hash[n]))


@kernel
def _report(s: State, step: int, conduct: int, n: int, i: int) -> None:
    """Have act `n` of slot `i` ruled on, on whomever it is put."""
    source, whom, h = int(s.acts.source[n]), int(s.acts.on[n]), s.acts.hash[n]
    if whom == i:
        report(s, i, conduct, source, OWN_ACT, int(s.acts.unable[n]), h, 0)
    elif whom == NOBODY:
        happen(s, step, i, NOT_FOUND.number, conduct, source, 0, np.int64(h))
    else:
        happen(s, step, i, PUT_ELSEWHERE.number, conduct, source, whom, np.int64(h))
        report(s, whom, conduct, source, ACT_OF_OTHER, 0, h, 0)


@kernel
def _false(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's false sightings happen."""
    e, year = t.time.epoch[step], t.time.year[step]
    for source in range(t.false_sightings.point.shape[0]):
        k = key(seed, t.false_sightings.point[source], step, district)
        for j in range(1, poisson(lane(k, 0), t.false_sightings.poisson, source) + 1):
            h = lane(k, j)
            i = slot_of(h, t.false_sightings.entity[source])
            if s.people.present[i] == 0:
                continue
            ratio = t.false_sightings.ratio[e, source, category_of(s, t.false_sightings.axis[e, source], i)]
            if mark_of(h) >= covered(t, s, step, source, i, ratio, RECORDED):
                continue
            mark = mark_of(detail(h, _NAMED))
            conduct = 0
            while mark >= t.false_sightings.conduct[e, source, conduct]:
                conduct += 1
            if step < t.sources.since[e, conduct]:
                continue
            happen(s, step, i, SIGHTING.number, conduct, source, 0, np.int64(h))
            report(s, i, conduct, source, NO_ACT, 0, h, 0)
            counts = out.records[source, conduct, 0, s.people.group[i], year]
            counts[RECORDS.sightings] += 1
            if called(t, s, step, source, i, ratio, mark_of(h)):
                counts[RECORDS.called_by_error] += 1
                happen(s, step, i, CALLED.number, conduct, source, 0, np.int64(h))


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let the sources look at this step's acts, and report false sightings of their own."""
    e = t.time.epoch[step]
    s.sightings.length[0] = 0
    for conduct in range(t.conduct.point.shape[0]):
        first, end = int(s.acts.range[conduct, 0]), int(s.acts.range[conduct, 1])
        if step < t.sources.since[e, conduct]:
            continue
        if first != end and t.sources.watch_start[e, conduct] != t.sources.watch_start[e, conduct + 1]:
            _watch(t, s, out, step, conduct, first, end)
    _false(t, s, out, seed, district, step)
