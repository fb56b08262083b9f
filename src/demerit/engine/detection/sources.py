"""M11: what sources see, truly or falsely.

Every source looks at every act it covers on its own; the report that arrives first is ruled on (of equals,
the source declared first). False sightings are possible points of their own, at the highest rate that the
regime's source ever has: they fall on an occupant and name a conduct that nobody committed. Truth goes
along with a sighting so that the lab can count; no rule of the regime reads it.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, key, lane, poisson
from demerit.chance.compiling import kernel
from demerit.engine.adjudication.rulings import rule, rule_plain
from demerit.engine.detection.linkage import linked, linked_plain
from demerit.engine.events import NOT_FOUND, PUT_ELSEWHERE, SIGHTING, happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import mark_of, mark_plain, slot_of, slot_of_plain
from demerit.engine.state import NOBODY, State, category_of
from demerit.engine.totals import MISPLACED, RECORDS, SIGHTINGS, Totals, note_record
from demerit.engine.world import Occupant, World, tier_plain
from demerit.scenario.tables import Tables

NAMED = point("source.named-conduct")

MECHANISM = Mechanism(
    name="sources",
    rows=("M11",),
    stage="detection",
    points=("source.<name>", "source.<name>.false", "source.named-conduct"),
    tables=("watch_*", "source_*", "cover*", "false_*"),
    ceilings=("regime.sources.<name>.false_records, the highest over amendments and categories",),
)

_NAMED = np.uint64(NAMED)


def watch_plain(w: World, step: int, who: Occupant, conduct: int, h: int, unable: bool) -> bool:
    """Let the sources look at one act; return whether a record was made of it."""
    t = w.tables
    e = int(t.epoch[step])
    on = linked_plain(w, step, who, h)
    truth = int(on is who or on is None)
    group = (who if on is None else on).group
    seen = []
    for row in range(int(t.watch_start[e, conduct]), int(t.watch_start[e, conduct + 1])):
        source = int(t.watch_source[row])
        share = int(t.cover[e, source, w.category(int(t.cover_axis[e, source]), who)])
        if (
            mark_plain(chance.detail(h, int(t.source_point[source])))
            < (int(t.watch_sensitivity[row]) * share) >> 30
        ):
            seen.append(source)
            if on is not None:
                happen_plain(w, step, on, SIGHTING, conduct, source, truth, h)
            w.totals.records[source, conduct, truth, group, int(t.year[step]), 0] += 1
    if not seen:
        return False
    first = min(seen, key=lambda source: (int(t.source_delay[e, source]), source))
    if on is None:
        happen_plain(w, step, who, NOT_FOUND, conduct, first, h=h)
        return False
    if on is not who:
        happen_plain(w, step, who, PUT_ELSEWHERE, conduct, first, on.slot, h)
    recorded = rule_plain(w, step, on, conduct, first, h, bool(truth), bool(unable and truth))
    if recorded:
        note_record_plain(w, step, first, conduct, truth, on)
        w.totals.records[first, conduct, truth, group, int(t.year[step]), MISPLACED] += 1 - truth
    return recorded and on is who


def note_record_plain(w: World, step: int, source: int, conduct: int, truth: int, who: Occupant) -> None:
    """Count a record that was made of `who`; `truth` is 1 where it stands on their act."""
    t = w.tables
    w.totals.records[source, conduct, truth, who.group, int(t.year[step]), 1] += 1
    w.totals.points[int(t.quarter[step]), tier_plain(who), RECORDS] += 1


def plain(w: World, step: int) -> None:
    """Let this step's false sightings happen and be ruled on."""
    t = w.tables
    e, year = int(t.epoch[step]), int(t.year[step])
    for source, name in enumerate(t.false_point):
        k = chance.key(w.seed, int(name), step, w.district)
        for j in range(1, chance.poisson(chance.lane(k, 0), t.false_poisson, source) + 1):
            h = chance.lane(k, j)
            who = w.occupants.get(slot_of_plain(h, int(t.false_entity[source])))
            if who is None:
                continue
            share = int(t.cover[e, source, w.category(int(t.cover_axis[e, source]), who)])
            if (
                mark_plain(h)
                >= (int(t.false_ratio[e, source, w.category(int(t.false_axis[e, source]), who)]) * share)
                >> 30
            ):
                continue
            mark = mark_plain(chance.detail(h, NAMED))
            conduct = sum(1 for share in t.false_conduct[e, source] if mark >= int(share))
            happen_plain(w, step, who, SIGHTING, conduct, source, 0, h)
            recorded = rule_plain(w, step, who, conduct, source, h, False, False)
            w.totals.records[source, conduct, 0, who.group, year, 0] += 1
            if recorded:
                note_record_plain(w, step, source, conduct, 0, who)


@kernel
def watch(
    t: Tables, s: State, out: Totals, step: int, i: int, conduct: int, h: np.uint64, unable: int
) -> bool:
    """Let the sources look at one act; return whether a record was made of it."""
    e, year = t.epoch[step], t.year[step]
    first, soonest = -1, 0
    m, truth, group = i, 1, 0
    for row in range(t.watch_start[e, conduct], t.watch_start[e, conduct + 1]):
        source = t.watch_source[row]
        share = t.cover[e, source, category_of(s, t.cover_axis[e, source], i)]
        if mark_of(detail(h, t.source_point[source])) < (t.watch_sensitivity[row] * share) >> 30:
            if first < 0:  # whoever is seen is looked for
                m = linked(t, s, step, i, h)
                truth = 1 if m == i or m == NOBODY else 0
                group = s.group[m if m != NOBODY else i]
            out.records[source, conduct, truth, group, year, SIGHTINGS] += 1
            if m != NOBODY:
                happen(s, step, m, SIGHTING, conduct, source, truth, np.int64(h))
            if first < 0 or t.source_delay[e, source] < soonest:
                first, soonest = source, t.source_delay[e, source]
    if first < 0:
        return False
    if m == NOBODY:
        happen(s, step, i, NOT_FOUND, conduct, first, 0, np.int64(h))
        return False
    if m != i:
        happen(s, step, i, PUT_ELSEWHERE, conduct, first, m, np.int64(h))
    recorded = rule(t, s, out, step, m, conduct, first, h, truth, unable * truth, 0)
    if recorded:
        counts = out.records[first, conduct, truth, group, year]
        note_record(t, s, out, counts, step, m)
        counts[MISPLACED] += 1 - truth
    return recorded and m == i


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let this step's false sightings happen and be ruled on."""
    e, year = t.epoch[step], t.year[step]
    for source in range(t.false_point.shape[0]):
        k = key(seed, t.false_point[source], step, district)
        for j in range(1, poisson(lane(k, 0), t.false_poisson, source) + 1):
            h = lane(k, j)
            i = slot_of(h, t.false_entity[source])
            if s.present[i] == 0:
                continue
            share = t.cover[e, source, category_of(s, t.cover_axis[e, source], i)]
            if (
                mark_of(h)
                >= (t.false_ratio[e, source, category_of(s, t.false_axis[e, source], i)] * share) >> 30
            ):
                continue
            mark = mark_of(detail(h, _NAMED))
            conduct = 0
            while mark >= t.false_conduct[e, source, conduct]:
                conduct += 1
            happen(s, step, i, SIGHTING, conduct, source, 0, np.int64(h))
            recorded = rule(t, s, out, step, i, conduct, source, h, 0, 0, 0)
            counts = out.records[source, conduct, 0, s.group[i], year]
            counts[SIGHTINGS] += 1
            if recorded:
                note_record(t, s, out, counts, step, i)
